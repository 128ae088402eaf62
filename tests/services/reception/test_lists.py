"""Call list, outbox and follow-ups."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from services.reception.receiving import FrontDesk

from expatdesk.services.appointments.types import Booked, MessageEntry
from expatdesk.services.base import Invalid, Stale
from expatdesk.services.people.types import IdentifierFound
from expatdesk.services.reception.messages import draft_mail
from expatdesk.services.reception.types import FollowUpEntry
from expatdesk.terms import FollowUpKind, MessageKind


def confirm(desk: FrontDesk, visit: Booked) -> int:
    person = desk.sheet(visit).comers[0].person_id
    with desk.store.writing() as tx:
        return draft_mail(
            tx,
            desk.actor,
            address="arjun@post.example",
            language="en",
            subject="Your appointment",
            body="Until then.",
            party_id=person,
            visit_id=visit.visit_id,
        )


def test_a_mail_waits_in_the_outbox_until_it_is_sent(desk: FrontDesk) -> None:
    visit = desk.book()
    message_id = confirm(desk, visit)
    reception = desk.centre.reception
    [row] = reception.messages(MessageKind.MAIL)
    assert (row.message_id, row.name, row.address) == (
        message_id,
        "Arjun Sharma",
        "arjun@post.example",
    )
    assert reception.messages(MessageKind.CALL) == []
    done = reception.message_done(desk.actor, message_id, row.version, key=desk.key())
    assert reception.messages(MessageKind.MAIL) == []
    done.undo()
    assert [m.version for m in reception.messages(MessageKind.MAIL)] == [3]


def test_two_desks_do_not_send_the_same_mail_twice(desk: FrontDesk, kaya: Any) -> None:
    message_id = confirm(desk, desk.book())
    reception = desk.centre.reception
    reception.message_discard(desk.actor, message_id, 1, key=desk.key())
    with pytest.raises(Stale):
        reception.message_done(kaya, message_id, 1, key=desk.key())


def test_a_call_can_be_noted_and_taken_back(desk: FrontDesk) -> None:
    reception = desk.centre.reception
    entry = MessageEntry(MessageKind.CALL, "+31715165165", "en", "Call back", "About the lease")
    done = reception.draft(desk.actor, entry, key=desk.key())
    assert [m.subject for m in reception.messages(MessageKind.CALL)] == ["Call back"]
    done.undo()
    assert reception.messages(MessageKind.CALL) == []


def test_follow_ups_are_due_until_done(desk: FrontDesk) -> None:
    visit = desk.book()
    reception = desk.centre.reception
    person = desk.sheet(visit).comers[0].person_id
    for day, note in ((21, "Ask for the lease"), (18, "Call the town hall")):
        entry = FollowUpEntry(visit.visit_id, date(2026, 9, day), note, person)
        reception.add_follow_up(desk.actor, entry, key=desk.key())
    rows = reception.follow_ups(date(2026, 9, 30))
    assert [(r.note, r.person, r.visit_id) for r in rows] == [
        ("Call the town hall", "Arjun Sharma", visit.visit_id),
        ("Ask for the lease", "Arjun Sharma", visit.visit_id),
    ]
    assert len(reception.follow_ups(date(2026, 9, 18))) == 1
    done = reception.follow_up_done(
        desk.actor, rows[0].follow_up_id, rows[0].version, key=desk.key()
    )
    assert [r.note for r in reception.follow_ups(date(2026, 9, 30))] == ["Ask for the lease"]
    done.undo()
    assert len(reception.follow_ups(date(2026, 9, 30))) == 2
    with pytest.raises(Stale):
        reception.follow_up_done(desk.actor, rows[0].follow_up_id, 1, key=desk.key())


def test_follow_ups_of_one_case_are_asked_for_alone(desk: FrontDesk) -> None:
    reception, far = desk.centre.reception, date(2036, 9, 21)
    visits = [desk.book(), desk.book("2026-09-16 10:00")]
    for number, visit in enumerate(visits):
        entry = FollowUpEntry(visit.visit_id, far, f"Note {number}")
        reception.add_follow_up(desk.actor, entry, key=desk.key())
    [row] = reception.follow_ups(date.max, case_id=visits[1].case_id)
    assert (row.note, row.case_id) == ("Note 1", visits[1].case_id)


def test_adding_a_follow_up_is_undone(desk: FrontDesk) -> None:
    visit = desk.book()
    entry = FollowUpEntry(visit.visit_id, date(2026, 9, 21), "Ask for the lease")
    done = desk.centre.reception.add_follow_up(desk.actor, entry, key=desk.key())
    [row] = desk.centre.reception.follow_ups(date(2026, 9, 30))
    assert row.person == "Arjun Sharma", "without a person the first of the case is named"
    done.undo()
    assert desk.follow_ups() == []


def test_a_follow_up_says_what_of_whom_and_when(desk: FrontDesk) -> None:
    visit = desk.book()
    stranger = desk.person("Somebody Else")
    add = desk.centre.reception.add_follow_up
    for entry, field in (
        (FollowUpEntry(visit.visit_id, date(2026, 9, 21), " "), "note"),
        (FollowUpEntry(visit.visit_id, date(2026, 9, 13), "Call"), "due"),
        (FollowUpEntry(visit.visit_id, date(2026, 9, 21), "Call", stranger), "person_id"),
    ):
        with pytest.raises(Invalid) as caught:
            add(desk.actor, entry, key=desk.key())
        assert caught.value.field == field
    with pytest.raises(IdentifierFound):
        add(
            desk.actor,
            FollowUpEntry(visit.visit_id, date(2026, 9, 21), "BSN 111222333"),
            key=desk.key(),
        )
    certificate = FollowUpEntry(visit.visit_id, date(2026, 9, 21), kind=FollowUpKind.CERTIFICATE)
    assert add(desk.actor, certificate, key=desk.key()).value
