"""Sheets as such: new ones, their details, retiring; and one more language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from expatdesk.services.base import Actor
from expatdesk.services.sheets.types import SheetView
from tests.ui.one_room import FoundedCentre
from tests.ui.sheets.hands import CTRL, ENTER, SHIFT, SheetsRoom

Read = Callable[..., SheetView]


def test_a_new_sheet_is_added_written_and_published_by_keys(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    details = room.sheets.keeping.details
    assert details.number.text() == "4"
    room.type("childcare")
    room.press(ENTER, CTRL)
    assert room.notice() == "Sheet 4 is there; write its texts."
    assert room.sheets.head.standing.text() == "not published yet"
    assert room.english.body() == ""
    room.english.setFocus()
    room.type("# Childcare\nFor the youngest.")
    room.press(Qt.Key.Key_F6)
    room.type("# Kinderopvang\nVoor de kleinsten.")
    room.press(ENTER, CTRL)
    room.press(ENTER, CTRL)
    view = read("childcare")
    assert view.published == 1
    assert view.texts["nl"].title == "Kinderopvang"
    assert "childcare" in [row.code for row in room.sheets.shelf.shown()]


def test_undo_takes_the_new_sheet_back(room: SheetsRoom, centre: FoundedCentre) -> None:
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    room.type("childcare")
    room.press(ENTER, CTRL)
    room.undo()
    assert [row.code for row in centre.sheets.shelf()] == ["bsn", "digid", "renting"]
    assert "childcare" not in [row.code for row in room.sheets.shelf.rows()]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("code", "Big Code", "A code has small letters, digits and _, and begins with a letter."),
        ("code", "bsn", ""),
        ("number", "2", ""),
        ("number", "many", "A sheet has a number from 1 to 999."),
    ],
)
def test_what_is_wrong_with_a_new_sheet_is_said_at_its_field(
    room: SheetsRoom, centre: FoundedCentre, field: str, typed: str, said: str
) -> None:
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    details = room.sheets.keeping.details
    room.fill(details.code, "childcare")
    room.fill(details.fields[field].field, typed)
    room.press(ENTER, CTRL)
    error = details.fields[field].error()
    assert error
    assert said in (error, "")
    assert len(centre.sheets.shelf()) == 3


def test_details_change_the_sheet_and_its_draft(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F2)
    details = room.sheets.keeping.details
    room.fill(details.number, "12")
    room.fill(details.owner, "Back office")
    room.fill(details.year, "2027")
    room.fill(details._sources["nl"], "Rijksoverheid")
    room.press(ENTER, CTRL)
    view = read()
    assert (view.number, view.owner) == (12, "Back office")
    assert view.draft is not None
    assert view.draft.valid_for_year == 2027
    assert view.texts["nl"].source == "Rijksoverheid"
    assert view.texts["nl"].body == room.dutch.body()


def test_a_retired_sheet_is_read_only_until_it_comes_back(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F2)
    room.click(room.sheets.keeping.details.retire)
    assert not read().active
    assert "retired" in room.strip()
    assert room.english.isReadOnly()
    room.press(Qt.Key.Key_F2)
    assert room.sheets.keeping.details.retire.text() == "Take it into use again"
    room.click(room.sheets.keeping.details.retire)
    assert read().active
    assert not room.english.isReadOnly()


def test_a_third_language_is_written_beside_any_other(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_G, CTRL | SHIFT)
    room.type("Deutsch")
    room.press(Qt.Key.Key_Tab)
    room.type("de")
    room.press(ENTER, CTRL)
    assert room.notice() == "Sheets can be written in Deutsch now."
    room.press(Qt.Key.Key_Escape)
    right = room.sheets.room.editor.pair.right
    assert right.choice.isVisible()
    right.choice.setFocus()
    room.press(Qt.Key.Key_End)
    assert right.language == "de"
    assert right.edit.body() == ""
    right.edit.setFocus()
    room.type("# Ihre BSN")
    room.save()
    assert read().texts["de"].title == "Ihre BSN"
    assert read().texts["nl"].body.startswith("# Uw BSN"), "the other stays as it was"
    assert room.sheets.room.preview.pane.page_count() == 1


def test_the_arrows_lead_to_each_language(
    room: SheetsRoom, centre: FoundedCentre, actor: Actor
) -> None:
    for code, name in (("pl", "Polski"), ("ar", "العربية")):
        centre.sheets.add_language(actor, code, name, key=code)
    room.sheets.room.ask_list()
    room.settle()
    left = room.sheets.room.editor.pair.left
    left.choice.setFocus()
    shown = []
    for _ in range(3):
        room.press(Qt.Key.Key_Down)
        shown.append(left.language)
    assert shown == ["nl", "pl", "ar"]


def test_a_language_with_a_wrong_code_is_said_at_its_field(
    room: SheetsRoom, centre: FoundedCentre
) -> None:
    room.press(Qt.Key.Key_G, CTRL | SHIFT)
    room.type("English again")
    room.press(Qt.Key.Key_Tab)
    room.type("en")
    room.press(ENTER, CTRL)
    assert room.sheets.keeping.languages.fields["code"].error()
    assert len(centre.sheets.languages()) == 2


def test_a_language_out_of_use_keeps_its_texts(
    room: SheetsRoom, centre: FoundedCentre, read: Read, actor: Actor
) -> None:
    room.press(Qt.Key.Key_G, CTRL | SHIFT)
    dutch = room.sheets.keeping.languages.ticks()[1]
    dutch.setFocus()
    room.press(Qt.Key.Key_Space)
    assert [line.active for line in centre.sheets.languages()] == [True, False]
    room.press(Qt.Key.Key_Escape)
    assert not room.sheets.room.editor.pair.right.isVisible()
    room.english.setFocus()
    room.type("x")
    room.save()
    assert read().texts["nl"].body.startswith("# Uw BSN")
