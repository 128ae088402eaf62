"""Who comes as a child on which day, and what another day makes of a party."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.services.appointments.roles import Aged, AgeLimit, role_on, roles_moved, under_age
from expatdesk.terms import FamilyRole

FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD
BIRTHDAY = date(2026, 9, 16)
BORN = date(2008, 9, 16)
EVE, DAY_ITSELF = AgeLimit(date(2026, 9, 15), 18), AgeLimit(BIRTHDAY, 18)


def test_the_birthday_itself_is_the_first_day_of_age() -> None:
    assert under_age(BORN, None, EVE) is True
    assert under_age(BORN, None, DAY_ITSELF) is False


def test_who_is_born_on_29_february_comes_of_age_on_1_march() -> None:
    born = date(2008, 2, 29)
    assert under_age(born, None, AgeLimit(date(2026, 2, 28), 18)) is True
    assert under_age(born, None, AgeLimit(date(2026, 3, 1), 18)) is False


@pytest.mark.parametrize(("year", "young"), [(2007, False), (2008, None), (2009, True)])
def test_the_year_alone_leaves_the_year_of_the_birthday_open(
    year: int, *, young: bool | None
) -> None:
    assert under_age(None, year, DAY_ITSELF) is young


def test_of_whom_nothing_is_known_the_role_is_kept() -> None:
    assert under_age(None, None, DAY_ITSELF) is None
    assert role_on(Aged(CHILD, None, None), DAY_ITSELF) is CHILD


def test_over_the_birthday_a_child_comes_as_a_person_of_its_own_and_back_again() -> None:
    parent, child = Aged(FIRST, date(1980, 1, 1), None), Aged(CHILD, BORN, None)
    assert roles_moved([parent, child], EVE, DAY_ITSELF) == [FIRST, FIRST]
    grown = Aged(FIRST, BORN, None)
    assert roles_moved([parent, grown], DAY_ITSELF, EVE) == [FIRST, CHILD]


def test_the_only_first_person_of_a_party_stays_so() -> None:
    assert roles_moved([Aged(FIRST, BORN, None)], DAY_ITSELF, EVE) == [FIRST]


def test_the_age_itself_may_change_between_two_days() -> None:
    party = [Aged(FIRST, None, None), Aged(CHILD, date(2007, 1, 1), None)]
    before, after = AgeLimit(date(2026, 9, 15), 21), AgeLimit(BIRTHDAY, 18)
    assert roles_moved(party, before, after) == [FIRST, FIRST]


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
BIRTHS = st.one_of(st.none(), st.dates(date(2005, 1, 1), date(2012, 12, 31)))


@given(births=st.lists(BIRTHS, min_size=1, max_size=5), first=DAYS, second=DAYS)
def test_there_and_back_again_is_as_it_was(
    births: list[date | None], first: date, second: date
) -> None:
    """Moving is undone by moving back, for every party that was right on its first day."""
    here, there = AgeLimit(first, 18), AgeLimit(second, 18)
    party = [Aged(FIRST, date(1980, 1, 1), None)]
    party += [Aged(role_on(Aged(CHILD, b, None), here), b, None) for b in births]
    moved = [
        Aged(role, each.birth_date, None)
        for role, each in zip(roles_moved(party, here, there), party, strict=True)
    ]
    assert [each.role for each in moved] == [role_on(each, there) for each in moved]
    assert roles_moved(moved, there, here) == [each.role for each in party]


@given(birth=st.dates(date(1990, 1, 1), date(2026, 1, 1)), day=DAYS, years=st.integers(1, 27))
def test_age_agrees_with_the_calendar(birth: date, day: date, years: int) -> None:
    try:
        of_age = birth.replace(year=birth.year + years)
    except ValueError:  # 29 February
        of_age = date(birth.year + years, 2, 28) + timedelta(days=1)
    assert under_age(birth, None, AgeLimit(day, years)) is (day < of_age)
