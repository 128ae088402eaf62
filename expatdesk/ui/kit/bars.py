"""Bars that speak and stop nobody: what can be undone, what went wrong, what takes long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QWidget

from expatdesk.i18n import _
from expatdesk.ui import icons
from expatdesk.ui.kit.button import Button, Look
from expatdesk.ui.kit.buttons import IconButton, LinkButton, SecondaryButton
from expatdesk.ui.kit.card import Card
from expatdesk.ui.kit.layout import row
from expatdesk.ui.kit.text import PlainLabel, Text, say
from expatdesk.ui.operations import BUSY_AFTER_MS, Job
from expatdesk.ui.theme import tokens

UNDO_MS = 12_000
NOTICE_MS = 8_000
WIDEST = 860
"""A bar with much to say grows to this, px."""
_SIGNS = {"info": "info", "done": "circle-check", "warning": "alert", "error": "circle-x"}


class _UndoButton(Button):
    """Undo, readable on the dark bar."""

    height_px = 28
    padding = 10.0

    def look(self) -> Look:
        now = tokens()
        edge = QColor(now.panel)
        edge.setAlphaF(0.35)
        edge_name = edge.name(QColor.NameFormat.HexArgb)
        return Look(now.panel, None, edge_name, now.panel, ring=now.panel)


class UndoBar(QFrame):
    """What has just been done, with Undo (Ctrl+Z) for a while; it never stops the work.

    ``undone`` carries what was offered. A second offer takes the place of the first.
    """

    undone = Signal(object)
    closed = Signal()

    def __init__(self, *, timeout_ms: int = UNDO_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: object = None
        self.setProperty("kind", "undo")
        self.message = PlainLabel("", personal=False)
        self.button = _UndoButton(lambda: _("Undo"), key="Ctrl+Z", on=self._undo)
        line = row(spacing=12, margins=(16, 4, 6, 4), parent=self)
        line.addWidget(self.message, 1)
        line.addWidget(self.button)
        self._limit = QTimer(self, singleShot=True, interval=timeout_ms)
        self._limit.timeout.connect(self.dismiss)
        self.hide()

    def offer(self, message: Text, undo: object) -> None:
        """Shows ``message``; ``undo`` comes back with ``undone`` when it is wanted."""
        self._offer = undo
        self.message.set_text(message)
        self.setAccessibleName(say(message))
        self.show()
        self.raise_()
        self._limit.start()

    @Slot()
    def dismiss(self) -> None:
        """Closes the bar: what was done stays done."""
        self._offer = None
        self._limit.stop()
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEvent) -> None:
        del event
        # Nobody loses the offer while reaching for it.
        self._limit.stop()

    def leaveEvent(self, event: QEvent) -> None:
        del event
        if self.isVisible():
            self._limit.start()

    def _undo(self) -> None:
        offer = self._offer
        self.dismiss()
        if offer is not None:
            self.undone.emit(offer)


class NoticeBar(QFrame):
    """A sentence with a sign; goes by itself when it is good news, stays when it is not."""

    closed = Signal()

    def __init__(self, *, timeout_ms: int = NOTICE_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = "info"
        self._on_action: Callable[[], object] | None = None
        self._on_other: Callable[[], object] | None = None
        self.setProperty("kind", "notice")
        self._sign = QLabel()
        self.message = PlainLabel("", wrap=True)
        self.action = LinkButton("", on=self._act)
        self.action.hide()
        self.other = LinkButton("", on=self._act_other)
        self.other.hide()
        self.close_button = IconButton("x", lambda: _("Close"), on=self.dismiss, small=True)
        line = row(spacing=10, margins=(12, 5, 6, 5), parent=self)
        line.addWidget(self._sign)
        line.addWidget(self.message, 1)
        line.addWidget(self.action)
        line.addWidget(self.other)
        line.addWidget(self.close_button)
        self._limit = QTimer(self, singleShot=True, interval=timeout_ms)
        self._limit.timeout.connect(self.dismiss)
        self.hide()

    def say(
        self,
        level: str,
        message: Text,
        *,
        action: Text = "",
        on_action: Callable[[], object] | None = None,
        other: Text = "",
        on_other: Callable[[], object] | None = None,
        stays: bool | None = None,
    ) -> None:
        """Shows ``message`` at ``level`` info, done, warning or error, with up to two ways on.

        Warnings and errors stay until they are closed, unless ``stays`` says otherwise.
        """
        self._level = level
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.message.set_text(message)
        self.setAccessibleName(say(message))
        self._on_action, self._on_other = on_action, on_other
        for link, words in ((self.action, action), (self.other, other)):
            link.set_text(words)
            link.setVisible(bool(say(words)))
        self._draw()
        self.show()
        self.raise_()
        lasting = level in {"warning", "error"} if stays is None else stays
        self._limit.stop()
        if not lasting:
            self._limit.start()

    @Slot()
    def dismiss(self) -> None:
        """Closes the bar."""
        self._limit.stop()
        self.hide()
        self.closed.emit()

    def level(self) -> str:
        """How grave what it says is."""
        return self._level

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()
        super().changeEvent(event)

    def _act(self) -> None:
        wanted = self._on_action
        self.dismiss()
        if wanted is not None:
            wanted()

    def _act_other(self) -> None:
        wanted = self._on_other
        self.dismiss()
        if wanted is not None:
            wanted()

    def _draw(self) -> None:
        if not hasattr(self, "_sign"):
            return
        now = tokens()
        tones = {"done": now.done, "warning": now.arrived, "error": now.error}
        ink = tones.get(self._level, now.info).ink
        self._sign.setPixmap(icons.pixmap(_SIGNS[self._level], ink, 18, self.devicePixelRatioF()))


class ProgressCard(Card):
    """How far a job is, with Cancel; it shows itself only when the job takes over 300 ms."""

    def __init__(self, title: Text, *, parent: QWidget | None = None) -> None:
        super().__init__(title, large=True, parent=parent)
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.words = PlainLabel("", role="small", tone="muted")
        self.button = SecondaryButton(lambda: _("Stop"), key="Esc", on=self._cancel)
        self.content.addWidget(self.bar)
        line = row()
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.content.addLayout(line)
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def follow(self, job: Job) -> None:
        """Shows this job until it ends."""
        self._job = job
        self.bar.setRange(0, 0)
        self.button.setEnabled(True)
        self.words.set_text("")
        job.progressed.connect(self._progressed)
        job.finished.connect(self._finished)
        self._patience.start()

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(words)
        self.words.set_text(words)

    @Slot()
    def _finished(self) -> None:
        self._job = None
        self._patience.stop()
        self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.button.setEnabled(False)
            self.words.set_text(lambda: _("Stopping…"))


class BusyLine(QWidget):
    """A thin line that moves while the window waits for an answer (``Operations.busy``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0.0
        self.setFixedHeight(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._beat = QTimer(self, interval=40)
        self._beat.timeout.connect(self._step)

    @Slot(bool)
    def show_busy(self, busy: bool) -> None:  # noqa: FBT001  connected to a signal
        """Moves, or rests."""
        if busy:
            self._beat.start()
        else:
            self._beat.stop()
        self.update()

    @Slot()
    def _step(self) -> None:
        self._at = (self._at + 0.03) % 1.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 2)

    def paintEvent(self, event: object) -> None:
        del event
        if not self._beat.isActive():
            return
        painter = QPainter(self)
        width = self.width()
        left = int((self._at * 1.3 - 0.3) * width)
        painter.fillRect(left, 0, int(width * 0.3), 2, QColor(tokens().accent))
        painter.end()


def centred_over(bar: QWidget, window: QWidget, *, bottom: int, width: int = 560) -> None:
    """Puts a floating bar in the middle above the lower edge of ``window``."""
    wanted = max(width, min(bar.sizeHint().width(), WIDEST))
    wide = min(wanted, window.width() - 48)
    bar.setFixedWidth(wide)
    layout = bar.layout()
    tall = bar.sizeHint().height()
    if layout is not None and layout.hasHeightForWidth():
        tall = max(tall, layout.heightForWidth(wide))
    bar.resize(wide, tall)
    bar.move((window.width() - wide) // 2, window.height() - bottom - tall)
