"""The person form by itself: edits, and two who edit the same person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import ResidenceClass, Source
from expatdesk.ui.people.highlight import marks
from expatdesk.ui.people.person_form import PersonForm
from expatdesk.ui.people.typed import entry_from

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


K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def form(window):
    made = PersonForm(window.desk)
    window._qtbot.addWidget(made)
    made.show()
    return made


def settle(window):
    assert window.desk.operations.wait_until_idle()


def errors(form) -> dict[str, str]:
    """What is said to be wrong, by the name of the field."""
    found = {name: field.error() for name, field in form.fields.labelled.items()}
    return {name: words for name, words in found.items() if words and name != "birth_year"}


def begin(window, name: str):
    """The form inline in a booking, opened with a name."""
    page = window.open()
    window.type(name)
    window.press(K.Key_Return, CTRL)
    return page.who.form


def test_every_field_of_a_person_is_shown_and_read_back(form, window, centre, actor):
    town = centre.appointments.catalogue().municipalities[1].municipality_id
    everything = replace(EVERYTHING, municipality_id=town)
    person = centre.people.add(actor, everything, key=new_key()).value
    sheet = centre.people.person(person)
    form.edit(sheet)
    assert form.entry() == replace(sheet.entry, birth_year=None), "before the towns are read, too"
    settle(window)
    assert form.entry() == replace(sheet.entry, birth_year=None)
    assert not form.has_changes()


def test_an_edit_is_kept_and_can_be_taken_back(form, window, centre, actor):
    person = centre.people.add(actor, EVERYTHING, key=new_key()).value
    form.edit(centre.people.person(person))
    settle(window)
    form.fields.texts["city"].setText("Leiderdorp")
    form.save()
    settle(window)
    assert centre.people.person(person).entry.city == "Leiderdorp"
    assert window.window.undo_bar.message.text() == "Details changed."


def test_somebody_elses_edit_is_neither_lost_nor_hidden(form, window, centre, actor):
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
    assert form.guard.words.text() == "Somebody else has changed this meanwhile."
    form.guard.theirs.click()
    settle(window)
    assert form.fields.texts["city"].text() == "Voorschoten"
    form.fields.texts["city"].setText("Leiderdorp")
    form.save()
    settle(window)
    assert centre.people.person(person).entry.city == "Leiderdorp"


def test_all_that_is_wrong_is_said_at_once_each_at_its_field(window, centre):
    form = begin(window, "ann@home.example")
    form.fields.birth.setFocus()
    window.type("1 jan 2030")
    form.fields.email.setText("no address")
    form.fields.phone.setText("12")
    window.press(K.Key_Return)
    assert errors(form) == {
        "full_name": "Enter a name.",
        "birth_date": "A date of birth lies between 1900 and today.",
        "email": "This is not an e-mail address.",
        "phone": "This is not a phone number. Numbers from abroad begin with + and the country.",
    }
    assert window.focused() is form.fields.name
    assert centre.people.count() == 0


def test_what_cannot_be_read_is_said_with_the_rest(window, centre):
    form = begin(window, "Ann Lee")
    window.type("30 feb 1990")
    form.fields.phone.setText("12")
    window.press(K.Key_Return)
    assert errors(form).keys() == {"birth_date", "phone"}
    assert errors(form)["birth_date"] == "There is no 30 February 1990."
    assert window.focused() is form.fields.birth
    assert centre.people.count() == 0


def test_the_keyboard_goes_to_the_first_as_the_eye_meets_them(window):
    form = begin(window, "Ann Lee")
    form.fields.texts["street"].setText("Breestraat 111222333")
    form.fields.email.setText("no address")
    window.press(K.Key_Return)
    assert errors(form).keys() == {"street", "email"}
    assert not form.fields.more.isHidden()
    assert form.more.text() == "Less"
    assert window.focused() is form.fields.email


def test_mending_one_leaves_the_others_said(window):
    form = begin(window, "Ann Lee")
    form.fields.email.setText("no address")
    form.fields.phone.setText("12")
    window.press(K.Key_Return)
    window.press(K.Key_A, CTRL)
    window.type("ann@home.example")
    assert errors(form).keys() == {"phone"}


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("birth_date", "1 jan 2030", "A date of birth lies between 1900 and today."),
        ("birth_date", "30 feb 1990", "There is no 30 February 1990."),
        ("birth_date", "1850", "A year of birth lies between 1900 and this year."),
        ("birth_date", "{1}", None),
        ("email", "no address", "This is not an e-mail address."),
        ("phone", "12", None),
    ],
)
def test_a_field_that_can_be_judged_by_itself_is_judged_when_it_is_left(
    window, field, typed, words
):
    form = begin(window, "Ann Lee")
    labelled = form.fields.labelled[field]
    labelled.field.setFocus()
    window.type(typed)
    assert errors(form) == {}, "not while it is typed"
    window.press(K.Key_Tab)
    assert errors(form).keys() == {field}
    assert words in (None, labelled.error())
    assert labelled.field.text().casefold() == typed
    labelled.field.setFocus()
    window.press(K.Key_Tab)
    assert errors(form).keys() == {field}, "left again, it is as wrong as before"
    labelled.field.setFocus()
    window.press(K.Key_A, CTRL)
    window.press(K.Key_Delete)
    assert errors(form) == {}


def test_a_false_alarm_stays_one_while_something_else_is_mended(window, centre):
    form = begin(window, "Ann Lee 111222333")
    form.fields.email.setText("no address")
    window.press(K.Key_Return)
    assert errors(form).keys() == {"full_name", "email"}
    window.press(K.Key_F, ALT)
    assert errors(form).keys() == {"email"}
    form.fields.email.selectAll()
    window.type("ann@home.example")
    window.press(K.Key_Return)
    (guest,) = window.page.form().guests
    assert centre.people.person(guest.person_id).entry.full_name == "Ann Lee 111222333"


def test_another_number_is_another_alarm(window, centre):
    form = begin(window, "Ann Lee 111222333")
    form.fields.email.setText("no address")
    window.press(K.Key_Return)
    window.press(K.Key_F, ALT)
    form.fields.name.setText("Ann Lee 123456782")
    form.fields.email.setText("")
    window.press(K.Key_Return)
    assert errors(form).keys() == {"full_name"}
    assert centre.people.count() == 0


def test_escape_puts_aside_what_was_typed_and_undo_brings_it_back(window):
    form = begin(window, "Ann Lee")
    window.type("30 feb 1990")
    form.fields.email.setFocus()
    window.type("ann@home.example")
    window.press(K.Key_Escape)
    assert not window.page.who.is_typing()
    assert window.undo_words() == "Not added. What was typed is put aside."
    window.press(K.Key_Z, CTRL)
    assert window.page.who.is_typing()
    assert form.entry() == PersonEntry("Ann Lee", email="ann@home.example")
    assert form.fields.birth.text() == "30 feb 1990"


def test_escape_from_an_empty_form_says_nothing(window):
    page = window.open()
    page.who.new_person("")
    window.press(K.Key_Escape)
    assert not page.who.is_typing()
    assert window.undo_words() == ""


def test_an_edit_is_put_aside_too(window, family, centre):
    page = window.open(person=family.chidi)
    page.comers._change_person(family.chidi)
    window.settle()
    page.who.form.fields.phone.setFocus()
    window.type("+31612345679")
    window.press(K.Key_Escape)
    assert window.undo_words() == "Not saved. What was typed is put aside."
    window.press(K.Key_Z, CTRL)
    assert page.who.form.person_id() == family.chidi
    window.press(K.Key_Return)
    assert centre.people.person(family.chidi).entry.phone == "+31612345679"


def test_an_edit_that_was_not_touched_is_closed_without_a_word(window, family):
    page = window.open(person=family.chidi)
    page.comers._change_person(family.chidi)
    window.settle()
    window.press(K.Key_Escape)
    assert not page.who.is_typing()
    assert window.undo_words() == ""


def test_a_form_that_is_opened_over_another_puts_that_aside(window, family):
    page = window.open(person=family.chidi)
    page.who.new_person("Ann Lee")
    window.settle()
    page.comers._change_person(family.chidi)
    window.settle()
    assert page.who.form.person_id() == family.chidi
    window.press(K.Key_Z, CTRL)
    assert page.who.form.person_id() is None
    assert page.who.form.entry().full_name == "Ann Lee"


def test_who_was_put_aside_comes_back_after_the_page_was_left(window, family):
    page = window.open(person=family.chidi)
    page.who.new_person("Ann Lee")
    window.settle()
    window.press(K.Key_Escape)
    window.press(K.Key_Escape)
    assert window.window.current_name == "today"
    window.press(K.Key_Z, CTRL)
    window.settle()
    assert window.window.current_name == "booking"
    assert [guest.person_id for guest in page.form().guests] == [family.chidi]
    assert page.who.form.entry().full_name == "Ann Lee"
    assert page.draft_line.isHidden()


def test_escape_on_the_people_page_can_be_taken_back_too(open_room):
    room = open_room()
    room.page.begin("Ann Lee")
    room.settle()
    room.press(K.Key_Escape)
    assert not room.page.form.isVisible()
    room.press(K.Key_Z, CTRL)
    room.settle()
    assert room.page.form.isVisible()
    assert room.page.form.entry().full_name == "Ann Lee"


def test_theirs_puts_mine_aside(form, window, centre, actor):
    person = centre.people.add(actor, EVERYTHING, key=new_key()).value
    sheet = centre.people.person(person)
    form.edit(sheet)
    settle(window)
    centre.people.change(
        actor, person, sheet.version, replace(sheet.entry, city="Voorschoten"), key=new_key()
    )
    form.fields.texts["city"].setText("Leiderdorp")
    form.save()
    settle(window)
    form.guard.theirs.click()
    settle(window)
    assert form.fields.texts["city"].text() == "Voorschoten"
    assert window.undo_words() == "Not saved. What was typed is put aside."


def test_hidden_names_are_hidden_in_the_form_and_in_what_it_guesses(window, family):
    form = begin(window, "Chidi Okonkwo")
    window.press(K.Key_M, ALT)
    given = form.fields.texts["given"]
    assert given.placeholderText() == "Chidi"
    window.press(K.Key_F12)
    personal = [form.fields.name, form.fields.birth, form.fields.email, form.fields.phone, given]
    assert not [f for f in personal if f.displayText() != "●" * len(f.text())]
    hints = [field.placeholderText() for field in form.fields.texts.values()]
    assert not [hint for hint in hints if "hidi" in hint or "konkwo" in hint]
    seen = [label.text() for label in form.duplicates.findChildren(QLabel) if label.isVisible()]
    assert not [text for text in seen if "Chidi" in text]
    window.press(K.Key_F12)
    assert given.placeholderText() == "Chidi"


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
