"""The scenario centre, founded on each database, and the people who work there.

`centre` has the services as attributes like `expatdesk.application.Centre`; each is made when a
test first asks for it, so that a test of one subject needs no other.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from expatdesk.clock import FixedClock, zone
from expatdesk.services.base import Actor
from expatdesk.services.setup.plan import Founded
from expatdesk.storage.store import Store
from expatdesk.workflows.founding import found

SCENARIO = Path(__file__).parents[1] / "data" / "scenario-centre.toml"

_SERVICES = {
    "settings": ("settings", "Settings"),
    "setup": ("setup", "Setup"),
    "staff": ("staff", "Staff"),
    "people": ("people", "People"),
    "organisations": ("organisations", "Organisations"),
    "appointments": ("appointments", "Appointments"),
    "reception": ("reception", "Reception"),
    "till": ("till", "Till"),
    "files": ("files", "Files"),
    "printing": ("printing", "Printing"),
    "sheets": ("sheets.sheets", "Sheets"),
}


class TestCentre:
    """As `application.Centre`, with `founded`: the ids of what stands in the scenario."""

    __test__ = False

    def __init__(self, store: Store, founded: Founded) -> None:
        self.store = store
        self.clock = store.clock
        self.founded = founded

    def __getattr__(self, name: str) -> Any:
        if name not in _SERVICES:
            raise AttributeError(name)
        module, kind = _SERVICES[name]
        service = getattr(importlib.import_module(f"expatdesk.services.{module}"), kind)
        extra: tuple[object, ...] = ()
        if name == "till":
            fees = importlib.import_module("expatdesk.services.appointments.fees")
            extra = (fees.RegistrationFees(),)
        made = service(self.store, self.clock, *extra)
        setattr(self, name, made)
        return made


@pytest.fixture
def centre(store: Store) -> TestCentre:
    """The scenario centre: desks 1 and 2 municipal, 3 and 4 helpdesk, Monday to Friday."""
    return TestCentre(store, found(store, store.clock, SCENARIO))


@pytest.fixture
def jansen(centre: TestCentre) -> Actor:
    """S. Jansen, front desk, at desk 1."""
    return _actor(centre, "S. Jansen", "desk1")


@pytest.fixture
def kaya(centre: TestCentre) -> Actor:
    """A. Kaya, front desk, at desk 3."""
    return _actor(centre, "A. Kaya", "desk3")


@pytest.fixture
def visser(centre: TestCentre) -> Actor:
    """M. Visser, manager, at desk 2."""
    return _actor(centre, "M. Visser", "desk2", is_manager=True)


@pytest.fixture
def at(store: Store) -> Callable[[str], int]:
    """Puts the clock at "2026-09-14 09:00" (Amsterdam) and gives the instant, epoch seconds."""

    def put(text: str) -> int:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone())
        assert isinstance(store.clock, FixedClock)
        store.clock.set(moment)
        return int(moment.timestamp())

    return put


def _actor(centre: TestCentre, name: str, desk: str, *, is_manager: bool = False) -> Actor:
    return Actor(
        staff_id=centre.founded.staff[name],
        desk_id=centre.founded.desks[desk],
        staff_name=name,
        desk_name=f"Desk {desk[-1]}",
        is_manager=is_manager,
    )
