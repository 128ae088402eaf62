"""Who types a name that no paper can show is told so at once, and loses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from written_names import EVERY

from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.ui.people.person_form import PersonForm

MONGOLIAN = "ᠮᠣᠩᠭᠣᠯ"
NOTE = "Papers lack some signs of this name. They print it as in the passport."


@pytest.fixture
def form(window):
    made = PersonForm(window.desk)
    window._qtbot.addWidget(made)
    made.show()
    return made


def note(form) -> str:
    said = form.fields.labelled["full_name"].note
    return said.text() if said.isVisible() else ""


def paste(window, form, name: str) -> None:
    QGuiApplication.clipboard().setText(name)
    form.fields.name.setFocus()
    form.fields.name.selectAll()
    window._qtbot.keyClick(form.fields.name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def leave(window, form) -> None:
    window._qtbot.keyClick(form.fields.name, Qt.Key.Key_Tab)


def test_a_name_that_no_font_has_is_noted_when_its_field_is_left(form, window):
    paste(window, form, MONGOLIAN)
    assert note(form) == ""
    leave(window, form)

    assert note(form) == NOTE
    assert form.entry().full_name == MONGOLIAN
    assert form.fields.labelled["full_name"].error() == ""


def test_the_note_goes_with_the_name(form, window):
    paste(window, form, MONGOLIAN)
    leave(window, form)
    assert note(form) == NOTE
    paste(window, form, "王小雨")
    leave(window, form)

    assert note(form) == ""


def test_a_person_who_is_there_already_has_the_note(form, window, centre, actor):
    person = centre.people.add(actor, PersonEntry(MONGOLIAN, latin="Bat"), key=new_key()).value
    form.edit(centre.people.person(person))

    assert note(form) == NOTE


def test_no_name_of_the_list_has_it(form, window):
    for name in EVERY:
        paste(window, form, name)
        leave(window, form)
        assert note(form) == "", name
