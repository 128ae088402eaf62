"""The page reads well in both languages and both themes, to the eye and to the ear."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import ResidenceClass
from tests.ui.audit import cut_texts, doubled_keys, nameless, rich_labels

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key
SIZES = ((1100, 700), (1440, 900))
LONG = "Wolfeschlegelsteinhausenbergerdorff " * 5 + "de la Renta Verhoeven"


@pytest.fixture(params=[("light", "en"), ("dark", "nl"), ("light", "nl"), ("dark", "en")])
def dressed_window(request, window, dressed, family):
    theme, language = request.param
    dressed.choose(theme)
    window.desk.set_language(language)
    return window


def looked_at(window, name: str) -> None:
    """Nothing is cut, nameless or read as markup, in a small window and in a usual one.

    EXPATDESK_GRABS keeps pictures of it.
    """
    shown = window.window
    folder = os.environ.get("EXPATDESK_GRABS")
    for size in SIZES:
        shown.resize(*size)
        window.settle()
        assert nameless(shown) == []
        assert cut_texts(shown) == []
        assert rich_labels(shown) == []
        assert doubled_keys(shown) == []
        if folder:
            look = f"{window.desk.language}-{shown.palette().window().color().name()[1:]}"
            picture = f"booking-{name}-{look}-{size[0]}.png"
            shown.grab().save(str(Path(folder) / picture))


def test_every_state_of_the_page_reads_well(dressed_window):
    window = dressed_window
    page = window.open()
    looked_at(window, "empty")
    window.type("okonk")
    looked_at(window, "search")
    window.press(K.Key_Return)
    window.press(K.Key_H, ALT)
    window.press(K.Key_A, ALT)
    window.press(K.Key_3, ALT)
    window.press(K.Key_Right, times=3)
    window.press(K.Key_Space)
    looked_at(window, "family")
    window.press(K.Key_Q, ALT)
    question = page.what.questions._questions[3]
    page.what.questions.button(question.question_id, yes=True).click()
    window.settle()
    looked_at(window, "refused")
    window.press(K.Key_Q, ALT)
    page.what.payer.combo.setFocus()
    window.press(K.Key_Down)
    page.what.booker.combo.setFocus()
    window.press(K.Key_End)
    window.press(K.Key_S, ALT)
    window.press(K.Key_L, ALT)
    looked_at(window, "employer")


def test_the_person_form_reads_well(dressed_window):
    window = dressed_window
    page = window.open()
    window.type("Ada Okonkwo")
    window.press(K.Key_Return, CTRL)
    looked_at(window, "person")
    window.press(K.Key_M, ALT)
    page.who.form.fields.languages.set_codes(("en", "zh"))
    page.who.form.fields.name.setText("Ada 111222333")
    window.press(K.Key_Return)
    looked_at(window, "person-more")


def test_all_errors_of_the_person_form_read_well(dressed_window):
    window = dressed_window
    page = window.open()
    window.type("Ann Lee 111222333")
    window.press(K.Key_Return, CTRL)
    window.type("30 feb 1990")
    page.who.form.fields.email.setText("no address")
    page.who.form.fields.phone.setText("12")
    window.press(K.Key_Return)
    looked_at(window, "errors")


def test_a_draft_and_a_squeeze_in_read_well(dressed_window, family):
    window = dressed_window
    window.open(person=family.chidi)
    window.press(K.Key_Escape)
    page = window.open()
    looked_at(window, "draft")
    window.press(K.Key_F2)
    window.press(K.Key_A, ALT)
    window.press(K.Key_S, ALT)
    window.press(K.Key_Return)
    looked_at(window, "squeeze-errors")
    window.type("12:05")
    page.when.squeeze.reason.setFocus()
    window.type("came from far")
    window.press(K.Key_Return)
    assert page.form().squeeze_reason == "came from far"
    looked_at(window, "squeezed")


def test_another_time_reads_well(dressed_window, family, centre):
    window = dressed_window
    window.open(person=family.chidi)
    window.press(K.Key_A, ALT)
    window.press(K.Key_N, ALT)
    window.press(K.Key_Return)
    visit = window.elsewhere("agenda").opened[-1]["visit"]
    window.open(visit=visit)
    looked_at(window, "moved")


def test_a_party_of_twelve_and_long_names_read_well(dressed_window, centre, actor):
    window = dressed_window
    page = window.open()
    names = [LONG, "آية المسروري", "欧阳明澈", *(f"Guest Number {n}" for n in range(9))]
    for at, name in enumerate(names):
        born = 1990 if at < 2 else 2015
        entry = PersonEntry(name[:200], birth_year=born, residence_class=ResidenceClass.NON_EU)
        page.comers.add(centre.people.add(actor, entry, key=new_key()).value)
        window.settle()
        if at == 4:
            looked_at(window, "five")
    looked_at(window, "twelve")
    for _ in range(7):
        page.who.chips()[-1].take_out()
        window.settle()
    assert len(page.form().guests) == 5
    assert page.who.problem.isHidden()


def test_twelve_become_a_party_that_can_be_booked(window, centre, actor):
    """The chips are reached by Tab, taken out by Delete, and the fee follows."""
    page = window.open()
    for number in range(12):
        entry = PersonEntry(f"Guest {number}", birth_year=1990 if number < 2 else 2015)
        page.comers.add(centre.people.add(actor, entry, key=new_key()).value)
        window.settle()
    page.what.municipality.setFocus()
    window.press(K.Key_Down)
    window.press(K.Key_A, ALT)
    window.press(K.Key_N, ALT)
    assert not page.side.book.isEnabled()
    page.who.chips()[-1].setFocus()
    window.press(K.Key_Delete)
    window.press(K.Key_N, ALT)
    assert page.side.book.isEnabled(), page.side.reason.text()
    window.press(K.Key_Return)
    visit = centre.appointments.visit(window.elsewhere("agenda").opened[-1]["visit"])
    assert len(visit.comers) == 11


def test_nothing_about_somebody_is_seen_while_names_are_hidden(window, family):
    window.open(person=family.chidi)
    page = window.page
    page.what.payer.combo.setFocus()
    window.press(K.Key_Down)
    for field, text in ((page.what.note, "Chidi's note"), (page.what.contact, "Chidi's boss")):
        field.setFocus()
        window.type(text)
    page.what.proof.setText("Chidi's letter")
    page.when.squeeze.reason.setText("Chidi is ill")
    window.press(K.Key_F12)
    texts = (page.what.note, page.what.contact, page.what.proof, page.when.squeeze.reason)
    assert not [field for field in texts if "Chidi" in field.displayText()]
    window.press(K.Key_Escape)
    window.open()
    assert page.draft_line.who.text() == "••••"
    page.who.search.setFocus()
    window.type("Chidi")
    assert "Chidi" not in page.who.search.displayText()
    words = [label.text() for label in window.window.findChildren(QLabel) if label.isVisible()]
    assert not [text for text in words if "Chidi" in text or "okonkwo" in text.casefold()]
    window.press(K.Key_F12)
    assert page.draft_line.who.text() == "Chidi Okonkwo"
    assert page.what.note.displayText() == page.what.note.text()


def test_everything_is_said_again_in_the_other_language(window, family):
    page = window.open()
    window.type("okonk")
    window.press(K.Key_Return)
    window.press(K.Key_3, ALT)
    window.press(K.Key_Space)
    window.desk.set_language("nl")
    window.settle()
    assert page.title.text() == "Nieuwe afspraak"
    assert page.who.chips()[0].text() == "Chidi Okonkwo · eerste persoon"
    assert page.what.service.currentText() == "Eerste inschrijving"
    assert page.side.title.text() == "Dinsdag 24 november · 12:00"
    assert page.what.summary.text().startswith("1 persoon · 30 minuten")


def test_names_can_be_hidden(window, family):
    page = window.open()
    window.type("okonk")
    window.press(K.Key_Return)
    window.press(K.Key_H, ALT)
    window.press(K.Key_F12)
    assert page.who.chips()[0].text() == "••••"
    seen = [
        label.text() for label in page.side.findChildren(type(page.side.title)) if label.isVisible()
    ]
    assert not [text for text in seen if "Chidi" in text or "okonkwo" in text]


def test_the_page_fits_where_the_window_is_small(window, family):
    window.window.resize(1000, 640)
    window.open()
    window.type("okonk")
    window.press(K.Key_Return)
    window.press(K.Key_H, ALT)
    assert cut_texts(window.window) == []
    looked_at(window, "small")


def test_tab_goes_from_who_to_what_to_when_to_book(window, family):
    page = window.open()
    window.type("okonk")
    window.press(K.Key_Return)
    window.press(K.Key_A, ALT)
    window.press(K.Key_N, ALT)
    page.who.search.setFocus()
    passed = []
    for _ in range(60):
        window.press(K.Key_Tab)
        passed.append(window.focused())
        if passed[-1] is page.side.book:
            break
    slot = next(widget for widget in passed if widget in page.when.grid.slots())
    landmarks = [
        page.who.chips()[0],
        page.what.service,
        page.what.payer.combo,
        page.what.address,
        page.what.note,
        page.when.desk,
        slot,
        page.when.later,
        page.side.mail,
        page.side.book,
    ]
    places = [passed.index(widget) for widget in landmarks]
    assert places == sorted(places)
    assert sum(widget in page.when.grid.slots() for widget in passed) == 1
