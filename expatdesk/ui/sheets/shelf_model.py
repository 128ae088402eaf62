"""The sheets as lines of a list: number and title, and under it what there is to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from expatdesk.services.sheets.types import SheetRow
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import tooltip
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.sheets.words import Names, Sign, signs_of, title_of
from expatdesk.ui.theme import state_colours, tokens

PLAIN, SIGNED = 31, 50
"""Heights of a line without and with signs, px."""
_NUMBER = 24.0
_CHIP = 18.0
Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class ShelfLine:
    """A sheet as the list shows it."""

    row: SheetRow
    title: str
    signs: tuple[Sign, ...]

    @property
    def words(self) -> str:
        """All of it, to be heard."""
        return ". ".join((f"{self.row.number} {self.title}", *(sign.whole for sign in self.signs)))


class ShelfModel(QAbstractListModel):
    """Lines of the list; the words are made anew when the language changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[SheetRow, ...] = ()
        self._names: Names = {}
        self._why_due = False
        self._lines: list[ShelfLine] = []

    def show_rows(self, rows: Sequence[SheetRow], names: Names, *, why_due: bool) -> None:
        """Shows these."""
        self.beginResetModel()
        self._rows, self._names, self._why_due = tuple(rows), names, why_due
        self._make()
        self.endResetModel()

    def lines(self) -> tuple[ShelfLine, ...]:
        """What is shown, from the top."""
        return tuple(self._lines)

    def line(self, at: int) -> ShelfLine | None:
        """The line at a place."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def retranslate(self) -> None:
        """Says all lines again."""
        self._make()
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(line.words)
        if role == LINE_ROLE:
            return line
        return None

    def _make(self) -> None:
        self._lines = [
            ShelfLine(
                row,
                title_of(row.titles, row.code),
                signs_of(row, self._names, why_due=self._why_due),
            )
            for row in self._rows
        ]


class ShelfPainter(QStyledItemDelegate):
    """Draws a line; signs that find no room are left to the tool tip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        line = index.data(LINE_ROLE)
        signed = isinstance(line, ShelfLine) and bool(line.signs)
        return QSize(80, SIGNED if signed else PLAIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, ShelfLine):
            return
        now, place = tokens(), QRectF(option.rect).adjusted(2, 1, -2, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, place, 7, now.accent_soft if chosen else now.hover)
        top = QRectF(place.left() + 8, place.top() + 4, place.width() - 14, 21)
        painter.setFont(font("amount_small"))
        painter.setPen(QColor(now.ink2))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(top, middle, str(line.row.number))
        words = top.adjusted(_NUMBER, 0, 0, 0)
        painter.setFont(font("strong" if chosen else "text"))
        ink = now.accent if chosen else now.ink if line.row.active else now.ink2
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(painter.font()).elidedText(
            line.title, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle, shown)
        _draw_signs(painter, words.translated(0, 22), line.signs)
        painter.restore()


def _draw_signs(painter: QPainter, place: QRectF, signs: Sequence[Sign]) -> None:
    painter.setFont(font("key"))
    metrics = QFontMetricsF(painter.font())
    left = place.left()
    for sign in signs:
        width = metrics.horizontalAdvance(sign.word) + 12
        if left + width > place.right() + 2:
            return
        look = state_colours(sign.state)
        chip = QRectF(left, place.top(), width, _CHIP)
        rounded(painter, chip, 9, look.ground)
        painter.setPen(QColor(look.ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, sign.word)
        left += width + 4
