"""The rounding rules, with the centre's own tariff as the worked examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.money import (
    round_cash,
    round_half_away,
    share,
    vat_of_incl,
    vat_on_excl,
)

RATE = 2100
FIRST, PARTNER, CHILD = 5000, 2500, 1250  # excluding VAT
PRICES = {FIRST: 6050, PARTNER: 3025, CHILD: 1513}  # quoted including VAT

GROUPS = {
    # group: (its lines excl., rule A, rule B, cash by A, cash by B)
    "single": ([FIRST], 6050, 6050, 6050, 6050),
    "couple": ([FIRST, PARTNER], 9075, 9075, 9075, 9075),
    "couple + 1": ([FIRST, PARTNER, CHILD], 10588, 10588, 10590, 10590),
    "couple + 2": ([FIRST, PARTNER, CHILD, CHILD], 12100, 12101, 12100, 12100),
    "couple + 3": ([FIRST, PARTNER, CHILD, CHILD, CHILD], 13613, 13614, 13615, 13615),
    "one adult + 2": ([FIRST, CHILD, CHILD], 9075, 9076, 9075, 9075),
}

amounts = st.integers(-(10**12), 10**12)
rates = st.integers(0, 10_000)


@pytest.mark.parametrize("group", GROUPS)
def test_business_rule_takes_the_vat_over_the_sum(group: str):
    lines, rule_a, _, cash, _ = GROUPS[group]
    total = sum(lines) + vat_on_excl(sum(lines), RATE)
    assert total == rule_a
    assert round_cash(total) == cash


@pytest.mark.parametrize("group", GROUPS)
def test_consumer_rule_adds_prices_including_vat(group: str):
    lines, _, rule_b, _, cash = GROUPS[group]
    prices = [PRICES[line] for line in lines]
    assert sum(prices) == rule_b
    assert round_cash(sum(prices)) == cash
    # The VAT of the document is the sum of its lines, and what is left is the net tariff.
    assert sum(prices) - sum(vat_of_incl(price, RATE) for price in prices) == sum(lines)


@pytest.mark.parametrize(("price", "vat"), [(6050, 1050), (3025, 525), (1513, 263)])
def test_vat_contained_in_each_price(price: int, vat: int):
    assert vat_of_incl(price, RATE) == vat


def test_two_families_on_one_invoice_are_not_twice_one_family():
    assert 22500 + vat_on_excl(22500, RATE) == 27225
    assert 2 * (11250 + vat_on_excl(11250, RATE)) == 27226


def test_couple_with_two_children_pays_cash_and_gets_it_back_in_two_parts():
    sold = [6050, 3025, 1513, 1513]
    vat = [vat_of_incl(price, RATE) for price in sold]
    assert (sum(sold), sum(vat)) == (12101, 2101)
    assert round_cash(12101) == 12100
    # One child, in cash: 15.15 goes out, rounding 0.02.
    assert (round_cash(sold[3]), vat[3]) == (1515, 263)
    assert round_cash(-sold[3]) == -1515
    # The rest by bank transfer: not rounded.
    assert (sum(sold[:3]), sum(vat[:3])) == (10588, 1838)


def test_last_part_of_an_invoice_takes_the_remainder():
    first = share(12100, 1250, 10000)
    rest = share(12100, 8750, 10000, already_part=1250, already_amount=first)
    assert (first, rest) == (1513, 10587)


def test_thirds_of_one_euro():
    assert share(100, 1, 3) == 33
    assert share(100, 1, 3, already_part=1, already_amount=33) == 33
    assert share(100, 1, 3, already_part=2, already_amount=66) == 34


@pytest.mark.parametrize(
    ("part", "whole", "before"), [(2, 1, 0), (1, 3, 3), (-1, 3, 0), (0, 0, 0), (1, -1, 0)]
)
def test_parts_that_do_not_fit_are_refused(part: int, whole: int, before: int):
    with pytest.raises(ValueError, match="no part"):
        share(100, part, whole, already_part=before)


@pytest.mark.parametrize(
    ("cents", "rounded"),
    [(0, 0), (1, 0), (2, 0), (3, 5), (4, 5), (5, 5), (6, 5), (7, 5), (8, 10), (9, 10)],
)
def test_cash_goes_to_the_nearest_five_cents_both_ways(cents: int, rounded: int):
    assert round_cash(1000 + cents) == 1000 + rounded
    assert round_cash(-1000 - cents) == -1000 - rounded


def test_halves_go_away_from_zero():
    assert [round_half_away(n, 2) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
    assert round_half_away(1, -2) == -1


def test_negative_rates_are_refused():
    for rule in (vat_of_incl, vat_on_excl):
        with pytest.raises(ValueError, match="negative"):
            rule(100, -1)


@given(amounts, st.integers(1, 10**6))
def test_rounding_is_the_nearest_and_mirrors(numerator: int, denominator: int):
    rounded = round_half_away(numerator, denominator)
    assert 2 * abs(rounded * denominator - numerator) <= denominator
    assert round_half_away(-numerator, denominator) == -rounded


@given(amounts, rates)
def test_a_credit_mirrors_its_vat(cents: int, rate: int):
    assert vat_of_incl(-cents, rate) == -vat_of_incl(cents, rate)
    assert vat_on_excl(-cents, rate) == -vat_on_excl(cents, rate)


@given(amounts, rates)
def test_vat_on_the_net_price_comes_back_out_of_the_gross_price(net: int, rate: int):
    vat = vat_on_excl(net, rate)
    assert vat_of_incl(net + vat, rate) == vat


@given(amounts)
def test_cash_is_a_multiple_of_five_within_two_cents(cents: int):
    assert round_cash(cents) % 5 == 0
    assert abs(round_cash(cents) - cents) <= 2
    assert round_cash(round_cash(cents)) == round_cash(cents)


@given(amounts, st.lists(st.integers(0, 50), min_size=1).filter(any))
def test_all_parts_together_are_the_amount(amount: int, parts: list[int]):
    whole, given_out, gone = sum(parts), 0, 0
    for part in parts:
        portion = share(amount, part, whole, already_part=gone, already_amount=given_out)
        assert 0 <= portion * (1 if amount >= 0 else -1) <= abs(amount)
        given_out += portion
        gone += part
    assert given_out == amount
