"""The money belongs to the case: who is turned away and comes back pays once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from services.till.selling import CHILD, COUPLE, FIRST, MONDAY, PARTNER, SINGLE, Desk
from sqlalchemy import update

from expatdesk.model.people import Party
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import DocumentKind, Means, VisitState


def test_turned_away_twice_and_paid_once(desk: Desk, at: Callable[[str], int]) -> None:
    """Scenario S2: paid € 60.50 online when she booked, registered at the third visit."""
    at("2026-09-01 20:30")
    first = desk.visit(SINGLE, state=VisitState.TURNED_AWAY, refusal_code="R04")
    issued = desk.charge(first, Tender(Means.ONLINE, 6050, paid_on=date(2026, 9, 1)))
    second = desk.visit(
        SINGLE,
        day=MONDAY + timedelta(days=3),
        persons=first.persons,
        case_id=first.case_id,
        previous_id=first.visit_id,
        state=VisitState.TURNED_AWAY,
        refusal_code="R03",
    )
    third = desk.visit(
        SINGLE,
        day=MONDAY + timedelta(days=14),
        persons=first.persons,
        case_id=first.case_id,
        previous_id=second.visit_id,
        state=VisitState.DONE,
    )

    sheet = desk.centre.till.sheet(third.visit_id)

    assert sheet.lines == ()
    assert [(row.kind, row.label) for row in sheet.documents] == [
        (DocumentKind.RECEIPT, issued.label)
    ]
    assert desk.centre.till.receipts(MONDAY, MONDAY + timedelta(days=30)) == ()
    found = desk.centre.till.receipts(date(2026, 9, 1), MONDAY, text=third.code)
    assert [row.label for row in found] == [issued.label]


def test_a_person_who_was_merged_meanwhile_has_paid_too(desk: Desk) -> None:
    first = desk.visit(SINGLE, state=VisitState.TURNED_AWAY)
    desk.charge(first)
    kept = desk.person("Mary Kate O’Kealy")
    with desk.store.writing() as tx:
        tx.execute(update(Party).where(Party.id == first.persons[0]).values(merged_into=kept))

    again = desk.visit(SINGLE, persons=(kept,), case_id=first.case_id, previous_id=first.visit_id)

    assert desk.due(again) == 0


def test_who_joins_a_case_later_pays_for_itself(desk: Desk) -> None:
    single = desk.visit(SINGLE)
    desk.charge(single)
    both = desk.visit(
        COUPLE,
        persons=(*single.persons, desk.person("Sam O’Kealy")),
        case_id=single.case_id,
        previous_id=single.visit_id,
    )

    assert [line.gross for line in desk.centre.till.sheet(both.visit_id).lines] == [3025]


def test_after_a_refund_the_case_is_due_again(desk: Desk) -> None:
    visit = desk.visit(SINGLE)
    issued = desk.charge(visit)

    desk.centre.till.refund_in_full(
        desk.actor, issued.receipt_id, Means.PIN, "Cancelled in time", key="r"
    )

    assert desk.due(visit) == 6050
    labels = [row.label for row in desk.centre.till.sheet(visit.visit_id).documents]
    assert labels == ["2026-000001", "C2026-000001"]


def test_what_was_settled_names_the_document_that_settled_it(desk: Desk) -> None:
    """Two receipts and a slip in one case: each line knows its own."""
    firm = desk.organisation()
    visit = desk.visit((FIRST, PARTNER, CHILD), payer="employer", payer_party_id=firm)
    first, partner, child = visit.persons
    labels = {}
    for person, cents in ((first, 6050), (partner, 3025)):
        request = ChargeRequest(visit.visit_id, (Tender(Means.PIN, cents),), person_ids=(person,))
        labels[person] = desk.centre.till.charge(desk.actor, request, key=desk.key()).value.label
    desk.centre.till.put_on_account(desk.actor, visit.visit_id, key=desk.key())
    (slip,) = desk.centre.till.slips_of(visit.case_id)
    labels[child] = slip.label

    settled = desk.centre.till.sheet(visit.visit_id).settled

    assert {line.person_id: line.document for line in settled} == labels
    assert len(set(labels.values())) == 3
