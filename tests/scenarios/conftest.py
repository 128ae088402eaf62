"""Scenarios are played in the real window, on SQLite unless a test says otherwise."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from expatdesk.clock import FixedClock
from expatdesk.storage.place import Place
from expatdesk.ui.fonts import load_fonts
from expatdesk.ui.language import speak
from expatdesk.ui.theme import Theme
from tests.scenarios.house import House, moment
from tests.ui.till.counter import Printer


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The theme of the whole session, light."""
    load_fonts()
    return Theme(qapp, "light")


@pytest.fixture
def dialect() -> str:
    """The window is played on SQLite; the services under it are tested on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    """Each scenario sets its own day; until then a Monday morning."""
    return FixedClock(moment("2026-09-14 08:45"))


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer(tmp_path)
    monkeypatch.setenv("PATH", made.path)
    return made


@pytest.fixture
def house(
    place: Place, clock: FixedClock, printer: Printer, dressed: Theme, tmp_path: Path
) -> Iterator[House]:
    """The scenario centre, closed up at the end."""
    speak("en")
    dressed.choose("light")
    made = House(place, clock, tmp_path)
    yield made
    made.close()
