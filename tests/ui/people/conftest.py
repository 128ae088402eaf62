"""The people room on the scenario centre."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor, new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.storage.store import Store
from expatdesk.ui.operations import Operations
from tests.ui.booking.conftest import family, window
from tests.ui.one_room import Room, founded_centre, manager_of

__all__ = ["family", "window"]

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
    """Adds a person: ``add("Yuki Tanaka", birth_year=1990)`` gives the id."""

    def add_one(name: str, **fields: object) -> int:
        entry = PersonEntry(name, **fields)  # type: ignore[arg-type]
        return int(centre.people.add(actor, entry, key=new_key()).value)

    return add_one


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
        opened.append(Room("people", centre, actor, clock, operations, tmp_path, qtbot))
        return opened[0]

    yield open_it
    for room in opened:
        room.close()
