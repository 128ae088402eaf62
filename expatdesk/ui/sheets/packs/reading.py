"""What the view of packs shows, read at once on the reader's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.services.sheets.types import PackLine, PackRule, SheetRow
from expatdesk.terms import AddressKind, PackRuleKind, ResidenceClass
from expatdesk.texts import Pair
from expatdesk.ui.people.words import language_choices

if TYPE_CHECKING:
    from expatdesk.application import Centre

Named = tuple[tuple[str, Pair], ...]
"""Codes with their names."""


@dataclass(frozen=True)
class Choices:
    """What a rule can ask: services and municipalities of the centre by code."""

    services: Named = ()
    municipalities: Named = ()

    def rules(self) -> tuple[PackRule, ...]:
        """Everything that a rule can ask, in the order of the kinds."""
        kind = PackRuleKind
        values: Mapping[PackRuleKind, tuple[str, ...]] = {
            kind.SERVICE: tuple(code for code, _name in self.services),
            kind.RESIDENCE_CLASS: tuple(one.value for one in ResidenceClass),
            kind.CHILDREN: ("yes", "no"),
            kind.PARTNER: ("yes", "no"),
            kind.MUNICIPALITY: tuple(code for code, _name in self.municipalities),
            kind.ADDRESS_KIND: tuple(one.value for one in AddressKind),
            kind.LANGUAGE: tuple(code for code, _words in language_choices() if code),
        }
        return tuple(PackRule(of, value) for of, each in values.items() for value in each)


@dataclass(frozen=True)
class PacksRead:
    """All packs in their order, all sheets by id, and what rules can ask."""

    packs: tuple[PackLine, ...] = ()
    sheets: Mapping[int, SheetRow] | None = None
    choices: Choices = Choices()

    def sheet(self, sheet_id: int) -> SheetRow | None:
        return (self.sheets or {}).get(sheet_id)


def read_packs(centre: Centre) -> PacksRead:
    catalogue = centre.appointments.catalogue()
    return PacksRead(
        centre.sheets.packs(),
        {row.sheet_id: row for row in centre.sheets.shelf()},
        Choices(
            tuple((one.code, one.name) for one in catalogue.services if one.active),
            tuple((one.cbs_code, Pair(one.name, one.name)) for one in catalogue.municipalities),
        ),
    )
