"""Reads what the search for free places needs: three statements, whatever the range.

Columns are compared with whole numbers and days as they are stored, never through a function,
so that the indices serve (a DATE() around the start costs the peers a factor of a thousand).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Cast,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from expatdesk.clock import day_bounds, day_of
from expatdesk.model.appointments import Appointment, Hold, HoldStep
from expatdesk.model.services import (
    Block,
    Closure,
    Desk,
    DeskException,
    DeskHours,
    Service,
    ServiceStep,
    StepDesk,
    StepDuration,
)
from expatdesk.model.settings import Setting
from expatdesk.services.appointments.hours import (
    Blocked,
    Calendar,
    ClosedDays,
    Interval,
    OtherHours,
    WeekHours,
)
from expatdesk.services.appointments.places import StepNeed
from expatdesk.services.base import NotFound
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import parsed
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

Columns = Select[*tuple[Any, ...]]
Compound = CompoundSelect[*tuple[Any, ...]]

_MINUTE = 60
_EVERY = -1  # instead of a weekday
_HOURS, _OTHER, _CLOSED, _BLOCK = range(4)


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step as set up: its active desks in order, and minutes by party and day."""

    step_id: int
    name: Pair
    buffer_minutes: int
    desks: tuple[int, ...]
    durations: tuple[tuple[int, int, date, date | None], ...]

    def minutes(self, persons: int, on: date) -> int | None:
        """Minutes for a party on a day, or None where nothing is set."""
        fitting = [
            (since, minutes)
            for since, minutes, start, end in self.durations
            if since <= persons and start <= on and (end is None or on <= end)
        ]
        return max(fitting)[1] if fitting else None


@dataclass(frozen=True, slots=True)
class ServiceRule:
    service_id: int
    active: bool
    gap_minutes: int
    max_persons: int
    needs_municipality: bool
    name: Pair
    grid: int
    """Seconds between the starts that are offered (a setting)."""
    steps: tuple[StepRule, ...]
    desk_names: dict[int, Pair]

    def needs(self, persons: int, on: date) -> tuple[StepNeed, ...] | None:
        """What each step asks for that day, or None where the service is not given."""
        needs = []
        for step in self.steps:
            minutes = step.minutes(persons, on)
            if minutes is None or not step.desks:
                return None
            needs.append(
                StepNeed(step.step_id, minutes * _MINUTE, step.buffer_minutes * _MINUTE, step.desks)
            )
        return tuple(needs) or None


def read_service(tx: Tx, service_id: int) -> ServiceRule:
    """The service with its steps, desks and durations; one statement. Raises NotFound."""
    today = day_of(tx.now)
    rows = tx.rows(_service_statement(), {"service_id": service_id, "today": today})
    if not rows:
        raise NotFound
    desks: dict[int, dict[int, None]] = defaultdict(dict)
    durations: dict[int, dict[tuple[int, int, date, date | None], None]] = defaultdict(dict)
    names: dict[int, Pair] = {}
    heads: dict[int | None, tuple[Pair, int]] = {}
    for row in rows:
        heads[row.step_id] = (Pair(row.step_en, row.step_nl), row.buffer_minutes)
        if row.desk_id is not None:
            desks[row.step_id][row.desk_id] = None
            names[row.desk_id] = Pair(row.desk_en, row.desk_nl)
        if row.minutes is not None:
            span = (row.persons_from, row.minutes, row.valid_from, row.valid_until)
            durations[row.step_id][span] = None
    head = rows[0]
    return ServiceRule(
        service_id=service_id,
        active=head.active,
        gap_minutes=head.step_gap_minutes,
        max_persons=head.max_persons,
        needs_municipality=head.needs_municipality,
        name=Pair(head.name_en, head.name_nl),
        grid=parsed(keys.GRID_MINUTES, head.grid) * _MINUTE,
        steps=tuple(
            StepRule(step_id, name, buffer, tuple(desks[step_id]), tuple(durations[step_id]))
            for step_id, (name, buffer) in heads.items()
            if step_id is not None
        ),
        desk_names=names,
    )


