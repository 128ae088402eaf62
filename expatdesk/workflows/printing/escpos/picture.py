"""A paper as the dots of a receipt printer: black or white, and never wider than its paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from expatdesk.documents.raster import page_sizes, picture

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_MM: Final = 8
SCALE: Final = DOTS_PER_MM * 25.4 / 72
"""Dots a point."""
DARK: Final = 160
"""Darker than this (of 255) is black. Above the middle: thin strokes of small print stay whole."""
STRIP: Final = 128
"""Rows that are sent at once: what the smallest printers can hold."""
_WHITE: Final = 255


def dots_of(pdf: bytes, width: int) -> Iterator[Image]:
    """Each page as a picture of `width` dots, one bit a dot; from the first ink to the last.

    A page whose ink is wider than the paper is made smaller, so that nothing is cut off: it was
    laid out for another paper.
    """
    for number, (points, _height) in enumerate(page_sizes(pdf)):
        seen = _page(pdf, number, SCALE)
        box = _ink(seen)
        if box is None:
            continue
        left, _top, right, _bottom = box
        if right - left > width:
            # Drawn anew in its smaller size: a picture made smaller would lose thin lines.
            seen = _page(pdf, number, SCALE * width / (right - left + 2))
            box = _ink(seen) or box
        yield _centred(seen, box, width, _edge(points, width))


def strips(image: Image) -> Iterator[Image]:
    """The picture in strips from the top."""
    for top in range(0, image.height, STRIP):
        yield image.crop((0, top, image.width, min(top + STRIP, image.height)))


def _page(pdf: bytes, number: int, scale: float) -> Image:
    """Grey, from the page in colour."""
    from PIL import Image

    seen = picture(pdf, number, scale)
    return Image.frombytes("RGB", (seen.width, seen.height), seen.rgb).convert("L")


def _ink(grey: Image) -> tuple[int, int, int, int] | None:
    """The box around all that will be black; None on an empty page."""
    return grey.point([_WHITE if level < DARK else 0 for level in range(256)]).getbbox()


def _edge(points: float, width: int) -> int | None:
    """Where the printer's first dot lies on a page of a roll; None where it is another paper.

    A roll is laid out for the middle of its paper, where the printer's dots are.
    """
    spare = round(points * SCALE) - width
    return spare // 2 if 0 <= spare <= width // 3 else None


def _centred(grey: Image, box: tuple[int, int, int, int], width: int, edge: int | None) -> Image:
    """The ink on paper of this width, in its place or else in the middle; dots, not grey."""
    from PIL import Image

    left, top, right, bottom = box
    first = max(top - DOTS_PER_MM, 0)
    start = edge if edge is not None and edge <= left and right <= edge + width else None
    if start is None:
        start = (left + right - width) // 2
    paper = Image.new("L", (width, bottom - first), _WHITE)
    paper.paste(grey, (-start, -first))
    return paper.point([0 if level < DARK else _WHITE for level in range(256)]).convert("1")
