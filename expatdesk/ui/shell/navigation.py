"""The rooms of the window, at the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from expatdesk.i18n import ngettext
from expatdesk.ui import icons
from expatdesk.ui.fonts import font
from expatdesk.ui.kit.button import Button, Look
from expatdesk.ui.kit.layout import column
from expatdesk.ui.kit.paint import focus_ring, rounded
from expatdesk.ui.shell.page import PageSpec
from expatdesk.ui.theme import tokens
from expatdesk.ui.tokens import ICON_SIZE, RADIUS

WIDTH = 184
WIDEST = 224
_TEXT_LEFT = 38.0
_TEXT_RIGHT = 8.0


class RoomButton(Button):
    """One room: icon, word, and a number when something waits there."""

    height_px = 36
    padding = 10.0
    grows = True

    def __init__(self, spec: PageSpec, key: str | None, parent: QWidget | None = None) -> None:
        self._count = 0
        self._room_key = key
        super().__init__(spec.title, icon=spec.icon, parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """Shows how many things wait there; nought shows nothing."""
        if count != self._count:
            self._count = count
            self.retranslate()

    def count(self) -> int:
        """The number that is shown."""
        return self._count

    def retranslate(self) -> None:
        super().retranslate()
        if self._count:
            words = ngettext("{count} waiting", "{count} waiting", self._count)
            said = f"{self._shown_text()}, {words.format(count=self._count)}"
            self.setAccessibleName(said)

    def look(self) -> Look:
        now = tokens()
        if self.isChecked():
            return Look(now.accent, now.accent_soft)
        return Look(now.ink if self._hot() else now.ink2, now.hover if self._hot() else None)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.height_px)

    def wanted_width(self) -> int:
        """The width at which its word is shown whole, lit or not."""
        words = QFontMetricsF(font("strong")).horizontalAdvance(self._shown_text())
        return round(_TEXT_LEFT + words + self._tail_width() + _TEXT_RIGHT + 2)

    def _text_room(self) -> float:
        return self.width() - _TEXT_LEFT - _TEXT_RIGHT - self._tail_width()

    def _badge_width(self) -> float:
        if not self._count:
            return 0.0
        return QFontMetricsF(font("small_strong")).horizontalAdvance(str(self._count)) + 15

    def _tail_width(self) -> float:
        return self._badge_width() + (6 if self._count else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look, painter, place = self.look(), QPainter(self), QRectF(self.rect())
        if look.fill:
            rounded(painter, place, RADIUS, look.fill)
        if self.hasFocus():
            focus_ring(painter, place, tokens().ring)
        middle = place.center().y()
        drawn = icons.pixmap(self._icon_name or "", look.ink, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(10, round(middle - ICON_SIZE / 2), drawn)
        painter.setFont(font("strong" if self.isChecked() else "button"))
        painter.setPen(QColor(look.ink))
        room = QRectF(_TEXT_LEFT, 0, self._text_room(), place.height())
        shown = QFontMetricsF(painter.font()).elidedText(
            self._shown_text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self._count:
            self._draw_badge(painter, place)
        painter.end()

    def _draw_badge(self, painter: QPainter, place: QRectF) -> None:
        tone = tokens().arrived
        width = self._badge_width()
        badge = QRectF(place.right() - width - 10, place.center().y() - 10, width, 20)
        rounded(painter, badge, 10, tone.ground)
        painter.setFont(font("small_strong"))
        painter.setPen(QColor(tone.ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._count))


class Navigation(QFrame):
    """All rooms, one of them lit. ``chosen`` gives the name of the room that is wanted."""

    chosen = Signal(str)
    widened = Signal(int)

    def __init__(self, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "navigation")
        self.setFixedWidth(WIDTH)
        self.rooms: dict[str, RoomButton] = {}
        self._under = {page.name: page.under for page in pages if page.place == "hidden"}
        body = column(spacing=2, margins=(8, 10, 9, 10), parent=self)
        for place in ("top", "bottom"):
            if place == "bottom":
                body.addStretch(1)
            for page in pages:
                if page.place == place:
                    body.addWidget(self._room(page))
        self.make_room()

    def _room(self, page: PageSpec) -> RoomButton:
        room = RoomButton(page, None)
        room.setProperty("room", page.name)
        room.clicked.connect(self._clicked)
        self.rooms[page.name] = room
        return room

    def make_room(self) -> None:
        """Grows as far as the longest word needs: Dutch is a third longer."""
        wanted = max((room.wanted_width() for room in self.rooms.values()), default=0) + 17
        width = min(max(WIDTH, wanted), WIDEST)
        if width != self.width():
            self.setFixedWidth(width)
            self.widened.emit(width)

    def changeEvent(self, event: QEvent) -> None:
        # The rooms are told after this frame, so the words are asked for and not waited for.
        if event.type() == QEvent.Type.LanguageChange:
            for room in self.rooms.values():
                room.retranslate()
            self.make_room()
        super().changeEvent(event)

    def show_count(self, name: str, count: int) -> None:
        """Shows how many things wait in a room."""
        self.rooms[name].set_count(count)
        self.make_room()

    def light(self, name: str) -> None:
        """Lights the room ``name``, or the one it lies under."""
        lit = self._under.get(name) or name
        for candidate, room in self.rooms.items():
            room.setChecked(candidate == lit)
            room.update()

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RoomButton):
            name = str(sender.property("room"))
            # A click does not unlight the room that is open.
            sender.setChecked(True)
            self.chosen.emit(name)
