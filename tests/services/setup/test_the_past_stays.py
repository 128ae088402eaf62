"""Nothing that the manager changes reaches a document that was issued, or a day that is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from services.till.selling import SINGLE, Booked, Desk

from expatdesk.services.base import Actor, Done, Invalid, Stale, new_key
from expatdesk.services.edits import InUse, PastStays
from expatdesk.services.settings import keys
from expatdesk.services.setup import Setup
from expatdesk.services.setup.types import (
    Duration,
    ExemptionEntry,
    PaperRuleEntry,
    Price,
    ProductEntry,
    ProductLine,
    QuestionSetUp,
    VatRateLine,
    WeekHours,
)
from expatdesk.services.till.types import QuoteRequest, Recipient
from expatdesk.services.verification import verify
from expatdesk.terms import AddressKind, Behalf, FamilyRole, Means, PaperNeed, PaperScope
from expatdesk.texts import Pair

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NEW_YEAR = date(2027, 1, 1)
FIRST = FamilyRole.FIRST
COMPANY = Recipient("Meridiaan Biotech", ("Einsteinweg 55", "2333 CC Leiden"))


@pytest.fixture
def desk(centre: Any, visser: Actor) -> Desk:
    return Desk(centre, visser)


def product(setup: Setup) -> ProductLine:
    return next(one for one in setup.prices.all() if one.code == "registration_first")


def by_employer(desk: Desk) -> Booked:
    employer = desk.organisation()
    return desk.visit(
        day=TODAY,
        employer=employer,
        booker=Behalf.EMPLOYER,
        booker_party_id=employer,
        payer=Behalf.EMPLOYER,
        payer_party_id=employer,
    )


def broken(desk: Desk) -> list[str]:
    """The laws that `verify` finds broken: parties booked by rows alone have no desk."""
    return [f"{found.law}: {found.detail}" for found in verify(desk.store) if not found.holds]


def everything_dearer(setup: Setup, visser: Actor) -> None:
    """Another price today, another rate tomorrow, another name and ledger account."""
    line = product(setup)
    entry = replace(line.entry, name=Pair("Something else", "Iets anders"), ledger_account="9999")
    setup.prices.change(visser, line.product_id, line.version, entry, key=new_key())
    price = Price(TODAY, gross=12100, net=10000)
    setup.prices.set_price(visser, line.product_id, line.version + 1, price, key=new_key())
    setup.vat_rates.set(visser, VatRateLine("general", TOMORROW, 2500), key=new_key())


def test_a_receipt_says_what_it_said(desk: Desk, visser: Actor, at: Callable[[str], int]) -> None:
    issued = desk.charge(desk.visit(day=TODAY))
    before, laws = desk.centre.till.receipt(issued.receipt_id), broken(desk)
    everything_dearer(desk.centre.setup, visser)
    at("2026-11-25 09:00")
    assert desk.centre.till.receipt(issued.receipt_id) == before
    assert broken(desk) == laws


def test_a_refund_after_the_rate_has_changed_gives_back_what_was_paid(
    desk: Desk, visser: Actor, at: Callable[[str], int]
) -> None:
    till = desk.centre.till
    issued = desk.charge(desk.visit(day=TODAY))
    laws = broken(desk)
    everything_dearer(desk.centre.setup, visser)
    at("2026-11-25 09:00")
    credit = till.refund_in_full(visser, issued.receipt_id, Means.PIN, "moved away", key="r").value
    (sold,) = till.receipt(issued.receipt_id).lines
    (back,) = till.receipt(credit.receipt_id).lines
    assert (back.gross, back.vat, back.vat_points) == (-6050, -1050, 2100)
    assert (back.text, back.product_code) == (sold.text, sold.product_code)
    assert broken(desk) == laws


def test_an_invoice_in_another_name_has_the_rate_of_its_receipt(
    desk: Desk, visser: Actor, at: Callable[[str], int]
) -> None:
    till = desk.centre.till
    issued = desk.charge(desk.visit(day=TODAY))
    everything_dearer(desk.centre.setup, visser)
    at("2026-11-25 09:00")
    linked = till.receipt(
        till.invoice_for(visser, issued.receipt_id, COMPANY, key="i").value.receipt_id
    )
    assert {(line.vat_points, abs(line.gross), line.text.en) for line in linked.lines} == {
        (2100, 6050, till.receipt(issued.receipt_id).lines[0].text.en)
    }


def test_a_slip_on_an_account_says_what_it_said(desk: Desk, visser: Actor) -> None:
    employer = desk.organisation()
    visit = desk.visit(
        day=TODAY,
        employer=employer,
        booker=Behalf.EMPLOYER,
        booker_party_id=employer,
        payer=Behalf.EMPLOYER,
        payer_party_id=employer,
    )
    slip = desk.centre.till.put_on_account(visser, visit.visit_id, key="a").value
    before = desk.centre.till.slip(slip)
    everything_dearer(desk.centre.setup, visser)
    assert desk.centre.till.slip(slip) == before
    assert product(desk.centre.setup).documented


def test_a_visit_of_yesterday_is_charged_as_yesterday(
    desk: Desk, visser: Actor, at: Callable[[str], int]
) -> None:
    """The day of the visit decides, however late it is charged."""
    yesterday, today, tomorrow = (desk.visit(day=d) for d in (YESTERDAY, TODAY, TOMORROW))
    everything_dearer(desk.centre.setup, visser)
    at("2026-11-25 09:00")

    def fee(visit: Booked) -> tuple[int, int]:
        (line,) = desk.centre.till.sheet(visit.visit_id).lines
        return line.gross, line.vat_points

    assert [fee(visit) for visit in (yesterday, today, tomorrow)] == [
        (6050, 2100),
        (12100, 2100),
        (12100, 2500),
    ]


@pytest.mark.parametrize("how", ["receipt", "account"])
def test_a_product_on_a_document_keeps_its_kind_of_vat_and_stays(
    desk: Desk, visser: Actor, how: str
) -> None:
    setup: Setup = desk.centre.setup
    if how == "receipt":
        desk.charge(desk.visit(SINGLE, day=TODAY))
    else:
        employer = desk.organisation()
        visit = desk.visit(
            day=TODAY,
            employer=employer,
            booker=Behalf.EMPLOYER,
            booker_party_id=employer,
            payer=Behalf.EMPLOYER,
            payer_party_id=employer,
        )
        desk.centre.till.put_on_account(visser, visit.visit_id, key="a")
    line = product(setup)
    entry = replace(line.entry, vat_code="none")
    with pytest.raises(Invalid) as refused:
        setup.prices.change(visser, line.product_id, line.version, entry, key="v")
    assert refused.value.field == "vat_code"
    with pytest.raises(InUse):
        setup.prices.remove(visser, line.product_id, line.version, key="x")
    assert product(setup) == line


def test_a_product_without_a_document_gets_another_kind_with_prices_that_fit(
    centre: Any, visser: Actor
) -> None:
    setup: Setup = centre.setup
    line = product(setup)
    entry = replace(line.entry, vat_code="none")
    done = setup.prices.change(visser, line.product_id, line.version, entry, key="v")
    assert [(p.gross, p.net) for p in product(setup).prices] == [
        (p.gross, p.gross) for p in line.prices
    ]
    quote = centre.till.quote(
        QuoteRequest(centre.founded.services["first_registration"], ((None, FIRST),), TODAY)
    )
    assert (quote.gross, quote.vat) == (6050, 0)
    assert done.undo is not None
    done.undo()
    assert (product(setup).entry, product(setup).prices) == (line.entry, line.prices)


def test_a_product_is_added_and_taken_out_again(centre: Any, visser: Actor) -> None:
    setup: Setup = centre.setup
    before = setup.prices.all()
    entry = ProductEntry(Pair("Photo booth", "Pasfoto"), "general", "8020")
    done = setup.prices.add(visser, entry, Price(TODAY, 1210, 1000), key="p")
    (made,) = [one for one in setup.prices.all() if one not in before]
    assert (made.code, made.entry, made.version) == (
        "photo_booth",
        replace(entry, name=made.entry.name),
        1,
    )
    removed = setup.prices.remove(visser, made.product_id, 1, key="x")
    assert setup.prices.all() == before
    assert removed.undo is not None
    removed.undo()
    assert made in setup.prices.all()
    assert done.undo is not None
    done.undo()
    assert setup.prices.all() == before


@pytest.mark.parametrize(
    ("entry", "price", "field"),
    [
        ({"name": Pair()}, {}, "name"),
        ({"vat_code": "high"}, {}, "vat_code"),
        ({"ledger_account": " "}, {}, "ledger_account"),
        ({}, {"valid_from": YESTERDAY}, "valid_from"),
        ({}, {"gross": -1}, "gross"),
        ({}, {"net": 1001}, "net"),
    ],
)
def test_a_product_is_refused_at_the_field_that_is_wrong(
    centre: Any, visser: Actor, entry: dict[str, Any], price: dict[str, Any], field: str
) -> None:
    setup: Setup = centre.setup
    before = setup.prices.all()
    with pytest.raises(Invalid) as refused:
        setup.prices.add(
            visser,
            replace(ProductEntry(Pair("Photo", "Foto"), "general", "8020"), **entry),
            replace(Price(TODAY, 1210, 1000), **price),
            key="p",
        )
    assert refused.value.field == field
    assert setup.prices.all() == before


def test_a_product_that_a_fee_has_is_not_taken_out(centre: Any, visser: Actor) -> None:
    line = product(centre.setup)
    with pytest.raises(InUse):
        centre.setup.prices.remove(visser, line.product_id, line.version, key="x")
    assert product(centre.setup) == line


def price(centre: Any, actor: Actor) -> Done[int]:
    line = product(centre.setup)
    new = Price(TODAY, gross=12100, net=10000)
    return centre.setup.prices.set_price(actor, line.product_id, line.version, new, key="k")


def rate(centre: Any, actor: Actor) -> Done[int]:
    return centre.setup.vat_rates.set(actor, VatRateLine("general", TOMORROW, 2500), key="k")


def durations(centre: Any, actor: Actor) -> Done[int]:
    step = centre.setup.services.all()[0].steps[0].step_id
    return centre.setup.services.set_durations(actor, step, 1, TODAY, (Duration(1, 40),), key="k")


def fee(centre: Any, actor: Actor) -> Done[int]:
    service = centre.setup.services.all()[0].service_id
    partner = next(p for p in centre.setup.prices.all() if p.code == "registration_partner")
    return centre.setup.services.set_fee(
        actor, service, 1, FIRST, partner.product_id, TODAY, key="k"
    )


def week(centre: Any, actor: Actor) -> Done[int]:
    desk = centre.founded.desks["desk1"]
    return centre.setup.desks.set_week(actor, desk, 1, TODAY, (WeekHours(0, 600, 700),), key="k")


def town(centre: Any, actor: Actor) -> Done[int]:
    line = centre.setup.municipalities.all()[0]
    period = line.periods[0]
    return centre.setup.municipalities.end(
        actor, line.municipality_id, line.version, period.period_id, TODAY, key="k"
    )


def paper(centre: Any, actor: Actor) -> Done[int]:
    line = centre.setup.papers.all()[0]
    service = centre.founded.services["helpdesk_talk"]
    rule = PaperRuleEntry(service, None, PaperScope.EACH, PaperNeed.MANDATORY, None, TODAY)
    return centre.setup.papers.add_rule(actor, line.paper_id, line.version, rule, key="k")


def exemption(centre: Any, actor: Actor) -> Done[int]:
    line = next(e for e in centre.setup.exemptions.all() if e.entry.valid_until is None)
    ended: ExemptionEntry = replace(line.entry, valid_until=TODAY)
    return centre.setup.exemptions.change(actor, line.exemption_id, line.version, ended, key="k")


def question(centre: Any, actor: Actor) -> Done[int]:
    line = next(q for q in centre.setup.questions.all() if q.entry.valid_until is None)
    ended: QuestionSetUp = replace(line.entry, valid_until=TODAY)
    return centre.setup.questions.change(actor, line.question_id, line.version, ended, key="k")


EDITS = [price, rate, durations, fee, week, town, paper, exemption, question]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_was_valid_meanwhile_is_not_undone(
    centre: Any, visser: Actor, at: Callable[[str], int], edit: Callable[[Any, Actor], Done[int]]
) -> None:
    """The undo of an edit that is days old would change days that are over."""
    setup: Setup = centre.setup
    done = edit(centre, visser)
    then = _all(setup)
    at("2026-11-27 09:00")
    assert done.undo is not None
    with pytest.raises(PastStays):
        done.undo()
    assert _all(setup) == then


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_on_its_own_day_it_is_undone(
    centre: Any, visser: Actor, edit: Callable[[Any, Actor], Done[int]]
) -> None:
    setup: Setup = centre.setup
    before = _all(setup)
    done = edit(centre, visser)
    assert _all(setup) != before
    assert done.undo is not None
    done.undo()
    assert _all(setup) == before


def _all(setup: Setup) -> tuple[object, ...]:
    """Everything with dates, without the versions of its rows."""
    return (
        [one.prices for one in setup.prices.all()],
        setup.vat_rates.all(),
        [(one.steps, one.fees) for one in setup.services.all()],
        [one.weeks for one in setup.desks.all()],
        [one.periods for one in setup.municipalities.all()],
        [one.rules for one in setup.papers.all()],
        [one.entry for one in setup.exemptions.all()],
        [one.entry for one in setup.questions.all()],
    )


def test_a_setting_that_was_valid_meanwhile_is_not_undone(
    centre: Any, visser: Actor, at: Callable[[str], int]
) -> None:
    done = centre.settings.set(visser, keys.VAT_MODE, "kor", key="k")
    at("2026-11-25 09:00")
    assert done.undo is not None
    with pytest.raises(Invalid):
        done.undo()
    assert centre.settings.get(keys.VAT_MODE, TODAY) == "kor"


def test_a_rate_that_has_begun_today_is_not_undone(
    centre: Any, visser: Actor, at: Callable[[str], int]
) -> None:
    """Receipts of this morning have it."""
    done = rate(centre, visser)
    at("2026-11-25 09:00")
    assert done.undo is not None
    with pytest.raises(PastStays):
        done.undo()
    assert centre.setup.vat_rates.all()[-1].valid_from <= TOMORROW


def test_two_undos_of_a_price_do_not_cross(centre: Any, visser: Actor) -> None:
    first = price(centre, visser)
    line = product(centre.setup)
    coming = Price(NEW_YEAR, 0, 0)
    centre.setup.prices.set_price(visser, line.product_id, line.version, coming, key="l")
    assert first.undo is not None
    with pytest.raises(Stale):
        first.undo()


def test_employers_addresses_of_the_past_stay_accepted(centre: Any, visser: Actor) -> None:
    line = centre.setup.municipalities.all()[0]
    with pytest.raises(PastStays):
        centre.setup.municipalities.accept(
            visser, line.municipality_id, line.version, AddressKind.HOME, YESTERDAY, key="k"
        )
