"""Two or three choices that exclude one another: EN · NL, A5 · Roll, Day · Week · List."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.ui.fonts import font
from expatdesk.ui.kit.paint import focus_ring, rounded
from expatdesk.ui.kit.text import Text, say
from expatdesk.ui.theme import tokens
from expatdesk.ui.tokens import CONTROL_HEIGHT, RADIUS

T = TypeVar("T")


class SegmentedToggle(QWidget, Generic[T]):
    """One field of keyboard focus; arrows move the choice, ``chosen`` tells it.

    ``bare`` draws only the words with a dot between (the languages in the header).
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[T, Text]],
        *,
        name: Text,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._name = name
        self._bare = bare
        self._at = 0
        self.setFont(font("button"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def value(self) -> T:
        """The chosen value."""
        return self._choices[self._at][0]

    def choose(self, value: T) -> None:
        """Chooses ``value`` without emitting. Raises ValueError when it is not offered."""
        self._at = [candidate for candidate, _words in self._choices].index(value)
        self.retranslate()

    def retranslate(self) -> None:
        """Says its name and words again."""
        self.setAccessibleName(f"{say(self._name)}: {say(self._choices[self._at][1])}")
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._move((self._at - 1) % len(self._choices))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self._move((self._at + 1) % len(self._choices))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, place in enumerate(self._places()):
            if place.contains(QPointF(event.position())):
                self._move(at)

    def _move(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.retranslate()
            self.chosen.emit(self.value())

    def _padding(self) -> float:
        return 8.0 if self._bare else 13.0

    def _places(self) -> list[QRectF]:
        metrics = QFontMetricsF(self.font())
        left, places = 0.0, []
        for _value, text in self._choices:
            width = metrics.horizontalAdvance(say(text)) + 2 * self._padding()
            places.append(QRectF(left, 0, width, CONTROL_HEIGHT))
            left += width
        return places

    def sizeHint(self) -> QSize:
        return QSize(round(self._places()[-1].right() + 0.5), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = tokens()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        if not self._bare:
            rounded(painter, whole, RADIUS, now.panel, now.line)
        for at, place in enumerate(self._places()):
            here = at == self._at
            if here and not self._bare:
                rounded(painter, place, RADIUS, now.accent_soft, now.accent)
            self._draw_words(painter, place, at, here=here)
        if self.hasFocus():
            focus_ring(painter, whole, now.ring)
        painter.end()

    def _draw_words(self, painter: QPainter, place: QRectF, at: int, *, here: bool) -> None:
        now = tokens()
        marked = font("strong") if here and self._bare else self.font()
        painter.setFont(marked)
        if self._bare:
            painter.setPen(QColor(now.ink if here else now.ink2))
        else:
            painter.setPen(QColor(now.accent if here else now.ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, say(self._choices[at][1]))
        if self._bare and at:
            painter.setPen(QColor(now.ink2))
            dot = QRectF(place.left() - 6, place.top(), 12, place.height())
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, "·")
