"""Working days in Leiden: what the terms for cancelling and answering are counted in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.workdays import (
    add_working_days,
    closed_days,
    holidays_of,
    is_working_day,
    leiden_relief,
    working_days_between,
)

NONE: frozenset[date] = frozenset()


def test_holidays_of_2026_in_both_languages():
    assert [(h.day.strftime("%d-%m"), h.nl, h.optional) for h in holidays_of(2026)] == [
        ("01-01", "Nieuwjaarsdag", False),
        ("03-04", "Goede vrijdag", True),
        ("05-04", "Eerste paasdag", False),
        ("06-04", "Tweede paasdag", False),
        ("27-04", "Koningsdag", False),
        ("05-05", "Bevrijdingsdag", True),
        ("14-05", "Hemelvaartsdag", False),
        ("24-05", "Eerste pinksterdag", False),
        ("25-05", "Tweede pinksterdag", False),
        ("03-10", "Leidens Ontzet", False),
        ("25-12", "Eerste kerstdag", False),
        ("26-12", "Tweede kerstdag", False),
    ]
    assert {h.en for h in holidays_of(2026)} >= {"King's Day", "Relief of Leiden", "Good Friday"}


@pytest.mark.parametrize(
    ("year", "day"),
    [(2026, date(2026, 10, 3)), (2027, date(2027, 10, 4)), (2021, date(2021, 10, 4))],
)
def test_relief_of_leiden_is_kept_on_monday_after_a_sunday(year: int, day: date):
    assert leiden_relief(year) == day
    assert day in closed_days([year])


def test_kings_day_moves_to_saturday():
    assert date(2025, 4, 26) in closed_days([2025])
    assert date(2025, 4, 27) not in closed_days([2025])


def test_optional_days_are_closed_only_on_purpose():
    good_friday, liberation = date(2026, 4, 3), date(2026, 5, 5)
    assert not closed_days([2026]) & {good_friday, liberation}
    assert closed_days([2026], good_friday=True) - closed_days([2026]) == {good_friday}
    assert closed_days([2026], liberation_day=True) - closed_days([2026]) == {liberation}


def test_liberation_day_closes_every_fifth_year_and_on_ascension_day():
    may = [year for year in range(2014, 2031) if date(year, 5, 5) in closed_days([year])]
    assert may == [2015, 2016, 2020, 2025, 2030]


def test_two_working_days_over_easter():
    closed = closed_days([2026])
    assert add_working_days(date(2026, 4, 2), 2, closed) == date(2026, 4, 7)
    assert add_working_days(date(2026, 4, 7), -2, closed) == date(2026, 4, 2)
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 7), closed) == 2


def test_weekend_counts_from_the_monday():
    saturday = date(2026, 9, 12)
    assert not is_working_day(saturday, NONE)
    assert add_working_days(saturday, 1, NONE) == date(2026, 9, 14)
    assert add_working_days(saturday, -1, NONE) == date(2026, 9, 11)
    assert add_working_days(saturday, 0, NONE) == saturday


def test_a_centre_open_on_mondays_and_wednesdays():
    weekdays = frozenset({0, 2})
    assert add_working_days(date(2026, 9, 14), 3, NONE, weekdays) == date(2026, 9, 23)


def test_a_centre_that_never_opens_is_refused():
    with pytest.raises(ValueError, match="no weekday"):
        add_working_days(date(2026, 9, 14), 1, NONE, frozenset())


days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
closings = st.frozensets(st.integers(-40, 40), max_size=20)
weeks = st.frozensets(st.integers(0, 6), min_size=1)


@given(days, st.integers(-30, 30), closings, weeks)
def test_counting_undoes_adding(day: date, count: int, offsets, weekdays: frozenset[int]):
    closed = frozenset(day + timedelta(days=offset) for offset in offsets)
    reached = add_working_days(day, count, closed, weekdays)
    assert working_days_between(day, reached, closed, weekdays) == count
    assert count == 0 or is_working_day(reached, closed, weekdays)


@given(days, st.integers(0, 60), st.integers(0, 60), closings)
def test_stretches_of_days_add_up(day: date, first: int, second: int, offsets):
    closed = frozenset(day + timedelta(days=offset) for offset in offsets)
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole = working_days_between(day, end, closed)
    assert whole == working_days_between(day, middle, closed) + working_days_between(
        middle, end, closed
    )
