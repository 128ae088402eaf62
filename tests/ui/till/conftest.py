"""The till in a real window on the scenario centre, worked by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from services.till.selling import Desk as Selling

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor
from expatdesk.storage.store import Store
from expatdesk.ui.operations import Operations
from tests.ui.one_room import FoundedCentre, founded_centre, manager_of
from tests.ui.till.counter import Printer, Window, window_on


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, 11:42 in Amsterdam."""
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def centre(store: Store) -> FoundedCentre:
    return founded_centre(store)


@pytest.fixture
def actor(centre: FoundedCentre) -> Actor:
    return manager_of(centre)


@pytest.fixture
def selling(centre: FoundedCentre, actor: Actor) -> Selling:
    """Books parties by rows, as the tests of the till's services do."""
    return Selling(centre, actor)


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer(tmp_path)
    monkeypatch.setenv("PATH", made.path)
    return made


@pytest.fixture
def window(
    centre: FoundedCentre,
    actor: Actor,
    operations: Operations,
    printer: Printer,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Window]:
    made = window_on(centre, actor, operations, tmp_path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.open_page("agenda")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield Window(made, qtbot)
    assert operations.wait_until_idle(20_000)
