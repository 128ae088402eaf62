"""Days on which the centre works: holidays of the Netherlands and of Leiden, and counting.

Terms such as "two working days before" leave out the weekdays on which the centre never works and
the closed days, which are handed in as a set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

MONDAY_TO_FRIDAY = frozenset(range(5))  # as date.weekday() counts
_ONE_DAY = timedelta(days=1)
_GOOD_FRIDAY = "Good Friday"  # public for the library, a working day for many offices


class Holiday(NamedTuple):
    """A holiday with its names; `optional` ones are working days unless the centre closes."""

    day: date
    en: str
    nl: str
    optional: bool


@lru_cache(maxsize=64)
def holidays_of(year: int) -> tuple[Holiday, ...]:
    """The public holidays of a year in order, with Good Friday, 5 May and 3 October.

    Optional are Good Friday and, but for every fifth year, 5 May. 3 October closes Leiden.
    """
    import holidays

    def of(language: str, *categories: str) -> Mapping[date, str]:
        return holidays.country_holidays("NL", years=year, categories=categories, language=language)

    certain = of("en_US", "public")
    dutch = of("nl", "public", "optional")
    national = [
        Holiday(day, english, dutch[day], day not in certain or english == _GOOD_FRIDAY)
        for day, english in of("en_US", "public", "optional").items()
    ]
    relief = Holiday(leiden_relief(year), "Relief of Leiden", "Leidens Ontzet", optional=False)
    return tuple(sorted([*national, relief]))


def leiden_relief(year: int) -> date:
    """3 October, kept on Monday the 4th where the 3rd is a Sunday."""
    third = date(year, 10, 3)
    return third + _ONE_DAY if third.isoweekday() == 7 else third


def closed_days(
    years: Iterable[int], *, good_friday: bool = False, liberation_day: bool = False
) -> frozenset[date]:
    """The holidays of these years on which the centre is closed, the two optional ones as set."""
    return frozenset(
        holiday.day
        for year in years
        for holiday in holidays_of(year)
        if not holiday.optional or (liberation_day if holiday.day.month == 5 else good_friday)
    )


def is_working_day(
    day: date, closed: frozenset[date], weekdays: frozenset[int] = MONDAY_TO_FRIDAY
) -> bool:
    """Whether the centre works on this day. `weekdays` as date.weekday() counts them."""
    return day.weekday() in weekdays and day not in closed


def add_working_days(
    day: date, count: int, closed: frozenset[date], weekdays: frozenset[int] = MONDAY_TO_FRIDAY
) -> date:
    """The working day that is `count` working days after the day, before it where negative.

    The day itself does not count, whether worked on or not; 0 gives it back as it is.
    Raises ValueError when the centre works on no day of the week.
    """
    if not weekdays & frozenset(range(7)):
        raise ValueError("a centre that works on no weekday has no working days")
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, closed, weekdays)
    return day


def working_days_between(
    start: date, end: date, closed: frozenset[date], weekdays: frozenset[int] = MONDAY_TO_FRIDAY
) -> int:
    """How many working days come after `start` up to and with `end`; negative backwards.

    Backwards the days from before `start` down to and with `end` count.
    """
    step = 1 if end >= start else -1
    days = range(step, (end - start).days + step, step)
    return step * sum(
        is_working_day(start + timedelta(days=offset), closed, weekdays) for offset in days
    )
