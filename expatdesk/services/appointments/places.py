"""Search for free places: whole numbers only, no database.

A place is a time at which every step of a visit fits: one after the other with the service's
gap between them, each at a desk that offers it, with its buffer, inside opening hours and
beside everything that is booked, held or blocked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.clock import TICK, day_bounds
from expatdesk.services.appointments.hours import Interval, instant
from expatdesk.services.appointments.types import Place, StepPlace
from expatdesk.terms import PartOfDay

LONGEST_PAUSE = 3600
"""Seconds for which a visit may wait for its next desk to open again after the break."""

_NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class StepNeed:
    """What a step asks for: seconds at the desk, seconds after it, desks in their order."""

    step_id: int
    length: int
    buffer: int
    desks: tuple[int, ...]

    @property
    def busy(self) -> int:
        return self.length + self.buffer


@dataclass(frozen=True, slots=True)
class DeskTime:
    """When a desk is open, and what of it is free; both in order and apart."""

    open: list[Interval]
    free: list[Interval]

    def fits(self, start: int, end: int) -> bool:
        index = bisect_right(self.free, (start, 1 << 62)) - 1
        return index >= 0 and self.free[index][1] >= end

    def within_hours(self, start: int, end: int) -> bool:
        index = bisect_right(self.open, (start, 1 << 62)) - 1
        return index >= 0 and self.open[index][1] >= end

    def next_open(self, moment: int) -> int | None:
        """The moment itself while open; in a break that is short enough, when it ends."""
        index = bisect_right(self.open, (moment, 1 << 62)) - 1
        if index >= 0 and moment < self.open[index][1]:
            return moment
        if index + 1 < len(self.open):
            opens = self.open[index + 1][0]
            if opens - moment <= LONGEST_PAUSE:
                return opens
        return None


@dataclass(frozen=True, slots=True)
class Frame:
    """In which the search moves. `gap`, `grid`: seconds; `desk_id`: of the first step."""

    needs: tuple[StepNeed, ...]
    gap: int
    grid: int
    desks: Mapping[int, DeskTime]
    not_before: int
    desk_id: int | None = None
    part_of_day: PartOfDay = PartOfDay.ANY


def places_of(frame: Frame, day: date) -> Iterator[Place]:
    """Free places of one day in order, one for each start: at the first desk that is free."""
    first = frame.needs[0]
    wanted = [d for d in first.desks if frame.desk_id in (None, d) and d in frame.desks]
    earliest, latest = _bounds(frame, day)
    options: dict[int, list[int]] = {}
    for desk_id in wanted:
        for start in _starts(frame, desk_id, day, earliest, latest):
            options.setdefault(start, []).append(desk_id)
    alone = len(frame.needs) == 1
    for start in sorted(options):
        if alone:
            yield Place(start, (_step(first, options[start][0], start),))
            continue
        for desk_id in options[start]:
            steps = follow(frame, (_step(first, desk_id, start),))
            if steps is not None:
                yield Place(start, steps)
                break


def follow(frame: Frame, done: tuple[StepPlace, ...]) -> tuple[StepPlace, ...] | None:
    """The steps that are done with those that follow, or None where they do not fit."""
    if len(done) == len(frame.needs):
        return done
    need = frame.needs[len(done)]
    for start, desk_id in _next_starts(frame, need, done[-1].ends_at + frame.gap):
        end = start + need.busy
        if not frame.desks[desk_id].fits(start, end):
            continue
        if any(s.desk_id == desk_id and s.busy_until > start for s in done):
            continue
        whole = follow(frame, (*done, _step(need, desk_id, start)))
        if whole is not None:
            return whole
    return None


def _next_starts(frame: Frame, need: StepNeed, moment: int) -> list[tuple[int, int]]:
    """(start, desk) at which the next step could begin, the earliest first."""
    found = []
    for order, desk_id in enumerate(need.desks):
        time = frame.desks.get(desk_id)
        start = None if time is None else time.next_open(moment)
        if start is not None:
            found.append((start, order, desk_id))
    return [(start, desk_id) for start, _, desk_id in sorted(found)]


def _step(need: StepNeed, desk_id: int, start: int) -> StepPlace:
    end = start + need.length
    return StepPlace(need.step_id, desk_id, start, end, end + need.buffer)


def _bounds(frame: Frame, day: date) -> Interval:
    """Earliest start of the day, and the first moment that is too late for one."""
    start, end = day_bounds(day)
    noon = instant(day, _NOON)
    if frame.part_of_day is PartOfDay.MORNING:
        end = noon
    elif frame.part_of_day is PartOfDay.AFTERNOON:
        start = noon
    return max(start, frame.not_before), end


def _starts(frame: Frame, desk_id: int, day: date, earliest: int, latest: int) -> Iterator[int]:
    """Starts at one desk: on the grid, and where something ends so that no time is wasted."""
    busy, grid = frame.needs[0].busy, frame.grid
    midnight = day_bounds(day)[0]
    free = frame.desks[desk_id].free
    for index in range(max(0, bisect_left(free, (midnight, 0)) - 1), len(free)):
        begin, end = free[index]
        if begin >= latest:
            return
        last = min(end - busy, latest - 1)
        begin += -begin % TICK
        if earliest <= begin <= last and begin >= midnight:
            yield begin
        start = max(begin + 1, earliest)
        start += (midnight - start) % grid
        yield from range(start, last + 1, grid)
