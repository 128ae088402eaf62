"""When desks are open: the week plan, its dated exceptions, closures and blocks. Pure.

Instants are epoch seconds UTC, times of day minutes after midnight on the wall in Amsterdam.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.clock import epoch_of
from expatdesk.texts import Pair

Interval = tuple[int, int]
"""From the first second up to, not including, the last."""

_HOUR = 60


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One row of the week plan; `weekday` 0 is Monday."""

    desk_id: int
    weekday: int
    start_minute: int
    end_minute: int
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class OtherHours:
    """Other hours on one day; without a desk for every desk, both minutes zero: closed."""

    desk_id: int | None
    day: date
    start_minute: int
    end_minute: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClosedDays:
    first: date
    last: date
    name: Pair


@dataclass(frozen=True, slots=True)
class Blocked:
    block_id: int
    desk_id: int
    starts_at: int
    ends_at: int
    reason: str
    version: int


class Calendar:
    """Opening hours and blocks of all desks over a range of days."""

    def __init__(
        self,
        week: Iterable[WeekHours],
        other: Iterable[OtherHours] = (),
        closed: Iterable[ClosedDays] = (),
        blocks: Iterable[Blocked] = (),
    ) -> None:
        self._week: dict[tuple[int, int], list[WeekHours]] = defaultdict(list)
        for row in week:
            self._week[row.desk_id, row.weekday].append(row)
        self._other: dict[tuple[int | None, date], list[OtherHours]] = defaultdict(list)
        for exception in other:
            self._other[exception.desk_id, exception.day].append(exception)
        self._closed = tuple(closed)
        self.blocks = tuple(blocks)

    def closure(self, day: date) -> Pair | None:
        """Why the whole centre is closed on this day, if it is."""
        for closed in self._closed:
            if closed.first <= day <= closed.last:
                return closed.name
        return None

    def open(self, desk_id: int, day: date) -> list[Interval]:
        """When the desk is open on this day, in order, joined where hours touch."""
        if self._closed and self.closure(day) is not None:
            return []
        spans = self._minutes(desk_id, day)
        intervals = ((instant(day, start), instant(day, end)) for start, end in spans)
        return joined(interval for interval in intervals if interval[0] < interval[1])

    def open_days(self, desk_id: int, days: Sequence[date]) -> list[Interval]:
        """The same over several days in order."""
        return [interval for day in days for interval in self.open(desk_id, day)]

    def note(self, desk_id: int, day: date) -> str:
        """What stands beside the other hours of this desk on this day."""
        return next((row.note for row in self._exceptions(desk_id, day) if row.note), "")

    def blocks_of(self, desk_id: int) -> list[Interval]:
        return [(b.starts_at, b.ends_at) for b in self.blocks if b.desk_id == desk_id]

    def _exceptions(self, desk_id: int, day: date) -> list[OtherHours]:
        if not self._other:
            return []
        own = self._other.get((desk_id, day))
        return own if own is not None else self._other.get((None, day), [])

    def _minutes(self, desk_id: int, day: date) -> Iterable[Interval]:
        """Hours of the day in minutes: the desk's own exceptions, those of all, the plan."""
        exceptions = self._exceptions(desk_id, day)
        if exceptions:
            return [(row.start_minute, row.end_minute) for row in exceptions]
        return [
            (row.start_minute, row.end_minute)
            for row in self._week.get((desk_id, day.weekday()), ())
            if row.first <= day and (row.last is None or day <= row.last)
        ]


def instant(day: date, minute: int) -> int:
    """The instant of a minute on the wall; one that the clock leaps over is when it has leapt."""
    try:
        return epoch_of(day, minute)
    except ValueError:
        return epoch_of(day, (minute // _HOUR + 1) * _HOUR)


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """In order, with those that touch or overlap made one."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def subtract(open_: Sequence[Interval], busy: Iterable[Interval]) -> list[Interval]:
    """What is left of the open intervals (in order, apart) once the busy ones are taken out."""
    taken = joined(busy)
    free: list[Interval] = []
    index = 0
    for start, end in open_:
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        begin, at = start, index
        while at < len(taken) and taken[at][0] < end:
            if begin < taken[at][0]:
                free.append((begin, taken[at][0]))
            begin = taken[at][1]
            at += 1
        if begin < end:
            free.append((begin, end))
    return free


def days_between(first: date, last: date) -> list[date]:
    """All days from the first up to and including the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
