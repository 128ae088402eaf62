"""A real window on the scenario centre, with a family and an employer in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
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
from expatdesk.ui.shell import MainWindow, PageSpec
from tests.ui.one_room import Elsewhere, FoundedCentre, Hands, founded_centre, manager_of


def centre_on(store: Store) -> Centre:
    """The services on a store where the centre is founded already."""
    return assemble(store, store.clock)


@dataclass
class Household:
    """The family of the picture, and who pays for them."""

    chidi: int
    ngozi: int
    ada: int
    meridiaan: int


class Window(Hands):
    """The page in its window, and the keys that a person presses."""

    @property
    def page(self) -> BookingPage:
        page = self.window.page("booking")
        assert isinstance(page, BookingPage)
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

    def open(self, **arguments: object) -> BookingPage:
        self.window.open_page("booking", **arguments)
        self.settle()
        return self.page

    def undo_words(self) -> str:
        """What the bar offers to take back; empty where there is none."""
        bar = self.window.undo_bar
        return bar.message.text() if bar.isVisible() else ""


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def centre(store: Store) -> FoundedCentre:
    return founded_centre(store)


@pytest.fixture
def actor(centre: FoundedCentre) -> Actor:
    return manager_of(centre)


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
