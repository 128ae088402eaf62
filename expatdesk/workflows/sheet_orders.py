"""What the print queue keeps of sheets: ids, numbers and codes, and nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from expatdesk.services.printing.types import PrintOrder
from expatdesk.terms import PaperKind

if TYPE_CHECKING:
    from expatdesk.services.sheets.types import SheetView

KIND: Final = "sheets"
"""As which the print queue knows them."""
Versions = Sequence[tuple[int, int]]
"""Sheets in the order on paper: id, and number of the version."""


@dataclass(frozen=True)
class Handed:
    """What goes to a visitor. `languages`: one or two codes, in the order on paper."""

    visit_id: int
    versions: tuple[tuple[int, int], ...]
    languages: tuple[str, ...]


def pack_order(code: str, handed: Handed) -> PrintOrder:
    """A visitor's sheets; `code` is that of the visit. Printed again they are the same versions."""
    return _order(code, handed.visit_id, handed.versions, handed.languages)


def blank_order(view: SheetView, languages: Sequence[str]) -> PrintOrder:
    """The version in force of one sheet, for nobody in particular."""
    return _order(file_name(view), None, [(view.sheet_id, view.published)], languages)


def file_name(view: SheetView) -> str:
    """What a sheet is called in a printer's queue, and as a file: its number and code."""
    return f"{view.number:02d}-{view.code}"


def _order(
    title: str, visit_id: int | None, versions: Versions, languages: Sequence[str]
) -> PrintOrder:
    return PrintOrder(
        KIND,
        PaperKind.SHEETS,
        title,
        subject_id=visit_id,
        language=" ".join(languages),
        parameters={
            "sheets": [sheet_id for sheet_id, _number in versions],
            "versions": [number for _sheet_id, number in versions],
        },
    )


def versions_of(order: PrintOrder) -> tuple[tuple[int, int], ...]:
    """The sheets of an order."""
    return tuple(zip(_whole(order, "sheets"), _whole(order, "versions"), strict=True))


def languages_of(order: PrintOrder) -> tuple[str, ...]:
    """Their languages, in the order on paper."""
    return tuple(order.language.split())


def _whole(order: PrintOrder, name: str) -> list[int]:
    values = order.parameters[name]
    assert isinstance(values, list)
    return [int(value) for value in values]
