"""Rows of plain values under named columns, fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QWidget,
)

from expatdesk.ui.fonts import font
from expatdesk.ui.kit.text import DOTS, Text, names_hidden, say

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its title, the text of a row in it, and how that is shown.

    ``sort`` gives what rows are ordered by (without it the text). ``state`` draws the text as
    a pill of that state (an empty text as the state's own word). ``amount`` means right-aligned
    in tabular figures. ``personal`` is blanked by F12. ``width`` is in pixels; the column with
    ``stretch`` takes the rest.
    """

    name: str
    title: Text
    text: Callable[[R], str]
    sort: Callable[[R], str | int | float] | None = None
    state: Callable[[R], str | None] | None = None
    amount: bool = False
    strong: bool = False
    muted: bool = False
    personal: bool = False
    width: int = 120
    stretch: bool = False


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of plain values. ``more_wanted`` asks for the next page when the end is near."""

    more_wanted = Signal(int)

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[R] = []
        self._total = 0
        self._asked = 0
        self._order: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[R], total: int | None = None) -> None:
        """Shows these rows; ``total`` is how many there are when these are the first page."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = total if total is not None else len(self._rows)
        self._asked = len(self._rows)
        self._sort_rows()
        self.endResetModel()

    def add_rows(self, rows: Sequence[R]) -> None:
        """Adds the next page at the end."""
        if not rows:
            self._total = len(self._rows)
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._asked = len(self._rows)
        self.endInsertRows()

    def rows(self) -> tuple[R, ...]:
        """All rows that have been fetched."""
        return tuple(self._rows)

    def row(self, at: int) -> R | None:
        """The row at this line of the table."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def column_named(self, name: str) -> int:
        """The place of a column. Raises ValueError for a name that there is not."""
        return [column.name for column in self.columns].index(name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return DOTS if column.personal and names_hidden() else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if column.amount else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role == SORT_ROLE:
            return column.sort(row) if column.sort else column.text(row).casefold()
        if role == STATE_ROLE:
            return column.state(row) if column.state else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return say(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if column.amount else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return font("small_strong")
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._asked < self._total

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            first = len(self._rows)
            self._asked = self._total
            self.more_wanted.emit(first)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders what has been fetched; a service orders what has not."""
        self._order = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        before = [self._rows[index.row()] for index in kept]
        self._sort_rows()
        places = {id(row): at for at, row in enumerate(self._rows)}
        for index, row in zip(kept, before, strict=True):
            self.changePersistentIndex(index, self.index(places[id(row)], index.column()))
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        if self._order is None:
            return
        at, order = self._order
        column = self.columns[at]
        # Numbers and texts never meet in one column, so each key compares with its like.
        key = column.sort or (lambda row: column.text(row).casefold())
        self._rows.sort(
            key=key,
            reverse=order == Qt.SortOrder.DescendingOrder,
        )

    def retranslate(self) -> None:
        """Says titles and cells again."""
        last = max(len(self.columns) - 1, 0)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))
