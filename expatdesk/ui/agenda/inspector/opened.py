"""All that the inspector shows of one visit, read at once on the reader's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.services.appointments.types import FollowUpRow, ReasonInfo, VisitSheet
from expatdesk.services.base import Refusal
from expatdesk.services.till.types import ChargeSheet
from expatdesk.ui.agenda.inspector.pack_choice import PackRead, title_of
from expatdesk.ui.kit import Text

if TYPE_CHECKING:
    from expatdesk.application import Centre


@dataclass(frozen=True)
class Opened:
    """A visit with its money, and the reasons of refusal that are named with it."""

    sheet: VisitSheet
    charge: ChargeSheet | None
    reasons: tuple[ReasonInfo, ...]
    follow_ups: tuple[FollowUpRow, ...] = ()
    """What of the case is still to come back to, however late that is due."""

    pack: PackRead | None = None
    """The sheets that go with it; None where they cannot be told."""

    def sheet_titles(self) -> dict[str, Text]:
        """The titles of the sheets in use, by code."""
        if self.pack is None:
            return {}
        offer = self.pack.offer
        return {one.code: partial(title_of, one) for one in (*offer.sheets, *offer.others)}

    def reason(self, code: str | None) -> ReasonInfo | None:
        return next((reason for reason in self.reasons if reason.code == code), None)


def read_opened(centre: Centre, visit_id: int) -> Opened:
    """Raises NotFound."""
    sheet = centre.appointments.visit(visit_id)
    return Opened(
        sheet=sheet,
        charge=_charge(centre, visit_id),
        reasons=centre.appointments.catalogue().reasons,
        follow_ups=tuple(centre.reception.follow_ups(date.max, case_id=sheet.case_id)),
        pack=_pack(centre, visit_id),
    )


def _pack(centre: Centre, visit_id: int) -> PackRead | None:
    """None for a visit that is no longer there."""
    try:
        offer = centre.sheets.offer(visit_id)
    except Refusal:
        return None
    return PackRead(offer, tuple(line for line in centre.sheets.languages() if line.active))


def _charge(centre: Centre, visit_id: int) -> ChargeSheet | None:
    """None where the money can no longer be told (a case that has been made anonymous)."""
    try:
        return centre.till.sheet(visit_id)
    except Refusal:
        return None
