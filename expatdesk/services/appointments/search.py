"""Free places: for a party and a service over any range, or at one time and desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.services.appointments import wording
from expatdesk.services.appointments.hours import days_between
from expatdesk.services.appointments.loading import ServiceRule, read_service
from expatdesk.services.appointments.places import Frame, StepNeed, places_of
from expatdesk.services.appointments.room import (
    Own,
    Room,
    check_open_day,
    needs_of_visit,
    place_in,
    read_room,
    squeezed_in,
)
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import DayPlaces, Place, PlaceRequest
from expatdesk.services.base import Invalid
from expatdesk.storage.tx import Tx

LONGEST_RANGE = 400
"""Days that one search may look over."""


@dataclass(frozen=True)
class _Asked:
    """What was read for one request."""

    rule: ServiceRule
    room: Room
    fixed: tuple[StepNeed, ...] | None
    """The lengths of the visit that is being moved."""
    request: PlaceRequest
    days: list[date]


class PlaceSearch(Part):
    def free_places(self, request: PlaceRequest) -> list[DayPlaces]:
        """Every day of the range with its free places, one for each start.

        At most four statements. Raises Invalid for a party or a range that cannot be.
        """
        with self._store.reading() as tx:
            asked = _read(tx, request)
        return list(_days(asked))

    def next_free(self, request: PlaceRequest) -> Place | None:
        """The first free place of the range."""
        with self._store.reading() as tx:
            asked = _read(tx, request)
        return next((day.places[0] for day in _days(asked) if day.places), None)

    def place_at(
        self,
        service_id: int,
        persons: int,
        starts_at: int,
        desk_id: int,
        moving_visit_id: int | None = None,
        hold_token: str | None = None,
        *,
        squeeze: bool = False,
    ) -> Place:
        """The place that begins at this time, its first step at this desk.

        With `squeeze` beside what is booked there. Raises PlaceTaken with the reason in words.
        """
        with self._store.reading() as tx:
            rule = read_service(tx, service_id)
            check_party(rule, persons)
            day = day_of(starts_at)
            room = read_room(tx, rule, day, day, own=Own(moving_visit_id, hold_token))
            needs = needs_of(tx, rule, persons, day, moving_visit_id)
        if squeeze:
            check_open_day(room, Place(starts_at, ()))
            return squeezed_in(room, needs, starts_at, desk_id)
        return place_in(room, needs, starts_at, desk_id)


def needs_of(
    tx: Tx, rule: ServiceRule, persons: int, day: date, visit_id: int | None = None
) -> tuple[StepNeed, ...]:
    """Step: what the party, or the visit that is moved, needs. Raises PlaceTaken."""
    if visit_id is not None:
        return needs_of_visit(tx, rule, visit_id)
    needs = rule.needs(persons, day)
    if needs is None:
        raise wording.not_given(rule)
    return needs


def check_party(rule: ServiceRule, persons: int) -> None:
    """Raises Invalid for nobody, for too many, and for a service that is switched off."""
    if persons < 1:
        raise Invalid(N_("At least one person comes."), field="comers")
    if persons > rule.max_persons:
        raise Invalid(
            N_("At most {most} persons can come together; make two appointments."),
            field="comers",
            most=rule.max_persons,
        )
    if not rule.active:
        raise Invalid(N_("This service is not offered at the moment."), field="service_id")


def _read(tx: Tx, request: PlaceRequest) -> _Asked:
    length = (request.last_day - request.first_day).days
    if not 0 <= length < LONGEST_RANGE:
        raise Invalid(
            N_("Look for places over at most {count} days."), field="days", count=LONGEST_RANGE
        )
    rule = read_service(tx, request.service_id)
    check_party(rule, request.persons)
    room = read_room(
        tx,
        rule,
        request.first_day,
        request.last_day,
        own=Own(request.moving_visit_id, request.hold_token),
        not_before=tx.now if request.not_before is None else request.not_before,
    )
    moving = request.moving_visit_id
    fixed = None if moving is None else needs_of_visit(tx, rule, moving)
    return _Asked(rule, room, fixed, request, days_between(request.first_day, request.last_day))


def _days(asked: _Asked) -> Iterator[DayPlaces]:
    frame: Frame | None = None
    for day in asked.days:
        closed = asked.room.calendar.closure(day)
        needs = asked.fixed or asked.rule.needs(asked.request.persons, day)
        if closed is not None or needs is None:
            yield DayPlaces(day, closed, (), open=False)
            continue
        if frame is None:
            frame = asked.room.frame(needs, asked.request.desk_id, asked.request.part_of_day)
        elif frame.needs != needs:
            frame = replace(frame, needs=needs)
        calendar = asked.room.calendar
        is_open = any(
            calendar.open(desk_id, day)
            for desk_id in needs[0].desks
            if asked.request.desk_id in (None, desk_id)
        )
        places = tuple(places_of(frame, day)) if is_open else ()
        yield DayPlaces(day, None, places, open=is_open)
