"""The laws of the agenda: a desk is in one place, and appointments hold what they should."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Integer, and_, case, cast, func, or_, select

from expatdesk.clock import TICK, day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import Appointment, Hold, HoldStep, Occupancy, Visit
from expatdesk.services.verification.findings import numbered
from expatdesk.storage.tx import Tx
from expatdesk.terms import FINISHED, OFF, VisitState

PAGE = 500
_TIMES = {
    VisitState.ARRIVED: Visit.arrived_at,
    VisitState.AT_DESK: Visit.at_desk_at,
    VisitState.AT_HELPDESK: Visit.at_helpdesk_at,
    **dict.fromkeys((*FINISHED, VisitState.NO_SHOW, VisitState.TURNED_AWAY), Visit.ended_at),
}


def ticks_held(tx: Tx) -> Iterator[str]:
    """An active appointment holds each of its ticks; one squeezed in none; one called off at
    most those that had passed.
    """
    in_its_time = and_(
        Occupancy.desk_id == Appointment.desk_id,
        Occupancy.tick * TICK >= Appointment.starts_at,
        Occupancy.tick * TICK < Appointment.busy_until,
    )
    held = func.count(Occupancy.tick)
    right = func.coalesce(func.sum(case((in_its_time, 1), else_=0)), 0)
    # Times are whole ticks (a CHECK), so that the quotient is exact on both engines.
    wanted = cast((Appointment.busy_until - Appointment.starts_at) / TICK, Integer)
    squeezed = Visit.squeeze_reason.is_not(None)
    rows = tx.execute(
        select(Appointment.id)
        .join(Visit, Visit.id == Appointment.visit_id)
        .outerjoin(Occupancy, Occupancy.appointment_id == Appointment.id)
        .group_by(
            Appointment.id,
            Appointment.active,
            Appointment.starts_at,
            Appointment.busy_until,
            Visit.squeeze_reason,
        )
        .having(
            or_(
                held != right,
                and_(Appointment.active, ~squeezed, right != wanted),
                and_(squeezed, held > 0),
            )
        )
        .order_by(Appointment.id)
    )
    yield from numbered(N_("appointment {number}"), (row[0] for row in rows))


def one_at_a_desk(tx: Tx) -> Iterator[str]:
    """Whatever the ticks say: of two appointments at one desk the first is over."""
    until = func.max(Appointment.busy_until).over(
        partition_by=Appointment.desk_id,
        order_by=(Appointment.starts_at, Appointment.id),
        rows=(None, -1),
    )
    steps = (
        select(Appointment.id, Appointment.starts_at, until.label("until"))
        .join(Visit, Visit.id == Appointment.visit_id)
        .where(Appointment.active, Visit.squeeze_reason.is_(None))
        .subquery()
    )
    rows = tx.execute(select(steps.c.id).where(steps.c.until > steps.c.starts_at))
    yield from numbered(N_("appointment {number}"), (row[0] for row in rows))


def holds_held(tx: Tx) -> Iterator[str]:
    """Ticks of a hold lie within one of its steps."""
    within = (
        select(HoldStep.id)
        .where(
            HoldStep.hold_id == Occupancy.hold_id,
            HoldStep.desk_id == Occupancy.desk_id,
            Occupancy.tick * TICK >= HoldStep.starts_at,
            Occupancy.tick * TICK < HoldStep.busy_until,
        )
        .exists()
    )
    stray = select(Occupancy.hold_id).where(Occupancy.hold_id.is_not(None), ~within).distinct()
    yield from numbered(N_("hold {number}"), (row[0] for row in tx.execute(stray)))
    empty = select(Hold.id).where(~select(HoldStep.id).where(HoldStep.hold_id == Hold.id).exists())
    yield from numbered(N_("hold {number}"), (row[0] for row in tx.execute(empty)))


def visits_and_steps(tx: Tx) -> Iterator[str]:
    """A visit lasts from its first step to its last; steps are active while it is not off."""
    off = Visit.state.in_(sorted(OFF))
    active = func.sum(case((Appointment.active, 1), else_=0))
    rows = tx.execute(
        select(Visit.id)
        .outerjoin(Appointment, Appointment.visit_id == Visit.id)
        .group_by(Visit.id, Visit.starts_at, Visit.ends_at, Visit.state)
        .having(
            or_(
                func.count(Appointment.id) == 0,
                func.min(Appointment.starts_at) != Visit.starts_at,
                func.max(Appointment.ends_at) != Visit.ends_at,
                and_(off, active > 0),
                and_(~off, active < func.count(Appointment.id)),
            )
        )
        .order_by(Visit.id)
    )
    yield from numbered(N_("visit {number}"), (row[0] for row in rows))


def visits_and_days(tx: Tx) -> Iterator[str]:
    """The day of a visit is that of its start, as the clock in Amsterdam has it."""
    last = 0
    while rows := tx.rows(
        select(Visit.id, Visit.day, Visit.starts_at)
        .where(Visit.id > last)
        .order_by(Visit.id)
        .limit(PAGE)
    ):
        yield from numbered(
            N_("visit {number}"), (row[0] for row in rows if row[1] != day_of(row[2]))
        )
        last = rows[-1][0]


def visits_and_states(tx: Tx) -> Iterator[str]:
    """Every state that was reached has its time, and who is only planned has none."""
    missing = [and_(Visit.state == state, column.is_(None)) for state, column in _TIMES.items()]
    early = and_(
        Visit.state == VisitState.PLANNED,
        or_(
            Visit.arrived_at.is_not(None),
            Visit.at_desk_at.is_not(None),
            Visit.at_helpdesk_at.is_not(None),
            Visit.ended_at.is_not(None),
        ),
    )
    rows = tx.execute(select(Visit.id).where(or_(early, *missing)).order_by(Visit.id))
    yield from numbered(N_("visit {number}"), (row[0] for row in rows))
