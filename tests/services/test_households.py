"""Households stay whole: one first person, and undo brings back what was before."""

from __future__ import annotations

from typing import Any

import pytest

from expatdesk.services.base import Actor, new_key
from expatdesk.services.people import People
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import FamilyRole


@pytest.fixture
def people(centre: Any) -> People:
    return centre.people


FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD


def add(people: People, actor: Actor, name: str) -> int:
    return int(people.add(actor, PersonEntry(name), key=new_key()).value)


def roles(people: People, person_id: int) -> dict[int, FamilyRole]:
    return {member.person_id: member.role for member in people.household_of(person_id)}


def test_when_the_first_person_leaves_the_next_one_is_first(people: People, jansen: Actor) -> None:
    one, two, child = (add(people, jansen, name) for name in ("Ada B", "Bo C", "Cy D"))
    people.set_household(jansen, [(one, FIRST), (two, PARTNER), (child, CHILD)], key="a")
    people.leave_household(jansen, one, key="b")
    assert roles(people, two) == {two: FIRST, child: CHILD}
    assert roles(people, one) == {}


def test_who_moves_into_another_household_leaves_a_whole_one_behind(
    people: People, jansen: Actor
) -> None:
    one, two, three, four = (add(people, jansen, f"Ada {n}") for n in "bcde")
    people.set_household(jansen, [(one, FIRST), (two, PARTNER), (three, CHILD)], key="a")
    done = people.set_household(jansen, [(four, FIRST), (one, PARTNER)], key="b")
    assert roles(people, two) == {two: FIRST, three: CHILD}
    assert done.changes.ids("people") >= {one, two, three, four}
    assert done.undo is not None
    done.undo()
    assert roles(people, one) == {one: FIRST, two: PARTNER, three: CHILD}
    assert roles(people, four) == {}


def test_a_first_household_is_undone_to_none(people: People, jansen: Actor) -> None:
    one, two = add(people, jansen, "Ada B"), add(people, jansen, "Bo C")
    done = people.set_household(jansen, [(one, FIRST), (two, PARTNER)], key="a")
    assert done.undo is not None
    done.undo()
    assert roles(people, one) == {}
    assert roles(people, two) == {}


def test_the_count_is_that_of_the_list(people: People, jansen: Actor) -> None:
    one, two = add(people, jansen, "Ada B"), add(people, jansen, "A B")
    assert people.count() == 2
    people.merge(jansen, one, two, key="m")
    assert people.count() == len(people.page()) == 1


def test_the_log_names_only_the_fields_that_are_another_value(
    centre: Any, people: People, jansen: Actor
) -> None:
    one = people.add(
        jansen, PersonEntry("Ada B", birth_year=1990, phone="0612345678"), key="a"
    ).value
    sheet = people.person(one)
    typed = PersonEntry("Ada B", birth_year=1990, phone="06 12 34 56 78", city="Leiden")
    people.change(jansen, one, sheet.version, typed, key="b")
    lines = centre.appointments.history("person", one)
    assert [line.details.get("fields") for line in lines if line.action == "changed"] == ["city"]
