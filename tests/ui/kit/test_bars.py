"""Bars speak without stopping anybody."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import NoticeBar, ProgressCard, TextField, UndoBar, column
from expatdesk.ui.operations import Job


class Room(QWidget):
    """A field that has the keyboard, and the bars."""

    def __init__(self) -> None:
        super().__init__()
        self.field = TextField(name="Name")
        self.undo = UndoBar(timeout_ms=60_000)
        self.notice = NoticeBar(timeout_ms=30)
        self.progress = ProgressCard("Printing 24 letters")
        column(self.field, self.undo, self.notice, self.progress, parent=self)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    return made


def test_undo_is_one_key_away_and_takes_no_keyboard(room: Room, qtbot: QtBot) -> None:
    room.undo.offer("Moved to Thursday", "the way back")
    assert room.field.hasFocus()
    # The bar is where one is when nothing is being typed.
    room.setFocus()
    with qtbot.waitSignal(room.undo.undone) as told:
        qtbot.keyClick(room, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["the way back"]
    assert not room.undo.isVisible()


def test_control_z_in_a_field_takes_back_the_typing_first(room: Room, qtbot: QtBot) -> None:
    room.undo.offer("Moved to Thursday", "the way back")
    qtbot.keyClicks(room.field, "abc")
    qtbot.keyClick(room.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.field.text() == ""
    assert room.undo.isVisible()


def test_a_second_offer_takes_the_place_of_the_first(room: Room, qtbot: QtBot) -> None:
    room.undo.offer("First", 1)
    room.undo.offer("Second", 2)
    with qtbot.waitSignal(room.undo.undone) as told:
        qtbot.mouseClick(room.undo.button, Qt.MouseButton.LeftButton)
    assert told.args == [2]


def test_an_offer_ends_by_itself_and_is_then_gone(qtbot: QtBot) -> None:
    bar = UndoBar(timeout_ms=20)
    qtbot.addWidget(bar)
    undone: list[object] = []
    bar.undone.connect(undone.append)
    # Away from the mouse, under which an offer would wait.
    bar.move(400, 300)
    with qtbot.waitSignal(bar.closed):
        bar.offer("Moved", "way back")
    assert not bar.isVisible()
    bar.button.click()
    assert undone == []


def test_good_news_goes_and_bad_news_stays(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.notice.closed):
        room.notice.say("done", "Printed.")
    assert not room.notice.isVisible()
    room.notice.say("error", "No space is left.")
    with qtbot.assertNotEmitted(room.notice.closed, wait=80):
        pass
    assert room.notice.isVisible()
    qtbot.mouseClick(room.notice.close_button, Qt.MouseButton.LeftButton)
    assert not room.notice.isVisible()


def test_a_notice_can_offer_what_to_do(room: Room, qtbot: QtBot) -> None:
    acted: list[bool] = []
    room.notice.say("warning", "<b>Taken</b>", action="Show", on_action=lambda: acted.append(True))
    assert room.notice.message.text() == "<b>Taken</b>"
    assert room.notice.accessibleName() == "<b>Taken</b>"
    qtbot.mouseClick(room.notice.action, Qt.MouseButton.LeftButton)
    assert acted == [True]
    assert not room.notice.isVisible()


def test_progress_is_shown_only_when_a_job_takes_long(room: Room, qtbot: QtBot) -> None:
    owner = QObject()
    short = Job(owner)
    room.progress.follow(short)
    short.finished.emit()
    assert not room.progress.isVisible()
    long = Job(owner)
    room.progress.follow(long)
    qtbot.waitUntil(room.progress.isVisible, timeout=2000)
    long.progressed.emit(9, 24, "9 of 24")
    assert (room.progress.bar.value(), room.progress.bar.maximum()) == (9, 24)
    assert room.progress.words.text() == "9 of 24"
    qtbot.mouseClick(room.progress.button, Qt.MouseButton.LeftButton)
    assert long.is_cancelled()
    long.finished.emit()
    assert not room.progress.isVisible()


def test_a_notice_offers_up_to_two_ways_on(room: Room, qtbot: QtBot) -> None:
    gone: list[str] = []
    for way in ("action", "other"):
        room.notice.say(
            "warning",
            "Not printed.",
            action="Print again",
            on_action=lambda: gone.append("again"),
            other="Other printer…",
            on_other=lambda: gone.append("other"),
        )
        qtbot.mouseClick(getattr(room.notice, way), Qt.MouseButton.LeftButton)
        assert not room.notice.isVisible()
    assert gone == ["again", "other"]
    room.notice.say("warning", "Only one.", action="Print again", on_action=gone.clear)
    assert not room.notice.other.isVisible()
