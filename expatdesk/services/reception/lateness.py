"""Who comes late: keeps the place, swaps it with another visit, or loses it."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.i18n import N_
from expatdesk.model.appointments import Visit
from expatdesk.services.appointments import occupancy
from expatdesk.services.appointments.loading import read_service
from expatdesk.services.appointments.moving import write_steps
from expatdesk.services.appointments.room import check_shape, needs_of_visit
from expatdesk.services.appointments.types import Place, StepPlace
from expatdesk.services.appointments.versions import VisitFacts, read_visit, write_visit
from expatdesk.services.base import Actor, Done, Invalid, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception.flow import Flow, check_begun, outcomes_of, send_away
from expatdesk.storage.tx import Tx
from expatdesk.terms import LateAnswer, VisitState

TOO_LATE = "R14"
_NOT_SERVED = frozenset({VisitState.PLANNED, VisitState.ARRIVED})

Owned = list[tuple[int, StepPlace]]


class Lateness(Flow):
    def late(
        self,
        actor: Actor,
        visit_id: int,
        version: int,
        answer: LateAnswer,
        swap_with: int | None = None,
        *,
        key: str,
    ) -> Done[int]:
        """What is done with who comes late; gives the visit's new version.

        KEPT marks it, SWAPPED gives both visits the other's times and desks, LOST turns away
        with R14. Undo takes it back. Raises Stale, Invalid, PlaceTaken.
        """

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id, version)
            if visit.state not in _NOT_SERVED:
                raise Invalid(N_("Only who has not been served yet can be late."))
            check_begun(tx, visit)
            if answer is LateAnswer.KEPT:
                return self._keep(tx, actor, visit)
            if answer is LateAnswer.LOST:
                return self._lose(tx, actor, visit)
            if swap_with is None:
                raise Invalid(N_("Choose the visit to swap with."), field="swap_with")
            return self._swap(tx, actor, visit, read_visit(tx, swap_with))

        return self._carry_out(actor, key, int, work)

    def _keep(self, tx: Tx, actor: Actor, visit: VisitFacts) -> Written[int]:
        before = _late(tx, visit.visit_id)
        new = write_visit(tx, visit, late=LateAnswer.KEPT)
        log(tx, actor, "visit", visit.visit_id, "late", answer=LateAnswer.KEPT)
        return Written(new, lambda: self._put_mark_back(actor, visit.visit_id, new, before))

    def _lose(self, tx: Tx, actor: Actor, visit: VisitFacts) -> Written[int]:
        before = outcomes_of(tx, visit.visit_id)
        turned = send_away(tx, actor, visit, TOO_LATE, late=LateAnswer.LOST)
        return Written(
            turned.version, lambda: self._undo(actor, visit.visit_id, turned.version, before)
        )

    def _swap(self, tx: Tx, actor: Actor, visit: VisitFacts, other: VisitFacts) -> Written[int]:
        before = _late(tx, visit.visit_id)
        mine, theirs = swap(tx, actor, visit, other, late=LateAnswer.SWAPPED)
        return Written(
            mine,
            lambda: self._swap_back(
                actor, (visit.visit_id, mine), (other.visit_id, theirs), before
            ),
        )

    def _put_mark_back(
        self, actor: Actor, visit_id: int, version: int, before: LateAnswer | None
    ) -> Done[int]:
        def work(tx: Tx) -> Written[int]:
            new = write_visit(tx, read_visit(tx, visit_id, version), late=before)
            log(tx, actor, "visit", visit_id, "late_undone")
            return Written(new)

        return self._carry_out(actor, new_key(), int, work)

    def _swap_back(
        self,
        actor: Actor,
        mine: tuple[int, int],
        theirs: tuple[int, int],
        before: LateAnswer | None,
    ) -> Done[int]:
        """Undo: both as they were, while nothing else has happened to either. Raises Stale."""

        def work(tx: Tx) -> Written[int]:
            visit, other = read_visit(tx, *mine), read_visit(tx, *theirs)
            new, _ = swap(tx, actor, visit, other, late=before)
            return Written(new)

        return self._carry_out(actor, new_key(), int, work)


def swap(
    tx: Tx, actor: Actor, visit: VisitFacts, other: VisitFacts, *, late: LateAnswer | None
) -> tuple[int, int]:
    """Step: two visits of a day change times and desks; gives both new versions.

    `late`: the mark of the first. Raises Invalid, PlaceTaken.
    """
    _check_pair(visit, other)
    mine, theirs = (occupancy.steps_of(tx, each.visit_id) for each in (visit, other))
    desks = {step.desk_id for _, step in (*mine, *theirs)}
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, desks, None))
    to_other, to_mine = _exchanged(mine, theirs), _exchanged(theirs, mine)
    _check_fits(tx, visit, to_other)
    _check_fits(tx, other, to_mine)
    # Stale where either was moved between the reading and the lock.
    versions = (
        write_visit(tx, visit, late=late, starts_at=other.starts_at, ends_at=other.ends_at),
        write_visit(tx, other, starts_at=visit.starts_at, ends_at=visit.ends_at),
    )
    for each in (visit, other):
        occupancy.free(tx, each.visit_id)
    write_steps(tx, [*to_other, *to_mine])
    occupancy.take(tx, [*to_other, *to_mine])
    log(
        tx, actor, "visit", visit.visit_id, "swapped",
        other=other.visit_id, before=visit.starts_at, to=other.starts_at,
    )  # fmt: skip
    log(
        tx, actor, "visit", other.visit_id, "swapped",
        other=visit.visit_id, before=other.starts_at, to=visit.starts_at,
    )  # fmt: skip
    return versions


def _check_pair(visit: VisitFacts, other: VisitFacts) -> None:
    if visit.visit_id == other.visit_id or visit.day != other.day:
        raise Invalid(N_("Swap with another visit of the same day."), field="swap_with")
    if other.state not in _NOT_SERVED or visit.state not in _NOT_SERVED:
        raise Invalid(N_("The other visit is already being served or over."), field="swap_with")
    if visit.squeeze_reason is not None or other.squeeze_reason is not None:
        raise Invalid(N_("A visit that was squeezed in cannot swap."), field="swap_with")


def _exchanged(owned: Owned, places: Owned) -> Owned:
    """The steps of a visit at the times and desks of another. Raises Invalid."""
    if [_lengths(step) for _, step in owned] != [_lengths(step) for _, step in places]:
        raise Invalid(N_("The two visits take different times and cannot swap."), field="swap_with")
    return [
        (
            owner,
            StepPlace(step.step_id, to.desk_id, to.starts_at, to.ends_at, to.busy_until),
        )
        for (owner, step), (_, to) in zip(owned, places, strict=True)
    ]


def _lengths(step: StepPlace) -> tuple[int, int]:
    return step.ends_at - step.starts_at, step.busy_until - step.starts_at


def _check_fits(tx: Tx, visit: VisitFacts, owned: Owned) -> None:
    """The desks of the other offer the steps of this one. Raises PlaceTaken, Invalid."""
    rule = read_service(tx, visit.service_id)
    steps = tuple(step for _, step in owned)
    needs = needs_of_visit(tx, rule, visit.visit_id)
    check_shape(rule, Place(steps[0].starts_at, steps), needs)


def _late(tx: Tx, visit_id: int) -> LateAnswer | None:
    found: LateAnswer | None = tx.scalar(select(Visit.late).where(Visit.id == visit_id))
    return found
