"""Pills and chips: a state or a tag as colour, sign and word; a chosen thing with a ✕."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.i18n import _
from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit.paint import draw_cross, focus_ring, rounded
from expatdesk.ui.kit.text import DOTS, PlainLabel, Text, names_hidden, say, tooltip
from expatdesk.ui.theme import state_colours, tokens


class Pill(PlainLabel):
    """A small rounded tag. ``state`` chooses colour and sign (see ``state_colours``).

    Without ``text`` the state's own word is shown; with it, the text stands for the word
    ("Arrived 11:38"). ``sign`` puts the state's sign before it.
    """

    def __init__(
        self,
        text: Text = "",
        *,
        state: str = "neutral",
        sign: bool = False,
        role: Role = "small",
        personal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._state = state
        self._sign = sign
        self._words = text
        super().__init__(self._said, role=role, personal=personal, parent=parent)
        strong = font("small_strong") if role == "small" else font(role)
        strong.setWeight(strong.Weight.Medium)
        self.setFont(strong)
        self.setContentsMargins(9, 0, 9, 0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: Text) -> None:
        self._words = text
        self.refresh()
        self.updateGeometry()

    def set_state(self, state: str, text: Text | None = None) -> None:
        """Shows another state, and other words when they are given."""
        self._state = state
        if text is not None:
            self._words = text
        self.refresh()
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """The state that is shown."""
        return self._state

    def _said(self) -> str:
        look = state_colours(self._state)
        words = say(self._words) or look.word
        return f"{look.sign} {words}" if self._sign else words

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 19
        return QSize(width, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 44), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = state_colours(self._state)
        painter = QPainter(self)
        place = QRectF(0, (self.height() - 20) / 2, self.width(), 20)
        plain = self._state in {"booked", "planned", "confirmed", "held"}
        rounded(painter, place, 10, look.ground, tokens().line if plain else None)
        painter.setFont(self.font())
        painter.setPen(look.ink)
        inner = place.adjusted(9, 0, -9, 0)
        shown = QFontMetricsF(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        painter.drawText(inner.adjusted(0, 0, 2, 0), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class CountBadge(Pill):
    """A number beside a place in the navigation or before a line ("3", "18")."""

    def __init__(
        self, count: int = 0, *, state: str = "arrived", parent: QWidget | None = None
    ) -> None:
        super().__init__(str(count), state=state, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def set_count(self, count: int) -> None:
        """Shows another number; nought hides the badge."""
        self.set_text(str(count))
        self.setVisible(count > 0)


class Chip(QWidget):
    """A chosen thing (a person of the party) that can be taken out again.

    Click on ✕, or Delete or Backspace with the keyboard, emits ``removed``; a click elsewhere
    or Enter emits ``pressed``.
    """

    removed = Signal()
    pressed = Signal()

    def __init__(
        self,
        text: Text,
        *,
        removable: bool = True,
        personal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._removable = removable
        self._personal = personal
        self.setFont(font("small_strong"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.retranslate()

    def text(self) -> str:
        """The words on the chip, blanked while names are hidden."""
        said = say(self._text)
        return DOTS if self._personal and names_hidden() else said

    def set_text(self, text: Text) -> None:
        """Shows other words."""
        self._text = text
        self.retranslate()

    def retranslate(self) -> None:
        """Says its text and its name again."""
        name = say(self._text)
        if self._removable:
            name = _("{name}, press Delete to take out").format(name=name)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 24
        return QSize(round(width + (16 if self._removable else 0)), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 72), 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.position().toPoint()):
            return
        if self._removable and event.position().x() >= self.width() - 26:
            self.removed.emit()
        else:
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = tokens()
        painter = QPainter(self)
        place = QRectF(self.rect())
        rounded(painter, place, 14, now.accent_soft)
        if self.hasFocus():
            focus_ring(painter, place, now.ring, 14)
        painter.setFont(self.font())
        painter.setPen(now.accent)
        inner = place.adjusted(12, 0, -12 - (16 if self._removable else 0), 0)
        shown = QFontMetricsF(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        self.setToolTip(tooltip(self.text()) if shown != self.text() else "")
        painter.drawText(inner.adjusted(0, 0, 2, 0), int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self._removable:
            cross = QRectF(self.width() - 26, 0, 18, self.height())
            draw_cross(painter, cross.center(), now.accent)
        painter.end()
