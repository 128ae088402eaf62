"""Retention: what is older than its term is made anonymous or removed, by itself.

Terms are settings (domain: 3.5). Visits keep day, service, municipality, number of persons and
outcome; names, contact data, papers and notes go. Money keeps its numbers and amounts: it has
no person key; names on full invoices go when the law's seven years are over.

Every transaction takes a small bite, so that the desks go on working.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Delete, Executable, Update, case, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from expatdesk.clock import Clock, day_bounds, today
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
from expatdesk.model.people import HouseholdMember, Party, PartyMerge, Person
from expatdesk.model.staff import ChangeRow, DoneKey, Draft, EventLog
from expatdesk.model.till import Charge, Receipt, ReceiptRecipient
from expatdesk.services.base import log
from expatdesk.services.people.searching import index_of
from expatdesk.services.settings import keys, value
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

BITE = 200  # rows in one transaction
DAY = 86_400
DRAFT_DAYS = 2
TRACE_DAYS = 30  # idempotency keys and rows of change
LOG_DAYS = 365


@dataclass(frozen=True)
class Removed:
    """How many rows of one kind have gone; `kind` is a word for the report."""

    kind: str
    count: int


@dataclass(frozen=True)
class Terms:
    """The first days that are kept, and epoch seconds where times decide."""

    visits_before: date
    papers_before: date
    recipients_before: date
    now: int

    def before(self, days: int) -> int:
        return self.now - days * DAY


class Retention:
    """Use case: `run` cleans up what is due and reports it; safe to run again at any time."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def run(self, between: Callable[[], bool] | None = None) -> list[Removed]:
        """Removes what is due. `between` is asked after each bite; False stops early."""
        with self._store.reading() as tx:
            terms = _terms(tx, today(self._clock))
        report = []
        for kind, bite in STEPS:
            count = sum(self._bites(bite, terms, between))
            report.append(Removed(kind, count))
        self._note(report)
        return report

    def _bites(
        self, bite: Callable[[Tx, Terms], int], terms: Terms, between: Callable[[], bool] | None
    ) -> Iterator[int]:
        while True:
            if between is not None and not between():
                return
            with self._store.writing() as tx:
                count = bite(tx, terms)
            yield count
            if count < BITE:
                return

    def _note(self, report: list[Removed]) -> None:
        gone = {item.kind: item.count for item in report if item.count}
        if not gone:
            return
        with self._store.writing() as tx:
            log(tx, None, "retention", 0, "removed", **gone)
            if "people" in gone:
                index_of(tx).optimize(tx)


def anonymise_visits(tx: Tx, ids: list[int]) -> None:
    """Step: takes everything personal from these visits and what hangs on them."""
    if not ids:
        return
    for statement in _visit_removals(ids):
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
            anonymised_at=tx.now,
        )
    )
    # A case is anonymous when its last visit is; its money then stands alone.
    other = aliased(Visit)
    named = exists().where(other.case_id == Case.id, other.anonymised_at.is_(None))
    cases = [
        row[0]
        for row in tx.rows(
            select(Case.id)
            .join(Visit, Visit.case_id == Case.id)
            .where(Visit.id.in_(ids), ~named)
            .distinct()
        )
    ]
    tx.execute(update(Case).where(Case.id.in_(cases)).values(anonymised_at=tx.now))
    tx.execute(delete(CaseReceipt).where(CaseReceipt.case_id.in_(cases)))


def _visit_removals(ids: list[int]) -> Iterator[Executable]:
    yield update(Charge).where(Charge.visit_id.in_(ids)).values(person_id=None)
    waiting = select(WaitingEntry.id).where(WaitingEntry.visit_id.in_(ids))
    yield delete(Message).where(or_(Message.visit_id.in_(ids), Message.waiting_id.in_(waiting)))
    yield delete(WaitingEntry).where(WaitingEntry.visit_id.in_(ids))
    yield delete(VisitPaper).where(VisitPaper.visit_id.in_(ids))
    yield delete(VisitPerson).where(VisitPerson.visit_id.in_(ids))
    cases = select(Visit.case_id).where(Visit.id.in_(ids))
    yield delete(FollowUp).where(FollowUp.case_id.in_(cases), FollowUp.done_at.is_not(None))


def _old_visits(tx: Tx, terms: Terms) -> int:
    # A case whose follow-up is still open keeps its names until that is done.
    waits = exists().where(FollowUp.case_id == Visit.case_id, FollowUp.done_at.is_(None))
    ids = [
        row[0]
        for row in tx.rows(
            select(Visit.id)
            .where(Visit.day < terms.visits_before, Visit.anonymised_at.is_(None), ~waits)
            .order_by(Visit.day)
            .limit(BITE)
        )
    ]
    anonymise_visits(tx, ids)
    return len(ids)


