"""The list of a section: what there is, something about it, and its state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QFontMetrics, QResizeEvent

from expatdesk.ui.fonts import font
from expatdesk.ui.kit import TableView, say
from expatdesk.ui.settings.spec import Line

ROOMY: Final = 480
"""Width from which a list shows all its columns, px."""
DETAIL: Final = 150
STATE: Final = 140
"""Widths of the second and third column, px."""
PADDING: Final = 48
"""Room around a title and for the scroll bar, px."""


class SectionTable(TableView[Line]):
    """The list of a section; a column that says nothing gives its room to the others.

    Where there is little room, the second column gives way to the third.
    """

    _has_words = True
    _widest = 0

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these lines, with the columns that they need."""
        self._has_words = any(say(line.word) for line in lines)
        metrics = QFontMetrics(font("strong"))
        self._widest = max((metrics.horizontalAdvance(say(x.title)) for x in lines), default=0)
        self.set_rows(lines)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        has_words, roomy = self._has_words, self.width() >= ROOMY
        self.setColumnHidden(1, has_words and not roomy)
        self.setColumnHidden(2, not has_words)
        state = STATE if has_words else 0
        # What the first column leaves over, but never so much that its titles are cut for it.
        spare = self.width() - state - self._widest - PADDING
        self.setColumnWidth(1, max(DETAIL, spare) if roomy else DETAIL)
