"""A sheet as the room shows it: read at once on the reader's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from expatdesk.services.sheets.types import HistoryLine, LanguageLine, SheetRow, SheetView
from expatdesk.ui.sheets.editor.fields_menu import FieldLine
from expatdesk.workflows.letterhead import centre_on_paper
from expatdesk.workflows.sheet_fields import FieldValues, example, field_values, known_fields

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.documents.parts import Centre as CentreOnPaper

VISITOR: Final = "Yuki Tanaka"
"""Somebody invented, for whom the preview is made."""


@dataclass(frozen=True)
class Opened:
    """One sheet and what happened to it."""

    view: SheetView
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True)
class Listed:
    """All sheets, and all languages that there are for them."""

    rows: tuple[SheetRow, ...]
    all_languages: tuple[LanguageLine, ...]

    @property
    def languages(self) -> tuple[LanguageLine, ...]:
        """Those in use."""
        return tuple(line for line in self.all_languages if line.active)


@dataclass(frozen=True)
class Known:
    """What the fields say today, with an invented visitor; ``lines`` for the menu, ``centre`` for
    the head of the paper.
    """

    lines: tuple[FieldLine, ...]
    values: FieldValues
    centre: CentreOnPaper

    @property
    def names(self) -> frozenset[str]:
        """What may stand between braces."""
        return frozenset(line.name for line in self.lines)


def read_opened(centre: Centre, sheet_id: int) -> Opened:
    """Raises NotFound."""
    return Opened(centre.sheets.sheet(sheet_id), centre.sheets.history(sheet_id))


def read_listed(centre: Centre) -> Listed:
    """All sheets, retired ones too."""
    return Listed(centre.sheets.shelf(), centre.sheets.languages())


def read_known(centre: Centre, languages: Sequence[str], day: date, window_language: str) -> Known:
    """The fields with what they say on a day."""
    speaking = list(dict.fromkeys((*languages, window_language)))
    values = example(field_values(centre, speaking, day), day, VISITOR)
    said = values[window_language]
    lines = (FieldLine(info, said.get(info.name, "")) for info in known_fields(centre))
    return Known(tuple(lines), values, centre_on_paper(centre, centre.settings.on(day)))
