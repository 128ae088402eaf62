"""An empty place asks for two names, and then there is a centre to work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from expatdesk.application import assemble
from expatdesk.services.settings import keys
from expatdesk.storage.store import Store
from expatdesk.ui.app import Furniture, make_window
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of
from expatdesk.ui.main import Keeper
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow
from tests.ui.audit import cut_texts, nameless

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])


@pytest.fixture
def window(
    store: Store, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    preferences = Preferences(tmp_path / "window.ini")
    desk = Desk(assemble(store, store.clock), operations, preferences, store.clock)
    keeper = Keeper(desk, tmp_path / "backups")
    window = make_window(desk, Furniture(pages_of(desk)))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.start("today")
    window.show()
    keeper.start(window)
    assert operations.wait_until_idle()
    yield window
    assert operations.wait_until_idle()


def test_two_names_found_a_centre(window: MainWindow, qtbot: QtBot, operations: Operations) -> None:
    assert window.current_name == "first"
    page = window.current_page()
    assert page is not None
    qtbot.keyClick(page.manager, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert operations.wait_until_idle()
    assert page._fields["centre_name"].error  # type: ignore[attr-defined]
    qtbot.keyClicks(page.centre_name, "Expat Centre Delft")  # type: ignore[attr-defined]
    qtbot.keyClicks(page.manager, "Joke van den Berg")  # type: ignore[attr-defined]
    qtbot.keyClick(page.manager, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    for _round in range(3):
        assert operations.wait_until_idle()
    assert window.current_name == "today"
    centre = window.desk.services
    assert centre.settings.get(keys.CENTRE_NAME) == "Expat Centre Delft"
    qtbot.waitUntil(lambda: window.desk.has_actor)
    assert window.desk.actor.staff_name == "J. van den Berg"
    assert window.desk.actor.is_manager


def test_every_field_has_a_name_and_nothing_is_cut(window: MainWindow) -> None:
    for language in ("en", "nl"):
        window.desk.set_language(language)
        assert nameless(window) == []
        assert cut_texts(window) == []
