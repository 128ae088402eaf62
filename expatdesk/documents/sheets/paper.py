"""What an information sheet on paper is made of: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

FieldValues: TypeAlias = Mapping[str, Mapping[str, str]]
"""By language code: the text that stands for each field, such as ``centre.phone``."""


@dataclass(frozen=True, slots=True)
class SheetOnPaper:
    """One sheet in one or two languages, English first where it is one of them."""

    number: int
    version: int
    """The published version; of a draft the one that it will become."""
    bodies: tuple[tuple[str, str], ...]
    """Language code and text, in the form of `resources/sheets/README.md`."""
    checked_on: date | None = None
    """When the centre checked the facts; not said where it never did."""
    valid_for_year: int | None = None
    made_for: tuple[str, str] | None = None
    """The visitor's name as written, and in Latin letters."""
    source: tuple[tuple[str, str], ...] = ()
    """Language code and where the facts come from, in that language."""
    draft: bool = False
    missing: tuple[str, ...] = ()
    """Languages that were asked for and that this sheet does not have."""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(code for code, _body in self.bodies)

    def source_in(self, code: str) -> str:
        return dict(self.source).get(code, "")
