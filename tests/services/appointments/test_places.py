"""The search for places against the plainest search that there is: every five minutes tried."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from expatdesk.clock import TICK, day_bounds, day_of, minute_of
from expatdesk.services.appointments.hours import (
    Calendar,
    WeekHours,
    days_between,
    joined,
    subtract,
)
from expatdesk.services.appointments.places import (
    LONGEST_PAUSE,
    DeskTime,
    Frame,
    StepNeed,
    places_of,
)
from expatdesk.services.appointments.types import Place
from expatdesk.terms import PartOfDay

MINUTE = 60
# A plain week, and those in which the clock changes.
FIRST_DAYS = (date(2026, 9, 14), date(2026, 3, 27), date(2026, 10, 23))

minutes = st.integers(0, 287).map(lambda tick: tick * 5)


@st.composite
def hours(draw: st.DrawFn) -> list[WeekHours]:
    """For each of three desks some stretches on some weekdays, the night included."""
    rows = []
    for desk in (1, 2, 3):
        for weekday in draw(st.sets(st.integers(0, 6), min_size=3)):
            ends = sorted(draw(st.sets(minutes, min_size=2, max_size=4)))
            for start, end in zip(ends[::2], ends[1::2], strict=False):
                rows.append(WeekHours(desk, weekday, start, end, date(2020, 1, 1), None))
    return rows


@st.composite
def frames(draw: st.DrawFn) -> tuple[Frame, list[date], dict[int, set[int]]]:
    """A frame over three days, and of each desk the free ticks as a plain set."""
    first = draw(st.sampled_from(FIRST_DAYS))
    days = days_between(first, first + timedelta(days=2))
    calendar = Calendar(draw(hours()))
    begin, end = day_bounds(days[0])[0] // TICK, day_bounds(days[-1])[1] // TICK
    stretch = st.tuples(st.integers(begin, end), st.integers(1, 30))
    times, ticks = {}, {}
    for desk in (1, 2, 3):
        busy = [
            (start * TICK, (start + length) * TICK)
            for start, length in draw(st.lists(stretch, max_size=12))
        ]
        open_ = calendar.open_days(desk, days)
        times[desk] = DeskTime(open_, subtract(open_, busy))
        taken = {t for start, end_ in busy for t in range(start // TICK, end_ // TICK)}
        ticks[desk] = {t for s, e in open_ for t in range(s // TICK, e // TICK)} - taken
    need = st.builds(
        StepNeed,
        step_id=st.just(1),
        length=st.integers(1, 12).map(lambda n: n * TICK),
        buffer=st.integers(0, 3).map(lambda n: n * TICK),
        desks=st.permutations((1, 2, 3)).flatmap(
            lambda d: st.integers(1, 3).map(lambda n: tuple(d[:n]))
        ),
    )
    frame = Frame(
        needs=tuple(draw(st.lists(need, min_size=1, max_size=3))),
        gap=draw(st.integers(0, 3)) * TICK,
        grid=draw(st.sampled_from((5, 10, 15, 30, 60))) * MINUTE,
        desks=times,
        not_before=draw(st.integers(begin, end)) * TICK,
        desk_id=draw(st.sampled_from((None, 1, 2))),
        part_of_day=draw(st.sampled_from(PartOfDay)),
    )
    return frame, days, ticks


def oracle(frame: Frame, day: date, ticks: dict[int, set[int]]) -> set[int]:
    """Starts of the day, found by trying every five minutes at every desk."""
    start, end = day_bounds(day)
    found = set()
    for moment in range(start, end, TICK):
        if moment < frame.not_before or not _in_part(moment, frame.part_of_day):
            continue
        for desk in frame.needs[0].desks:
            if frame.desk_id not in (None, desk):
                continue
            on_grid = (moment - start) % frame.grid == 0
            # A start beside the grid follows on something: the tick before it is not free.
            follows = moment // TICK - 1 not in ticks[desk]
            if (on_grid or follows) and _steps_fit(frame, 0, desk, moment, ticks, ()):
                found.add(moment)
    return found


def _in_part(moment: int, part: PartOfDay) -> bool:
    morning = minute_of(moment) < 12 * 60
    return part is PartOfDay.ANY or morning == (part is PartOfDay.MORNING)


def _steps_fit(
    frame: Frame,
    index: int,
    desk: int,
    moment: int,
    ticks: dict[int, set[int]],
    own: tuple[tuple[int, int], ...],
) -> bool:
    need = frame.needs[index]
    wanted = [(desk, t) for t in range(moment // TICK, (moment + need.busy) // TICK)]
    if any(t not in ticks[d] or (d, t) in own for d, t in wanted):
        return False
    if index + 1 == len(frame.needs):
        return True
    after = moment + need.length + frame.gap
    return any(
        begin is not None and _steps_fit(frame, index + 1, other, begin, ticks, (*own, *wanted))
        for other in frame.needs[index + 1].desks
        for begin in [_opens(frame.desks[other], after)]
    )


def _opens(time: DeskTime, moment: int) -> int | None:
    """The moment itself while the desk is open, or the end of the break that it falls in."""
    if any(start <= moment < end for start, end in time.open):
        return moment
    later = [start for start, _ in time.open if moment < start <= moment + LONGEST_PAUSE]
    return min(later, default=None)


@settings(max_examples=150, deadline=None)
@given(frames())
def test_finds_every_place_and_no_other(
    case: tuple[Frame, list[date], dict[int, set[int]]],
) -> None:
    frame, days, ticks = case
    for day in days:
        places = list(places_of(frame, day))
        assert [p.starts_at for p in places] == sorted(oracle(frame, day, ticks))
        for place in places:
            _assert_sound(frame, place, ticks)


def _assert_sound(frame: Frame, place: Place, ticks: dict[int, set[int]]) -> None:
    """Every step is at a desk that offers it, free, and after the one before it."""
    used: list[tuple[int, int]] = []
    earliest = place.starts_at
    for need, step in zip(frame.needs, place.steps, strict=True):
        assert step.desk_id in need.desks
        assert step.starts_at >= earliest
        assert (step.ends_at - step.starts_at, step.busy_until - step.ends_at) == (
            need.length,
            need.buffer,
        )
        used += [(step.desk_id, t) for t in range(step.starts_at // TICK, step.busy_until // TICK)]
        earliest = step.ends_at + frame.gap
    assert len(set(used)) == len(used)
    assert all(t in ticks[desk] for desk, t in used)
    assert day_of(place.starts_at) == day_of(place.steps[0].starts_at)


intervals = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 10)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=8,
)


@given(intervals, intervals)
def test_subtracting_leaves_what_is_open_and_not_busy(
    open_: list[tuple[int, int]], busy: list[tuple[int, int]]
) -> None:
    def points(spans: list[tuple[int, int]]) -> set[int]:
        return {n for start, end in spans for n in range(start, end)}

    left = subtract(joined(open_), busy)
    assert points(left) == points(open_) - points(busy)
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(left))
