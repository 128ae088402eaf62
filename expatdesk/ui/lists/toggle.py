"""The names of the lists beside one another, nearer to each other where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSizePolicy

from expatdesk.ui.kit import SegmentedToggle, say
from expatdesk.ui.tokens import CONTROL_HEIGHT

WIDEST, NARROWEST = 13.0, 5.0
"""Pixels on each side of a word."""


class ListToggle(SegmentedToggle[str]):
    """The lists of the page with their numbers."""

    def retranslate(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        super().retranslate()

    def is_cut(self) -> bool:
        """Whether a word of it does not fit."""
        return self.width() < self.minimumSizeHint().width()

    def _padding(self) -> float:
        spare = (self.width() - self._words_width()) / (2 * len(self._choices))
        return min(max(spare, NARROWEST), WIDEST)

    def _words_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        return sum(metrics.horizontalAdvance(say(text)) for _value, text in self._choices)

    def sizeHint(self) -> QSize:
        return self._size(WIDEST)

    def minimumSizeHint(self) -> QSize:
        return self._size(NARROWEST)

    def _size(self, padding: float) -> QSize:
        width = self._words_width() + 2 * padding * len(self._choices)
        return QSize(round(width + 0.5), CONTROL_HEIGHT)
