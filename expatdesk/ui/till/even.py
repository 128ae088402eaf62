"""Parts of equal width, as many in a row as their words have room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class EvenRows(QLayout):
    """Fills each row from edge to edge; five parts that need two rows stand three and two."""

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

    def _columns(self, items: list[QLayoutItem], width: int) -> int:
        fit = max((width + self._gap) // (self._widest(items) + self._gap), 1)
        rows = -(-len(items) // fit)
        return -(-len(items) // rows)

    def _place(self, rect: QRect, *, moving: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        columns = self._columns(shown, rect.width())
        wide = (rect.width() - self._gap * (columns - 1)) / columns
        tall = self._height(shown)
        for at, item in enumerate(shown):
            line, place = divmod(at, columns)
            left, right = (round(n * (wide + self._gap)) for n in (place, place + 1))
            if moving:
                top = rect.y() + line * (tall + self._gap)
                item.setGeometry(QRect(rect.x() + left, top, right - left - self._gap, tall))
        rows = -(-len(shown) // columns)
        return rows * tall + (rows - 1) * self._gap
