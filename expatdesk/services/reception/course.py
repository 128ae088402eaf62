"""The course of a visit: which state follows which. Pure.

Source: domain reference 1.4 and 1.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from expatdesk.services.appointments.visit_sheet import has_helpdesk_step, next_state
from expatdesk.terms import DeskKind, Outcome, VisitState

TIMES = {
    VisitState.ARRIVED: "arrived_at",
    VisitState.AT_DESK: "at_desk_at",
    VisitState.AT_HELPDESK: "at_helpdesk_at",
    VisitState.DONE: "ended_at",
}
"""The column in which each state keeps the time at which it was entered."""

UNSETTLED = frozenset({Outcome.NOT_REGISTERED, Outcome.ANOTHER_DAY})


def may_follow(state: VisitState, kinds: Sequence[DeskKind]) -> frozenset[VisitState]:
    """What may follow: the one next state, and from a desk the end, where no talk is wanted.

    `kinds`: of the desks of the visit's steps, in order.
    """
    following = next_state(state, helpdesk=has_helpdesk_step(kinds))
    if following is None:
        return frozenset()
    if state is VisitState.AT_DESK:
        return frozenset({following, VisitState.DONE})
    return frozenset({following})


def end_state(outcomes: Iterable[Outcome | None]) -> VisitState:
    """Done, or partly done where it came out well for some and not for others."""
    unsettled = [outcome in UNSETTLED for outcome in outcomes]
    partly = any(unsettled) and not all(unsettled)
    return VisitState.PARTLY_DONE if partly else VisitState.DONE
