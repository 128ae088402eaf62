"""The sheet of a day: laid out, scrolled and made larger; what stands on it paints the day view."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from expatdesk.clock import day_of
from expatdesk.services.appointments.types import AgendaColumn, DayView
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import DayLayout, Placed, PlacedBlock, day_span, lay_out
from expatdesk.ui.agenda.geometry import HOUR, Box, Columns, Scale
from expatdesk.ui.agenda.margins import GUTTER, HEAD

NARROWEST = 110
"""A column is never narrower; where they do not fit, the sheet scrolls sideways."""
PER_HOUR = 120.0
WIDEST_HOUR = 160.0
ZOOMS = (0.6, 0.75, 1.0, 1.25, 1.6, 2.0)


class DaySheet(QAbstractScrollArea):
    """Knows where each hour, desk and visit of the `view` stands, in sheet and viewport."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: DayView | None = None
        self.layout_: DayLayout | None = None
        self.now = 0
        """The moment whose line is drawn."""
        self._zoom = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(28)

    def set_view(self, view: DayView) -> None:
        """Lays another answer out; another day is scrolled to where it begins."""
        other = self.view is None or self.view.day != view.day
        self.view = view
        self.now = view.now
        self._lay_out()
        if other:
            self._scroll_to_start()

    def tick(self, now: int) -> None:
        """The time has gone on."""
        self.now = now
        self.viewport().update()

    @property
    def is_today(self) -> bool:
        """Whether the moment lies in the day that is shown."""
        return self.view is not None and day_of(self.now) == self.view.day

    def zoom(self, steps: int) -> None:
        """Makes the hours higher or lower."""
        at = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self._zoom))
        self._zoom = ZOOMS[min(max(at + steps, 0), len(ZOOMS) - 1)]
        middle = None
        if self.layout_ is not None:
            middle = self.layout_.scale.at(self.offset().y() + self.viewport().height() / 2)
        self._lay_out()
        if middle is not None and self.layout_ is not None:
            y = self.layout_.scale.y(middle) - self.viewport().height() / 2
            self.verticalScrollBar().setValue(round(y))

    def offset(self) -> QPoint:
        """How far the sheet is scrolled."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def on_sheet(self, at: QPointF) -> QPointF | None:
        """A place of the viewport on the sheet; None on the head and on the hours."""
        if at.y() < HEAD or at.x() < GUTTER:
            return None
        return at + QPointF(self.offset())

    def in_viewport(self, box: Box) -> QRectF:
        """A box of the sheet as it stands in the viewport."""
        place = QRectF(box.x, box.y, box.width, box.height)
        return place.translated(-QPointF(self.offset()))

    def _lay_out(self) -> None:
        if self.view is None:
            return
        first, last = day_span(self.view)
        room = self.viewport().size()
        count = max(len(self.view.columns), 1)
        width = max((room.width() - GUTTER) / count, NARROWEST)
        fit = (room.height() - HEAD - 4) * HOUR / (last - first)
        per_hour = min(max(fit, PER_HOUR), WIDEST_HOUR) * self._zoom
        scale = Scale(first, last, per_hour, HEAD)
        columns = Columns(GUTTER, width, len(self.view.columns))
        self.layout_ = lay_out(self.view, scale, columns)
        self._set_bars(QSize(round(GUTTER + width * count), round(HEAD + scale.height + 4)))
        self.viewport().update()

    def _set_bars(self, sheet: QSize) -> None:
        room = self.viewport().size()
        for bar, whole, seen in (
            (self.verticalScrollBar(), sheet.height(), room.height()),
            (self.horizontalScrollBar(), sheet.width(), room.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(whole - seen, 0))

    def _scroll_to_start(self) -> None:
        if self.view is None or self.layout_ is None:
            return
        scale = self.layout_.scale
        start = self.now - 3 * HOUR // 2 if self.is_today else scale.first
        self.verticalScrollBar().setValue(round(scale.y(start) - HEAD))

    def bring_into_sight(self, box: Box) -> None:
        """Scrolls up or down until a box of the sheet can be seen."""
        place, bar = self.in_viewport(box), self.verticalScrollBar()
        if place.top() < HEAD + 4:
            bar.setValue(round(bar.value() + place.top() - HEAD - 8))
        elif place.bottom() > self.viewport().height():
            bar.setValue(round(bar.value() + place.bottom() - self.viewport().height() + 8))

    # what stands where

    def thing_at(self, at: QPointF) -> Placed | PlacedBlock | None:
        """What stands at a place of the viewport."""
        sheet = self.on_sheet(at)
        if sheet is None or self.layout_ is None:
            return None
        return self.layout_.at(sheet.x(), sheet.y())

    def head_at(self, at: QPointF) -> AgendaColumn | None:
        """The desk whose head stands at a place of the viewport."""
        if self.layout_ is None or at.y() >= HEAD or at.x() < GUTTER:
            return None
        return self.layout_.column_at(at.x() + self.offset().x())

    def desk_name(self, desk_id: int) -> str:
        """The name of a desk of this day; nothing for one that is not shown."""
        columns = self.view.columns if self.view is not None else ()
        return next((words.said(c.desk.name) for c in columns if c.desk.desk_id == desk_id), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.viewport().update()
