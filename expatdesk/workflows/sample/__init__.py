"""The sample centre: years of an invented centre, written in bulk; the same for a seed and a day.

Nothing in it is real: persons, companies, streets and numbers are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Protocol

from expatdesk.clock import Clock, day_of, epoch_of, now_epoch
from expatdesk.services.filling import fill_centre, last_log_line, read_mark
from expatdesk.services.filling.past import Past
from expatdesk.services.retention import months_before
from expatdesk.services.settings import keys
from expatdesk.services.setup.plan import CentrePlan, Founded
from expatdesk.storage.store import Store
from expatdesk.workflows.plan_file import plan_path, read_plan
from expatdesk.workflows.sample.moment import KEY, Mark, clock_for, moment_for
from expatdesk.workflows.sample.sources import read_sources

_TERM_MONTHS = keys.RETENTION_VISIT_MONTHS.default
_PAPER_MONTHS = keys.RETENTION_PAPER_MONTHS.default
_LOG_DAYS = 364


class OpenCentre(Protocol):
    """What is needed of a centre that is open."""

    @property
    def store(self) -> Store: ...

    @property
    def clock(self) -> Clock: ...


def fill(centre: OpenCentre, *, seed: int, years: int, progress: Callable[[float], None]) -> None:
    """Founds the centre of Leiden in an empty place and lets it live for so many years.

    Raises NotEmpty or AlreadyFounded where there is a centre.
    """
    plan = read_plan(plan_path("leiden"))
    plan = replace(plan, staff=(*plan.staff, read_sources().staff))
    now = now_epoch(centre.clock)
    fill_centre(
        centre.store,
        replace(plan, sheets=None),  # they have a past of their own
        lambda founded, told: imagine(
            plan, founded, now=now, seed=seed, years=years, progress=told
        ),
        progress,
    )


def is_sample_of(centre: OpenCentre, seed: int, years: int) -> bool:
    """Whether the centre was filled from this seed, over so many years, on whatever day."""
    mark = Mark.read(read_mark(centre.store, KEY))
    return mark is not None and (mark.seed, mark.years) == (seed, years)


def moment_of(centre: OpenCentre) -> datetime | None:
    """Where the clock of a sample centre goes on; None for the real time.

    On a closed day, or at an hour at which the centre is closed, its clock stands on the last
    open day, late in the morning.
    """
    mark = Mark.read(read_mark(centre.store, KEY))
    if mark is None:
        return None
    return clock_for(mark, now_epoch(centre.clock), last_log_line(centre.store))


def imagine(
    plan: CentrePlan,
    founded: Founded,
    *,
    now: int,
    seed: int,
    years: int,
    progress: Callable[[float], None] = lambda _part: None,
) -> Past:
    """The whole past as plain values; nothing is written. `now`: epoch seconds."""
    from expatdesk.workflows.sample.ground import Ground, closures_of
    from expatdesk.workflows.sample.world import World

    day = day_of(now)
    closures = closures_of(range(day.year - years - 1, day.year + 2))
    ground = Ground(plan, founded, closures)
    moment = moment_for(ground, now)
    past = Past(
        mark=(KEY, day, Mark(seed, years, day, moment).written()),
        log_from=now - _LOG_DAYS * 86_400,
    )
    past.closures += closures
    first = _years_before(day_of(moment), years)
    world = World(seed, Random(f"{seed}:{day}"), ground, moment)  # noqa: S311  (no secret)
    world.live(past, first, progress)
    world.forget(
        visits_before=months_before(day, _TERM_MONTHS),
        papers_before=months_before(day, _PAPER_MONTHS),
        at=epoch_of(day, 3 * 60),
    )
    world.write(past)
    world.keep_sheets(past, first)
    return past


def _years_before(day: date, years: int) -> date:
    return months_before(day, 12 * years)
