"""What belongs together: a document with its credits and corrections, and the slips."""

from __future__ import annotations

from datetime import timedelta

from services.till.selling import MONDAY, SINGLE, Desk

from expatdesk.services.till.types import Recipient
from expatdesk.terms import AccountState, DocumentKind, Means

FIRM = Recipient("Meridiaan Biotech", ("Einsteinweg 55", "2333 CC Leiden"))


def test_a_receipt_and_all_that_names_it_belong_together(desk: Desk) -> None:
    till = desk.centre.till
    sold = desk.charge(desk.visit(SINGLE))
    desk.charge(desk.visit(SINGLE))
    till.correct_means(
        desk.actor, sold.receipt_id, Means.PIN, Means.CASH, "declined", key=desk.key()
    )
    till.invoice_for(desk.actor, sold.receipt_id, FIRM, key=desk.key())
    credit = till.refund_in_full(
        desk.actor, sold.receipt_id, Means.CASH, "paid twice", key=desk.key()
    ).value

    family = [
        DocumentKind.RECEIPT,
        DocumentKind.CORRECTION,
        DocumentKind.INVOICE,
        DocumentKind.CREDIT,
    ]
    for receipt_id in (sold.receipt_id, credit.receipt_id):
        assert [row.kind for row in till.linked(receipt_id)] == family


def test_a_correction_of_a_credit_leads_to_the_credit(desk: Desk) -> None:
    till = desk.centre.till
    sold = desk.charge(desk.visit(SINGLE))
    credit = till.refund_in_full(
        desk.actor, sold.receipt_id, Means.CASH, "paid twice", key=desk.key()
    ).value
    correction = till.correct_means(
        desk.actor, credit.receipt_id, Means.CASH, Means.PIN, "wrong", key=desk.key()
    ).value
    family = [sold.receipt_id, credit.receipt_id, correction.receipt_id]
    for receipt_id in family:
        assert [row.receipt_id for row in till.linked(receipt_id)] == family


def test_slips_are_listed_by_the_day_on_which_they_were_made(desk: Desk) -> None:
    till = desk.centre.till
    firm = desk.organisation()
    visits = [desk.visit(SINGLE, payer="employer", payer_party_id=firm) for _ in range(2)]
    ids = [
        till.put_on_account(desk.actor, visit.visit_id, key=desk.key()).value for visit in visits
    ]
    rows = till.slips(MONDAY, MONDAY)
    assert [row.unbilled_id for row in rows] == ids[::-1]
    assert {(row.account, row.net, row.state) for row in rows} == {
        ("Meridiaan Biotech", 5000, AccountState.OPEN)
    }
    assert [row.label for row in till.slips(MONDAY, MONDAY, "000002")] == ["S2026-000002"]
    before = MONDAY - timedelta(days=1)
    assert till.slips(before, before) == ()


def test_a_case_knows_its_slips_and_their_state(desk: Desk) -> None:
    till = desk.centre.till
    firm = desk.organisation()
    visit = desk.visit(SINGLE, payer="employer", payer_party_id=firm)
    desk.visit(SINGLE)
    unbilled_id = till.put_on_account(desk.actor, visit.visit_id, key=desk.key()).value
    till.withdraw_from_account(desk.actor, unbilled_id, "pays at the desk", key=desk.key())
    (slip,) = till.slips_of(visit.case_id)
    assert (slip.unbilled_id, slip.state) == (unbilled_id, AccountState.WITHDRAWN)
    assert till.slip(unbilled_id).state is AccountState.WITHDRAWN


def test_the_supplier_is_the_centre_as_it_is_now(desk: Desk) -> None:
    supplier = desk.centre.till.supplier()
    assert (supplier.name, supplier.vat_id) == ("Expat Centre Leiden", "NL800123456B01")
