"""The search field keeps the keyboard; the list under it takes arrows, Enter and Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import Hit, PrimaryButton, SearchField, TextField, column
from expatdesk.ui.kit.search import ROW
from expatdesk.ui.kit.text import hide_names

HITS = [
    Hit(1, "Chidi Okonkwo", "c.okonkwo@meridiaan.example", "2 appointments", ((6, 5),)),
    Hit(2, "Ngozi Okonkwo-de Vries", "+31 6 1234 5678", "household of Chidi", ((6, 5),), " · 1990"),
]


class Booking(QWidget):
    """A search field above another field and the next step."""

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField("Who comes", extra=True)
        self.other = TextField(name="Other")
        self.booked: list[bool] = []
        self.next = PrimaryButton("Book", key="Return", on=lambda: self.booked.append(True))
        self.found: list[object] = []
        self.made: list[bool] = []
        column(self.search, self.other, None, self.next, parent=self)
        self.search.popover.chosen.connect(self.found.append)
        self.search.popover.extra_chosen.connect(lambda: self.made.append(True))
        self.resize(700, 400)


@pytest.fixture
def booking(qtbot: QtBot) -> Booking:
    made = Booking()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.search.setFocus()
    qtbot.keyClicks(made.search, "okonk")
    made.search.show_hits(HITS, "+ New person “okonk”")
    return made


def test_each_letter_asks(qtbot: QtBot) -> None:
    field = SearchField("Search")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.asked.connect(asked.append)
    qtbot.keyClicks(field, "ok")
    assert asked == ["o", "ok"]


def test_enter_takes_the_first_and_does_not_book(booking: Booking, qtbot: QtBot) -> None:
    qtbot.keyClick(booking.search, Qt.Key.Key_Return)
    assert booking.found == [1]
    assert booking.booked == []
    assert not booking.search.popover.isVisible()
    qtbot.keyClick(booking.search, Qt.Key.Key_Return)
    assert booking.booked == [True]


def test_arrows_go_round_through_the_results_and_the_new_one(
    booking: Booking, qtbot: QtBot
) -> None:
    qtbot.keyClick(booking.search, Qt.Key.Key_Up)
    qtbot.keyClick(booking.search, Qt.Key.Key_Return)
    assert booking.made == [True]
    booking.search.show_hits(HITS, "+ New person")
    qtbot.keyClick(booking.search, Qt.Key.Key_Down)
    qtbot.keyClick(booking.search, Qt.Key.Key_Return)
    assert booking.found == [2]


def test_control_enter_makes_a_new_one_at_once(booking: Booking, qtbot: QtBot) -> None:
    qtbot.keyClick(booking.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert booking.made == [True]
    assert booking.found == []


def test_escape_closes_the_list_and_keeps_what_was_typed(booking: Booking, qtbot: QtBot) -> None:
    qtbot.keyClick(booking.search, Qt.Key.Key_Escape)
    assert not booking.search.popover.isVisible()
    assert booking.search.text() == "okonk"


def test_a_click_takes_the_row_under_the_mouse(booking: Booking, qtbot: QtBot) -> None:
    popover = booking.search.popover
    qtbot.mouseClick(popover, Qt.MouseButton.LeftButton, pos=QPoint(40, ROW + 10))
    assert booking.found == [2]


def test_what_comes_after_the_field_was_left_is_not_shown(booking: Booking, qtbot: QtBot) -> None:
    booking.other.setFocus()
    assert not booking.search.popover.isVisible()
    booking.search.show_hits(HITS)
    assert not booking.search.popover.isVisible()


def test_an_emptied_field_shows_nothing(booking: Booking, qtbot: QtBot) -> None:
    qtbot.keyClick(booking.search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(booking.search, Qt.Key.Key_Delete)
    assert not booking.search.popover.isVisible()


def test_the_row_is_read_aloud(booking: Booking, qtbot: QtBot) -> None:
    qtbot.keyClick(booking.search, Qt.Key.Key_Down)
    assert "Ngozi Okonkwo-de Vries" in booking.search.accessibleDescription()


def test_names_in_the_list_are_hidden_at_once(booking: Booking) -> None:
    popover = booking.search.popover
    open_picture = popover.grab().toImage()
    hide_names(True)
    hidden = popover.grab().toImage()
    hide_names(False)
    assert hidden != open_picture
    assert popover.grab().toImage() == open_picture
