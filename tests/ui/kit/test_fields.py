"""Fields read what people type, and say under themselves what they could not read."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import (
    AmountField,
    CheckField,
    ComboField,
    DateField,
    LabelledField,
    NotesField,
    TextField,
    column,
)
from expatdesk.ui.kit.text import hide_names, make_personal
from expatdesk.ui.language import speak


class Shown:
    """Shows widgets under one another in an active window, and keeps it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.holder = QWidget()

    def __call__(self, *widgets: QWidget) -> None:
        self._qtbot.addWidget(self.holder)
        column(*widgets, parent=self.holder)
        with self._qtbot.waitActive(self.holder):
            self.holder.show()
            self.holder.activateWindow()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_the_label_is_the_name_and_the_error_the_description(qtbot: QtBot, shown: Shown) -> None:
    field = LabelledField("E-mail", TextField(), required=True, hint="For the confirmation")
    shown(field)
    assert field.field.accessibleName() == "E-mail, required"
    assert field.label.text() == "E-mail *"
    assert field.note.text() == "For the confirmation"
    field.set_error("There is no @ in it.")
    assert field.note.text() == "✗ There is no @ in it."
    assert field.field.accessibleDescription() == "There is no @ in it."
    assert field.field.property("wrong") is True
    field.set_error("")
    assert field.note.text() == "For the confirmation"
    assert field.field.property("wrong") is False


@pytest.mark.parametrize("typed", ["24-11-2026", "24/11/2026", "24 nov 2026", "2026-11-24"])
def test_a_date_is_read_in_any_usual_form_and_shown_in_one(
    qtbot: QtBot, shown: Shown, typed: str
) -> None:
    born = DateField()
    shown(LabelledField("Date of birth", born), TextField(name="Next"))
    born.setFocus()
    qtbot.keyClicks(born, typed)
    qtbot.keyClick(born, Qt.Key.Key_Tab)
    assert born.day() == date(2026, 11, 24)
    assert born.text() == "24 Nov 2026"


def test_a_day_that_there_is_not_is_said_under_the_field_when_it_is_left(
    qtbot: QtBot, shown: Shown
) -> None:
    born = DateField()
    field = LabelledField("Date of birth", born)
    shown(field, TextField(name="Next"))
    born.setFocus()
    qtbot.keyClicks(born, "30 feb 1990")
    assert field.error() == ""
    qtbot.keyClick(born, Qt.Key.Key_Tab)
    assert "30 February 1990" in field.error()
    assert born.day() is None
    assert born.text() == "30 feb 1990"
    born.setFocus()
    qtbot.keyClick(born, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(born, "28-2-1990")
    assert field.error() == ""
    assert born.day() == date(1990, 2, 28)


def test_arrows_move_a_date_by_a_day(qtbot: QtBot, shown: Shown) -> None:
    day = DateField(name="Day")
    shown(day)
    day.set_day(date(2026, 10, 31))
    day.setFocus()
    with qtbot.waitSignal(day.edited):
        qtbot.keyClick(day, Qt.Key.Key_Up)
    assert day.day() == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("typed", "cents"), [("60,5", 6050), ("60.50", 6050), ("1.234,50", 123450), ("100", 10000)]
)
def test_an_amount_is_read_with_comma_or_dot(
    qtbot: QtBot, shown: Shown, typed: str, cents: int
) -> None:
    paid = AmountField(name="Received")
    shown(paid)
    paid.setFocus()
    qtbot.keyClicks(paid, typed)
    assert paid.cents() == cents
    assert paid.settle()


def test_an_amount_takes_the_form_of_the_language(qtbot: QtBot, shown: Shown) -> None:
    paid = AmountField(name="Received")
    shown(paid)
    paid.set_cents(123450)
    assert paid.text() == "1,234.50"
    speak("nl")
    qtbot.waitUntil(lambda: paid.text() == "1.234,50")
    assert paid.cents() == 123450


def test_an_empty_field_is_no_mistake(qtbot: QtBot, shown: Shown) -> None:
    paid = AmountField(name="Received")
    shown(paid)
    assert paid.settle()
    assert paid.cents() is None
    paid.setText("many")
    assert not paid.settle()
    assert paid.property("wrong") is True


def test_a_choice_gives_its_value_and_is_moved_by_keys(qtbot: QtBot, shown: Shown) -> None:
    town: ComboField[str] = ComboField(
        [("leiden", "Leiden"), ("oegstgeest", "Oegstgeest"), ("voorschoten", "Voorschoten")],
        name="Municipality",
    )
    shown(town)
    assert town.value() == "leiden"
    town.setFocus()
    with qtbot.waitSignal(town.chosen) as told:
        qtbot.keyClick(town, Qt.Key.Key_Down)
    assert told.args == ["oegstgeest"]
    with qtbot.waitSignal(town.chosen):
        qtbot.keyClicks(town, "v")
    assert town.value() == "voorschoten"


def test_other_choices_keep_the_chosen_one_where_they_have_it(qtbot: QtBot, shown: Shown) -> None:
    town: ComboField[int] = ComboField([(1, "Leiden"), (2, "Katwijk")], name="Municipality")
    qtbot.addWidget(town)
    town.choose(2)
    town.set_choices([(3, "Zoeterwoude"), (2, "Katwijk")])
    assert town.value() == 2
    town.set_choices([(3, "Zoeterwoude")])
    assert town.value() == 3
    town.set_choices([])
    assert town.value() is None


def test_a_choice_keeps_its_value_when_the_language_changes(qtbot: QtBot, shown: Shown) -> None:
    words = {"en": "English", "nl": "Nederlands"}
    spoken = ["en"]
    field: ComboField[int] = ComboField([(1, "A"), (2, lambda: words[spoken[0]])], name="Speaks")
    shown(field)
    field.choose(2)
    spoken[0] = "nl"
    speak("nl")
    qtbot.waitUntil(lambda: field.currentText() == "Nederlands")
    assert field.value() == 2


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot, shown: Shown) -> None:
    town: ComboField[int] = ComboField([(1, "Leiden"), (2, "Katwijk")], name="Municipality")
    shown(town)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(town.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(town, turn)
    assert town.value() == 1


def test_tab_leaves_a_note_and_enter_does_not(qtbot: QtBot, shown: Shown) -> None:
    note, after = NotesField(name="Note"), TextField(name="Next")
    shown(note, after)
    note.setFocus()
    qtbot.keyClicks(note, "one")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.keyClicks(note, "two")
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert note.toPlainText() == "one\ntwo"
    assert after.hasFocus()


def test_a_tick_shows_its_words_as_typed(qtbot: QtBot, shown: Shown) -> None:
    tick = CheckField("Letter to R&D <b>now</b>")
    shown(tick)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    assert tick.accessibleName() == "Letter to R&D <b>now</b>"


def test_a_personal_field_is_blanked_with_the_names(qtbot: QtBot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    make_personal(field)
    field.setText("Zoë Dunderveld")
    hide_names(True)
    assert field.echoMode() is TextField.EchoMode.Password
    assert "Zoë" not in field.displayText()
    hide_names(False)
    assert field.displayText() == "Zoë Dunderveld"
