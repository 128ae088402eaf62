"""Money taken by keys, from the open visit to the paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from services.till.selling import SINGLE, Desk

from expatdesk.terms import Means
from tests.ui.till.counter import ENTER, TODAY, Printer, Window, words


def test_a_single_person_pays_by_pin_with_two_keys(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    window.open(visit=visit.visit_id)

    window.press(Qt.Key.Key_F6)
    window.press(ENTER)

    (receipt,) = selling.centre.till.receipts(TODAY, TODAY)
    assert (receipt.label, receipt.total, receipt.means) == ("2026-000001", 6050, (Means.PIN,))
    assert window.till.document.isVisible()
    assert window.till.document.title.text() == "Receipt 2026-000001"
    (sheet,) = printer.sheets
    assert "2026-000001" in words(sheet)
    assert "COPY" not in words(sheet)
