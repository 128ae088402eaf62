"""A real window on the scenario centre: the desk's pages, and the keys that a person presses."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from expatdesk.application import assemble
from expatdesk.clock import epoch_of
from expatdesk.services.appointments.types import Booked, Booking, Comer, WaitingRequest
from expatdesk.services.base import Actor
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import FamilyRole, ResidenceClass, Source, VisitState
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of
from expatdesk.ui.kit import UndoBar
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page
from expatdesk.workflows.founding import found

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.clock import FixedClock
    from expatdesk.services.setup.plan import Founded
    from expatdesk.storage.store import Store
    from expatdesk.ui.operations import Operations

SCENARIO = Path(__file__).parents[1] / "data" / "scenario-centre.toml"
OURS = {"today", "lists", "settings"}


class Elsewhere(Page):
    """A page of somebody else: it notes what it is opened with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.opened: list[dict[str, object]] = []

    def activate(self, **arguments: object) -> None:
        self.opened.append(arguments)


@dataclass
class Household:
    """The scenario centre, who works there, and what a test puts into it."""

    centre: Centre
    founded: Founded
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def actor(self, name: str = "M. Visser", desk: str = "desk2") -> Actor:
        return Actor(
            staff_id=self.founded.staff[name],
            desk_id=self.founded.desks[desk],
            staff_name=name,
            desk_name=f"Desk {desk[-1]}",
            is_manager=name == "M. Visser",
        )

    def key(self) -> str:
        return f"key-{next(self.keys)}"

    def person(self, name: str, **more: object) -> int:
        more.setdefault("residence_class", ResidenceClass.NON_EU)
        entry = PersonEntry(full_name=name, **more)  # type: ignore[arg-type]
        return self.centre.people.add(self.actor(), entry, key=self.key()).value

    def book(
        self,
        name: str | Sequence[str],
        day: date,
        minute: int,
        desk: str = "desk1",
        **more: object,
    ) -> Booked:
        """One party at a minute of a day; the first name is the first person's."""
        names = [name] if isinstance(name, str) else list(name)
        roles = [FamilyRole.FIRST, FamilyRole.PARTNER, *[FamilyRole.CHILD] * len(names)]
        people = [self.person(one, **more) for one in names]
        service = self.founded.services["first_registration"]
        place = self.centre.appointments.place_at(
            service, len(names), epoch_of(day, minute), self.founded.desks[desk]
        )
        booking = Booking(
            service_id=service,
            comers=tuple(Comer(p, r) for p, r in zip(people, roles, strict=False)),
            place=place,
            language="en",
            source=Source.PHONE,
            municipality_id=self.founded.municipalities["Leiden"],
        )
        return self.centre.appointments.book(self.actor(), booking, key=self.key()).value

    def advance(self, booked: Booked, *states: VisitState) -> None:
        for state in states:
            version = self.centre.appointments.visit(booked.visit_id).version
            self.centre.reception.advance(
                self.actor(), booked.visit_id, version, state, key=self.key()
            )

    def wait(self, person_id: int, first: date, days: int = 3) -> int:
        request = WaitingRequest(
            service_id=self.founded.services["first_registration"],
            person_id=person_id,
            party_size=1,
            first_day=first,
            last_day=first + timedelta(days=days),
        )
        return self.centre.reception.wait(self.actor(), request, key=self.key()).value


def household(store: Store) -> Household:
    """Founds the scenario centre in an empty store."""
    centre = assemble(store, store.clock)
    return Household(centre, found(store, store.clock, SCENARIO))


class Room:
    """The window, and what somebody does in it."""

    def __init__(self, window: MainWindow, home: Household) -> None:
        self.window = window
        self.home = home
        self.centre = home.centre

    @property
    def desk(self) -> Desk:
        return self.window.desk

    def open(self, name: str, **arguments: object) -> Page:
        page = self.window.open_page(name, **arguments)
        self.settle()
        return page

    def elsewhere(self, name: str) -> Elsewhere:
        page = self.window.page(name)
        assert isinstance(page, Elsewhere)
        return page

    def settle(self) -> None:
        """Lets every answer come in."""
        for _ in range(20):
            QApplication.processEvents()
            assert self.desk.operations.wait_until_idle()
            QApplication.processEvents()
            if self.desk.operations.idle():
                # What the last answer has made is laid out with the events after it.
                QApplication.processEvents()
                return

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        from PySide6.QtTest import QTest

        for _ in range(times):
            QTest.keyClick(self.focused(), key, modifier)
            self.settle()

    def type(self, text: str) -> None:
        """Types into whatever has the keyboard."""
        from PySide6.QtTest import QTest

        QTest.keyClicks(self.focused(), text)
        self.settle()

    def replace(self, text: str) -> None:
        """Types over what stands in the field."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def undo(self) -> None:
        """Ctrl+Z, while the bar offers it."""
        assert self.undo_bar().isVisible()
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def undo_bar(self) -> UndoBar:
        (bar,) = self.window.findChildren(UndoBar)
        return bar

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        return widget if widget is not None else self.window

    def seen(self) -> str:
        """All words that can be read in the window now."""
        from PySide6.QtWidgets import QLabel

        labels = self.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


def window_of(
    home: Household, actor: Actor, clock: FixedClock, operations: Operations, folder: Path
) -> MainWindow:
    """The window with the desk's own pages; those of others are noted only."""
    desk = Desk(home.centre, operations, Preferences(folder / "window.ini"), clock, actor=actor)
    pages = [
        page if page.name in OURS else replace(page, factory=Elsewhere, badge=None)
        for page in pages_of(desk)
    ]
    return MainWindow(desk, pages)
