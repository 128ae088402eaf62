"""The paper of what is being written: gone over and made off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from expatdesk.documents.raster import page_sizes
from expatdesk.documents.sheets import render_sheet
from expatdesk.ui.sheets.checking_texts import Checked, check
from expatdesk.ui.sheets.opened import Known
from expatdesk.workflows.sheets import draft_paper

if TYPE_CHECKING:
    from expatdesk.services.sheets.types import SheetView

LONGEST: Final = 120_000
"""Characters of all texts together up to which the paper is drawn while one types."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the editor: all texts, and which languages are side by side."""

    view: SheetView
    bodies: Mapping[str, str]
    languages: tuple[str, ...]
    names: Mapping[str, str]
    year: int | None

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Code and text of the languages side by side."""
        return tuple((code, self.bodies.get(code, "")) for code in self.languages)


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of it; ``too_long`` where no paper is made for that."""

    checked: Checked
    pdf: bytes = b""
    sides: int = 0
    too_long: bool = False


def draw(draft: Draft, known: Known, made_at: datetime) -> Seen:
    """Goes over the texts and makes their paper."""
    checked = check(draft.shown, draft.names, known.names, draft.view.facts)
    length = sum(len(body) for _code, body in draft.shown)
    if length > LONGEST or not any(body.strip() for _code, body in draft.shown):
        return Seen(checked, too_long=length > LONGEST)
    pdf = pdf_of(draft, known, made_at)
    return Seen(checked, pdf, len(page_sizes(pdf)))


def pdf_of(draft: Draft, known: Known, made_at: datetime) -> bytes:
    """The paper of what stands in the editor; said to be a draft where it is one."""
    paper = draft_paper(draft.view, draft.bodies, draft.languages, valid_for_year=draft.year)
    return render_sheet(paper, known.centre, known.values, made_at)
