"""Finds words in a PDF, and where on its pages they stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from expatdesk.documents.raster import opened

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

MOST: Final = 500
"""Places that are shown; nobody looks at more."""
Box = tuple[float, float, float, float]
"""Left, top, width and height in points, from the upper left corner of the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: the page (the first is 0), and a box for each line of it."""

    page: int
    boxes: tuple[Box, ...]


def find_text(pdf: bytes, words: str) -> tuple[Place, ...]:
    """Where these words stand, whatever their case, in reading order; at most MOST places.

    Raises ValueError where it is no PDF.
    """
    wanted = unicodedata.normalize("NFC", words).strip()
    if not wanted:
        return ()
    found: list[Place] = []
    with opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found += _on_page(number, page, text, wanted, MOST - len(found))
            text.close()
            page.close()
            if len(found) >= MOST:
                break
    return tuple(found)


def _on_page(number: int, page: PdfPage, text: PdfTextPage, wanted: str, most: int) -> list[Place]:
    height = page.get_height()
    search = text.search(wanted, match_case=False)
    places: list[Place] = []
    while len(places) < most and (hit := search.get_next()) is not None:
        boxes = [text.get_rect(at) for at in range(text.count_rects(*hit))]
        places.append(Place(number, tuple(_box(height, *each) for each in boxes)))
    search.close()
    return places


def _box(height: float, left: float, bottom: float, right: float, top: float) -> Box:
    return (left, height - top, right - left, top - bottom)
