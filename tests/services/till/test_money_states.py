"""What the agenda says about the money of each visit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from services.till.selling import CHILD, COUPLE, MONDAY, SINGLE, Booked, Desk
from sqlalchemy import event, update

from expatdesk.model.appointments import Visit
from expatdesk.services.appointments.fees import money_states
from expatdesk.services.appointments.types import MoneyState
from expatdesk.services.till.types import LineChoice, Tender
from expatdesk.storage.store import Store
from expatdesk.terms import Behalf, Means, PaymentTerms, VisitState


def state(desk: Desk, visit: Booked) -> MoneyState:
    with desk.store.reading() as tx:
        return money_states(tx, [visit.visit_id])[visit.visit_id]


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    for engine in (store.engines.read, store.engines.write):
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in (store.engines.read, store.engines.write):
        event.remove(engine, "before_cursor_execute", note)


def test_due_paid_and_due_again(desk: Desk) -> None:
    couple = desk.visit(COUPLE)

    assert state(desk, couple) == MoneyState("due", 9075)
    first = desk.charge(couple, Tender(Means.PIN, 6050), person_ids=couple.persons[:1])
    assert state(desk, couple) == MoneyState("due", 3025)
    desk.charge(couple)
    assert state(desk, couple) == MoneyState("paid")
    desk.centre.till.refund_in_full(desk.actor, first.receipt_id, Means.PIN, "Ill", key="r")
    assert state(desk, couple) == MoneyState("due", 6050)


def test_on_the_employer_s_account(desk: Desk) -> None:
    employer = desk.organisation()
    payer = {"payer": Behalf.EMPLOYER, "payer_party_id": employer}
    visit = desk.visit(SINGLE, **payer)
    no_account = desk.organisation("Kade en Zoon", PaymentTerms.AT_DESK)
    at_desk = desk.visit(SINGLE, payer=Behalf.EMPLOYER, payer_party_id=no_account)

    assert state(desk, visit) == MoneyState("account", 6050)
    desk.centre.till.put_on_account(desk.actor, visit.visit_id, key="a")
    assert state(desk, visit) == MoneyState("account")
    assert state(desk, at_desk) == MoneyState("due", 6050)


def test_exempt_dropped_and_free(desk: Desk) -> None:
    rule = desk.centre.founded.exemptions["agency"]
    then = MONDAY.replace(year=2019)
    exempt = desk.visit(SINGLE, day=then, exemption_id=rule, exemption_proof="Letter")
    too_late = desk.visit(SINGLE, exemption_id=rule, exemption_proof="Letter")
    dropped = desk.visit(SINGLE)
    free = desk.visit(SINGLE, day=MONDAY.replace(year=2017))
    choice = LineChoice(dropped.persons[0], drop_reason="Goodwill")

    assert state(desk, exempt) == MoneyState("exempt")
    desk.centre.till.exempt(desk.actor, exempt.visit_id, key="e")
    assert state(desk, exempt) == MoneyState("exempt")
    assert state(desk, too_late) == MoneyState("due", 6050)
    desk.centre.till.exempt(desk.actor, dropped.visit_id, [choice], key="d")
    assert state(desk, dropped) == MoneyState("free")
    assert state(desk, free) == MoneyState("free")


def test_nothing_is_due_for_who_did_not_come(desk: Desk) -> None:
    unpaid = desk.visit(SINGLE, state=VisitState.NO_SHOW)
    paid = desk.visit(SINGLE, state=VisitState.NO_SHOW)
    desk.charge(paid, Tender(Means.ONLINE, 6050))

    assert state(desk, unpaid) == MoneyState("free")
    assert state(desk, paid) == MoneyState("paid")


def test_of_an_anonymous_visit_nothing_is_known(desk: Desk) -> None:
    visit = desk.visit(SINGLE)
    with desk.store.writing() as tx:
        tx.execute(
            update(Visit).where(Visit.id == visit.visit_id).values(anonymised_at=1, code=None)
        )

    assert state(desk, visit) == MoneyState("unknown")


def test_the_agenda_and_the_till_say_the_same(desk: Desk) -> None:
    family = desk.visit(COUPLE)
    child = desk.visit(
        (CHILD,),
        day=MONDAY + timedelta(days=14),
        case_id=family.case_id,
        split_from_id=family.visit_id,
    )
    anew = desk.visit(
        (CHILD,),
        day=MONDAY + timedelta(days=40),
        case_id=family.case_id,
        split_from_id=family.visit_id,
        priced_anew=True,
    )

    for visit in (family, child, anew):
        assert state(desk, visit).due == desk.due(visit)


@pytest.mark.parametrize("count", [1, 60])
def test_three_statements_for_any_number_of_visits(desk: Desk, count: int) -> None:
    visits = desk.singles(count)

    with desk.store.reading() as tx, statements(desk.store) as seen:
        states = money_states(tx, visits)

    assert len(seen) <= 3
    assert states == dict.fromkeys(visits, MoneyState("due", 6050))


def test_no_visits_need_no_statement(desk: Desk) -> None:
    with desk.store.reading() as tx, statements(desk.store) as seen:
        assert money_states(tx, []) == {}
    assert seen == []
