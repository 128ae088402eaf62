"""Attacks on visits: nobody comes twice, and no place is given twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attacks.raids import Raid
from services.reception.receiving import FIRST, PARTNER

from expatdesk.services.appointments.types import PlaceTaken, WaitingRequest
from expatdesk.services.base import Invalid, Refusal
from expatdesk.terms import Outcome, VisitState


def test_a_cancelled_visit_that_was_rebooked_is_not_taken_up_again(desk: Raid) -> None:
    visit = desk.book()
    cancelled = desk.cancel(visit)
    desk.rebook(visit, "2026-09-15 09:00")

    with pytest.raises(Invalid):
        cancelled.undo()
    assert desk.sheet(visit).state is VisitState.CANCELLED_BY_VISITOR


def test_nor_is_its_follower_once_the_first_one_stands_again(desk: Raid) -> None:
    visit = desk.book()
    cancelled = desk.cancel(visit)
    follower = desk.rebook(visit, "2026-09-15 09:00").value
    off = desk.cancel(follower)
    cancelled.undo()

    with pytest.raises(Invalid) as refused:
        off.undo()
    assert refused.value.message()
    assert desk.sheet(follower).state is VisitState.CANCELLED_BY_VISITOR


def test_who_was_split_off_twice_comes_once(desk: Raid) -> None:
    family = desk.book(roles=(FIRST, PARTNER))
    first = desk.split(family, 1, "2026-09-21 09:00")
    off = desk.cancel(first)
    desk.split(family, 1, "2026-09-22 09:00")

    with pytest.raises(Invalid):
        off.undo()


def test_who_was_split_off_and_rebooked_comes_once(desk: Raid) -> None:
    family = desk.book(roles=(FIRST, PARTNER))
    first = desk.split(family, 1, "2026-09-21 09:00")
    desk.rebook(first, "2026-09-23 09:00")

    with pytest.raises(Invalid):
        desk.split(family, 1, "2026-09-22 09:00")


def test_who_was_merged_before_the_split_is_not_split_off_again(desk: Raid) -> None:
    family = desk.book(roles=(FIRST, PARTNER))
    record = desk.person("Ananya S. Sharma")
    desk.centre.people.merge(desk.actor, record, desk.persons(family)[1], key=desk.key())
    desk.split(family, 1, "2026-09-21 09:00")

    with pytest.raises(Invalid):
        desk.split(family, 1, "2026-09-22 09:00")


def test_nor_does_a_merge_between_make_two_of_who_was_rebooked(desk: Raid) -> None:
    """Rebooked for another day, split off from there, and the first visit stands again."""
    family = desk.book(roles=(FIRST, PARTNER))
    cancelled = desk.cancel(family)
    record = desk.person("Ananya S. Sharma")
    desk.centre.people.merge(desk.actor, record, desk.persons(family)[1], key=desk.key())
    again = desk.rebook(family, "2026-09-15 09:00", 2).value
    desk.split(again, 1, "2026-09-22 09:00")
    desk.cancel(again)

    with pytest.raises(Invalid):
        cancelled.undo()


def test_a_no_show_whose_family_was_split_comes_back_without_the_one(
    desk: Raid, at: Callable[[str], int]
) -> None:
    family = desk.book(roles=(FIRST, PARTNER))
    desk.split(family, 1, "2026-09-21 09:00")
    at("2026-09-14 09:30")
    missed = desk.no_show(family)

    missed.undo()

    assert desk.sheet(family).state is VisitState.PLANNED
    outcomes = [comer.outcome for comer in desk.sheet(family).comers]
    assert outcomes == [None, Outcome.ANOTHER_DAY]


def test_one_place_is_offered_once_and_an_offer_is_taken_once(desk: Raid) -> None:
    reception, actor = desk.centre.reception, desk.actor
    leiden = desk.centre.founded.municipalities["Leiden"]
    place = desk.place("2026-09-15 09:00")
    waiting = [
        reception.wait(
            actor,
            WaitingRequest(
                desk.service_id, desk.person(name), 1, date(2026, 9, 15), date(2026, 9, 16)
            ),
            key=desk.key(),
        ).value
        for name in ("Zebedeus Quix", "Wim Zandvliet")
    ]
    reception.offer(actor, waiting[0], place, key="offer")

    with pytest.raises(PlaceTaken):
        reception.offer(actor, waiting[1], place, key="offer again")
    reception.accept(actor, waiting[0], municipality_id=leiden, key="accept")
    for again in (
        lambda: reception.accept(actor, waiting[0], municipality_id=leiden, key="accept again"),
        lambda: reception.offer(actor, waiting[0], desk.place("2026-09-15 10:00"), key="third"),
    ):
        with pytest.raises(Refusal):
            again()
