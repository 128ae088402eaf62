"""The foot of the window: is all well, and what time is it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from expatdesk.formats import time_hm, weekday_date
from expatdesk.ui.context import Desk
from expatdesk.ui.kit.buttons import LinkButton
from expatdesk.ui.kit.layout import row
from expatdesk.ui.kit.text import PlainLabel, Text, say
from expatdesk.ui.theme import tokens

HEIGHT = 26


class _Dot(QWidget):
    """Green and round while all is well, red and square when it is not."""

    def __init__(self) -> None:
        super().__init__()
        self.well = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(now.done.edge if self.well else now.error.edge))
        if self.well:
            painter.drawEllipse(QRectF(0, 0, 8, 8))
        else:
            painter.drawRect(QRectF(0, 0, 8, 8))
        painter.end()


class StatusLine(QFrame):
    """Connection, till, backup and what is not printed at the left, day and time at the right.

    ``day_turned``: a new day has begun.
    """

    printing_wanted = Signal()
    day_turned = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("kind", "status")
        self.setFixedHeight(HEIGHT)
        self._dot = _Dot()
        self.connection = PlainLabel("", role="small", tone="muted")
        self.till = PlainLabel("", role="small", tone="muted")
        self.backup = PlainLabel("", role="small", tone="muted")
        self.printing = LinkButton("", on=self.printing_wanted.emit)
        self.printing.hide()
        self.moment = PlainLabel(self._said_moment, role="amount_small", tone="muted", elide=False)
        line = row(spacing=6, margins=(16, 1, 16, 0), parent=self)
        line.addWidget(self._dot)
        for part in (self.connection, self.till, self.backup):
            line.addWidget(part)
            line.addSpacing(16)
        line.addWidget(self.printing)
        line.addStretch(1)
        line.addWidget(self.moment)
        self._day = desk.today()
        self._beat = QTimer(self, interval=1000)
        self._beat.timeout.connect(self._tick)
        self._beat.start()

    def show_status(
        self,
        *,
        connection: Text | None = None,
        till: Text | None = None,
        backup: Text | None = None,
        printing: Text | None = None,
        well: bool | None = None,
    ) -> None:
        """Says what is given and leaves the rest; ``well`` is the dot before it.

        ``printing`` is a link to what is not printed yet; empty words take it away.
        """
        if printing is not None:
            self.printing.set_text(printing)
            self.printing.setVisible(bool(say(printing)))
        for label, text in (
            (self.connection, connection),
            (self.till, till),
            (self.backup, backup),
        ):
            if text is not None:
                label.set_text(text)
        if well is not None:
            self._dot.well = well
            self._dot.update()

    def _said_moment(self) -> str:
        now = self._desk.now()
        return f"{weekday_date(now)} · {time_hm(now)}"

    @Slot()
    def _tick(self) -> None:
        if self.moment.text() != self._said_moment():
            self.moment.refresh()
        if self._desk.today() != self._day:
            self._day = self._desk.today()
            self.day_turned.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.moment.refresh()
        super().changeEvent(event)
