"""One day at the desks while it is being filled: who has which desk when, and what fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from expatdesk.clock import TICK, tick
from expatdesk.services.filling.past import StepPast
from expatdesk.terms import DeskKind
from expatdesk.workflows.sample.ground import Ground

GRID = 900  # seconds between the starts that are offered
LONGEST_PAUSE = 3600  # a party waits this long for its next desk to open again
_IN_ORDER = 0.7  # of the parties take the first place that is free


@dataclass(frozen=True)
class Wanted:
    """Where a party would like to be: not before a moment, at the first place or anywhere."""

    after: int = 0
    before: int | None = None
    first: bool = False


class Diary:
    """Ticks are the database's own, so that nothing fits here that would not fit there."""

    def __init__(self, ground: Ground, day: date) -> None:
        self.day = day
        self._ground = ground
        self._taken: set[tuple[int, int]] = set()
        self._open = {
            desk: ground.calendar.open(desk, day) for desk in (*ground.municipal, *ground.helpdesk)
        }

    def place(
        self, rng: Random, service: str, persons: int, wanted: Wanted | None = None
    ) -> tuple[StepPast, ...] | None:
        """The steps of a party at desks that are free; None where nothing fits any more."""
        want = wanted or Wanted()
        steps = self._ground.steps(service, persons)
        places = self._places(steps, 60 * self._ground.gap(service), want)
        if want.first or rng.random() < _IN_ORDER:
            return next(places, None)
        found = list(places)
        return rng.choice(found) if found else None

    def take(self, steps: tuple[StepPast, ...]) -> None:
        for step in steps:
            self._taken.update((step.desk_id, n) for n in _ticks(step.starts_at, step.ends_at))

    def is_free(self, desk_id: int, start: int, end: int) -> bool:
        return self._within(desk_id, start, end) and not any(
            (desk_id, n) in self._taken for n in _ticks(start, end)
        )

    @property
    def opening(self) -> tuple[int, int]:
        """First and last moment at which registrations are done."""
        spans = [span for desk in self._ground.municipal for span in self._open[desk]]
        return min(span[0] for span in spans), max(span[1] for span in spans)

    def _places(
        self, steps: tuple[tuple[DeskKind, int], ...], gap: int, wanted: Wanted
    ) -> Iterator[tuple[StepPast, ...]]:
        kind, minutes = steps[0]
        desks = self._ground.desks(kind)
        starts = {
            start
            for desk in desks
            for begin, end in self._open[desk]
            for start in range(begin, end, GRID)
            if start >= wanted.after and (wanted.before is None or start < wanted.before)
        }
        for start in sorted(starts):
            for desk in desks:
                if not self.is_free(desk, start, start + 60 * minutes):
                    continue
                first = StepPast(desk, start, start + 60 * minutes)
                whole = self._follow((first,), steps[1:], gap)
                if whole is not None:
                    yield whole
                    break

    def _follow(
        self,
        done: tuple[StepPast, ...],
        rest: tuple[tuple[DeskKind, int], ...],
        gap: int,
    ) -> tuple[StepPast, ...] | None:
        if not rest:
            return done
        kind, minutes = rest[0]
        for desk in self._ground.desks(kind):
            start = self._next_open(desk, done[-1].ends_at + gap)
            if start is not None and self.is_free(desk, start, start + 60 * minutes):
                step = StepPast(desk, start, start + 60 * minutes)
                whole = self._follow((*done, step), rest[1:], gap)
                if whole is not None:
                    return whole
        return None

    def _next_open(self, desk_id: int, moment: int) -> int | None:
        for begin, end in self._open[desk_id]:
            if begin <= moment < end:
                return moment
            if moment < begin <= moment + LONGEST_PAUSE:
                return begin
        return None

    def _within(self, desk_id: int, start: int, end: int) -> bool:
        return any(begin <= start and end <= last for begin, last in self._open[desk_id])


def _ticks(start: int, end: int) -> range:
    return range(tick(start), tick(end + TICK - 1))
