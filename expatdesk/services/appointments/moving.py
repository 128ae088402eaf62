"""Moving a visit to another time or desk, and changing the length of a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import bindparam, update

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import Appointment
from expatdesk.names import clean
from expatdesk.services.appointments import occupancy, wording
from expatdesk.services.appointments.booking import LATE_START
from expatdesk.services.appointments.eligibility import check_municipality
from expatdesk.services.appointments.judging import Judged, Roles, judge_anew, roles_of
from expatdesk.services.appointments.loading import ServiceRule, read_service
from expatdesk.services.appointments.party import check_texts
from expatdesk.services.appointments.places import StepNeed, follow
from expatdesk.services.appointments.room import (
    Own,
    Room,
    check_free,
    check_open_day,
    check_shape,
    needs_of_visit,
    read_room,
)
from expatdesk.services.appointments.split_terms import lock_case, price_splits, priced_anew_on
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import Moved, Place, StepPlace
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
from expatdesk.terms import COMING, UNDER_WAY


class Moves(Part):
    def move(
        self,
        actor: Actor,
        visit_id: int,
        version: int,
        place: Place,
        *,
        squeeze_reason: str | None = None,
        hold_token: str | None = None,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[Moved]:
        """Move a visit with all its steps; on another day roles and papers are judged anew.

        Undo moves it back.
        With a reason it is squeezed in beside what is booked there; without one it becomes an
        ordinary visit again. Raises PlaceTaken, NotEligible, Stale, Invalid, IdentifierFound.
        """
        squeeze_reason = None if squeeze_reason is None else clean(squeeze_reason)
        check_texts({"squeeze_reason": squeeze_reason or ""}, overridden=guard_overridden)
        return self._relocate(
            actor, visit_id, version, place, squeeze_reason, hold_token=hold_token, key=key
        )

    def resize(
        self, actor: Actor, visit_id: int, version: int, ordinal: int, minutes: int, *, key: str
    ) -> Done[Moved]:
        """Change the minutes of one step; those after it give way where they must.

        Raises PlaceTaken where it or the next one does not fit, Stale, Invalid.
        """
        require(actor, Right.BOOK)
        if minutes < 5 or minutes % 5:
            raise Invalid(N_("Times are multiples of five minutes."), field="minutes")
        with self._store.reading() as tx:
            visit = read_visit(tx, visit_id)
            steps = [step for _, step in occupancy.steps_of(tx, visit_id)]
            if not 1 <= ordinal <= len(steps):
                raise Invalid(N_("This visit has no such step."), field="ordinal")
            rule = read_service(tx, visit.service_id)
            room = read_room(tx, rule, visit.day, visit.day, own=Own(visit_id))
            needs = needs_of_visit(tx, rule, visit_id)
        squeezed = visit.squeeze_reason is not None
        place = _resized(room, needs, steps, ordinal - 1, minutes * 60, squeezed=squeezed)
        return self._relocate(
            actor, visit_id, version, place, visit.squeeze_reason, action="resized", key=key
        )

    def _relocate(
        self,
        actor: Actor,
        visit_id: int,
        version: int,
        place: Place,
        squeeze_reason: str | None,
        *,
        hold_token: str | None = None,
        action: str = "moved",
        roles: Roles | None = None,
        key: str,
    ) -> Done[Moved]:
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[Moved]:
            visit = read_visit(tx, visit_id, version)
            if action != "moved_back":
                _check_movable(tx, visit, place)
            done = relocate(
                tx, actor, visit, place, squeeze_reason,
                hold_token=hold_token, action=action, roles=roles,
            )  # fmt: skip
            judged = done.judged
            moved = Moved(version + 1, judged.of_age, judged.under_age, judged.papers)
            return Written(moved, partial(self._move_back, actor, visit, done))

        return self._once(key, Moved, work)

    def _move_back(self, actor: Actor, visit: VisitFacts, done: Relocated) -> Done[object]:
        """Undo: the visit as it was before it was moved."""
        return self._relocate(
            actor,
            visit.visit_id,
            visit.version + 1,
            done.was,
            visit.squeeze_reason,
            action="moved_back",
            roles=done.roles,
            key=new_key(),
        )


@dataclass(frozen=True)
class Relocated:
    """The place and the roles that the visit had, and what its new day changes."""

    was: Place
    roles: Roles
    judged: Judged


def relocate(
    tx: Tx,
    actor: Actor,
    visit: VisitFacts,
    place: Place,
    squeeze_reason: str | None,
    *,
    hold_token: str | None = None,
    action: str = "moved",
    roles: Roles | None = None,
) -> Relocated:
    """Step: gives the visit other times and desks; its next version.

    On another day roles and papers are judged anew; `roles` are those of before a move that is
    undone. Old and new desks are locked together, in
    one order. Raises as `Moves.move`, and Conflict.
    """
    owned = occupancy.steps_of(tx, visit.visit_id)
    was = Place(visit.starts_at, tuple(step for _, step in owned))
    desks = {step.desk_id for step in (*was.steps, *place.steps)}
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, desks, hold_token))
    day = day_of(place.starts_at)
    rule = read_service(tx, visit.service_id)
    write_visit(
        tx,
        visit,
        day=day,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        squeeze_reason=squeeze_reason,
        **_fee_of(tx, visit, day),
    )
    back = action == "moved_back"
    _check(tx, rule, visit, place, squeeze_reason, hold_token, back=back)
    occupancy.free(tx, visit.visit_id)
    new = [(owner, step) for (owner, _), step in zip(owned, place.steps, strict=True)]
    write_steps(tx, new)
    if squeeze_reason is None:
        occupancy.clear_leavings(tx, place.steps)
        occupancy.take(tx, new)
    _log_move(tx, actor, visit, was, place, action, squeeze_reason)
    if day == visit.day:
        return Relocated(was, {}, Judged())
    before = roles_of(tx, visit.visit_id)
    judged = judge_anew(tx, actor, visit, day, roles)
    price_splits(tx, visit.visit_id)
    return Relocated(was, before, judged)


def _fee_of(tx: Tx, visit: VisitFacts, day: date) -> dict[str, object]:
    """Who was split off for free and is moved too far is priced anew, and the other way round."""
    if day == visit.day:
        return {}
    lock_case(tx, visit.case_id)
    return {"priced_anew": priced_anew_on(tx, visit.visit_id, day)}


def _check_movable(tx: Tx, visit: VisitFacts, place: Place) -> None:
    """What is over stays where it was; who is here already stays on the day."""
    same_day = day_of(place.starts_at) == visit.day
    if visit.state not in COMING | UNDER_WAY:
        raise Invalid(N_("This visit is over and cannot be moved."))
    if visit.state in UNDER_WAY and not same_day:
        raise Invalid(N_("These visitors are here already; move them within the day only."))
    in_past = place.starts_at < tx.now - LATE_START
    if in_past and place.starts_at != visit.starts_at:
        raise Invalid(N_("This time is in the past."), field="place")


def _check(
    tx: Tx,
    rule: ServiceRule,
    visit: VisitFacts,
    place: Place,
    squeeze_reason: str | None,
    hold_token: str | None,
    *,
    back: bool,
) -> None:
    """`back`: the visit had this place. Who was squeezed in beside it there, stays beside it."""
    day = day_of(place.starts_at)
    check_shape(rule, place, needs_of_visit(tx, rule, visit.visit_id), exact=False)
    if rule.needs_municipality and day != visit.day and visit.municipality_id is not None:
        check_municipality(tx, visit.municipality_id, visit.address_kind, day)
    room = read_room(tx, rule, day, day, own=Own(visit.visit_id, hold_token))
    if squeeze_reason is None:
        check_free(room.beside_visits() if back else room, place)
        return
    if not squeeze_reason.strip():
        raise Invalid(N_("A squeeze-in needs a reason."), field="squeeze_reason")
    check_open_day(room, place)


def write_steps(tx: Tx, owned: Sequence[tuple[int, StepPlace]]) -> None:
    """Step: desks and times of steps that exist, by their appointments' ids; no ticks."""
    tx.execute(
        update(Appointment.__table__)  # type: ignore[arg-type]  # a table, as declared
        .where(Appointment.id == bindparam("owner"))
        .values(
            desk_id=bindparam("desk"),
            starts_at=bindparam("start"),
            ends_at=bindparam("end"),
            busy_until=bindparam("busy"),
        ),
        [
            {
                "owner": owner,
                "desk": step.desk_id,
                "start": step.starts_at,
                "end": step.ends_at,
                "busy": step.busy_until,
            }
            for owner, step in owned
        ],
    )


