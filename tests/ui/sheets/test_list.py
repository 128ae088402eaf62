"""The list of sheets: what it says of each, and how it is narrowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor, new_key
from expatdesk.services.sheets.types import SheetEntry, SheetView
from expatdesk.ui.language import speak
from tests.ui.one_room import FoundedCentre
from tests.ui.sheets.hands import CTRL, ENTER, SheetsRoom

Read = Callable[..., SheetView]
Enter = Callable[..., SheetsRoom]


def shown(room: SheetsRoom) -> list[str]:
    return [row.code for row in room.sheets.shelf.shown()]


def signs(room: SheetsRoom, code: str) -> list[str]:
    lines = room.sheets.shelf.model.lines()
    return [sign.word for line in lines if line.row.code == code for sign in line.signs]


def only(room: SheetsRoom, choice: str) -> None:
    """Chooses in the field which sheets are shown, by keys."""
    field = room.sheets.shelf.only
    field.setFocus()
    room.press(Qt.Key.Key_Home)
    at = [value for value, _words in room.sheets.shelf._choices()].index(choice)
    room.press(Qt.Key.Key_Down, times=at)
    assert field.value() == choice


def test_a_fresh_sheet_is_unchecked_and_has_open_facts(centre: FoundedCentre, enter: Enter) -> None:
    room = enter(centre)
    assert shown(room) == ["bsn", "digid", "renting"]
    assert signs(room, "bsn") == ["unchecked", "2 facts"]
    assert signs(room, "digid") == ["unchecked"]
    assert room.sheets.shelf.count.text() == "3 sheets"
    assert room.strip() == "The centre has never checked it."


def test_the_badge_counts_what_is_due(centre: FoundedCentre, enter: Enter) -> None:
    room = enter(centre)
    room.window.count_badges()
    room.settle()
    assert room.window.navigation.rooms["sheets"].count() == 3


def test_the_first_sheet_is_open_and_the_keyboard_in_the_list(
    centre: FoundedCentre, enter: Enter
) -> None:
    room = enter(centre)
    assert room.focused() is room.sheets.shelf.list
    assert room.english.body().startswith("# Your BSN")
    room.press(Qt.Key.Key_Down)
    assert room.english.body().startswith("# DigiD")
    room.press(ENTER)
    assert room.focused() is room.english


def test_words_of_any_language_find_a_sheet(centre: FoundedCentre, enter: Enter) -> None:
    room = enter(centre)
    room.press(Qt.Key.Key_F, CTRL)
    room.type("woning")
    assert shown(room) == ["renting"]
    assert room.sheets.shelf.count.text() == "1 of 3"
    assert room.english.body().startswith("# Renting")
    room.press(Qt.Key.Key_Escape)
    assert len(shown(room)) == 3
    room.type("nothing like it")
    assert shown(room) == []
    assert "No sheet fits this filter." in room.seen(room.sheets.shelf)


def test_titles_are_in_the_language_of_the_window(centre: FoundedCentre, enter: Enter) -> None:
    room = enter(centre)
    room.desk.set_language("nl")
    room.settle()
    assert [line.title for line in room.sheets.shelf.model.lines()][2] == "Een woning huren"
    speak("en")


def test_due_says_why(
    centre: FoundedCentre, enter: Enter, actor: Actor, read: Read, clock: FixedClock
) -> None:
    for code in ("bsn", "digid"):
        view = read(code)
        centre.sheets.check(actor, view.sheet_id, 1, 2026, key=new_key())
    room = enter(centre)
    only(room, "due")
    assert shown(room) == ["renting"]
    assert signs(room, "renting") == ["never checked"]
    clock.set(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    room.window.open_page("today")
    room.window.open_page("sheets", only="due")
    room.settle()
    assert shown(room) == ["bsn", "digid", "renting"]
    assert signs(room, "bsn")[:2] == ["January review", "2026 is over"]


def test_what_is_worked_on_stays_though_the_filter_fits_it_no_longer(
    centre: FoundedCentre, enter: Enter, actor: Actor, read: Read
) -> None:
    room = enter(centre)
    only(room, "drafts")
    assert shown(room) == []
    only(room, "all")
    room.into("digid")
    room.type("x")
    room.save()
    only(room, "drafts")
    assert shown(room) == ["digid"]
    view = read("digid")
    centre.sheets.discard_draft(actor, view.sheet_id, view.draft_version, key=new_key())
    room.sheets.room.ask_list()
    room.settle()
    assert shown(room) == ["digid"], "nobody is thrown out of a text"
    only(room, "all")
    only(room, "drafts")
    assert shown(room) == []


def test_retired_sheets_have_a_list_of_their_own(
    centre: FoundedCentre, enter: Enter, actor: Actor, read: Read
) -> None:
    view = read("renting")
    entry = SheetEntry(view.code, view.number, view.owner, active=False)
    centre.sheets.change_sheet(actor, view.sheet_id, view.version, entry, key=new_key())
    room = enter(centre)
    assert shown(room) == ["bsn", "digid"]
    only(room, "retired")
    assert shown(room) == ["renting"]
    assert signs(room, "renting") == ["retired"]
    room.into("renting")
    before = room.english.body()
    room.type("x")
    assert room.english.body() == before
    assert "retired" in room.strip()


def test_an_empty_room_says_what_belongs_there(bare_centre: FoundedCentre, enter: Enter) -> None:
    room = enter(bare_centre)
    assert "No sheets yet" in room.seen(room.sheets.shelf)
    assert "No sheet is open" in room.seen(room.sheets.room.middle)


def test_a_place_elsewhere_opens_one_sheet(centre: FoundedCentre, enter: Enter, read: Read) -> None:
    room = enter(centre)
    room.desk.go("sheets", sheet=read("renting").sheet_id)
    room.settle()
    assert room.english.body().startswith("# Renting")
    assert room.sheets.shelf.sheet_id() == read("renting").sheet_id
