"""The waiting list: matches, offers that hold a place, and what comes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from services.reception.receiving import COUPLE, FIRST, PARTNER, FrontDesk, moment

from expatdesk.services.appointments.types import PlaceTaken, WaitingRequest
from expatdesk.services.base import Invalid, Stale
from expatdesk.terms import FamilyRole, MessageKind, PartOfDay, VisitState, WaitingState

MONDAY = date(2026, 9, 14)


def wait(desk: FrontDesk, person: int, size: int = 1, **more: Any) -> Any:
    more = {"first_day": MONDAY, "last_day": MONDAY, **more}
    request = WaitingRequest(desk.service_id, person, size, **more)
    return desk.centre.reception.wait(desk.actor, request, key=desk.key())


def full_morning(desk: FrontDesk) -> list[Any]:
    """Every municipal place of Monday is taken until the break, and the afternoon closed."""
    for name in ("desk1", "desk2"):
        desk_id = desk.centre.founded.desks[name]
        desk.centre.appointments.block(
            desk.actor,
            desk_id,
            moment("2026-09-14 13:00"),
            moment("2026-09-14 16:30"),
            "training",
            key=desk.key(),
        )
    hours = ("09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00")
    return [
        desk.book(f"2026-09-14 {hour}", desk=name) for hour in hours for name in ("desk1", "desk2")
    ]


@pytest.fixture
def yuki(desk: FrontDesk) -> int:
    municipality = desk.centre.founded.municipalities["Leiden"]
    return desk.person(
        "Yuki Tanaka",
        email="yuki@post.example",
        phone="+31612345678",
        languages=("ja", "nl"),
        municipality_id=municipality,
    )


def test_when_a_place_comes_free_the_list_shows_who_wants_it(desk: FrontDesk, yuki: int) -> None:
    booked = full_morning(desk)
    wait(desk, yuki)
    reception = desk.centre.reception
    assert [row.name for row in reception.waiting_list()] == ["Yuki Tanaka"]
    assert reception.offers() == []
    done = desk.no_show(booked[6])
    [match] = reception.offers()
    assert [place.starts_at for place in match.places] == [moment("2026-09-14 10:30")]
    assert done.undo is not None
    done.undo()
    assert reception.offers() == []


def test_part_of_day_and_party_are_heeded(desk: FrontDesk, yuki: int) -> None:
    wait(desk, yuki, part_of_day=PartOfDay.AFTERNOON)
    wait(desk, desk.person("Ana Uno"), 2)
    afternoon, couple = desk.centre.reception.offers()
    assert afternoon.places[0].starts_at == moment("2026-09-14 12:00")
    first = couple.places[0].steps[0]
    assert first.ends_at - first.starts_at == 45 * 60


def test_an_offer_holds_the_place_and_is_told_in_their_language(
    desk: FrontDesk, yuki: int, at: Any
) -> None:
    reception = desk.centre.reception
    waiting = wait(desk, yuki, last_day=date(2026, 9, 18)).value
    place = desk.place("2026-09-16 09:00")
    reception.offer(desk.actor, waiting, place, key=desk.key())
    [row] = reception.waiting_list()
    assert (row.state, row.offer_starts_at) == (WaitingState.OFFERED, place.starts_at)
    assert row.offer_expires_at == moment("2026-09-15 08:30")
    with pytest.raises(PlaceTaken):
        desk.book(place=place)
    [call] = reception.messages(MessageKind.CALL)
    [mail] = reception.messages(MessageKind.MAIL)
    assert (call.name, call.address, call.waiting_id) == ("Yuki Tanaka", "+31612345678", waiting)
    assert (mail.address, mail.language) == ("yuki@post.example", "nl")
    assert "woensdag 16 september 2026" in mail.body
    assert "09:00" in mail.body
    assert reception.offers() == [], "who has an offer is not offered another"
    at("2026-09-15 08:30")
    assert reception.waiting_list()[0].state is WaitingState.WAITING
    assert len(reception.offers()) == 1
    desk.book(place=place)


def test_an_offer_is_kept_at_most_until_the_place_begins(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    waiting = wait(desk, yuki).value
    place = desk.place("2026-09-14 11:00")
    reception.offer(desk.actor, waiting, place, key=desk.key())
    assert reception.waiting_list()[0].offer_expires_at == place.starts_at


def test_accepting_books_the_place_and_undo_unbooks_it(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    waiting = wait(desk, yuki).value
    place = desk.place("2026-09-14 11:00")
    reception.offer(desk.actor, waiting, place, key=desk.key())
    done = reception.accept(desk.actor, waiting, key=desk.key())
    sheet = desk.sheet(done.value)
    assert (sheet.starts_at, sheet.comers[0].full_name, sheet.language) == (
        place.starts_at,
        "Yuki Tanaka",
        "nl",
    )
    assert reception.waiting_list() == []
    assert reception.messages(MessageKind.CALL) == reception.messages(MessageKind.MAIL) == []
    done.undo()
    assert [row.state for row in reception.waiting_list()] == [WaitingState.WAITING]


def test_a_household_comes_together(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    partner = desk.person("Ken Tanaka")
    desk.centre.people.set_household(
        desk.actor, [(yuki, FIRST), (partner, PARTNER)], key=desk.key()
    )
    waiting = wait(desk, yuki, 2).value
    reception.offer(desk.actor, waiting, desk.place("2026-09-14 11:00", 2), key=desk.key())
    booked = reception.accept(desk.actor, waiting, key=desk.key()).value
    assert [c.role for c in desk.sheet(booked).comers] == list(COUPLE)


def test_who_comes_is_asked_where_it_is_not_clear(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    waiting = wait(desk, yuki, 2).value
    reception.offer(desk.actor, waiting, desk.place("2026-09-14 11:00", 2), key=desk.key())
    with pytest.raises(Invalid) as caught:
        reception.accept(desk.actor, waiting, key=desk.key())
    assert caught.value.field == "comers"
    stranger = desk.person("Ana Uno")
    waiting = wait(desk, stranger).value
    reception.offer(desk.actor, waiting, desk.place("2026-09-14 09:00"), key=desk.key())
    with pytest.raises(Invalid) as caught:
        reception.accept(desk.actor, waiting, key=desk.key())
    assert caught.value.field == "municipality_id"


def test_a_visit_is_moved_forward_and_back(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    visit = desk.book("2026-09-17 09:00", persons=[yuki])
    waiting = wait(desk, yuki, last_day=date(2026, 9, 30), visit_id=visit.visit_id).value
    [match] = reception.offers()
    assert all(place.starts_at < moment("2026-09-17 09:00") for place in match.places)
    place = desk.place("2026-09-15 09:00")
    reception.offer(desk.actor, waiting, place, key=desk.key())
    done = reception.accept(desk.actor, waiting, key=desk.key())
    assert done.value.visit_id == visit.visit_id
    assert desk.sheet(visit).starts_at == place.starts_at
    assert reception.waiting_list() == []
    done.undo()
    assert desk.sheet(visit).starts_at == moment("2026-09-17 09:00")
    assert [row.state for row in reception.waiting_list()] == [WaitingState.WAITING]


def test_withdrawing_frees_the_offer(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    waiting = wait(desk, yuki).value
    place = desk.place("2026-09-14 11:00")
    offered = reception.offer(desk.actor, waiting, place, key=desk.key())
    with pytest.raises(Stale):
        reception.withdraw(desk.actor, waiting, 1, key=desk.key())
    done = reception.withdraw(desk.actor, waiting, offered.value, key=desk.key())
    assert reception.waiting_list() == []
    assert reception.messages(MessageKind.CALL) == []
    desk.book(place=place)
    done.undo()
    [row] = reception.waiting_list()
    assert (row.state, row.offer_starts_at) == (WaitingState.WAITING, None)
    with pytest.raises(Invalid):
        reception.accept(desk.actor, waiting, key=desk.key())


def test_an_offer_is_taken_back(desk: FrontDesk, yuki: int) -> None:
    reception = desk.centre.reception
    waiting = wait(desk, yuki).value
    done = reception.offer(desk.actor, waiting, desk.place("2026-09-14 11:00"), key=desk.key())
    done.undo()
    assert reception.waiting_list()[0].state is WaitingState.WAITING
    assert desk.ticks() == 0
    assert reception.messages(MessageKind.CALL) == []


def test_waiting_needs_days_to_come_and_a_party_that_fits(desk: FrontDesk, yuki: int) -> None:
    for more in (
        {"first_day": date(2026, 9, 15)},
        {"first_day": date(2026, 9, 1), "last_day": date(2026, 9, 2)},
        {"size": 0},
        {"size": 12},
    ):
        with pytest.raises(Invalid):
            wait(desk, yuki, **more)
    visit = desk.book(persons=[yuki], roles=(FamilyRole.FIRST,))
    wait(desk, yuki, visit_id=visit.visit_id)
    with pytest.raises(Invalid):
        wait(desk, yuki, visit_id=visit.visit_id)
    desk.advance(visit, VisitState.ARRIVED)
    with pytest.raises(Invalid):
        wait(desk, yuki, visit_id=visit.visit_id)


def test_the_cost_does_not_grow_with_the_list(desk: FrontDesk, counted: Any) -> None:
    for number in range(3):
        wait(desk, desk.person(f"Ana {number}"), 1 + number)
    with counted() as few:
        desk.centre.reception.offers()
    for number in range(9):
        wait(desk, desk.person(f"Ben {number}"), last_day=date(2026, 9, 15 + number))
    with counted() as many:
        assert len(desk.centre.reception.offers()) == 12
    assert few.statements == many.statements <= 5
