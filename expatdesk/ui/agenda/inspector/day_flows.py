"""What is asked about the day itself: a visit squeezed in, and time that is blocked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaBlock, DayView, Place
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.inspector.asking import ReasonPanel
from expatdesk.ui.agenda.inspector.blocking import BlockPanel
from expatdesk.ui.agenda.inspector.panel import VisitInspector
from expatdesk.ui.agenda.target import Target, Verdict, judge
from expatdesk.ui.context import Desk


class SqueezeFlow(QObject):
    """Asks for the reason to put a visit beside what is booked there already."""

    def __init__(
        self, desk: Desk, inspector: VisitInspector, actions: VisitActions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspector = inspector
        self._actions = actions
        self._asked: tuple[DayView, Target] | None = None

    def ask(self, view: DayView, verdict: Verdict) -> None:
        """The verdict says what stands in the way."""
        self._asked = (view, verdict.target)
        panel = ReasonPanel(
            lambda: _("Squeeze in?"),
            lambda: _("{reason} With a reason the visit stands beside it.").format(
                reason=verdict.reason
            ),
            lambda: _("Squeeze in"),
        )
        panel.confirmed.connect(self._confirmed)
        self._inspector.ask(panel)

    @Slot(str, bool)
    def _confirmed(self, reason: str, overridden: bool) -> None:  # noqa: FBT001  a signal's value
        if self._asked is None:
            return
        (view, target), step = self._asked, self._asked[1].step
        appointments, refuse = self._desk.services.appointments, self._inspector.refuse

        def found(place: Place) -> None:
            self._actions.move(
                (step.visit_id, step.visit_version),
                place,
                reason=reason,
                overridden=overridden,
                failed=refuse,
            )

        def work() -> Place:
            return judge(appointments, view, target, squeeze=True).place_or_refuse()

        # With the panel goes the wish.
        owner = self._inspector.panel or self
        self._desk.operations.read(owner, "squeeze", work, found, refuse)


class BlockFlow(QObject):
    """Blocks time at a desk and frees it. `visit_wanted(id, day)`: one that lies in the way."""

    visit_wanted = Signal(int, object)

    def __init__(self, inspector: VisitInspector, actions: VisitActions, parent: QObject) -> None:
        super().__init__(parent)
        self._inspector = inspector
        self._actions = actions
        inspector.block.free_wanted.connect(self._free)

    def ask(self, view: DayView, span: tuple[int, int, int]) -> None:
        """Asks why; `span` is the desk, from and until, as offered at first."""
        panel = BlockPanel(view.day, view.columns, span)
        panel.confirmed.connect(self._confirmed)
        panel.visit_wanted.connect(self.visit_wanted)
        self._inspector.ask(panel)

    @Slot(object, str, bool, bool)
    def _confirmed(
        self,
        span: tuple[int, int, int],
        reason: str,
        overridden: bool,  # noqa: FBT001  a signal's value
        over_visits: bool,  # noqa: FBT001  a signal's value
    ) -> None:
        self._actions.block(
            span,
            reason,
            overridden=overridden,
            over_visits=over_visits,
            failed=self._inspector.refuse,
        )

    @Slot(object)
    def _free(self, block: AgendaBlock) -> None:
        self._actions.unblock(block.block_id, block.version)
