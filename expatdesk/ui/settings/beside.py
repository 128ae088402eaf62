"""Fields beside one another where their words have room, under one another where not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QWidget

from expatdesk.ui.kit import PlainLabel
from expatdesk.ui.settings.fields import FormField

SPACING = 12
ARROW = 46
"""Room in a box of choices beside its words, px."""


class BesideRow(QWidget):
    """Decides anew with each width and each language."""

    def __init__(self, fields: Sequence[FormField]) -> None:
        super().__init__()
        self._fields = tuple(fields)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACING)
        for field in fields:
            # Ignored: all have the same share, whatever stands in them.
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._box.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._turn()

    def _turn(self) -> None:
        gaps = SPACING * (len(self._fields) - 1)
        each = (self.width() - gaps) // len(self._fields)
        beside = all(words_width(field) <= each for field in self._fields)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if beside else way.TopToBottom)


def words_width(field: FormField) -> int:
    """Width at which no label and no choice of a field is cut, px."""
    labels = [
        label.fontMetrics().horizontalAdvance(label.text())
        for label in field.findChildren(PlainLabel)
        if not label.wordWrap()
    ]
    choices = [
        combo.fontMetrics().horizontalAdvance(combo.itemText(at)) + ARROW
        for combo in field.findChildren(QComboBox)
        for at in range(combo.count())
    ]
    return max([*labels, *choices], default=0)
