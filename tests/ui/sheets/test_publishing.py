"""From draft to version, and back: publishing, discarding, the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt

from expatdesk.services.sheets.types import SheetView
from expatdesk.ui.printing import FileAt
from expatdesk.ui.sheets.differences import DifferenceView
from tests.ui.sheets.hands import CTRL, ENTER, ESC, SHIFT, SheetsRoom

Read = Callable[..., SheetView]


def publish(room: SheetsRoom, note: str = "") -> None:
    room.press(ENTER, CTRL)
    room.type(note)
    room.press(ENTER, CTRL)


def test_publishing_makes_the_next_version_with_its_note(room: SheetsRoom, read: Read) -> None:
    room.end_of("personal number")
    room.type(" for life")
    publish(room, "Said for how long")
    view = read()
    assert (view.published, view.draft) == (2, None)
    assert view.current is not None
    assert view.current.note == "Said for how long"
    assert view.current.checked_on is None
    assert room.notice() == "Version 2 is published."
    assert room.focused() is room.english
    assert room.state() == "As published"
    assert not room.sheets.head.publish.isEnabled()
    assert room.sheets.head.publish.text() == "Publish v3"


def test_the_panel_shows_what_changed_and_what_is_open(room: SheetsRoom) -> None:
    room.end_of("personal number")
    room.type(" for life")
    room.press(ENTER, CTRL)
    words = " ".join(room.seen(room.sheets.publishing.panel))
    assert "Publish version 2" in words
    assert "\u2068English\u2069: 2 words came, 0 went" in words
    assert "2 facts are not confirmed yet." in words
    assert "Nederlands:" not in words
    room.press(ESC)
    assert room.focused() is room.english
    assert room.sheets.room.preview.isVisible()


def test_checked_with_it_counts_from_today(room: SheetsRoom, read: Read) -> None:
    room.type(" ")
    room.save()
    room.press(ENTER, CTRL)
    panel = room.sheets.publishing.panel
    panel.checked.setFocus()
    room.press(Qt.Key.Key_Space)
    room.fill(panel.year, "2027")
    room.press(ENTER, CTRL)
    current = read().current
    assert current is not None
    assert (current.checked_on, current.valid_for_year) == (date(2026, 11, 24), 2027)
    assert room.sheets.head.standing.text() == "v2 · checked 24 Nov 2026"


def test_a_year_that_is_none_is_said_at_its_field(room: SheetsRoom, read: Read) -> None:
    room.type(" ")
    room.press(ENTER, CTRL)
    panel = room.sheets.publishing.panel
    room.fill(panel.year, "20x6")
    room.press(ENTER, CTRL)
    assert panel.year_field.error() == "A year from 2000 to 2100"
    assert read().published == 1


def test_a_mistake_keeps_it_from_being_published(room: SheetsRoom, read: Read) -> None:
    room.end_of("personal number")
    room.type(" {fee.foo}")
    room.press(ENTER, CTRL)
    panel = room.sheets.publishing.panel
    assert not panel.publish.isEnabled()
    assert "1 mistake has to be mended first: F8 leads to it." in panel.warning.text()
    room.press(ENTER, CTRL)
    assert read().published == 1


def test_a_mistake_that_only_the_centre_knows_is_shown_where_it_stands(
    room: SheetsRoom, read: Read
) -> None:
    room.end_of("personal number")
    room.type(" {fee.foo}")
    room.press(ENTER, CTRL)
    room.sheets.publishing.panel.publish.setEnabled(True)
    room.press(ENTER, CTRL)
    assert read().published == 1
    assert room.focused() is room.english
    at = room.english.cursor_place()
    assert room.english.body()[at:].startswith("{fee.foo}")


def test_another_year_alone_is_published(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F2)
    room.fill(room.sheets.keeping.details.year, "2027")
    room.press(ENTER, CTRL)
    room.press(ENTER, CTRL)
    panel = room.sheets.publishing.panel
    assert "year, owner or source changes" in panel.words.text()
    assert panel.publish.isEnabled()
    room.press(ENTER, CTRL)
    view = read()
    assert view.current is not None
    assert (view.published, view.current.valid_for_year) == (2, 2027)


def test_another_source_alone_is_published(room: SheetsRoom, read: Read) -> None:
    room.press(Qt.Key.Key_F2)
    room.fill(room.sheets.keeping.details._sources["nl"], "Rijksoverheid")
    room.press(ENTER, CTRL)
    room.press(ENTER, CTRL)
    room.press(ENTER, CTRL)
    view = read()
    assert (view.published, view.texts["nl"].source) == (2, "Rijksoverheid")


def test_nothing_new_is_not_published(room: SheetsRoom, read: Read) -> None:
    room.type("x")
    room.save()
    room.press(Qt.Key.Key_Backspace)
    room.save()
    room.press(ENTER, CTRL)
    panel = room.sheets.publishing.panel
    assert panel.words.text() == "Nothing is different from the version in force."
    assert not panel.publish.isEnabled()
    room.press(ESC)
    room.press(Qt.Key.Key_D, CTRL | SHIFT)
    assert read().draft is None
    assert room.notice() == "The draft is discarded: its texts said nothing else."


def test_what_changed_at_the_end_is_seen_at_once(room: SheetsRoom) -> None:
    room.english.setFocus()
    room.end_of("a month]{.yearly #premium}")
    room.type(" for adults")
    room.press(ENTER, CTRL)
    (view,) = room.sheets.publishing.panel.findChildren(DifferenceView)
    assert view.toPlainText().startswith("…")
    assert "for adults" in view.toPlainText()
    assert view.verticalScrollBar().maximum() == 0


def test_the_history_opens_on_the_newest(room: SheetsRoom) -> None:
    room.end_of("personal number")
    room.type(" for life")
    publish(room)
    room.press(Qt.Key.Key_F7)
    room.press(Qt.Key.Key_Down)
    assert room.sheets.history.compare.new_words.text() == "Version 1"
    room.press(ESC)
    room.press(Qt.Key.Key_F7)
    assert room.sheets.history.compare.new_words.text() == "Version 2"


def test_a_discarded_draft_waits_in_the_history_and_undo_brings_it_back(
    room: SheetsRoom, read: Read
) -> None:
    before = room.english.body()
    room.type("x")
    room.save()
    room.press(Qt.Key.Key_D, CTRL | SHIFT)
    assert read().draft is None
    assert room.english.body() == before
    room.undo()
    assert room.english.body() == f"x{before}"
    assert read().draft is not None


def test_the_history_compares_any_two_and_brings_one_back(room: SheetsRoom, read: Read) -> None:
    first = room.english.body()
    room.end_of("personal number")
    room.type(" for life")
    publish(room, "For life")
    room.press(Qt.Key.Key_F6)
    room.end_of("nummer")
    room.type(" voor altijd")
    publish(room)
    room.press(Qt.Key.Key_F7)
    panel, compare = room.sheets.history.panel, room.sheets.history.compare
    model = panel.table.rows_model
    shown = [[model.data(model.index(line, at)) for at in range(3)] for line in range(3)]
    assert shown == [
        ["v3", "M. Visser", "11:42"],
        ["v2", "M. Visser", "11:42"],
        ["v1", "", "11:42"],
    ]
    assert compare.isVisible()
    assert compare.new_words.text() == "Version 3"
    assert compare.old_words.text() == "Version 2"
    assert "voor altijd" in compare.new.toPlainText(), "it turns to the language that changed"
    assert "voor altijd" not in compare.old.toPlainText()

    room.press(Qt.Key.Key_Down)
    assert compare.new_words.text() == "Version 2"
    assert "for life" in compare.new.toPlainText()
    assert "For life" in room.seen(panel)

    room.press(Qt.Key.Key_Down)
    assert panel.with_.value() is not None
    assert panel.restore.text() == "Bring back version 1"
    room.press(ENTER, CTRL)
    assert room.english.body() == first
    assert read().draft is not None
    assert read().published == 3, "nothing changes on paper yet"
    room.undo()
    assert "for life" in room.english.body()
    assert read().draft is None


def test_the_draft_stands_over_its_history(room: SheetsRoom) -> None:
    room.type("x")
    room.press(Qt.Key.Key_F7)
    panel = room.sheets.history.panel
    assert panel.table.rows_model.rowCount() == 2
    assert room.sheets.history.compare.new_words.text() == "Draft, as it is now"
    assert not panel.restore.isVisible()
    room.press(ESC)
    assert room.sheets.room.editor.isVisible()


def test_what_is_printed_is_what_is_published(room: SheetsRoom, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    room.sheets.papers._handing._spool = lambda: FileAt(paper)
    room.end_of("personal number")
    room.type(" for life")
    room.save()
    room.press(Qt.Key.Key_P, CTRL)
    printed = words_of(paper)
    assert "Your BSN" in printed
    assert "Uw BSN" in printed
    assert "for life" not in printed
    assert "DRAFT" not in printed


def test_a_draft_is_saved_as_a_pdf_that_says_so(room: SheetsRoom, tmp_path: Path) -> None:
    room.end_of("personal number")
    room.type(" for life")
    room.press(Qt.Key.Key_S, CTRL | SHIFT)
    room.answer(tmp_path / "proof.pdf")
    saved = words_of(tmp_path / "proof.pdf")
    assert "for life" in saved
    assert "DRAFT" in saved
    assert room.notice() == "Saved as proof.pdf."


def words_of(paper: Path) -> str:
    """All that is printed, with plain spaces."""
    pages = PdfReader(BytesIO(paper.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\xa0", " ").split())
