"""Two who write on one sheet: the second is told and shown both, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from expatdesk.services.base import Actor, new_key
from expatdesk.services.sheets.types import SheetView
from tests.ui.one_room import FoundedCentre
from tests.ui.sheets.hands import CTRL, ENTER, SHIFT, SheetsRoom

Read = Callable[..., SheetView]
Elsewhere = Callable[..., int]
THEIRS = "# Your BSN\nTheirs.\n"


def clash(room: SheetsRoom, elsewhere: Elsewhere) -> None:
    """Types here what is not saved yet while the colleague saves."""
    room.end_of("personal number")
    room.type(" for life")
    elsewhere(en=THEIRS)
    room.save()


def aside(centre: FoundedCentre, read: Read) -> list[str]:
    """The English texts of all drafts that were set aside."""
    lines = centre.sheets.history(read().sheet_id)
    return [
        centre.sheets.set_aside(line.draft_id).texts["en"].body
        for line in lines
        if line.draft_id is not None
    ]


def test_what_another_desk_saves_appears_while_nothing_is_typed_here(
    room: SheetsRoom, elsewhere: Elsewhere
) -> None:
    elsewhere(en=THEIRS)
    room.sheets.room.refresh()
    room.settle()
    assert room.english.body() == THEIRS
    assert room.state() == "Draft saved 11:42"
    assert room.sheets.room.editor.pair.left.changed.text().endswith("A. Kaya")


def test_what_is_being_typed_is_never_touched(room: SheetsRoom, elsewhere: Elsewhere) -> None:
    room.end_of("personal number")
    room.type(" for life")
    elsewhere(en=THEIRS)
    room.sheets.room.refresh()
    room.settle()
    assert "for life" in room.english.body()


def test_the_second_is_told_and_goes_on_typing(
    room: SheetsRoom, elsewhere: Elsewhere, read: Read
) -> None:
    clash(room, elsewhere)
    assert room.strip() == "A. Kaya has changed this draft meanwhile"
    assert room.state() == "Not saved: somebody else has changed this draft"
    room.type(", really")
    room.save()
    assert "for life, really" in room.english.body()
    assert read().texts["en"].body == THEIRS, "nothing of theirs is overwritten"


def test_both_are_shown_and_mine_is_kept(
    room: SheetsRoom, elsewhere: Elsewhere, centre: FoundedCentre, read: Read
) -> None:
    clash(room, elsewhere)
    room.press(Qt.Key.Key_D, CTRL)
    view = room.sheets.clashing.view
    assert view.isVisible()
    assert "for life" in view.mine.body()
    assert view.theirs.toPlainText().startswith("# Your BSN\nTheirs.")
    room.press(ENTER, CTRL)
    assert "for life" in read().texts["en"].body
    assert aside(centre, read) == [THEIRS]
    assert room.focused() is room.english
    assert room.strip() == "The centre has never checked it."
    assert room.notice() == "Yours is the draft; theirs waits in the history."
    room.type("!")
    room.save()
    assert room.state() == "Draft saved 11:42", "writing goes on"


def test_theirs_is_taken_and_mine_is_set_aside(
    room: SheetsRoom, elsewhere: Elsewhere, centre: FoundedCentre, read: Read
) -> None:
    clash(room, elsewhere)
    room.press(Qt.Key.Key_D, CTRL)
    room.press(ENTER, CTRL | SHIFT)
    assert read().texts["en"].body == THEIRS
    assert room.english.body() == THEIRS
    (mine,) = aside(centre, read)
    assert "for life" in mine


def test_both_are_put_together_by_hand(
    room: SheetsRoom, elsewhere: Elsewhere, centre: FoundedCentre, read: Read
) -> None:
    clash(room, elsewhere)
    room.press(Qt.Key.Key_D, CTRL)
    room.end_of("for life")
    room.type(". Theirs")
    room.press(ENTER, CTRL)
    assert "for life. Theirs" in read().texts["en"].body
    assert room.english.body() == read().texts["en"].body
    assert aside(centre, read) == [THEIRS]


def test_they_write_on_while_both_are_looked_at(
    room: SheetsRoom, elsewhere: Elsewhere, centre: FoundedCentre, read: Read
) -> None:
    clash(room, elsewhere)
    room.press(Qt.Key.Key_D, CTRL)
    elsewhere(en=THEIRS + "More.\n")
    room.end_of("for life")
    room.type(" and after")
    room.press(ENTER, CTRL)
    view = room.sheets.clashing.view
    assert view.isVisible(), "compared anew"
    assert "More." in view.theirs.toPlainText()
    assert "for life and after" in view.mine.body()
    room.press(ENTER, CTRL)
    assert "for life and after" in read().texts["en"].body
    assert aside(centre, read) == [THEIRS + "More.\n"]


def test_who_leaves_the_sheet_finds_the_text_in_its_history(
    room: SheetsRoom, elsewhere: Elsewhere, centre: FoundedCentre, read: Read
) -> None:
    clash(room, elsewhere)
    room.into("digid")
    (mine,) = aside(centre, read)
    assert "for life" in mine
    assert read().texts["en"].body == THEIRS
    assert "waits in its history" in room.notice()
    room.into("bsn")
    assert room.english.body() == THEIRS
    assert room.strip() == "The centre has never checked it."


def test_who_leaves_before_being_told_loses_nothing_either(
    room: SheetsRoom, elsewhere: Elsewhere, centre: FoundedCentre, read: Read
) -> None:
    room.end_of("personal number")
    room.type(" for life")
    elsewhere(en=THEIRS)
    room.into("digid")
    (mine,) = aside(centre, read)
    assert "for life" in mine
    assert read().texts["en"].body == THEIRS


def test_somebody_publishes_meanwhile(
    room: SheetsRoom,
    elsewhere: Elsewhere,
    centre: FoundedCentre,
    colleague: Actor,
    read: Read,
) -> None:
    room.end_of("personal number")
    room.type(" for life")
    version = elsewhere(en=THEIRS)
    centre.sheets.publish(colleague, read().sheet_id, version, key=new_key())
    room.save()
    assert room.strip() == "A. Kaya has published this sheet meanwhile"
    room.press(Qt.Key.Key_D, CTRL)
    room.press(ENTER, CTRL)
    view = read()
    assert view.published == 2
    assert "for life" in view.texts["en"].body
    assert view.draft is not None
    assert view.draft.base == 2


def test_what_somebody_published_stays_and_mine_is_set_aside(
    room: SheetsRoom,
    elsewhere: Elsewhere,
    centre: FoundedCentre,
    colleague: Actor,
    read: Read,
) -> None:
    room.end_of("personal number")
    room.type(" for life")
    version = elsewhere(en=THEIRS)
    centre.sheets.publish(colleague, read().sheet_id, version, key=new_key())
    room.save()
    room.press(Qt.Key.Key_D, CTRL)
    room.press(ENTER, CTRL | SHIFT)
    assert room.notice() == "What is published stays; yours waits in the history."
    assert room.state() == "As published"
    (mine,) = aside(centre, read)
    assert "for life" in mine
