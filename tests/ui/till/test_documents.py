"""Issued documents: taken back, set right, printed again, and what belongs to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from services.till.selling import FAMILY_OF_FOUR, SINGLE, Desk

from expatdesk.services.till.types import ReceiptRow, Tender
from expatdesk.terms import AccountState, DocumentKind, Means, PrintState
from expatdesk.ui.kit import LinkButton
from tests.ui.till.counter import ENTER, TODAY, Printer, Window, words

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def documents(selling: Desk) -> list[ReceiptRow]:
    """All documents, oldest first."""
    return list(reversed(selling.centre.till.receipts(TODAY, TODAY)))


def test_a_receipt_is_refunded_in_full_in_cash_with_its_rounding(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(FAMILY_OF_FOUR, day=TODAY)
    sold = selling.charge(visit, Tender(Means.CASH, 12100))
    till = window.open(receipt=sold.receipt_id)

    window.press(Key.Key_F7)
    form = till.document.corrections.refund
    assert form.means.value() is Means.CASH
    assert form.outlook.text() == (
        "A refund receipt over €\xa0121.01 is issued, €\xa0121.00 goes back, "
        "and the fee is due again. Cash rounding: €\xa00.01."
    )
    window.type("registered in another town")
    window.press(ENTER, times=2)

    receipt, credit = documents(selling)
    assert (credit.kind, credit.total, credit.rounding) == (DocumentKind.CREDIT, -12101, 1)
    assert (credit.original_label, credit.means) == (receipt.label, (Means.CASH,))
    assert receipt.credited == 12101
    assert till.document.title.text() == "Refund C2026-000001"
    assert till.document.change.words.text() == "To give back"
    assert till.document.change.amount.text() == "€\xa0121.00"
    assert receipt.label in words(printer.sheets[0])


def test_a_refund_without_a_reason_is_refused_at_the_field(window: Window, selling: Desk) -> None:
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open(receipt=sold.receipt_id)
    window.press(Key.Key_F7)
    window.press(ENTER, times=2)
    assert till.document.corrections.refund.reason.error() == "A reason is needed."
    assert len(documents(selling)) == 1


def test_what_was_refunded_cannot_be_refunded_again(window: Window, selling: Desk) -> None:
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open(receipt=sold.receipt_id)
    window.press(Key.Key_F7)
    window.type("paid twice")
    window.press(ENTER, times=2)
    window.open(receipt=sold.receipt_id)
    assert not till.document.corrections.refund_button.isVisible()
    assert not till.document.corrections.invoice_button.isVisible()


def test_a_declined_pin_payment_is_corrected_to_cash(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(FAMILY_OF_FOUR, day=TODAY)
    sold = selling.charge(visit)
    till = window.open(receipt=sold.receipt_id)

    window.press(Key.Key_F8)
    form = till.document.corrections.means
    assert form.wrong.value() is Means.PIN
    form.right.choose(Means.CASH)
    window.type("PIN declined")
    window.press(ENTER, times=2)

    _receipt, correction = documents(selling)
    assert correction.kind is DocumentKind.CORRECTION
    assert (correction.total, correction.rounding) == (0, -1)
    assert set(correction.means) == {Means.PIN, Means.CASH}
    totals = selling.centre.till.totals(TODAY)
    assert {means: cents for means, cents in totals.by_means.items() if cents} == {
        Means.CASH: 12100
    }
    assert printer.sheets == []


def test_an_invoice_in_the_name_of_the_company_is_linked_to_the_receipt(
    window: Window, selling: Desk, printer: Printer
) -> None:
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open(receipt=sold.receipt_id)
    window.press(Key.Key_F9)
    fields = till.document.corrections.invoice.recipient
    window.type("Meridiaan Biotech")
    window.press(ENTER, times=2)
    assert fields.street.error() == "Enter the address for the invoice."
    window.type("Einsteinweg 55")
    window.press(ENTER, times=2)

    receipt, invoice = documents(selling)
    assert (invoice.kind, invoice.total) == (DocumentKind.INVOICE, 6050)
    assert invoice.original_label == receipt.label
    assert selling.centre.till.totals(TODAY).taken == 6050
    assert "Meridiaan Biotech" in words(printer.sheets[0])


def test_documents_that_belong_together_lead_to_one_another(window: Window, selling: Desk) -> None:
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open(receipt=sold.receipt_id)
    window.press(Key.Key_F7)
    window.type("paid twice")
    window.press(ENTER, times=2)
    (link,) = till.document.linked.findChildren(LinkButton)
    assert link.text() == "Receipt 2026-000001"
    window.click(link)
    assert till.document.title.text() == "Receipt 2026-000001"
    (link,) = till.document.linked.findChildren(LinkButton)
    assert link.text() == "Refund C2026-000001"


def test_a_reprint_says_copy_and_history_says_who_made_it(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(ENTER)
    window.window.open_page("agenda")
    (row,) = documents(selling)
    window.open(receipt=row.receipt_id)
    assert till.document.foot.print_button.text() == "Print copy"

    window.press(ENTER)

    original, copy = map(words, printer.sheets)
    assert "COPY" not in original
    assert "COPY" in copy
    assert "KOPIE" in copy
    said = [
        till.document.history.rows.itemAt(at).widget().text()
        for at in range(till.document.history.rows.count())
    ]
    assert said == [
        "11:42 · Receipt issued · M. Visser · Desk 2",
        "11:42 · Printed · M. Visser · Desk 2",
        "11:42 · Printed · M. Visser · Desk 2",
    ]


def test_a_second_enter_after_the_charge_prints_no_copy(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    window.open(visit=visit.visit_id)
    window.press(ENTER, times=3)
    assert len(printer.sheets) == 1
    window.press(Key.Key_Escape)
    assert window.window.current_name == "agenda"


def test_after_a_moment_enter_goes_on_to_where_the_charge_began(
    window: Window, selling: Desk, printer: Printer
) -> None:
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.press(ENTER, times=2)
    assert till.document.foot.done.key() == "Return"
    assert till.document.isVisible()
    window.wait_a_moment()
    window.press(ENTER)
    assert window.window.current_name == "agenda"
    assert len(printer.sheets) == 1


def test_no_enter_skips_the_change_to_be_given(window: Window, selling: Desk) -> None:
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.press(Key.Key_F5)
    window.type("70")
    window.press(ENTER)
    done = till.document.foot.done
    window.click_at(done)
    assert till.document.isVisible(), "the second half of a double-click"
    window.wait_a_moment()
    window.press(ENTER, times=2)
    assert till.document.change.amount.isVisible()
    assert till.document.change.amount.text() == "€\xa09.50"
    assert done.text() == "Change handed over"
    window.click_at(done)
    assert window.window.current_name == "agenda"


def test_escape_goes_back_at_once_whatever_was_issued(window: Window, selling: Desk) -> None:
    for key in (Key.Key_F5, Key.Key_F6):
        window.window.open_page("agenda")
        window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
        window.press(key)
        if key is Key.Key_F5:
            window.type("70")
        window.press(ENTER)
        window.press(Key.Key_Escape)
        assert window.window.current_name == "agenda"


def test_no_enter_skips_a_receipt_that_did_not_print(
    window: Window, selling: Desk, printer: Printer
) -> None:
    printer.refuse()
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.press(ENTER)
    window.wait_a_moment()
    window.press(ENTER)
    assert till.trouble.isVisible()
    assert till.document.isVisible()
    printer.accept()
    window.click(till.trouble.action)
    window.press(ENTER)
    assert window.window.current_name == "agenda"


def test_a_slip_that_was_just_made_is_left_with_enter(window: Window, selling: Desk) -> None:
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    till = window.open(visit=visit.visit_id)
    window.press(ENTER, times=2)
    assert till.slip.isVisible()
    window.wait_a_moment()
    window.press(ENTER)
    assert window.window.current_name == "agenda"


def test_what_became_of_the_paper_is_said_in_the_language_of_the_window(
    window: Window, selling: Desk
) -> None:
    till = window.open(receipt=selling.charge(selling.visit(SINGLE, day=TODAY)).receipt_id)
    assert till.document.pill.text() == "Not printed yet"
    window.desk.set_language("nl")
    window.settle()
    assert till.document.pill.text() == "Nog niet afgedrukt"


def test_a_document_is_saved_as_pdf_where_somebody_says(
    window: Window, selling: Desk, tmp_path: Path
) -> None:
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    window.open(receipt=sold.receipt_id)
    window.press(Key.Key_S, CONTROL)
    (dialog,) = window.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "chosen.pdf"))
    dialog.reject()
    window.settle()
    assert "2026-000001" in words((tmp_path / "chosen.pdf").read_bytes())
    assert documents(selling)[0].print_state is PrintState.FILED


def test_a_charge_is_withdrawn_from_the_account_with_a_reason(
    window: Window, selling: Desk
) -> None:
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    till = window.open(visit=visit.visit_id)
    window.press(ENTER)
    window.press(Key.Key_F7)
    window.type("the visitor pays after all")
    window.press(ENTER, times=2)
    (slip,) = selling.centre.till.slips(TODAY, TODAY)
    assert slip.state is AccountState.WITHDRAWN
    assert till.slip.pill.text() == "Withdrawn"
    assert not till.slip.withdraw_button.isVisible()
    assert selling.due(visit) == 6050


def test_a_document_that_is_not_there_is_told_and_the_page_goes_back(
    window: Window, selling: Desk
) -> None:
    window.open(receipt=4711)
    assert window.window.current_name == "agenda"
    assert window.window.notice_bar.isVisible()


@pytest.mark.parametrize("layout", ["a5", "roll"])
def test_the_preview_follows_the_paper(window: Window, selling: Desk, layout: str) -> None:
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open(receipt=sold.receipt_id)
    till.panel.layouts.setFocus()
    if layout == "roll":
        window.press(Key.Key_Right)
    page = till.panel.pane._inside.papers[0].size
    a5 = 595 / 420
    assert (abs(page.height() / page.width() - a5) < 0.01) == (layout == "a5")
