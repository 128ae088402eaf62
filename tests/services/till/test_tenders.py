"""Cash rounding, change, and payments that do not fit: pure sums."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.services.base import Invalid
from expatdesk.services.till.tenders import cash_due, clean_reference, take
from expatdesk.services.till.types import CashNotAccepted, Tender, WrongAmount
from expatdesk.terms import Means

TODAY = date(2026, 9, 14)
PIN, CASH, ONLINE = Means.PIN, Means.CASH, Means.ONLINE


@pytest.mark.parametrize(
    ("total", "cash"),
    [
        (12100, 12100), (12101, 12100), (12102, 12100), (12103, 12105), (12104, 12105),
        (12106, 12105), (12107, 12105), (12108, 12110), (12109, 12110), (10588, 10590),
        (13614, 13615), (9076, 9075),
    ],
)  # fmt: skip
def test_cash_is_rounded_to_five_cents(total: int, cash: int) -> None:
    taken = take(total, [Tender(CASH, cash)], cash_allowed=True, today=TODAY)

    assert (taken.to_pay, taken.rounding) == (cash, cash - total)


def test_pin_is_never_rounded() -> None:
    taken = take(12101, [Tender(PIN, 12101)], cash_allowed=True, today=TODAY)

    assert (taken.to_pay, taken.rounding) == (12101, 0)
    with pytest.raises(WrongAmount):
        take(12101, [Tender(PIN, 12100)], cash_allowed=True, today=TODAY)


def test_of_a_split_payment_only_the_cash_remainder_is_rounded() -> None:
    taken = take(12101, [Tender(PIN, 5003), Tender(CASH, 7100)], cash_allowed=True, today=TODAY)

    assert (taken.to_pay, taken.rounding) == (12103, 2)
    assert cash_due(12101, 5003) == 7100


def test_change_is_what_was_received_less_what_stays() -> None:
    taken = take(9529, [Tender(CASH, 9530, tendered=10000)], cash_allowed=True, today=TODAY)

    assert taken.change == 470


def test_a_wrong_amount_is_refused_with_the_one_expected() -> None:
    with pytest.raises(WrongAmount) as refused:
        take(12101, [Tender(CASH, 12101)], cash_allowed=True, today=TODAY)

    assert refused.value.message() == (
        "€\u00a0121.00 is to be paid, but the payments add up to €\u00a0121.01."
    )


def test_without_any_payment_nothing_is_issued() -> None:
    with pytest.raises(WrongAmount):
        take(6050, [], cash_allowed=True, today=TODAY)


def test_paying_more_than_the_total_by_other_means_is_refused() -> None:
    with pytest.raises(WrongAmount):
        take(6050, [Tender(PIN, 7000), Tender(CASH, 0)], cash_allowed=True, today=TODAY)


def test_cash_is_refused_where_the_centre_takes_none() -> None:
    with pytest.raises(CashNotAccepted):
        take(6050, [Tender(CASH, 6050)], cash_allowed=False, today=TODAY)


@pytest.mark.parametrize(
    "tender",
    [
        Tender(PIN, 0),
        Tender(PIN, -6050),
        Tender(CASH, 6050, tendered=6000),
        Tender(PIN, 6050, tendered=7000),
        Tender(ONLINE, 6050, paid_on=date(2026, 9, 15)),
        Tender(PIN, 6050, reference="4111 1111 1111 1111"),
        Tender(PIN, 6050, reference="x" * 81),
    ],
)
def test_a_payment_that_makes_no_sense_is_refused(tender: Tender) -> None:
    with pytest.raises(Invalid):
        take(6050, [tender], cash_allowed=True, today=TODAY)


def test_the_terminal_s_reference_is_kept_and_a_card_number_is_not() -> None:
    assert clean_reference("  T4471   0093 ") == "T4471 0093"
    assert clean_reference("card ending 1111") == "card ending 1111"
    with pytest.raises(Invalid):
        clean_reference("5500-0000-0000-0004")


@given(total=st.integers(1, 1_000_000), other=st.integers(0, 1_000_000))
def test_what_is_paid_differs_from_the_total_by_two_cents_at_most(total: int, other: int) -> None:
    """However it is split, and only where cash is in it."""
    pin = min(other, total)
    tenders = [Tender(CASH, cash_due(total, pin))]
    if pin:
        tenders.append(Tender(PIN, pin))

    taken = take(total, tenders, cash_allowed=True, today=TODAY)

    assert abs(taken.rounding) <= 2
    assert taken.to_pay == sum(tender.amount for tender in tenders) == total + taken.rounding
    assert tenders[0].amount % 5 == 0
