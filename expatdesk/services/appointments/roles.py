"""Who comes as a child: judged by age on the day of the visit. Pure, without a database.

A child is under an age that is a dated setting (`people.child_under`); the day of the visit
decides. Who is of age comes as a person of their own: the reduced fee of a partner is for the
partner (decision 0012).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.terms import FamilyRole


@dataclass(frozen=True, slots=True)
class Aged:
    """A role with what is known of its bearer's birth: the date, the year alone, or nothing."""

    role: FamilyRole
    birth_date: date | None
    birth_year: int | None


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """`years`: who is younger on `day` is a child."""

    day: date
    years: int


def under_age(birth_date: date | None, birth_year: int | None, limit: AgeLimit) -> bool | None:
    """Whether somebody is under age on the day; None where what is known leaves it open.

    With the year alone it is open throughout the year in which the age is reached. Who is
    born on 29 February comes of age on 1 March in other years.
    """
    if birth_date is not None:
        had = (limit.day.month, limit.day.day) >= (birth_date.month, birth_date.day)
        return limit.day.year - birth_date.year - (not had) < limit.years
    if birth_year is None:
        return None
    reached = limit.day.year - birth_year
    return None if reached == limit.years else reached < limit.years


def has_grown_up(aged: Aged, limit: AgeLimit) -> bool:
    """Whether somebody is named as a child and is of age on the day beyond doubt."""
    if aged.role is not FamilyRole.CHILD:
        return False
    return under_age(aged.birth_date, aged.birth_year, limit) is False


def role_on(aged: Aged, limit: AgeLimit) -> FamilyRole:
    """The role, or first person for a child who is of age on the day."""
    return FamilyRole.FIRST if has_grown_up(aged, limit) else aged.role


def roles_moved(party: Sequence[Aged], before: AgeLimit, after: AgeLimit) -> list[FamilyRole]:
    """The roles of a party whose visit goes from one day to another.

    Only who crosses the limit changes: over it a child comes as a person of their own; back
    under it as a child again, as long as it is named after somebody who is none. Roles that
    were chosen by hand stay.
    """
    grown = [place for place, aged in enumerate(party) if aged.role is not FamilyRole.CHILD]
    return [
        FamilyRole.CHILD
        if place in grown[1:]
        and aged.role is FamilyRole.FIRST
        and _is_young_again(aged, before, after)
        else role_on(aged, after)
        for place, aged in enumerate(party)
    ]


def _is_young_again(aged: Aged, before: AgeLimit, after: AgeLimit) -> bool:
    was = under_age(aged.birth_date, aged.birth_year, before)
    return was is False and under_age(aged.birth_date, aged.birth_year, after) is True
