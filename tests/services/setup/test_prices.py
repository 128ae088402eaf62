"""Prices and VAT rates have a first day; what was charged before never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.services.base import Actor, Invalid, NotFound, Stale
from expatdesk.services.edits import PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.products import net_of
from expatdesk.services.setup.types import Price, ProductLine, VatRateLine

TODAY = date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)
DEARER = Price(NEW_YEAR, gross=7260, net=6000)


def first(setup: Setup) -> ProductLine:
    return setup.prices.all()[0]


@pytest.mark.parametrize(
    ("gross", "rate", "net"), [(6050, 2100, 5000), (3025, 2100, 2500), (1513, 2100, 1250)]
)
def test_the_price_without_vat_is_that_of_the_domain(gross: int, rate: int, net: int) -> None:
    assert net_of(gross, rate) == net


def test_a_new_price_comes_and_the_old_one_stays(setup: Setup, visser: Actor) -> None:
    line = first(setup)
    done = setup.prices.set_price(visser, line.product_id, 1, DEARER, key="k1")
    assert first(setup).prices == (*line.prices, DEARER)
    assert done.undo is not None
    done.undo()
    assert first(setup).prices == line.prices


def test_a_price_that_has_not_begun_can_be_corrected_or_dropped(
    setup: Setup, visser: Actor
) -> None:
    line = first(setup)
    setup.prices.set_price(visser, line.product_id, 1, DEARER, key="k1")
    better = Price(NEW_YEAR, gross=6655, net=5500)
    setup.prices.set_price(visser, line.product_id, 2, better, key="k2")
    assert first(setup).prices == (*line.prices, better)
    dropped = setup.prices.drop_price(visser, line.product_id, 3, NEW_YEAR, key="k3")
    assert first(setup).prices == line.prices
    assert dropped.undo is not None
    dropped.undo()
    assert first(setup).prices == (*line.prices, better)


def test_what_was_charged_before_stays(setup: Setup, visser: Actor) -> None:
    line = first(setup)
    for past in (date(2018, 10, 1), date(2026, 11, 23)):
        with pytest.raises(PastStays):
            setup.prices.set_price(
                visser, line.product_id, 1, replace(DEARER, valid_from=past), key="k1"
            )
        with pytest.raises(PastStays):
            setup.prices.drop_price(visser, line.product_id, 1, past, key="k2")
    with pytest.raises(NotFound):
        setup.prices.drop_price(visser, line.product_id, 1, NEW_YEAR, key="k3")
    assert first(setup) == line


@pytest.mark.parametrize(
    ("gross", "net", "field"), [(7260, 6001, "net"), (-1, -1, "gross"), (0, 1, "net")]
)
def test_a_price_and_its_vat_fit_together(
    setup: Setup, visser: Actor, gross: int, net: int, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        setup.prices.set_price(
            visser, first(setup).product_id, 1, Price(NEW_YEAR, gross, net), key="k1"
        )
    assert refused.value.field == field


def test_a_price_for_nothing_is_a_price(setup: Setup, visser: Actor) -> None:
    free = Price(NEW_YEAR, 0, 0)
    setup.prices.set_price(visser, first(setup).product_id, 1, free, key="k1")
    assert first(setup).prices[-1] == free


def test_a_product_has_an_account_and_a_known_vat_code(setup: Setup, visser: Actor) -> None:
    line = first(setup)
    with pytest.raises(Invalid) as no_account:
        setup.prices.change(
            visser, line.product_id, 1, replace(line.entry, ledger_account=" "), key="k1"
        )
    assert no_account.value.field == "ledger_account"
    with pytest.raises(Invalid) as no_rate:
        setup.prices.change(
            visser, line.product_id, 1, replace(line.entry, vat_code="high"), key="k2"
        )
    assert no_rate.value.field == "vat_code"
    done = setup.prices.change(
        visser, line.product_id, 1, replace(line.entry, active=False), key="k3"
    )
    assert not first(setup).entry.active
    assert done.undo is not None
    done.undo()
    assert first(setup).entry == line.entry


def test_two_managers_and_one_price(setup: Setup, visser: Actor) -> None:
    line = first(setup)
    setup.prices.set_price(visser, line.product_id, 1, DEARER, key="k1")
    with pytest.raises(Stale):
        setup.prices.set_price(visser, line.product_id, 1, Price(NEW_YEAR, 0, 0), key="k2")
    assert first(setup).prices[-1] == DEARER


def test_a_vat_rate_changes_from_a_future_day_on(setup: Setup, visser: Actor) -> None:
    before = setup.vat_rates.all()
    coming = VatRateLine("reduced", NEW_YEAR, 1000)
    done = setup.vat_rates.set(visser, coming, key="k1")
    assert set(setup.vat_rates.all()) == {*before, coming}
    dropped = setup.vat_rates.drop(visser, "reduced", NEW_YEAR, key="k2")
    assert setup.vat_rates.all() == before
    assert dropped.undo is not None
    dropped.undo()
    assert done.undo is not None
    done.undo()
    assert setup.vat_rates.all() == before


def test_the_rate_of_today_and_before_stays(setup: Setup, visser: Actor) -> None:
    for day in (TODAY, date(2019, 1, 1)):
        with pytest.raises(PastStays):
            setup.vat_rates.set(visser, VatRateLine("reduced", day, 1000), key="k1")
        with pytest.raises(PastStays):
            setup.vat_rates.drop(visser, "reduced", day, key="k2")


def test_a_rate_is_a_share_of_a_known_kind(setup: Setup, visser: Actor) -> None:
    with pytest.raises(Invalid):
        setup.vat_rates.set(visser, VatRateLine("reduced", NEW_YEAR, 10_001), key="k1")
    with pytest.raises(Invalid):
        setup.vat_rates.set(visser, VatRateLine("super", NEW_YEAR, 1000), key="k2")
    with pytest.raises(NotFound):
        setup.vat_rates.drop(visser, "reduced", NEW_YEAR, key="k3")


def test_undoing_a_rate_that_was_changed_since_is_refused(setup: Setup, visser: Actor) -> None:
    done = setup.vat_rates.set(visser, VatRateLine("reduced", NEW_YEAR, 1000), key="k1")
    setup.vat_rates.set(visser, VatRateLine("reduced", NEW_YEAR, 1100), key="k2")
    assert done.undo is not None
    with pytest.raises(Stale):
        done.undo()
    assert setup.vat_rates.all()[-1].basis_points == 1100
