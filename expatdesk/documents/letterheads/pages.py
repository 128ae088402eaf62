"""Stacking bands on pages, and drawing the pages as a PDF on a ReportLab canvas."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from expatdesk.documents.letterheads.bands import Band, Placed, height_of
from expatdesk.documents.letterheads.style import MM, Style
from expatdesk.documents.typeface import Face, typeface
from expatdesk.i18n import Language

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


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says about itself; ``title`` names no person."""

    title: str
    author: str
    language: Language
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
    with _press():
        canvas, buffer = _canvas(sheet, pages[0].height, imprint)
        for page in pages:
            canvas.setPageSize((sheet.width, page.height))
            _draw(canvas, sheet, page)
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


@cache
def _press() -> Lock:
    """One document at a time: ReportLab reads a font file at one shared position."""
    return Lock()


def _canvas(sheet: Sheet, height: float, imprint: Imprint) -> tuple[Canvas, io.BytesIO]:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Nothing that a text may contain makes the program fetch or open anything.
    rl_config.trustedHosts = ["none.invalid"]
    rl_config.trustedSchemes = []
    typeface(Face.TEXT)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(sheet.width, height),
        pageCompression=1,
        invariant=1,
        initialFontName=Face.TEXT.value,
        lang=imprint.language.value,
    )
    stamp = imprint.made_at.strftime("D:%Y%m%d%H%M%S%z")
    canvas.setDateFormatter(lambda *_date: f"{stamp[:-2]}'{stamp[-2:]}'")
    canvas.setTitle(imprint.title)
    canvas.setAuthor(imprint.author)
    canvas.setSubject(imprint.title)
    canvas.setCreator("ExpatDesk")
    return canvas, buffer


def _draw(canvas: Canvas, sheet: Sheet, page: Page) -> None:
    last: Style | None = None
    for top, band in page.placed:
        level = page.height - top
        for placed in band.texts:
            last = _write(canvas, placed, sheet.side, level, last)
        for stroke in band.strokes:
            canvas.setStrokeColorRGB(*stroke.colour)
            canvas.setLineWidth(stroke.weight)
            y = level - stroke.down
            canvas.line(sheet.side + stroke.x, y, sheet.side + stroke.x + stroke.length, y)
        for shape in band.shapes:
            canvas.setFillColorRGB(*shape.colour)
            last = None
            path = canvas.beginPath()
            for x, down, width, height in shape.rectangles:
                path.rect(sheet.side + x, level - down - height, width, height)
            canvas.drawPath(path, stroke=0, fill=1)
        for frame in band.frames:
            canvas.setStrokeColorRGB(*frame.colour)
            canvas.setLineWidth(0.8)
            low = level - frame.down - frame.height
            canvas.roundRect(sheet.side + frame.x, low, frame.width, frame.height, 2.5)


def _write(canvas: Canvas, placed: Placed, side: float, level: float, last: Style | None) -> Style:
    style = placed.style
    if style is not last:
        canvas.setFont(style.face.value, style.size)
        canvas.setFillColorRGB(*style.colour)
    canvas.drawString(side + placed.x, level - placed.down, placed.text)
    return style
