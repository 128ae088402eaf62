"""What the fields of a sheet print: of the day, of the language, of the visitor."""

from __future__ import annotations

from datetime import date

import pytest
from workflows.visits import first_registration

from expatdesk.i18n import Language
from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.settings import keys
from expatdesk.services.setup.types import Price, WeekHours, WeekPlan
from expatdesk.terms import DeskKind, ResidenceClass
from expatdesk.texts import Pair
from expatdesk.workflows.sheet_fields import (
    EXAMPLE_VISITOR,
    TO_FILL_IN,
    FieldGroup,
    example,
    field_values,
    hours_in_words,
    known_fields,
)

BOTH = ("en", "nl")
TODAY, DAY = date(2026, 11, 24), date(2026, 11, 25)
MORNING, AFTERNOON = (540, 750), (780, 990)


@pytest.fixture
def visit(centre, visser):
    """Wednesday 25 November 2026, 10:00, by somebody whose name is Chinese."""
    entry = PersonEntry("王小明", latin="Wang Xiaoming", residence_class=ResidenceClass.NON_EU)
    booked = first_registration(centre, visser, entry)
    return centre.appointments.visit(booked.visit_id)


def fees_of(centre):
    return {line.code: line for line in centre.setup.prices.all()}


def desk_open(*weeks: WeekPlan, active: bool = True):
    from expatdesk.services.setup.types import DeskEntry, DeskLine

    return DeskLine(1, 1, DeskEntry(Pair("Desk", "Balie"), DeskKind.MUNICIPAL, 1, active), weeks)


def week(*days: tuple[int, tuple[int, int]], first=date(2020, 1, 1), last=None) -> WeekPlan:
    return WeekPlan(first, last, tuple(WeekHours(day, *span) for day, span in days))


def test_every_fee_of_the_centre_can_be_a_field(centre):
    names = [info.name for info in known_fields(centre)]
    assert "fee.registration_first" in names
    assert {f"fee.{code}" for code in fees_of(centre)} <= set(names)
    assert len(names) == len(set(names))


def test_every_field_says_in_both_languages_what_it_is_and_has_a_value(centre):
    infos = known_fields(centre)
    values = field_values(centre, BOTH, TODAY)
    for info in infos:
        assert info.words.en, info.name
        assert info.words.nl, info.name
        assert values["en"][info.name], info.name
        assert values["nl"][info.name], info.name
    assert {info.group for info in infos} == set(FieldGroup)


def test_amounts_are_written_as_the_language_writes_them(centre):
    values = field_values(centre, BOTH, TODAY)
    assert values["en"]["fee.registration_first"] == "€\xa060.50"
    assert values["nl"]["fee.registration_first"] == "€\xa060,50"


def test_a_language_without_a_form_of_its_own_is_written_as_english(centre):
    assert field_values(centre, ("uk",), TODAY)["uk"]["today"] == "24 November 2026"


def test_a_fee_is_that_of_the_day_of_the_visit(centre, visser, visit):
    line = fees_of(centre)["registration_first"]
    price = Price(DAY, 7000, 5785)
    centre.setup.prices.set_price(visser, line.product_id, line.version, price, key=new_key())
    assert field_values(centre, ("en",), TODAY)["en"]["fee.registration_first"] == "€\xa060.50"
    of_visit = field_values(centre, ("en",), TODAY, visit)["en"]
    assert of_visit["fee.registration_first"] == "€\xa070.00"
    assert of_visit["today"] == "24 November 2026", "the day of printing stays that of printing"


def test_the_address_is_that_of_the_day_of_the_visit(centre, visser, visit):
    moved = ("Schipholweg 9", "2316 XB Leiden")
    centre.settings.set(visser, keys.CENTRE_ADDRESS, moved, DAY, key=new_key())
    assert field_values(centre, ("en",), TODAY)["en"]["centre.address"] == (
        "Stationsweg 26, 2312 AV Leiden"
    )
    assert field_values(centre, ("en",), TODAY, visit)["en"]["centre.address"] == (
        "Schipholweg 9, 2316 XB Leiden"
    )


def test_the_visitor_and_the_appointment_are_said_in_both_languages(centre, visit):
    values = field_values(centre, BOTH, TODAY, visit)
    english, dutch = values["en"], values["nl"]
    assert english["visitor.name"] == dutch["visitor.name"] == "王小明"
    assert english["appointment.day"] == "Wednesday 25 November 2026"
    assert dutch["appointment.day"] == "woensdag 25 november 2026"
    assert english["appointment.time"] == "10:00"
    assert english["appointment.reference"] == visit.code
    assert english["municipality"] == "Leiden"


def test_without_a_visitor_there_is_room_to_write(centre):
    values = field_values(centre, BOTH, TODAY)
    of_visit = [i.name for i in known_fields(centre) if i.group is FieldGroup.VISIT]
    assert {values["en"][name] for name in of_visit} == {TO_FILL_IN}


def test_what_the_centre_has_not_said_is_room_to_write_and_no_hole(centre, visser):
    centre.settings.set(visser, keys.CENTRE_PHONE, "", key=new_key())
    assert field_values(centre, ("en",), TODAY)["en"]["centre.phone"] == TO_FILL_IN


def test_the_example_is_nobody_and_complete(centre):
    values = example(field_values(centre, BOTH, TODAY), TODAY)
    assert values["en"]["visitor.name"] == EXAMPLE_VISITOR
    assert values["nl"]["appointment.day"] == "dinsdag 24 november 2026"
    assert TO_FILL_IN not in {values["en"][i.name] for i in known_fields(centre)
                              if i.group is FieldGroup.VISIT}  # fmt: skip


def test_the_hours_of_the_scenario_centre_in_words(centre):
    values = field_values(centre, BOTH, TODAY)
    assert values["en"]["centre.hours"] == "Monday to Friday 09:00–12:30 and 13:00–16:30"


def test_days_with_the_same_hours_are_said_together():
    desks = [desk_open(week((0, MORNING), (0, AFTERNOON), (1, MORNING), (2, MORNING),
                            (2, AFTERNOON)))]  # fmt: skip
    assert hours_in_words(desks, TODAY, Language.EN) == (
        "Monday, Wednesday 09:00–12:30 and 13:00–16:30; Tuesday 09:00–12:30"
    )


def test_the_centre_is_open_when_any_desk_is():
    desks = [desk_open(week((0, (540, 720)))), desk_open(week((0, (690, 1020))))]
    assert hours_in_words(desks, TODAY, Language.EN) == "Monday 09:00–17:00"


def test_a_desk_out_of_use_opens_nothing():
    assert hours_in_words([desk_open(week((0, MORNING)), active=False)], TODAY, Language.EN) == ""


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 30), "Monday 09:00–12:30"),
                                           (date(2026, 12, 1), "Monday 13:00–16:30")])  # fmt: skip
def test_hours_change_with_the_day(day, said):
    plans = (week((0, MORNING), last=date(2026, 11, 30)),
             week((0, AFTERNOON), first=date(2026, 12, 1)))  # fmt: skip
    assert hours_in_words([desk_open(*plans)], day, Language.EN) == said
