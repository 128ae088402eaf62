"""Packs in the window: what is in them, to whom they go, tried out; by keys, with Undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor, new_key
from expatdesk.services.sheets.types import PackRule
from expatdesk.storage.store import Store
from expatdesk.terms import PackRuleKind
from expatdesk.ui.operations import Operations
from expatdesk.ui.sheets.packs.page import PacksView
from tests.ui import audit
from tests.ui.one_room import FoundedCentre, Room, founded_centre, manager_of
from tests.workflows.libraries import give_sheets

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DOWN, UP, ENTER, DELETE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Delete


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def centre(store: Store) -> FoundedCentre:
    made = founded_centre(store)
    give_sheets(made)  # type: ignore[arg-type]  # stands for the centre, attribute by attribute
    return made


class Packs(Room):
    @property
    def view(self) -> PacksView:
        view = self.page.packs  # type: ignore[attr-defined]  # the page of the sheets
        assert isinstance(view, PacksView)
        return view

    def open(self) -> PacksView:
        self.window.open_page("sheets", packs=True)
        self.settle()
        return self.view

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, CTRL)

    def packs(self) -> dict[str, tuple[int, ...]]:
        """What is kept: sheets by the pack's English name."""
        lines = self.desk.services.sheets.packs()
        return {line.entry.name.en: line.entry.sheets for line in lines}


def entered(
    centre: FoundedCentre,
    actor: Actor,
    clock: FixedClock,
    operations: Operations,
    folder: Path,
    qtbot: QtBot,
) -> Packs:
    made = Packs("sheets", centre, actor, clock, operations, folder, qtbot)
    made.open()
    return made


@pytest.fixture
def room(
    centre: FoundedCentre,
    clock: FixedClock,
    operations: Operations,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Packs]:
    made = entered(centre, manager_of(centre), clock, operations, tmp_path, qtbot)
    yield made
    made.close()


def ids(room: Packs) -> dict[str, int]:
    return {row.code: row.sheet_id for row in room.desk.services.sheets.shelf()}


def test_packs_are_listed_and_the_arrows_go_through_them(room: Packs) -> None:
    editor = room.view.editor
    assert editor.english.text() == "First registration"
    assert [row.title for row in editor.sheets.table.rows_model.rows()] == ["Your BSN"]
    room.press(DOWN)
    assert editor.english.text() == "Families"
    assert [chip.text() for chip in editor.rules.chips()] == ["with children"]


def test_a_sheet_is_added_by_typing_and_taken_back_by_undo(room: Packs) -> None:
    sheets = ids(room)
    room.view.editor.sheets.search.setFocus()
    room.type("huren")
    room.press(ENTER)
    assert room.packs()["First registration"] == (sheets["bsn"], sheets["renting"])
    room.undo()
    assert room.packs()["First registration"] == (sheets["bsn"],)
    assert [row.sheet_id for row in room.view.editor.sheets.table.rows_model.rows()] == [
        sheets["bsn"]
    ]


def test_sheets_move_with_alt_and_go_with_delete(room: Packs) -> None:
    sheets = ids(room)
    room.press(DOWN)
    table = room.view.editor.sheets.table
    table.setFocus()
    assert room.packs()["Families"] == (sheets["schools"], sheets["bsn"])
    room.press(DOWN, ALT)
    assert room.packs()["Families"] == (sheets["bsn"], sheets["schools"])
    assert table.current_row().sheet_id == sheets["schools"], "it stays the current one"
    room.press(DOWN, ALT)
    assert room.packs()["Families"] == (sheets["bsn"], sheets["schools"]), "it is the last"
    room.press(DELETE)
    assert room.packs()["Families"] == (sheets["bsn"],)


def test_quick_changes_are_all_kept_in_their_order(room: Packs) -> None:
    """Keys come faster than writes: the next change waits for the one under way."""
    sheets = ids(room)
    room.press(DOWN)
    field = room.view.editor.sheets
    field.table.setFocus()
    for way in (1, -1, 1):
        field.table.moved.emit(way)
    room.settle()
    assert room.packs()["Families"] == (sheets["bsn"], sheets["schools"])
    assert room.window.notice_bar.isHidden(), "none of them was refused"


def test_a_rule_is_found_by_typing_and_leaves_with_its_chip(room: Packs) -> None:
    field = room.view.editor.rules
    field.search.setFocus()
    room.type("non-eu")
    room.press(ENTER)
    rule = PackRule(PackRuleKind.RESIDENCE_CLASS, "non_eu")
    (first, *_rest) = room.desk.services.sheets.packs()
    assert rule in first.entry.rules
    assert [chip.text() for chip in field.chips()] == ["First registration", "non-EU"]

    chip = field.chips()[1]
    chip.setFocus()
    room.press(DELETE)
    (first, *_rest) = room.desk.services.sheets.packs()
    assert rule not in first.entry.rules


def test_a_pack_without_rules_says_that_it_goes_to_nobody(room: Packs) -> None:
    chip = room.view.editor.rules.chips()[0]
    chip.setFocus()
    room.press(DELETE)
    assert "It goes to nobody by itself." in audit.readable(room.view)


