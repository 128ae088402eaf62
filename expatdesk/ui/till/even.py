"""Parts that fill their rows from edge to edge, as many in a row as their words allow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem

from expatdesk.ui.kit.layout import WrappingLayout

STEP = 8
"""Pixels by which a row is tried narrower."""


class EvenRows(WrappingLayout):
    """Five parts that need two rows stand three and two."""

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * len(shown)
        return QSize(width, self._height(shown))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        # A name may be longer than any row: it is cut, and the window stays as wide as it is.
        narrowest = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(narrowest, self._height(shown))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _height(self, items: list[QLayoutItem]) -> int:
        return max((item.sizeHint().height() for item in items), default=0)

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        """As few rows as possible, and then as equally long as possible."""
        fewest = len(self._broken(items, width))
        narrowest = max((item.sizeHint().width() for item in items), default=0)
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
        extra = (width - wide) / len(line)
        left = float(x)
        for item in line:
            right = left + item.sizeHint().width() + extra
            item.setGeometry(QRect(round(left), y, round(right) - round(left), tall))
            left = right + self._gap
