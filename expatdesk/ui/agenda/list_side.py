"""Fills the list with visits and exports them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.types import VisitQuery, VisitRow
from expatdesk.terms import VisitState
from expatdesk.ui.agenda.export import export_visits
from expatdesk.ui.agenda.list_view import VisitList
from expatdesk.ui.context import Desk

_NOBODY: frozenset[VisitState] = frozenset()


class ListSide(QObject):
    """Asks for what the filters of the list want. `shown` follows the answer."""

    shown = Signal()

    def __init__(self, desk: Desk, view: VisitList, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._day = desk.today()
        self._states = _NOBODY
        view.asked.connect(self.again)

    def ask(self, day: date, states: frozenset[VisitState]) -> None:
        """Shows the visits of a day, of all states where none is named."""
        self._day, self._states = day, states
        self.again()

    @Slot(object)
    def again(self, _filter: object = None) -> None:
        """Asks anew, with the filters of the moment."""
        appointments, query = self._desk.services.appointments, self.query()
        self._desk.operations.read(self, "list", lambda: appointments.visits(query), self._show)

    def query(self) -> VisitQuery:
        """What is asked for."""
        wanted = self._view.filter()
        return VisitQuery(
            first_day=self._day,
            last_day=self._day,
            text=wanted.text,
            states=self._states,
            desk_id=wanted.desk_id,
            service_id=wanted.service_id,
        )

    def _show(self, rows: list[VisitRow]) -> None:
        self._view.show_rows(rows)
        self.shown.emit()

    # export

    @Slot()
    def ask_file(self) -> None:
        """Asks where the list is to be written."""
        name = _("Visits {day}").format(day=self._day.isoformat())
        dialog = QFileDialog(self._view, _("Export the list"), f"{name}.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def export_to(self, file: str) -> None:
        """Writes the list, as it is filtered, to a file."""
        appointments, query = self._desk.services.appointments, self.query()
        job = self._desk.operations.job(
            self,
            lambda progress: export_visits(appointments, query, Path(file), progress),
            self._exported,
        )
        self._view.progress.follow(job)

    def _exported(self, count: int) -> None:
        said = ngettext("{count} visit exported.", "{count} visits exported.", count)
        self._desk.notify(said.format(count=count))
