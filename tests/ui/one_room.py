"""A room of the window on a real centre, and the keys that a person presses in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

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

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.setup.plan import Founded

C = TypeVar("C", bound="FoundedCentre")
SCENARIO = Path(__file__).parents[1] / "data" / "scenario-centre.toml"
PLAIN = Qt.KeyboardModifier.NoModifier


class FoundedCentre:
    """The scenario centre: its services as they are, and `founded` with the ids by name.

    Each service is asked of the centre itself: a copy of its attributes would miss those that
    it makes when they are first wanted.
    """

    def __init__(self, services: Centre, founded: Founded) -> None:
        self._services = services
        self.founded = founded

    def __getattr__(self, name: str) -> Any:
        return getattr(self._services, name)


def founded_centre(store: Store, kind: type[C] = FoundedCentre) -> C:
    """The scenario centre on a store."""
    from expatdesk.application import assemble

    services = assemble(store, store.clock)
    return kind(services, found(store, store.clock, SCENARIO))


def manager_of(centre: FoundedCentre) -> Actor:
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


class Hands:
    """What a person does in a window: looks, presses, types, and waits for the answer."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def desk(self) -> Desk:
        return self.window.desk

    def elsewhere(self, name: str) -> Elsewhere:
        page = self.window.page(name)
        assert isinstance(page, Elsewhere)
        return page

    def settle(self) -> None:
        """Lets every answer come in, and what is asked because of it, and be painted."""
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

    def click(self, widget: QWidget) -> None:
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()


class Room(Hands):
    """One page in its window; the other pages only note that they were opened."""

    def __init__(
        self,
        name: str,
        centre: FoundedCentre,
        actor: Actor,
        clock: FixedClock,
        operations: Operations,
        folder: Path,
        qtbot: QtBot,
    ) -> None:
        desk = Desk(
            centre,  # type: ignore[arg-type]  # stands for the centre, attribute by attribute
            operations,
            Preferences(folder / "window.ini"),
            clock,
            actor=actor,
            language="en",
        )
        real = pages_of(desk)
        pages = [
            spec
            if spec.name == name
            else PageSpec(spec.name, spec.icon, spec.title, Elsewhere, place=spec.place)
            for spec in real
        ]
        super().__init__(MainWindow(desk, pages), qtbot)
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.page = self.window.open_page(name)
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
