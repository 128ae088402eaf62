"""A program of its own: the real `expatdesk demo` on a real display, worked by keys, and closed.

Argument: the folder of the centre. Says what it has seen as one line of JSON; whatever goes
wrong ends it with 3.
"""

from __future__ import annotations

import json
import os
import sys
import traceback

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from expatdesk.cli import main
from expatdesk.ui.app import application_of
from expatdesk.ui.shell import MainWindow
from tests.scenarios.hands import Hands

LOOK_MS = 50


def look_for_the_window() -> None:
    """The window is there once the sample is filled and the program has opened it."""
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    if not windows or not windows[0].isVisible() or not windows[0].desk.has_actor:
        QTimer.singleShot(LOOK_MS, look_for_the_window)
        return
    try:
        sys.stdout.write(json.dumps(work(windows[0])) + "\n")
    except BaseException:  # noqa: BLE001  the parent is told whatever it is
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)
    windows[0].close()


def work(window: MainWindow) -> dict[str, object]:
    """Ctrl+N, a new person, the next free place, Enter; and looks at the screen in between."""
    hands = Hands(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    hands.settle()
    seen: dict[str, object] = {"platform": QApplication.platformName(), "start": hands.name()}
    seen["first look"] = colours(window)
    hands.press("Ctrl+N")
    seen["Ctrl+N"] = hands.name()
    hands.type("Quirina Zonderland")
    hands.press("Ctrl+Return")
    hands.type("1991")
    hands.press("Return")
    hands.choose("Municipality", "Leiden")
    hands.press("Alt+A", "Alt+N")
    seen["second look"] = colours(window)
    hands.press("Return")
    seen["booked"] = hands.name()
    return seen


def colours(window: MainWindow) -> int:
    """How many colours stand on the screen where the window is."""
    hands = Hands(window)
    hands.settle()
    picture = window.screen().grabWindow(window.winId()).toImage()
    small = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(480)
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})


application_of()
QTimer.singleShot(LOOK_MS, look_for_the_window)
main(["--data", sys.argv[1], "demo", "--years", "1"])
