"""The agenda: days and weeks by desk, in six statements whatever the range."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from expatdesk.clock import day_bounds, day_of
from expatdesk.model.appointments import Appointment, Visit
from expatdesk.model.services import Desk, Service
from expatdesk.model.staff import Staff
from expatdesk.services.appointments.catalogue import desk_info
from expatdesk.services.appointments.hours import Calendar, days_between
from expatdesk.services.appointments.loading import read_calendar
from expatdesk.services.appointments.money_states import money_states
from expatdesk.services.appointments.naming import with_title
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import (
    AgendaBlock,
    AgendaColumn,
    AgendaStep,
    DayView,
    DeskInfo,
    MoneyState,
    WeekView,
)
from expatdesk.services.appointments.types.agenda import UNKNOWN
from expatdesk.storage.tx import Tx
from expatdesk.terms import VisitState
from expatdesk.texts import Pair

WEEK = 7
LEFT_OUT = frozenset(
    {
        VisitState.CANCELLED_BY_VISITOR,
        VisitState.CANCELLED_BY_CENTRE,
        VisitState.RESCHEDULED,
    }
)
"""States that only the list shows: the place is somebody else's now."""


@dataclass(frozen=True)
class Column:
    """A desk and who usually sits there."""

    desk: DeskInfo
    staff: str


class Agenda(Part):
    def day(self, day: date) -> DayView:
        """One day: a column for each active desk, the steps in it, blocks and counts."""
        with self._store.reading() as tx:
            return read_days(tx, [day])[0]

    def week(self, day: date) -> WeekView:
        """The week of this day, from Monday to Sunday."""
        monday = day - timedelta(days=day.weekday())
        with self._store.reading() as tx:
            days = read_days(tx, days_between(monday, monday + timedelta(days=WEEK - 1)))
        return WeekView(monday, tuple(days))


def read_days(tx: Tx, days: Sequence[date]) -> list[DayView]:
    """Step: days in a row; three statements, and three for the money."""
    columns = read_columns(tx)
    calendar = read_calendar(tx, days[0], days[-1])
    span = {"start": day_bounds(days[0])[0], "end": day_bounds(days[-1])[1]}
    rows = tx.rows(_statement(), span)
    shown = {row.visit_id for row in rows if row.state not in LEFT_OUT}
    money = money_states(tx, shown)
    by_day: dict[date, list[Any]] = defaultdict(list)
    for row in rows:
        by_day[day_of(row.starts_at)].append(row)
    return [_day(tx.now, day, columns, calendar, by_day.get(day, []), money) for day in days]


def read_columns(tx: Tx) -> list[Column]:
    """Step: active desks in their order, each with who usually sits there."""
    rows = tx.rows(
        select(Desk.__table__, Staff.short_name)
        .outerjoin(Staff, (Staff.usual_desk_id == Desk.id) & Staff.active)
        .where(Desk.active)
        .order_by(Desk.position, Desk.id, Staff.id)
    )
    columns: dict[int, Column] = {}
    for row in rows:
        columns.setdefault(row.id, Column(desk_info(row), row.short_name or ""))
    return list(columns.values())


def since(row: Any) -> int | None:  # noqa: ANN401  (a row with a visit's state and times)
    """When a visit came into its state."""
    match row.state:
        case VisitState.PLANNED:
            return None
        case VisitState.ARRIVED:
            moment = row.arrived_at
        case VisitState.AT_DESK:
            moment = row.at_desk_at
        case VisitState.AT_HELPDESK:
            moment = row.at_helpdesk_at
        case _:
            moment = row.ended_at
    return None if moment is None else int(moment)


def _day(
    now: int,
    day: date,
    columns: Sequence[Column],
    calendar: Calendar,
    rows: Sequence[Any],
    money: dict[int, MoneyState],
) -> DayView:
    start, end = day_bounds(day)
    states = {row.visit_id: row.state for row in rows}
    return DayView(
        day=day,
        closed=calendar.closure(day),
        columns=tuple(
            AgendaColumn(
                desk=column.desk,
                staff=column.staff,
                open=tuple(calendar.open(column.desk.desk_id, day)),
                note=calendar.note(column.desk.desk_id, day),
            )
            for column in columns
        ),
        steps=tuple(
            _step(row, money.get(row.visit_id, UNKNOWN))
            for row in rows
            if row.state not in LEFT_OUT
        ),
        blocks=tuple(
            AgendaBlock(b.block_id, b.desk_id, b.starts_at, b.ends_at, b.reason, b.version)
            for b in calendar.blocks
            if b.starts_at < end and start < b.ends_at
        ),
        counts=dict(Counter(states.values())),
        now=now,
    )


def _step(row: Any, money: MoneyState) -> AgendaStep:  # noqa: ANN401  (of the agenda's statement)
    return AgendaStep(
        appointment_id=row.id,
        visit_id=row.visit_id,
        visit_version=row.version,
        ordinal=row.ordinal,
        steps=row.steps,
        desk_id=row.desk_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        busy_until=row.busy_until,
        title=row.title or "",
        latin=row.latin or "",
        party_size=row.party_size,
        service=Pair(row.service_en, row.service_nl),
        state=row.state,
        since=since(row),
        squeezed=row.squeeze_reason is not None,
        late=row.late,
        money=money,
        code=row.code or "",
    )


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    steps = (
        select(func.max(Appointment.ordinal))
        .where(Appointment.visit_id == Visit.id)
        .correlate(Visit)
        .scalar_subquery()
    )
    statement = (
        select(
            Appointment.id,
            Appointment.visit_id,
            Appointment.ordinal,
            Appointment.desk_id,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.busy_until,
            Visit.version,
            Visit.party_size,
            Visit.state,
            Visit.arrived_at,
            Visit.at_desk_at,
            Visit.at_helpdesk_at,
            Visit.ended_at,
            Visit.squeeze_reason,
            Visit.late,
            Visit.code,
            Service.name_en.label("service_en"),
            Service.name_nl.label("service_nl"),
            steps.label("steps"),
        )
        .select_from(Appointment)
        .join(Visit, Visit.id == Appointment.visit_id)
        .join(Service, Service.id == Visit.service_id)
        .where(
            Appointment.starts_at >= bindparam("start"), Appointment.starts_at < bindparam("end")
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return with_title(statement)
