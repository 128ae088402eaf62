"""When the centre calls an appointment off, somebody has to hear of it."""

from __future__ import annotations

from typing import Any

import pytest
from attacks.raids import Raid

from expatdesk.services.base import Actor
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.terms import Behalf, MessageKind, OrganisationRole, VisitState

CENTRE, VISITOR = VisitState.CANCELLED_BY_CENTRE, VisitState.CANCELLED_BY_VISITOR


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> Raid:
    """The scenario centre on Monday 14 September 2026 at half past eight."""
    at("2026-09-14 08:30")
    return Raid(centre, jansen)


def call_off(desk: Raid, visit: Any, by: VisitState = CENTRE) -> Any:
    version = desk.sheet(visit).version
    return desk.centre.appointments.cancel(
        desk.actor, visit.visit_id, version, by, "Power cut", key=desk.key()
    )


def told(desk: Raid, kind: MessageKind) -> list[Any]:
    return desk.centre.reception.messages(kind)


def test_the_visitor_is_rung_up_and_a_mail_waits(desk: Raid) -> None:
    person = desk.person("Arjun Sharma", phone="+31612345678", email="arjun@post.example")
    call_off(desk, desk.book("2026-09-15 09:00", persons=[person]))
    (call,) = told(desk, MessageKind.CALL)
    (mail,) = told(desk, MessageKind.MAIL)
    assert (call.name, call.address) == ("Arjun Sharma", "+31612345678")
    assert mail.address == "arjun@post.example"
    assert call.subject == "Cancelled by the centre: find another day"
    assert "Tuesday 15 September 2026 at 09:00" in call.body


def test_without_an_address_there_is_the_call_alone(desk: Raid) -> None:
    call_off(desk, desk.book("2026-09-15 09:00"))
    assert len(told(desk, MessageKind.CALL)) == 1
    assert told(desk, MessageKind.MAIL) == []


def test_who_booked_for_them_is_rung_up(desk: Raid) -> None:
    entry = OrganisationEntry("Meridiaan Biotech", roles=frozenset({OrganisationRole.EMPLOYER}))
    employer = desk.centre.organisations.add(desk.actor, entry, key=desk.key()).value
    visit = desk.book(
        "2026-09-15 09:00",
        booker=Behalf.EMPLOYER,
        booker_party_id=employer,
        booker_contact="071 555 01 23",
    )
    call_off(desk, visit)
    (call,) = told(desk, MessageKind.CALL)
    assert (call.name, call.address) == ("Meridiaan Biotech", "071 555 01 23")


def test_who_cancels_for_themselves_need_not_be_told(desk: Raid) -> None:
    call_off(desk, desk.book("2026-09-15 09:00"), VISITOR)
    assert told(desk, MessageKind.CALL) == []


def test_undo_takes_the_call_back(desk: Raid) -> None:
    done = call_off(desk, desk.book("2026-09-15 09:00"))
    done.undo()
    assert told(desk, MessageKind.CALL) == []


def test_in_the_language_of_the_visit(desk: Raid) -> None:
    visit = desk.book("2026-09-15 09:00")
    with desk.store.writing() as tx:
        tx.execute("UPDATE visit SET language = 'nl'")
    call_off(desk, visit)
    (call,) = told(desk, MessageKind.CALL)
    assert (call.language, call.subject) == (
        "nl",
        "Door het centrum afgezegd: zoek een andere dag",
    )
    assert "dinsdag 15 september 2026" in call.body
