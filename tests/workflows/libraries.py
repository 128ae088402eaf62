"""A few short sheets and packs for a centre that was founded without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.services.base import new_key
from expatdesk.services.sheets.first import FirstPack, FirstSheet, FirstSheets, FirstText
from expatdesk.services.sheets.types import DraftInput, PackRule
from expatdesk.terms import PackRuleKind
from expatdesk.texts import Pair

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.base import Actor

BSN_EN = """# Your BSN

For {visitor.name}, who comes on {appointment.day} at {appointment.time}.

## What it costs

The first person pays {fee.registration_first}. Call {centre.phone}.
"""
BSN_NL = """# Uw BSN

Voor {visitor.name}, die op {appointment.day} om {appointment.time} komt.

## Wat het kost

De eerste persoon betaalt {fee.registration_first}. Bel {centre.phone}.
"""
RENTING_EN = "# Renting a home\n\nA hotel is no home.\n\n## Where to look\n\n- [Agents](https://agents.example){.qr}\n"
RENTING_NL = "# Een woning huren\n\nEen hotel is geen woning.\n\n## Waar u zoekt\n\n- Makelaars\n"
SCHOOLS_EN = "# Schools\n\nChildren go to school from five.\n"


def sheets() -> FirstSheets:
    """Two sheets in both languages and one in English alone; a pack for all, one for children."""
    both = {"en": FirstText(BSN_EN, "Government"), "nl": FirstText(BSN_NL, "Rijksoverheid")}
    rent = {"en": FirstText(RENTING_EN), "nl": FirstText(RENTING_NL)}
    return FirstSheets(
        languages=(("en", "English"), ("nl", "Nederlands")),
        sheets=(
            FirstSheet("bsn", 2, "Front desk", 2026, both),
            FirstSheet("renting", 11, "Front desk", 2026, rent),
            FirstSheet("schools", 20, "Front desk", 2026, {"en": FirstText(SCHOOLS_EN)}),
        ),
        packs=(
            FirstPack(Pair("First registration", "Eerste inschrijving"), ("bsn",), of_service()),
            FirstPack(
                Pair("Families", "Gezinnen"),
                ("schools", "bsn"),
                frozenset({PackRule(PackRuleKind.CHILDREN, "yes")}),
            ),
        ),
    )


def of_service(code: str = "first_registration") -> frozenset[PackRule]:
    return frozenset({PackRule(PackRuleKind.SERVICE, code)})


def give_sheets(centre: Centre) -> dict[str, int]:
    """Puts them on the shelf; ids by code."""
    centre.sheets.give_first(sheets())
    return {row.code: row.sheet_id for row in centre.sheets.shelf()}


def publish(centre: Centre, actor: Actor, sheet_id: int, body: str) -> None:
    """The next version of a sheet, with another English text."""
    view = centre.sheets.sheet(sheet_id)
    bodies = {**view.bodies, "en": body}
    saved = centre.sheets.save_draft(
        actor, sheet_id, DraftInput(bodies), view.draft_version, base=view.published, key=new_key()
    )
    version = saved.value
    centre.sheets.publish(
        actor, sheet_id, version, "", checked=False, valid_for_year=2026, key=new_key()
    )
