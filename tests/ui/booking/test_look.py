"""The page reads well in both languages and both themes, to the eye and to the ear."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.audit import cut_texts, doubled_keys, nameless, rich_labels

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


@pytest.fixture(params=[("light", "en"), ("dark", "nl"), ("light", "nl"), ("dark", "en")])
def dressed_window(request, window, dressed, family):
    theme, language = request.param
    dressed.choose(theme)
    window.desk.set_language(language)
    return window


def looked_at(window, name: str) -> None:
    """Nothing is cut, nameless or read as markup; EXPATDESK_GRABS keeps a picture of it."""
    shown = window.window
    assert nameless(shown) == []
    assert cut_texts(shown) == []
    assert rich_labels(shown) == []
    assert doubled_keys(shown) == []
    folder = os.environ.get("EXPATDESK_GRABS")
    if folder:
        look = f"{window.desk.language}-{shown.palette().window().color().name()[1:]}"
        shown.grab().save(str(Path(folder) / f"booking-{name}-{look}.png"))


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
