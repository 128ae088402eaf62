"""The list of organisations with its filter."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount, number
from expatdesk.i18n import _, ngettext
from expatdesk.services.organisations.types import OrganisationRow
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, TableView, column
from expatdesk.ui.organisations.listing import PAGE, Listing, place_of, read_listing
from expatdesk.ui.organisations.words import roles_words, terms_word
from expatdesk.ui.people.filter_field import FilterField

NAME_WIDTH = 180
MAKE_ROOM = ("city", "roles", "terms")


def organisation_columns() -> list[Column[OrganisationRow]]:
    return [
        Column("name", lambda: _("Name"), lambda r: r.name, strong=True, stretch=True),
        Column("city", lambda: _("Town"), lambda r: r.city, muted=True, width=120),
        Column("roles", lambda: _("Roles"), lambda r: roles_words(r.roles), muted=True,
               width=160),
        Column("sponsor", lambda: _("IND"), lambda r: _("✓ Sponsor") if r.recognised_sponsor
               else "", state=lambda r: "done" if r.recognised_sponsor else None, width=114),
        Column("terms", lambda: _("Pays"), lambda r: terms_word(r.payment_terms), muted=True,
               width=150),
        Column("open", lambda: _("On account"),
               lambda r: amount(r.open_net, symbol=False) if r.open_net else "",
               amount=True, width=104),
    ]  # fmt: skip


class OrganisationList(QWidget):
    """``picked`` carries the id of the one the keyboard is on, or None."""

    picked = Signal(object)
    counted = Signal()
    new_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._listing: Listing | None = None
        self._asked = 0
        self._wanted: int | None = None
        self.filter = FilterField(
            lambda: _("Filter by name"), name=lambda: _("Filter the organisations")
        )
        self.table: TableView[OrganisationRow] = TableView(
            organisation_columns(), name=lambda: _("Organisations"), sortable=False
        )
        self.empty = EmptyState(
            "building",
            self._empty_title,
            self._empty_words,
            button=self._empty_button,
            on=lambda: self.new_wanted.emit(self.text()),
        )
        body = column(self.filter, spacing=10, parent=self)
        body.addWidget(self.table, 1)
        body.addWidget(self.empty, 1)
        self.empty.hide()
        self.filter.textChanged.connect(self._filtered)
        self.filter.down.connect(self._into_table)
        self.table.picked.connect(self._picked)
        self.table.rows_model.more_wanted.connect(self._ask_more)

    def text(self) -> str:
        """What the list is narrowed to."""
        return self.filter.text().strip()

    def is_known(self) -> bool:
        """Whether the first answer has come."""
        return self._listing is not None

    def organisation_id(self) -> int | None:
        """Which one the keyboard is on."""
        row = self.table.current_row()
        return None if row is None else row.organisation_id

    # asking

    def refresh(self) -> None:
        """Asks anew for what is shown."""
        self._ask(least=max(PAGE, self.table.rows_model.rowCount()))

    def seek(self, organisation_id: int) -> None:
        """Moves to one; a filter that keeps it out is taken away."""
        if self._pick(organisation_id):
            return
        self.filter.clear()
        self._wanted = organisation_id
        self._ask(least=PAGE)

    def _ask(self, *, least: int) -> None:
        self._asked += 1
        asked, text, wanted = self._asked, self.text(), self._wanted
        organisations = self._desk.services.organisations

        def show(listing: Listing) -> None:
            if asked == self._asked:
                self._show(listing)

        self._desk.operations.read(
            self,
            "organisations",
            lambda: read_listing(organisations, text, least=least, organisation_id=wanted),
            show,
        )

    @Slot(int)
    def _ask_more(self, _first: int) -> None:
        rows = self.table.rows_model.rows()
        if not rows:
            return
        asked, text, last = self._asked, self.text(), place_of(rows[-1])
        organisations = self._desk.services.organisations

        def add(more: list[OrganisationRow]) -> None:
            if asked == self._asked:
                self.table.add_rows(more)

        self._desk.operations.read(self, "more", lambda: organisations.page(last, text), add)

    @Slot()
    def _filtered(self) -> None:
        self._wanted = None
        self._ask(least=PAGE)

    # showing

    def _show(self, listing: Listing) -> None:
        wanted, kept = self._wanted, self.organisation_id()
        scrolled = self.table.verticalScrollBar().value()
        self._listing = listing
        # The rows change under the same one: it is told once, at the end.
        self.table.blockSignals(True)
        self.table.set_rows(listing.rows, listing.total)
        self.table.verticalScrollBar().setValue(scrolled)
        target = kept if wanted is None else wanted
        here = target is not None and self._pick(target)
        if not here and wanted is None:
            self.table.pick_first()
        self.table.blockSignals(False)
        self._wanted = None
        self._say_empty(empty=not listing.rows)
        self.counted.emit()
        if here or wanted is None:
            self.picked.emit(self.organisation_id())

    def _say_empty(self, *, empty: bool) -> None:
        self.table.setVisible(not empty)
        self.empty.setVisible(empty)
        self.empty.title.refresh()
        self.empty.words.refresh()
        if self.empty.button is not None:
            self.empty.button.retranslate()

    def _pick(self, organisation_id: int) -> bool:
        for at, row in enumerate(self.table.rows_model.rows()):
            if row.organisation_id == organisation_id:
                if self.table.currentIndex().row() != at:
                    self.table.selectRow(at)
                return True
        return False

    @Slot(object)
    def _picked(self, row: OrganisationRow | None) -> None:
        self.picked.emit(None if row is None else row.organisation_id)

    @Slot()
    def _into_table(self) -> None:
        if self.table.rows_model.rowCount():
            self.table.setFocus()
            if self.table.currentIndex().row() == 0 and self.table.rows_model.rowCount() > 1:
                self.table.selectRow(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        model = self.table.rows_model
        room = self.width() - NAME_WIDTH - 18
        widths = {each.name: each.width for each in model.columns if not each.stretch}
        for at, each in enumerate(model.columns):
            self.table.setColumnHidden(at, each.name in _hidden(widths, room))

    # words

    def count_words(self) -> str:
        """How many there are, or how many the filter leaves."""
        listing = self._listing
        if listing is None:
            return ""
        if self.text():
            return _("{found} of {count}").format(
                found=number(listing.total), count=number(listing.all_of_them)
            )
        count = listing.all_of_them
        return ngettext("{count} organisation", "{count} organisations", count).format(
            count=number(count)
        )

    def _empty_title(self) -> str:
        return _("No organisation found") if self.text() else _("No organisations yet")

    def _empty_words(self) -> str:
        if self.text():
            return _("Every part that is typed begins a word of the name.")
        return _(
            "Employers, agents and all who book or pay for others stand here, with their "
            "contacts and what is still to be invoiced."
        )

    def _empty_button(self) -> str:
        typed = self.text()
        if typed:
            return _("New organisation “{name}”").format(name=typed)
        return _("Add the first organisation")


def _hidden(widths: dict[str, int], room: int) -> set[str]:
    """The columns that make room for the name."""
    hidden: set[str] = set()
    for name in MAKE_ROOM:
        if sum(width for each, width in widths.items() if each not in hidden) <= room:
            break
        hidden.add(name)
    return hidden
