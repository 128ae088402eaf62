"""What came of the visit for each person. The BSN itself is never written down."""

from __future__ import annotations

from sqlalchemy import select, update

from expatdesk.i18n import N_
from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import Person
from expatdesk.services.appointments.case_money import kept
from expatdesk.services.appointments.versions import VisitFacts, read_visit, write_visit
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Stale, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception import following
from expatdesk.services.reception.course import end_state
from expatdesk.services.reception.flow import outcomes_of, sheet_of
from expatdesk.services.reception.subject import Part
from expatdesk.storage.tx import Tx
from expatdesk.terms import FINISHED, OFF, UNDER_WAY, FollowUpKind, Outcome

Result = tuple[Outcome | None, str | None]


class Outcomes(Part):
    def set_outcome(
        self,
        actor: Actor,
        visit_id: int,
        person_id: int,
        outcome: Outcome | None,
        refusal_code: str | None = None,
        *,
        key: str,
    ) -> Done[int]:
        """What came of it for one person; None: not known yet. Gives the visit's version.

        Not registered needs a code. A finished visit becomes done or partly done with it.
        A certificate that follows later is followed up. Raises Invalid, NotFound.
        """

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id)
            if visit.state not in UNDER_WAY | FINISHED:
                raise Invalid(N_("An outcome belongs to a visit that takes or took place."))
            _check_code(tx, outcome, refusal_code)
            before = _of(tx, visit_id, person_id)
            if before[0] is Outcome.ANOTHER_DAY and comes_later(tx, visit_id, person_id):
                raise Invalid(N_("This person has an appointment on another day already."))
            now: Result = (outcome, refusal_code)
            new = write_outcome(tx, actor, visit, person_id, now)
            made = _certificate(tx, actor, visit, person_id, outcome)
            return Written(
                new, lambda: self._put_outcome_back(actor, visit_id, person_id, now, before, made)
            )

        return self._carry_out(actor, key, int, work)

    def _put_outcome_back(
        self,
        actor: Actor,
        visit_id: int,
        person_id: int,
        expected: Result,
        before: Result,
        follow_up_id: int | None,
    ) -> Done[int]:
        """Undo, as long as the outcome is the one that was set. Raises Stale."""

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id)
            now = _of(tx, visit_id, person_id)
            if now != expected:
                raise Stale(mine=expected, theirs=now)
            new = write_outcome(tx, actor, visit, person_id, before)
            if follow_up_id is not None:
                following.drop(tx, follow_up_id)
            return Written(new)

        return self._carry_out(actor, new_key(), int, work)


def write_outcome(tx: Tx, actor: Actor, visit: VisitFacts, person_id: int, result: Result) -> int:
    """Step: the outcome of one person, and what it changes for the visit; gives its version.

    The version is the same where only the outcome changed.
    """
    outcome, code = result
    tx.execute(
        update(VisitPerson)
        .where(VisitPerson.visit_id == visit.visit_id, VisitPerson.person_id == person_id)
        .values(outcome=outcome, refusal_code=code)
    )
    log(
        tx, actor, "visit", visit.visit_id, "outcome",
        person=person_id, outcome=outcome, code=code,
    )  # fmt: skip
    tx.touch("visits", visit.visit_id)
    outcomes = [each for each, _ in outcomes_of(tx, visit.visit_id).values()]
    coming = max(1, sum(each is not Outcome.ANOTHER_DAY for each in outcomes))
    values: dict[str, object] = {}
    if coming != visit.party_size:
        values["party_size"] = coming
    if visit.state in FINISHED and end_state(outcomes) is not visit.state:
        values["state"] = end_state(outcomes)
    return write_visit(tx, visit, **values) if values else visit.version


def comes_later(tx: Tx, visit_id: int, person_id: int) -> bool:
    """Step: whether this person, merged or not, has a visit of their own that still stands.

    The one to which they were split off, or one for which that was booked again.
    """
    found_as = select(kept(Person.id)).where(Person.id == person_id).scalar_subquery()
    found = tx.first(
        select(Visit.id)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .where(
            Visit.case_id == select(Visit.case_id).where(Visit.id == visit_id).scalar_subquery(),
            Visit.id > visit_id,
            kept(VisitPerson.person_id) == found_as,
            VisitPerson.outcome.is_distinct_from(Outcome.ANOTHER_DAY),
            Visit.state.not_in(sorted(OFF)),
        )
    )
    return found is not None


def _check_code(tx: Tx, outcome: Outcome | None, code: str | None) -> None:
    if outcome is Outcome.NOT_REGISTERED:
        sheet_of(tx, code or "")
    elif code is not None:
        raise Invalid(N_("A reason belongs only to who is not registered."), field="refusal_code")


def _of(tx: Tx, visit_id: int, person_id: int) -> Result:
    outcomes = outcomes_of(tx, visit_id)
    if person_id not in outcomes:
        raise NotFound
    return outcomes[person_id]


def _certificate(
    tx: Tx, actor: Actor, visit: VisitFacts, person_id: int, outcome: Outcome | None
) -> int | None:
    """The follow-up for a certificate of this person, where there is none yet."""
    if outcome is not Outcome.REGISTERED_CERTIFICATE_LATER:
        return None
    kind = FollowUpKind.CERTIFICATE
    if following.open_one(tx, visit.case_id, person_id, kind) is not None:
        return None
    due = following.certificate_due(tx)
    return following.follow_up(tx, actor, visit.case_id, person_id, kind, due)
