"""Receiving: arrived, at desk, at the helpdesk, done; no-show, turned away; and back again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import Appointment, Visit, VisitPerson
from expatdesk.model.services import Desk
from expatdesk.model.settings import RefusalReason
from expatdesk.services.appointments import occupancy
from expatdesk.services.appointments.cancelling import take_place_again
from expatdesk.services.appointments.versions import VisitFacts, read_visit, write_visit
from expatdesk.services.base import Actor, Done, Invalid, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception.course import TIMES, end_state, may_follow
from expatdesk.services.reception.following import end_of_stay, forget_end_of_stay
from expatdesk.services.reception.subject import Part
from expatdesk.services.reception.types import HeadCount, TurnedAway
from expatdesk.services.reception.wordings import guard_texts, typed
from expatdesk.storage.tx import Tx
from expatdesk.terms import (
    COMING,
    FINISHED,
    OFF,
    UNDER_WAY,
    DeskKind,
    LateAnswer,
    Outcome,
    VisitState,
)

Results = Mapping[int, tuple[Outcome | None, str | None]]
"""By person: outcome and refusal code."""

UNDONE = "undo"
MOST_HEADS = 50
_TOO_EARLY = N_("This visit is on a later day.")
_OVER = N_("This visit is over; only a step back is possible.")


class Flow(Part):
    def advance(
        self, actor: Actor, visit_id: int, version: int, to: VisitState, *, key: str
    ) -> Done[int]:
        """The next state with its time; gives the visit's new version.

        DONE becomes PARTLY_DONE where the outcomes of the persons differ. Undo is the step
        back. Raises Stale, Invalid.
        """

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id, version)
            new = move_on(tx, actor, visit, to)
            return Written(new, lambda: self._undo(actor, visit_id, new))

        return self._carry_out(actor, key, int, work)

    def step_back(
        self,
        actor: Actor,
        visit_id: int,
        version: int,
        reason: str,
        *,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """One state back, also from no-show and turned away; gives the new version.

        A place that was given up is taken again. Raises Invalid without a reason, PlaceTaken
        where the place is no longer free, Stale, IdentifierFound.
        """

        def work(tx: Tx) -> Written[int]:
            why = typed(reason, "reason", needed=N_("A step back needs a reason."))
            visit = read_visit(tx, visit_id, version)
            guard_texts(
                tx, actor, ("visit", visit_id), {"reason": why}, overridden=guard_overridden
            )
            return Written(go_back(tx, actor, visit, why))

        return self._carry_out(actor, key, int, work)

    def no_show(self, actor: Actor, visit_id: int, version: int, *, key: str) -> Done[int]:
        """Nobody came; the ticks to come are free. Gives the new version; Undo reinstates.

        Raises Stale, Invalid.
        """

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id, version)
            if visit.state not in COMING:
                raise Invalid(N_("Only who is still expected can be a no-show."))
            check_begun(tx, visit)
            occupancy.free_to_come(tx, visit_id)
            new = write_visit(tx, visit, state=VisitState.NO_SHOW, ended_at=tx.now)
            log(tx, actor, "visit", visit_id, "no_show")
            return Written(new, lambda: self._undo(actor, visit_id, new))

        return self._carry_out(actor, key, int, work)

    def turn_away(
        self,
        actor: Actor,
        visit_id: int,
        version: int,
        code: str,
        *,
        note: str = "",
        guard_overridden: bool = False,
        key: str,
    ) -> Done[TurnedAway]:
        """Sent away with a code of `refusal_reason`; the money stays with the case.

        The ticks to come are free, nobody of the party is registered. The value names the
        sheet that helps. Undo reinstates. Raises Stale, Invalid, IdentifierFound.
        """

        def work(tx: Tx) -> Written[TurnedAway]:
            visit = read_visit(tx, visit_id, version)
            said = typed(note, "note")
            guard_texts(tx, actor, ("visit", visit_id), {"note": said}, overridden=guard_overridden)
            before = outcomes_of(tx, visit_id)
            turned = send_away(tx, actor, visit, code, note=said)
            return Written(turned, lambda: self._undo(actor, visit_id, turned.version, before))

        return self._carry_out(actor, key, TurnedAway, work)

    def set_head_count(
        self, actor: Actor, visit_id: int, version: int, heads: int | None, *, key: str
    ) -> Done[HeadCount]:
        """How many came. The value says how many are missing: split them off, or R02.

        None: not counted. Raises Stale, Invalid.
        """

        def work(tx: Tx) -> Written[HeadCount]:
            visit = read_visit(tx, visit_id, version)
            if heads is not None and not 0 <= heads <= MOST_HEADS:
                raise Invalid(
                    N_("A number from {low} to {high} is needed here."),
                    field="heads",
                    low=0,
                    high=MOST_HEADS,
                )
            if visit.state in OFF:
                raise Invalid(_OVER)
            before = tx.scalar(select(Visit.head_count).where(Visit.id == visit_id))
            new = write_visit(tx, visit, head_count=heads)
            log(tx, actor, "visit", visit_id, "head_count", heads=heads)
            short = 0 if heads is None else visit.party_size - heads
            counted = HeadCount(new, max(short, 0), max(-short, 0))
            return Written(
                counted,
                lambda: self.set_head_count(actor, visit_id, new, before, key=new_key()),
            )

        return self._carry_out(actor, key, HeadCount, work)

    def _undo(
        self, actor: Actor, visit_id: int, version: int, outcomes: Results | None = None
    ) -> Done[int]:
        """The step back at once, as long as nothing else has happened to the visit."""

        def work(tx: Tx) -> Written[int]:
            visit = read_visit(tx, visit_id, version)
            return Written(go_back(tx, actor, visit, UNDONE, outcomes))

        return self._carry_out(actor, new_key(), int, work)


def move_on(tx: Tx, actor: Actor, visit: VisitFacts, to: VisitState) -> int:
    """Step: the next state of the visit. Raises Invalid."""
    if visit.state not in COMING | UNDER_WAY:
        raise Invalid(_OVER)
    check_begun(tx, visit)
    if to not in may_follow(visit.state, _kinds(tx, visit.visit_id)):
        raise Invalid(N_("This is not the next step of the visit."))
    reached = to
    if to is VisitState.DONE:
        reached = end_state(outcome for outcome, _ in outcomes_of(tx, visit.visit_id).values())
    new = write_visit(tx, visit, state=reached, **{TIMES[to]: tx.now})
    log(tx, actor, "visit", visit.visit_id, "advanced", before=visit.state, to=reached)
    if to is VisitState.DONE:
        end_of_stay(tx, actor, visit)
    return new


def send_away(
    tx: Tx,
    actor: Actor,
    visit: VisitFacts,
    code: str,
    *,
    note: str = "",
    late: LateAnswer | None = None,
) -> TurnedAway:
    """Step: turned away with a code. Raises Invalid."""
    if visit.state not in COMING | UNDER_WAY:
        raise Invalid(_OVER)
    check_begun(tx, visit)
    sheet = sheet_of(tx, code)
    occupancy.free_to_come(tx, visit.visit_id)
    values: dict[str, object] = {} if late is None else {"late": late}
    new = write_visit(
        tx, visit, state=VisitState.TURNED_AWAY, refusal_code=code, ended_at=tx.now, **values
    )
    tx.execute(
        update(VisitPerson)
        .where(
            VisitPerson.visit_id == visit.visit_id,
            VisitPerson.outcome.is_distinct_from(Outcome.ANOTHER_DAY),
        )
        .values(outcome=Outcome.NOT_REGISTERED, refusal_code=code)
    )
    details = {"note": note} if note else {}
    log(tx, actor, "visit", visit.visit_id, "turned_away", code=code, **details)
    return TurnedAway(new, sheet)


def go_back(
    tx: Tx, actor: Actor, visit: VisitFacts, reason: str, outcomes: Results | None = None
) -> int:
    """Step: one state back. `outcomes`: what to put in the place of those of a refusal.

    Raises Invalid, Conflict where a tick is somebody else's now.
    """
    if visit.state in {VisitState.NO_SHOW, VisitState.TURNED_AWAY}:
        to, values = _reinstate(tx, visit, outcomes)
    elif visit.state in FINISHED:
        forget_end_of_stay(tx, visit)
        to, values = _reached(visit), {"ended_at": None}
    elif visit.state in UNDER_WAY:
        to = _before(visit)
        values = {TIMES[visit.state]: None}
    else:
        raise Invalid(N_("There is no step back from here."))
    new = write_visit(tx, visit, state=to, **values)
    log(
        tx, actor, "visit", visit.visit_id, "stepped_back",
        before=visit.state, to=to, reason=reason,
    )  # fmt: skip
    return new


def check_begun(tx: Tx, visit: VisitFacts) -> None:
    """Nobody is received before the day of the visit. Raises Invalid."""
    if visit.day > day_of(tx.now):
        raise Invalid(_TOO_EARLY)


def outcomes_of(tx: Tx, visit_id: int) -> dict[int, tuple[Outcome | None, str | None]]:
    rows = tx.rows(
        select(VisitPerson.person_id, VisitPerson.outcome, VisitPerson.refusal_code)
        .where(VisitPerson.visit_id == visit_id)
        .order_by(VisitPerson.ordinal)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def sheet_of(tx: Tx, code: str) -> str:
    """The topic of the sheet that helps with this code. Raises Invalid for no such code."""
    row = tx.first(
        select(RefusalReason.sheet).where(RefusalReason.code == code, RefusalReason.active)
    )
    if row is None:
        raise Invalid(N_("Choose a reason from the list."), field="code")
    return str(row[0])


def _reinstate(
    tx: Tx, visit: VisitFacts, outcomes: Results | None
) -> tuple[VisitState, dict[str, object]]:
    """The place is taken again; the refusal is gone with the outcomes that it gave."""
    take_place_again(tx, visit)
    row = tx.first(select(Visit.refusal_code, Visit.late).where(Visit.id == visit.visit_id))
    assert row is not None
    # A no-show gave no outcomes: who comes on another day, still does.
    if row.refusal_code is not None:
        refused = VisitPerson.refusal_code == row.refusal_code
        tx.execute(
            update(VisitPerson)
            .where(VisitPerson.visit_id == visit.visit_id, refused)
            .values(outcome=None, refusal_code=None)
        )
    for person_id, (outcome, code) in (outcomes or {}).items():
        if outcome is not None:
            tx.execute(
                update(VisitPerson)
                .where(VisitPerson.visit_id == visit.visit_id, VisitPerson.person_id == person_id)
                .values(outcome=outcome, refusal_code=code)
            )
    late = None if row.late is LateAnswer.LOST else row.late
    return _reached(visit), {"ended_at": None, "refusal_code": None, "late": late}


def _reached(visit: VisitFacts) -> VisitState:
    """How far the visit had come, by the times that stand."""
    if visit.at_helpdesk_at is not None:
        return VisitState.AT_HELPDESK
    if visit.at_desk_at is not None:
        return VisitState.AT_DESK
    return VisitState.PLANNED if visit.arrived_at is None else VisitState.ARRIVED


def _before(visit: VisitFacts) -> VisitState:
    if visit.state is VisitState.AT_HELPDESK and visit.at_desk_at is not None:
        return VisitState.AT_DESK
    return VisitState.PLANNED if visit.state is VisitState.ARRIVED else VisitState.ARRIVED


def _kinds(tx: Tx, visit_id: int) -> list[DeskKind]:
    rows = tx.rows(
        select(Desk.kind)
        .join(Appointment, Appointment.desk_id == Desk.id)
        .where(Appointment.visit_id == visit_id)
        .order_by(Appointment.ordinal)
    )
    return [row[0] for row in rows]
