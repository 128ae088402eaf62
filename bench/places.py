"""Free places over thirty days at six desks, beside one statement and plain Python.

The floor sends one indexed statement through the bare driver, takes the appointments out of
hours that it was told, and counts the same starts. Once for a visit of one step at six desks, as
others offer it, and once for a registration: three desks, then a talk at one of three others,
which the floor leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench._centres import OPEN, TODAY, Stocked, servers, six_desks, write_appointments
from bench._measure import (
    Figure,
    at_most,
    count_of,
    counted,
    in_turns,
    median,
    ms,
    ratio,
    scaled,
)
from expatdesk.clock import day_bounds, epoch_of
from expatdesk.services.appointments.types import PlaceRequest
from expatdesk.storage.engines import raw_postgresql, raw_sqlite
from expatdesk.terms import DeskKind

MUST_BE = 10.0
SAME = 1.25
"""Times as long as with few stored that still counts as the same cost."""
MOST_STATEMENTS = 4
FEW, MANY = 30_000, 300_000
ROUNDS = 60

ONE_STEP = ("helpdesk_talk", (DeskKind.HELPDESK,) * 6)
TWO_STEPS = ("first_registration", (DeskKind.MUNICIPAL,) * 3 + (DeskKind.HELPDESK,) * 3)

FIRST = TODAY + timedelta(days=1)
DAYS = [FIRST + timedelta(days=n) for n in range(30)]

_BUSY = (
    "SELECT desk_id, starts_at, busy_until FROM appointment"
    " WHERE starts_at >= {mark} AND starts_at < {mark}"
)


@dataclass(frozen=True)
class Pair:
    """A centre with so many appointments, and the floor on the same data."""

    stocked: Stocked
    service: str
    raw: Any
    """The driver's own connection."""

    def ours(self) -> int:
        request = PlaceRequest(self.stocked.founded.services[self.service], 1, DAYS[0], DAYS[-1])
        return sum(len(day.places) for day in self.stocked.centre.appointments.free_places(request))

    def floor(self) -> int:
        mark = "%s" if self.stocked.store.dialect == "postgresql" else "?"
        span = (day_bounds(DAYS[0])[0], day_bounds(DAYS[-1])[1])
        rows = self.raw.execute(_BUSY.format(mark=mark), span).fetchall()
        return subtracted(rows, self.stocked.desks)


def subtracted(rows: list[tuple[int, int, int]], desks: list[int]) -> int:
    """Starts on the quarter of an hour at which half an hour is free at one of the desks."""
    busy: dict[int, list[tuple[int, int]]] = {desk: [] for desk in desks}
    for desk, start, end in rows:
        busy[desk].append((start, end))
    hours = [(epoch_of(day, first), epoch_of(day, last)) for day in DAYS for first, last in OPEN]
    starts: set[int] = set()
    for taken in busy.values():
        taken.sort()
        at = 0
        for first, last in hours:
            begin = first
            while at < len(taken) and taken[at][0] < last:
                starts.update(range(begin, taken[at][0] - 1799, 900))
                begin = taken[at][1]
                at += 1
            starts.update(range(begin, last - 1799, 900))
    return len(starts)


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    with servers() as templates:
        for dialect, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
            for service, kinds in (ONE_STEP, TWO_STEPS):
                with ExitStack() as stack:
                    pairs: list[Pair] = []
                    for size in (FEW, MANY):
                        stocked = stack.enter_context(six_desks(templates, dialect, kinds))
                        # The days that are asked for are full in either.
                        write_appointments(stocked, service, scaled(size, scale, 4_000))
                        raw = stack.enter_context(closing(_raw(stocked)))
                        pairs.append(Pair(stocked, service, raw))
                    steps = "one step" if service == ONE_STEP[0] else "two steps"
                    rounds = scaled(ROUNDS, scale, 3)
                    yield from _compared(f"{name}, {steps}", pairs[0], pairs[1], rounds)


def _compared(where: str, few: Pair, many: Pair, rounds: int) -> Iterator[Figure]:
    if few.service == ONE_STEP[0]:
        assert many.ours() == many.floor() == few.ours()
    works: list[Callable[[], object]] = [many.ours, many.floor, few.ours]
    mine, floor, small = in_turns(works, rounds)
    yield at_most(
        f"free places, {where}, many stored",
        ratio(mine, floor),
        MUST_BE,
        ours=ms(median(mine)),
        floor=ms(median(floor)),
    )
    yield at_most(
        f"free places, {where}, many beside few stored",
        ratio(mine, small),
        SAME,
        ours=ms(median(mine)),
        floor=ms(median(small)),
    )
    with counted(many.stocked.store) as sent:
        many.ours()
    yield count_of(f"free places, {where}: statements", len(sent), MOST_STATEMENTS)


def _raw(stocked: Stocked) -> Any:
    if stocked.store.dialect == "postgresql":
        return raw_postgresql(stocked.place)
    return raw_sqlite(stocked.place)
