"""Money taken by keys, from the open visit to the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from services.till.selling import CHILD, COUPLE, FAMILY_OF_FOUR, FIRST, PARTNER, SINGLE, Desk
from sqlalchemy import update

from expatdesk.model.people import Person
from expatdesk.services.base import new_key
from expatdesk.services.settings import keys
from expatdesk.services.till.types import ChargeRequest, ReceiptView, Tender
from expatdesk.terms import ChargeState, Means, MessageKind, PrintState
from expatdesk.ui.kit import CheckField, PlainLabel
from expatdesk.ui.till.bill import request_of
from expatdesk.ui.till.form import Way
from expatdesk.ui.till.inline import ExemptForm
from expatdesk.ui.till.line_row import FeeRow
from expatdesk.ui.till.lines import LinesCard
from tests.ui.till.counter import ENTER, TODAY, Printer, Window, words

Key = Qt.Key


def issued(selling: Desk) -> list[ReceiptView]:
    """All receipts, oldest first."""
    rows = selling.centre.till.receipts(TODAY, TODAY)
    return [selling.centre.till.receipt(row.receipt_id) for row in reversed(rows)]


def test_a_single_person_pays_by_pin_with_two_keys(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    window.open(visit=visit.visit_id)

    window.press(Key.Key_F6)
    window.type("4711")
    window.press(ENTER)

    (receipt,) = issued(selling)
    (payment,) = receipt.payments
    assert (receipt.label, receipt.total, receipt.recipient) == ("2026-000001", 6050, None)
    assert (payment.means, payment.amount, payment.reference) == (Means.PIN, 6050, "4711")
    assert window.till.document.title.text() == "Receipt 2026-000001"
    assert window.till.document.pill.text() == "Printed"
    (sheet,) = printer.sheets
    assert "2026-000001" in words(sheet)
    assert "COPY" not in words(sheet)


def test_a_couple_with_two_children_pays_cash_rounded_and_gets_change(
    window: Window, selling: Desk, printer: Printer
) -> None:
    """S4: € 121.01, in cash € 121.00, rounding −0.01."""
    visit = selling.visit(FAMILY_OF_FOUR, day=TODAY)
    till = window.open(visit=visit.visit_id)

    window.press(Key.Key_F5)
    window.type("125")
    assert till.charge.totals.to_pay.text() == "€\xa0121.00"
    assert till.charge.paying.cash.change.text() == "€\xa04.00"
    window.press(ENTER)

    (receipt,) = issued(selling)
    (payment,) = receipt.payments
    assert (receipt.total, receipt.vat, receipt.rounding) == (12101, 2101, -1)
    assert (payment.means, payment.amount, payment.tendered) == (Means.CASH, 12100, 12500)
    assert till.document.change.isVisible()
    assert till.document.change.amount.text() == "€\xa04.00"
    assert "121.00" in words(printer.sheets[0])


def test_an_empty_received_field_means_exact(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F5)
    window.press(ENTER)
    (payment,) = issued(selling)[0].payments
    assert (payment.amount, payment.tendered) == (6050, None)
    assert not till.document.change.isVisible()


def test_too_little_cash_is_said_at_its_field_and_nothing_is_issued(
    window: Window, selling: Desk
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F5)
    window.type("50")
    window.press(ENTER)
    field = till.charge.paying.cash.received_field
    assert field.error() == "Less cash was received than is to be paid."
    assert issued(selling) == []
    window.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.type("100")
    window.press(ENTER)
    assert [receipt.total for receipt in issued(selling)] == [6050]


def test_an_amount_that_cannot_be_read_is_said(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F5)
    window.type("sixty")
    window.press(ENTER)
    assert "sixty" in till.charge.paying.cash.received_field.error()
    assert issued(selling) == []


def test_a_note_is_taken_in_one_press(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F5)
    buttons = [
        till.charge.paying.cash._buttons.itemAt(at).widget()
        for at in range(till.charge.paying.cash._buttons.count())
    ]
    assert [button.text() for button in buttons] == [
        "€\xa060.50 exact",
        "€\xa065",
        "€\xa070",
        "€\xa080",
        "€\xa0100",
    ]
    window.click(buttons[3])
    assert till.charge.paying.cash.change.text() == "€\xa019.50"
    window.press(ENTER)
    assert issued(selling)[0].payments[0].tendered == 8000


def test_cash_is_not_shown_where_the_centre_does_not_take_it(window: Window, selling: Desk) -> None:
    selling.centre.settings.set(selling.actor, keys.CASH_ALLOWED, False, TODAY, key=new_key())
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    assert not till.charge.paying.tiles[Way.CASH].isVisible()
    window.press(Key.Key_F5)
    window.press(ENTER)
    assert issued(selling)[0].payments[0].means is Means.PIN


def test_an_online_payment_has_the_day_on_which_it_was_paid(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    window.open(visit=visit.visit_id, means="online")
    window.type("20-11-2026")
    window.press(ENTER)
    (payment,) = issued(selling)[0].payments
    assert payment.means is Means.ONLINE
    assert payment.paid_on.isoformat() == "2026-11-20"


def test_a_payment_of_tomorrow_is_refused_at_its_field(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F8)
    window.type("25-11-2026")
    window.press(ENTER)
    error = till.charge.paying.dated.paid_on_field.error()
    assert error == "A payment cannot lie in the future."
    assert issued(selling) == []


def test_several_means_pay_one_receipt_and_the_rest_is_computed(
    window: Window, selling: Desk
) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F9)
    window.type("50")
    assert till.charge.paying.split.remaining.text() == "€\xa040.75"
    window.press(ENTER)
    receipt = issued(selling)[0]
    paid = {payment.means: payment.amount for payment in receipt.payments}
    assert paid == {Means.CASH: 5000, Means.PIN: 4075}
    assert receipt.rounding == 0


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter each amount."),
        ("100", "The payments are more than €\xa090.75."),
        ("10.02", "Cash is counted in five cents."),
    ],
)
def test_a_split_that_makes_no_sense_is_said(
    window: Window, selling: Desk, typed: str, error: str
) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F9)
    if typed:
        window.type(typed)
    window.press(ENTER)
    assert till.charge.paying.split.error.text() == error
    assert issued(selling) == []


def test_each_payment_has_its_own_reference_and_day(window: Window, selling: Desk) -> None:
    """€ 90.75: 40.00 online on the 20th, 10.00 in cash, and the rest by PIN."""
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F9)
    split = till.charge.paying.split
    window.type("10")
    window.click(split.more)
    window.type("40")
    cash, online = split.payments
    assert not cash.reference.isVisible()
    online.reference.setFocus()
    window.type("ORDER-17")
    online.paid_on.setFocus()
    window.type("20-11-2026")
    assert not till.charge.paying.dated.isVisible()
    till.charge.paying.reference.setFocus()
    window.type("4711")
    window.press(ENTER)

    (receipt,) = issued(selling)
    paid = {p.means: (p.amount, p.reference, p.paid_on) for p in receipt.payments}
    assert paid == {
        Means.ONLINE: (4000, "ORDER-17", date(2026, 11, 20)),
        Means.CASH: (1000, "", TODAY),
        Means.PIN: (4075, "4711", TODAY),
    }


def test_a_refused_reference_is_said_at_its_own_payment(window: Window, selling: Desk) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F9)
    split = till.charge.paying.split
    split.payments[0].means.setFocus()
    split.payments[0].means.chosen.emit(Means.ONLINE)
    split.payments[0].amount.setFocus()
    window.type("40")
    split.payments[0].reference.setFocus()
    window.type("4111 1111 1111 1111")
    window.press(ENTER)
    assert "card number" in split.error.text()
    assert window.focused() is split.payments[0].reference
    assert till.charge.paying.reference_field.error() == ""
    assert issued(selling) == []


def test_above_100_euros_without_an_address_it_is_refused_at_the_field(
    window: Window, selling: Desk, centre: object
) -> None:
    visit = selling.visit(FAMILY_OF_FOUR, day=TODAY)
    till = window.open(visit=visit.visit_id)
    fields = till.charge.recipient.fields
    assert fields.name.field.text() == "Mary-Kate O’Kealy"
    fields.street.field.setFocus()
    fields.street.field.selectAll()
    window.press(Key.Key_Delete)
    fields.town.field.setFocus()
    fields.town.field.selectAll()
    window.press(Key.Key_Delete)

    window.press(ENTER)
    assert fields.street.error() == "Enter the address for the invoice."
    assert issued(selling) == []

    fields.street.field.setFocus()
    window.type("Hooigracht 12")
    window.press(ENTER)
    receipt = issued(selling)[0]
    assert receipt.recipient is not None
    assert receipt.recipient.address == ("Hooigracht 12",)


def test_below_100_euros_a_name_stands_on_it_only_when_asked_for(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    assert not till.charge.recipient.fields.isVisible()
    till.charge.recipient.wanted.setFocus()
    window.press(Key.Key_Space)
    assert till.charge.recipient.fields.isVisible()
    window.press(ENTER)
    receipt = issued(selling)[0]
    assert receipt.recipient is not None
    assert receipt.recipient.name == "Mary-Kate O’Kealy"
    assert "Hooigracht 12" in words(printer.sheets[0])


def test_an_employer_on_account_gets_a_slip_and_no_receipt(
    window: Window, selling: Desk, printer: Printer
) -> None:
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    till = window.open(visit=visit.visit_id)
    assert till.charge.paying.tiles[Way.ACCOUNT].isChecked()
    assert till.charge.paying.po_number.text() == "MB-7781"

    window.press(ENTER)

    assert issued(selling) == []
    (slip,) = selling.centre.till.slips(TODAY, TODAY)
    assert (slip.account, slip.net) == ("Meridiaan Biotech", 5000)
    assert till.slip.title.text() == "Slip S2026-000001"
    assert "no receipt" in words(printer.sheets[0])


def test_two_payers_get_two_documents(window: Window, selling: Desk) -> None:
    visit = selling.visit((FIRST, PARTNER, CHILD), day=TODAY)
    till = window.open(visit=visit.visit_id)
    for at in (2, 4):
        row = till.charge.lines.rows.itemAt(at).widget()
        window.click(row.findChild(CheckField))
    window.press(Key.Key_F6)
    window.press(ENTER)
    assert [receipt.total for receipt in issued(selling)] == [6050]

    assert till.document.charge_rest.text() == "Charge the rest, €\xa045.38"
    window.press(Key.Key_F4)
    window.press(Key.Key_F5)
    window.press(ENTER)
    assert [receipt.total for receipt in issued(selling)] == [6050, 4538]


def test_a_dropped_line_needs_a_reason_and_can_be_put_back(window: Window, selling: Desk) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    row = till.charge.lines.rows.itemAt(2).widget()
    window.click(row.buttons.itemAt(row.buttons.count() - 1).widget())
    assert not till.charge.take_button.isEnabled()
    window.press(ENTER)
    assert issued(selling) == []
    window.type("came without papers")
    window.press(ENTER)
    assert till.charge.totals.to_pay.cents() == 6050
    window.press(ENTER)

    assert [receipt.total for receipt in issued(selling)] == [6050]
    sheet = selling.centre.till.sheet(visit.visit_id)
    assert {line.state for line in sheet.settled} == {ChargeState.PAID, ChargeState.DROPPED}


def test_escape_leaves_the_small_form_and_not_the_page(window: Window, selling: Desk) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.click(till.charge.lines.add_link)
    window.press(Key.Key_Escape)
    assert not till.charge.lines.add_form.isVisible()
    assert window.window.current_name == "till"
    window.press(Key.Key_Escape)
    assert window.window.current_name == "agenda"


def test_a_fee_is_added_with_a_reason(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    form = till.charge.lines.add_form
    window.click(till.charge.lines.add_link)
    product = next(product for product in selling.centre.till.products() if product.gross == 1513)
    form.product.choose(product.product_id)
    form.reason.field.setFocus()
    window.press(ENTER)
    assert form.reason.error() == "A reason is needed."
    window.type("a cousin who is registered too")
    window.press(ENTER)
    assert till.charge.totals.to_pay.cents() == 7563
    window.press(ENTER)
    (receipt,) = issued(selling)
    assert [line.gross for line in receipt.lines] == [6050, 1513]


def test_all_exempt_is_settled_without_a_receipt(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    row = till.charge.lines.rows.itemAt(0).widget()
    window.click(row.buttons.itemAt(row.buttons.count() - 1).widget())
    window.type("was sent here by mistake")
    window.press(ENTER)
    assert till.charge.take_button.text() == "Settle without receipt"
    window.press(ENTER)
    assert issued(selling) == []
    (line,) = selling.centre.till.sheet(visit.visit_id).settled
    assert line.state is ChargeState.DROPPED
    assert window.window.current_name == "agenda"


def test_enter_twice_at_once_issues_once(window: Window, selling: Desk, printer: Printer) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    focused = window.focused()
    for _ in range(2):
        window._qtbot.keyClick(focused, ENTER)
    window.settle()
    window.press(ENTER)
    assert len(issued(selling)) == 1
    assert len(printer.sheets) == 1
    assert till.document.isVisible()


def test_what_was_settled_before_is_greyed_with_its_receipt(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    selling.charge(visit)
    till = window.open(visit=visit.visit_id)
    said = [label.text() for label in till.charge.lines.findChildren(PlainLabel)]
    assert "paid on receipt 2026-000001" in said
    assert till.charge.nothing.isVisible()
    assert not till.charge.take_button.isVisible()


def test_each_settled_line_names_the_receipt_that_settled_it(window: Window, selling: Desk) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    for person, cents in zip(visit.persons, (6050, 3025), strict=True):
        tenders = (Tender(Means.PIN, cents),)
        request = ChargeRequest(visit.visit_id, tenders, person_ids=(person,))
        selling.centre.till.charge(selling.actor, request, key=selling.key())
    till = window.open(visit=visit.visit_id)
    said = [label.text() for label in till.charge.lines.findChildren(PlainLabel)]
    assert [text for text in said if text.startswith("paid on")] == [
        "paid on receipt 2026-000001",
        "paid on receipt 2026-000002",
    ]


def test_in_a_small_window_the_quantity_stands_under_the_line(
    window: Window, selling: Desk
) -> None:
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    form = till.charge.lines.add_form
    window.click(till.charge.lines.add_link)
    product = next(product for product in selling.centre.till.products() if product.gross == 1513)
    form.product.choose(product.product_id)
    form.quantity.setText("2")
    form.reason.field.setFocus()
    window.type("two cousins")
    window.press(ENTER)
    (quantity,) = [w for w in till.charge.lines.findChildren(PlainLabel) if "2 ×" in w.text()]
    assert not quantity.isVisible()
    window.window.resize(1100, 700)
    window.settle()
    assert quantity.text() == "2 × 15.13"
    assert quantity.isVisible()


def test_the_mail_with_the_receipt_waits_in_the_outbox(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    with selling.store.writing() as tx:
        tx.execute(
            update(Person)
            .where(Person.id == visit.persons[0])
            .values(email="mary-kate@okealy.example")
        )
    till = window.open(visit=visit.visit_id)
    window.click(till.charge.mail)
    till.charge.paying.focus_first()
    window.press(ENTER)

    (message,) = selling.centre.reception.messages(MessageKind.MAIL)
    assert message.address == "mary-kate@okealy.example"
    assert message.file_id is not None
    assert "2026-000001" in words(selling.centre.files.load(message.file_id))
    assert printer.sheets == []
    (row,) = selling.centre.till.receipts(TODAY, TODAY)
    assert row.print_state is PrintState.MAILED


def test_after_a_power_cut_the_same_key_finds_what_was_issued(
    window: Window, selling: Desk
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    form, bill = till.charge.effective(), till.charge.bill
    assert bill is not None
    # The machine goes dark between the commit and the answer.
    till.charge.draft.sending(replace(form, sent="charge"))
    window.settle()
    opened = till.charge._opened
    assert opened is not None
    selling.centre.till.charge(selling.actor, request_of(opened.sheet, form, bill), key=form.key)

    window.window.open_page("agenda")
    window.open(visit=visit.visit_id)

    assert [receipt.label for receipt in issued(selling)] == ["2026-000001"]
    assert till.document.title.text() == "Receipt 2026-000001"
    assert selling.centre.appointments.drafts("charge", selling.actor.desk_id) == []


def test_a_charge_that_never_came_through_is_offered_again_with_its_key(
    window: Window, selling: Desk
) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.press(Key.Key_F5)
    window.type("70")
    key = till.charge.effective().key
    till.charge.draft.sending(replace(till.charge.effective(), sent="charge"))
    window.settle()
    window.window.open_page("agenda")

    window.open(visit=visit.visit_id)

    assert till.charge.kept_note.isVisible()
    assert till.charge.effective().key == key
    assert till.charge.paying.cash.received.cents() == 7000
    assert issued(selling) == []
    window.press(ENTER)
    assert issued(selling)[0].payments[0].tendered == 7000


def test_another_desk_that_was_faster_is_told(window: Window, selling: Desk) -> None:
    visit = selling.visit(SINGLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    selling.charge(visit)
    window.press(ENTER)
    assert len(issued(selling)) == 1
    assert window.window.notice_bar.isVisible()
    assert till.charge.nothing.isVisible()


def test_hidden_names_are_not_on_the_screen(window: Window, selling: Desk) -> None:
    visit = selling.visit(FAMILY_OF_FOUR, day=TODAY)
    till = window.open(visit=visit.visit_id)
    assert till.panel.pane.page_count() == 1
    window.press(Key.Key_F12)
    assert till.charge.title.text() == "Charge — •••• · family of 4"
    assert till.panel.pane.page_count() == 0
    assert not till.charge.recipient.fields.isVisible()
    window.press(Key.Key_F12)
    assert till.panel.pane.page_count() == 1


def test_a_noted_exemption_is_shown_charged_in_full_and_given_again_with_proof(
    window: Window, selling: Desk
) -> None:
    """S3: the rule of the day of the visit; the proof is written down."""
    rule = selling.centre.founded.exemptions["researcher"]
    visit = selling.visit(
        SINGLE, day=date(2019, 12, 16), exemption_id=rule, exemption_proof="Hosting agreement"
    )
    till = window.open(visit=visit.visit_id)
    lines = till.charge.lines
    assert till.charge.take_button.text() == "Settle without receipt"

    window.click(last_button(lines))
    assert till.charge.totals.to_pay.cents() == 6050

    row = lines.rows.itemAt(0).widget()
    assert isinstance(row, FeeRow)
    assert row.more is not None
    window.click(row.more)
    exempt = next(a for a in row.findChild(QMenu).actions() if a.text() == "Exempt…")
    exempt.trigger()
    window.settle()
    form = lines.opened_form()
    assert isinstance(form, ExemptForm)
    form.rule.choose(rule)
    form.proof.field.setFocus()
    assert form.proof.field.text() == "Hosting agreement"
    window.type(" of 2019")
    window.press(ENTER)
    window.press(ENTER)

    assert issued(selling) == []
    (line,) = selling.centre.till.sheet(visit.visit_id).settled
    assert (line.state, line.reason) == (ChargeState.EXEMPT, "Hosting agreement of 2019")


def last_button(lines: LinesCard) -> QWidget:
    """What stands at the end of the first line."""
    row = lines.rows.itemAt(0).widget()
    assert isinstance(row, FeeRow)
    return row.buttons.itemAt(row.buttons.count() - 1).widget()


def test_tab_goes_through_the_page_as_the_eye_does(window: Window, selling: Desk) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    till.charge._order.stop()
    till.charge._follow_the_eye()
    tick = till.charge.lines.rows.itemAt(0).widget().findChild(CheckField)
    tick.setFocus()
    names = []
    for _ in range(5):
        window.press(Key.Key_Tab)
        names.append(window.focused().accessibleName())
    assert names == [
        "Drop this line",
        "Settled now: Mary-Kate O’Kealy",
        "Drop this line",
        "+ Add fee…",
        "Cash",
    ]