def read_calendar(tx: Tx, first: date, last: date) -> Calendar:
    """Hours, exceptions, closures and blocks of all desks; one statement."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    week, other, closed, blocks = [], [], [], []
    span = {"first": first, "last": last, "start": start, "end": end, "weekday": _EVERY}
    if first == last:
        span["weekday"] = first.weekday()
    for kind, desk, a, b, c, d, since, until, en, nl in tx.execute(_calendar_statement(), span):
        if kind == _HOURS:
            week.append(WeekHours(desk, a, b, c, since, until))
        elif kind == _OTHER:
            other.append(OtherHours(desk, since, b, c, en))
        elif kind == _CLOSED:
            closed.append(ClosedDays(since, until, Pair(en, nl)))
        else:
            blocks.append(Blocked(a, desk, b, c, en, d))
    return Calendar(week, other, closed, blocks)


def read_busy(
    tx: Tx,
    start: int,
    end: int,
    *,
    moving_visit_id: int | None = None,
    hold_token: str | None = None,
) -> dict[int, list[Interval]]:
    """What holds each desk between two midnights, squeezed-in visits included; one statement.

    The visit that is being moved and one's own hold do not stand in their own way.
    """
    found: dict[int, list[Interval]] = defaultdict(list)
    parameters: dict[str, object] = {
        "start": start,
        "end": end,
        "now": tx.now,
        "token": hold_token or "",
    }
    if moving_visit_id is not None:
        parameters["visit_id"] = moving_visit_id
    statement = _busy_statement(moving=moving_visit_id is not None)
    for desk_id, starts_at, busy_until in tx.execute(statement, parameters):
        found[desk_id].append((starts_at, busy_until))
    return found


@cache
def _service_statement() -> Columns:
    grid = (
        select(Setting.value)
        .where(
            Setting.key == keys.GRID_MINUTES.name,
            Setting.valid_from <= bindparam("today", type_=Date),
        )
        .order_by(Setting.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Service.active,
            Service.name_en,
            Service.name_nl,
            grid.label("grid"),
            Service.step_gap_minutes,
            Service.max_persons,
            Service.needs_municipality,
            ServiceStep.id.label("step_id"),
            ServiceStep.buffer_minutes,
            ServiceStep.name_en.label("step_en"),
            ServiceStep.name_nl.label("step_nl"),
            Desk.id.label("desk_id"),
            Desk.name_en.label("desk_en"),
            Desk.name_nl.label("desk_nl"),
            StepDuration.persons_from,
            StepDuration.minutes,
            StepDuration.valid_from,
            StepDuration.valid_until,
        )
        .select_from(Service)
        .outerjoin(ServiceStep, ServiceStep.service_id == Service.id)
        .outerjoin(StepDesk, StepDesk.step_id == ServiceStep.id)
        .outerjoin(Desk, (Desk.id == StepDesk.desk_id) & Desk.active)
        .outerjoin(StepDuration, StepDuration.step_id == ServiceStep.id)
        .where(Service.id == bindparam("service_id"))
        .order_by(ServiceStep.ordinal, Desk.position, Desk.id)
    )


@cache
def _calendar_statement() -> Compound:
    return union_all(_hours(), _other_hours(), _closures(), _blocks())


def _hours() -> Columns:
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    weekday = bindparam("weekday", type_=Integer)
    no_number, _no_day, no_text = _nothing()
    return select(
        literal_column(str(_HOURS)),
        DeskHours.desk_id,
        DeskHours.weekday,
        DeskHours.start_minute,
        DeskHours.end_minute,
        no_number,
        DeskHours.valid_from,
        DeskHours.valid_until,
        no_text,
        no_text,
    ).where(
        or_(DeskHours.weekday == weekday, weekday == _EVERY),
        DeskHours.valid_from <= last,
        or_(DeskHours.valid_until.is_(None), DeskHours.valid_until >= first),
    )


def _other_hours() -> Columns:
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    no_number, _no_day, no_text = _nothing()
    return select(
        literal_column(str(_OTHER)),
        DeskException.desk_id,
        no_number,
        DeskException.start_minute,
        DeskException.end_minute,
        no_number,
        DeskException.day,
        DeskException.day,
        DeskException.note,
        no_text,
    ).where(DeskException.day.between(first, last))


def _closures() -> Columns:
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    no_number, _no_day, _no_text = _nothing()
    return select(
        literal_column(str(_CLOSED)),
        no_number,
        no_number,
        no_number,
        no_number,
        no_number,
        Closure.first_day,
        Closure.last_day,
        Closure.name_en,
        Closure.name_nl,
    ).where(Closure.last_day >= first, Closure.first_day <= last)


def _blocks() -> Columns:
    _no_number, no_day, no_text = _nothing()
    return select(
        literal_column(str(_BLOCK)),
        Block.desk_id,
        Block.id,
        Block.starts_at,
        Block.ends_at,
        Block.version,
        no_day,
        no_day,
        Block.reason,
        no_text,
    ).where(Block.starts_at < bindparam("end"), Block.ends_at > bindparam("start"))


def _nothing() -> tuple[Cast[int], Cast[date], Cast[str]]:
    """What stands in a column that rows of this kind do not have: number, day, text."""
    return cast(null(), BigInteger), cast(null(), Date), cast("", Text)


@cache
def _busy_statement(*, moving: bool) -> Compound:
    # Nothing lasts beyond its day, so that the start alone finds it in the index.
    booked = select(Appointment.desk_id, Appointment.starts_at, Appointment.busy_until).where(
        Appointment.starts_at >= bindparam("start"),
        Appointment.starts_at < bindparam("end"),
        Appointment.active,
    )
    if moving:
        booked = booked.where(Appointment.visit_id != bindparam("visit_id"))
    held = (
        select(HoldStep.desk_id, HoldStep.starts_at, HoldStep.busy_until)
        .join(Hold, Hold.id == HoldStep.hold_id)
        .where(
            Hold.expires_at > bindparam("now"),
            Hold.token != bindparam("token"),
            HoldStep.starts_at >= bindparam("start"),
            HoldStep.starts_at < bindparam("end"),
        )
    )
    return union_all(booked, held)