def test_a_visit_is_tried_out(room: Packs) -> None:
    tried = room.view.try_out
    assert [sheet.code for sheet in tried.offered()] == ["bsn"]
    tried.with_children.setFocus()
    room.press(Qt.Key.Key_Space)
    assert [sheet.code for sheet in tried.offered()] == ["bsn", "schools"]
    assert "It gets 2 sheets:" in audit.readable(room.view)
    assert "Families" in audit.readable(tried)


def test_what_is_tried_out_follows_a_change_of_the_pack(room: Packs) -> None:
    room.view.editor.sheets.search.setFocus()
    room.type("11")
    room.press(ENTER)
    assert [sheet.code for sheet in room.view.try_out.offered()] == ["bsn", "renting"]


def test_a_pack_that_is_off_is_offered_to_nobody(room: Packs) -> None:
    room.view.editor.active.setFocus()
    room.press(Qt.Key.Key_Space)
    assert room.view.try_out.offered() == ()
    assert "off" in audit.readable(room.view.list)


def test_a_new_pack_is_named_at_once(room: Packs) -> None:
    room.press(Qt.Key.Key_P, CTRL | SHIFT)
    editor = room.view.editor
    assert editor.english.hasFocus()
    room.type("Short stay")
    room.press(Qt.Key.Key_Tab)
    room.press(Qt.Key.Key_A, CTRL)
    room.type("Kort verblijf")
    room.press(Qt.Key.Key_Tab)
    (*_others, last) = room.desk.services.sheets.packs()
    assert (last.entry.name.en, last.entry.name.nl) == ("Short stay", "Kort verblijf")
    assert room.view.pack() == last, "it is the one that is picked"


def test_a_pack_needs_both_names(room: Packs) -> None:
    editor = room.view.editor
    room.fill(editor.dutch, " ")
    room.press(Qt.Key.Key_Tab)
    assert editor.in_dutch.error() == "This must not be empty."
    assert room.desk.services.sheets.packs()[0].entry.name.nl == "Eerste inschrijving"


def test_a_pack_is_removed_and_comes_back_by_undo(room: Packs) -> None:
    room.click(room.view.editor.remove)
    assert "First registration" not in room.packs()
    room.undo()
    assert "First registration" in room.packs()


def test_enter_on_a_sheet_opens_it_in_the_editor(room: Packs) -> None:
    room.view.editor.sheets.table.setFocus()
    room.press(ENTER)
    page = room.page
    assert page.room.opened.view.code == "bsn"  # type: ignore[attr-defined]
    assert not room.view.isVisible()


def test_what_another_desk_changes_shows_up(room: Packs, centre: FoundedCentre) -> None:
    from dataclasses import replace

    from expatdesk.texts import Pair

    line = centre.sheets.packs()[0]
    other = replace(line.entry, name=Pair("Welcome", "Welkom"))
    done = centre.sheets.save_pack(
        manager_of(centre), line.pack_id, line.version, other, key=new_key()
    )
    room.desk.spread(done.changes)
    room.settle()
    assert room.view.editor.english.text() == "Welcome"


def test_who_was_faster_is_shown_and_nothing_is_overwritten(
    room: Packs, centre: FoundedCentre
) -> None:
    from dataclasses import replace

    line = centre.sheets.packs()[0]
    other = replace(line.entry, sheets=())
    centre.sheets.save_pack(manager_of(centre), line.pack_id, line.version, other, key=new_key())
    room.view.editor.active.setFocus()
    room.press(Qt.Key.Key_Space)
    assert room.packs()["First registration"] == ()
    assert room.view.editor.active.isChecked(), "what stands is shown again"
    assert "Somebody else has changed this meanwhile." in audit.readable(room.window)


def test_only_a_manager_changes_packs(
    centre: FoundedCentre,
    clock: FixedClock,
    operations: Operations,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    actor = Actor(centre.founded.staff["S. Jansen"], centre.founded.desks["desk1"], "S. Jansen", "")
    room = entered(centre, actor, clock, operations, tmp_path, qtbot)
    try:
        view = room.view
        assert "Only a manager changes packs." in audit.readable(view)
        assert view.editor.english.isReadOnly()
        assert not view.list.new.isVisible()
        view.editor.sheets.table.setFocus()
        room.press(DELETE)
        assert len(room.packs()["First registration"]) == 1
    finally:
        room.close()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_no_word_is_cut(
    room: Packs, language: str, size: tuple[int, int]
) -> None:
    room.window.resize(*size)
    room.desk.set_language(language)
    room.settle()
    assert audit.nameless(room.view) == []
    assert audit.cut_texts(room.view) == []
    assert audit.cut_titles(room.view) == []
    assert audit.doubled_keys(room.window) == []


def test_the_second_name_is_typed_over_though_the_first_was_just_kept(room: Packs) -> None:
    room.press(Qt.Key.Key_P, CTRL | SHIFT)
    room.type("Short stay")
    room.press(Qt.Key.Key_Tab)
    room.type("Kort verblijf")
    room.press(Qt.Key.Key_Tab)
    (*_others, last) = room.desk.services.sheets.packs()
    assert (last.entry.name.en, last.entry.name.nl) == ("Short stay", "Kort verblijf")
