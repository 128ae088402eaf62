"""Buttons: one key each, Enter for the one next step, and words that fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import (
    IconButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    TextField,
    TileButton,
    ToggleButton,
    column,
)
from expatdesk.ui.kit.button import Button
from expatdesk.ui.kit.paint import key_name


class Form(QWidget):
    """A field, the next step and another way."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.field = TextField(name="Name")
        self.next = PrimaryButton("Book", key="Return", on=lambda: self.done.append("book"))
        self.other = SecondaryButton("Print", key="F9", on=lambda: self.done.append("print"))
        column(self.field, self.next, self.other, parent=self)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key)


def test_enter_in_a_field_presses_the_one_next_step(qtbot: QtBot, form: Form) -> None:
    press(qtbot, form.field, Qt.Key.Key_Return)
    press(qtbot, form.field, Qt.Key.Key_Enter)
    assert form.done == ["book", "book"]


def test_enter_on_another_button_presses_that_one(qtbot: QtBot, form: Form) -> None:
    press(qtbot, form.other, Qt.Key.Key_Return)
    assert form.done == ["print"]


def test_a_key_works_from_anywhere_in_the_window(qtbot: QtBot, form: Form) -> None:
    press(qtbot, form.field, Qt.Key.Key_F9)
    assert form.done == ["print"]


def test_space_presses_the_button_that_has_the_keyboard(qtbot: QtBot, form: Form) -> None:
    press(qtbot, form.next, Qt.Key.Key_Space)
    assert form.done == ["book"]


@pytest.mark.parametrize("way", ["hide", "disable"])
def test_a_key_of_a_button_that_cannot_be_pressed_does_nothing(
    qtbot: QtBot, form: Form, way: str
) -> None:
    if way == "hide":
        form.other.hide()
    else:
        form.other.setEnabled(False)
    press(qtbot, form.field, Qt.Key.Key_F9)
    assert form.done == []


def test_a_held_enter_charges_once(qtbot: QtBot, form: Form) -> None:
    form.next.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", repeated, 1)
        QApplication.sendEvent(form.next, event)
    assert form.done == ["book"]


def test_an_ampersand_of_the_data_is_shown(qtbot: QtBot) -> None:
    button = SecondaryButton("Bike & Co")
    qtbot.addWidget(button)
    assert button.text() == "Bike && Co"
    assert button.accessibleName() == "Bike & Co"
    plain = SecondaryButton("Bike + Co")
    qtbot.addWidget(plain)
    assert abs(button.sizeHint().width() - plain.sizeHint().width()) < 6


def test_a_click_presses_and_a_click_beside_does_not(qtbot: QtBot, form: Form) -> None:
    qtbot.mouseClick(form.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert form.done == ["book"]


def test_long_words_are_cut_before_the_key_and_told_whole(qtbot: QtBot) -> None:
    button = SecondaryButton("Afspraakbevestiging opnieuw afdrukken", key="F9")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    assert not button.is_cut()
    assert button.toolTip() == ""
    button.resize(120, button.height())
    assert button.is_cut()
    assert "opnieuw" in button.toolTip()


def test_an_icon_alone_has_a_name(qtbot: QtBot) -> None:
    button = IconButton("chevron-left", "Day before")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Day before"
    assert "Day before" in button.toolTip()


def test_a_choice_stays_pressed(qtbot: QtBot) -> None:
    for kind in (ToggleButton, TileButton):
        button: Button = kind("Cash", key="F5")
        qtbot.addWidget(button)
        button.show()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert button.isChecked()


def test_keys_are_written_as_they_stand_on_the_caps() -> None:
    assert key_name("Return") == "Enter"
    assert key_name("Ctrl+N") == "Ctrl N"
    assert key_name("Esc") == "Esc"
    assert key_name("Alt+Right") == "Alt →"


def test_escape_is_left_to_the_window(qtbot: QtBot) -> None:
    button = QuietButton("Back to agenda", key="Esc")
    qtbot.addWidget(button)
    assert button.key() == "Esc"
    assert button.actions() == []


def test_a_menu_opens_under_the_button(qtbot: QtBot) -> None:
    button = SecondaryButton("Networks", menu=True)
    qtbot.addWidget(button)
    button.show()
    menu = QMenu(button)
    menu.addAction("Students")
    button.popup(menu)
    assert menu.isVisible()
    assert menu.y() >= button.mapToGlobal(QPoint(0, button.height())).y()
    menu.close()


def test_a_new_key_takes_the_place_of_the_old_one(qtbot: QtBot, form: Form) -> None:
    form.other.set_key("F8")
    field: QLineEdit = form.field
    press(qtbot, field, Qt.Key.Key_F9)
    press(qtbot, field, Qt.Key.Key_F8)
    assert form.done == ["print"]
