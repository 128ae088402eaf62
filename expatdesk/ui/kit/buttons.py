"""Buttons that show their key; one class paints them all, the rest are its looks."""

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
from expatdesk.ui.tokens import CONTROL_HEIGHT, ICON_SIZE, PRIMARY_HEIGHT, RADIUS

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

    def set_icon(self, name: str | None) -> None:
        """Shows another icon of the family, or none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

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


class PrimaryButton(Button):
    """The one next step. ``large`` is the full-width one at the foot of an inspector."""

    def __init__(
        self,
        text: Text = "",
        *,
        key: str | None = None,
        icon: str | None = None,
        on: Callable[[], object] | None = None,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        if large:
            self.height_px = PRIMARY_HEIGHT
            self.grows = True
        super().__init__(text, key=key, icon=icon, on=on, parent=parent)

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, now.disabled_ground, now.line, now.disabled)
        fill = now.primary
        if self.isDown():
            fill = now.primary_pressed
        elif self._hot():
            fill = now.primary_hover
        edge = now.accent if now.dark else None
        return Look(now.on_primary, fill, edge, now.on_primary_soft)


class SecondaryButton(Button):
    """What else can be done; ``accent`` draws it in the colour of the house."""

    def __init__(
        self,
        text: Text = "",
        *,
        key: str | None = None,
        icon: str | None = None,
        on: Callable[[], object] | None = None,
        name: Text | None = None,
        accent: bool = False,
        menu: bool = False,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._accent = accent
        self.grows = grows
        super().__init__(text, key=key, icon=icon, on=on, name=name, menu=menu, parent=parent)

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, now.disabled_ground, now.line, now.disabled)
        fill = now.panel
        if self.isDown() or self._hot():
            fill = now.accent_soft if self.isDown() or self._accent else now.hover
        if self._accent:
            return Look(now.accent, fill, now.accent, now.accent)
        return Look(now.ink, fill, now.line_strong if self._hot() else now.line, now.ink2)


class DangerButton(Button):
    """What cannot be undone; drawn in the colour of errors, never the one that Enter presses."""

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, now.disabled_ground, now.line, now.disabled)
        fill = now.error.ground if self._hot() or self.isDown() else now.panel
        return Look(now.error.ink, fill, now.error.edge, now.error.ink)


class QuietButton(Button):
    """A button without a frame, for the less usual ways out (Reschedule, History, Back)."""

    padding = 8.0

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, key=now.disabled)
        hot = self._hot() or self.isDown()
        return Look(now.ink if hot else now.ink2, now.hover if hot else None, key=now.ink2)


class SmallQuietButton(QuietButton):
    """The same in the small size, for the foot of an inspector."""

    role: Role = "small"
    height_px = 28
    padding = 6.0


class LinkButton(Button):
    """A small text in the colour of the house that does something (Move…, Discount…)."""

    role: Role = "small"
    height_px = 24
    padding = 4.0

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, key=now.disabled)
        hot = self._hot() or self.isDown()
        return Look(now.accent, now.accent_soft if hot else None, key=now.ink2)


class IconButton(Button):
    """An icon alone; its ``name`` is read aloud and shown as tool tip."""

    padding = 8.0

    def __init__(
        self,
        icon: str,
        name: Text,
        *,
        key: str | None = None,
        on: Callable[[], object] | None = None,
        framed: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._framed = framed
        if small:
            self.height_px = 26
            self.padding = 4.0
        super().__init__("", key=key, icon=icon, on=on, name=name, parent=parent)

    def _tail_width(self) -> float:
        return 0.0

    def _draw_content(self, painter: QPainter, place: QRectF, look: Look) -> None:
        drawn = icons.pixmap(self._icon_name or "", look.ink, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(
            round(place.center().x() - ICON_SIZE / 2),
            round(place.center().y() - ICON_SIZE / 2),
            drawn,
        )

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, None, now.line if self._framed else None)
        hot = self._hot() or self.isDown()
        fill = now.hover if hot else (now.panel if self._framed else None)
        return Look(now.ink if hot else now.ink2, fill, now.line if self._framed else None)


class ToggleButton(Button):
    """One of several that stays pressed: a filter (``slot=False``) or a free place (``slot``)."""

    def __init__(
        self,
        text: Text = "",
        *,
        key: str | None = None,
        on: Callable[[], object] | None = None,
        slot: bool = False,
        checked: bool = False,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._slot = slot
        self.grows = grows or slot
        if slot:
            self.role = "amount"
        super().__init__(text, key=key, on=on, parent=parent)
        self.setCheckable(True)
        self.setChecked(checked)

    def look(self) -> Look:
        now = tokens()
        if not self.isEnabled():
            return Look(now.disabled, now.disabled_ground, now.line)
        if self.isChecked():
            if self._slot:
                return Look(now.on_primary, now.primary, None, now.on_primary_soft)
            return Look(now.accent, now.accent_soft, now.accent, now.accent)
        fill = now.hover if self._hot() else now.panel
        return Look(now.ink, fill, now.line_strong if self._hot() else now.line, now.ink2)


class TileButton(ToggleButton):
    """A large choice with its key underneath (Cash F5 · PIN F6 at the till)."""

    height_px = 70

    def __init__(
        self,
        text: Text = "",
        *,
        key: str | None = None,
        on: Callable[[], object] | None = None,
        checked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, key=key, on=on, checked=checked, grows=True, parent=parent)

    def _tail_width(self) -> float:
        return 0.0

    def _draw_ground(self, painter: QPainter, place: QRectF, look: Look) -> None:
        width = 2.0 if self.isChecked() else look.edge_width
        rounded(painter, place, RADIUS, look.fill, look.edge, width)
        if self.hasFocus():
            focus_ring(painter, place.adjusted(3, 3, -3, -3), tokens().ring, RADIUS - 3)

    def _draw_content(self, painter: QPainter, place: QRectF, look: Look) -> None:
        bold = font("strong" if self.isChecked() else "button")
        painter.setFont(bold)
        painter.setPen(tokens().ink if self.isEnabled() else look.ink)
        shown = QFontMetricsF(bold).elidedText(
            self._shown_text(), Qt.TextElideMode.ElideRight, place.width() - 16
        )
        top = QRectF(place.left(), place.top() + 12, place.width(), 24)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, shown)
        painter.setFont(font("small"))
        painter.setPen(tokens().ink2)
        below = QRectF(place.left(), place.top() + 36, place.width(), 20)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, key_name(self._sequence))
