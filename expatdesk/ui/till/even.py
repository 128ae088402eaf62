"""Parts that fill their rows from edge to edge, as many in a row as their words allow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

STEP = 8
"""Pixels by which a row is tried narrower."""


class EvenRows(QLayout):
    """Five parts that need two rows stand three and two."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * len(shown)
        return QSize(width, self._height(shown))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(self._widest(shown), self._height(shown))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _widest(self, items: list[QLayoutItem]) -> int:
        return max((item.sizeHint().width() for item in items), default=0)

    def _height(self, items: list[QLayoutItem]) -> int:
        return max((item.sizeHint().height() for item in items), default=0)

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        """As few rows as possible, and then as equally long as possible."""
        fewest = len(self._broken(items, width))
        narrowest = self._widest(items)
        for room in range(narrowest, max(width, narrowest), STEP):
            lines = self._broken(items, room)
            if len(lines) == fewest:
                return lines
        return self._broken(items, width)

    def _broken(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in items:
            wide = item.sizeHint().width()
            if lines[-1] and used + self._gap + wide > width:
                lines.append([])
                used = 0
            used += wide + (self._gap if lines[-1] else 0)
            lines[-1].append(item)
        return lines

    def _place(self, rect: QRect, *, moving: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        tall = self._height(shown)
        lines = self._lines(shown, rect.width())
        for at, line in enumerate(lines):
            if moving:
                self._fill(line, rect.x(), rect.y() + at * (tall + self._gap), rect.width(), tall)
        return len(lines) * tall + (len(lines) - 1) * self._gap

    def _fill(self, line: list[QLayoutItem], x: int, y: int, width: int, tall: int) -> None:
        """From edge to edge: what is left over is shared equally, long words stay long."""
        wide = sum(item.sizeHint().width() + self._gap for item in line) - self._gap
        extra = max(width - wide, 0) / len(line)
        left = float(x)
        for item in line:
            right = left + item.sizeHint().width() + extra
            item.setGeometry(QRect(round(left), y, round(right) - round(left), tall))
            left = right + self._gap
