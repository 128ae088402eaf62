"""Stacking bands on pages, and drawing the pages as a PDF on a ReportLab canvas."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from expatdesk.documents.letterheads.bands import Band, Bookmark, height_of
from expatdesk.documents.letterheads.drawing import (
    HEAD_ROOM,
    draw_band,
    draw_ground,
    draw_links,
    leads_to_page,
    page_key,
)
from expatdesk.documents.letterheads.style import MM, Style
from expatdesk.documents.typeface import Face, typeface
from expatdesk.i18n import Language
from expatdesk.names import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and its margins in points; without a height it is as long as its content."""

    width: float
    height: float | None
    side: float
    top: float
    bottom: float

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.side


A4 = Sheet(210 * MM, 297 * MM, 18 * MM, 14 * MM, 11 * MM)
A5 = Sheet(148 * MM, 210 * MM, 13 * MM, 13 * MM, 10 * MM)
ROLL_80 = Sheet(80 * MM, None, 4.5 * MM, 5 * MM, 6 * MM)
ROLL_58 = Sheet(58 * MM, None, 5.5 * MM, 5 * MM, 6 * MM)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says about itself; ``title`` names no person."""

    title: str
    author: str
    language: Language | str
    """A code (BCP 47): sheets come in more languages than the program speaks."""
    made_at: datetime
    """Aware; also the file's date, so that the same paper is the same bytes."""


@dataclass(frozen=True, slots=True)
class Page:
    height: float
    placed: tuple[tuple[float, Band], ...]
    """Bands with the way from the top of the paper."""


def one_long_page(sheet: Sheet, bands: Sequence[Band]) -> list[Page]:
    """A roll: one page whose height follows its content."""
    height = sheet.top + height_of(bands) + sheet.bottom
    return [Page(height, tuple(_stacked(sheet.top, bands)))]


def paginate(
    sheet: Sheet,
    bands: Sequence[Band],
    *,
    running: Sequence[Band] = (),
    footer: Callable[[int, int], Band] | None = None,
) -> list[Page]:
    """Bands on as many pages as they need.

    ``running`` heads every page after the first; ``footer`` gets page and number of pages and
    returns the band at the foot. Bands that keep to the next one move to the next page together,
    unless they are more than a page.
    """
    if sheet.height is None:
        raise ValueError("a roll has no pages")
    foot = footer(1, 1).height if footer else 0.0
    room = sheet.height - sheet.top - sheet.bottom - foot
    pages: list[list[Band]] = [[]]
    used = 0.0
    for unit in _units(bands):
        needed = height_of(unit)
        if pages[-1] and used + needed > room:
            pages.append(list(running))
            used = height_of(running)
        for band in unit:
            if used + band.height > room and len(pages[-1]) > len(running):
                pages.append(list(running))
                used = height_of(running)
            pages[-1].append(band)
            used += band.height
    return [
        _page(sheet, sheet.height, content, footer(number, len(pages)) if footer else None)
        for number, content in enumerate(pages, 1)
    ]


def _units(bands: Sequence[Band]) -> Iterator[list[Band]]:
    unit: list[Band] = []
    for band in bands:
        unit.append(band)
        if not band.keep:
            yield unit
            unit = []
    if unit:
        yield unit


def _page(sheet: Sheet, height: float, content: Sequence[Band], foot: Band | None) -> Page:
    placed = list(_stacked(sheet.top, content))
    if foot:
        placed.append((height - sheet.bottom - foot.height, foot))
    return Page(height, tuple(placed))


def _stacked(top: float, bands: Sequence[Band]) -> Iterator[tuple[float, Band]]:
    for band in bands:
        yield top, band
        top += band.height


def to_pdf(sheet: Sheet, pages: Sequence[Page], imprint: Imprint) -> bytes:
    """The file: fonts embedded and cut to what is used, the same bytes for the same pages."""
    targets = _targets(pages)
    with _press():
        canvas, buffer = _canvas(sheet, pages[0].height, imprint)
        outline = _Outline(canvas)
        for number, page in enumerate(pages, 1):
            canvas.setPageSize((sheet.width, page.height))
            if number in targets:
                canvas.bookmarkPage(page_key(number))
            _draw(canvas, sheet, page, len(pages))
            for top, band in page.placed:
                for bookmark in band.bookmarks:
                    outline.add(bookmark, page.height - top)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


@cache
def _press() -> Lock:
    """One document at a time: ReportLab reads a font file at one shared position."""
    return Lock()


class _Outline:
    """The contents that a reader shows beside the page."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._count = 0
        self._level = -1

    def add(self, bookmark: Bookmark, level: float) -> None:
        """An entry that leads to ``level`` on the page being drawn; no entry skips a level."""
        title = clean(bookmark.title)
        if not title:
            return
        self._count += 1
        self._level = max(0, min(bookmark.level, self._level + 1))
        key = f"mark-{self._count}"
        self._canvas.bookmarkHorizontalAbsolute(key, level + HEAD_ROOM)
        self._canvas.addOutlineEntry(title, key, self._level)


def _targets(pages: Sequence[Page]) -> frozenset[int]:
    """The pages that links lead to."""
    return frozenset(
        number
        for page in pages
        for _top, band in page.placed
        for link in band.links
        if (number := leads_to_page(link)) is not None
    )


def _canvas(sheet: Sheet, height: float, imprint: Imprint) -> tuple[Canvas, io.BytesIO]:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Nothing that a text may contain makes the program fetch or open anything.
    rl_config.trustedHosts = ["none.invalid"]
    rl_config.trustedSchemes = []
    # Bytes as they are: as printable text they would take a quarter more room, and time.
    rl_config.useA85 = 0
    typeface(Face.TEXT)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(sheet.width, height),
        pageCompression=1,
        invariant=1,
        initialFontName=Face.TEXT.value,
        lang=str(imprint.language),
    )
    stamp = imprint.made_at.strftime("D:%Y%m%d%H%M%S%z")
    canvas.setDateFormatter(lambda *_date: f"{stamp[:-2]}'{stamp[-2:]}'")
    canvas.setTitle(imprint.title)
    canvas.setAuthor(imprint.author)
    canvas.setSubject(imprint.title)
    canvas.setCreator("ExpatDesk")
    return canvas, buffer


def _draw(canvas: Canvas, sheet: Sheet, page: Page, pages: int) -> None:
    for top, band in page.placed:
        draw_ground(canvas, band, sheet.side, page.height - top)
    last: Style | None = None
    for top, band in page.placed:
        last = draw_band(canvas, band, sheet.side, page.height - top, last)
    for top, band in page.placed:
        draw_links(canvas, band, sheet.side, page.height - top, pages)
