"""The room of the organisations on the scenario centre."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot
from services.till.selling import Desk as Selling

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor, new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.storage.store import Store
from expatdesk.terms import Behalf
from expatdesk.ui.operations import Operations
from tests.ui.one_room import Room, founded_centre, manager_of

Add = Callable[..., int]


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, 11:42 in Amsterdam."""
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def centre(store: Store) -> SimpleNamespace:
    return founded_centre(store)


@pytest.fixture
def actor(centre: SimpleNamespace) -> Actor:
    return manager_of(centre)


@pytest.fixture
def add(centre: SimpleNamespace, actor: Actor) -> Add:
    """Adds an organisation: ``add("Meridiaan Biotech", city="Leiden")`` gives the id."""

    def add_one(name: str, **fields: object) -> int:
        entry = OrganisationEntry(name, **fields)  # type: ignore[arg-type]
        return int(centre.organisations.add(actor, entry, key=new_key()).value)

    return add_one


@pytest.fixture
def charge(centre: SimpleNamespace, actor: Actor) -> Callable[[int, str], int]:
    """Puts the fee of one person on the account of an organisation; gives the charge's id."""
    selling = Selling(centre, actor)

    def charge_one(organisation_id: int, po_number: str = "") -> int:
        visit = selling.visit(payer=Behalf.EMPLOYER, payer_party_id=organisation_id)
        done = centre.till.put_on_account(actor, visit.visit_id, (), po_number, key=selling.key())
        return int(done.value)

    return charge_one


@pytest.fixture
def open_room(
    centre: SimpleNamespace,
    actor: Actor,
    clock: FixedClock,
    operations: Operations,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Callable[[], Room]]:
    """Opens the room once the centre holds what the test wants."""
    opened: list[Room] = []

    def open_it() -> Room:
        opened.append(Room("organisations", centre, actor, clock, operations, tmp_path, qtbot))
        return opened[0]

    yield open_it
    for room in opened:
        room.close()
