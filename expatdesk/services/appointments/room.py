"""Steps on what is free: read for a range, and checked once more before something is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from expatdesk.clock import TICK, day_bounds, day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import Appointment
from expatdesk.services.appointments import wording
from expatdesk.services.appointments.hours import Calendar, days_between, subtract
from expatdesk.services.appointments.loading import (
    ServiceRule,
    read_busy,
    read_calendar,
)
from expatdesk.services.appointments.places import DeskTime, Frame, StepNeed, follow
from expatdesk.services.appointments.types import Place, PlaceTaken, StepPlace
from expatdesk.services.base import Invalid
from expatdesk.storage.tx import Tx
from expatdesk.terms import PartOfDay


@dataclass(frozen=True)
class Own:
    """What does not stand in its own way: the visit that is moved, the hold of the form."""

    visit_id: int | None = None
    hold_token: str | None = None


@dataclass(frozen=True)
class Room:
    """The desks of a service over some days, with what is free of them."""

    rule: ServiceRule
    calendar: Calendar
    times: dict[int, DeskTime]
    not_before: int

    def frame(
        self,
        needs: tuple[StepNeed, ...],
        desk_id: int | None = None,
        part_of_day: PartOfDay = PartOfDay.ANY,
    ) -> Frame:
        return Frame(
            needs=needs,
            gap=self.rule.gap_minutes * 60,
            grid=self.rule.grid,
            desks=self.times,
            not_before=self.not_before,
            desk_id=desk_id,
            part_of_day=part_of_day,
        )

    def check_step(self, step: StepPlace) -> None:
        """Raises PlaceTaken with the reason where the step does not fit at its desk."""
        day, span = day_of(step.starts_at), (step.starts_at, step.busy_until)
        time = self.times.get(step.desk_id)
        if time is None:
            raise not_offered()
        refusal = wording.not_open(
            self.rule, self.calendar, time, day, step.desk_id, span
        ) or wording.not_free(self.rule, self.calendar, time, step.desk_id, span)
        if refusal is not None:
            raise refusal

    def beside_visits(self) -> Room:
        """The same with hours and blocks alone: who else is booked, the ticks say.

        A visit that was squeezed in beside another one holds no ticks, and must not keep that
        other one from having its place again.
        """
        blocks = self.calendar.blocks_of
        times = {
            desk_id: DeskTime(time.open, subtract(time.open, blocks(desk_id)))
            for desk_id, time in self.times.items()
        }
        return replace(self, times=times)


def read_room(
    tx: Tx,
    rule: ServiceRule,
    first: date,
    last: date,
    *,
    own: Own | None = None,
    not_before: int = 0,
) -> Room:
    """Two statements, whatever the range."""
    own = own or Own()
    calendar = read_calendar(tx, first, last)
    busy = read_busy(
        tx,
        day_bounds(first)[0],
        day_bounds(last)[1],
        moving_visit_id=own.visit_id,
        hold_token=own.hold_token,
    )
    days = days_between(first, last)
    times = {}
    for desk_id in rule.desk_names:
        hours = calendar.open_days(desk_id, days)
        taken = [*busy.get(desk_id, ()), *calendar.blocks_of(desk_id)]
        times[desk_id] = DeskTime(hours, subtract(hours, taken))
    return Room(rule, calendar, times, not_before)


def needs_of_visit(tx: Tx, rule: ServiceRule, visit_id: int) -> tuple[StepNeed, ...]:
    """What a booked visit needs: its own lengths, which may have been changed by hand."""
    desks = {step.step_id: step.desks for step in rule.steps}
    rows = tx.rows(
        select(
            Appointment.step_id, Appointment.starts_at, Appointment.ends_at, Appointment.busy_until
        )
        .where(Appointment.visit_id == visit_id)
        .order_by(Appointment.ordinal)
    )
    return tuple(
        StepNeed(row[0], row[2] - row[1], row[3] - row[2], desks.get(row[0], ())) for row in rows
    )


def place_in(room: Room, needs: tuple[StepNeed, ...], starts_at: int, desk_id: int) -> Place:
    """The place that begins at this time at this desk. Raises PlaceTaken with the reason."""
    need = needs[0]
    if desk_id not in need.desks:
        raise not_offered()
    end = starts_at + need.length
    first = StepPlace(need.step_id, desk_id, starts_at, end, end + need.buffer)
    room.check_step(first)
    frame = room.frame(needs)
    steps = follow(frame, (first,))
    if steps is None:
        # One step less at a time, to name the one that does not fit.
        fitting = 1
        while follow(room.frame(needs[: fitting + 1]), (first,)) is not None:
            fitting += 1
        raise wording.nothing_after(room.rule, fitting, end + frame.gap)
    return Place(starts_at, steps)


def squeezed_in(room: Room, needs: tuple[StepNeed, ...], starts_at: int, desk_id: int) -> Place:
    """A place beside what is booked: steps one after the other, at free desks if there are."""
    gap = room.rule.gap_minutes * 60
    steps: list[StepPlace] = []
    start = starts_at
    for need in needs:
        busy = need.length + need.buffer
        free = [d for d in need.desks if room.times[d].fits(start, start + busy)]
        desk = desk_id if not steps else (free or list(need.desks))[0]
        end = start + need.length
        steps.append(StepPlace(need.step_id, desk, start, end, end + need.buffer))
        start = end + gap
    return Place(starts_at, tuple(steps))


def check_shape(
    rule: ServiceRule, place: Place, needs: Sequence[StepNeed], *, exact: bool = True
) -> None:
    """The place is one for these steps: in their order, on the ticks, in one day.

    `exact`: with their lengths too. Raises PlaceTaken, Invalid.
    """
    if [s.step_id for s in place.steps] != [n.step_id for n in needs]:
        raise wording.not_given(rule)
    pairs = list(zip(place.steps, needs, strict=True))
    if any(step.desk_id not in need.desks for step, need in pairs):
        raise not_offered()
    if any(moment % TICK for s in place.steps for moment in (s.starts_at, s.ends_at, s.busy_until)):
        raise Invalid(N_("Times are multiples of five minutes."), field="place")
    if place.starts_at != place.steps[0].starts_at or day_of(place.starts_at) != day_of(
        place.steps[-1].busy_until - 1
    ):
        raise Invalid(N_("A visit begins and ends on the same day."), field="place")
    earliest = 0
    for step in place.steps:
        if not earliest <= step.starts_at < step.ends_at <= step.busy_until:
            raise Invalid(N_("The steps of a visit follow one another."), field="place")
        earliest = step.ends_at + rule.gap_minutes * 60
    if exact and any(
        (step.ends_at - step.starts_at, step.busy_until - step.ends_at)
        != (need.length, need.buffer)
        for step, need in pairs
    ):
        raise PlaceTaken(
            N_("The time that this party needs has changed. Please choose a place again.")
        )


def not_offered() -> PlaceTaken:
    return PlaceTaken(N_("This desk does not offer the service."))


def check_free(room: Room, place: Place) -> None:
    """Every step fits at its desk. Raises PlaceTaken with the reason."""
    for number, step in enumerate(place.steps):
        room.check_step(step)
        earlier = place.steps[:number]
        if any(s.desk_id == step.desk_id and s.busy_until > step.starts_at for s in earlier):
            raise wording.taken_at(room.rule, step.desk_id, step.starts_at)


def check_open_day(room: Room, place: Place) -> None:
    """A squeeze-in may lie beside all else, but not on a day when nobody is there."""
    closure = room.calendar.closure(day_of(place.starts_at))
    if closure is not None:
        raise PlaceTaken(N_("The centre is closed on this day: {name}."), name=closure)
