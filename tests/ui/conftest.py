"""One application for all tests of the window, dressed as in real life."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from expatdesk import i18n
from expatdesk.clock import FixedClock
from expatdesk.ui.context import Desk
from expatdesk.ui.fonts import load_fonts
from expatdesk.ui.kit.text import hide_names
from expatdesk.ui.language import speak
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.theme import Theme


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The theme of the whole session, light."""
    load_fonts()
    return Theme(qapp, "light")


@pytest.fixture(autouse=True)
def _as_it_was(dressed: Theme) -> Iterator[None]:
    yield
    dressed.choose("light")
    hide_names(False)
    if i18n.current_language() != "en":
        speak("en")


@pytest.fixture
def operations(qapp: QApplication) -> Iterator[Operations]:
    """Threads of their own, joined at the end."""
    made = Operations()
    yield made
    made.shutdown()


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, 11:42 in Amsterdam."""
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def desk(operations: Operations, clock: FixedClock, tmp_path: Path) -> Desk:
    """A desk without a centre behind it, for what needs none."""
    preferences = Preferences(tmp_path / "window.ini")
    return Desk(None, operations, preferences, clock)  # type: ignore[arg-type]
