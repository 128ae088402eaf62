"""The kinds of button: each is the one of kit/button.py with its own looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
)
from PySide6.QtWidgets import QWidget

from expatdesk.ui import icons
from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit.button import Button, Look
from expatdesk.ui.kit.paint import focus_ring, key_name, rounded
from expatdesk.ui.kit.text import Text
from expatdesk.ui.theme import tokens
from expatdesk.ui.tokens import ICON_SIZE, PRIMARY_HEIGHT, RADIUS


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
