"""Shares the width of a table among its columns, so that what matters most stays readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontMetricsF

from expatdesk.ui.fonts import font
from expatdesk.ui.kit.table import TableView
from expatdesk.ui.kit.table_model import Column
from expatdesk.ui.kit.text import say

R = TypeVar("R")
HEAD_PADDING = 22
"""Pixels beside the words of a column's title."""


class ColumnFit(QObject, Generic[R]):
    """Keeps the columns of one table in its width.

    Where there is room each column is as wide as its ``width`` says and the stretching one
    takes the rest. With less, the columns of ``least`` shrink down to what is named there (px),
    then those of ``make_room`` give way, the first first. A title is never cut.
    """

    def __init__(
        self, table: TableView[R], *, least: Mapping[str, int], make_room: Sequence[str] = ()
    ) -> None:
        super().__init__(table)
        self._table = table
        self._least = dict(least)
        self._make_room = tuple(make_room)
        self._titles: dict[str, int] = {}
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        resized = event.type() == QEvent.Type.Resize and watched is not self._table
        if resized or event.type() == QEvent.Type.LanguageChange:
            self.fit()
        return False

    def fit(self) -> None:
        """Gives each column its width for the room that there is now."""
        room = self._table.viewport().width()
        columns = self._table.rows_model.columns
        least = {column.name: self._least_of(column) for column in columns}
        hidden = self._hidden(least, room)
        growth = {
            column.name: max(column.width - least[column.name], 0)
            for column in columns
            if column.name not in hidden and not column.stretch
        }
        spare = room - sum(width for name, width in least.items() if name not in hidden)
        wanted = sum(growth.values())
        share = min(max(spare / wanted, 0.0), 1.0) if wanted else 0.0
        for at, column in enumerate(columns):
            self._table.setColumnHidden(at, column.name in hidden)
            if column.name in growth:
                width = least[column.name] + int(growth[column.name] * share)
                self._table.setColumnWidth(at, width)

    def _hidden(self, least: Mapping[str, int], room: int) -> set[str]:
        hidden: set[str] = set()
        for name in self._make_room:
            if sum(width for each, width in least.items() if each not in hidden) <= room:
                break
            hidden.add(name)
        return hidden

    def _least_of(self, column: Column[R]) -> int:
        """What it needs; one that is not named in ``least`` does not shrink."""
        smallest = self._table.horizontalHeader().minimumSectionSize()
        named = self._least.get(column.name, column.width)
        return max(named, self._title_width(column), smallest)

    def _title_width(self, column: Column[R]) -> int:
        words = say(column.title)
        if words not in self._titles:
            width = QFontMetricsF(font("small_strong")).horizontalAdvance(words)
            self._titles[words] = round(width) + HEAD_PADDING if words else 0
        return self._titles[words]
