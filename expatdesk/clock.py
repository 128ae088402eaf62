"""Time: the clock that is handed in, and the way between instants and the wall in Amsterdam.

Instants are aware datetimes in UTC above the tables and whole epoch seconds inside them. Days are
`date`, times of day are minutes after midnight, both as the centre's wall clock has them. Two
days a year have 23 or 25 hours; the table of each day is made once, so that a search for free
places works with whole numbers only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

ZONE_NAME = "Europe/Amsterdam"
TICK = 300  # seconds; every time in the agenda is a multiple of it
MINUTES = 24 * 60


class Clock(Protocol):
    """Tells the time as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The clock of this machine. A store on PostgreSQL asks its server instead."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """Stands where it is put, for tests and for a sample whose day is over."""

    def __init__(self, at: datetime) -> None:
        """Stand at `at`, which must be aware.

        Raises ValueError for a naive datetime: it would mean another instant on another machine.
        """
        self._at = _aware(at)

    def now(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> None:
        self._at += by

    def set(self, at: datetime) -> None:
        """Stand at another instant; `at` must be aware (ValueError)."""
        self._at = _aware(at)


class ShiftedClock:
    """Goes on from another instant: a sample whose day is over still has a morning to work in."""

    def __init__(self, start: datetime, real: Clock | None = None) -> None:
        """Begin at `start`, which must be aware (ValueError), and run with `real`."""
        self._real = real or SystemClock()
        self._by = _aware(start) - self._real.now()

    def now(self) -> datetime:
        return self._real.now() + self._by


class _Day(NamedTuple):
    start: int
    end: int
    even: bool  # the clock does not change on this day


@cache
def zone() -> ZoneInfo:
    """The zone in which all days and times of day are meant."""
    return ZoneInfo(ZONE_NAME)


def to_epoch(moment: datetime) -> int:
    """Whole seconds since 1970, what is below a second cut off.

    Raises ValueError for a naive datetime.
    """
    return (_aware(moment) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def from_epoch(epoch: int) -> datetime:
    """The instant as an aware datetime in UTC."""
    return datetime.fromtimestamp(epoch, UTC)


def local(epoch: int) -> datetime:
    """The instant as the wall clock in Amsterdam shows it (aware)."""
    return datetime.fromtimestamp(epoch, zone())


def now_epoch(clock: Clock) -> int:
    """The time on this clock in whole seconds."""
    return to_epoch(clock.now())


def today(clock: Clock) -> date:
    """The day in Amsterdam on this clock."""
    return day_of(now_epoch(clock))


def epoch_of(day: date, minute_of_day: int) -> int:
    """The instant at which the wall clock shows this minute (0 to 1440, the end of the day).

    Where the clock shows it twice, the first time is meant. Raises ValueError for a minute
    outside the day and for one that the clock leaps over.
    """
    if not 0 <= minute_of_day <= MINUTES:
        raise ValueError(f"no minute of a day: {minute_of_day}")
    frame = _day(day)
    if frame.even:
        return frame.start + 60 * minute_of_day
    if minute_of_day == MINUTES:
        return frame.end
    hour, minute = divmod(minute_of_day, 60)
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone())
    epoch = to_epoch(wall)
    if local(epoch).hour != hour:
        raise ValueError(f"the clock leaps over {wall:%H:%M} on {day.isoformat()}")
    return epoch


def minute_of(epoch: int) -> int:
    """Minutes after midnight that the wall clock shows at this instant."""
    wall = local(epoch)
    return 60 * wall.hour + wall.minute


def day_of(epoch: int) -> date:
    """The day in Amsterdam to which the instant belongs."""
    return local(epoch).date()


def day_bounds(day: date) -> tuple[int, int]:
    """First second of the day and first second of the next: 23, 24 or 25 hours apart."""
    frame = _day(day)
    return frame.start, frame.end


def tick(epoch: int) -> int:
    """Number of the stretch of five minutes in which the instant lies."""
    return epoch // TICK


@lru_cache(maxsize=4096)
def _day(day: date) -> _Day:
    start, end = _midnight(day), _midnight(day + timedelta(days=1))
    return _Day(start, end, end - start == 60 * MINUTES)


def _midnight(day: date) -> int:
    return to_epoch(datetime(day.year, day.month, day.day, tzinfo=zone()))


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a clock needs an aware datetime")
    return moment.astimezone(UTC)
