"""What the centre has to come back to on a day: certificates, addresses that end, notes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, update

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import FollowUp, Visit, VisitPerson
from expatdesk.services.appointments.naming import party_names
from expatdesk.services.appointments.types import FollowUpRow
from expatdesk.services.appointments.versions import read_visit
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Stale, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception import following
from expatdesk.services.reception.subject import Part
from expatdesk.services.reception.types import FollowUpEntry
from expatdesk.services.reception.wordings import guard_texts, typed
from expatdesk.storage.tx import Tx
from expatdesk.terms import FollowUpKind

LONGEST = 500
"""Rows that a list shows."""


class FollowUps(Part):
    def follow_ups(self, until: date, *, case_id: int | None = None) -> list[FollowUpRow]:
        """What is to be followed up until a day and is not done, the most urgent first.

        `case_id`: of this case alone.
        """
        last = select(func.max(Visit.id)).where(Visit.case_id == FollowUp.case_id)
        first_comer = (
            select(VisitPerson.person_id)
            .join(Visit, Visit.id == VisitPerson.visit_id)
            .where(Visit.case_id == FollowUp.case_id)
            .order_by(Visit.id, VisitPerson.ordinal)
            .limit(1)
        )
        statement = (
            select(
                FollowUp.__table__,
                last.scalar_subquery().label("visit_id"),
                func.coalesce(FollowUp.person_id, first_comer.scalar_subquery()).label("who"),
            )
            .where(FollowUp.done_at.is_(None), FollowUp.due <= until)
            .order_by(FollowUp.due, FollowUp.id)
            .limit(LONGEST)
        )
        if case_id is not None:
            statement = statement.where(FollowUp.case_id == case_id)
        with self._store.reading() as tx:
            rows = tx.rows(statement)
            names = party_names(tx, [row.who for row in rows])
        return [
            FollowUpRow(
                follow_up_id=row.id,
                version=row.version,
                case_id=row.case_id,
                person=names.get(row.who, ""),
                kind=row.kind,
                due=row.due,
                note=row.note,
                visit_id=row.visit_id,
            )
            for row in rows
        ]

    def add_follow_up(
        self, actor: Actor, entry: FollowUpEntry, *, guard_overridden: bool = False, key: str
    ) -> Done[int]:
        """Something to come back to; gives its id. Undo takes it out. Raises Invalid."""

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, entry.visit_id)
            needed = N_("Say what is to be done.") if entry.kind is FollowUpKind.OTHER else ""
            note = typed(entry.note, "note", needed=needed)
            if entry.due < day_of(tx.now):
                raise Invalid(N_("This day is over."), field="due")
            if entry.person_id is not None:
                _check_comes(tx, visit.case_id, entry.person_id)
            guard_texts(
                tx, actor, ("visit", visit.visit_id), {"note": note}, overridden=guard_overridden
            )
            follow_up_id = following.follow_up(
                tx, actor, visit.case_id, entry.person_id, entry.kind, entry.due, note
            )
            return Written(follow_up_id, lambda: self._take_out(actor, follow_up_id))

        return self._carry_out(actor, key, int, work)

    def follow_up_done(
        self, actor: Actor, follow_up_id: int, version: int, *, key: str
    ) -> Done[int]:
        """It is done; gives the new version. Undo opens it again. Raises Stale, NotFound."""
        return self._settle_follow_up(actor, follow_up_id, version, key, done=True)

    def _settle_follow_up(
        self, actor: Actor, follow_up_id: int, version: int, key: str, *, done: bool
    ) -> Done[int]:
        def work(tx: Tx) -> Written[int]:
            changed = tx.changed(
                update(FollowUp)
                .where(FollowUp.id == follow_up_id, FollowUp.version == version)
                .values(done_at=tx.now if done else None, version=version + 1)
            )
            if changed != 1:
                raise _not_as_read(tx, follow_up_id, version)
            log(tx, actor, "follow_up", follow_up_id, "done" if done else "reopened")
            tx.touch("follow_ups", follow_up_id)
            return Written(
                version + 1,
                lambda: self._settle_follow_up(
                    actor, follow_up_id, version + 1, new_key(), done=not done
                ),
            )

        return self._carry_out(actor, key, int, work)

    def _take_out(self, actor: Actor, follow_up_id: int) -> Done[int]:
        """Undo of adding, as long as it is not done."""

        def work(tx: Tx) -> Written[int]:
            following.drop(tx, follow_up_id)
            log(tx, actor, "follow_up", follow_up_id, "taken_out")
            return Written(follow_up_id)

        return self._carry_out(actor, new_key(), int, work)


def _check_comes(tx: Tx, case_id: int, person_id: int) -> None:
    comes = (
        select(VisitPerson.person_id)
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .where(Visit.case_id == case_id, VisitPerson.person_id == person_id)
    )
    if tx.first(comes) is None:
        raise Invalid(N_("This person does not belong to the visit."), field="person_id")


def _not_as_read(tx: Tx, follow_up_id: int, version: int) -> Exception:
    theirs = tx.scalar(select(FollowUp.version).where(FollowUp.id == follow_up_id))
    return NotFound() if theirs is None else Stale(mine=version, theirs=theirs)
