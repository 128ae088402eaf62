"""The person form by itself: edits, and two who edit the same person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import ResidenceClass, Source
from expatdesk.ui.people.highlight import marks
from expatdesk.ui.people.person_form import PersonForm, entry_from
from tests.ui.booking.conftest import (  # noqa: F401  fixtures
    actor,
    centre,
    clock,
    dialect,
    family,
    window,
)

EVERYTHING = PersonEntry(
    "Aya Al-Masrouri",
    given="Aya",
    prefix="",
    surname="Al-Masrouri",
    latin="Aya Al-Masrouri",
    original="آية المسروري",
    call_name="Aya",
    sort_key="masrouri, aya",
    birth_date=date(1991, 3, 14),
    birth_year=1991,
    email="aya@example.example",
    phone="+31612345678",
    street="Breestraat 1",
    postcode="2311 CS",
    city="Leiden",
    residence_class=ResidenceClass.NON_EU,
    languages=("ar", "en"),
    channel=Source.PHONE,
)


@pytest.fixture
def form(window):  # noqa: F811
    made = PersonForm(window.desk)
    window._qtbot.addWidget(made)
    made.show()
    return made


def settle(window):  # noqa: F811
    assert window.desk.operations.wait_until_idle()


def test_every_field_of_a_person_is_shown_and_read_back(form, window, centre, actor):  # noqa: F811
    person = centre.people.add(actor, EVERYTHING, key=new_key()).value
    sheet = centre.people.person(person)
    form.edit(sheet)
    settle(window)
    assert form.entry() == replace(sheet.entry, birth_year=None)
    assert not form.has_changes() or form.entry().birth_year is None


def test_an_edit_is_kept_and_can_be_taken_back(form, window, centre, actor):  # noqa: F811
    person = centre.people.add(actor, EVERYTHING, key=new_key()).value
    form.edit(centre.people.person(person))
    settle(window)
    form.fields.texts["city"].setText("Leiderdorp")
    form.save()
    settle(window)
    assert centre.people.person(person).entry.city == "Leiderdorp"
    assert window.window.undo_bar.message.text() == "Details changed."


def test_somebody_elses_edit_is_neither_lost_nor_hidden(form, window, centre, actor):  # noqa: F811
    person = centre.people.add(actor, EVERYTHING, key=new_key()).value
    sheet = centre.people.person(person)
    form.edit(sheet)
    settle(window)
    theirs = replace(sheet.entry, city="Voorschoten")
    centre.people.change(actor, person, sheet.version, theirs, key=new_key())
    form.fields.texts["city"].setText("Leiderdorp")
    form.save()
    settle(window)
    assert not form.guard.isHidden()
    assert form.guard_words.text() == "Somebody else has changed this meanwhile."
    form.theirs.click()
    settle(window)
    assert form.fields.texts["city"].text() == "Voorschoten"
    form.fields.texts["city"].setText("Leiderdorp")
    form.save()
    settle(window)
    assert centre.people.person(person).entry.city == "Leiderdorp"


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("okonk", PersonEntry("okonk")),
        ("a@b.example", PersonEntry("", email="a@b.example")),
        ("06 1234 5678", PersonEntry("", phone="06 1234 5678")),
        ("Guest 12345678", PersonEntry("Guest 12345678")),
    ],
)
def test_what_was_typed_into_the_search_becomes_name_mail_or_phone(typed, entry):
    assert entry_from(typed) == entry


@pytest.mark.parametrize(
    ("title", "typed", "found"),
    [
        ("Chidi Okonkwo", "okonk", [(6, 5)]),
        ("Zoë Müller", "zoe muller", [(0, 3), (4, 6)]),
        ("欧阳明澈", "欧阳", [(0, 2)]),
        ("Chidi Okonkwo", "0612", []),
    ],
)
def test_the_found_part_of_a_name_is_marked(title, typed, found):
    assert list(marks(title, typed)) == found
