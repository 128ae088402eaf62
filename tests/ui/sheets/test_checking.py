"""Review: facts confirmed one by one, and the sheet said to be checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from expatdesk.services.sheets.types import SheetView
from tests.ui.sheets.hands import CTRL, ENTER, ESC, SheetsRoom

Read = Callable[..., SheetView]


def open_facts(read: Read) -> list[str]:
    return [fact.name for fact in read().facts if fact.is_open]


def test_f9_opens_the_facts_and_confirms_one_after_the_other(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F9)
    panel = room.sheets.checking.panel
    words = room.seen(panel)
    assert "2 facts to confirm. The centre has never checked it." in words
    assert "EN  keep it with your passport" in words
    assert "NL  bewaar het bij uw paspoort" in words
    first = panel.open_facts()[0].name
    room.press(Qt.Key.Key_F9)
    assert open_facts(read) == [name for name in ("passport", "premium") if name != first]
    assert room.notice() == "1 fact is confirmed."
    room.press(Qt.Key.Key_F9)
    assert open_facts(read) == []
    assert not panel.next.isVisible()
    assert any("M. Visser" in words for words in room.seen(panel))


def test_all_are_confirmed_at_once_and_opened_again(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F9)
    room.click(room.sheets.checking.panel.all)
    assert open_facts(read) == []
    room.undo()
    assert len(open_facts(read)) == 2


def test_one_is_confirmed_with_the_space_bar(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F9)
    card = next(one for one in room.sheets.checking.panel._cards if one.fact.name == "premium")
    card.confirm.setFocus()
    room.press(Qt.Key.Key_Space)
    assert open_facts(read) == ["passport"]


def test_the_fact_is_shown_in_both_texts(room: SheetsRoom) -> None:
    room.press(Qt.Key.Key_F9)
    card = next(one for one in room.sheets.checking.panel._cards if one.fact.name == "premium")
    room.click(card.show_place)
    assert room.english.textCursor().selectedText() == "[about € 159 a month]{.yearly #premium}"
    assert room.dutch.textCursor().selectedText().startswith("[ongeveer")


def test_checked_today_and_valid_for_the_year(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F9)
    panel = room.sheets.checking.panel
    assert panel.year.text() == "2026"
    room.fill(panel.year, "2027")
    room.press(ENTER, CTRL)
    view = read()
    assert view.current is not None
    assert (view.current.checked_on, view.current.valid_for_year) == (date(2026, 11, 24), 2027)
    assert view.due == ()
    assert room.notice() == "Version 1 is checked, and valid for 2027."
    assert room.strip() == ""
    assert room.sheets.head.standing.text() == "v1 · checked 24 Nov 2026"
    room.undo()
    assert read().due != ()
    assert room.strip() == "The centre has never checked it."


def test_a_year_that_is_none_is_said_at_its_field(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F9)
    panel = room.sheets.checking.panel
    room.fill(panel.year, "1066")
    room.press(ENTER, CTRL)
    assert panel.year_field.error() == "A year from 2000 to 2100"
    assert read().due != ()


def test_with_a_draft_it_is_published_first(room: SheetsRoom) -> None:
    room.type("x")
    room.save()
    room.press(Qt.Key.Key_F9)
    panel = room.sheets.checking.panel
    assert not panel.done.isVisible()
    assert "There is a draft" in panel.note.text()
    room.press(ESC)
    assert room.sheets.room.preview.isVisible()
