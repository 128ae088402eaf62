"""All sheets out to a folder and back, and the booklet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt

from expatdesk.services.sheets.types import SheetView
from tests.ui.sheets.hands import ALT, CTRL, ENTER, ESC, SHIFT, SheetsRoom

Read = Callable[..., SheetView]


def exported(room: SheetsRoom, folder: Path) -> None:
    room.press(Qt.Key.Key_E, CTRL | SHIFT)
    room.press(Qt.Key.Key_E, ALT)
    room.answer(folder)


def test_all_sheets_go_into_a_folder(room: SheetsRoom, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    exported(room, folder)
    assert sorted(file.name for file in folder.iterdir()) == [
        "01-bsn.en.md",
        "01-bsn.nl.md",
        "02-digid.en.md",
        "02-digid.nl.md",
        "03-renting.en.md",
        "03-renting.nl.md",
    ]
    assert room.notice() == "6 files were written to sheets."


def test_what_comes_back_is_shown_line_by_line_and_becomes_drafts(
    room: SheetsRoom, tmp_path: Path, read: Read
) -> None:
    folder = tmp_path / "sheets"
    exported(room, folder)
    file = folder / "02-digid.nl.md"
    file.write_text(file.read_text("utf-8").replace("Vraag aan", "Vraag het aan"), "utf-8")
    room.press(Qt.Key.Key_I, ALT)
    room.answer(folder)
    report = room.sheets.exchange.report
    assert report.isVisible()
    assert report.words.text() == "1 text would change · 0 new · 5 as now"
    assert read("digid").draft is None, "nothing is taken yet"
    assert report.take.text() == "Take 1 text"
    room.press(ENTER, CTRL)
    assert "Vraag het aan" in read("digid").texts["nl"].body
    assert read("digid").draft is not None
    assert read("bsn").draft is None
    assert room.notice() == "1 sheet has a new draft · 0 new"


def test_files_that_are_refused_say_why_and_nothing_is_taken_unless_wanted(
    room: SheetsRoom, tmp_path: Path, read: Read
) -> None:
    folder = tmp_path / "sheets"
    exported(room, folder)
    good = folder / "02-digid.nl.md"
    good.write_text(good.read_text("utf-8").replace("Vraag aan", "Vraag het aan"), "utf-8")
    (folder / "03-renting.nl.md").write_text("no header", "utf-8")
    room.press(Qt.Key.Key_I, ALT)
    room.answer(folder)
    report = room.sheets.exchange.report
    model = report.table.rows_model
    first = [str(model.data(model.index(0, at))) for at in range(4)]
    assert first[0] == "03-renting.nl.md"
    assert first[2] == "refused"
    assert "header" in first[3]
    assert report.detail.text() == f"{first[0]}: {first[3]}", "all of it, however narrow"
    marks = [str(model.data(model.index(at, 2))) for at in range(model.rowCount())]
    assert marks[1] == "changes", "what is as it was stands last"
    assert not report.take.isEnabled()
    report.only_good.setFocus()
    room.press(Qt.Key.Key_Space)
    room.press(ENTER, CTRL)
    assert "Vraag het aan" in read("digid").texts["nl"].body
    assert read("renting").draft is None


def test_a_folder_that_is_none_is_said(room: SheetsRoom, tmp_path: Path) -> None:
    room.press(Qt.Key.Key_E, CTRL | SHIFT)
    room.press(Qt.Key.Key_I, ALT)
    room.answer(tmp_path / "nowhere")
    assert room.notice() == "The folder or file cannot be used."
    assert room.sheets.exchange.panel.isVisible()


def test_esc_leads_back_step_by_step(room: SheetsRoom, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    exported(room, folder)
    room.press(Qt.Key.Key_I, ALT)
    room.answer(folder)
    room.press(ESC)
    assert room.sheets.room.editor.isVisible()
    assert room.sheets.exchange.panel.isVisible()
    room.press(ESC)
    assert room.sheets.room.preview.isVisible()
    assert room.focused() is room.english


def test_the_booklet_has_all_sheets_in_the_chosen_languages(
    room: SheetsRoom, tmp_path: Path
) -> None:
    room.press(Qt.Key.Key_E, CTRL | SHIFT)
    room.press(Qt.Key.Key_B, ALT)
    room.answer(tmp_path / "all.pdf")
    reader = PdfReader(tmp_path / "all.pdf")
    text = " ".join(page.extract_text() for page in reader.pages)
    for title in ("Your BSN", "Uw BSN", "DigiD", "Renting a home", "Een woning huren"):
        assert title in " ".join(text.split())
    assert room.notice() == "Saved as all.pdf."


def test_the_booklet_in_one_language(room: SheetsRoom, tmp_path: Path) -> None:
    room.press(Qt.Key.Key_E, CTRL | SHIFT)
    second = room.sheets.exchange.panel.second
    second.setFocus()
    room.press(Qt.Key.Key_End)
    room.press(Qt.Key.Key_B, ALT)
    room.answer(tmp_path / "all.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "all.pdf").pages)
    assert "Your BSN" in text
    assert "Uw BSN" not in text
