"""The month under the title: a day is picked with mouse or arrows."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from expatdesk.formats import month_year, weekday_date, weekday_name
from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import IconButton, PlainLabel, column, row
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.theme import tokens

CELL = 36
HEAD = 24
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


def month_shifted(day: date, months: int) -> date:
    """The same day of another month, or that month's last one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


class MonthGrid(QWidget):
    """Six weeks from Monday on, with the week numbers; `chosen` tells a day."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date(2000, 1, 1)
        self._today = self._day
        self._hovered: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())

    def show_day(self, day: date, today: date) -> None:
        self._day, self._today = day, today
        self.setAccessibleName(_("Month, {day}").format(day=weekday_date(day)))
        self.update()

    def day(self) -> date:
        return self._day

    def sizeHint(self) -> QSize:
        return QSize(CELL * 8 - 8, HEAD + 6 * (CELL - 4))

    def _weeks(self) -> list[list[date]]:
        weeks = Calendar().monthdatescalendar(self._day.year, self._day.month)
        while len(weeks) < 6:
            last = weeks[-1][-1]
            weeks.append([last + timedelta(days=n) for n in range(1, 8)])
        return weeks

    def _cells(self) -> list[tuple[QRectF, date]]:
        return [
            (QRectF(28 + x * CELL, HEAD + y * (CELL - 4), CELL, CELL - 4), day)
            for y, week in enumerate(self._weeks())
            for x, day in enumerate(week)
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go(self._day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(month_shifted(self._day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._day)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self.show_day(day, self._today)
        self.moved.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._hovered = next((day for place, day in self._cells() if place.contains(at)), None)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, day in self._cells():
            if place.contains(event.position()):
                self.chosen.emit(day)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, now = QPainter(self), tokens()
        painter.setFont(font("small"))
        painter.setPen(QColor(now.ink2))
        monday = self._weeks()[0][0]
        for x in range(7):
            name = weekday_name(monday + timedelta(days=x), short=True)
            place = QRectF(28 + x * CELL, 0, CELL, HEAD)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        for y, week in enumerate(self._weeks()):
            painter.setPen(QColor(now.ink3))
            place = QRectF(0, HEAD + y * (CELL - 4), 24, CELL - 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(week[0].isocalendar().week))
        for place, day in self._cells():
            self._draw_day(painter, place, day)
        painter.end()

    def _draw_day(self, painter: QPainter, place: QRectF, day: date) -> None:
        now = tokens()
        inner = place.adjusted(2, 1, -2, -1)
        ink = now.ink if day.month == self._day.month else now.ink3
        if day == self._day:
            rounded(painter, inner, 8, now.primary)
            ink = now.on_primary
        elif day == self._today:
            rounded(painter, inner, 8, now.accent_soft, now.accent)
            ink = now.accent
        elif day == self._hovered:
            rounded(painter, inner, 8, now.hover)
        painter.setFont(font("amount_strong" if day in (self._day, self._today) else "amount"))
        painter.setPen(QColor(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(day.day))


class MonthPopover(QFrame):
    """The month with its name and the ways to the months before and after."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popover")
        self.grid = MonthGrid()
        self._name = PlainLabel("", role="strong", elide=False)
        earlier = IconButton("chevron-left", lambda: _("Month before"), small=True)
        later = IconButton("chevron-right", lambda: _("Month after"), small=True)
        earlier.clicked.connect(self._earlier)
        later.clicked.connect(self._later)
        head = row(self._name, None, earlier, later, spacing=4)
        column(head, self.grid, spacing=6, margins=(12, 10, 12, 12), parent=self)
        self.grid.chosen.connect(self._chosen)
        self.grid.moved.connect(self._moved)

    def open_under(self, widget: QWidget, day: date, today: date) -> None:
        """Opens under the title with the keyboard in the month."""
        self._today = today
        self._show(day)
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        self.grid.setFocus()

    def _show(self, day: date) -> None:
        self.grid.show_day(day, self._today)
        self._moved(day)

    @Slot(object)
    def _moved(self, day: date) -> None:
        name = month_year(day)
        self._name.set_text(f"{name[:1].upper()}{name[1:]}")
        self.setAccessibleName(name)

    @Slot()
    def _earlier(self) -> None:
        self._show(month_shifted(self.grid.day(), -1))

    @Slot()
    def _later(self) -> None:
        self._show(month_shifted(self.grid.day(), 1))

    @Slot(object)
    def _chosen(self, day: date) -> None:
        self.hide()
        self.chosen.emit(day)
