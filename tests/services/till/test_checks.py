"""`verify` recomputes the till: whatever is tampered with behind the laws is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from services.till.selling import AT_HOME, COUPLE, FAMILY_OF_FOUR, SINGLE, Desk

from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import Recipient, Tender
from expatdesk.storage.tx import Tx
from expatdesk.terms import Behalf, Means

TAMPERED = {
    "a total": ("UPDATE receipt SET total = total - 100 WHERE number = 2", "sums"),
    "a face": ("UPDATE receipt SET face = replace(face, '6050', '6051') WHERE number = 2", "chain"),
    "a hash": (f"UPDATE receipt SET hash = '{'a' * 64}' WHERE number = 2", "chain"),
    "a time": ("UPDATE receipt SET issued_at = 1 WHERE number = 2", "chain"),
    "a label": ("UPDATE receipt SET label = '2026-000099' WHERE number = 2", "face"),
    "a gross amount": ("UPDATE receipt_line SET gross = gross + 1 WHERE id = 1", "sums"),
    "a VAT amount": ("UPDATE receipt_line SET vat = vat + 1 WHERE id = 1", "sums"),
    "a text": ("UPDATE receipt_line SET text_en = 'Gift' WHERE id = 1", "face"),
    "a payment": ("UPDATE payment SET amount = amount - 1 WHERE id = 1", "sums"),
    "a means": ("UPDATE payment SET means = 'pin' WHERE id = 1", "face"),
    "a posting": ("UPDATE posting SET amount = amount + 1 WHERE id = 1", "postings"),
    "an account": ("UPDATE posting SET account = '9999' WHERE id = 1", "face"),
    "a seal": ("DELETE FROM receipt_seal WHERE receipt_id = 1", "sums"),
    "a name": ("UPDATE receipt_recipient SET name = 'Somebody Else'", "recipients"),
    "an address": ("UPDATE receipt_recipient SET address = 'Elsewhere'", "recipients"),
    "an early erasure": ("DELETE FROM receipt_recipient", "recipients"),
    "a credit forgotten": ("UPDATE line_balance SET credited = 0", "balances"),
    "a balance": ("UPDATE line_balance SET sold = sold + 100 WHERE line_id = 1", "balances"),
    "a counter": ("UPDATE number_series SET next = 1 WHERE code = 'receipt:2026'", "numbers"),
    "the chain's counter": ("UPDATE number_series SET next = 1 WHERE code = 'chain'", "numbers"),
    "a slip's counter": ("UPDATE number_series SET next = 9 WHERE code LIKE 'slip%'", "numbers"),
    "an account's line": ("UPDATE unbilled_line SET net = 1 WHERE id = 1", "accounts"),
    "a charge": ("UPDATE charge SET gross = 1 WHERE state = 'paid'", "charges"),
    "a charge twice": ("UPDATE charge SET state = 'dropped', gross = 0", "charges"),
}  # fmt: skip


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Every kind of document once."""
    till = desk.centre.till
    family = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(Means.CASH, 12100), recipient=AT_HOME)
    single = desk.charge(desk.visit(SINGLE), recipient=None)
    desk.charge(desk.visit(COUPLE), recipient=None)
    again = desk.visit(SINGLE)
    refunded = desk.charge(again, recipient=None)
    till.refund_in_full(desk.actor, refunded.receipt_id, Means.CASH, "Cancelled", key="r")
    desk.charge(again, recipient=None)
    till.correct_means(desk.actor, single.receipt_id, Means.PIN, Means.CASH, "Declined", key="c")
    company = Recipient("Meridiaan Biotech", ("Einsteinweg 55",))
    till.invoice_for(desk.actor, family.receipt_id, company, key="i")
    payer = desk.organisation()
    visit = desk.visit(SINGLE, payer=Behalf.EMPLOYER, payer_party_id=payer)
    till.put_on_account(desk.actor, visit.visit_id, key="a")
    return desk


def found(desk: Desk) -> set[str]:
    with desk.store.reading() as tx:
        return {finding.law for finding in check_till(tx)}


def test_a_busy_day_is_clean(busy: Desk) -> None:
    assert found(busy) == set()


def test_whatever_is_tampered_with_is_found(busy: Desk) -> None:
    """Each attack happens with the laws out of the way, is found, and is taken back again."""
    with lawless(busy) as tx:
        for what, (statement, law) in TAMPERED.items():
            assert law in found_after(tx, statement), what
    assert found(busy) == set()


def test_a_document_that_is_missing_is_found(busy: Desk) -> None:
    which = "SELECT id FROM receipt WHERE label = 'K2026-000001'"
    tables = ("payment", "posting", "receipt_seal", "case_receipt")
    attack = [f"DELETE FROM {table} WHERE receipt_id = ({which})" for table in tables]

    with lawless(busy) as tx:
        laws = found_after(tx, *attack, "DELETE FROM receipt WHERE label = 'K2026-000001'")

    assert laws == {"chain", "numbers"}


@contextmanager
def lawless(desk: Desk) -> Iterator[Tx]:
    with desk.store.writing() as tx:
        desk.store.laws.drop(tx.connection)
        yield tx
        desk.store.laws.install(tx.connection)


def found_after(tx: Tx, *statements: str) -> set[str]:
    """Which laws the attack breaks; it is undone afterwards."""
    with tx.connection.begin_nested() as attack:
        for statement in statements:
            tx.execute(statement)
        laws = {finding.law for finding in check_till(tx)}
        attack.rollback()
    return laws


def test_progress_is_told(busy: Desk) -> None:
    told: list[int] = []

    with busy.store.reading() as tx:
        list(check_till(tx, told.append))

    assert told == [8]
