"""The visits of a day or a week as a list that can be filtered and exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue, VisitRow
from expatdesk.ui.agenda import words
from expatdesk.ui.kit import (
    Column,
    ComboField,
    EmptyState,
    ProgressCard,
    TableView,
    Text,
    TextField,
    column,
    row,
)
from expatdesk.ui.kit.text import make_personal

_PAUSE_MS = 120
_ROOM_NEEDED = {"code": 900, "service": 760, "desk": 600, "size": 540}
"""Columns that go where the list is narrower, px; the inspector shows what stands in them."""


@dataclass(frozen=True)
class ListFilter:
    """What of the visits is asked for, beside the states pressed above."""

    text: str = ""
    desk_id: int | None = None
    service_id: int | None = None


def visit_columns() -> list[Column[VisitRow]]:
    return [
        Column("time", lambda: _("Time"), lambda r: words.clock_time(r.starts_at),
               sort=lambda r: r.starts_at, width=62),
        Column("name", lambda: _("Name"), lambda r: r.title or "–", stretch=True, strong=True,
               personal=True),
        Column("size", lambda: _("Pers."), lambda r: str(r.party_size),
               sort=lambda r: r.party_size, amount=True, width=58),
        Column("service", lambda: _("Service"), lambda r: words.said(r.service), muted=True,
               width=158),
        Column("desk", lambda: _("Desk"), lambda r: words.said(r.desk), muted=True, width=72),
        Column("money", lambda: _("Fee"), lambda r: words.money_words(r.money),
               sort=lambda r: r.money.due, width=120),
        Column("state", lambda: _("State"), lambda r: words.list_word(r.state),
               state=lambda r: r.state, width=144),
        Column("code", lambda: _("Code"), lambda r: r.code, muted=True, width=88),
    ]  # fmt: skip


class VisitList(QWidget):
    """The table with its filters; `asked(ListFilter)` follows each change."""

    asked = Signal(object)
    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.text = TextField(
            placeholder=lambda: _("Name or code"), name=lambda: _("Filter by name or code")
        )
        make_personal(self.text)
        self.desk: ComboField[int | None] = ComboField(name=lambda: _("Desk"))
        self.service: ComboField[int | None] = ComboField(name=lambda: _("Service"))
        self.table: TableView[VisitRow] = TableView(visit_columns(), name=lambda: _("Visits"))
        self.empty = EmptyState(
            "list",
            lambda: _("No visits here"),
            lambda: _("Visits of the days above appear here. Take a filter away to see more."),
        )
        self.progress = ProgressCard(lambda: _("Export"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.show_catalogue(None)

    def _lay_out(self) -> None:
        line = row(spacing=8)
        line.addWidget(self.text, 4)
        line.addWidget(self.desk, 4)
        line.addWidget(self.service, 5)
        body = column(line, self.progress, spacing=10, parent=self)
        body.addWidget(self.table, 1)
        body.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.text.textEdited.connect(self._pause.start)
        self._pause.timeout.connect(self._ask)
        self.desk.chosen.connect(self._ask)
        self.service.chosen.connect(self._ask)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for name, width in _ROOM_NEEDED.items():
            column_ = self.table.rows_model.column_named(name)
            self.table.setColumnHidden(column_, self.width() < width)

    def filter(self) -> ListFilter:
        """What is asked for now."""
        return ListFilter(self.text.text().strip(), self.desk.value(), self.service.value())

    def show_catalogue(self, catalogue: Catalogue | None) -> None:
        """Offers the desks and services that there are."""
        desks: list[tuple[int | None, Text]] = [(None, lambda: _("All desks"))]
        services: list[tuple[int | None, Text]] = [(None, lambda: _("All services"))]
        if catalogue is not None:
            desks += [(d.desk_id, words.later(d.name)) for d in catalogue.desks if d.active]
            services += [
                (s.service_id, words.later(s.name)) for s in catalogue.services if s.active
            ]
        self.desk.set_choices(desks)
        self.service.set_choices(services)

    def show_rows(self, rows: Sequence[VisitRow]) -> None:
        """Shows these visits without telling that another one is current."""
        self._filling = True
        self.table.set_rows(rows)
        self._filling = False
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def pick_visit(self, visit_id: int | None) -> None:
        """Moves to a visit, where it is among those shown."""
        for one in self.table.rows_model.rows():
            if one.visit_id == visit_id and self.table.current_row() != one:
                self.table.pick(one)

    @Slot(object)
    def _picked(self, row: VisitRow | None) -> None:
        if not self._filling:
            self.picked.emit(row)

    @Slot()
    @Slot(object)
    def _ask(self, _value: object = None) -> None:
        self.asked.emit(self.filter())
