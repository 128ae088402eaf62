"""Which visit is chosen, in the day, the list and the inspector alike."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.services.appointments.types import AgendaBlock, AgendaStep, DayView, VisitRow
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.day_view import DayCanvas
from expatdesk.ui.agenda.inspector import VisitInspector
from expatdesk.ui.agenda.inspector.opened import Opened, read_opened
from expatdesk.ui.agenda.list_view import VisitList
from expatdesk.ui.context import Desk


class VisitSide(QObject):
    """Keeps the inspector with what is chosen. `visit_wanted(id, day)`: show it in its day."""

    visit_wanted = Signal(int, object)

    def __init__(
        self,
        desk: Desk,
        canvas: DayCanvas,
        visits: VisitList,
        inspector: VisitInspector,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._canvas = canvas
        self._list = visits
        self._inspector = inspector
        self.visit_id: int | None = None
        """The visit that is chosen, also while it has not come in yet."""
        canvas.picked.connect(self._picked)
        visits.picked.connect(self._row_picked)
        visits.opened.connect(self._row_opened)

    # asking

    def ask(self, day: date) -> None:
        """Asks anew, unless the visit is of another day and about to go from the inspector."""
        opened = self._shown()
        if opened is None or opened.sheet.day == day:
            self._ask()

    def _shown(self) -> Opened | None:
        """The chosen visit, once the inspector has it."""
        opened = self._inspector.opened
        return opened if opened is not None and opened.sheet.visit_id == self.visit_id else None

    def _ask(self) -> None:
        visit_id, services = self.visit_id, self._desk.services
        if visit_id is not None:
            self._desk.operations.read(
                self, "visit", lambda: read_opened(services, visit_id), self._show, self._gone
            )

    def _show(self, opened: Opened) -> None:
        if opened.sheet.visit_id == self.visit_id:
            self._inspector.show_visit(opened)

    def _gone(self, error: Exception) -> None:
        # One that stands here and is gone was booked and undone: that is no failure.
        undone = self._shown() is not None
        self.choose_nothing()
        if not undone:
            self._desk.tell(error)

    # choosing

    def choose_nothing(self) -> None:
        """Nothing is chosen any more."""
        self.visit_id = None
        self._canvas.choose(None, tell=False)
        self._inspector.show_nothing()

    def keep_in(self, view: DayView) -> None:
        """What was chosen stays; a visit of another day does not follow into this one."""
        if isinstance(self._canvas.chosen(), AgendaBlock):
            return
        if self.visit_id is None:
            self._canvas.choose(None, tell=False)
            if self._inspector.opened is None and self._inspector.panel is None:
                self._inspector.show_nothing()
            return
        if not self._canvas.choose_visit(self.visit_id):
            opened = self._shown()
            if opened is not None and opened.sheet.day != view.day:
                self.choose_nothing()

    @Slot(object)
    def _picked(self, what: AgendaStep | AgendaBlock | None) -> None:
        if isinstance(what, AgendaStep):
            self.visit_id = what.visit_id
            self._ask()
        elif isinstance(what, AgendaBlock):
            self.visit_id = None
            columns = self._canvas.view.columns if self._canvas.view is not None else ()
            names = {column.desk.desk_id: column.desk.name for column in columns}
            self._inspector.show_block(what, words.later(names[what.desk_id]))
        else:
            self.choose_nothing()

    # the list

    @Slot()
    def keep_in_list(self) -> None:
        """The list has come in: the chosen visit is marked in it."""
        table = self._list.table
        if self.visit_id is not None:
            self._list.pick_visit(self.visit_id)
        elif table.hasFocus():
            self._row_picked(table.current_row())

    @Slot(object)
    def _row_picked(self, row: VisitRow | None) -> None:
        if row is not None and row.visit_id != self.visit_id:
            self.visit_id = row.visit_id
            self._ask()

    @Slot(object)
    def _row_opened(self, row: VisitRow) -> None:
        self.visit_wanted.emit(row.visit_id, row.day)
