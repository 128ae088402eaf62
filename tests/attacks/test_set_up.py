"""Attacks on what the manager sets up, on drafts and on keys: the past and the money stay."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from attacks.raids import Raid
from services.reception.receiving import FIRST
from sqlalchemy import select

from expatdesk.model.appointments import Hold
from expatdesk.model.staff import Draft
from expatdesk.services.appointments.drafts import Drafts
from expatdesk.services.appointments.types import Booked, PlaceTaken
from expatdesk.services.base import Actor, Invalid, KeyReused, NotFound, Refusal, new_key
from expatdesk.services.setup.types import Price, ProductEntry, ProductLine, VatRateLine
from expatdesk.services.till.tenders import clean_reference
from expatdesk.storage.store import Store
from expatdesk.texts import Pair

TODAY = date(2026, 9, 14)


def product(desk: Raid, code: str = "registration_first") -> ProductLine:
    return next(one for one in desk.centre.setup.prices.all() if one.code == code)


def tour(desk: Raid, visser: Actor) -> ProductLine:
    entry = ProductEntry(Pair("City tour", "Stadswandeling"), "general", "8000", True)
    price = Price(TODAY, 1210, 1000)
    made = desk.centre.setup.prices.add(visser, entry, price, key=new_key()).value
    return next(one for one in desk.centre.setup.prices.all() if one.product_id == made)


class TestProducts:
    def test_a_product_that_a_fee_needs_is_not_taken_out(self, desk: Raid, visser: Actor) -> None:
        line = tour(desk, visser)
        offers = desk.centre.setup.services
        service = next(s for s in offers.all() if s.service_id == desk.service_id)
        offers.set_fee(
            visser, desk.service_id, service.version, FIRST, line.product_id, TODAY, key=new_key()
        )
        with pytest.raises(Refusal):
            desk.centre.setup.prices.remove(visser, line.product_id, line.version, key=new_key())
        assert desk.due(desk.book()) == 1210

    def test_switched_off_it_is_charged_all_the_same_where_a_fee_names_it(
        self, desk: Raid, visser: Actor
    ) -> None:
        visit, line = desk.book(), product(desk)
        off = replace(line.entry, active=False)
        desk.centre.setup.prices.change(visser, line.product_id, line.version, off, key=new_key())
        assert desk.due(visit) == 6050
        desk.pay(visit)
        assert desk.findings() == []

    def test_put_back_beside_another_of_its_name_it_is_refused_in_words(
        self, desk: Raid, visser: Actor
    ) -> None:
        line = tour(desk, visser)
        prices = desk.centre.setup.prices
        removed = prices.remove(visser, line.product_id, line.version, key=new_key())
        tour(desk, visser)

        with pytest.raises(Refusal) as refused:
            removed.undo()
        assert refused.value.message()

    def test_a_rate_that_comes_changes_no_receipt_and_no_day_before_it(
        self, desk: Raid, visser: Actor
    ) -> None:
        visit = desk.book()
        issued = desk.pay(visit)
        before = desk.centre.till.receipt(issued.receipt_id)
        rate = VatRateLine("general", TODAY + timedelta(days=1), 2500)
        changed = desk.centre.setup.vat_rates.set(visser, rate, key=new_key())
        assert desk.centre.till.receipt(issued.receipt_id) == before
        later = desk.book("2026-09-15 09:00")
        assert desk.centre.till.sheet(later.visit_id).lines[0].vat_points == 2500
        desk.pay(later)
        changed.undo()
        assert desk.findings() == []


class TestDrafts:
    def test_one_of_two_takes_a_draft_and_its_place(
        self, desk: Raid, two_stores: tuple[Store, Store]
    ) -> None:
        place, agenda = desk.place("2026-09-15 09:00"), desk.centre.appointments
        for number in range(10):
            old = f"old-{number}"
            agenda.hold(desk.actor, old, desk.service_id, 1, place)
            agenda.save_draft(desk.actor, old, "booking", "1")
            taken: list[str] = []

            def take(store: Store, new: str, old: str = old, taken: list[str] = taken) -> None:
                try:
                    Drafts(store, store.clock).take_draft(desk.actor, old, new)
                except NotFound:
                    return
                taken.append(new)

            threads = [
                threading.Thread(target=take, args=(store, f"new-{number}-{which}"))
                for which, store in enumerate(two_stores)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            with desk.store.reading() as tx:
                assert [row[0] for row in tx.rows(select(Draft.token))] == taken
                assert [row[0] for row in tx.rows(select(Hold.token))] == taken
            agenda.release(desk.actor, taken[0])
            agenda.drop_draft(taken[0])

    def test_taken_twice_with_one_token_it_was_taken(self, desk: Raid) -> None:
        """The answer was lost on the way, and the form tries again."""
        agenda = desk.centre.appointments
        agenda.save_draft(desk.actor, "old", "booking", "1")
        agenda.take_draft(desk.actor, "old", "new")
        agenda.take_draft(desk.actor, "old", "new")
        assert [each.token for each in agenda.own_drafts(desk.actor, "booking")] == ["new"]

    def test_the_form_that_lost_its_draft_cannot_book_the_place(self, desk: Raid) -> None:
        place, agenda = desk.place("2026-09-15 09:00"), desk.centre.appointments
        agenda.hold(desk.actor, "old", desk.service_id, 1, place)
        agenda.save_draft(desk.actor, "old", "booking", "1")
        agenda.take_draft(desk.actor, "old", "new")
        with pytest.raises(PlaceTaken):
            desk.book(place=place, hold_token="old", draft_token="old")
        desk.book(place=place, hold_token="new", draft_token="new")
        assert agenda.own_drafts(desk.actor, "booking") == []


class TestKeys:
    @pytest.mark.parametrize("dialect", ["sqlite"])
    def test_the_key_of_a_booking_moves_nothing(self, desk: Raid) -> None:
        visit = desk.book()
        key = f"key-{next(desk.keys) - 1}"
        place = desk.place("2026-09-15 09:00", moving=visit)
        with pytest.raises(KeyReused):
            desk.centre.appointments.move(desk.actor, visit.visit_id, 1, place, key=key)

    @pytest.mark.parametrize("dialect", ["sqlite"])
    def test_the_key_of_a_move_books_nothing(self, desk: Raid) -> None:
        visit = desk.book()
        place = desk.place("2026-09-15 09:00", moving=visit)
        desk.centre.appointments.move(desk.actor, visit.visit_id, 1, place, key="k")
        other = desk.place("2026-09-16 09:00")
        with pytest.raises(KeyReused):
            desk.centre.reception.rebook(desk.actor, visit.visit_id, other, key="k")

    def test_a_lost_answer_of_a_move_is_given_again(self, desk: Raid) -> None:
        visit: Booked = desk.book()
        place = desk.place("2026-09-15 09:00", moving=visit)
        calls: list[Any] = [
            desk.centre.appointments.move(desk.actor, visit.visit_id, 1, place, key="k").value
            for _ in range(2)
        ]
        assert calls[0] == calls[1]


@pytest.mark.parametrize(
    "text",
    [
        "12 4111111111111111",
        "4111.1111.1111.1111",
        "4111111111111111 12/27",
        "4111 1111 1111 1111 123",
        "1234 4111 1111 1111 1111",
        "4111–1111–1111–1111",
    ],
)
def test_a_card_number_is_found_beside_other_digits(text: str) -> None:
    with pytest.raises(Invalid):
        clean_reference(text)
