"""From one block to the next with the arrow keys. Pure."""

from __future__ import annotations

from expatdesk.services.appointments.types import AgendaStep
from expatdesk.ui.agenda.columns import DayLayout


def neighbour(
    layout: DayLayout, now: AgendaStep | None, across: int, down: int, at: int
) -> AgendaStep | None:
    """The block above, below, or at the nearest time of the next desk that has one.

    Without a block to start from the one that is next at the time `at`.
    """
    steps = [placed.step for placed in layout.placed]
    if now is None:
        coming = [step for step in steps if step.ends_at > at]
        return min(coming or steps, key=_order, default=None)
    if down:
        mine = sorted((s for s in steps if s.desk_id == now.desk_id), key=_order)
        ids = [step.appointment_id for step in mine]
        index = ids.index(now.appointment_id) + down if now.appointment_id in ids else 0
        return mine[index] if 0 <= index < len(mine) else None
    return _beside(layout, steps, now, across)


def _beside(
    layout: DayLayout, steps: list[AgendaStep], now: AgendaStep, across: int
) -> AgendaStep | None:
    here = layout.column_of(now.desk_id)
    if here is None:
        return None
    # Blocks beside one another in the same column come first.
    lane = [s for s in steps if s.desk_id == now.desk_id and _overlap(s, now) and s is not now]
    x = {p.step.appointment_id: p.box.x for p in layout.placed}
    mine = x.get(now.appointment_id, 0.0)
    nearer = [s for s in lane if (x[s.appointment_id] - mine) * across > 0]
    if nearer:
        return min(nearer, key=lambda s: abs(x[s.appointment_id] - mine))
    index = here + across
    while 0 <= index < len(layout.view.columns):
        desk_id = layout.view.columns[index].desk.desk_id
        there = [step for step in steps if step.desk_id == desk_id]
        if there:
            return min(there, key=lambda s: (abs(s.starts_at - now.starts_at), s.starts_at))
        index += across
    return None


def _overlap(one: AgendaStep, other: AgendaStep) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _order(step: AgendaStep) -> tuple[int, int, int]:
    return step.starts_at, step.desk_id, step.appointment_id
