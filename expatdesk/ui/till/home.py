"""The till without a visit: the documents of a day, its totals, and what is not printed yet."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.formats import weekday_date, weekday_date_short
from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    EmptyState,
    IconButton,
    PageTitle,
    PrimaryButton,
    SecondaryButton,
    TextField,
    column,
    row,
)
from expatdesk.ui.till.day_list import DayList, is_waiting, key_of
from expatdesk.ui.till.figures import Figures
from expatdesk.ui.till.output import Output
from expatdesk.ui.till.paper_panel import PaperPanel, Wanted
from expatdesk.ui.till.previewing import paper_of
from expatdesk.ui.till.reading import Day, Listed, read_day

PAUSE_MS = 200
NARROW = 640
SEARCH = 150
"""At least so wide is the field of the search, px: its hint is words of the program."""
OLDEST = date(2000, 1, 1)


class HomeView(QWidget):
    """``opened`` carries ("receipt" or "slip", id)."""

    opened = Signal(str, int)

    def __init__(
        self, desk: Desk, panel: PaperPanel, output: Output, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._output = desk, panel, output
        self._day = desk.today()
        self._seen_on = self._day
        self._waiting: list[int] = []
        self._searching = False
        self._shown: tuple[str, int] | None = None
        self._make_parts()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._searched)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(self._opened)
        panel.print_wanted.connect(self._print_picked)
        panel.save_wanted.connect(self._save_picked)

    def _make_parts(self) -> None:
        self.title = PageTitle(self._title)
        self.earlier = IconButton(
            "chevron-left", lambda: _("Day before"), key="Alt+Left", on=self._earlier, framed=True
        )
        self.today = SecondaryButton(lambda: _("Today"), key="Alt+Home", on=self._go_today)
        self.later = IconButton(
            "chevron-right", lambda: _("Day after"), key="Alt+Right", on=self._later, framed=True
        )
        self.search = TextField(placeholder=lambda: _("Number or code"), limit=40)
        self.search.setMaximumWidth(260)
        self.search.setMinimumWidth(SEARCH)
        self.figures = Figures()
        self.again = SecondaryButton(self._again_words, on=self._print_waiting)
        self.list = DayList()
        self.empty = EmptyState(
            "receipt",
            lambda: _("No documents"),
            lambda: _("Receipts, refunds and slips of this day will stand here."),
        )
        self.open_button = PrimaryButton(
            lambda: _("Open document"), key="Return", on=self._open_current
        )

    def _lay_out(self) -> None:
        body = column(spacing=12, parent=self)
        body.addLayout(row(self.title, None, self.earlier, self.today, self.later, spacing=8))
        body.addWidget(self.figures)
        line = row(spacing=8)
        line.addWidget(self.search, 10)
        line.addStretch(1)
        line.addWidget(self.again)
        line.addWidget(self.open_button)
        body.addLayout(line)
        body.addWidget(self.list, 1)
        body.addWidget(self.empty, 1)

    # what is shown

    def show_home(self) -> None:
        """Opened again: on a new day it begins with that day."""
        if self._desk.today() != self._seen_on:
            self._seen_on = self._day = self._desk.today()
        self._shown = None
        (self.list if self.list.isVisibleTo(self) else self.search).setFocus()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Asks for the day, or for what fits the search."""
        centre, day, text = self._desk.services, self._day, self.search.text()
        self._desk.operations.read(self, "day", partial(read_day, centre, day, text), self._show)

    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def _show(self, found: Day) -> None:
        searching = self._searching = found.totals is None
        self.figures.setVisible(not searching)
        if found.totals is not None:
            self.figures.show_totals(found.totals)
        self._waiting = [
            row.document.receipt_id
            for row in found.rows
            if row.document is not None and is_waiting(row)
        ]
        self.again.setVisible(bool(self._waiting))
        self.again.retranslate()
        self.title.refresh()
        self._show_rows(found.rows)
        if not found.rows:
            self._shown = None
            self._panel.begin("", layout=self._panel.paper(), language="both")
            self._panel.offer()
            self._panel.show_words(lambda: _("Nothing to show yet"))
        elif self._shown is None:
            self._picked(self.list.current_row())

    def _show_rows(self, rows: tuple[Listed, ...]) -> None:
        """The list, or the words that stand for an empty one; the keyboard stays in sight."""
        if self.list.hasFocus() and not rows:
            self.search.setFocus()
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.open_button.setEnabled(bool(rows))
        self.list.show_rows(rows, None if self._searching else self._day)
        if rows and self.search.hasFocus() and not self.search.text():
            self.list.setFocus()

    @Slot(object)
    def _picked(self, row: Listed | None) -> None:
        if row is None or key_of(row) == self._shown or not self.isVisible():
            return
        self._shown = key_of(row)
        paper = paper_of(self._desk)
        kind, number = self._shown
        label = row.document.label if row.document else row.slip.label if row.slip else ""
        self._panel.begin(label, layout=self._panel.paper(), language=self._panel.language())
        make = paper.pdf if kind == "receipt" else paper.slip
        self._panel.offer(self._print_words, save=True)
        self._panel.show_paper(
            Wanted(lambda layout, language: make(number, layout, language)), soon=False
        )

    # doing

    @Slot(object)
    def _opened(self, row: Listed) -> None:
        self.opened.emit(*key_of(row))

    def _open_current(self) -> None:
        current = self.list.current_row()
        if current is not None:
            self._opened(current)

    def _print_waiting(self) -> None:
        self._output.print_all(self._waiting)

    @Slot()
    def _print_picked(self) -> None:
        picked = self.list.current_row()
        if picked is None or not self.isVisible():
            return
        kind, number = key_of(picked)
        if kind == "receipt":
            self._output.print_receipt(number, self._panel.paper(), self._panel.language())
        else:
            self._output.print_slip(number, self._panel.paper(), self._panel.language())

    @Slot()
    def _save_picked(self) -> None:
        picked = self.list.current_row()
        if picked is None or not self.isVisible():
            return
        layout, language = self._panel.paper(), self._panel.language()
        if picked.document is not None:
            self._output.save_receipt(picked.document.receipt_id, picked.document.label, layout)
        elif picked.slip is not None:
            slip = picked.slip
            self._output.save_slip(slip.unbilled_id, slip.label, layout, language)

    @Slot()
    def _searched(self) -> None:
        self._pause.start()

    def _earlier(self) -> None:
        self._go(self._day - timedelta(days=1))

    def _later(self) -> None:
        self._go(self._day + timedelta(days=1))

    def _go_today(self) -> None:
        self._go(self._desk.today())

    def _go(self, day: date) -> None:
        if OLDEST <= day <= self._desk.today():
            self._day, self._shown = day, None
            self.search.clear()
            self.refresh()

    # words

    def _title(self) -> str:
        if self._searching:
            return _("Till — search")
        short = self.width() < NARROW
        said = weekday_date_short(self._day) if short else weekday_date(self._day)
        return _("Till — {day}").format(day=said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.title.refresh()

    def _print_words(self) -> str:
        picked = self.list.current_row()
        if picked is None or picked.document is None or is_waiting(picked):
            return _("Print")
        return _("Print copy")

    def _again_words(self) -> str:
        return _("Print again ({count})").format(count=len(self._waiting))
