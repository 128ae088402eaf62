"""All that is wrong with an input is said at once, and nothing of it is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from expatdesk.clock import today
from expatdesk.services.appointments.party import check_texts
from expatdesk.services.base import Actor, Invalid, Problems, new_key
from expatdesk.services.organisations.types import ContactEntry, OrganisationEntry
from expatdesk.services.people.types import IdentifierFound, PersonEntry

BSN = "111222333"
WRONG = PersonEntry(
    f"Ann {BSN}",
    birth_date=date(2990, 1, 1),
    email="no address",
    phone="12",
    street=f"Breestraat {BSN}",
)


def fields(refusal: Invalid) -> list[str]:
    return [part.field for part in refusal.parts()]


def test_the_first_problem_is_raised_and_carries_the_others() -> None:
    problems = Problems()
    problems.refuse()
    assert problems.check(int, "7") == 7
    first, second = Invalid("one", field="a"), Invalid("two", field="b")
    problems.note(first)
    problems.note(second)
    with pytest.raises(Invalid) as refused:
        problems.refuse()
    assert refused.value.parts() == (first, second)
    assert refused.value.message() == "one"
    assert second.parts() == (second,)


def test_what_is_no_refusal_is_not_gathered() -> None:
    with pytest.raises(ValueError, match="seven"):
        Problems().check(int, "seven")


def test_every_problem_of_a_person_is_named_with_its_field(centre: Any, jansen: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        centre.people.add(jansen, WRONG, key=new_key())
    assert fields(refused.value) == ["full_name", "street", "birth_date", "email", "phone"]
    assert centre.people.count() == 0
    said = centre.people.problems(WRONG)
    assert [problem.message() for problem in said] == [
        part.message() for part in refused.value.parts()
    ]


def test_what_was_declared_a_false_alarm_is_no_problem(centre: Any) -> None:
    left = centre.people.problems(WRONG, guard_overridden=True)
    assert [problem.field for problem in left] == ["birth_date", "email", "phone"]


def test_problems_are_those_that_a_write_would_have(centre: Any, jansen: Actor) -> None:
    right = PersonEntry("Ann Lee", birth_date=today(centre.clock), email="a@b.example")
    assert centre.people.problems(right) == ()
    assert centre.people.add(jansen, right, key=new_key()).value


def test_every_problem_of_an_organisation_is_named_with_its_field(
    centre: Any, jansen: Actor
) -> None:
    entry = OrganisationEntry(
        "",
        street=f"Breestraat {BSN}",
        chamber_number="1",
        vat_id="NL1",
        email="no address",
        phone="12",
        contacts=(ContactEntry("Ilse", email="no address"),),
    )
    with pytest.raises(Invalid) as refused:
        centre.organisations.add(jansen, entry, key=new_key())
    assert fields(refused.value) == [
        "name",
        "street",
        "chamber_number",
        "vat_id",
        "email",
        "phone",
        "contacts",
    ]
    assert centre.organisations.count() == 0


def test_every_text_of_a_booking_with_such_a_number_is_named() -> None:
    with pytest.raises(IdentifierFound) as found:
        check_texts({"note": BSN, "contact": "", "proof": BSN}, overridden=False)
    assert fields(found.value) == ["note", "proof"]
    assert check_texts({"note": BSN}, overridden=True)
    assert not check_texts({"note": "by taxi"}, overridden=False)
