"""How many parties want to come on each day: a year's visits by month and weekday.

Source of the numbers: the model year of the project's domain reference (6.2).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from expatdesk.workflows.sample.ground import Ground

VISITS_A_YEAR = 850
# Visits that follow an earlier one of the same case, for each that does not.
AGAIN = 1.09
MONTHS = (10, 9, 8, 7, 7, 7, 7, 12, 14, 9, 6, 4)
WEEKDAYS: Mapping[int, int] = {0: 30, 2: 70}
_AHEAD = 1.7  # a good season is coming
_EARLIER_YEARS = 0.985  # the centre has grown a little


def parties_by_day(rng: Random, ground: Ground, days: Sequence[date], today: date) -> list[int]:
    """New parties for each of the open days in order; halves are carried over to the next."""
    shares: dict[tuple[int, int], float] = {}
    counts, rest = [], rng.random()
    for day in days:
        month = (day.year, day.month)
        if month not in shares:
            shares[month] = _per_share(ground, day)
        growth = _EARLIER_YEARS ** max(0, today.year - day.year)
        wanted = shares[month] * WEEKDAYS.get(day.weekday(), 0) * growth
        if day > today:
            wanted *= _AHEAD
        rest += wanted * rng.uniform(0.82, 1.18)
        counts.append(int(rest))
        rest -= int(rest)
    return counts


def _per_share(ground: Ground, day: date) -> float:
    """New parties of the month for each hundredth of its weekdays' weight."""
    last = calendar.monthrange(day.year, day.month)[1]
    opened = ground.open_days(day.replace(day=1), day.replace(day=last))
    weight = sum(WEEKDAYS.get(one.weekday(), 0) for one in opened)
    return VISITS_A_YEAR / AGAIN * MONTHS[day.month - 1] / 100 / max(weight, 1)
