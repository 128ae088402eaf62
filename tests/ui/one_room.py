"""A room of the window on a real centre, and the keys that a person presses in it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor
from expatdesk.storage.store import Store
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page, PageSpec
from expatdesk.workflows.founding import found

SCENARIO = Path(__file__).parents[1] / "data" / "scenario-centre.toml"
PLAIN = Qt.KeyboardModifier.NoModifier


def founded_centre(store: Store) -> SimpleNamespace:
    """The scenario centre on a store: its services, and `founded` with the ids by name."""
    from expatdesk.application import assemble

    services = assemble(store, store.clock)
    founded = found(store, store.clock, SCENARIO)
    return SimpleNamespace(**vars(services), setup=services.setup, founded=founded)


def manager_of(centre: SimpleNamespace) -> Actor:
    return Actor(
        staff_id=centre.founded.staff["M. Visser"],
        desk_id=centre.founded.desks["desk2"],
        staff_name="M. Visser",
        desk_name="Desk 2",
        is_manager=True,
    )


class Elsewhere(Page):
    """Where a room leads to: it notes what it is opened with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.opened: list[dict[str, object]] = []

    def activate(self, **arguments: object) -> None:
        self.opened.append(arguments)


class Room:
    """One page in its window; the other pages only note that they were opened."""

    def __init__(
        self,
        name: str,
        centre: SimpleNamespace,
        actor: Actor,
        clock: FixedClock,
        operations: Operations,
        folder: Path,
        qtbot: QtBot,
    ) -> None:
        self.desk = Desk(
            centre, operations, Preferences(folder / "window.ini"), clock,
            actor=actor, language="en",
        )  # fmt: skip
        real = pages_of(self.desk)
        pages = [
            spec
            if spec.name == name
            else PageSpec(spec.name, spec.icon, spec.title, Elsewhere, place=spec.place)
            for spec in real
        ]
        self.window = MainWindow(self.desk, pages)
        self._qtbot = qtbot
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.page = self.window.open_page(name)
        self.settle()

    def elsewhere(self, name: str) -> Elsewhere:
        page = self.window.page(name)
        assert isinstance(page, Elsewhere)
        return page

    def settle(self) -> None:
        """Lets every answer come in and be painted."""
        for _ in range(6):
            QApplication.processEvents()
            assert self.desk.operations.wait_until_idle(20_000)
        QApplication.processEvents()

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            self._qtbot.keyClick(self.focused(), key, modifier)
            self.settle()

    def type(self, text: str) -> None:
        """Types into whatever has the keyboard; signs without a key as an input method does."""
        if text.isascii():
            self._qtbot.keyClicks(self.focused(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focused(), event)
        self.settle()

    def fill(self, field: QWidget, text: str) -> None:
        """Goes to a field and replaces what stands in it."""
        field.setFocus()
        self._qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.keyClick(field, Qt.Key.Key_Delete)
        self.type(text)

    def close(self) -> None:
        assert self.desk.operations.wait_until_idle(20_000)
        self.window.hide()
        self.window.deleteLater()