def _old_papers(tx: Tx, terms: Terms) -> int:
    old = (
        select(VisitPaper.id)
        .join(Visit, Visit.id == VisitPaper.visit_id)
        .where(Visit.day < terms.papers_before)
        .limit(BITE)
    )
    return _remove(tx, delete(VisitPaper).where(VisitPaper.id.in_(old)))


def _old_people(tx: Tx, terms: Terms) -> int:
    """People whom no visit, waiting entry or open message names, known since before the term."""
    oldest = day_bounds(terms.visits_before)[0]
    twin = aliased(Party)
    used = (
        exists().where(VisitPerson.person_id == Party.id),
        exists().where(WaitingEntry.person_id == Party.id),
        exists().where(Message.party_id == Party.id),
        exists().where(Visit.booker_party_id == Party.id),
        exists().where(twin.merged_into == Party.id),
    )
    ids = [
        row[0]
        for row in tx.rows(
            select(Party.id)
            .join(Person, Person.id == Party.id)
            .where(Party.created_at < oldest, *(~use for use in used))
            .limit(BITE)
        )
    ]
    anonymise_people(tx, ids)
    return len(ids)


def anonymise_people(tx: Tx, ids: list[int]) -> None:
    """Step: forgets these people; an empty party remains for what once pointed to it."""
    if not ids:
        return
    index = index_of(tx)
    for person_id in ids:
        index.remove(tx, person_id)
    tx.execute(delete(FollowUp).where(FollowUp.person_id.in_(ids)))
    tx.execute(delete(HouseholdMember).where(HouseholdMember.person_id.in_(ids)))
    tx.execute(delete(Person).where(Person.id.in_(ids)))
    tx.execute(
        delete(PartyMerge).where(or_(PartyMerge.kept_id.in_(ids), PartyMerge.merged_id.in_(ids)))
    )
    tx.execute(update(Party).where(Party.id.in_(ids)).values(anonymised_at=tx.now))
    tx.touch("people", *ids)


def _old_recipients(tx: Tx, terms: Terms) -> int:
    old = (
        select(ReceiptRecipient.receipt_id)
        .join(Receipt, Receipt.id == ReceiptRecipient.receipt_id)
        .where(Receipt.day < terms.recipients_before)
        .limit(BITE)
    )
    return _remove(tx, delete(ReceiptRecipient).where(ReceiptRecipient.receipt_id.in_(old)))


def _old_drafts(tx: Tx, terms: Terms) -> int:
    return _remove(tx, delete(Draft).where(Draft.updated_at < terms.before(DRAFT_DAYS)))


def _old_traces(tx: Tx, terms: Terms) -> int:
    before = terms.before(TRACE_DAYS)
    return _remove(tx, delete(DoneKey).where(DoneKey.at < before)) + _remove(
        tx, delete(ChangeRow).where(ChangeRow.at < before)
    )


def _old_log(tx: Tx, terms: Terms) -> int:
    old = select(EventLog.id).where(EventLog.at < terms.before(LOG_DAYS)).limit(BITE)
    return _remove(tx, delete(EventLog).where(EventLog.id.in_(old)))


def _remove(tx: Tx, statement: Delete | Update) -> int:
    return tx.changed(statement)


def _terms(tx: Tx, on: date) -> Terms:
    years = value(tx, keys.RETENTION_RECIPIENT_YEARS, on)
    return Terms(
        visits_before=months_before(on, value(tx, keys.RETENTION_VISIT_MONTHS, on)),
        papers_before=months_before(on, value(tx, keys.RETENTION_PAPER_MONTHS, on)),
        # Seven years after the end of the book year, which is the calendar year.
        recipients_before=date(on.year - years, 1, 1),
        now=tx.now,
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of the month where there is none."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def count_named(tx: Tx, before: date) -> int:
    """How many visits before a day still carry names (for `verify`)."""
    return int(
        tx.scalar(
            select(func.count())
            .select_from(Visit)
            .where(Visit.day < before, Visit.anonymised_at.is_(None))
        )
    )


STEPS: tuple[tuple[str, Callable[[Tx, Terms], int]], ...] = (
    ("papers", _old_papers),
    ("visits", _old_visits),
    ("people", _old_people),
    ("recipients", _old_recipients),
    ("drafts", _old_drafts),
    ("traces", _old_traces),
    ("log", _old_log),
)