def _log_move(
    tx: Tx,
    actor: Actor,
    visit: VisitFacts,
    was: Place,
    place: Place,
    action: str,
    squeeze_reason: str | None,
) -> None:
    details: dict[str, str | int | None] = {
        "from": was.starts_at,
        "from_desk": was.steps[0].desk_id,
        "to": place.starts_at,
        "to_desk": place.steps[0].desk_id,
        "from_end": was.ends_at,
        "to_end": place.ends_at,
    }
    if squeeze_reason is not None:
        details["squeeze_reason"] = squeeze_reason
    log(tx, actor, "visit", visit.visit_id, action, **details)


def _resized(
    room: Room,
    needs: tuple[StepNeed, ...],
    steps: list[StepPlace],
    index: int,
    length: int,
    *,
    squeezed: bool,
) -> Place:
    """The visit with one step longer or shorter; the next ones move only where they must."""
    old = steps[index]
    end = old.starts_at + length
    changed = replace(old, ends_at=end, busy_until=end + needs[index].buffer)
    head = (*steps[:index], changed)
    rest = tuple(steps[index + 1 :])
    gap = room.rule.gap_minutes * 60
    if not rest or rest[0].starts_at >= end + gap:
        return Place(head[0].starts_at, (*head, *rest))
    if squeezed:
        by = end + gap - rest[0].starts_at
        return Place(head[0].starts_at, (*head, *(_shifted(step, by) for step in rest)))
    room.check_step(changed)
    # Each later step stays at its desk where it can.
    preferred = tuple(
        replace(need, desks=(step.desk_id, *(d for d in need.desks if d != step.desk_id)))
        for need, step in zip(needs, steps, strict=True)
    )
    whole = follow(room.frame(preferred), head)
    if whole is None:
        raise wording.nothing_after(room.rule, index + 1, end + gap)
    return Place(head[0].starts_at, whole)


def _shifted(step: StepPlace, by: int) -> StepPlace:
    return replace(
        step,
        starts_at=step.starts_at + by,
        ends_at=step.ends_at + by,
        busy_until=step.busy_until + by,
    )
