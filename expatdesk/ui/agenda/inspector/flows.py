"""What each button of the inspector leads to: at once a write, or a panel that asks first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.clock import day_of
from expatdesk.i18n import _
from expatdesk.services.appointments.types import CaseVisit, Catalogue, DayView, VisitSheet
from expatdesk.terms import LateAnswer, Outcome, PaperState, VisitState
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.inspector.asking import (
    AskPanel,
    CancelPanel,
    LatePanel,
    ReasonPanel,
    RefusalPanel,
)
from expatdesk.ui.agenda.inspector.coming_back import FollowUpPanel
from expatdesk.ui.agenda.inspector.day_flows import BlockFlow, SqueezeFlow
from expatdesk.ui.agenda.inspector.history import HistoryPanel
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.agenda.inspector.pack_choice import Paper
from expatdesk.ui.agenda.inspector.pack_flow import PackFlow
from expatdesk.ui.agenda.inspector.panel import VisitInspector
from expatdesk.ui.agenda.inspector.paper import PaperPanel
from expatdesk.ui.agenda.inspector.place_flows import PlaceFlows
from expatdesk.ui.agenda.inspector.swapping import swap_candidates, swap_words
from expatdesk.ui.context import Desk


class VisitFlows(QObject):
    """Connects the inspector with the actions. `visit_wanted(id, day)`: show another visit."""

    visit_wanted = Signal(int, object)

    def __init__(
        self, desk: Desk, inspector: VisitInspector, actions: VisitActions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspector = inspector
        self._actions = actions
        self.places = PlaceFlows(desk, inspector, actions, self)
        self.squeezing = SqueezeFlow(desk, inspector, actions, self)
        self.blocking = BlockFlow(inspector, actions, self)
        self.packs = PackFlow(desk, inspector, self)
        self.view: DayView | None = None
        self._asked: Opened | None = None
        """The visit about which the panel asks, as it was when it was asked."""
        self._judged_person: int | None = None
        self._connect()

    def _connect(self) -> None:
        inspector, actions = self._inspector, self._actions
        foot = inspector.foot_bar
        foot.next_wanted.connect(self._next)
        foot.again_wanted.connect(self._again)
        foot.follower_wanted.connect(self._show_follower)
        foot.till_wanted.connect(self.to_till)
        foot.paper_wanted.connect(self.hand_out)
        foot.way.connect(self.go)
        inspector.place.move_wanted.connect(self._move)
        inspector.charge.till_wanted.connect(self.to_till)
        inspector.case.visit_wanted.connect(self.visit_wanted)
        inspector.case.follow_up_done.connect(actions.follow_up_done)
        inspector.case.note_wanted.connect(self._come_back)
        inspector.papers.set_wanted.connect(self._set_paper)
        inspector.comers.heads_wanted.connect(self._set_heads)
        inspector.comers.outcome_wanted.connect(self._set_outcome)
        self.blocking.visit_wanted.connect(self.visit_wanted)
        actions.busy_changed.connect(self._busy)
        # One write at a time: it was the panel's, where there is one.
        actions.finished.connect(inspector.close_panel)

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """The desks and services that there are."""
        self.places.catalogue = catalogue

    # what is shown

    @property
    def sheet(self) -> VisitSheet | None:
        """The visit that the inspector shows."""
        opened = self._inspector.opened
        return opened.sheet if opened is not None else None

    @Slot(str)
    def go(self, name: str) -> None:
        """A way by its name; nothing happens where it is not offered."""
        ways: dict[str, Callable[[Opened], None]] = {
            "no_show": self._no_show,
            "turn_away": self._turn_away,
            "late": self._late,
            "move": self.places.move,
            "rebook": self.places.rebook,
            "reschedule": self._reschedule,
            "split_off": self.places.split_off,
            "cancel": self._cancel,
            "reinstate": self._reinstate,
            "step_back": self._step_back,
            "confirmation": self._confirmation,
            "history": self._history,
        }
        opened = self._inspector.opened
        if opened is not None and not self._actions.busy:
            ways[name](opened)

    def by_key(self, name: str) -> None:
        """The same by its key, which is there also while the button is not."""
        inspector = self._inspector
        offered = inspector.foot_bar.is_offered(name)
        if name == "move":
            link = inspector.place.action
            offered = link is not None and not link.isHidden()
        if inspector.panel is None and offered:
            self.go(name)

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001  a signal's value
        self._inspector.foot_bar.set_busy(busy=busy)

    # at once

    @Slot()
    def _next(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            self._actions.advance(sheet)

    @Slot()
    def _again(self) -> None:
        self.go("rebook")

    @Slot(object)
    def _show_follower(self, visit: CaseVisit) -> None:
        self.visit_wanted.emit(visit.visit_id, day_of(visit.starts_at))

    @Slot()
    def _move(self) -> None:
        self.go("move")

    def _no_show(self, opened: Opened) -> None:
        self._actions.no_show(opened.sheet)

    def _reschedule(self, opened: Opened) -> None:
        self._desk.go("booking", visit=opened.sheet.visit_id)

    def _reinstate(self, opened: Opened) -> None:
        self._actions.reinstate(opened.sheet)

    @Slot()
    def to_till(self) -> None:
        """To the till with this visit."""
        sheet = self.sheet
        if sheet is not None:
            self._desk.go("till", visit=sheet.visit_id)

    @Slot(int, object, str)
    def _set_paper(self, visit_paper_id: int, state: PaperState, said: str) -> None:
        self._actions.paper(visit_paper_id, state, said)

    @Slot(int)
    def _set_heads(self, heads: int) -> None:
        sheet = self.sheet
        if sheet is not None:
            self._actions.head_count(sheet, heads)

    @Slot(int, object)
    def _set_outcome(self, person_id: int, outcome: Outcome | None) -> None:
        opened = self._inspector.opened
        if opened is None:
            return
        if outcome is not Outcome.NOT_REGISTERED:
            self._actions.outcome(opened.sheet, person_id, outcome)
            return
        self._judged_person = person_id
        panel = RefusalPanel(
            lambda: _("Why not registered?"),
            opened.reasons,
            sheets=opened.sheet_titles(),
            with_note=False,
        )
        panel.chosen.connect(self._not_registered)
        self._ask(panel, opened)

    @Slot(str, str, bool)
    def _not_registered(self, code: str, _note: str, _overridden: bool) -> None:  # noqa: FBT001  a signal's value
        if self._asked is not None and self._judged_person is not None:
            self._actions.outcome(
                self._asked.sheet,
                self._judged_person,
                Outcome.NOT_REGISTERED,
                code,
                self._inspector.refuse,
            )

    # asking first

    def _ask(self, panel: AskPanel, opened: Opened) -> None:
        self._asked = opened
        self._inspector.ask(panel)

    @Slot()
    def hand_out(self) -> None:
        """The paper of the moment: the confirmation, or from arrival on the sheets at once."""
        paper = self.packs.paper
        if paper is Paper.CONFIRMATION:
            self.paper()
        elif paper is Paper.CHOOSE:
            self.packs.choose()
        else:
            self.packs.print()

    def choose_sheets(self) -> None:
        """The panel of the sheets, by its key."""
        if self._inspector.panel is None:
            self.packs.choose()

    def _confirmation(self, _opened: Opened) -> None:
        self.paper()

    def paper(self) -> None:
        """The confirmation."""
        sheet = self.sheet
        if sheet is not None:
            panel = PaperPanel(self._desk, sheet)
            panel.done.connect(self._inspector.close_panel)
            self._inspector.ask(panel)

    @Slot()
    def _come_back(self) -> None:
        opened = self._inspector.opened
        if opened is not None:
            panel = FollowUpPanel(self._desk.today())
            panel.confirmed.connect(self._to_come_back)
            self._ask(panel, opened)

    @Slot(object, str, bool)
    def _to_come_back(self, day: date, note: str, overridden: bool) -> None:  # noqa: FBT001  a signal's value
        if self._asked is not None:
            visit_id, failed = self._asked.sheet.visit_id, self._inspector.refuse
            self._actions.come_back(visit_id, day, note, overridden=overridden, failed=failed)

    def _turn_away(self, opened: Opened) -> None:
        panel = RefusalPanel(
            lambda: _("Turn away: why?"), opened.reasons, sheets=opened.sheet_titles()
        )
        panel.chosen.connect(self._turned_away)
        self._ask(panel, opened)

    @Slot(str, str, bool)
    def _turned_away(self, code: str, note: str, overridden: bool) -> None:  # noqa: FBT001  a signal's value
        if self._asked is not None:
            sheet, failed = self._asked.sheet, self._inspector.refuse
            self._actions.turn_away(sheet, code, note, overridden=overridden, failed=failed)

    def _cancel(self, opened: Opened) -> None:
        panel = CancelPanel()
        panel.confirmed.connect(self._cancelled)
        self._ask(panel, opened)

    @Slot(object, str, bool)
    def _cancelled(self, by: VisitState, reason: str, overridden: bool) -> None:  # noqa: FBT001  a signal's value
        if self._asked is not None:
            sheet, failed = self._asked.sheet, self._inspector.refuse
            self._actions.cancel(sheet, by, reason, overridden=overridden, failed=failed)

    def _step_back(self, opened: Opened) -> None:
        panel = ReasonPanel(
            lambda: _("One step back"),
            lambda: _("The reason is kept in the history."),
            lambda: _("Step back"),
        )
        panel.confirmed.connect(self._stepped_back)
        self._ask(panel, opened)

    @Slot(str, bool)
    def _stepped_back(self, reason: str, overridden: bool) -> None:  # noqa: FBT001  a signal's value
        if self._asked is not None:
            sheet, failed = self._asked.sheet, self._inspector.refuse
            self._actions.step_back(sheet, reason, overridden=overridden, failed=failed)

    def _late(self, opened: Opened) -> None:
        beside = swap_candidates(self.view, opened.sheet)
        panel = LatePanel([(step.visit_id, swap_words(step)) for step in beside])
        panel.answered.connect(self._late_answered)
        self._ask(panel, opened)

    @Slot(object, object)
    def _late_answered(self, answer: LateAnswer, swap_with: int | None) -> None:
        if self._asked is not None:
            self._actions.late(self._asked.sheet, answer, swap_with, self._inspector.refuse)

    def _history(self, opened: Opened) -> None:
        panel = HistoryPanel()
        appointments, case_id = self._desk.services.appointments, opened.sheet.case_id
        self._ask(panel, opened)
        self._desk.operations.read(
            panel, "history", lambda: appointments.history("case", case_id), panel.show_lines
        )
