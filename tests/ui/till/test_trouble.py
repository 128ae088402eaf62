"""A printer that fails undoes nothing: the document stands and waits for its paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from services.till.selling import SINGLE, Desk

from expatdesk.terms import PrintState
from tests.ui.till.counter import ENTER, TODAY, Printer, Window, words


def test_without_a_printer_the_receipt_stands_and_is_not_printed_yet(
    window: Window, selling: Desk, printer: Printer
) -> None:
    printer.refuse()
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(ENTER)

    (row,) = selling.centre.till.receipts(TODAY, TODAY)
    assert (row.label, row.print_state) == ("2026-000001", PrintState.FAILED)
    assert till.trouble.isVisible()
    assert till.trouble.message.text() == (
        "2026-000001 is issued but not printed yet. No printer is set up on this computer."
    )
    assert till.document.pill.text() == "Not printed yet"

    printer.accept()
    window.click(till.trouble.action)
    assert not till.trouble.isVisible()
    assert till.document.pill.text() == "Printed"
    (sheet,) = printer.sheets
    assert "COPY" not in words(sheet)


def save_as(window: Window, file: Path) -> None:
    """Presses "Save as file" and names one."""
    window.click(window.till.trouble.save)
    (dialog,) = window.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    window.settle()


def test_what_cannot_be_printed_can_be_saved(
    window: Window, selling: Desk, printer: Printer, tmp_path: Path
) -> None:
    printer.refuse()
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.press(ENTER)
    save_as(window, tmp_path / "2026-000001.pdf")
    assert "2026-000001" in words((tmp_path / "2026-000001.pdf").read_bytes())
    assert till.document.pill.text() == "Saved"
    assert not till.trouble.isVisible()


def test_a_folder_that_cannot_be_written_is_said(
    window: Window, selling: Desk, printer: Printer, tmp_path: Path
) -> None:
    printer.refuse()
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.press(ENTER)
    save_as(window, tmp_path / "nowhere" / "2026-000001.pdf")
    assert "The file cannot be written there." in till.trouble.message.text()


def test_a_slip_that_cannot_be_printed_is_tried_again(
    window: Window, selling: Desk, printer: Printer
) -> None:
    printer.refuse("lp: The printer or class does not exist.")
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    till = window.open(visit=visit.visit_id)
    window.press(ENTER)
    assert "S2026-000001 is issued but not printed yet." in till.trouble.message.text()
    printer.accept()
    window.click(till.trouble.action)
    assert "S2026-000001" in words(printer.sheets[0])


def test_the_list_shows_first_what_is_not_printed_and_prints_it_again(
    window: Window, selling: Desk, printer: Printer
) -> None:
    printer.refuse()
    for _ in range(2):
        window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
        window.press(ENTER)
    printer.accept()
    window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.press(ENTER)

    till = window.open()
    rows = till.home.list.rows_model.rows()
    labels = [row.document.label for row in rows if row.document is not None]
    assert labels == ["2026-000002", "2026-000001", "2026-000003"]
    assert till.home.again.text() == "Print again (2)"
    window.click(till.home.again)
    assert len(printer.sheets) == 3
    assert not till.home.again.isVisible()
    assert not till.trouble.isVisible()
