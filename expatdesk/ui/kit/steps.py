"""The strip Booked · Arrived · At desk · Done of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit.text import Text, say
from expatdesk.ui.theme import tokens


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its word and, once it is reached, when or how ("11:38", "web, 9 Nov")."""

    word: Text
    detail: str = ""


class StepProgress(QWidget):
    """Steps in order; those up to ``reached`` are drawn in the colour of the house, and ✓."""

    def __init__(
        self, steps: Sequence[Step] = (), reached: int = -1, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._reached = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(steps, reached)

    def show_steps(self, steps: Sequence[Step], reached: int) -> None:
        """Shows these steps; ``reached`` is the index of the last one reached, -1 for none."""
        self._steps = tuple(steps)
        self._reached = reached
        self.retranslate()

    def reached(self) -> int:
        """Index of the last step reached, -1 for none."""
        return self._reached

    def retranslate(self) -> None:
        """Says its words again."""
        words = [
            f"{say(step.word)}{' ✓' if at <= self._reached else ''} {step.detail}".strip()
            for at, step in enumerate(self._steps)
        ]
        self.setAccessibleName(", ".join(words))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(84 * max(len(self._steps), 1), 46)

    def minimumSizeHint(self) -> QSize:
        return QSize(60 * max(len(self._steps), 1), 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._steps:
            return
        painter = QPainter(self)
        width = (self.width() - 4 * (len(self._steps) - 1)) / len(self._steps)
        for at, step in enumerate(self._steps):
            place = QRectF(at * (width + 4), 0, width, self.height())
            self._draw_step(painter, place, step, at)
        painter.end()

    def _draw_step(self, painter: QPainter, place: QRectF, step: Step, at: int) -> None:
        now = tokens()
        past, here = at < self._reached, at == self._reached
        bar = QColor(now.accent if past or here else now.line_strong)
        painter.fillRect(QRectF(place.left(), 0, place.width(), 3), bar)
        word, role = _fitting(say(step.word), place.width(), past=past, here=here)
        metrics = QFontMetricsF(font(role))
        painter.setFont(font(role))
        painter.setPen(QColor(now.ink if past or here else now.ink2))
        cut, middle = Qt.TextElideMode.ElideRight, int(Qt.AlignmentFlag.AlignCenter)
        line = QRectF(place.left(), 8, place.width(), 17)
        painter.drawText(line, middle, metrics.elidedText(word, cut, place.width()))
        painter.setFont(font("small"))
        painter.setPen(QColor(now.ink2))
        below = QRectF(place.left(), 25, place.width(), 17)
        painter.drawText(below, middle, metrics.elidedText(step.detail, cut, place.width()))


def _fitting(word: str, width: float, *, past: bool, here: bool) -> tuple[str, Role]:
    """The word with its tick or in bold; where that is too wide plain, and then smaller."""
    role: Role = "small_strong" if here else "small"
    ticked = f"✓ {word}" if past else word
    looks: tuple[tuple[str, Role], ...] = ((ticked, role), (word, "small"))
    for said, how in looks:
        if QFontMetricsF(font(how)).horizontalAdvance(said) <= width:
            return said, how
    return word, "key"
