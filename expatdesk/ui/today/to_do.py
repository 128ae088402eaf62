"""What is to be done: a number, what it counts, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import ToDo
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import Button, Card, Look, PlainLabel, clear, column
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.theme import state_colours, tokens
from expatdesk.ui.today import words


class ToDoLine(Button):
    """One line: the number in its pill, then the words; pressing it leads there."""

    wanted = Signal(str)
    padding = 2.0
    height_px = 30
    grows = True

    def __init__(self, line: ToDo) -> None:
        self._kind = line.kind
        self._count, self._state = str(line.count), "arrived" if line.urgent else "neutral"
        super().__init__(
            lambda: words.to_do(line.kind),
            name=lambda: f"{line.count} {words.to_do(line.kind)}",
        )
        self.clicked.connect(self._want)

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self._kind)

    def look(self) -> Look:
        now = tokens()
        hot = self._hot() or self.isDown()
        return Look(now.ink, now.hover if hot else None)

    def _pill_width(self) -> float:
        return QFontMetricsF(font("small_strong")).horizontalAdvance(self._count) + 16

    def _icon_width(self) -> float:
        return max(self._pill_width(), 26) + 10

    def _content_left(self, place: QRectF, inner: float) -> float:
        del inner
        return place.left() + self.padding + self._icon_width()

    def _draw_content(self, painter: QPainter, place: QRectF, look: Look) -> None:
        tone, width = state_colours(self._state), max(self._pill_width(), 26)
        pill = QRectF(place.left() + self.padding, place.center().y() - 10, width, 20)
        rounded(painter, pill, 10, tone.ground)
        painter.setFont(font("small_strong"))
        painter.setPen(QColor(tone.ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self._count)
        super()._draw_content(painter, place, look)


class ToDoCard(Card):
    """The lines of what waits, or that nothing does; ``wanted`` carries the kind of one."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("To do"), large=True, spacing=0, parent=parent)
        self._lines = column(spacing=2)
        self.content.addLayout(self._lines)
        self._shown: tuple[ToDo, ...] | None = None

    def show_lines(self, lines: Sequence[ToDo]) -> None:
        """Shows these lines, where they are others than before."""
        if self._shown == tuple(lines):
            return
        self._shown = tuple(lines)
        clear(self._lines)
        for each in lines:
            line = ToDoLine(each)
            line.wanted.connect(self.wanted)
            self._lines.addWidget(line)
        if not lines:
            nothing = PlainLabel(
                lambda: _(
                    "Nothing waits. Calls, mails, follow-ups and receipts that did not print "
                    "are listed here."
                ),
                tone="muted",
                role="small",
                wrap=True,
            )
            self._lines.addWidget(nothing)

    def lines(self) -> list[ToDoLine]:
        """The lines that are shown."""
        items = (self._lines.itemAt(at) for at in range(self._lines.count()))
        found = (item.widget() for item in items if item is not None)
        return [line for line in found if isinstance(line, ToDoLine)]
