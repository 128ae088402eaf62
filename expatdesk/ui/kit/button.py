"""The button that paints itself, with its icon and its key; kit/buttons.py has its kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from expatdesk.ui import icons
from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit.paint import chevron, draw_key, focus_ring, key_name, key_width, rounded
from expatdesk.ui.kit.text import Text, doubled, say, tooltip
from expatdesk.ui.theme import tokens
from expatdesk.ui.tokens import CONTROL_HEIGHT, ICON_SIZE, RADIUS

_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a button in one moment; None draws nothing."""

    ink: str
    fill: str | None = None
    edge: str | None = None
    key: str | None = None
    edge_width: float = 1.0
    ring: str | None = None


class Button(QAbstractButton):
    """A push button drawn by us, with an optional icon in front and its key at the end.

    ``key`` (``"Return"``, ``"Ctrl+N"``, ``"F5"``) presses the button from anywhere in its
    window while it can be seen, and stands in the sheet of keys (F1). Without room the text
    is elided and shown whole as a tool tip.
    """

    role: Role = "button"
    height_px = CONTROL_HEIGHT
    padding = 14.0
    grows = False

    def __init__(
        self,
        text: Text = "",
        *,
        key: str | None = None,
        icon: str | None = None,
        on: Callable[[], object] | None = None,
        name: Text | None = None,
        menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._name = name
        self._icon_name = icon
        self._has_menu = menu
        self._sequence = ""
        self._action = QAction(self)
        self._action.triggered.connect(self._pressed_by_key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(font(self.role))
        across = QSizePolicy.Policy.Expanding if self.grows else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.set_key(key)
        self._on = on
        self.clicked.connect(self._clicked)
        self.retranslate()

    def set_text(self, text: Text) -> None:
        """Shows another text."""
        self._text = text
        self.retranslate()

    def set_key(self, key: str | None) -> None:
        """Gives the button another key, or none.

        Esc is shown here and pressed by the window, which has it for going back.
        """
        self._sequence = key or ""
        keys = [QKeySequence(key)] if key and key != "Esc" else []
        if key == "Return":
            keys.append(QKeySequence("Enter"))
        self._action.setShortcuts(keys)
        if keys and self._action not in self.actions():
            self.addAction(self._action)
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """The key that presses it, empty when there is none."""
        return self._sequence

    def retranslate(self) -> None:
        """Says its text again."""
        said = say(self._text)
        self.setText(doubled(said))
        self.setAccessibleName(say(self._name) if self._name is not None else said)
        self._action.setText(doubled(self.accessibleName()))
        self.updateGeometry()
        self._tell_rest()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        # A focused button keeps Enter for itself; elsewhere Enter is the primary button's.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    @Slot()
    def _clicked(self) -> None:
        if self._on is not None:
            self._on()

    @Slot()
    def _pressed_by_key(self) -> None:
        self.click()

    def popup(self, menu: QMenu) -> None:
        """Opens ``menu`` under the button."""
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    # size

    def sizeHint(self) -> QSize:
        width = 2 * self.padding + self._text_width() + self._icon_width() + self._tail_width()
        return QSize(round(width + 0.5), self.height_px)

    def minimumSizeHint(self) -> QSize:
        least = min(self._text_width(), QFontMetricsF(self.font()).horizontalAdvance("MMM…"))
        width = 2 * self.padding + least + self._icon_width() + self._tail_width()
        return QSize(round(width + 0.5), self.height_px)

    def resizeEvent(self, event: object) -> None:
        del event
        self._tell_rest()

    def is_cut(self) -> bool:
        """Whether the text is shown with an ellipsis."""
        return bool(self._shown_text()) and self._text_room() + 0.5 < self._text_width()

    def _tell_rest(self) -> None:
        said = self._shown_text()
        whole = self.accessibleName() if not said or self.is_cut() else ""
        self.setToolTip(tooltip(whole))

    def _shown_text(self) -> str:
        return self.text().replace("&&", "&")

    def _text_width(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(self._shown_text())

    def _icon_width(self) -> float:
        if self._icon_name is None:
            return 0.0
        return ICON_SIZE + (_GAP if self._shown_text() else 0.0)

    def _tail_width(self) -> float:
        width = 0.0
        if self._has_menu:
            width += _GAP + 8
        if self._sequence:
            width += _GAP + key_width(key_name(self._sequence))
        return width

    def _text_room(self) -> float:
        return self.width() - 2 * self.padding - self._icon_width() - self._tail_width()

    # drawing

    def look(self) -> Look:
        """Colours of the moment; each kind of button has its own."""
        raise NotImplementedError

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = self.look()
        painter = QPainter(self)
        place = QRectF(self.rect())
        self._draw_ground(painter, place, look)
        self._draw_content(painter, place, look)
        painter.end()

    def _draw_ground(self, painter: QPainter, place: QRectF, look: Look) -> None:
        if not self.hasFocus():
            rounded(painter, place, RADIUS, look.fill, look.edge, look.edge_width)
            return
        if look.fill is not None:
            rounded(painter, place.adjusted(3, 3, -3, -3), RADIUS - 3, look.fill)
        focus_ring(painter, place, look.ring or tokens().ring)

    def _draw_content(self, painter: QPainter, place: QRectF, look: Look) -> None:
        middle = place.center().y()
        width = min(self._text_width(), max(self._text_room(), 0.0))
        inner = width + self._icon_width() + self._tail_width()
        left = self._content_left(place, inner)
        if self._icon_name is not None:
            drawn = icons.pixmap(self._icon_name, look.ink, ICON_SIZE, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(middle - ICON_SIZE / 2), drawn)
            left += self._icon_width()
        painter.setFont(self.font())
        painter.setPen(look.ink)
        shown = QFontMetricsF(self.font()).elidedText(
            self._shown_text(), Qt.TextElideMode.ElideRight, width + 1
        )
        painter.drawText(
            QRectF(left, place.top(), width + 2, place.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            shown,
        )
        left += width
        if self._has_menu:
            chevron(painter, left + _GAP, middle + 1, look.ink)
            left += _GAP + 8
        if self._sequence:
            draw_key(painter, left + _GAP, middle, key_name(self._sequence), look.key or look.ink)

    def _content_left(self, place: QRectF, inner: float) -> float:
        return place.left() + max((place.width() - inner) / 2, self.padding)

    def _hot(self) -> bool:
        return self.isEnabled() and self.underMouse()
