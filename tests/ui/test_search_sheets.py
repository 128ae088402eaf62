"""Ctrl+K finds information sheets by a word of their title, and opens them on their page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from services.sheets.writing import FIRST

from expatdesk.clock import FixedClock
from expatdesk.storage.store import Store
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, PageSpec
from tests.ui.one_room import Elsewhere, Hands, founded_centre, manager_of

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


@pytest.fixture
def hands(
    store: Store, clock: FixedClock, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> Iterator[Hands]:
    centre = founded_centre(store)
    centre.sheets.give_first(FIRST)
    desk = Desk(
        centre,  # type: ignore[arg-type]  # stands for the centre, attribute by attribute
        operations,
        Preferences(tmp_path / "window.ini"),
        clock,
        actor=manager_of(centre),
        language="en",
    )
    pages = [PageSpec(p.name, p.icon, p.title, Elsewhere, place=p.place) for p in pages_of(desk)]
    window = MainWindow(desk, pages, search=search_of(desk))
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_page("today")
    made = Hands(window, qtbot)
    made.settle()
    yield made
    assert operations.wait_until_idle()
    window.hide()
    window.deleteLater()


@pytest.mark.parametrize("typed", ["renting", "woning", "11"])
def test_found_by_a_word_in_any_language_or_its_number(hands: Hands, typed: str) -> None:
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hands.type(typed)
    (hit,) = hands.window.header.search.popover.hits()
    assert (hit.title, hit.detail, hit.side) == ("Renting a home", "Sheet 11", "Information sheet")
    assert not hit.personal, "F12 hides people, not topics"
    hands.press(Qt.Key.Key_Return)
    (opened,) = hands.elsewhere("sheets").opened
    assert opened == {"sheet": hit.value[1]}  # type: ignore[index]  # (kind, id)


def test_people_come_before_sheets(hands: Hands) -> None:
    from expatdesk.services.base import new_key
    from expatdesk.services.people.types import PersonEntry

    desk = hands.desk
    assert desk.actor is not None
    person = PersonEntry(full_name="Renting Example")
    desk.services.people.add(desk.actor, person, key=new_key())
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hands.type("renting")
    titles = [hit.title for hit in hands.window.header.search.popover.hits()]
    assert titles == ["Renting Example", "Renting a home"]
