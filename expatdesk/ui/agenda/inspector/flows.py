"""What each button of the inspector leads to: at once a write, or a panel that asks first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import (
    AgendaBlock,
    Catalogue,
    DayPlaces,
    DayView,
    Place,
    PlaceRequest,
    VisitSheet,
)
from expatdesk.services.reception.types import SplitTerms
from expatdesk.terms import LateAnswer, Outcome, PaperState, VisitState
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.inspector.asking import (
    CancelPanel,
    LatePanel,
    PersonPanel,
    ReasonPanel,
    RefusalPanel,
)
from expatdesk.ui.agenda.inspector.blocking import BlockPanel
from expatdesk.ui.agenda.inspector.coming_back import FollowUpPanel
from expatdesk.ui.agenda.inspector.history import HistoryPanel
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.agenda.inspector.panel import VisitInspector
from expatdesk.ui.agenda.inspector.paper import PaperPanel
from expatdesk.ui.agenda.inspector.places import PlacesPanel
from expatdesk.ui.agenda.inspector.swapping import (
    about_visit,
    swap_candidates,
    swap_words,
    when_words,
)
from expatdesk.ui.agenda.target import Target, judge
from expatdesk.ui.context import Desk

MOVE, REBOOK, SPLIT = "move", "rebook", "split"


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
        self.catalogue: Catalogue | None = None
        self.view: DayView | None = None
        self._connect()

    def _connect(self) -> None:
        inspector, actions = self._inspector, self._actions
        foot = inspector.foot_bar
        foot.next_wanted.connect(self._next)
        foot.again_wanted.connect(partial(self.go, "rebook"))
        foot.till_wanted.connect(self.to_till)
        foot.paper_wanted.connect(self.paper)
        foot.way.connect(self.go)
        inspector.place.move_wanted.connect(partial(self.go, "move"))
        inspector.charge.till_wanted.connect(self.to_till)
        inspector.case.visit_wanted.connect(self.visit_wanted)
        inspector.case.follow_up_done.connect(actions.follow_up_done)
        inspector.case.note_wanted.connect(self._come_back)
        inspector.papers.set_wanted.connect(self._set_paper)
        inspector.comers.heads_wanted.connect(self._set_heads)
        inspector.comers.outcome_wanted.connect(self._set_outcome)
        inspector.block.free_wanted.connect(self._unblock)
        actions.busy_changed.connect(self._busy)
        # One write at a time: it was the panel's, where there is one.
        actions.finished.connect(inspector.close_panel)

    # what is shown

    @property
    def sheet(self) -> VisitSheet | None:
        opened = self._inspector.opened
        return opened.sheet if opened is not None else None

    @Slot(str)
    def go(self, name: str) -> None:
        """A way by its name; nothing happens where it is not offered."""
        ways: dict[str, Callable[[Opened], None]] = {
            "no_show": lambda opened: self._actions.no_show(opened.sheet),
            "turn_away": self._turn_away,
            "late": self._late,
            "move": partial(self._places, purpose=MOVE),
            "rebook": partial(self._places, purpose=REBOOK),
            "reschedule": lambda opened: self._desk.go("booking", visit=opened.sheet.visit_id),
            "split_off": self._split_off,
            "cancel": self._cancel,
            "reinstate": lambda opened: self._actions.reinstate(opened.sheet),
            "step_back": self._step_back,
            "history": self._history,
        }
        opened = self._inspector.opened
        if opened is not None and not self._actions.busy:
            ways[name](opened)

    def by_key(self, name: str) -> None:
        """The same by its key, which is there also while the button is not."""
        inspector = self._inspector
        offered = inspector.foot_bar.is_offered(name)
        if name == MOVE:
            link = inspector.place.action
            offered = link is not None and not link.isHidden()
        if inspector.panel is None and offered:
            self.go(name)

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001  connected to a signal
        self._inspector.foot_bar.set_busy(busy=busy)

    # at once

    @Slot()
    def _next(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            self._actions.advance(sheet)

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

    @Slot(object)
    def _unblock(self, block: AgendaBlock) -> None:
        self._actions.unblock(block.block_id, block.version)

    @Slot(int, object)
    def _set_outcome(self, person_id: int, outcome: Outcome | None) -> None:
        opened = self._inspector.opened
        if opened is None:
            return
        if outcome is not Outcome.NOT_REGISTERED:
            self._actions.outcome(opened.sheet, person_id, outcome)
            return
        panel = RefusalPanel(lambda: _("Why not registered?"), opened.reasons, with_note=False)
        sheet = opened.sheet

        def chosen(code: str, _note: str, _overridden: object) -> None:
            self._actions.outcome(sheet, person_id, outcome, code, panel.refuse)

        panel.chosen.connect(chosen)
        self._inspector.ask(panel)

    # asking first

    @Slot()
    def paper(self) -> None:
        """The confirmation."""
        sheet = self.sheet
        if sheet is not None:
            panel = PaperPanel(self._desk, sheet)
            panel.done.connect(self._inspector.close_panel)
            self._inspector.ask(panel)

    @Slot()
    def _come_back(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        panel, visit_id = FollowUpPanel(self._desk.today()), sheet.visit_id

        def confirmed(day: date, note: str, overridden: bool) -> None:  # noqa: FBT001  a signal
            self._actions.come_back(visit_id, day, note, overridden=overridden, failed=panel.refuse)

        panel.confirmed.connect(confirmed)
        self._inspector.ask(panel)

    def _turn_away(self, opened: Opened) -> None:
        panel = RefusalPanel(lambda: _("Turn away: why?"), opened.reasons)
        sheet = opened.sheet

        def chosen(code: str, note: str, overridden: bool) -> None:  # noqa: FBT001  a signal
            self._actions.turn_away(sheet, code, note, overridden=overridden, failed=panel.refuse)

        panel.chosen.connect(chosen)
        self._inspector.ask(panel)

    def _cancel(self, opened: Opened) -> None:
        panel, sheet = CancelPanel(), opened.sheet

        def confirmed(by: VisitState, reason: str, overridden: bool) -> None:  # noqa: FBT001
            self._actions.cancel(sheet, by, reason, overridden=overridden, failed=panel.refuse)

        panel.confirmed.connect(confirmed)
        self._inspector.ask(panel)

    def _step_back(self, opened: Opened) -> None:
        panel = ReasonPanel(
            lambda: _("One step back"),
            lambda: _("The reason is kept in the history."),
            lambda: _("Step back"),
        )
        sheet = opened.sheet

        def confirmed(reason: str, overridden: bool) -> None:  # noqa: FBT001  a signal
            self._actions.step_back(sheet, reason, overridden=overridden, failed=panel.refuse)

        panel.confirmed.connect(confirmed)
        self._inspector.ask(panel)

    def _late(self, opened: Opened) -> None:
        sheet = opened.sheet
        candidates = [
            (step.visit_id, swap_words(step)) for step in swap_candidates(self.view, sheet)
        ]
        panel = LatePanel(candidates)

        def answered(answer: LateAnswer, swap_with: int | None) -> None:
            self._actions.late(sheet, answer, swap_with, panel.refuse)

        panel.answered.connect(answered)
        self._inspector.ask(panel)

    def _history(self, opened: Opened) -> None:
        panel = HistoryPanel()
        appointments, case_id = self._desk.services.appointments, opened.sheet.case_id
        self._inspector.ask(panel)
        self._desk.operations.read(
            panel, "history", lambda: appointments.history("case", case_id), panel.show_lines
        )

    # places

    def _split_off(self, opened: Opened) -> None:
        panel = PersonPanel(lambda: _("Split one person off"), opened.sheet)
        reception, sheet = self._desk.services.reception, opened.sheet

        def chosen(person_id: int) -> None:
            self._desk.operations.read(
                self,
                "terms",
                lambda: reception.split_terms(sheet.visit_id),
                lambda terms: self._split_places(opened, person_id, terms),
            )

        panel.chosen.connect(chosen)
        self._inspector.ask(panel)

    def _split_places(self, opened: Opened, person_id: int, terms: SplitTerms) -> None:
        if self._inspector.opened is not opened:
            return
        until = terms.free_until
        self._places(
            opened,
            purpose=SPLIT,
            person_id=person_id,
            about=lambda: _("No new fee until {day}; later it is priced anew.").format(
                day=weekday_date_short(until)
            ),
        )

    def _places(
        self,
        opened: Opened,
        *,
        purpose: str,
        person_id: int | None = None,
        about: Callable[[], str] | None = None,
    ) -> None:
        if self.catalogue is None:
            return
        sheet = opened.sheet
        first = max(self._desk.today(), sheet.day if purpose == MOVE else self._desk.today())
        title = {
            MOVE: lambda: _("Move to a free place"),
            REBOOK: lambda: _("Book again"),
            SPLIT: lambda: _("A place on another day"),
        }[purpose]
        told = about or (lambda: about_visit(sheet))
        panel = PlacesPanel(title, told, self.catalogue, first)
        panel.wanted.connect(partial(self._search, panel, sheet, purpose))
        panel.chosen.connect(partial(self._take, panel, sheet, purpose, person_id))
        panel.booking_wanted.connect(partial(self._to_booking, sheet, person_id))
        self._inspector.ask(panel)
        panel.ask()

    def _search(
        self, panel: PlacesPanel, sheet: VisitSheet, purpose: str, first: date, last: date
    ) -> None:
        appointments = self._desk.services.appointments
        request = PlaceRequest(
            service_id=sheet.service_id,
            persons=1 if purpose == SPLIT else max(len(sheet.comers), 1),
            first_day=first,
            last_day=last,
            moving_visit_id=sheet.visit_id if purpose == MOVE else None,
        )

        def work() -> list[DayPlaces]:
            return appointments.free_places(request)

        self._desk.operations.read(panel, "places", work, panel.show_days, panel.refuse)

    def _take(
        self,
        panel: PlacesPanel,
        sheet: VisitSheet,
        purpose: str,
        person_id: int | None,
        place: Place,
    ) -> None:
        actions, when = self._actions, when_words(place)
        if purpose == MOVE:
            visit = (sheet.visit_id, sheet.version)
            actions.move(visit, place, failed=panel.refuse)
        elif purpose == SPLIT and person_id is not None:
            said = _("Split off to {when}.").format(when=when)
            actions.split_off(sheet, person_id, place, said, panel.refuse)
        else:
            said = _("Booked again on {when}.").format(when=when)
            actions.rebook(sheet, place, said, panel.refuse)

    def _to_booking(self, sheet: VisitSheet, person_id: int | None) -> None:
        self._inspector.close_panel()
        if person_id is None:
            self._desk.go("booking", visit=sheet.visit_id)
        else:
            self._desk.go("booking", visit=sheet.visit_id, split=person_id)

    # moving in the agenda

    def squeeze_in(self, view: DayView, target: Target, version: int, reason: str) -> None:
        """Asks for the reason to put a visit beside what is booked there already."""
        panel = ReasonPanel(
            lambda: _("Squeeze in?"),
            lambda: _("{reason} With a reason the visit stands beside it.").format(reason=reason),
            lambda: _("Squeeze in"),
        )
        appointments, visit_id = self._desk.services.appointments, target.step.visit_id

        def confirmed(typed: str, overridden: bool) -> None:  # noqa: FBT001  a signal
            def found(place: Place) -> None:
                self._actions.move(
                    (visit_id, version),
                    place,
                    reason=typed,
                    overridden=overridden,
                    failed=panel.refuse,
                )

            def work() -> Place:
                verdict = judge(appointments, view, target, squeeze=True)
                return verdict.place_or_refuse()

            self._desk.operations.read(panel, "squeeze", work, found, panel.refuse)

        panel.confirmed.connect(confirmed)
        self._inspector.ask(panel)

    def block(self, view: DayView, span: tuple[int, int, int]) -> None:
        """Asks why a desk is blocked."""
        panel = BlockPanel(view.day, view.columns, span)

        def confirmed(chosen: tuple[int, int, int], reason: str, overridden: bool) -> None:  # noqa: FBT001
            self._actions.block(chosen, reason, overridden=overridden, failed=panel.refuse)

        panel.confirmed.connect(confirmed)
        panel.visit_wanted.connect(self.visit_wanted)
        self._inspector.ask(panel)
