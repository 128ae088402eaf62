"""A window of its own on a centre, and somebody in front of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from expatdesk.application import Centre
from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow
from expatdesk.workflows.refusals import words_for
from tests.scenarios.hands import Hands


class Front(Hands):
    """Whoever works at a desk; `notices` are the warnings and errors that were shown."""

    def __init__(self, centre: Centre, clock: FixedClock, actor: Actor, folder: Path) -> None:
        preferences = Preferences(folder / "window.ini")
        desk = Desk(
            centre, Operations(), preferences, clock, actor=actor, language="en", wording=words_for
        )
        super().__init__(MainWindow(desk, pages_of(desk), search=search_of(desk)))
        self.notices: list[str] = []
        desk.notice.connect(self._noticed)
        self._open = True

    def _noticed(self, level: str, message: str) -> None:
        if level in {"warning", "error"}:
            self.notices.append(message)

    def open(self) -> None:
        self.window.resize(1440, 900)
        self.window.show()
        assert QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        self.window.start("today")
        self.settle()

    def close(self) -> None:
        if not self._open:
            return
        self._open = False
        self.settle()
        self.window.close()
        self.operations.shutdown()
        self.window.deleteLater()
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        self.centre.store.close()
