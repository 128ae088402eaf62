"""The window at the counter, a printer that is not one, and the words on paper."""

from __future__ import annotations

import os
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.services.base import Actor
from expatdesk.ui.context import Desk
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page, PageSpec
from expatdesk.ui.till import TillPage

TODAY = date(2026, 11, 24)
ENTER = Qt.Key.Key_Return


def words(pdf: bytes) -> str:
    """All that is printed, with plain spaces."""
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\xa0", " ")


class Elsewhere(Page):
    """Where the till goes back to: it notes what it is opened with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.opened: list[dict[str, object]] = []

    def activate(self, **arguments: object) -> None:
        self.opened.append(arguments)


class Printer:
    """A fake `lp`: what it was given lies in `sheets`; `refuse` lets it fail."""

    def __init__(self, folder: Path) -> None:
        self._bin = folder / "bin"
        self._out = folder / "printed"
        self._bin.mkdir()
        self._out.mkdir()
        self.path = f"{self._bin}{os.pathsep}{os.environ['PATH']}"
        self.accept()

    def accept(self) -> None:
        self._script(
            f'n=$(ls "{self._out}" | wc -l); for last; do :; done\n'
            f'cp "$last" "{self._out}/$(printf %03d $n).pdf"\n'
            'echo "request id is Front-$n (1 file(s))"'
        )

    def refuse(self, words: str = "lp: Error - no default destination available.") -> None:
        self._script(f'echo "{words}" >&2; exit 1')

    @property
    def sheets(self) -> list[bytes]:
        return [file.read_bytes() for file in sorted(self._out.iterdir())]

    def _script(self, script: str) -> None:
        file = self._bin / "lp"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


class Window:
    """The window as a person at the desk works it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def desk(self) -> Desk:
        return self.window.desk

    @property
    def till(self) -> TillPage:
        page = self.window.page("till")
        assert isinstance(page, TillPage)
        return page

    def elsewhere(self, name: str) -> Elsewhere:
        page = self.window.page(name)
        assert isinstance(page, Elsewhere)
        return page

    def settle(self) -> None:
        """Lets every pause end and every answer come in."""
        till = self.till
        for _ in range(50):
            QApplication.processEvents()
            if till.panel._pause.isActive():
                till.panel.ask()
            if till.home._pause.isActive():
                till.home._pause.stop()
                till.home.refresh()
            # An answer may ask the next thing just as the last one came in.
            self.desk.operations.wait_until_idle(20_000)
            QApplication.processEvents()
            waits = till.panel._pause.isActive() or till.home._pause.isActive()
            if self.desk.operations.idle() and not waits:
                return
        raise AssertionError("the window does not come to rest")

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.focused(), text)
        self.settle()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        for _ in range(times):
            self._qtbot.keyClick(self.focused(), key, modifier)
            self.settle()

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def open(self, **arguments: object) -> TillPage:
        self.window.open_page("till", **arguments)
        self.settle()
        return self.till


def window_on(centre: Any, actor: Actor, operations: Operations, folder: Path) -> MainWindow:
    preferences = Preferences(folder / "window.ini")
    desk = Desk(centre, operations, preferences, centre.clock, actor=actor, language="en")
    pages = [
        PageSpec("today", "today", lambda: "Today", Elsewhere),
        PageSpec("agenda", "agenda", lambda: "Agenda", Elsewhere),
        PageSpec("people", "people", lambda: "People", Elsewhere),
        PageSpec("till", "till", lambda: "Till", TillPage),
    ]
    return MainWindow(desk, pages)
