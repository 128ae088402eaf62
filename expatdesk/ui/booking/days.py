"""From free places to the five columns: which days stand there, and why one is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from expatdesk.i18n import _, current_language
from expatdesk.services.appointments.types import DayPlaces
from expatdesk.ui.booking.slots import DAYS, DayColumn
from expatdesk.ui.kit import Text


def columns_of(
    days: Sequence[DayPlaces], today: date, asked: date | None = None
) -> list[DayColumn]:
    """Open days, and those closed by name; others (Sundays) only where they were asked for.

    Today is left out when nothing of it is free any more, unless it was asked for.
    """
    found = []
    for one in days:
        over = one.day <= today and not one.places
        worth = one.open or one.closed is not None
        if one.day == asked or (worth and not over):
            found.append(DayColumn(one.day, one.places, _reason(one, today)))
    return found[:DAYS]


def _reason(one: DayPlaces, today: date) -> Text:
    if one.places:
        return ""
    closed = one.closed
    if closed is not None:
        return lambda: _("closed: {reason}").format(reason=closed.in_language(current_language()))
    if one.day < today:
        return lambda: _("past")
    if not one.open:
        return lambda: _("closed")
    if one.day == today:
        return lambda: _("nothing more today")
    return lambda: _("full")
