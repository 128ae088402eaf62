"""At which moment the sample centre is looked at: on an open day, late enough to be under way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from expatdesk.clock import day_of, epoch_of, from_epoch
from expatdesk.workflows.sample.ground import Ground

KEY = "sample.filled"
_LATE_MORNING = 11 * 60 + 5
_GOES_ON = 2 * 3_600  # seconds for which the real time still fits a centre filled before


@dataclass(frozen=True)
class Mark:
    """What a filling left behind, to be known again. `day` is the one on which it was done."""

    seed: int
    years: int
    day: date
    moment: int

    def written(self) -> str:
        return json.dumps({"seed": self.seed, "years": self.years, "moment": self.moment})

    @classmethod
    def read(cls, found: tuple[date, str] | None) -> Mark | None:
        if found is None:
            return None
        values = json.loads(found[1])
        return cls(values["seed"], values["years"], found[0], values["moment"])


def moment_for(ground: Ground, now: int) -> int:
    """Late in the morning of the last open day: the same for every hour of a day.

    By then all states can be seen, and somebody is still to come.
    """
    day = day_of(now)
    while not ground.is_open(day):
        day -= timedelta(days=1)
    return epoch_of(day, _LATE_MORNING)


def clock_for(mark: Mark, now: int, last_written: int) -> datetime | None:
    """Where the clock goes on: None for the real time, where that follows closely.

    Never before what was written last.
    """
    if mark.moment <= now <= mark.moment + _GOES_ON:
        return None
    return from_epoch(max(mark.moment, last_written))
