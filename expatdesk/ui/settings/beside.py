"""Fields beside one another where their labels have room, under one another where not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from expatdesk.ui.kit import PlainLabel
from expatdesk.ui.settings.fields import FormField

SPACING = 12


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
        beside = all(_label_width(field) <= each for field in self._fields)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if beside else way.TopToBottom)


def _label_width(field: FormField) -> int:
    """Of the widest label in a field, px."""
    labels = [label for label in field.findChildren(PlainLabel) if not label.wordWrap()]
    return max((x.fontMetrics().horizontalAdvance(x.text()) for x in labels), default=0)
