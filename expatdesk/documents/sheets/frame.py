"""Head and foot of every side of a sheet."""

from __future__ import annotations

from datetime import datetime

from expatdesk.documents.letterheads.bands import Align, Band, Cell, cell, hairline, row
from expatdesk.documents.letterheads.columns import letter_head
from expatdesk.documents.letterheads.stacking import piled
from expatdesk.documents.parts import Centre
from expatdesk.documents.sheets.paper import SheetOnPaper
from expatdesk.documents.sheets.setting import SMALL
from expatdesk.documents.sheets.wording import SheetWords
from expatdesk.i18n import N_

_PAGES = 40.0
_MADE = 150.0


def sheet_head(
    centre: Centre, paper: SheetOnPaper, say: SheetWords, width: float, title: str = ""
) -> list[Band]:
    """Whose sheet it is on the left; on the right what it is, on later sides its title."""
    mark = say.both(N_("DRAFT")) if paper.draft else ""
    kind = title or say.both(N_("Information sheet"))
    return letter_head(centre.name, kind, width, mark=mark, logo=centre.logo)


def sheet_foot(
    paper: SheetOnPaper, say: SheetWords, made_at: datetime, page: str, width: float
) -> Band:
    """Number, version and what it holds for; when it was printed, and the page."""
    left = Cell(0, width - _MADE, tuple((line, SMALL) for line in say.lines(paper)))
    dates = tuple((line, SMALL) for line in say.made_on(made_at))
    made = Cell(width - _MADE, _MADE - _PAGES, dates, Align.RIGHT)
    number = cell(width - _PAGES, _PAGES, page, SMALL, Align.RIGHT)
    return piled([hairline(width, above=7, below=5), row(left, made, number)])
