"""Free places, and those that are held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.terms import PartOfDay
from expatdesk.texts import Pair


@dataclass(frozen=True)
class StepPlace:
    step_id: int
    desk_id: int
    starts_at: int
    ends_at: int
    busy_until: int


@dataclass(frozen=True)
class Place:
    """A time at which every step of a visit fits, with the desk of each."""

    starts_at: int
    steps: tuple[StepPlace, ...]

    @property
    def ends_at(self) -> int:
        return self.steps[-1].ends_at


@dataclass(frozen=True)
class PlaceRequest:
    """`moving_visit_id` and `hold_token`: what does not stand in its own way."""

    service_id: int
    persons: int
    first_day: date
    last_day: date
    desk_id: int | None = None
    part_of_day: PartOfDay = PartOfDay.ANY
    moving_visit_id: int | None = None
    hold_token: str | None = None
    not_before: int | None = None
    """Earliest start, epoch seconds; None: now."""


@dataclass(frozen=True)
class DayPlaces:
    day: date
    closed: Pair | None
    """Why the centre is closed that day, if it is."""
    places: tuple[Place, ...]
    open: bool = True
    """Whether a desk of the first step is open at all: open without places is full."""


@dataclass(frozen=True)
class HoldInfo:
    token: str
    expires_at: int
    place: Place
