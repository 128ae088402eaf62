"""Sheets as PDF: one, or several for a visitor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from expatdesk.documents.letterheads.bands import Band, cell, height_of, row
from expatdesk.documents.letterheads.pages import A4, Imprint, Page, paginate, to_pdf
from expatdesk.documents.letterheads.stacking import stacked
from expatdesk.documents.parts import Centre
from expatdesk.documents.sheets.body import Body, Piece, body_bands, body_of
from expatdesk.documents.sheets.closing import closing
from expatdesk.documents.sheets.columns import Grid, grid_for
from expatdesk.documents.sheets.frame import sheet_foot, sheet_head
from expatdesk.documents.sheets.paper import FieldValues, SheetOnPaper
from expatdesk.documents.sheets.setting import NOTE, Setting, settings_for
from expatdesk.documents.sheets.wording import SheetWords, words_in

_WORTH_TRYING = 3
"""Sides up to which a closer setting may save one."""


def render_sheet(
    paper: SheetOnPaper, centre: Centre, fields: FieldValues, made_at: datetime
) -> bytes:
    """One sheet, the same bytes for the same values.

    Raises OSError where the fonts are missing, ValueError for a sheet without any language.
    """
    laid = lay_out(paper, centre, fields, made_at)
    imprint = Imprint(laid.title, centre.name, paper.languages[0], made_at)
    return to_pdf(A4, laid.pages, imprint)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The sides of one sheet; ``title`` in all its languages, with nobody's name in it."""

    title: str
    pages: list[Page]


def lay_out(
    paper: SheetOnPaper,
    centre: Centre,
    fields: FieldValues,
    made_at: datetime,
    pages_before: int | None = None,
) -> LaidOut:
    """As few sides as the text needs: the closer setting is taken where it saves one.

    In a booklet pages are counted on from ``pages_before``, alone they are "1 / 2".
    """
    body = body_of(paper, fields)
    side = _Side(paper, centre, made_at, words_in(paper.languages), pages_before)
    best: list[Page] = []
    for setting in settings_for(len(body.texts)):
        pages = side.pages(body, setting)
        if not best or len(pages) < len(best):
            best = pages
        if len(best) == 1 or len(best) > _WORTH_TRYING:
            break
    grid = grid_for(len(body.texts), A4.inner)
    return LaidOut(body.title, [_in_reading_order(page, grid) for page in best])


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands on every side of a sheet, and how its text is brought onto sides."""

    paper: SheetOnPaper
    centre: Centre
    made_at: datetime
    say: SheetWords
    pages_before: int | None

    def pages(self, body: Body, setting: Setting) -> list[Page]:
        head = sheet_head(self.centre, self.paper, self.say, A4.inner)
        end = closing(self.paper, body.texts, self.say, A4.inner)
        content: list[Band] = [*head, *self._note(), *body_bands(body, setting, A4.inner)]
        if end:
            # The end of a sheet is not a page of its own.
            content[-2:] = [replace(band, keep=True) for band in content[-2:]]
            content.append(end)
        pages = paginate(
            A4,
            content,
            running=sheet_head(self.centre, self.paper, self.say, A4.inner, body.title),
            footer=self._foot,
        )
        return [*pages[:-1], _lowered(pages[-1], end)] if end else pages

    def _foot(self, number: int, count: int) -> Band:
        before = self.pages_before
        page = f"{number} / {count}" if before is None else str(before + number)
        return sheet_foot(self.paper, self.say, self.made_at, page, A4.inner)

    def _note(self) -> list[Band]:
        if not self.paper.missing:
            return []
        return [row(cell(0, A4.inner, self.say.missing(self.paper.missing), NOTE), below=8)]


def _lowered(page: Page, end: Band) -> Page:
    """The last page with its end moved down to the foot."""
    foot_top = page.placed[-1][0]
    placed = tuple(
        (foot_top - band.height if band is end else top, band) for top, band in page.placed
    )
    return Page(page.height, placed)


def _in_reading_order(page: Page, grid: Grid) -> Page:
    """The bands of a part as one, its languages one after the other in the file.

    Whoever selects the text, searches it, or has it read aloud gets one language at a time.
    """
    placed: list[tuple[float, Band]] = []
    for part, group in groupby(page.placed, key=lambda each: _part_of(each[1])):
        bands = list(group)
        if part is None:
            placed += bands
            continue
        top = bands[0][0]
        inside = [(down - top, band) for down, band in bands]
        height = height_of([band for _top, band in bands])
        placed.append((top, stacked(inside, height, column_of=grid.column_of)))
    return Page(page.height, tuple(placed))


def _part_of(band: Band) -> int | None:
    return band.part if isinstance(band, Piece) else None
