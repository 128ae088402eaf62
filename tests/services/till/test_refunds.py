"""A refund names its original, repeats its amounts with the opposite sign, and happens once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from services.till.selling import CHILD, COUPLE, FAMILY_OF_FOUR, FIRST, PARTNER, SINGLE, Desk
from sqlalchemy import func, select, update

from expatdesk.model.settings import Setting
from expatdesk.model.till import LineBalance, Posting, Receipt, ReceiptLine
from expatdesk.services.base import Invalid, NotFound
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.crediting import count_credits
from expatdesk.services.till.tenders import cash_due
from expatdesk.services.till.types import CashNotAccepted, Tender, TooMuchCredited
from expatdesk.terms import ChargeState, DocumentKind, FamilyRole, Means

PIN, CASH, BANK = Means.PIN, Means.CASH, Means.BANK_TRANSFER


def refund(desk: Desk, receipt_id: int, means: Means = PIN, reason: str = "Cancelled in time"):
    till = desk.centre.till
    return till.refund_in_full(desk.actor, receipt_id, means, reason, key=desk.key()).value


def test_a_full_refund_in_cash_mirrors_the_sale(desk: Desk) -> None:
    """€ 121.01 sold for € 121.00 in cash: back go € 121.00, and the rounding is undone."""
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(CASH, 12100))

    credit = refund(desk, sale.receipt_id, CASH)

    assert (credit.label, credit.total, credit.rounding) == ("C2026-000001", -12101, 1)
    assert credit.to_pay == -12100
    view = desk.centre.till.receipt(credit.receipt_id)
    assert view.kind is DocumentKind.CREDIT
    assert view.original_label == sale.label
    assert view.original_day == desk.today
    assert [line.gross for line in view.lines] == [-6050, -3025, -1513, -1513]
    assert [line.vat for line in view.lines] == [-1050, -525, -263, -263]
    assert [(p.means, p.amount) for p in view.payments] == [(CASH, -12100)]
    with desk.store.reading() as tx:
        accounts = tx.rows(
            select(Posting.account, func.sum(Posting.amount)).group_by(Posting.account)
        )
        assert {int(row[1]) for row in accounts} == {0}
        assert list(check_till(tx)) == []


def test_a_refund_by_pin_of_a_cash_sale_is_not_rounded(desk: Desk) -> None:
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(CASH, 12100))

    credit = refund(desk, sale.receipt_id, PIN)

    assert (credit.to_pay, credit.rounding) == (-12101, 0)


def test_a_second_refund_is_refused(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE))
    refund(desk, sale.receipt_id)

    with pytest.raises(TooMuchCredited):
        refund(desk, sale.receipt_id)

    with desk.store.reading() as tx:
        assert tx.rows(select(LineBalance.sold, LineBalance.credited)) == [(6050, 6050)]


def test_tried_again_it_is_the_same_refund(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE))
    till = desk.centre.till

    one = till.refund_in_full(desk.actor, sale.receipt_id, PIN, "Ill", key="same")
    two = till.refund_in_full(desk.actor, sale.receipt_id, PIN, "Ill", key="same")

    assert one.value == two.value
    assert one.undo is None


def test_a_refund_makes_its_persons_due_again(desk: Desk) -> None:
    couple = desk.visit(COUPLE)
    partner = desk.charge(couple, Tender(PIN, 3025), person_ids=(couple.persons[1],))
    desk.charge(couple, Tender(PIN, 6050))

    refund(desk, partner.receipt_id)

    sheet = desk.centre.till.sheet(couple.visit_id)
    assert [(line.role, line.gross) for line in sheet.lines] == [(PARTNER, 3025)]
    assert [(line.role, line.state) for line in sheet.settled] == [(FIRST, ChargeState.PAID)]


def test_of_what_was_credited_in_part_the_rest_is_refunded(desk: Desk) -> None:
    """Scenario S4: after one child of four, € 105.88 with VAT 18.38 remains."""
    sale = desk.charge(desk.visit(FAMILY_OF_FOUR), Tender(CASH, 12100))
    with desk.store.reading() as tx:
        child = tx.scalar(
            select(func.max(ReceiptLine.id)).where(ReceiptLine.receipt_id == sale.receipt_id)
        )
    with desk.store.writing() as tx:
        count_credits(tx, {child: 1513})

    rest = refund(desk, sale.receipt_id, BANK)

    view = desk.centre.till.receipt(rest.receipt_id)
    assert (view.total, view.vat, view.rounding) == (-10588, -1838, 0)


def test_more_than_was_sold_is_refused_by_the_database_itself(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE))
    with desk.store.reading() as tx:
        line = tx.scalar(select(ReceiptLine.id).where(ReceiptLine.receipt_id == sale.receipt_id))

    with pytest.raises(TooMuchCredited), desk.store.writing() as tx:
        count_credits(tx, {line: 6051})


def test_a_refund_needs_a_reason(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE))

    for reason in (" ", "his number is 111222333"):
        with pytest.raises(Invalid):
            refund(desk, sale.receipt_id, reason=reason)


def test_only_a_receipt_is_refunded(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE))
    credit = refund(desk, sale.receipt_id)

    with pytest.raises(Invalid):
        refund(desk, credit.receipt_id)
    with pytest.raises(NotFound):
        refund(desk, 4711)


def test_no_cash_goes_out_where_none_is_taken(desk: Desk) -> None:
    sale = desk.charge(desk.visit(SINGLE))
    with desk.store.writing() as tx:
        tx.execute(update(Setting).where(Setting.key == "till.cash_allowed").values(value="false"))

    with pytest.raises(CashNotAccepted):
        refund(desk, sale.receipt_id, CASH)


def test_a_refund_keeps_the_rate_of_the_sale(desk: Desk) -> None:
    """A credit uses the original rate, whatever holds today (domain 3.2)."""
    sale = desk.charge(desk.visit(SINGLE))
    with desk.store.writing() as tx:
        tx.execute("UPDATE vat_rate SET basis_points = 900")

    credit = refund(desk, sale.receipt_id)

    assert desk.centre.till.receipt(credit.receipt_id).vat == -1050


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    roles=st.lists(st.sampled_from((FIRST, PARTNER, CHILD)), min_size=1, max_size=7),
    pin=st.integers(0, 30_000),
    back=st.sampled_from((PIN, CASH, BANK)),
)
def test_a_refund_undoes_a_sale(desk: Desk, roles: list[FamilyRole], pin: int, back: Means) -> None:
    """Sold is credited, VAT charged is VAT credited, turnover ends at zero, all is due again."""
    visit = desk.visit(roles)
    due = desk.due(visit)
    pin = min(pin, due)
    tenders = [Tender(PIN, pin)] if pin else []
    if pin < due:
        tenders.append(Tender(CASH, cash_due(due, pin)))
    before = turnover(desk)
    sale = desk.charge(visit, *tenders)

    credit = refund(desk, sale.receipt_id, back)

    assert credit.total == -sale.total
    assert abs(credit.rounding) <= 2
    assert turnover(desk) == before
    assert desk.due(visit) == due
    with desk.store.reading() as tx:
        assert list(check_till(tx)) == []


def turnover(desk: Desk) -> tuple[int, int, int]:
    """Total, VAT, and what stands on the accounts of turnover and VAT."""
    with desk.store.reading() as tx:
        total, vat = tx.first(
            select(
                func.coalesce(func.sum(Receipt.total), 0), func.coalesce(func.sum(Receipt.vat), 0)
            )
        ) or (0, 0)
        posted = tx.scalar(
            select(func.coalesce(func.sum(Posting.amount), 0)).where(
                Posting.account.in_(("8000", "1520"))
            )
        )
    return int(total), int(vat), int(posted)
