"""What stands beside one another in a wide window and under one another in a narrow one."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from expatdesk.ui.kit import PlainLabel, column

ROOMY = 640
"""From this width of a card on its parts stand in one line, px."""


def beside_fields(button: QWidget) -> QWidget:
    """The button as low as a field under its label, whatever error stands under that."""
    holder = QWidget()
    column(PlainLabel(" ", role="small"), button, spacing=4, parent=holder)
    return holder


class TwoHalves:
    """Lays out a widget in two halves: ``first``, and ``second`` beside it or under it.

    The widget calls ``fold`` when it is resized.
    """

    def __init__(
        self,
        parent: QWidget,
        first: QHBoxLayout,
        second: QHBoxLayout,
        *,
        shares: tuple[int, int] = (1, 1),
        roomy: int = ROOMY,
    ) -> None:
        self._roomy = roomy
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, parent)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        for half, share in zip((first, second), shares, strict=True):
            self._box.addLayout(half, share)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Room around both, px."""
        self._box.setContentsMargins(left, top, right, bottom)

    def fold(self, event: QResizeEvent) -> None:
        """One line or two, as the width has it."""
        wide = event.size().width() >= self._roomy
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if wide else down)
        self._box.setSpacing(10 if wide else 6)
