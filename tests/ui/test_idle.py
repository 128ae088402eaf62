"""Names are blanked when nobody touches the desk, and any touch puts that off."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from services.conftest import centre, visser  # noqa: F401  fixtures of the scenario centre

from expatdesk.services.base import new_key
from expatdesk.services.settings import keys
from expatdesk.ui.context import Desk
from expatdesk.ui.idle import IdleWatch
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])


@pytest.fixture
def idle(
    centre: Any,  # noqa: F811
    visser: Any,  # noqa: F811
    operations: Operations,
    tmp_path: Any,
) -> IdleWatch:
    centre.settings.set(visser, keys.NAMES_HIDDEN_AFTER, 3, key=new_key())
    desk = Desk(centre, operations, Preferences(tmp_path / "w.ini"), centre.clock)
    watch = IdleWatch(desk, desk)
    assert operations.wait_until_idle()
    return watch


def test_the_setting_says_how_long(idle: IdleWatch) -> None:
    assert idle.minutes == 3
    assert idle._timer.isActive()


def test_time_hides_and_a_key_puts_it_off(idle: IdleWatch, qtbot: QtBot) -> None:
    somewhere = QWidget()
    qtbot.addWidget(somewhere)
    idle._timer.setInterval(40)
    idle._timer.start()
    with qtbot.waitSignal(idle._desk.names_hidden_changed):
        pass
    assert idle._desk.names_hidden
    idle._timer.setInterval(60_000)
    idle._timer.start()
    left = idle._timer.remainingTime()
    idle._timer.setInterval(90_000)
    qtbot.keyClick(somewhere, Qt.Key.Key_A)
    assert idle._timer.remainingTime() > left


def test_zero_never_hides(idle: IdleWatch) -> None:
    idle.set_minutes(0)
    assert not idle._timer.isActive()
