"""Steps on who holds which desk when: one row for each five minutes.

All rows of a desk are written and removed under that desk's lock, so that two transactions
never wait for one another crosswise. That no desk is taken twice is for the table to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sqlalchemy import BindParameter, Delete, Select, bindparam, delete, exists, or_, select, update

from expatdesk.clock import TICK, tick
from expatdesk.model.appointments import Appointment, Hold, HoldStep, Occupancy, Visit
from expatdesk.services.appointments.types import StepPlace
from expatdesk.storage.tx import Lock, Tx

TAKEN = "pk_occupancy"
"""The constraint that is broken where a desk would be in two places."""


def lock_desks(tx: Tx, desk_ids: Iterable[int], token: str | None) -> list[int]:
    """Lock these desks, and those of ended holds and of one's own; gives the ids of these.

    The desks of the holds are locked too, so that the holds can be removed whole.
    """
    rows = tx.rows(_ended_or_own(), {"now": tx.now, "token": token or ""})
    tx.lock(Lock.DESK, {*desk_ids, *(row[1] for row in rows)})
    return sorted({row[0] for row in rows})


def drop_holds(tx: Tx, hold_ids: Sequence[int]) -> None:
    """Remove holds whose desks are locked."""
    if hold_ids:
        for statement in _hold_removals():
            tx.execute(statement, {"ids": hold_ids})


def take(tx: Tx, owned: Iterable[tuple[int, StepPlace]]) -> None:
    """Take the ticks of steps, each with its appointment's id.

    Raises Conflict of "pk_occupancy" where somebody else has one of them.
    """
    tx.insert_many(
        Occupancy,
        [
            {"desk_id": desk_id, "tick": number, "appointment_id": owner, "hold_id": None}
            for owner, step in owned
            for desk_id, number in _ticks((step,))
        ],
    )


def take_hold(
    tx: Tx, hold_id: int, steps: Iterable[StepPlace], besides: Iterable[StepPlace] = ()
) -> None:
    """Take the ticks of steps for a hold, but for those that stay a moved visit's own.

    Raises Conflict of "pk_occupancy" where somebody else has one of them.
    """
    own = set(_ticks(besides))
    tx.insert_many(
        Occupancy,
        [
            {"desk_id": desk_id, "tick": number, "appointment_id": None, "hold_id": hold_id}
            for desk_id, number in _ticks(steps)
            if (desk_id, number) not in own
        ],
    )


def _ticks(steps: Iterable[StepPlace]) -> Iterator[tuple[int, int]]:
    for step in steps:
        for number in range(tick(step.starts_at), tick(step.busy_until)):
            yield step.desk_id, number


def steps_of(tx: Tx, visit_id: int) -> list[tuple[int, StepPlace]]:
    """The visit's steps in order, each with its appointment's id."""
    rows = tx.rows(
        select(
            Appointment.id,
            Appointment.step_id,
            Appointment.desk_id,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.busy_until,
        )
        .where(Appointment.visit_id == visit_id)
        .order_by(Appointment.ordinal)
    )
    return [(row[0], StepPlace(*row[1:])) for row in rows]


def free(tx: Tx, visit_id: int) -> None:
    """Give back all ticks of a visit."""
    tx.execute(delete(Occupancy).where(Occupancy.appointment_id.in_(_appointments(visit_id))))


def free_to_come(tx: Tx, visit_id: int) -> None:
    """The visit will not (or no longer) take place: its ticks to come are free, and only these.

    Locks its desks: who locks others in the same transaction locks all of them first.
    """
    tx.lock(Lock.DESK, {step.desk_id for _, step in steps_of(tx, visit_id)})
    tx.execute(
        delete(Occupancy).where(
            Occupancy.appointment_id.in_(_appointments(visit_id)),
            Occupancy.tick >= tick(tx.now + TICK - 1),
        )
    )
    tx.execute(update(Appointment).where(Appointment.visit_id == visit_id).values(active=False))


def take_again(tx: Tx, visit_id: int) -> None:
    """The inverse of `free_to_come`. Raises Conflict where a tick is somebody else's now."""
    owned = steps_of(tx, visit_id)
    drop_holds(tx, lock_desks(tx, {step.desk_id for _, step in owned}, None))
    tx.execute(update(Appointment).where(Appointment.visit_id == visit_id).values(active=True))
    squeezed = tx.scalar(select(Visit.squeeze_reason).where(Visit.id == visit_id)) is not None
    if not squeezed:
        free(tx, visit_id)
        take(tx, owned)


def taken_by_others(tx: Tx, visit_id: int, steps: Iterable[StepPlace]) -> tuple[int, int] | None:
    """(desk, moment) of the first tick of these steps that somebody else has, if one has."""
    spans = [
        (Occupancy.desk_id == step.desk_id)
        & (Occupancy.tick >= tick(step.starts_at))
        & (Occupancy.tick < tick(step.busy_until))
        for step in steps
    ]
    own = Occupancy.appointment_id.in_(_appointments(visit_id))
    row = tx.first(
        select(Occupancy.desk_id, Occupancy.tick)
        .where(or_(*spans), Occupancy.appointment_id.is_(None) | ~own)
        .order_by(Occupancy.tick, Occupancy.desk_id)
        .limit(1)
    )
    return None if row is None else (row[0], row[1] * TICK)


def clear_leavings(tx: Tx, steps: Iterable[StepPlace]) -> None:
    """Ticks that visits called off meanwhile still hold because they had begun.

    Needed only for a place that begins at once; the desks are locked.
    """
    for step in steps:
        if step.starts_at < tx.now + TICK:
            gone = exists().where(
                Appointment.id == Occupancy.appointment_id, Appointment.active.is_(False)
            )
            tx.execute(
                delete(Occupancy).where(
                    Occupancy.desk_id == step.desk_id,
                    Occupancy.tick >= tick(step.starts_at),
                    Occupancy.tick < tick(step.busy_until),
                    gone,
                )
            )


@cache
def _ended_or_own() -> Select[int, int]:
    return (
        select(Hold.id, HoldStep.desk_id)
        .join(HoldStep, HoldStep.hold_id == Hold.id)
        .where((Hold.expires_at <= bindparam("now")) | (Hold.token == bindparam("token")))
    )


@cache
def _hold_removals() -> tuple[Delete, ...]:
    ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
    return (
        delete(Occupancy).where(Occupancy.hold_id.in_(ids)),
        delete(HoldStep).where(HoldStep.hold_id.in_(ids)),
        delete(Hold).where(Hold.id.in_(ids)),
    )


def _appointments(visit_id: int) -> Select[int]:
    return select(Appointment.id).where(Appointment.visit_id == visit_id)
