"""What becomes of a visit that was dragged: asked, moved, made longer, or squeezed in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from expatdesk.services.appointments.types import DayView
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.day_view import DayCanvas
from expatdesk.ui.agenda.inspector import VisitFlows
from expatdesk.ui.agenda.target import Target, Verdict, judge
from expatdesk.ui.context import Desk


class Mover(QObject):
    """Answers the gestures of the day view with the services."""

    def __init__(
        self,
        desk: Desk,
        canvas: DayCanvas,
        actions: VisitActions,
        flows: VisitFlows,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._canvas = canvas
        self._actions = actions
        self._flows = flows
        self.view: DayView | None = None
        canvas.gestures.asked.connect(self._ask)
        canvas.gestures.dropped.connect(self._drop)

    @Slot(object)
    def _ask(self, target: Target) -> None:
        view, appointments = self.view, self._desk.services.appointments
        if view is not None:
            self._desk.operations.read(
                self,
                "place",
                lambda: judge(appointments, view, target),
                self._canvas.gestures.judged,
            )

    @Slot(object)
    def _drop(self, target: Target) -> None:
        """Asked once more: what was free while dragging may be gone at the drop."""
        view, appointments = self.view, self._desk.services.appointments
        if view is None:
            return
        step = target.step
        if target.resize:
            self._actions.resize((step.visit_id, step.visit_version), step.ordinal, target.minutes)
            return
        self._desk.operations.read(
            self, "drop", lambda: judge(appointments, view, target), self._dropped
        )

    def _dropped(self, verdict: Verdict) -> None:
        step = verdict.target.step
        if verdict.place is not None:
            self._actions.move((step.visit_id, step.visit_version), verdict.place)
        elif self.view is not None:
            self._flows.squeezing.ask(self.view, verdict)
