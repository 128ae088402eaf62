"""The till's list, a day's totals, and a document read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from services.till.selling import (
    AT_HOME,
    COUPLE,
    FAMILY_OF_FIVE,
    FAMILY_OF_FOUR,
    MONDAY,
    SINGLE,
    Desk,
)
from services.till.test_money_states import statements
from sqlalchemy import delete, select

from expatdesk.model.till import Receipt, ReceiptPrint, ReceiptRecipient
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import Tender
from expatdesk.terms import Behalf, DocumentKind, Means, PrintState

PIN, CASH = Means.PIN, Means.CASH


def test_a_day_at_the_till(desk: Desk, at: Callable[[str], int]) -> None:
    till = desk.centre.till
    visit = desk.visit(FAMILY_OF_FOUR)
    one = desk.charge(visit, Tender(PIN, 5003), Tender(CASH, 7100))
    two = desk.charge(desk.visit(SINGLE), Tender(PIN, 6050))
    till.refund_in_full(desk.actor, two.receipt_id, CASH, "Cancelled", key="r")
    till.correct_means(desk.actor, one.receipt_id, PIN, Means.ONLINE, "Declined", key="c")
    with desk.store.writing() as tx:
        for state in (PrintState.FAILED, PrintState.PRINTED):
            tx.insert(
                ReceiptPrint,
                receipt_id=one.receipt_id,
                is_copy=False,
                layout="a5",
                language="both",
                state=state,
                at=tx.now,
                staff_id=desk.actor.staff_id,
            )
    at("2026-09-15 09:00")
    desk.charge(desk.visit(SINGLE), Tender(PIN, 6050))

    rows = till.receipts(MONDAY, MONDAY)
    totals = till.totals(MONDAY)

    assert [(row.label, row.kind, row.original_label, row.means) for row in rows] == [
        ("K2026-000001", DocumentKind.CORRECTION, "2026-000001", (PIN, Means.ONLINE)),
        ("C2026-000001", DocumentKind.CREDIT, "2026-000002", (CASH,)),
        ("2026-000002", DocumentKind.RECEIPT, "", (PIN,)),
        ("2026-000001", DocumentKind.RECEIPT, "", (PIN, CASH)),
    ]
    assert [row.credited for row in rows] == [0, 0, 6050, 0]
    assert [row.print_state for row in rows] == [None, None, None, PrintState.PRINTED]
    assert {(row.staff, row.desk.en) for row in rows} == {("S. Jansen", "Desk 1")}
    assert totals.by_means == {PIN: 6050, CASH: 1050, Means.ONLINE: 5003}
    assert (totals.receipts, totals.taken, totals.vat, totals.rounding) == (2, 12103, 2101, 2)
    assert totals.taken == 12101 + totals.rounding


def test_the_till_on_a_september_monday(desk: Desk) -> None:
    """Scenario S6: 11 by PIN, 4 in cash, 5 online, 2 on accounts; one PIN becomes cash."""
    till = desk.centre.till
    payer = {"payer": Behalf.EMPLOYER, "payer_party_id": desk.organisation()}
    for _ in range(2):
        family = desk.visit(FAMILY_OF_FIVE, **payer)
        till.put_on_account(desk.actor, family.visit_id, key=desk.key())
    for _ in range(4):
        desk.charge(desk.visit(COUPLE), Tender(PIN, 9075), recipient=None)
    singles = {PIN: 7, CASH: 4, Means.ONLINE: 5}
    issued = {}
    for means, count in singles.items():
        for _ in range(count):
            issued[means] = desk.charge(desk.visit(SINGLE), Tender(means, 6050), recipient=None)
    before = till.totals(MONDAY)

    till.correct_means(desk.actor, issued[PIN].receipt_id, PIN, CASH, "Declined", key="c")

    after = till.totals(MONDAY)
    assert before.by_means == {PIN: 78650, CASH: 24200, Means.ONLINE: 30250}
    assert after.by_means == {PIN: 72600, CASH: 30250, Means.ONLINE: 30250}
    for totals in (before, after):
        assert (totals.receipts, totals.taken, totals.vat, totals.rounding) == (
            20,
            133100,
            23100,
            0,
        )
    labels = sorted(row.label for row in till.receipts(MONDAY, MONDAY))
    assert labels == [*(f"2026-{number:06d}" for number in range(1, 21)), "K2026-000001"]
    with desk.store.reading() as tx:
        assert list(check_till(tx)) == []


def test_a_day_without_receipts(desk: Desk) -> None:
    totals = desk.centre.till.totals(MONDAY)

    assert (totals.receipts, totals.taken, totals.by_means) == (0, 0, {})
    assert desk.centre.till.receipts(MONDAY, MONDAY) == ()


def test_documents_are_found_by_number_and_by_the_code_of_the_visit(desk: Desk) -> None:
    visits = [desk.visit(SINGLE) for _ in range(12)]
    for visit in visits:
        desk.charge(visit)
    till = desk.centre.till
    year = date(2026, 1, 1), date(2026, 12, 31)

    assert [r.label for r in till.receipts(*year, text="00012")] == ["2026-000012"]
    assert [r.label for r in till.receipts(*year, text=visits[4].code.lower())] == ["2026-000005"]
    assert till.receipts(*year, text="%") == ()
    assert [r.label for r in till.receipts(*year, limit=2)] == ["2026-000012", "2026-000011"]


def test_lists_need_few_statements_however_long_they_are(desk: Desk) -> None:
    for visit in desk.singles(12):
        desk.centre.till.sheet(visit)
    for _ in range(6):
        desk.charge(desk.visit(FAMILY_OF_FOUR))

    with statements(desk.store) as seen:
        rows = desk.centre.till.receipts(MONDAY, MONDAY)
    assert len(rows) == 6
    assert len(seen) <= 4
    with statements(desk.store) as seen:
        desk.centre.till.totals(MONDAY)
    assert len(seen) <= 2


def test_charging_takes_the_same_statements_for_one_and_for_five(desk: Desk) -> None:
    counts = []
    for roles in (SINGLE, FAMILY_OF_FOUR):
        visit, family = desk.visit(roles), desk.visit(roles)
        desk.charge(family)
        due = desk.due(visit)
        with statements(desk.store) as seen:
            desk.charge(visit, Tender(PIN, due))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_after_seven_years_the_name_is_gone_and_the_receipt_stands(
    desk: Desk, at: Callable[[str], int]
) -> None:
    at("2018-10-15 10:00")
    visit = desk.visit(FAMILY_OF_FOUR, day=date(2018, 10, 15))
    issued = desk.charge(visit, recipient=AT_HOME)
    at("2026-11-24 09:00")
    with desk.store.writing() as tx:
        tx.execute(delete(ReceiptRecipient))

    view = desk.centre.till.receipt(issued.receipt_id)

    assert view.recipient is None
    assert view.recipient_erased
    assert (view.total, view.vat) == (12101, 2101)
    with desk.store.reading() as tx:
        assert list(check_till(tx)) == []


def test_the_verification_code_and_the_qr_code_come_from_the_hash(desk: Desk) -> None:
    issued = desk.charge(desk.visit(SINGLE))

    view = desk.centre.till.receipt(issued.receipt_id)

    with desk.store.reading() as tx:
        digest = tx.scalar(select(Receipt.hash).where(Receipt.id == issued.receipt_id))
    assert view.verification.replace("·", "") == digest[:12]
    assert view.qr_payload == f"ExpatDesk:1:2026-000001:2026-09-14:6050:{digest}"
