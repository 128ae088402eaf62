"""PDF pages as pictures: for the preview, the tour, and printing on Windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a page: rows from the top, three bytes (red, green, blue) a pixel, no padding."""

    width: int
    height: int
    rgb: bytes


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points. Raises ValueError where it is no PDF."""
    with opened(pdf) as document:
        return tuple(document.get_page_size(at) for at in range(len(document)))


def picture(pdf: bytes, page: int = 0, scale: float = 1.0) -> Picture:
    """A page (the first is 0) at ``scale`` pixels a point, on white.

    Raises ValueError where it is no PDF, IndexError where the page is missing.
    """
    with opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"no page {page} of {len(document)}")
        bitmap = document[page].render(scale=scale, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
    used = width * 3
    rows = (raw[at : at + used] for at in range(0, height * stride, stride))
    return Picture(width, height, raw if stride == used else b"".join(rows))


def pictures(pdf: bytes, scale: float = 1.0) -> list[Picture]:
    """All pages, as `picture`."""
    return [picture(pdf, at, scale) for at in range(len(page_sizes(pdf)))]


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """The document, for one thread at a time. Raises ValueError where it is no PDF."""
    from pypdfium2 import PdfDocument, PdfiumError

    with _reader():
        try:
            document = PdfDocument(pdf)
        except PdfiumError as error:
            raise ValueError("not a PDF that can be read") from error
        try:
            yield document
        finally:
            document.close()


@cache
def _reader() -> Lock:
    """PDFium may be entered by one thread at a time."""
    return Lock()
