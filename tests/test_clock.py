"""Days and instants, on ordinary days and on the two nights when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.clock import (
    FixedClock,
    SystemClock,
    day_bounds,
    day_of,
    epoch_of,
    from_epoch,
    local,
    minute_of,
    now_epoch,
    tick,
    to_epoch,
    today,
)

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
HOUR = 3600

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
epochs = st.integers(946_684_800, 4_102_444_800)


def test_summer_and_winter_time():
    assert from_epoch(epoch_of(date(2026, 7, 1), 9 * 60)) == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert from_epoch(epoch_of(date(2026, 1, 5), 9 * 60)) == datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(SPRING, 23), (AUTUMN, 25), (date(2026, 10, 26), 24), (date(2026, 3, 28), 24)],
)
def test_length_of_the_day(day: date, hours: int):
    start, end = day_bounds(day)
    assert end - start == hours * HOUR
    assert epoch_of(day, 0) == start
    assert epoch_of(day, 24 * 60) == end


@pytest.mark.parametrize("minute", [2 * 60, 2 * 60 + 30, 2 * 60 + 59])
def test_times_that_the_clock_leaps_over_do_not_exist(minute: int):
    with pytest.raises(ValueError, match="leaps over"):
        epoch_of(SPRING, minute)


def test_around_the_leap_one_minute_follows_the_other():
    assert epoch_of(SPRING, 3 * 60) - epoch_of(SPRING, 2 * 60 - 1) == 60


def test_of_a_time_that_comes_twice_the_first_is_meant():
    first = epoch_of(AUTUMN, 2 * 60 + 30)
    assert first - epoch_of(AUTUMN, 60 + 30) == HOUR
    assert minute_of(first) == minute_of(first + HOUR) == 2 * 60 + 30
    assert epoch_of(AUTUMN, 3 * 60) - first == HOUR + 30 * 60


def test_an_evening_event_over_the_change_lasts_an_hour_more_or_less():
    autumn = epoch_of(AUTUMN, 210) - epoch_of(date(2026, 10, 24), 22 * 60)
    spring = epoch_of(SPRING, 210) - epoch_of(date(2026, 3, 28), 22 * 60)
    assert (autumn, spring) == (6.5 * HOUR, 4.5 * HOUR)


def test_moved_over_the_change_nine_o_clock_stays_nine_o_clock():
    friday, monday = epoch_of(date(2026, 10, 23), 540), epoch_of(date(2026, 10, 26), 540)
    assert monday - friday == 73 * HOUR
    assert (local(friday).hour, local(monday).hour) == (9, 9)


@pytest.mark.parametrize("minute", [-1, 24 * 60 + 1])
def test_minutes_outside_the_day_are_refused(minute: int):
    with pytest.raises(ValueError, match="no minute"):
        epoch_of(SPRING, minute)


def test_naive_datetimes_are_refused():
    naive = datetime(2026, 9, 14, 9)  # noqa: DTZ001
    with pytest.raises(ValueError, match="aware"):
        to_epoch(naive)
    with pytest.raises(ValueError, match="aware"):
        FixedClock(naive)
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 9, 14, tzinfo=UTC)).set(naive)


def test_a_fixed_clock_stands_until_it_is_moved():
    clock = FixedClock(datetime(2026, 9, 14, 0, 30, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == datetime(2026, 9, 13, 22, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    assert today(clock) == date(2026, 9, 14)
    clock.advance(timedelta(days=1, seconds=1))
    assert now_epoch(clock) == to_epoch(datetime(2026, 9, 14, 22, 30, 1, tzinfo=UTC))
    clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_system_clock_goes_with_the_machine():
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


def test_what_is_below_a_second_is_cut_off():
    assert to_epoch(datetime(1970, 1, 1, 0, 0, 7, 999_999, tzinfo=UTC)) == 7
    assert to_epoch(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == -1


@given(days)
def test_days_touch_and_begin_at_midnight(day: date):
    start, end = day_bounds(day)
    assert end == day_bounds(day + timedelta(days=1))[0]
    assert day_of(start) == day == day_of(end - 1)
    assert minute_of(start) == 0
    assert start % HOUR == 0


@given(days, st.integers(0, 24 * 60 - 1))
def test_wall_clock_there_and_back(day: date, minute: int):
    try:
        epoch = epoch_of(day, minute)
    except ValueError:
        start, end = day_bounds(day)
        assert end - start == 23 * HOUR
        return
    assert (day_of(epoch), minute_of(epoch)) == (day, minute)


@given(epochs)
def test_instants_there_and_back(epoch: int):
    assert to_epoch(from_epoch(epoch)) == epoch == to_epoch(local(epoch))
    assert tick(epoch) * 300 <= epoch < (tick(epoch) + 1) * 300
