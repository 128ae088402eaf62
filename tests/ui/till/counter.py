"""The window at the counter, a printer that is not one, and the words on paper."""

from __future__ import annotations

import os
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from expatdesk.services.base import Actor
from expatdesk.ui.context import Desk
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, PageSpec
from expatdesk.ui.till import TillPage
from tests.ui.one_room import Elsewhere, FoundedCentre, Hands

TODAY = date(2026, 11, 24)
ENTER = Qt.Key.Key_Return
A_LONG_TIME = 3_600_000


def words(pdf: bytes) -> str:
    """All that is printed, with plain spaces."""
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\xa0", " ")


class Printer:
    """A fake `lp` and `lpstat`: what it was given lies in `sheets`; `refuse` lets it fail."""

    def __init__(self, folder: Path) -> None:
        self._bin = folder / "bin"
        self._out = folder / "printed"
        self._bin.mkdir()
        self._out.mkdir()
        self.path = f"{self._bin}{os.pathsep}{os.environ['PATH']}"
        self._script('echo "scheduler is running"', "lpstat")
        self.accept()

    def accept(self) -> None:
        self._script(
            f'n=$(ls "{self._out}" | wc -l)\n'
            f'cat > "{self._out}/$(printf %03d $n).pdf"\n'
            'echo "request id is Front-$n (1 file(s))"'
        )

    def refuse(self, words: str = "lp: Error - no default destination available.") -> None:
        self._script(f'echo "{words}" >&2; exit 1')

    @property
    def sheets(self) -> list[bytes]:
        return [file.read_bytes() for file in sorted(self._out.iterdir())]

    def _script(self, script: str, program: str = "lp") -> None:
        file = self._bin / program
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


class Window(Hands):
    """The window as a person at the desk works it."""

    @property
    def till(self) -> TillPage:
        page = self.window.page("till")
        assert isinstance(page, TillPage)
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

    def wait_a_moment(self) -> None:
        """The time passes in which a second Enter still belongs to the first."""
        for view in (self.till.document, self.till.slip):
            view.foot.listen()

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        super().click(widget)

    def click_at(self, widget: QWidget) -> None:
        """Clicks at its place on the screen, whatever takes the click there."""
        spot = widget.mapTo(self.window, widget.rect().center())
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.window.windowHandle(), button, none, spot)
        self.settle()

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def open(self, **arguments: object) -> TillPage:
        self.window.open_page("till", **arguments)
        self.settle()
        return self.till


def window_on(
    centre: FoundedCentre, actor: Actor, operations: Operations, folder: Path
) -> MainWindow:
    preferences = Preferences(folder / "window.ini")
    desk = Desk(
        centre,  # type: ignore[arg-type]  # stands for the centre, attribute by attribute
        operations,
        preferences,
        centre.clock,
        actor=actor,
        language="en",
    )
    pages = [
        PageSpec("today", "today", lambda: "Today", Elsewhere),
        PageSpec("agenda", "agenda", lambda: "Agenda", Elsewhere),
        PageSpec("people", "people", lambda: "People", Elsewhere),
        PageSpec("till", "till", lambda: "Till", TillPage),
    ]
    window = MainWindow(desk, pages)
    till = window.page("till")
    assert isinstance(till, TillPage)
    for view in (till.document, till.slip):
        # However slow the machine is: time passes when a test says so.
        view.foot.calm.setInterval(A_LONG_TIME)
    return window
