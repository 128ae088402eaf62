"""Cancelling a visit, and taking that back while its place is still free."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased

from expatdesk.i18n import N_
from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.names import clean
from expatdesk.services.appointments import occupancy, wording
from expatdesk.services.appointments.case_money import kept
from expatdesk.services.appointments.loading import read_service
from expatdesk.services.appointments.news import tell_called_off, untell_called_off
from expatdesk.services.appointments.party import check_texts
from expatdesk.services.appointments.room import Own, check_free, read_room
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import Place
from expatdesk.services.appointments.versions import VisitFacts, read_visit, write_visit
from expatdesk.services.base import (
    Actor,
    Done,
    Invalid,
    Right,
    log,
    new_key,
    require,
)
from expatdesk.services.once import Written
from expatdesk.storage.tx import Tx
from expatdesk.terms import COMING, OFF, UNDER_WAY, Outcome, VisitState

CANCELLED = frozenset({VisitState.CANCELLED_BY_VISITOR, VisitState.CANCELLED_BY_CENTRE})
_CAN_BE = frozenset({VisitState.PLANNED, VisitState.ARRIVED})


class Cancels(Part):
    def cancel(
        self,
        actor: Actor,
        visit_id: int,
        version: int,
        by: VisitState,
        reason: str,
        *,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """Cancelled by visitor or by centre; its ticks to come are free. Gives the version.

        Where the centre calls it off, the call list has the call, and the outbox a draft. Undo
        reinstates it while the place is free. Raises Stale, Invalid, IdentifierFound.
        """
        require(actor, Right.BOOK)
        if by not in CANCELLED:
            raise ValueError(by)
        reason = clean(reason)
        check_texts({"reason": reason}, overridden=guard_overridden)

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id, version)
            if visit.state not in _CAN_BE:
                raise Invalid(N_("This visit can no longer be cancelled."))
            occupancy.free_to_come(tx, visit_id)
            after = write_visit(tx, visit, state=by, ended_at=tx.now)
            log(tx, actor, "visit", visit_id, by.value, reason=reason)
            if by is VisitState.CANCELLED_BY_CENTRE:
                tell_called_off(tx, actor, visit_id, visit.starts_at)
            return Written(after, lambda: self.reinstate(actor, visit_id, after, key=new_key()))

        return self._once(key, int, work)

    def reinstate(self, actor: Actor, visit_id: int, version: int, *, key: str) -> Done[int]:
        """A cancelled visit comes after all, at its old place. Raises PlaceTaken, Stale."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id, version)
            if visit.state not in CANCELLED:
                raise Invalid(N_("Only a cancelled visit can be taken up again."))
            state = VisitState.PLANNED if visit.arrived_at is None else VisitState.ARRIVED
            take_place_again(tx, visit)
            after = write_visit(tx, visit, state=state, ended_at=None)
            log(tx, actor, "visit", visit_id, "reinstated")
            untell_called_off(tx, visit_id)
            return Written(
                after,
                lambda: self.cancel(actor, visit_id, after, visit.state, "", key=new_key()),
            )

        return self._once(key, int, work)


def check_not_followed(tx: Tx, visit_id: int) -> None:
    """Raises Invalid where another visit took the place of this one and still stands."""
    follower = tx.first(
        select(Visit.id).where(Visit.previous_id == visit_id, Visit.state.not_in(sorted(OFF)))
    )
    if follower is not None:
        raise Invalid(N_("This visit has been booked again already; look at that one."))


def _check_nobody_twice(tx: Tx, visit: VisitFacts) -> None:
    """Raises Invalid where somebody of the party is expected by another visit of the case."""
    mine, theirs = aliased(VisitPerson), aliased(VisitPerson)
    other = tx.first(
        select(Visit.id)
        .join(theirs, theirs.visit_id == Visit.id)
        .join(mine, kept(mine.person_id) == kept(theirs.person_id))
        .where(
            mine.visit_id == visit.visit_id,
            mine.outcome.is_distinct_from(Outcome.ANOTHER_DAY),
            theirs.outcome.is_distinct_from(Outcome.ANOTHER_DAY),
            Visit.id != visit.visit_id,
            Visit.case_id == visit.case_id,
            Visit.state.in_(sorted(COMING | UNDER_WAY)),
        )
    )
    if other is not None:
        raise Invalid(N_("Somebody of this party has another appointment in the same case."))


def take_place_again(tx: Tx, visit: VisitFacts) -> None:
    """Step: a visit that was called off has its place again, if that is free.

    Raises Invalid where its people come by another visit, PlaceTaken with the reason, Conflict
    of "pk_occupancy".
    """
    check_not_followed(tx, visit.visit_id)
    _check_nobody_twice(tx, visit)
    steps = tuple(step for _, step in occupancy.steps_of(tx, visit.visit_id))
    # The locks come first, so that what is read under them holds.
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, {s.desk_id for s in steps}, None))
    if visit.squeeze_reason is None:
        rule = read_service(tx, visit.service_id)
        room = read_room(tx, rule, visit.day, visit.day, own=Own(visit.visit_id))
        check_free(room.beside_visits(), Place(visit.starts_at, steps))
        occupancy.clear_leavings(tx, steps)
        taken = occupancy.taken_by_others(tx, visit.visit_id, steps)
        if taken is not None:
            raise wording.taken_at(rule, *taken)
    occupancy.take_again(tx, visit.visit_id)
