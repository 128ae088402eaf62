"""What somebody does in the settings: pick a line, type into a field, press a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from expatdesk.ui.kit import Button
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.form import EditorCard
from tests.ui.room import Room

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def settings(room: Room, section: str) -> SettingsPage:
    page = room.open("settings", section=section)
    assert isinstance(page, SettingsPage)
    return page


def pick(room: Room, page: SettingsPage, title: str) -> None:
    """Goes to a line of the list by its title."""
    for at, line in enumerate(page.table.rows_model.rows()):
        said = line.title if isinstance(line.title, str) else line.title()
        if said == title:
            page.table.selectRow(at)
            room.settle()
            return
    raise AssertionError(title)


def card(page: SettingsPage, name: str) -> EditorCard:
    found = page.panel.named(name)
    assert found is not None
    return found


def field(page: SettingsPage, editor: str, name: str) -> QWidget:
    return card(page, editor).fields[name].inputs()[0]


def type_into(room: Room, widget: QWidget, text: str) -> None:
    widget.setFocus()
    room.replace(text)


def click(room: Room, widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    room.settle()


def button(room: Room, text: str) -> Button:
    found = [b for b in room.window.findChildren(Button) if b.text() == text and b.isVisible()]
    assert found, text
    return found[0]
