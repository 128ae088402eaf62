"""Steps on follow-ups: what the centre has to come back to, found by case, person and kind."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from sqlalchemy import delete, select

from expatdesk.clock import day_of
from expatdesk.model.appointments import FollowUp, Visit, VisitPerson
from expatdesk.services.appointments.versions import VisitFacts
from expatdesk.services.base import Actor, log
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import value
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind, FollowUpKind, Outcome


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def open_one(
    tx: Tx, case_id: int, person_id: int | None, kind: FollowUpKind, notes: tuple[str, ...] = ()
) -> int | None:
    """The follow-up of this kind that still stands; with notes only one that has one of them."""
    statement = select(FollowUp.id).where(
        FollowUp.case_id == case_id,
        FollowUp.person_id.is_not_distinct_from(person_id),
        FollowUp.kind == kind,
        FollowUp.done_at.is_(None),
    )
    if notes:
        statement = statement.where(FollowUp.note.in_(notes))
    found = tx.scalar(statement.order_by(FollowUp.id).limit(1))
    return None if found is None else int(found)


def follow_up(
    tx: Tx,
    actor: Actor,
    case_id: int,
    person_id: int | None,
    kind: FollowUpKind,
    due: date,
    note: str = "",
) -> int:
    """A new follow-up; gives its id."""
    follow_up_id = tx.insert(
        FollowUp, case_id=case_id, person_id=person_id, kind=kind, due=due, note=note
    )
    log(tx, actor, "follow_up", follow_up_id, "added", kind=kind, case=case_id, due=str(due))
    tx.touch("follow_ups", follow_up_id)
    return follow_up_id


def drop(tx: Tx, follow_up_id: int) -> None:
    """Takes back one that is not done; nothing happens where it is."""
    gone = tx.changed(
        delete(FollowUp).where(FollowUp.id == follow_up_id, FollowUp.done_at.is_(None))
    )
    if gone:
        tx.touch("follow_ups", follow_up_id)


def certificate_due(tx: Tx) -> date:
    """Until when a certificate may follow, from today on."""
    today = day_of(tx.now)
    return today + timedelta(weeks=value(tx, keys.CERTIFICATE_WEEKS, today))


def end_of_stay(tx: Tx, actor: Actor, visit: VisitFacts) -> None:
    """At an employer's address the registration ends after three months (domain 1.2; a setting).

    One follow-up for the case, of its first person; none where nobody was registered.
    """
    kind = tx.scalar(select(Visit.address_kind).where(Visit.id == visit.visit_id))
    if kind is not AddressKind.EMPLOYER:
        return
    person_id = _first_settled(tx, visit.visit_id)
    if person_id is None:
        return
    if open_one(tx, visit.case_id, person_id, FollowUpKind.TEMPORARY_ADDRESS) is not None:
        return
    today = day_of(tx.now)
    months = value(tx, keys.TEMPORARY_ADDRESS_MONTHS, today)
    follow_up(
        tx,
        actor,
        visit.case_id,
        person_id,
        FollowUpKind.TEMPORARY_ADDRESS,
        months_after(today, months),
    )


def forget_end_of_stay(tx: Tx, visit: VisitFacts) -> None:
    """The visit is not over after all: its follow-up goes, unless it is done already."""
    person_id = _first_settled(tx, visit.visit_id)
    found = open_one(tx, visit.case_id, person_id, FollowUpKind.TEMPORARY_ADDRESS)
    if found is not None:
        drop(tx, found)


def _first_settled(tx: Tx, visit_id: int) -> int | None:
    found = tx.scalar(
        select(VisitPerson.person_id)
        .where(
            VisitPerson.visit_id == visit_id,
            VisitPerson.outcome.is_(None)
            | VisitPerson.outcome.not_in([Outcome.NOT_REGISTERED, Outcome.ANOTHER_DAY]),
        )
        .order_by(VisitPerson.ordinal)
        .limit(1)
    )
    return None if found is None else int(found)
