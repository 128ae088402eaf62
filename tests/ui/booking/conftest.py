"""A real window on the scenario centre, with a family and an employer in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.application import Centre, assemble
from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor, new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.storage.store import Store
from expatdesk.terms import FamilyRole, OrganisationRole, PaymentTerms, ResidenceClass
from expatdesk.ui.booking import BookingPage
from expatdesk.ui.context import Desk
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page, PageSpec
from expatdesk.workflows.founding import found

SCENARIO = Path(__file__).parents[2] / "data" / "scenario-centre.toml"


def centre_on(store: Store) -> Centre:
    """The services on a store, as application.Centre has them."""
    return assemble(store, store.clock)


@dataclass
class Household:
    """The family of the picture, and who pays for them."""

    chidi: int
    ngozi: int
    ada: int
    meridiaan: int


class Elsewhere(Page):
    """Where a booking leads to: it notes what it is opened with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.opened: list[dict[str, object]] = []

    def activate(self, **arguments: object) -> None:
        self.opened.append(arguments)


class Window:
    """The page in its window, and the keys that a person presses."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def desk(self) -> Desk:
        return self.window.desk

    @property
    def page(self) -> BookingPage:
        page = self.window.page("booking")
        assert isinstance(page, BookingPage)
        return page

    def elsewhere(self, name: str) -> Elsewhere:
        page = self.window.page(name)
        assert isinstance(page, Elsewhere)
        return page

    def settle(self) -> None:
        """Lets every timer that is due and every answer come in."""
        page = self.page
        for _ in range(12):
            QApplication.processEvents()
            if page.placing.asker._pause.isActive():
                page.placing.asker.ask()
            if page.who.form._pause.isActive():
                page.who.form._pause.stop()
                page.who.form._look_for_duplicates()
            assert self.desk.operations.wait_until_idle()
            QApplication.processEvents()
            if not page.placing.asker._pause.isActive() and self.desk.operations.idle():
                break

    def type(self, text: str) -> None:
        """Types into whatever has the keyboard, key by key."""
        focused = self.focused()
        self._qtbot.keyClicks(focused, text)
        self.settle()

    def paste(self, text: str) -> None:
        """For signs that no keyboard here has: the way an input method brings them."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focused(), event)
        self.settle()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Presses a key, as the window gets it."""
        for _ in range(times):
            self._qtbot.keyClick(self.focused(), key, modifier)
            self.settle()

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def open(self, **arguments: object) -> BookingPage:
        self.window.open_page("booking", **arguments)
        self.settle()
        return self.page


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def centre(store: Store):
    centre = centre_on(store)
    founded = found(store, store.clock, SCENARIO)
    return SimpleNamespace(**vars(centre), setup=centre.setup, founded=founded)


@pytest.fixture
def actor(centre) -> Actor:
    return Actor(
        staff_id=centre.founded.staff["M. Visser"],
        desk_id=centre.founded.desks["desk2"],
        staff_name="M. Visser",
        desk_name="Desk 2",
        is_manager=True,
    )


@pytest.fixture
def family(centre, actor: Actor) -> Household:
    employer = OrganisationEntry(
        "Meridiaan Biotech",
        roles=frozenset({OrganisationRole.EMPLOYER}),
        recognised_sponsor=True,
        payment_terms=PaymentTerms.MONTHLY,
    )
    meridiaan = centre.organisations.add(actor, employer, key=new_key()).value
    leiderdorp = next(
        town.municipality_id
        for town in centre.appointments.catalogue().municipalities
        if town.name == "Leiderdorp"
    )

    def add(entry: PersonEntry, beside: int | None = None, role: FamilyRole | None = None) -> int:
        return centre.people.add(actor, entry, household_of=beside, role=role, key=new_key()).value

    chidi = add(
        PersonEntry(
            "Chidi Okonkwo",
            birth_date=date(1988, 1, 2),
            email="c.okonkwo@meridiaan.example",
            residence_class=ResidenceClass.NON_EU,
            municipality_id=leiderdorp,
            employer_id=meridiaan,
        )
    )
    ngozi = add(
        PersonEntry(
            "Ngozi Okonkwo-de Vries",
            birth_date=date(1990, 5, 17),
            phone="+31612345678",
            residence_class=ResidenceClass.NON_EU,
        ),
        chidi,
        FamilyRole.PARTNER,
    )
    ada = add(
        PersonEntry("Ada Okonkwo", birth_year=2019, residence_class=ResidenceClass.NON_EU),
        chidi,
        FamilyRole.CHILD,
    )
    return Household(chidi, ngozi, ada, meridiaan)


def window_on(
    centre, actor: Actor, clock: FixedClock, operations: Operations, folder: Path
) -> MainWindow:
    desk = Desk(
        centre, operations, Preferences(folder / "window.ini"), clock, actor=actor, language="en"
    )
    pages = [
        PageSpec("today", "today", lambda: "Today", Elsewhere),
        PageSpec("agenda", "agenda", lambda: "Agenda", Elsewhere),
        PageSpec("people", "people", lambda: "People", Elsewhere),
        PageSpec("till", "till", lambda: "Till", Elsewhere),
        PageSpec(
            "booking",
            "agenda",
            lambda: "New appointment",
            BookingPage,
            place="hidden",
            under="agenda",
        ),
    ]
    return MainWindow(desk, pages)


@pytest.fixture
def window(
    centre,
    actor: Actor,
    clock: FixedClock,
    operations: Operations,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Window]:
    made = window_on(centre, actor, clock, operations, tmp_path)
    made.resize(1440, 900)
    made.open_page("today")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    shown = Window(made, qtbot)
    yield shown
    assert operations.wait_until_idle()
    made.hide()
    made.deleteLater()
