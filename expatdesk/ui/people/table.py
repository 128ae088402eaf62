"""The list of people: filter, table, pages that come while one scrolls, and what if it is empty."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.formats import number
from expatdesk.i18n import _, ngettext
from expatdesk.services.people.types import PersonRow
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, ProgressCard, TableView, column, row
from expatdesk.ui.kit.table import ROW_HEIGHT
from expatdesk.ui.people.filter_field import FilterField
from expatdesk.ui.people.listing import (
    PAGE,
    Line,
    Listing,
    lines_of,
    read_listing,
    shown_phone,
)
from expatdesk.ui.people.words import born, class_word

NEAR_END = 30 * ROW_HEIGHT
"""Pixels before the end of what has been fetched at which the next page is asked for."""
NAME_WIDTH = 150
"""What the name has at the least; columns that matter less make room for it, the first first."""
MAKE_ROOM = ("employer", "city", "email", "phone", "class")


def person_columns() -> list[Column[Line]]:
    return [
        Column("letter", "", lambda r: r.letter, muted=True, strong=True, width=32),
        Column("name", lambda: _("Name"), lambda r: r.row.full_name, strong=True, personal=True,
               stretch=True),
        Column("latin", lambda: _("In the passport"), _latin, muted=True, personal=True,
               width=140),
        Column("born", lambda: _("Born"),
               lambda r: born(r.row.birth_date, r.row.birth_year), personal=True, width=104),
        Column("class", lambda: _("Class"), _class, muted=True, width=100),
        Column("email", lambda: _("E-mail"), lambda r: r.row.email, personal=True, width=150),
        Column("phone", lambda: _("Phone"), lambda r: shown_phone(r.row.phone), personal=True,
               width=128),
        Column("city", lambda: _("Town"), lambda r: r.row.city, muted=True, width=110),
        Column("employer", lambda: _("Employer"), lambda r: r.row.employer, muted=True, width=150),
    ]  # fmt: skip


def _latin(line: Line) -> str:
    return line.row.latin if line.row.latin != line.row.full_name else ""


def _class(line: Line) -> str:
    return class_word(line.row.residence_class) if line.row.residence_class else ""


class PeopleList(QWidget):
    """``picked`` carries the id of the person the keyboard is on, or None; ``counted`` follows
    the number of people; ``new_wanted`` what was typed into the filter.
    """

    picked = Signal(object)
    counted = Signal()
    new_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._listing: Listing | None = None
        self._asked = 0
        self._wanted: int | None = None
        self._showing = False
        self.filter = FilterField(
            lambda: _("Filter by name, e-mail, phone or reference"),
            name=lambda: _("Filter the people"),
        )
        self.table: TableView[Line] = TableView(
            person_columns(), name=lambda: _("People"), sortable=False
        )
        self.empty = EmptyState(
            "people",
            self._empty_title,
            self._empty_words,
            button=self._empty_button,
            on=lambda: self.new_wanted.emit(self.filter.text().strip()),
        )
        self.progress = ProgressCard(lambda: _("Export"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tools = row(spacing=10)
        self.tools.addWidget(self.filter, 1)
        body = column(self.tools, self.progress, spacing=10, parent=self)
        body.addWidget(self.table, 1)
        body.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filtered)
        self.filter.down.connect(self._into_table)
        self.table.picked.connect(self._picked)
        self.table.rows_model.more_wanted.connect(self._ask_more)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)

    # what is known

    def everybody(self) -> int | None:
        """How many people there are; None before the first answer."""
        return None if self._listing is None else self._listing.everybody

    def found(self) -> int | None:
        """How many the filter leaves; None without a filter."""
        if self._listing is None or not self.text():
            return None
        return self._listing.total

    def text(self) -> str:
        """What the list is narrowed to."""
        return self.filter.text().strip()

    def person_id(self) -> int | None:
        """Whom the keyboard is on."""
        line = self.table.current_row()
        return None if line is None else line.row.person_id

    # asking

    def refresh(self) -> None:
        """Asks anew for what is shown, as far as it has been scrolled."""
        table = self.table
        bottom = table.rowAt(table.viewport().height() - 1)
        seen = bottom + 1 if bottom >= 0 else table.rows_model.rowCount()
        self._ask(least=max(PAGE, seen), person_id=self._wanted)

    def seek(self, person_id: int) -> None:
        """Moves to somebody; a filter that keeps them out is taken away."""
        if self._pick(person_id) and not self.is_asking():
            return
        if self.filter.text():
            self.filter.clear()
        self._wanted = person_id
        self._ask(least=PAGE, person_id=person_id)

    def is_asking(self) -> bool:
        """Whether what is shown does not answer the filter yet."""
        return self._showing

    def _ask(self, *, least: int, person_id: int | None) -> None:
        self._asked += 1
        asked, text, people = self._asked, self.text(), self._desk.services.people
        self._showing = True

        def show(listing: Listing) -> None:
            if asked == self._asked:
                self._show(listing)

        self._desk.operations.read(
            self,
            "people",
            lambda: read_listing(people, text, least=least, person_id=person_id),
            show,
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._showing = False
        self._desk.tell(error)

    @Slot(int)
    def _ask_more(self, _first: int) -> None:
        last = self._last()
        if last is None or self._listing is None:
            return
        asked, text, people = self._asked, self.text(), self._desk.services.people

        def add(rows: list[PersonRow]) -> None:
            if asked == self._asked:
                self.table.add_rows(lines_of(rows, last))

        self._desk.operations.read(
            self, "more", lambda: people.page((last.sort_key, last.person_id), text), add
        )

    def _last(self) -> PersonRow | None:
        model = self.table.rows_model
        line = model.row(model.rowCount() - 1)
        return None if line is None else line.row

    @Slot()
    def _filtered(self) -> None:
        self._wanted = None
        self._ask(least=PAGE, person_id=None)

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        if value >= self.table.verticalScrollBar().maximum() - NEAR_END:
            self.table.rows_model.fetchMore(QModelIndex())

    # showing

    def _show(self, listing: Listing) -> None:
        wanted, kept = self._wanted, self.person_id()
        bar = self.table.verticalScrollBar()
        scrolled = bar.value()
        self._listing = listing
        # The rows change under the same person: it is told once, at the end.
        self.table.blockSignals(True)
        self.table.set_rows(lines_of(listing.rows), listing.total)
        bar.setValue(scrolled)
        target = kept if wanted is None else wanted
        here = target is not None and self._pick(target)
        if not here and wanted is None:
            self.table.pick_first()
        self.table.blockSignals(False)
        self._showing = False
        self._wanted = None
        self._say_empty(empty=not listing.rows)
        self.counted.emit()
        # Somebody who is shown and stands in no list (made anonymous) stays shown.
        if here or wanted is None:
            self.picked.emit(self.person_id())

    def _say_empty(self, *, empty: bool) -> None:
        self.table.setVisible(not empty)
        self.empty.setVisible(empty)
        self.empty.title.refresh()
        self.empty.words.refresh()
        if self.empty.button is not None:
            self.empty.button.retranslate()

    def _pick(self, person_id: int) -> bool:
        for at, line in enumerate(self.table.rows_model.rows()):
            if line.row.person_id == person_id:
                if self.table.currentIndex().row() != at:
                    self.table.selectRow(at)
                return True
        return False

    @Slot(object)
    def _picked(self, line: Line | None) -> None:
        self.picked.emit(None if line is None else line.row.person_id)

    @Slot()
    def _into_table(self) -> None:
        if self.table.rows_model.rowCount():
            self.table.setFocus()
            if self.table.currentIndex().row() == 0 and self.table.rows_model.rowCount() > 1:
                self.table.selectRow(1)

    # words

    def count_words(self) -> str:
        """How many there are, or how many the filter leaves."""
        everybody, found = self.everybody(), self.found()
        if everybody is None:
            return ""
        if found is not None:
            more = "+" if found >= PAGE else ""
            return _("{found} of {count}").format(
                found=f"{number(found)}{more}", count=number(everybody)
            )
        return ngettext("{count} person", "{count} persons", everybody).format(
            count=number(everybody)
        )

    def _empty_title(self) -> str:
        return _("Nobody found") if self.text() else _("Nobody here yet")

    def _empty_words(self) -> str:
        if self.text():
            return _("Try part of the name, in any order and without accents, or another script.")
        return _(
            "Everybody who comes to the centre stands here, sorted as in a Dutch list. "
            "People are also added while an appointment is made."
        )

    def _empty_button(self) -> str:
        typed = self.text()
        if typed:
            return _("New person “{name}”").format(name=typed)
        return _("Add the first person")

    # columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        model = self.table.rows_model
        room = self.width() - NAME_WIDTH - 18
        widths = {column.name: column.width for column in model.columns if not column.stretch}
        hidden: set[str] = set()
        for name in MAKE_ROOM:
            if sum(widths.values()) <= room:
                break
            hidden.add(name)
            del widths[name]
        for at, each in enumerate(model.columns):
            self.table.setColumnHidden(at, each.name in hidden)
