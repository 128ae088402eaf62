"""Where names and contact data stand, and where they never do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest
from attacks.raids import Raid

from expatdesk.services.appointments.types import MessageEntry
from expatdesk.services.retention import Retention
from expatdesk.services.till.types import LineChoice, Recipient
from expatdesk.storage.errors import Conflict
from expatdesk.terms import Means, MessageKind, VisitState


def zebedeus(desk: Raid) -> int:
    return desk.person(
        "Zebedeus Quix", email="zebedeus@quix.example", phone="+31612345678", street="Quixroad 1"
    )


def test_a_busy_day_leaves_names_in_their_own_tables_only(desk: Raid) -> None:
    """Not in the log, the faces of receipts, the changes, nor the results of writes."""
    till, actor, person = desk.centre.till, desk.actor, zebedeus(desk)
    visit = desk.book(persons=[person])
    issued = desk.pay(visit, recipient=Recipient("Zebedeus Quix", ("Quixroad 1", "Leiden")))
    company = Recipient("Zebedeus BV", ("Quixroad 2", "Leiden"))
    till.invoice_for(actor, issued.receipt_id, company, key="1")
    till.correct_means(actor, issued.receipt_id, Means.PIN, Means.CASH, "Declined", key="2")
    till.refund_in_full(actor, issued.receipt_id, Means.CASH, "Wish", key="3")
    sheet = desk.centre.people.person(person)
    renamed = dataclasses.replace(sheet.entry, full_name="Zebedeus Quax")
    desk.centre.people.change(actor, person, sheet.version, renamed, key="4")
    desk.centre.people.merge(actor, person, desk.person("Zebedeus Double"), key="5")
    desk.advance(visit, VisitState.ARRIVED)
    desk.turn_away(visit, "R04")

    assert desk.tables_with("Zebedeus") == {"person", "receipt_recipient"}
    assert desk.tables_with("zebedeus@quix") == {"person"}
    assert desk.tables_with("612345678") == {"person"}
    assert desk.tables_with("Quixroad") == {"person", "receipt_recipient"}


def test_no_error_of_the_database_says_who(desk: Raid) -> None:
    person = zebedeus(desk)

    def twice() -> None:
        with desk.store.writing() as tx:
            tx.execute(
                "INSERT INTO person (id, full_name, sort_key) VALUES (:id, 'Zebedeus Q', 'z')",
                {"id": person},
            )

    with pytest.raises(Conflict) as refused:
        twice()
    assert "ebedeus" not in str(refused.value)


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_after_its_term_no_free_text_and_no_mail_keeps_a_name(
    desk: Raid, at: Callable[[str], int]
) -> None:
    """The log refuses to be emptied before the computer's own clock allows: so in the past."""
    at("2024-09-16 08:30")
    person = zebedeus(desk)
    visit = desk.book(
        "2024-09-16 09:00", persons=[person], exemption_proof="Letter of Zebedeus", note="Zebedeus"
    )
    let_off = LineChoice(person, drop_reason="Friend of Zebedeus")
    desk.centre.till.exempt(desk.actor, visit.visit_id, [let_off], key="exempt")
    mail = MessageEntry(
        kind=MessageKind.MAIL, address="zebedeus@quix.example", language="en",
        subject="Receipt", body="Dear Zebedeus", party_id=person,
    )  # fmt: skip
    message = desk.centre.reception.draft(desk.actor, mail, key="mail").value
    desk.centre.reception.message_done(desk.actor, message, 1, key="sent")
    desk.centre.people.merge(desk.actor, desk.person("Zebedeus Quix jr."), person, key="merge")
    assert date(2024, 9, 16) == desk.sheet(visit).day
    at("2026-09-14 08:30")

    Retention(desk.store).run()

    assert desk.tables_with("ebedeus") == set()
    assert desk.tables_with("612345678") == set()
