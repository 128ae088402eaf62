"""What the page works out by itself: roles, drafts, the days that are shown, what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from expatdesk.services.appointments.roles import AgeLimit
from expatdesk.services.appointments.types import DayPlaces, Place, StepPlace
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import AddressKind, Behalf, FamilyRole, ResidenceClass, Source
from expatdesk.texts import Pair
from expatdesk.ui.booking.days import columns_of
from expatdesk.ui.booking.form import Form, Side, read, written
from expatdesk.ui.booking.party import Guest, age_on, with_roles

DAY = date(2026, 11, 24)
FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD


def guest(number: int, **known: object) -> Guest:
    return Guest(number, 1, f"Guest {number}", **known)


def roles(*guests: Guest) -> dict[int, FamilyRole]:
    return {g.person_id: g.role for g in with_roles(guests, AgeLimit(DAY, 18))}


def test_of_two_adults_the_first_named_is_first_and_the_other_partner():
    assert roles(guest(1), guest(2)) == {1: FIRST, 2: PARTNER}


def test_the_household_goes_before_the_order_of_naming():
    assert roles(guest(1, at_home=PARTNER), guest(2, at_home=FIRST)) == {1: PARTNER, 2: FIRST}


def test_who_is_under_age_on_the_day_of_the_visit_is_a_child():
    young, of_age = date(2008, 11, 25), date(2008, 11, 24)
    assert roles(guest(1), guest(2, birth_date=young)) == {1: FIRST, 2: CHILD}
    assert roles(guest(1), guest(2, birth_date=of_age)) == {1: FIRST, 2: PARTNER}


def test_a_child_of_the_household_that_has_come_of_age_is_none_any_more():
    grown = guest(3, birth_date=date(2000, 1, 1), at_home=CHILD)
    parents = (guest(1, at_home=FIRST), guest(2, at_home=PARTNER))
    assert roles(*parents, grown) == {1: FIRST, 2: PARTNER, 3: FIRST}


def test_a_grown_up_child_beside_one_parent_is_no_partner():
    grown = guest(2, birth_date=date(2007, 1, 1), at_home=CHILD)
    assert roles(guest(1, at_home=FIRST), grown) == {1: FIRST, 2: FIRST}


def test_a_child_by_hand_or_from_an_earlier_day_who_is_of_age_is_none():
    grown = guest(2, birth_date=date(2007, 1, 1), role=CHILD, chosen=True)
    assert roles(guest(1), grown) == {1: FIRST, 2: FIRST}


def test_in_the_year_in_which_the_age_is_reached_the_household_decides():
    assert roles(guest(1), guest(2, birth_year=2008, at_home=CHILD)) == {1: FIRST, 2: CHILD}
    assert roles(guest(1), guest(2, birth_year=2007, at_home=CHILD)) == {1: FIRST, 2: FIRST}
    assert roles(guest(1), guest(2, birth_year=2008)) == {1: FIRST, 2: PARTNER}


def test_children_alone_have_a_first_person_too():
    party = (guest(1, birth_year=2015), guest(2, birth_year=2018))
    assert roles(*party) == {1: FIRST, 2: CHILD}


def test_what_was_chosen_by_hand_stays():
    colleagues = (guest(1, role=FIRST, chosen=True), guest(2, role=FIRST, chosen=True))
    assert roles(*colleagues) == {1: FIRST, 2: FIRST}


def test_first_persons_stand_in_front():
    party = with_roles((guest(1, birth_year=2019), guest(2), guest(3)), AgeLimit(DAY, 18))
    assert [g.person_id for g in party] == [2, 3, 1]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2019, 5, 1), DAY, 7),
    ],
)
def test_birthdays_count_on_their_day_and_those_of_29_february_on_1_march(born, day, age):
    assert age_on(guest(1, birth_date=born), day) == age


def full_form() -> Form:
    step = StepPlace(1, 2, 1_796_000_100, 1_796_001_900, 1_796_002_200)
    return Form(
        guests=(guest(7, role=PARTNER, chosen=True), guest(9)),
        service_id=1,
        municipality_id=2,
        address_kind=AddressKind.EMPLOYER,
        language="nl",
        source=Source.PHONE,
        booker=Side(Behalf.AGENT, 5, "Rijnland Relocation"),
        booker_contact="Joost",
        payer=Side(Behalf.EMPLOYER, 6, "Meridiaan"),
        answers=((1, True), (2, False)),
        exemption_id=3,
        exemption_proof="letter",
        note="by taxi",
        place=Place(step.starts_at, (step,)),
        letter=True,
        paper_language="both",
        typed=PersonEntry(
            "明澈 <b>",
            birth_date=date(1990, 2, 1),
            residence_class=ResidenceClass.NON_EU,
            languages=("zh",),
            channel=Source.WEB,
        ),
    )


def test_a_draft_comes_back_as_it_was_written():
    form = full_form()
    kept = read(written(form))
    assert kept.people == ((7, PARTNER), (9, None))
    assert kept.form == Form(**{**vars(form), "guests": ()})


@pytest.mark.parametrize("body", ["", "{}", "[1]", '{"people": 1}', "null"])
def test_what_is_no_draft_is_refused(body):
    with pytest.raises(ValueError):  # noqa: PT011  whatever is wrong with it
        read(body)


def test_numbers_of_citizens_do_not_reach_a_draft():
    form = Form(note="bsn 111222333", typed=PersonEntry("Ann 111222333"))
    assert "111222333" not in written(form)


def place_at(hour: int) -> Place:
    start = 1_796_000_100 + hour * 3600
    return Place(start, (StepPlace(1, 1, start, start + 1800, start + 1800),))


def test_closed_weekends_are_passed_over_and_holidays_are_named():
    days = [
        DayPlaces(date(2026, 11, 27), None, (place_at(1),)),
        DayPlaces(date(2026, 11, 28), None, (), open=False),
        DayPlaces(date(2026, 11, 30), Pair("Repairs", "Reparatie"), (), open=False),
        DayPlaces(date(2026, 12, 1), None, ()),
    ]
    shown = columns_of(days, DAY)
    assert [column.day.day for column in shown] == [27, 30, 1]
    assert [r if isinstance(r, str) else r() for r in (c.reason for c in shown)] == [
        "",
        "closed: Repairs",
        "full",
    ]


def test_today_stands_there_only_while_something_of_it_is_free_or_when_asked_for():
    today = DayPlaces(DAY, None, ())
    tomorrow = DayPlaces(date(2026, 11, 25), None, (place_at(1),))
    assert [column.day for column in columns_of([today, tomorrow], DAY)] == [tomorrow.day]
    asked = columns_of([today, tomorrow], DAY, DAY)
    assert [column.day for column in asked] == [DAY, tomorrow.day]
