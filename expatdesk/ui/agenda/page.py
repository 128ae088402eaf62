"""The page of the agenda: header, day, week or list, and the inspector."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget

from expatdesk.clock import now_epoch
from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue, DayView, WeekView
from expatdesk.terms import VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.closed import ClosedDay, next_open_day
from expatdesk.ui.agenda.columns import half_hour
from expatdesk.ui.agenda.day_view import DayCanvas
from expatdesk.ui.agenda.header import DAY, LIST, WEEK, AgendaHeader
from expatdesk.ui.agenda.inspector import VisitFlows, VisitInspector
from expatdesk.ui.agenda.inspector.day_paper import DayPaperPanel, day_order
from expatdesk.ui.agenda.inspector.paper import letter_order
from expatdesk.ui.agenda.keys import add_keys
from expatdesk.ui.agenda.list_side import ListSide
from expatdesk.ui.agenda.list_view import VisitList
from expatdesk.ui.agenda.moving import Mover
from expatdesk.ui.agenda.visit_side import VisitSide
from expatdesk.ui.agenda.week_view import WeekCanvas
from expatdesk.ui.context import Desk
from expatdesk.ui.handing import Handing
from expatdesk.ui.shell import Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

_TICK_MS = 15_000
_TOPICS = ("visits", "till", "catalogue", "people", "follow_ups", "settings", "sheets")
_WEEKEND = 5


class AgendaPage(Page):
    """`activate(day=…, visit=…)` opens a day, and there the visit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day = desk.today()
        self._mode = DAY
        self.header = AgendaHeader()
        self.canvas = DayCanvas()
        self.closed = ClosedDay()
        self.week = WeekCanvas()
        self.list = VisitList()
        self.list_side = ListSide(desk, self.list, self)
        self.inspector = VisitInspector(desk)
        self.actions_ = VisitActions(desk, self)
        self.flows = VisitFlows(desk, self.inspector, self.actions_, self)
        self.handing = Handing(desk, self)
        self.side = VisitSide(desk, self.canvas, self.list, self.inspector, self)
        self.mover = Mover(desk, self.canvas, self.actions_, self.flows, self)
        self._lay_out()
        self._connect()
        add_keys(self)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._show_mode()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for part in (self.canvas, self.closed, self.week, self.list):
            self._stack.addWidget(part)
        self.add(self.header)
        self.add(self._stack, 1)
        self.set_inspector(self.inspector)

    def _connect(self) -> None:
        header, flows = self.header, self.flows
        header.day_chosen.connect(self.open_day)
        header.stepped.connect(self.step)
        header.today_wanted.connect(self.go_today)
        header.mode_chosen.connect(self.show_mode)
        header.filtered.connect(self._filter)
        header.block_wanted.connect(self.block_now)
        header.paper_wanted.connect(self.look_at_day)
        header.export_wanted.connect(self.list_side.ask_file)
        self.canvas.gestures.free_wanted.connect(self._book)
        self.canvas.gestures.span_wanted.connect(self._block)
        self.closed.open_wanted.connect(self._next_open)
        self.week.day_wanted.connect(self._day_of_week)
        self.list_side.shown.connect(self.side.keep_in_list)
        self.side.visit_wanted.connect(self.open_visit)
        flows.visit_wanted.connect(self.open_visit)
        self.inspector.panel_closed.connect(self._panel_closed)
        self.actions_.stale.connect(self.ask)
        self.desk.names_hidden_changed.connect(self._names_hidden)

    # opening

    def activate(self, **arguments: object) -> None:
        day, visit = arguments.get("day"), arguments.get("visit")
        if isinstance(day, date):
            self._day = day
        if isinstance(visit, int):
            self.side.visit_id = visit
            self._show_mode(DAY)
            if not isinstance(day, date):
                self._find_day(visit)
        self._clock.start()
        self._read_catalogue()
        self.ask()
        self._focus_view()

    def leave(self) -> None:
        self._clock.stop()
        self.canvas.gestures.forget()

    def changed(self, changes: Changes) -> None:
        if any(changes.touches(topic) for topic in _TOPICS):
            if changes.touches("catalogue"):
                self._read_catalogue()
            self.ask()

    def retranslate(self) -> None:
        self._show_title()

    def _find_day(self, visit_id: int) -> None:
        appointments = self.desk.services.appointments
        self.desk.operations.read(
            self, "day of visit", lambda: appointments.visit(visit_id).day, self._found_day
        )

    def _found_day(self, day: date) -> None:
        if day != self._day:
            self.open_day(day)

    # days

    @property
    def day(self) -> date:
        """The day that is shown, or from which the week is."""
        return self._day

    @Slot(object)
    def open_day(self, day: date) -> None:
        """Shows another day (or its week)."""
        self._day = day
        self.ask()
        self._focus_view()

    @Slot(int)
    def step(self, by: int) -> None:
        """A day on or back, a week where the week is shown; weekends without hours are passed."""
        if self._mode == WEEK:
            self.open_day(self._day + timedelta(days=7 * by))
            return
        day = self._day + timedelta(days=by)
        while day.weekday() >= _WEEKEND:
            day += timedelta(days=by)
        self.open_day(day)

    @Slot()
    def go_today(self) -> None:
        """Back to today."""
        self.open_day(self.desk.today())

    @Slot(int, object)
    def open_visit(self, visit_id: int, day: date | None = None) -> None:
        """Shows a visit, on its day."""
        self.side.visit_id = visit_id
        self._day = day or self._day
        self._show_mode(DAY)
        self.ask()

    @Slot(str)
    def show_mode(self, mode: str) -> None:
        """Day, week or list."""
        if mode != self._mode:
            self._show_mode(mode)
            self.ask()
            self._focus_view()

    def _show_mode(self, mode: str = DAY) -> None:
        self._mode = mode
        self.header.show_mode(mode)
        self._stack.setCurrentWidget({DAY: self.canvas, WEEK: self.week, LIST: self.list}[mode])
        self.inspector.setVisible(mode != WEEK)
        self._show_title()

    def _show_title(self) -> None:
        self.header.show_title(self._title, self._short_title, self._day, self.desk.today())

    def _title(self) -> str:
        return words.title_words(self._day, self.desk.today(), week=self._mode == WEEK)[0]

    def _short_title(self) -> str:
        return words.title_words(self._day, self.desk.today(), week=self._mode == WEEK)[1]

    def _focus_view(self) -> None:
        shown = {DAY: self.canvas, WEEK: self.week, LIST: self.list.table}[self._mode]
        shown.setFocus()

    # asking

    @Slot()
    def ask(self) -> None:
        """Asks anew for all that is shown."""
        appointments, day = self.desk.services.appointments, self._day
        self._show_title()
        if self._mode == WEEK:
            self.desk.operations.read(self, "view", lambda: appointments.week(day), self._show_week)
        else:
            self.desk.operations.read(self, "view", lambda: appointments.day(day), self._show_day)
        if self._mode == LIST:
            self.list_side.ask(day, self.header.wanted())
        self.side.ask(day)

    def _read_catalogue(self) -> None:
        self.desk.operations.read(
            self, "catalogue", self.desk.services.appointments.catalogue, self._show_catalogue
        )

    def _show_catalogue(self, catalogue: Catalogue) -> None:
        self.flows.show_catalogue(catalogue)
        self.list.show_catalogue(catalogue)

    def _show_day(self, view: DayView) -> None:
        self.flows.view = view
        self.mover.view = view
        self.header.show_counts(view.counts)
        if self._mode != DAY:
            return
        self.canvas.show_day(view)
        is_open = any(column.open for column in view.columns)
        if not is_open and not view.steps:
            self.closed.show_day(view)
            self._stack.setCurrentWidget(self.closed)
        elif self._stack.currentWidget() is self.closed:
            self._stack.setCurrentWidget(self.canvas)
            self.canvas.setFocus()
        self.side.keep_in(view)

    def _show_week(self, view: WeekView) -> None:
        counts: Counter[VisitState] = Counter()
        for day in view.days:
            counts.update(day.counts)
        self.header.show_counts(counts)
        self.week.show_week(view, self._day)

    @Slot()
    def _panel_closed(self) -> None:
        self._focus_view()

    # what the header and the hands want

    @Slot(object)
    def _filter(self, states: frozenset[VisitState]) -> None:
        self.canvas.show_only(states)
        self.week.show_only(states)
        if self._mode == LIST:
            self.list_side.ask(self._day, states)

    @Slot(int, int)
    def _book(self, desk_id: int, starts_at: int) -> None:
        self.desk.go("booking", day=self._day, desk=desk_id, starts_at=starts_at)

    @Slot(int, int, int)
    def _block(self, desk_id: int, start: int, end: int) -> None:
        view = self.flows.view
        if view is not None:
            self.flows.blocking.ask(view, (desk_id, start, end))

    @Slot()
    def block_now(self) -> None:
        """Half an hour from now, or from the first open hour, at the desk of whoever works here."""
        view = self.flows.view
        if self._mode == DAY and view is not None:
            today = view.day == self.desk.today()
            span = half_hour(view, self.desk.actor.desk_id, today=today)
            if span is not None:
                self._block(*span)

    @Slot()
    def print_day(self) -> None:
        """The list of the day that is shown, printed at once."""
        if self._mode == DAY:
            self.handing.put(day_order(self.desk, self._day))

    @Slot()
    def print_confirmation(self) -> None:
        """The confirmation of the visit that is shown, printed at once."""
        sheet = self.flows.sheet
        if sheet is not None:
            self.handing.put(letter_order(sheet))

    @Slot()
    def look_at_day(self) -> None:
        """The list of the day that is shown, to be looked at and printed."""
        if self._mode == DAY:
            panel = DayPaperPanel(self.desk, self._day)
            panel.done.connect(self.inspector.close_panel)
            self.inspector.ask(panel)

    @Slot()
    def _next_open(self) -> None:
        appointments, day = self.desk.services.appointments, self._day
        self.desk.operations.read(
            self, "open day", lambda: next_open_day(appointments, day), self._open_next
        )

    def _open_next(self, day: date | None) -> None:
        if day is None:
            self.desk.notify(_("No open day in the coming weeks."), level="warning")
        else:
            self.open_day(day)

    @Slot(object)
    def _day_of_week(self, day: date) -> None:
        self._day = day
        self.show_mode(DAY)

    @Slot()
    def _tick(self) -> None:
        self.canvas.tick(now_epoch(self.desk.clock))

    @Slot(bool)
    def _names_hidden(self, _hidden: bool) -> None:  # noqa: FBT001  a signal gives it by position
        self.canvas.retranslate()
        self.week.update()
