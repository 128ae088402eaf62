"""The day by desk: one widget that paints itself, and is worked with mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaBlock, AgendaStep, DayView
from expatdesk.terms import VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import DayLayout, Placed, PlacedBlock
from expatdesk.ui.agenda.day_sheet import DaySheet
from expatdesk.ui.agenda.geometry import Box
from expatdesk.ui.agenda.gestures import Gestures
from expatdesk.ui.agenda.ghost import GhostLook, paint_ghost, paint_now_line
from expatdesk.ui.agenda.margins import (
    GUTTER,
    HEAD,
    paint_frame,
    paint_head,
    paint_hours,
)
from expatdesk.ui.agenda.painter import DayPainter, Marks
from expatdesk.ui.agenda.walking import neighbour
from expatdesk.ui.kit.text import tooltip, veiled
from expatdesk.ui.shell.page import PageAction
from expatdesk.ui.theme import tokens

_ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class DayCanvas(DaySheet):
    """Paints a `DayView`. What is chosen is told by `picked` (a step, a block, or None).

    `gestures` tells what the hands do: move, resize, book, block.
    """

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gestures = Gestures(self)
        self._chosen: AgendaStep | AgendaBlock | None = None
        self._hovered: int | None = None
        self._wanted: frozenset[VisitState] = frozenset()
        self.retranslate()

    # what is shown

    def show_day(self, view: DayView) -> None:
        """Shows a day; what was chosen stays so where it is still there."""
        self.gestures.forget()
        self.set_view(view)
        self._keep_choice()
        self.retranslate()

    def show_only(self, states: frozenset[VisitState]) -> None:
        """Pales what is in another state; nothing pales all."""
        self._wanted = states
        self.viewport().update()

    # what is chosen

    def chosen(self) -> AgendaStep | AgendaBlock | None:
        """The step or the block that the inspector shows."""
        return self._chosen

    def choose(self, what: AgendaStep | AgendaBlock | None, *, tell: bool = True) -> None:
        """Chooses a step or a block and brings it into sight."""
        changed = what != self._chosen
        self._chosen = what
        self._tell_chosen()
        self._show_chosen()
        self.viewport().update()
        if changed and tell:
            self.picked.emit(what)

    def choose_visit(self, visit_id: int | None) -> bool:
        """Chooses a visit's first step of this day without telling; False where it has none."""
        steps = self.view.steps if self.view is not None else ()
        mine = [step for step in steps if step.visit_id == visit_id]
        now = self._chosen
        if isinstance(now, AgendaStep) and now in mine:
            return True
        self.choose(min(mine, key=lambda step: step.ordinal, default=None), tell=False)
        return bool(mine)

    def _keep_choice(self) -> None:
        view, before = self.view, self._chosen
        if view is None or before is None:
            return
        after: AgendaStep | AgendaBlock | None = None
        if isinstance(before, AgendaStep):
            same = [s for s in view.steps if s.appointment_id == before.appointment_id]
            same += [s for s in view.steps if s.visit_id == before.visit_id]
            after = same[0] if same else None
        else:
            after = next((b for b in view.blocks if b.block_id == before.block_id), None)
        self._chosen = after
        self._tell_chosen()

    def _show_chosen(self) -> None:
        box = self.chosen_box()
        if box is not None:
            self.bring_into_sight(box)

    def chosen_box(self) -> Box | None:
        """Where the chosen thing stands on the sheet."""
        if self.layout_ is None:
            return None
        now = self._chosen
        if isinstance(now, AgendaStep):
            placed = self.layout_.placed_step(now.appointment_id)
            return placed.box if placed else None
        return next((p.box for p in self.layout_.blocks if p.block == now), None)

    def _tell_chosen(self) -> None:
        now = self._chosen
        said = ""
        if isinstance(now, AgendaStep):
            said = words.spoken(now, self.desk_name(now.desk_id))
        elif isinstance(now, AgendaBlock):
            said = _("Blocked: {reason}").format(reason=veiled(now.reason) or "–")
        self.setAccessibleDescription(said)

    # words

    def retranslate(self) -> None:
        """Says its name again."""
        name = _("Agenda")
        if self.view is not None:
            name = _("Agenda of {day}").format(day=words.day_title(self.view.day, self.view.day))
        self.setAccessibleName(name)
        for action in self.actions():
            if isinstance(action, PageAction):
                action.retranslate()
        self._tell_chosen()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # events

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.gestures.wants_key(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.gestures.key(event):
            return
        arrow = _ARROWS.get(Qt.Key(event.key()))
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if arrow is not None and plain == Qt.KeyboardModifier.NoModifier:
            self._walk(*arrow)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.view is not None:
            ordered = sorted(self.view.steps, key=lambda s: (s.starts_at, s.desk_id))
            if ordered:
                self.choose(ordered[0 if event.key() == Qt.Key.Key_Home else -1])
        else:
            event.ignore()

    def _walk(self, across: int, down: int) -> None:
        if self.layout_ is None:
            return
        now = self._chosen if isinstance(self._chosen, AgendaStep) else None
        other = neighbour(self.layout_, now, across, down, self.now)
        if other is not None:
            self.choose(other)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gestures.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.gestures.menu(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        del event
        self.hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def hover(self, appointment_id: int | None) -> None:
        """The mouse is over a block."""
        if appointment_id != self._hovered:
            self._hovered = appointment_id
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tip(event)
            return True
        return super().viewportEvent(event)

    def _tip(self, event: QHelpEvent) -> None:
        said = self.tip_at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), tooltip(said), self.viewport())

    def tip_at(self, at: QPointF) -> str:
        """What the tool tip of a place says: the whole of what may be cut there."""
        found, head = self.thing_at(at), self.head_at(at)
        if isinstance(found, Placed):
            return words.spoken(found.step, self.desk_name(found.step.desk_id))
        if isinstance(found, PlacedBlock):
            return words.block_words(found.block)
        if head is None:
            return ""
        parts = (words.said(head.desk.name), head.note, head.staff)
        return " · ".join(part for part in parts if part)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().panel))
        if self.layout_ is not None:
            self._paint_sheet(painter, self.layout_)
            paint_hours(painter, self.layout_, self.offset().y(), self.viewport().rect())
            paint_head(painter, self.layout_, self.offset().x(), self.viewport().rect())
        paint_frame(painter, self.viewport().rect(), ring=self.hasFocus() and self._chosen is None)
        painter.end()

    def _marks(self) -> Marks:
        now = self._chosen
        step = now if isinstance(now, AgendaStep) else None
        ghost = self.gestures.ghost
        return Marks(
            visit_id=step.visit_id if step else None,
            appointment_id=step.appointment_id if step else None,
            block_id=now.block_id if isinstance(now, AgendaBlock) else None,
            focused=self.hasFocus(),
            hovered=self._hovered,
            wanted=self._wanted,
            moving=ghost.step.appointment_id if ghost is not None else None,
        )

    def _paint_sheet(self, painter: QPainter, layout: DayLayout) -> None:
        room = self.viewport().rect()
        painter.save()
        painter.setClipRect(QRectF(GUTTER, HEAD, room.width() - GUTTER, room.height() - HEAD))
        painter.translate(-self.offset())
        visible = QRectF(room).translated(QPointF(self.offset()))
        DayPainter(painter, layout, self._marks()).paint(visible)
        look = self._ghost_look(layout)
        if look is not None:
            seen = visible.adjusted(GUTTER, HEAD, 0, 0)
            around = Box(seen.x(), seen.y(), seen.width(), seen.height())
            paint_ghost(painter, look, around)
        painter.restore()
        if self.is_today:
            painter.save()
            painter.setClipRect(QRectF(GUTTER - 12, HEAD, room.width(), room.height() - HEAD))
            painter.translate(0, -self.offset().y())
            paint_now_line(painter, layout, self.now)
            painter.restore()

    def _ghost_look(self, layout: DayLayout) -> GhostLook | None:
        span, ghost = self.gestures.span, self.gestures.ghost
        if span is not None:
            box = layout.box_of(*span)
            said, detail = words.span_words(span[1], span[2]), _("block this time")
        elif ghost is not None:
            box = layout.box_of(ghost.desk_id, ghost.starts_at, ghost.ends_at)
            said, detail = self.gestures.ghost_words()
            span = (ghost.desk_id, ghost.starts_at, ghost.ends_at)
        else:
            return None
        if box is None:
            return None
        titles = (said, words.span_words(span[1], span[2]), words.clock_time(span[1]))
        return GhostLook(box, titles, detail, taken=bool(self.gestures.reason))
