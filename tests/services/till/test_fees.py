"""What a party pays: role, day of the visit, and who registers together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from services.till.selling import (
    CHILD,
    COUPLE,
    FAMILY_OF_FIVE,
    FAMILY_OF_FOUR,
    FIRST,
    MONDAY,
    PARTNER,
    SINGLE,
    Desk,
)
from sqlalchemy import update

from expatdesk.model.appointments import Visit
from expatdesk.model.settings import VatRate
from expatdesk.model.till import Product, ProductPrice
from expatdesk.services.appointments.pricing import roles_priced
from expatdesk.services.base import Invalid
from expatdesk.services.till.types import Quote, QuoteRequest
from expatdesk.terms import FamilyRole, VisitState


def quote(desk: Desk, *roles: FamilyRole, day: date = MONDAY) -> Quote:
    service = desk.centre.founded.services["first_registration"]
    comers = tuple((None, role) for role in roles)
    return desk.centre.till.quote(QuoteRequest(service, comers, day))


def test_the_table_of_fees(desk: Desk) -> None:
    """Domain 3.3, rule B: the line incl. VAT leads, and the document sums its lines."""
    table = {
        SINGLE: (5000, 6050, 1050),
        COUPLE: (7500, 9075, 1575),
        (*COUPLE, CHILD): (8750, 10588, 1838),
        FAMILY_OF_FOUR: (10000, 12101, 2101),
        FAMILY_OF_FIVE: (11250, 13614, 2364),
        (FIRST, CHILD, CHILD): (7500, 9076, 1576),
    }

    quoted = {roles: quote(desk, *roles) for roles in table}

    assert {roles: (q.net, q.gross, q.vat) for roles, q in quoted.items()} == table
    assert all(q.gross - q.vat == q.net for q in quoted.values())


def test_the_vat_of_a_family_of_four_line_by_line(desk: Desk) -> None:
    assert [line.vat for line in quote(desk, *FAMILY_OF_FOUR).lines] == [1050, 525, 263, 263]


@pytest.mark.parametrize(
    ("booked", "priced"),
    [
        ((PARTNER,), (FIRST,)),
        ((CHILD,), (FIRST,)),
        ((PARTNER, CHILD), (FIRST, CHILD)),
        ((CHILD, PARTNER), (CHILD, FIRST)),
        ((CHILD, CHILD), (FIRST, CHILD)),
        ((FIRST, FIRST), (FIRST, FIRST)),
    ],
)
def test_without_a_first_person_one_adult_pays_as_first(
    booked: tuple[FamilyRole, ...], priced: tuple[FamilyRole, ...]
) -> None:
    assert roles_priced(booked, with_first=False) == priced
    assert roles_priced(booked, with_first=True) == booked


def test_a_partner_who_comes_alone_pays_in_full(desk: Desk) -> None:
    assert quote(desk, PARTNER).gross == 6050
    assert quote(desk, CHILD, PARTNER).gross == 7563


def test_the_price_of_the_day_of_the_visit_counts(desk: Desk) -> None:
    product = desk.centre.founded.products["registration_first"]
    with desk.store.writing() as tx:
        tx.insert(
            ProductPrice,
            product_id=product,
            valid_from=MONDAY + timedelta(days=1),
            gross=7260,
            net=6000,
        )

    assert quote(desk, FIRST, day=MONDAY).gross == 6050
    assert quote(desk, FIRST, day=MONDAY + timedelta(days=1)).gross == 7260


def test_the_vat_rate_of_the_day_of_the_visit_counts(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.insert(VatRate, code="general", valid_from=date(2027, 1, 1), basis_points=2200)

    assert quote(desk, FIRST, day=date(2026, 12, 31)).vat == 1050
    assert quote(desk, FIRST, day=date(2027, 1, 1)).vat == 1091


def test_before_there_was_a_fee_the_service_was_free(desk: Desk) -> None:
    assert quote(desk, FIRST, PARTNER, day=date(2018, 9, 28)).lines == ()


def test_a_product_without_vat_rate_is_refused_and_not_sold_untaxed(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.execute(update(Product).values(vat_code="unknown"))

    with pytest.raises(Invalid):
        quote(desk, FIRST)


def test_who_is_split_off_for_free_stays_priced_with_the_family(desk: Desk) -> None:
    family = desk.visit((FIRST, PARTNER))
    child = desk.visit(
        (CHILD,),
        day=MONDAY + timedelta(days=14),
        case_id=family.case_id,
        split_from_id=family.visit_id,
        state=VisitState.PLANNED,
    )

    assert desk.due(family) == desk.due(child) == 10588
    desk.charge(family)
    assert desk.due(child) == 0


def test_who_is_priced_anew_pays_as_first(desk: Desk) -> None:
    family = desk.visit((FIRST, PARTNER))
    child = desk.visit(
        (CHILD,),
        day=MONDAY + timedelta(days=40),
        case_id=family.case_id,
        split_from_id=family.visit_id,
        priced_anew=True,
        state=VisitState.PLANNED,
    )

    assert desk.due(family) == 9075
    assert desk.due(child) == 6050


def test_a_rebooked_visit_that_was_priced_anew_stays_so(desk: Desk) -> None:
    family = desk.visit((FIRST, PARTNER))
    late = {"case_id": family.case_id, "day": MONDAY + timedelta(days=40)}
    away = desk.visit(
        (PARTNER,),
        split_from_id=family.visit_id,
        priced_anew=True,
        state=VisitState.TURNED_AWAY,
        **late,
    )
    again = desk.visit((PARTNER,), persons=away.persons, previous_id=away.visit_id, **late)

    assert desk.due(again) == 6050


def test_the_tariff_of_the_first_day_holds_for_who_was_split_off(desk: Desk) -> None:
    product = desk.centre.founded.products["registration_child"]
    with desk.store.writing() as tx:
        tx.insert(
            ProductPrice,
            product_id=product,
            valid_from=MONDAY + timedelta(days=7),
            gross=2000,
            net=1653,
        )
    family = desk.visit((FIRST,))
    child = desk.visit(
        (CHILD,),
        day=MONDAY + timedelta(days=14),
        case_id=family.case_id,
        split_from_id=family.visit_id,
    )

    assert [line.gross for line in desk.centre.till.sheet(child.visit_id).lines] == [6050, 1513]


def test_a_cancelled_visit_does_not_lend_its_first_person(desk: Desk) -> None:
    couple = desk.visit((FIRST,), state=VisitState.CANCELLED_BY_VISITOR)
    partner = desk.visit((PARTNER,), case_id=couple.case_id, previous_id=couple.visit_id)

    assert desk.due(partner) == 6050


def test_the_booking_of_a_known_case_asks_nobody_twice(desk: Desk) -> None:
    family = desk.visit(COUPLE)
    desk.charge(family)
    service = desk.centre.founded.services["first_registration"]
    comers = ((family.persons[0], FIRST), (family.persons[1], PARTNER), (None, CHILD))

    quoted = desk.centre.till.quote(QuoteRequest(service, comers, MONDAY, case_id=family.case_id))

    assert [line.gross for line in quoted.lines] == [1513]


def test_the_fee_does_not_follow_a_visit_that_was_moved_to_another_day(desk: Desk) -> None:
    """Moving keeps the visit: the new day decides."""
    visit = desk.visit(SINGLE)
    with desk.store.writing() as tx:
        tx.execute(update(Visit).where(Visit.id == visit.visit_id).values(day=date(2018, 9, 28)))

    assert desk.due(visit) == 0
