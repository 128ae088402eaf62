"""All that the inspector shows of one visit, read at once on the reader's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.services.appointments.types import FollowUpRow, ReasonInfo, VisitSheet
from expatdesk.services.base import Refusal
from expatdesk.services.till.types import ChargeSheet

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
    )


def _charge(centre: Centre, visit_id: int) -> ChargeSheet | None:
    """None where the money can no longer be told (a case that has been made anonymous)."""
    try:
        return centre.till.sheet(visit_id)
    except Refusal:
        return None
