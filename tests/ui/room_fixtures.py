"""The fixtures of the desk's own pages; each folder's conftest takes them over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock
from expatdesk.storage.store import Store
from expatdesk.ui.operations import Operations
from tests.ui.room import Household, Room, household, window_of


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def home(store: Store) -> Household:
    return household(store)


@pytest.fixture
def enter(
    home: Household, clock: FixedClock, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[..., Room]]:
    """Opens the window, for the manager unless somebody else is named."""
    made = []

    def opened(name: str = "M. Visser", size: tuple[int, int] = (1440, 900)) -> Room:
        window = window_of(home, home.actor(name), clock, operations, tmp_path)
        made.append(window)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return Room(window, home)

    yield opened
    assert operations.wait_until_idle()
    for window in made:
        window.hide()
        window.deleteLater()
