"""Finds the appointments that lie in time which is to be closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, select

from expatdesk.clock import day_bounds, day_of, epoch_of
from expatdesk.model.appointments import Appointment, Visit
from expatdesk.model.services import Desk, DeskException, DeskHours
from expatdesk.services.setup.types import VisitInTheWay, VisitsInTheWay
from expatdesk.storage.tx import Tx
from expatdesk.terms import COMING, UNDER_WAY

_STILL_ON = sorted(COMING | UNDER_WAY)


def refuse(visits: Iterable[VisitInTheWay], *, confirmed: bool) -> None:
    """Raises VisitsInTheWay unless there are none or the manager has seen them."""
    found = tuple(visits)
    if found and not confirmed:
        raise VisitsInTheWay(found)


def visits_between(tx: Tx, first: date, last: date) -> list[VisitInTheWay]:
    """Visits that are still on, on these days."""
    return _visits(tx, Visit.day.between(first, last))


def visits_on(tx: Tx, days: Iterable[date]) -> list[VisitInTheWay]:
    """Visits that are still on, on one of these days."""
    return _visits(tx, Visit.day.in_(list(days)))


def _visits(tx: Tx, where: ColumnElement[bool]) -> list[VisitInTheWay]:
    rows = tx.rows(
        select(Visit.id, Visit.code, Visit.starts_at, Visit.ends_at)
        .where(where, Visit.state.in_(_STILL_ON))
        .order_by(Visit.starts_at, Visit.id)
    )
    return [VisitInTheWay(r.id, r.code or "", None, r.starts_at, r.ends_at) for r in rows]


def steps_outside(
    tx: Tx,
    desk_ids: Sequence[int],
    first: date,
    last: date | None,
    hours: Callable[[int, date], Sequence[tuple[int, int]]],
) -> list[VisitInTheWay]:
    """Appointments at these desks that do not fit into the desk's hours of their day.

    `hours`: of a desk on a day, as minutes after midnight.
    """
    wanted = (
        select(
            Visit.id,
            Visit.code,
            Appointment.desk_id,
            Appointment.starts_at,
            Appointment.ends_at,
        )
        .join(Visit, Visit.id == Appointment.visit_id)
        .where(
            Appointment.desk_id.in_(desk_ids),
            Appointment.active,
            Appointment.starts_at >= epoch_of(first, 0),
            Visit.state.in_(_STILL_ON),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    if last is not None:
        wanted = wanted.where(Appointment.starts_at < day_bounds(last)[1])
    return [
        VisitInTheWay(row.id, row.code or "", row.desk_id, row.starts_at, row.ends_at)
        for row in tx.rows(wanted)
        if not _fits(row.starts_at, row.ends_at, hours(row.desk_id, day_of(row.starts_at)))
    ]


def _fits(starts_at: int, ends_at: int, hours: Sequence[tuple[int, int]]) -> bool:
    day = day_of(starts_at)
    return any(
        epoch_of(day, start) <= starts_at and ends_at <= epoch_of(day, end) for start, end in hours
    )


def refuse_on(tx: Tx, day: date, *, confirmed: bool) -> None:
    """Raises VisitsInTheWay where appointments of a day lie outside its hours as they are now."""
    hours = _hours_on(tx, day)
    outside = steps_outside(tx, list(hours), day, day, lambda desk, _day: hours[desk])
    refuse(outside, confirmed=confirmed)


def _hours_on(tx: Tx, day: date) -> dict[int, list[tuple[int, int]]]:
    """What each desk is open on a day: its own exception, that of all desks, or its week."""
    week: dict[int, list[tuple[int, int]]] = {}
    for row in tx.rows(
        select(DeskHours.desk_id, DeskHours.start_minute, DeskHours.end_minute).where(
            DeskHours.weekday == day.weekday(),
            DeskHours.valid_from <= day,
            DeskHours.valid_until.is_(None) | (DeskHours.valid_until >= day),
        )
    ):
        week.setdefault(row.desk_id, []).append((row.start_minute, row.end_minute))
    special: dict[int | None, list[tuple[int, int]]] = {}
    for row in tx.rows(
        select(DeskException.desk_id, DeskException.start_minute, DeskException.end_minute).where(
            DeskException.day == day
        )
    ):
        special.setdefault(row.desk_id, []).append((row.start_minute, row.end_minute))
    return {
        row.id: special.get(row.id, special.get(None, week.get(row.id, [])))
        for row in tx.rows(select(Desk.id))
    }


def excepted_days(tx: Tx, desk_id: int, first: date) -> frozenset[date]:
    """Days from the first on that have hours of their own, whatever the week plan says."""
    rows = tx.rows(
        select(DeskException.day).where(
            DeskException.day >= first,
            DeskException.desk_id.is_(None) | (DeskException.desk_id == desk_id),
        )
    )
    return frozenset(row.day for row in rows)
