"""Corrections by counter-entry: the wrong means, and an invoice in the company's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.till.selling import AT_HOME, FAMILY_OF_FOUR, MONDAY, SINGLE, Desk
from sqlalchemy import func, select

from expatdesk.model.till import LineBalance, Posting, ReceiptLine
from expatdesk.money import round_cash
from expatdesk.services.base import Invalid
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.corrections import PaidSoFar
from expatdesk.services.till.crediting import count_credits
from expatdesk.services.till.types import (
    AlreadyInvoiced,
    Issued,
    Recipient,
    RecipientMissing,
    Tender,
    TooMuchCredited,
)
from expatdesk.terms import DocumentKind, Means

PIN, CASH, ONLINE, BANK = Means.PIN, Means.CASH, Means.ONLINE, Means.BANK_TRANSFER
COMPANY = Recipient("Meridiaan Biotech", ("Einsteinweg 55", "2333 CC Leiden"), "", "NL800765432B01")


def correct(desk: Desk, receipt_id: int, wrong: Means, right: Means) -> Issued:
    issued: Issued = desk.centre.till.correct_means(
        desk.actor, receipt_id, wrong, right, "Declined after the receipt", key=desk.key()
    ).value
    return issued


def turnover(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as tx:
        rows = tx.rows(
            select(Posting.account, func.sum(Posting.amount))
            .where(Posting.account.in_(("8000", "1520")))
            .group_by(Posting.account)
        )
    return {row[0]: int(row[1]) for row in rows}


def test_a_declined_pin_payment_becomes_cash(desk: Desk) -> None:
    """Scenario S6: 10 PIN and 5 cash out of 11 and 4; turnover and VAT stay."""
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(PIN, 12101))
    before = turnover(desk)

    issued = correct(desk, sale.receipt_id, PIN, CASH)

    assert (issued.label, issued.total, issued.rounding) == ("K2026-000001", 0, -1)
    view = desk.centre.till.receipt(issued.receipt_id)
    assert view.kind is DocumentKind.CORRECTION
    assert view.original_label == sale.label
    assert [(p.means, p.amount) for p in view.payments] == [(PIN, -12101), (CASH, 12100)]
    assert turnover(desk) == before
    totals = desk.centre.till.totals(MONDAY)
    assert totals.by_means == {PIN: 0, CASH: 12100}
    assert (totals.taken, totals.rounding, totals.vat, totals.receipts) == (12100, -1, 2101, 1)
    with desk.store.reading() as tx:
        assert list(check_till(tx)) == []


def test_it_can_be_moved_back_and_forth(desk: Desk) -> None:
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(PIN, 12101))

    roundings = [
        correct(desk, sale.receipt_id, wrong, right).rounding
        for wrong, right in ((PIN, CASH), (CASH, ONLINE), (ONLINE, CASH), (CASH, PIN))
    ]

    assert roundings == [-1, 1, -1, 1]
    assert desk.centre.till.totals(MONDAY).by_means == {PIN: 12101, CASH: 0, ONLINE: 0}


def test_of_a_split_payment_one_part_is_moved(desk: Desk) -> None:
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(PIN, 5003), Tender(CASH, 7100))

    issued = correct(desk, sale.receipt_id, PIN, CASH)

    assert issued.rounding == -3
    totals = desk.centre.till.totals(MONDAY)
    assert (totals.by_means[CASH], totals.by_means[PIN], totals.rounding) == (12100, 0, -1)


def test_a_partly_credited_receipt_can_be_corrected_too(desk: Desk) -> None:
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(PIN, 12101))
    with desk.store.reading() as tx:
        child = tx.scalar(
            select(func.max(ReceiptLine.id)).where(ReceiptLine.receipt_id == sale.receipt_id)
        )
    with desk.store.writing() as tx:
        count_credits(tx, {child: 1513})

    assert correct(desk, sale.receipt_id, PIN, CASH).rounding == -1


def test_the_means_of_a_refund_can_be_corrected(desk: Desk) -> None:
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(PIN, 12101))
    credit = desk.centre.till.refund_in_full(
        desk.actor, sale.receipt_id, PIN, "Cancelled", key="r"
    ).value

    issued = correct(desk, credit.receipt_id, PIN, CASH)

    view = desk.centre.till.receipt(issued.receipt_id)
    assert [(p.means, p.amount) for p in view.payments] == [(PIN, 12101), (CASH, -12100)]
    assert view.original_label == "C2026-000001"


def test_what_was_not_paid_by_this_means_cannot_be_moved(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE), Tender(PIN, 6050))
    moved = correct(desk, sale.receipt_id, PIN, BANK)

    for receipt_id, wrong, right in (
        (sale.receipt_id, PIN, CASH),
        (sale.receipt_id, CASH, PIN),
        (sale.receipt_id, BANK, BANK),
        (moved.receipt_id, BANK, PIN),
    ):
        with pytest.raises(Invalid):
            correct(desk, receipt_id, wrong, right)


@given(
    paid=st.dictionaries(st.sampled_from((PIN, ONLINE, BANK)), st.integers(1, 50_000), min_size=1),
    exact_cash=st.integers(1, 50_000),
    moves=st.lists(st.tuples(st.sampled_from(tuple(Means)), st.sampled_from(tuple(Means)))),
)
def test_however_means_are_moved_the_sale_is_paid(
    paid: dict[Means, int], exact_cash: int, moves: list[tuple[Means, Means]]
) -> None:
    """What is paid is always the total with the rounding of its cash part as a whole."""
    total = sum(paid.values()) + exact_cash
    cash = round_cash(exact_cash)
    by_means, rounding = {**paid, CASH: cash}, cash - exact_cash

    for wrong, right in moves:
        if wrong is right:
            continue
        leaving, coming = PaidSoFar(by_means, rounding).moved(wrong, right)
        by_means = {**by_means, wrong: by_means.get(wrong, 0) - leaving}
        by_means[right] = by_means.get(right, 0) + coming
        rounding += coming - leaving

        assert sum(by_means.values()) == total + rounding
        assert by_means.get(CASH, 0) % 5 == 0
        assert abs(rounding) <= 2
        assert all(amount >= 0 for amount in by_means.values())


def test_an_invoice_in_the_company_s_name_is_no_second_turnover(desk: Desk) -> None:
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), recipient=AT_HOME)
    before = turnover(desk), desk.centre.till.totals(MONDAY)

    issued = desk.centre.till.invoice_for(desk.actor, sale.receipt_id, COMPANY, key="i").value

    assert issued.label == "F2026-000001"
    view = desk.centre.till.receipt(issued.receipt_id)
    assert (view.kind, view.total, view.vat) == (DocumentKind.INVOICE, 12101, 2101)
    assert view.recipient == COMPANY
    assert view.original_label == sale.label
    assert view.payments == ()
    assert (turnover(desk), desk.centre.till.totals(MONDAY)) == before
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(LineBalance)) == 4
        assert list(check_till(tx)) == []


def test_each_company_gets_its_invoice_once(desk: Desk) -> None:
    till = desk.centre.till
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), recipient=AT_HOME)
    till.invoice_for(desk.actor, sale.receipt_id, COMPANY, key="1")

    with pytest.raises(AlreadyInvoiced):
        till.invoice_for(desk.actor, sale.receipt_id, COMPANY, key="2")
    with pytest.raises(AlreadyInvoiced):
        till.invoice_for(desk.actor, sale.receipt_id, AT_HOME, key="3")
    other = Recipient("Meridiaan Holding", COMPANY.address)
    assert till.invoice_for(desk.actor, sale.receipt_id, other, key="4").value.label == (
        "F2026-000002"
    )


def test_an_invoice_needs_an_address_and_a_receipt_that_stands(desk: Desk) -> None:
    till = desk.centre.till
    sale = desk.charge(desk.visit(SINGLE))

    with pytest.raises(RecipientMissing):
        till.invoice_for(desk.actor, sale.receipt_id, Recipient("Meridiaan", ()), key="1")
    credit = till.refund_in_full(desk.actor, sale.receipt_id, PIN, "Cancelled", key="2").value
    with pytest.raises(TooMuchCredited):
        till.invoice_for(desk.actor, sale.receipt_id, COMPANY, key="3")
    with pytest.raises(Invalid):
        till.invoice_for(desk.actor, credit.receipt_id, COMPANY, key="4")
