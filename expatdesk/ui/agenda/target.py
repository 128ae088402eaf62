"""Where a step of a visit would go, and what of it can be said at once. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from expatdesk.clock import TICK
from expatdesk.i18n import N_
from expatdesk.services.appointments.types import (
    AgendaStep,
    DayView,
    Place,
    PlaceTaken,
    ServiceInfo,
    StepPlace,
    VisitSheet,
)
from expatdesk.services.base import Refusal
from expatdesk.terms import COMING, OFF, UNDER_WAY
from expatdesk.ui.agenda.words import clock_time
from expatdesk.ui.kit import veiled

if TYPE_CHECKING:
    from expatdesk.services.appointments import Appointments

SHORTEST = 3 * TICK
"""Seconds that a step keeps when it is made shorter with the mouse."""


@dataclass(frozen=True)
class Target:
    """A step at another desk, at another time, or with another end (`resize`)."""

    step: AgendaStep
    desk_id: int
    starts_at: int
    ends_at: int
    resize: bool = False

    @property
    def changed(self) -> bool:
        """Whether it is another place than the step has."""
        mine = (self.step.desk_id, self.step.starts_at, self.step.ends_at)
        return (self.desk_id, self.starts_at, self.ends_at) != mine

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // 60

    def shifted(self, seconds: int) -> Target:
        return replace(self, starts_at=self.starts_at + seconds, ends_at=self.ends_at + seconds)

    def longer(self, seconds: int) -> Target:
        """With another end, never shorter than a quarter of an hour."""
        end = max(self.ends_at + seconds, self.starts_at + SHORTEST)
        return replace(self, ends_at=end, resize=True)


def target_of(step: AgendaStep) -> Target:
    """The place that a step has."""
    return Target(step, step.desk_id, step.starts_at, step.ends_at)


def movable(step: AgendaStep) -> bool:
    """Whether a visit in this state may be given another place."""
    return step.state in COMING | UNDER_WAY


def obstacle(view: DayView, target: Target) -> Refusal | None:
    """Why the place is not free as far as the day that is shown tells; None where it is."""
    column = next((c for c in view.columns if c.desk.desk_id == target.desk_id), None)
    start, end = target.starts_at, target.ends_at
    if column is None or not any(since <= start and end <= until for since, until in column.open):
        return PlaceTaken(N_("The desk is closed then."))
    for block in view.blocks:
        if block.desk_id == target.desk_id and block.starts_at < end and start < block.ends_at:
            return PlaceTaken(N_("Blocked: {reason}"), reason=block.reason or "–")
    for other in view.steps:
        elsewhere = other.desk_id != target.desk_id or other.state in OFF or other.squeezed
        if elsewhere or other.visit_id == target.step.visit_id:
            continue
        if other.starts_at < end and start < max(other.busy_until, other.ends_at):
            return PlaceTaken(
                N_("Taken from {start} to {end}."),
                start=clock_time(other.starts_at),
                end=clock_time(other.busy_until),
            )
    return None


def place_of(sheet: VisitSheet, service: ServiceInfo, view: DayView, target: Target) -> Place:
    """The visit's own place with this one step elsewhere; `move` checks it."""
    buffers = {
        step.appointment_id: step.busy_until - step.ends_at
        for step in view.steps
        if step.visit_id == sheet.visit_id
    }
    ids = {info.ordinal: info.step_id for info in service.steps}
    steps = []
    for line in sheet.steps:
        mine = line.appointment_id == target.step.appointment_id
        desk = target.desk_id if mine else line.desk_id
        start = target.starts_at if mine else line.starts_at
        end = target.ends_at if mine else line.ends_at
        buffer = buffers.get(line.appointment_id, 0)
        steps.append(StepPlace(ids[line.ordinal], desk, start, end, end + buffer))
    return Place(steps[0].starts_at, tuple(steps))


@dataclass(frozen=True)
class Verdict:
    """Whether a target can be had: with its place, otherwise what stands in the way."""

    target: Target
    place: Place | None
    refusal: Refusal | None = None

    @property
    def reason(self) -> str:
        """What stands in the way, in words; the note of a block blanked with the names."""
        refusal = self.refusal
        if refusal is None:
            return ""
        if "reason" not in refusal.values:
            return refusal.message()
        blanked = {**refusal.values, "reason": veiled(str(refusal.values["reason"]))}
        return PlaceTaken(refusal.text, field=refusal.field, **blanked).message()

    def place_or_refuse(self) -> Place:
        """Raises what stands in the way."""
        if self.place is None:
            raise self.refusal or PlaceTaken(N_("The desk is closed then."))
        return self.place


def judge(
    appointments: Appointments, view: DayView, target: Target, *, squeeze: bool = False
) -> Verdict:
    """Asks the service; called on the reader's thread.

    The first step brings its later ones with it; a later one moves alone.
    """
    step = target.step
    if step.ordinal > 1 or target.resize:
        refusal = None if squeeze else obstacle(view, target)
        if refusal is not None:
            return Verdict(target, None, refusal)
        sheet = appointments.visit(step.visit_id)
        service = appointments.catalogue().service(sheet.service_id)
        return Verdict(target, place_of(sheet, service, view, target))
    service_id = appointments.visit(step.visit_id).service_id
    try:
        place = appointments.place_at(
            service_id,
            max(step.party_size, 1),
            target.starts_at,
            target.desk_id,
            moving_visit_id=step.visit_id,
            squeeze=squeeze,
        )
    except Refusal as refusal:
        return Verdict(target, None, refusal)
    return Verdict(target, place)
