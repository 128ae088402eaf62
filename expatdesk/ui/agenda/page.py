"""The page of the agenda: header, day, week or list, and the inspector."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget

from expatdesk.clock import now_epoch
from expatdesk.formats import week_number, weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import (
    AgendaBlock,
    AgendaStep,
    Catalogue,
    DayView,
    FollowUpRow,
    VisitRow,
    WeekView,
)
from expatdesk.terms import VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.closed import ClosedDay, next_open_day
from expatdesk.ui.agenda.day_view import DayCanvas
from expatdesk.ui.agenda.header import DAY, LIST, WEEK, AgendaHeader
from expatdesk.ui.agenda.inspector import VisitFlows, VisitInspector
from expatdesk.ui.agenda.inspector.opened import Opened, read_opened
from expatdesk.ui.agenda.keys import add_keys
from expatdesk.ui.agenda.list_side import ListSide
from expatdesk.ui.agenda.list_view import VisitList
from expatdesk.ui.agenda.moving import Mover
from expatdesk.ui.agenda.week_view import WeekCanvas
from expatdesk.ui.context import Desk
from expatdesk.ui.shell import Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

_TICK_MS = 15_000
_TOPICS = ("visits", "till", "catalogue", "people", "follow_ups", "settings")
_WEEKEND = 5
_FAR = timedelta(days=3650)
"""Follow-ups are shown however late they are due."""


class AgendaPage(Page):
    """`activate(day=…, visit=…)` opens a day, and there the visit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day = desk.today()
        self._mode = DAY
        self._visit_id: int | None = None
        self._counts: dict[VisitState, int] = {}
        self.header = AgendaHeader()
        self.canvas = DayCanvas()
        self.closed = ClosedDay()
        self.week = WeekCanvas()
        self.list = VisitList()
        self.list_side = ListSide(desk, self.list, self)
        self.inspector = VisitInspector(desk)
        self.actions_ = VisitActions(desk, self)
        self.flows = VisitFlows(desk, self.inspector, self.actions_, self)
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
        header.export_wanted.connect(self.list_side.ask_file)
        self.canvas.picked.connect(self._picked)
        self.canvas.gestures.free_wanted.connect(self._book)
        self.canvas.gestures.span_wanted.connect(self._block)
        self.closed.open_wanted.connect(self._next_open)
        self.week.day_wanted.connect(self._day_of_week)
        self.list_side.shown.connect(self._list_shown)
        self.list.picked.connect(self._row_picked)
        self.list.opened.connect(self._row_opened)
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
            self._visit_id = visit
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
        self._visit_id = visit_id
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
        day = self._day
        monday = day - timedelta(days=day.weekday())

        def title() -> str:
            if self._mode == WEEK:
                return words.week_title(monday, monday + timedelta(days=6))
            return words.day_title(day, self.desk.today())

        def short() -> str:
            if self._mode == WEEK:
                return _("Week {number}").format(number=week_number(monday))
            return weekday_date_short(day)

        self.header.show_title(title, short, day, self.desk.today())

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
        opened = self.inspector.opened
        stays = opened is not None and opened.sheet.visit_id == self._visit_id
        # A visit of another day is about to go from the inspector: not asked for again.
        if not stays or (opened is not None and opened.sheet.day == day):
            self._ask_visit()

    def _read_catalogue(self) -> None:
        self.desk.operations.read(
            self, "catalogue", self.desk.services.appointments.catalogue, self._show_catalogue
        )

    def _show_catalogue(self, catalogue: Catalogue) -> None:
        self.flows.catalogue = catalogue
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
        self._keep_visit(view)

    def _keep_visit(self, view: DayView) -> None:
        """What was chosen stays; a visit of another day does not follow into this one."""
        if isinstance(self.canvas.chosen(), AgendaBlock):
            return
        if self._visit_id is None:
            self.canvas.choose(None, tell=False)
            if self.inspector.opened is None and self.inspector.panel is None:
                self.inspector.show_nothing()
            return
        if not self.canvas.choose_visit(self._visit_id):
            opened = self.inspector.opened
            here = opened is not None and opened.sheet.visit_id == self._visit_id
            if here and opened is not None and opened.sheet.day != view.day:
                self._choose_nothing()

    def _show_week(self, view: WeekView) -> None:
        counts: dict[VisitState, int] = {}
        for day in view.days:
            for state, count in day.counts.items():
                counts[state] = counts.get(state, 0) + count
        self.header.show_counts(counts)
        self.week.show_week(view, self._day)

    @Slot()
    def _list_shown(self) -> None:
        table = self.list.table
        if self._visit_id is not None:
            self.list.pick_visit(self._visit_id)
        elif table.hasFocus():
            self._row_picked(table.current_row())

    # the visit

    @Slot(object)
    def _picked(self, what: AgendaStep | AgendaBlock | None) -> None:
        if isinstance(what, AgendaStep):
            self._visit_id = what.visit_id
            self._ask_visit()
        elif isinstance(what, AgendaBlock):
            self._visit_id = None
            view = self.flows.view
            columns = view.columns if view is not None else ()
            names = {column.desk.desk_id: column.desk.name for column in columns}
            self.inspector.show_block(what, words.later(names[what.desk_id]))
        else:
            self._choose_nothing()

    def _choose_nothing(self) -> None:
        self._visit_id = None
        self.canvas.choose(None, tell=False)
        self.inspector.show_nothing()

    def _ask_visit(self) -> None:
        visit_id, services = self._visit_id, self.desk.services
        if visit_id is not None:
            self.desk.operations.read(
                self, "visit", lambda: read_opened(services, visit_id), self._show_visit,
                self._visit_gone,
            )  # fmt: skip

    def _show_visit(self, opened: Opened) -> None:
        if opened.sheet.visit_id != self._visit_id:
            return
        self.inspector.show_visit(opened)
        reception, until = self.desk.services.reception, opened.sheet.day + _FAR
        self.desk.operations.read(
            self, "follow ups", lambda: reception.follow_ups(until), self._show_follow_ups
        )

    def _show_follow_ups(self, rows: list[FollowUpRow]) -> None:
        self.inspector.case.show_follow_ups(rows)

    def _visit_gone(self, error: Exception) -> None:
        opened = self.inspector.opened
        # One that stands here and is gone was booked and undone: that is no failure.
        undone = opened is not None and opened.sheet.visit_id == self._visit_id
        self._choose_nothing()
        if not undone:
            self.desk.tell(error)

    @Slot(object)
    def _row_picked(self, row: VisitRow | None) -> None:
        if row is not None and row.visit_id != self._visit_id:
            self._visit_id = row.visit_id
            self._ask_visit()

    @Slot(object)
    def _row_opened(self, row: VisitRow) -> None:
        self.open_visit(row.visit_id, row.day)

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
            self.flows.block(view, (desk_id, start, end))

    @Slot()
    def block_now(self) -> None:
        """Half an hour from now, or from the first open hour, at the desk of whoever works here."""
        view = self.flows.view
        if self._mode != DAY or view is None or not view.columns:
            return
        column = next(
            (c for c in view.columns if c.desk.desk_id == self.desk.actor.desk_id), view.columns[0]
        )
        now = -(-view.now // 900) * 900
        start = now if self._day == self.desk.today() else 0
        if column.open:
            start = min(max(start, column.open[0][0]), column.open[-1][1] - 1800)
        self._block(column.desk.desk_id, start or now, (start or now) + 1800)

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
    def _names_hidden(self, _hidden: bool) -> None:  # noqa: FBT001  connected to a signal
        self.canvas.retranslate()
        self.week.update()
