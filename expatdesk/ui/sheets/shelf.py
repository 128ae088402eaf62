"""The list of sheets: narrowed by words and by what there is to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.names.folding import fold
from expatdesk.services.sheets.types import LanguageLine, SheetRow
from expatdesk.ui.kit import ComboField, EmptyState, PlainLabel, Text, column
from expatdesk.ui.records.filter_field import FilterField
from expatdesk.ui.sheets.shelf_model import ShelfModel, ShelfPainter
from expatdesk.ui.sheets.words import names_of

ALL: Final = "all"
DUE: Final = "due"
FACTS: Final = "facts"
DRAFTS: Final = "drafts"
RETIRED: Final = "retired"
OLDER: Final = "older:"
"""Followed by the code of a language."""


class _List(QListView):
    """Enter opens the line; the arrows move it."""

    entered_line = Signal()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_line.emit()
            return
        super().keyPressEvent(event)


class Shelf(QWidget):
    """``picked`` carries the id of the sheet the keyboard is on, ``opened`` that of Enter."""

    picked = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SheetRow, ...] = ()
        self._languages: tuple[LanguageLine, ...] = ()
        self._quiet = False
        self.filter = FilterField(lambda: _("Filter"), name=lambda: _("Filter the sheets"))
        self.only: ComboField[str] = ComboField(name=lambda: _("Which sheets"))
        self.list = _List()
        self.model = ShelfModel(self.list)
        self.empty = EmptyState("sheets", self._empty_title, self._empty_words)
        self.count = PlainLabel(self._count_words, role="small", tone="muted")
        self._set_up()
        self._connect()
        self.show_rows((), ())

    def _set_up(self) -> None:
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(ShelfPainter(view))
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setProperty("kind", "shelf")
        view.setAccessibleName(_("Sheets"))
        self._either = QStackedWidget()
        self._either.addWidget(view)
        self._either.addWidget(self.empty)
        body = column(self.filter, self.only, spacing=8, parent=self)
        body.addWidget(self._either, 1)
        body.addWidget(self.count)
        self.setFocusProxy(view)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.filter.down.connect(self._into_list)
        self.only.chosen.connect(self._narrow)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.entered_line.connect(self._open)
        self.list.doubleClicked.connect(self._open)

    # what is listed

    def show_rows(self, rows: Sequence[SheetRow], languages: Sequence[LanguageLine]) -> None:
        """Shows the sheets as they are now; the same one stays picked."""
        self._rows, self._languages = tuple(rows), tuple(languages)
        self.only.set_choices(self._choices())
        # What is being worked on stays in the list, though the filter fits it no longer.
        self._fill(sticky=self.sheet_id())

    def rows(self) -> tuple[SheetRow, ...]:
        """All sheets, whatever the filter shows."""
        return self._rows

    def shown(self) -> tuple[SheetRow, ...]:
        """The sheets that the filter leaves."""
        return tuple(line.row for line in self.model.lines())

    def sheet_id(self) -> int | None:
        """The sheet the keyboard is on."""
        line = self.model.line(self.list.currentIndex().row())
        return None if line is None else line.row.sheet_id

    def pick(self, sheet_id: int) -> bool:
        """Moves to a sheet without telling; where the filter hides it, all are shown again."""
        if not self._move(sheet_id) and any(row.sheet_id == sheet_id for row in self._rows):
            row = next(row for row in self._rows if row.sheet_id == sheet_id)
            self.filter.clear()
            self.only.choose(ALL if row.active else RETIRED)
            self._fill()
        return self._move(sheet_id)

    def choose(self, only: str) -> None:
        """Narrows the list to what is to be done (ALL, DUE, …)."""
        self.only.choose(only)
        self._fill()

    def retranslate(self) -> None:
        """Says choices and lines again."""
        self.list.setAccessibleName(_("Sheets"))
        self.only.set_choices(self._choices())
        self.model.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # inside

    def _choices(self) -> list[tuple[str, Text]]:
        fixed: list[tuple[str, Text]] = [
            (ALL, lambda: _("All sheets")),
            (DUE, lambda: _("Due for review")),
            (FACTS, lambda: _("Facts to confirm")),
            (DRAFTS, lambda: _("Drafts")),
            (RETIRED, lambda: _("Retired")),
        ]
        older = [(f"{OLDER}{line.code}", _is_older(line.name)) for line in self._languages]
        return [*fixed[:2], *older, *fixed[2:]]

    def _fill(self, sticky: int | None = None) -> None:
        kept = self.sheet_id()
        only = self.only.value() or ALL
        words = fold(self.filter.text()).split()
        rows = [
            row
            for row in self._rows
            if row.sheet_id == sticky or (_belongs(row, only) and _says(row, words))
        ]
        # The same one stays where it is: it is told only when another takes its place.
        self._quiet = True
        self.model.show_rows(rows, names_of(self._languages), why_due=only == DUE)
        here = kept is not None and self._move(kept)
        if not here and rows:
            self.list.setCurrentIndex(self.model.index(0))
        self._quiet = False
        self._either.setCurrentWidget(self.list if rows else self.empty)
        for label in (self.empty.title, self.empty.words, self.count):
            label.refresh()
        if not here and rows:
            self.picked.emit(rows[0].sheet_id)

    def _move(self, sheet_id: int) -> bool:
        for at, line in enumerate(self.model.lines()):
            if line.row.sheet_id == sheet_id:
                before, self._quiet = self._quiet, True
                self.list.setCurrentIndex(self.model.index(at))
                self._quiet = before
                return True
        return False

    def _empty_title(self) -> str:
        return _("No sheets here") if self._rows else _("No sheets yet")

    def _empty_words(self) -> str:
        if not self._rows:
            return _("A sheet says one thing in every language, on one page: what, who, how.")
        if self.only.value() == DUE:
            return _("Nothing is due: every sheet has been checked.")
        return _("No sheet fits this filter.")

    def _count_words(self) -> str:
        count, all_ = len(self.model.lines()), len(self._rows)
        if count == all_:
            return ngettext("{count} sheet", "{count} sheets", all_).format(count=all_)
        return _("{found} of {count}").format(found=count, count=all_)

    @Slot()
    def _narrow(self) -> None:
        self._fill()

    @Slot()
    def _into_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        line = self.model.line(now.row())
        if line is not None and not self._quiet:
            self.picked.emit(line.row.sheet_id)

    @Slot()
    def _open(self) -> None:
        sheet_id = self.sheet_id()
        if sheet_id is not None:
            self.opened.emit(sheet_id)


def _is_older(name: str) -> Text:
    return lambda: _("{language} is older").format(language=name)


def _belongs(row: SheetRow, only: str) -> bool:
    if only.startswith(OLDER):
        return row.active and only.removeprefix(OLDER) in (*row.older, *row.missing)
    return {
        ALL: row.active,
        DUE: bool(row.due),
        FACTS: row.active and row.open_facts > 0,
        DRAFTS: row.has_draft,
        RETIRED: not row.active,
    }[only]


def _says(row: SheetRow, words: Sequence[str]) -> bool:
    """Whether all words stand in its titles, its code or its number."""
    said = fold(" ".join((str(row.number), row.code, *row.titles.values())))
    return all(word in said for word in words)
