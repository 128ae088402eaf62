"""A list of records: filter, table, pages that come while one scrolls, and what if it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

from expatdesk.formats import number
from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import EmptyState, TableView, column, make_personal, row
from expatdesk.ui.kit.table import ROW_HEIGHT
from expatdesk.ui.records.filter_field import FilterField
from expatdesk.ui.records.listing import PAGE, Listing

R = TypeVar("R")
NEAR_END = 30 * ROW_HEIGHT
"""Pixels before the end of what has been fetched at which the next page is asked for."""


class RecordList(QWidget, Generic[R]):
    """``picked`` carries the id of the one the keyboard is on, or None; ``counted`` follows
    their number; ``new_wanted`` what was typed into the filter.

    Subclasses read the rows and say the words.
    """

    picked = Signal(object)
    counted = Signal()
    new_wanted = Signal(str)

    def __init__(self, desk: Desk, filter_: FilterField, table: TableView[R], icon: str) -> None:
        super().__init__()
        self.desk = desk
        self.filter = filter_
        self.table = table
        self._listing: Listing[R] | None = None
        self._asked = 0
        self._wanted: int | None = None
        self._asking = False
        self.empty = EmptyState(
            icon, self.empty_title, self.empty_words, button=self.empty_button, on=self._make_new
        )
        if self.empty.button is not None:
            make_personal(self.empty.button)  # it says what was typed
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tools = row(spacing=10)
        self.tools.addWidget(self.filter, 1)
        self.body = column(self.tools, spacing=10, parent=self)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filtered)
        self.filter.down.connect(self._into_table)
        self.table.picked.connect(self._picked)
        self.table.rows_model.more_wanted.connect(self._ask_more)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)

    # what a room says of its records

    def read(self, text: str, *, least: int, wanted: int | None) -> Listing[R]:
        """Reads the beginning of the list; on the reader's thread."""
        raise NotImplementedError

    def read_more(self, last: R, text: str) -> list[R]:
        """Reads the page after a row; on the reader's thread."""
        raise NotImplementedError

    def id_of(self, row: R) -> int:
        """The record of a row."""
        raise NotImplementedError

    def all_words(self, count: int) -> str:
        """How many records there are."""
        raise NotImplementedError

    def empty_title(self) -> str:
        """What is said first while nothing is listed."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """What belongs here, or how else to look for it."""
        raise NotImplementedError

    def empty_button(self) -> str:
        """The way to the first one, or to a new one of the name that was typed."""
        raise NotImplementedError

    # what is known

    def everything(self) -> int | None:
        """How many there are; None before the first answer."""
        return None if self._listing is None else self._listing.everything

    def text(self) -> str:
        """What the list is narrowed to."""
        return self.filter.text().strip()

    def record_id(self) -> int | None:
        """Which one the keyboard is on."""
        current = self.table.current_row()
        return None if current is None else self.id_of(current)

    def is_asking(self) -> bool:
        """Whether what is shown does not answer the filter yet."""
        return self._asking

    def count_words(self) -> str:
        """How many there are, or how many the filter leaves."""
        listing = self._listing
        if listing is None:
            return ""
        if not self.text():
            return self.all_words(listing.everything)
        more = "+" if listing.total == len(listing.rows) >= PAGE else ""
        return _("{found} of {count}").format(
            found=f"{number(listing.total)}{more}", count=number(listing.everything)
        )

    # asking

    def refresh(self) -> None:
        """Asks anew for what is shown, as far as it has been scrolled."""
        bottom = self.table.rowAt(self.table.viewport().height() - 1)
        seen = bottom + 1 if bottom >= 0 else self.table.rows_model.rowCount()
        self._ask(least=max(PAGE, seen))

    def seek(self, record_id: int) -> None:
        """Moves to one; a filter that keeps it out is taken away."""
        if self._pick(record_id) and not self._asking:
            return
        self.filter.clear()
        self._wanted = record_id
        self._ask(least=PAGE)

    def _ask(self, *, least: int) -> None:
        self._asked += 1
        asked, text, wanted = self._asked, self.text(), self._wanted
        self._asking = True

        def show(listing: Listing[R]) -> None:
            if asked == self._asked:
                self._show(listing)

        self.desk.operations.read(
            self, "list", lambda: self.read(text, least=least, wanted=wanted), show, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._asking = False
        self.desk.tell(error)

    @Slot(int)
    def _ask_more(self, _first: int) -> None:
        model = self.table.rows_model
        last = model.row(model.rowCount() - 1)
        if last is None:
            return
        asked, text = self._asked, self.text()

        def add(rows: Sequence[R]) -> None:
            if asked == self._asked:
                self.table.add_rows(rows)

        self.desk.operations.read(self, "more", lambda: self.read_more(last, text), add)

    @Slot()
    def _filtered(self) -> None:
        self._wanted = None
        self._ask(least=PAGE)

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        if value >= self.table.verticalScrollBar().maximum() - NEAR_END:
            self.table.rows_model.fetchMore(QModelIndex())

    def _make_new(self) -> None:
        self.new_wanted.emit(self.text())

    # showing

    def _show(self, listing: Listing[R]) -> None:
        wanted, kept = self._wanted, self.record_id()
        bar = self.table.verticalScrollBar()
        scrolled = bar.value()
        self._listing = listing
        # The rows change under the same one: it is told once, at the end.
        self.table.blockSignals(True)
        self.table.set_rows(listing.rows, listing.total)
        # Where the rows stand is known once they are laid out, and a table does that late.
        self.table.doItemsLayout()
        bar.setValue(scrolled)
        target = kept if wanted is None else wanted
        here = target is not None and self._pick(target)
        if not here and wanted is None:
            self.table.pick_first()
        self.table.blockSignals(False)
        self._asking = False
        self._wanted = None
        self._say_empty(empty=not listing.rows)
        self.counted.emit()
        # One that is shown and stands in no list (made anonymous) stays shown.
        if here or wanted is None:
            self.picked.emit(self.record_id())

    def _say_empty(self, *, empty: bool) -> None:
        self.table.setVisible(not empty)
        self.empty.setVisible(empty)
        self.empty.title.refresh()
        self.empty.words.refresh()
        if self.empty.button is not None:
            self.empty.button.retranslate()

    def _pick(self, record_id: int) -> bool:
        for at, each in enumerate(self.table.rows_model.rows()):
            if self.id_of(each) == record_id:
                if self.table.currentIndex().row() != at:
                    self._go_to(at)
                return True
        return False

    def _go_to(self, at: int) -> None:
        self.table.selectRow(at)
        seen = self.table.viewport().rect()
        index = self.table.rows_model.index(at, 0)
        if not seen.contains(self.table.visualRect(index).center()):
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @Slot(object)
    def _picked(self, row: R | None) -> None:
        self.picked.emit(None if row is None else self.id_of(row))

    @Slot()
    def _into_table(self) -> None:
        if self.table.rows_model.rowCount():
            self.table.setFocus()
            if self.table.currentIndex().row() == 0 and self.table.rows_model.rowCount() > 1:
                self.table.selectRow(1)
