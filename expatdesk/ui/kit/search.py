"""The search field, and the list of results under it that the keyboard stays out of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QWidget

from expatdesk.ui.fonts import font
from expatdesk.ui.kit.fields import TextField
from expatdesk.ui.kit.paint import draw_key, key_name, key_width, rounded
from expatdesk.ui.kit.text import DOTS, Text, make_personal, names_hidden, say
from expatdesk.ui.theme import tokens

ROW = 36
LEAST, LEAST_OF_HEAD = 320, 620
"""How wide a list of results is at least, px: under a field of a form, under that of the head."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what it is, what stands beside it, and the parts of it that were found.

    ``marks`` are (start, length) in ``title``. ``value`` comes back when the row is chosen.
    ``personal`` rows are blanked by F12.
    """

    value: object
    title: str
    detail: str = ""
    side: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    suffix: str = ""
    personal: bool = True


class Popover(QFrame):
    """A list of results that floats under a field while the field keeps the keyboard.

    ``extra`` is the last row, chosen with Ctrl+Enter ("+ New person “okonk”"). Feed keys with
    ``take_key``; a SearchField does that by itself.
    """

    chosen = Signal(object)
    extra_chosen = Signal()

    def __init__(self, field: QWidget, *, extra: bool = False, least: int = LEAST) -> None:
        super().__init__(field.window())
        self._field = field
        self._least = least
        self._hits: tuple[Hit, ...] = ()
        self._current = 0
        self._extra = extra
        self._extra_text: Text = ""
        self.setProperty("kind", "popover")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        make_personal(self)
        # It belongs to the window and would outlive a field whose form is gone.
        field.destroyed.connect(self.deleteLater)
        self.hide()

    def retranslate(self) -> None:
        """Says its rows again: names were hidden or shown."""
        if self._rows():
            self._tell()

    def show_hits(self, hits: Sequence[Hit], extra: Text = "") -> None:
        """Shows these results (and the extra row), or hides when there is nothing to show."""
        self._hits = tuple(hits)
        self._extra_text = extra if self._extra else ""
        self._current = 0
        if not self._rows():
            self.hide()
            return
        self._place()
        self._tell()
        self.show()
        self.raise_()
        self.update()

    def hits(self) -> tuple[Hit, ...]:
        """The results that are shown."""
        return self._hits

    def current(self) -> Hit | None:
        """The result that Enter would choose."""
        return self._hits[self._current] if self._current < len(self._hits) else None

    def take_key(self, event: QKeyEvent) -> bool:
        """Moves, chooses or closes with this key; False when the key means nothing here."""
        if not self.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._current = (self._current + step) % self._rows()
            self._tell()
            self.update()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(len(self._hits) if strong and self._has_extra() else self._current)
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _has_extra(self) -> bool:
        return bool(say(self._extra_text))

    def _rows(self) -> int:
        return len(self._hits) + (1 if self._has_extra() else 0)

    def _choose(self, at: int) -> None:
        if at < len(self._hits):
            hit = self._hits[at]
            self.hide()
            self.chosen.emit(hit.value)
        elif self._has_extra():
            self.hide()
            self.extra_chosen.emit()

    def _place(self) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        width = max(self._field.width(), min(self._least, window.width() - below.x() - 12))
        room = max((window.height() - below.y() - 12) // ROW, 1)
        self.setGeometry(below.x(), below.y(), width, min(self._rows(), room) * ROW + 2)

    def _tell(self) -> None:
        hit = self.current()
        if hit is None:
            words = say(self._extra_text)
        elif hit.personal and names_hidden():
            words = DOTS
        else:
            parts = (hit.title + hit.suffix, hit.detail, hit.side)
            words = " · ".join(part for part in parts if part)
        self.setAccessibleName(words)
        self._field.setAccessibleDescription(words)

    # mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // ROW
        if 0 <= at < self._rows() and at != self._current:
            self._current = at
            self._tell()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // ROW
        if 0 <= at < self._rows():
            self._choose(at)

    # drawing

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._rows() * ROW + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = tokens()
        painter = QPainter(self)
        for at in range(self._rows()):
            place = QRectF(1, 1 + at * ROW, self.width() - 2, ROW)
            if at == self._current:
                rounded(painter, place.adjusted(2, 2, -2, -2), 7, now.accent_soft)
            if at:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.setPen(QPen(QColor(now.line), 1))
                painter.drawLine(place.topLeft(), place.topRight())
            inner = place.adjusted(11, 0, -11, 0)
            if at < len(self._hits):
                self._draw_hit(painter, inner, self._hits[at])
            else:
                self._draw_extra(painter, inner)
        painter.end()

    def _draw_hit(self, painter: QPainter, place: QRectF, hit: Hit) -> None:
        now = tokens()
        hidden = hit.personal and names_hidden()
        title_width = place.width() * (0.38 if hit.detail else 0.6)
        left = QRectF(place.left(), place.top(), title_width - 8, place.height())
        if hidden:
            painter.setPen(QColor(now.ink))
            painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter), DOTS)
            return
        _draw_title(painter, left, hit)
        painter.setFont(font("small"))
        painter.setPen(QColor(now.ink2))
        metrics = QFontMetricsF(painter.font())
        middle = QRectF(
            place.left() + title_width, place.top(), place.width() * 0.3, place.height()
        )
        cut = Qt.TextElideMode.ElideRight
        painter.drawText(
            middle,
            int(Qt.AlignmentFlag.AlignVCenter),
            metrics.elidedText(hit.detail, cut, middle.width()),
        )
        start = middle.right() + 8 if hit.detail else left.right() + 8
        right = QRectF(start, place.top(), place.right() - start, place.height())
        painter.drawText(
            right,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            metrics.elidedText(hit.side, cut, right.width()),
        )

    def _draw_extra(self, painter: QPainter, place: QRectF) -> None:
        now = tokens()
        painter.setFont(font("small"))
        painter.setPen(QColor(now.accent))
        key = key_name("Ctrl+Return")
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(
            say(self._extra_text),
            Qt.TextElideMode.ElideRight,
            place.width() - key_width(key) - 12,
        )
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        at = place.left() + metrics.horizontalAdvance(words) + 10
        draw_key(painter, at, place.center().y(), key, now.ink2)


def _draw_title(painter: QPainter, place: QRectF, hit: Hit) -> None:
    """The title in bold with the found parts marked, then its suffix."""
    now = tokens()
    strong, light = font("small_strong"), font("small")
    metrics = QFontMetricsF(strong)
    title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, place.width())
    for start, length in hit.marks:
        before = metrics.horizontalAdvance(title[:start])
        width = metrics.horizontalAdvance(title[start : start + length])
        mark = QRectF(place.left() + before, place.center().y() - 9, width, 18)
        rounded(painter, mark, 3, now.mark)
    painter.setFont(strong)
    painter.setPen(QColor(now.ink))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), title)
    if not hit.suffix:
        return
    after = metrics.horizontalAdvance(title)
    rest = place.adjusted(after, 0, 0, 0)
    if rest.width() > 20:
        painter.setFont(light)
        painter.setPen(QColor(now.ink2))
        words = QFontMetricsF(light).elidedText(
            hit.suffix, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), words)


class SearchField(TextField):
    """A field that searches while one types; ``asked`` follows each change after a moment.

    ``popover`` shows results under it and takes arrows, Enter, Ctrl+Enter and Esc. ``key`` is
    shown inside, in front of the right edge, and brings the keyboard here when it is given to
    an action of the window.
    """

    asked = Signal(str)

    def __init__(
        self,
        placeholder: Text = "",
        *,
        key: str = "",
        name: Text = "",
        header: bool = False,
        extra: bool = False,
        delay_ms: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        self._key = key
        super().__init__(placeholder=placeholder, name=name or placeholder, parent=parent)
        self._extra = extra
        self._least = LEAST_OF_HEAD if header else LEAST
        self._popover: Popover | None = None
        if key:
            self.setTextMargins(0, 0, self._key_room(), 0)
        if header:
            self.setProperty("kind", "search")
        self._pause = QTimer(self, singleShot=True, interval=delay_ms)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    @property
    def popover(self) -> Popover:
        """The list under the field, made when it is first needed."""
        if self._popover is None:
            self._popover = Popover(self, extra=self._extra, least=self._least)
        return self._popover

    def show_hits(self, hits: Sequence[Hit], extra: Text = "") -> None:
        """Shows results under the field, unless it has been left or emptied meanwhile."""
        if not self.text().strip() or not self.hasFocus():
            self.popover.hide()
            return
        self.popover.show_hits(hits, extra)

    @Slot()
    def _typed(self) -> None:
        if not self.text().strip() and self._popover is not None:
            self._popover.hide()
        if self._pause.interval():
            self._pause.start()
        else:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.text())

    def event(self, event: QEvent) -> bool:
        # While results are shown these keys are theirs and not a shortcut of the window.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._popover is not None
            and self._popover.isVisible()
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popover is not None and self._popover.take_key(event):
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._popover is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._popover.hide()
        super().focusOutEvent(event)

    def _key_room(self) -> int:
        """Pixels at the right that the words leave to the key."""
        return round(key_width(key_name(self._key))) + 10 if self._key else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._key or self.text() or self.hasFocus():
            return
        painter = QPainter(self)
        shown = QFontMetricsF(self.font()).horizontalAdvance(self.placeholderText())
        key = key_name(self._key)
        left = min(11 + shown + 12, self.width() - key_width(key) - 10)
        draw_key(painter, left, self.height() / 2, key, tokens().ink2)
        painter.end()
