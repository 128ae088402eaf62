"""Visits, and what hangs on them: papers, persons, contact data, messages, waiting entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    case,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from expatdesk.model.appointments import (
    Case,
    CaseReceipt,
    FollowUp,
    Message,
    Visit,
    VisitPaper,
    VisitPerson,
    WaitingEntry,
)
from expatdesk.model.till import Charge
from expatdesk.services.retention.terms import BITE, Terms
from expatdesk.storage.tx import Tx


def is_due(terms: Terms) -> ColumnElement[bool]:
    """A visit with names whose case is over: no visit of it is younger, no follow-up open.

    A case is one registration: while a part of it is young, its money needs the names.
    """
    other = aliased(Visit)
    young = exists().where(other.case_id == Visit.case_id, other.day >= terms.visits_before)
    waits = exists().where(FollowUp.case_id == Visit.case_id, FollowUp.done_at.is_(None))
    return and_(Visit.day < terms.visits_before, Visit.anonymised_at.is_(None), ~young, ~waits)


def old_visits(tx: Tx, terms: Terms) -> int:
    """A bite: the oldest visits that are due become anonymous."""
    found = select(Visit.id).where(is_due(terms)).order_by(Visit.day, Visit.id).limit(BITE)
    ids = [row[0] for row in tx.rows(found)]
    anonymise_visits(tx, ids)
    return len(ids)


def anonymise_visits(tx: Tx, ids: Sequence[int]) -> None:
    """Step: takes everything personal from these visits and what hangs on them."""
    if not ids:
        return
    for statement in _removals(ids):
        tx.execute(statement)
    tx.execute(
        update(Visit)
        .where(Visit.id.in_(ids))
        .values(
            code=None,
            booker_party_id=None,
            booker_contact="",
            payer_party_id=None,
            exemption_proof="",
            note="",
            # Empty, but still there: a squeezed visit holds no ticks.
            squeeze_reason=case((Visit.squeeze_reason.is_(None), None), else_=""),
            version=Visit.version + 1,
            anonymised_at=tx.now,
        )
    )
    cases = _ended_cases(tx, ids)
    tx.execute(update(Case).where(Case.id.in_(cases)).values(anonymised_at=tx.now))
    tx.execute(delete(CaseReceipt).where(CaseReceipt.case_id.in_(cases)))
    tx.touch("visits", *ids)


def old_papers(tx: Tx, terms: Terms) -> int:
    """A bite: lists of papers have a shorter term than their visits."""
    old = (
        select(VisitPaper.id)
        .join(Visit, Visit.id == VisitPaper.visit_id)
        .where(Visit.day < terms.papers_before)
        .limit(BITE)
    )
    return tx.changed(delete(VisitPaper).where(VisitPaper.id.in_(old)))


def old_waiting(tx: Tx, terms: Terms) -> int:
    """A bite: who wanted to come in days that are long over does not wait any more."""
    ids = [
        row[0]
        for row in tx.rows(
            select(WaitingEntry.id).where(WaitingEntry.last_day < terms.visits_before).limit(BITE)
        )
    ]
    tx.execute(delete(Message).where(Message.waiting_id.in_(ids)))
    tx.execute(delete(WaitingEntry).where(WaitingEntry.id.in_(ids)))
    return len(ids)


def old_messages(tx: Tx, terms: Terms) -> int:
    """A bite: messages of no visit; those of a visit go with it."""
    old = (
        select(Message.id)
        .where(
            Message.created_at < terms.known_before,
            Message.visit_id.is_(None),
            Message.waiting_id.is_(None),
        )
        .limit(BITE)
    )
    return tx.changed(delete(Message).where(Message.id.in_(old)))


def _removals(ids: Sequence[int]) -> Iterator[Executable]:
    yield update(Charge).where(Charge.visit_id.in_(ids)).values(person_id=None, reason="")
    waiting = select(WaitingEntry.id).where(WaitingEntry.visit_id.in_(ids))
    yield delete(Message).where(or_(Message.visit_id.in_(ids), Message.waiting_id.in_(waiting)))
    yield delete(WaitingEntry).where(WaitingEntry.visit_id.in_(ids))
    yield delete(VisitPaper).where(VisitPaper.visit_id.in_(ids))
    yield delete(VisitPerson).where(VisitPerson.visit_id.in_(ids))
    cases = select(Visit.case_id).where(Visit.id.in_(ids))
    yield delete(FollowUp).where(FollowUp.case_id.in_(cases), FollowUp.done_at.is_not(None))


def _ended_cases(tx: Tx, ids: Sequence[int]) -> list[int]:
    """A case is anonymous when its last visit is; its money then stands alone."""
    other = aliased(Visit)
    named = exists().where(other.case_id == Case.id, other.anonymised_at.is_(None))
    rows = tx.rows(
        select(Case.id)
        .join(Visit, Visit.case_id == Case.id)
        .where(Visit.id.in_(ids), ~named)
        .distinct()
    )
    return [row[0] for row in rows]
