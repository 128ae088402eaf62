"""A centre with a few small sheets, and two managers who write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from expatdesk.services.base import Actor, Done, new_key
from expatdesk.services.sheets.first import FirstPack, FirstSheet, FirstSheets, FirstText
from expatdesk.services.sheets.sheets import Sheets
from expatdesk.services.sheets.types import DraftInput, PackRule, SheetView
from expatdesk.terms import PackRuleKind
from expatdesk.texts import Pair

BSN_EN = (
    "# Your BSN\n\nIt costs [€ 10]{.yearly #price}.\n\n## When\n\nAt [the desk]{.check #place}.\n"
)
BSN_NL = (
    "# Uw BSN\n\nHet kost [€ 10]{.yearly #price}.\n\n## Wanneer\n\nAan [de balie]{.check #place}.\n"
)
RENT_EN = "# Renting a home\n\nA hotel does not count.\n"
RENT_NL = "# Een woning huren\n\nEen hotel telt niet.\n"
SCHOOL_EN = "# Schools\n\nFrom five years on.\n"

FIRST = FirstSheets(
    languages=(("en", "English"), ("nl", "Nederlands")),
    sheets=(
        FirstSheet(
            "bsn",
            2,
            "Front desk",
            2026,
            {"en": FirstText(BSN_EN, "Government.nl"), "nl": FirstText(BSN_NL, "Rijksoverheid.nl")},
        ),
        FirstSheet(
            "renting", 11, "Front desk", 2026, {"en": FirstText(RENT_EN), "nl": FirstText(RENT_NL)}
        ),
        FirstSheet("schools", 20, "Helpdesk", 2026, {"en": FirstText(SCHOOL_EN)}),
    ),
    packs=(
        FirstPack(
            Pair("First registration", "Eerste inschrijving"),
            ("bsn", "renting"),
            frozenset({PackRule(PackRuleKind.SERVICE, "first_registration")}),
        ),
        FirstPack(
            Pair("Families", "Gezinnen"),
            ("schools", "bsn"),
            frozenset({PackRule(PackRuleKind.CHILDREN, "yes")}),
        ),
    ),
)


@dataclass
class Office:
    """`sheets`: the service. `mine` and `theirs` are two managers at two desks."""

    centre: Any
    mine: Actor
    theirs: Actor
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def sheets(self) -> Sheets:
        service = self.centre.sheets
        assert isinstance(service, Sheets)
        return service

    def begin(self) -> None:
        """Gives the centre its first sheets."""
        self.sheets.give_first(FIRST)
        self.ids = {row.code: row.sheet_id for row in self.sheets.shelf()}

    def view(self, code: str = "bsn") -> SheetView:
        return self.sheets.sheet(self.ids[code])

    def save(self, code: str = "bsn", actor: Actor | None = None, **bodies: str) -> Done[int]:
        """Writes into the draft as it stands now."""
        view = self.view(code)
        return self.sheets.save_draft(
            actor or self.mine,
            self.ids[code],
            DraftInput(bodies, valid_for_year=view.valid_for_year),
            view.draft_version,
            view.published,
            key=new_key(),
        )

    def publish(self, code: str = "bsn", **more: Any) -> int:
        """Publishes the draft; the number of the new version."""
        view = self.view(code)
        more.setdefault("valid_for_year", view.valid_for_year)
        return self.sheets.publish(
            self.mine, self.ids[code], view.draft_version, key=new_key(), **more
        ).value

    def version(self, code: str = "bsn", **bodies: str) -> int:
        """A new version that says this."""
        self.save(code, **bodies)
        return self.publish(code)

    def older(self, code: str = "bsn") -> dict[str, tuple[str, ...]]:
        """Which languages were left behind which."""
        texts = self.view(code).texts
        return {name: text.older_than for name, text in texts.items() if text.older_than}
