"""Which places are free now for whom on the waiting list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import select

from expatdesk.clock import day_of
from expatdesk.model.appointments import Visit
from expatdesk.services.appointments.hours import days_between
from expatdesk.services.appointments.loading import ServiceRule, read_service
from expatdesk.services.appointments.places import places_of
from expatdesk.services.appointments.room import Room, read_room
from expatdesk.services.appointments.search import LONGEST_RANGE
from expatdesk.services.appointments.types import Place, WaitingRow
from expatdesk.services.reception.types import WaitingMatch
from expatdesk.storage.tx import Tx
from expatdesk.terms import WaitingState

SHOWN = 3
"""Places that are named for one entry."""


def matches(tx: Tx, rows: Iterable[WaitingRow]) -> list[WaitingMatch]:
    """Those who wait and could have a place now, in the order of the list."""
    today = day_of(tx.now)
    waiting = [row for row in rows if row.state is WaitingState.WAITING and row.last_day >= today]
    starts = _starts(tx, [row.visit_id for row in waiting if row.visit_id is not None])
    rooms = {
        service_id: _room(tx, service_id, [r for r in waiting if r.service_id == service_id])
        for service_id in sorted({row.service_id for row in waiting})
    }
    found = []
    for row in waiting:
        before = None if row.visit_id is None else starts.get(row.visit_id)
        places = tuple(islice(_places(rooms[row.service_id], row, today, before), SHOWN))
        if places:
            found.append(WaitingMatch(row, places))
    return found


def _room(tx: Tx, service_id: int, rows: list[WaitingRow]) -> Room:
    """What is free of the service's desks over all days that somebody waits for."""
    first, last = _days(rows, day_of(tx.now))
    return read_room(tx, read_service(tx, service_id), first, last, not_before=tx.now)


def _days(rows: Iterable[WaitingRow], today: date) -> tuple[date, date]:
    furthest = today + timedelta(days=LONGEST_RANGE - 1)
    first = min(max(row.first_day, today) for row in rows)
    return first, max(first, min(max(row.last_day for row in rows), furthest))


def _places(room: Room, row: WaitingRow, today: date, before: int | None) -> Iterator[Place]:
    """Free places of one entry in order; `before`: the start of the visit that it has."""
    rule: ServiceRule = room.rule
    if not rule.active or row.party_size > rule.max_persons:
        return
    first, last = _days([row], today)
    for day in days_between(first, last):
        needs = rule.needs(row.party_size, day)
        if needs is None or room.calendar.closure(day) is not None:
            continue
        for place in places_of(room.frame(needs, part_of_day=row.part_of_day), day):
            if before is not None and place.starts_at >= before:
                return
            yield place


def _starts(tx: Tx, visit_ids: list[int]) -> dict[int, int]:
    """When the visits begin that are to be moved forward."""
    if not visit_ids:
        return {}
    rows = tx.rows(select(Visit.id, Visit.starts_at).where(Visit.id.in_(visit_ids)))
    return {row[0]: row[1] for row in rows}
