"""What the opening screen is made of, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from expatdesk.terms import COMING, UNDER_WAY

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.appointments.types import DayView, TodayView, TopicInfo
    from expatdesk.services.reception.types import TopicCount
    from expatdesk.services.till.types import DayTotals

WEEKS_AHEAD = 8
"""How far the next open day is looked for."""
UNFINISHED_DAYS = 14
"""How far back a visit that nobody finished is still asked for."""


@dataclass(frozen=True)
class Overview:
    """Everything that the screen shows. `next_open`: only looked for on a closed day."""

    today: TodayView
    totals: DayTotals
    call_name: str
    topics: tuple[TopicInfo, ...]
    questions: tuple[TopicCount, ...]
    next_open: date | None
    next_opens_at: int | None


def read_overview(centre: Centre, day: date, staff_id: int | None) -> Overview:
    """Reads the screen of a day; on the reader's thread."""
    today = centre.appointments.today(day)
    opens = _next_open(centre, day) if today.opens_at is None else None
    return Overview(
        today=today,
        totals=centre.till.totals(day),
        call_name=_call_name(centre, staff_id),
        topics=tuple(t for t in centre.appointments.catalogue().topics if t.active),
        questions=tuple(centre.reception.questions(day)),
        next_open=opens.day if opens else None,
        next_opens_at=_opens_at(opens) if opens else None,
    )


def oldest_unfinished(centre: Centre, day: date) -> int | None:
    """The visit of the last two weeks that waits longest for its end."""
    from expatdesk.services.appointments.types import VisitQuery

    query = VisitQuery(
        first_day=day - timedelta(days=UNFINISHED_DAYS),
        last_day=day - timedelta(days=1),
        states=COMING | UNDER_WAY,
        limit=1,
    )
    rows = centre.appointments.visits(query)
    return rows[0].visit_id if rows else None


def _call_name(centre: Centre, staff_id: int | None) -> str:
    for one in centre.staff.active():
        if one.staff_id == staff_id:
            return one.entry.call_name or one.entry.name
    return ""


def _next_open(centre: Centre, day: date) -> DayView | None:
    for weeks in range(WEEKS_AHEAD):
        week = centre.appointments.week(day + timedelta(days=7 * weeks))
        for one in week.days:
            if one.day > day and _opens_at(one) is not None:
                return one
    return None


def _opens_at(day: DayView) -> int | None:
    return min((start for column in day.columns for start, _end in column.open), default=None)
