"""The week: its days beside one another, the desks of each in narrow columns."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from expatdesk.clock import day_of, epoch_of
from expatdesk.formats import weekday_date, weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import DayView, WeekView
from expatdesk.terms import OFF, VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import DayLayout, Placed, day_span, lay_out
from expatdesk.ui.agenda.geometry import HOUR, Columns, Scale
from expatdesk.ui.agenda.ghost import paint_now_line
from expatdesk.ui.agenda.margins import GUTTER, HEAD, head_line, paint_frame, paint_hours
from expatdesk.ui.agenda.painter import DayPainter, Marks
from expatdesk.ui.kit.paint import focus_ring
from expatdesk.ui.kit.text import tooltip
from expatdesk.ui.theme import tokens

_SATURDAY = 5


class WeekCanvas(QWidget):
    """Paints a `WeekView`. A click, or Enter on the marked day, tells `day_wanted`."""

    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[DayView, ...] = ()
        self._layouts: list[DayLayout] = []
        self._marked = 0
        self._wanted: frozenset[VisitState] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.retranslate()

    def show_week(self, view: WeekView, marked: date) -> None:
        """Shows the days on which something is open or booked, Monday to Friday in any case."""
        self._days = tuple(day for day in view.days if _is_shown(day))
        dates = [day.day for day in self._days]
        self._marked = dates.index(marked) if marked in dates else 0
        self._lay_out()
        self.retranslate()

    def show_only(self, states: frozenset[VisitState]) -> None:
        self._wanted = states
        self.update()

    def days(self) -> tuple[date, ...]:
        """The days that are shown."""
        return tuple(day.day for day in self._days)

    def marked_day(self) -> date | None:
        return self._days[self._marked].day if self._days else None

    def retranslate(self) -> None:
        """Says its name again."""
        self.setAccessibleName(_("Week"))
        day = self.marked_day()
        self.setAccessibleDescription(weekday_date(day) if day else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    def resizeEvent(self, event: object) -> None:
        del event
        self._lay_out()

    def _lay_out(self) -> None:
        self._layouts = []
        if not self._days:
            return
        spans = [_clock_span(day) for day in self._days]
        first, last = min(start for start, _e in spans), max(end for _s, end in spans)
        width = self._day_width()
        per_hour = (self.height() - HEAD - 4) * 60 / max(last - first, 60)
        for index, view in enumerate(self._days):
            top = epoch_of(view.day, first)
            scale = Scale(top, top + (last - first) * 60, per_hour, HEAD)
            count = max(len(view.columns), 1)
            columns = Columns(GUTTER + index * width, width / count, len(view.columns))
            self._layouts.append(lay_out(view, scale, columns))
        self.update()

    def _day_width(self) -> float:
        return (self.width() - GUTTER) / max(len(self._days), 1)

    def day_at(self, x: float) -> int | None:
        """The index of the day at a place."""
        return Columns(GUTTER, self._day_width(), len(self._days)).at(x)

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        index = self.day_at(event.position().x())
        if index is not None:
            self._mark(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.day_at(event.position().x())
        if index is not None and index == self._marked:
            self.day_wanted.emit(self._days[index].day)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.tip_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def tip_at(self, at: QPointF) -> str:
        """What the tool tip of a place says: the whole of what may be cut there."""
        index = self.day_at(at.x())
        if index is None:
            return ""
        layout = self._layouts[index]
        if at.y() < HEAD:
            return f"{weekday_date(layout.view.day)} · {_below(layout.view)}"
        found = layout.at(at.x(), at.y())
        if isinstance(found, Placed):
            column = layout.column_at(at.x())
            desk = words.said(column.desk.name) if column is not None else ""
            return words.spoken(found.step, desk)
        return words.block_words(found.block) if found is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if step is not None and self._days:
            self._mark(min(max(self._marked + step, 0), len(self._days) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._days:
            self.day_wanted.emit(self._days[self._marked].day)
        else:
            super().keyPressEvent(event)

    def _mark(self, index: int) -> None:
        self._marked = index
        self.retranslate()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.panel))
        for layout in self._layouts:
            left = layout.columns.left
            painter.save()
            visible = QRectF(left, HEAD, self._day_width(), self.height() - HEAD)
            painter.setClipRect(visible)
            DayPainter(painter, layout, Marks(wanted=self._wanted), compact=True).paint(visible)
            painter.restore()
            if day_of(layout.view.now) == layout.view.day:
                paint_now_line(painter, layout, layout.view.now)
        if self._layouts:
            paint_hours(painter, self._layouts[0], 0, self.rect())
        for index, layout in enumerate(self._layouts):
            self._paint_head(painter, index, layout)
        painter.setPen(QPen(QColor(now.line), 1))
        painter.drawLine(0, HEAD, self.width(), HEAD)
        paint_frame(painter, self.rect(), ring=False)
        painter.end()

    def _paint_head(self, painter: QPainter, index: int, layout: DayLayout) -> None:
        now, view = tokens(), layout.view
        left, width = layout.columns.left, self._day_width()
        place = QRectF(left, 0, width, HEAD)
        here = index == self._marked
        if here:
            painter.fillRect(place, QColor(now.accent_soft))
        today = day_of(view.now) == view.day
        line = QRectF(left + 9, 5, width - 12, 18)
        ink = now.accent if today else ""
        head_line(painter, line, weekday_date_short(view.day), strong=True, ink=ink)
        head_line(painter, line.translated(0, 18), _below(view))
        painter.setPen(QPen(QColor(now.line_strong), 1))
        painter.drawLine(QPointF(round(left), 0), QPointF(round(left), self.height()))
        if here and self.hasFocus():
            focus_ring(painter, place.adjusted(1, 1, -1, -1), now.ring, 6)


def _below(view: DayView) -> str:
    """Under the day: why it is closed, or how many are booked."""
    if view.closed is not None:
        return words.said(view.closed)
    if not view.steps and not any(column.open for column in view.columns):
        return _("Closed")
    count = len({step.visit_id for step in view.steps if step.state not in OFF})
    return _("{count} booked").format(count=count)


def _is_shown(view: DayView) -> bool:
    is_open = any(column.open for column in view.columns)
    return view.day.weekday() < _SATURDAY or is_open or bool(view.steps)


def _clock_span(view: DayView) -> tuple[int, int]:
    """First and last minute of the day that must be seen."""
    first, last = day_span(view)
    start = epoch_of(view.day, 0)
    return (first - start) // HOUR * 60, -(-(last - start) // HOUR) * 60
