"""What hands do in the day view: drag, resize, select free time, and the same by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from expatdesk.clock import TICK
from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaStep
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import Placed, PlacedBlock
from expatdesk.ui.agenda.target import Target, Verdict, movable, target_of

if TYPE_CHECKING:
    from expatdesk.ui.agenda.day_view import DayCanvas

GRIP = 7.0
"""Height of the lower edge at which a block is made longer or shorter, px."""
GRID = 15 * 60
"""A double-click on free time means the quarter of an hour, seconds."""
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_STEPS = {Qt.Key.Key_Up: -TICK, Qt.Key.Key_Down: TICK}
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Gestures(QObject):
    """Turns presses and moves into wishes.

    `asked(Target)`: can this place be had? Answer with `judged`. `dropped(Target)`: it is wanted
    now. `free_wanted(desk, start)`: book here. `span_wanted(desk, start, end)`: block this time.
    """

    asked = Signal(object)
    dropped = Signal(object)
    free_wanted = Signal(int, int)
    span_wanted = Signal(int, int, int)

    def __init__(self, canvas: DayCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.ghost: Target | None = None
        self.span: tuple[int, int, int] | None = None
        self._verdict: Verdict | None = None
        self._pressed: QPointF | None = None
        self._held: AgendaStep | None = None
        self._grab = 0.0
        self._resizing = False
        self._by_key = False
        self._span_from: tuple[int, int] | None = None

    # the ghost

    @property
    def reason(self) -> str:
        """What stands in the way of the place, as far as is known."""
        return self._verdict.reason if self._verdict is not None else ""

    def forget(self) -> None:
        """Nothing is being moved any more."""
        self.ghost, self.span, self._verdict = None, None, None
        self._pressed, self._held, self._span_from = None, None, None
        self._by_key = False
        self._canvas.viewport().unsetCursor()
        self._canvas.viewport().update()

    def judged(self, verdict: Verdict) -> None:
        """The answer to `asked`; one to an older question is passed over."""
        if verdict.target == self.ghost:
            self._verdict = verdict
            self._canvas.viewport().update()

    def ghost_words(self) -> tuple[str, str]:
        """Title and detail of the dashed place."""
        if self.ghost is None:
            return "", ""
        span = words.span_words(self.ghost.starts_at, self.ghost.ends_at)
        if self.reason:
            return span, self.reason
        if self._verdict is None:
            return span, ""
        title = _("{span} · free").format(span=span)
        if self.ghost.resize:
            minutes = words.minutes(self.ghost.minutes)
            return title, minutes
        return title, _("Enter to move here") if self._by_key else _("drop to move here")

    def _show(self, ghost: Target) -> None:
        if ghost == self.ghost:
            return
        self.ghost = ghost
        self._verdict = None
        if ghost.changed:
            self.asked.emit(ghost)
        self._canvas.viewport().update()

    def _drop(self) -> None:
        ghost = self.ghost
        self.forget()
        if ghost is not None and ghost.changed:
            self.dropped.emit(ghost)

    # keyboard

    def wants_key(self, event: QKeyEvent) -> bool:
        """Whether a key is ours before it is a shortcut of the window."""
        if self.ghost is not None or self.span is not None:
            return event.key() in (*_ENTER, Qt.Key.Key_Escape, *_STEPS, *_SIDES)
        return bool(event.modifiers() & _ALT) and event.key() in (*_STEPS, *_SIDES)

    def key(self, event: QKeyEvent) -> bool:
        """Moves by keyboard; True when the key was ours."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self.ghost or self.span):
            self.forget()
            return True
        if self.ghost is not None and key in _ENTER:
            self._drop()
            return True
        alone = self.ghost is not None and self._by_key
        if not (event.modifiers() & _ALT or alone) or key not in (*_STEPS, *_SIDES):
            return False
        start = self.ghost or self._own_target()
        if start is not None:
            self._by_key = True
            wanted = self._stepped(start, key, resize=bool(event.modifiers() & _SHIFT))
            self._show(wanted)
            self._follow(wanted)
        return True

    def _own_target(self) -> Target | None:
        now = self._canvas.chosen()
        if isinstance(now, AgendaStep) and movable(now):
            return target_of(now)
        return None

    def _stepped(self, ghost: Target, key: Qt.Key, *, resize: bool) -> Target:
        if key in _STEPS:
            seconds = _STEPS[key]
            if resize or ghost.resize:
                return ghost.longer(seconds)
            return self._within(ghost.shifted(seconds))
        layout = self._canvas.layout_
        here = layout.column_of(ghost.desk_id) if layout is not None else None
        if layout is None or here is None or ghost.resize:
            return ghost
        at = min(max(here + _SIDES[key], 0), layout.columns.count - 1)
        return replace(ghost, desk_id=layout.view.columns[at].desk.desk_id)

    def _within(self, ghost: Target) -> Target:
        layout = self._canvas.layout_
        if layout is None:
            return ghost
        early = layout.scale.first - ghost.starts_at
        late = ghost.ends_at - layout.scale.last
        return ghost.shifted(max(early, 0) - max(late, 0))

    def _follow(self, ghost: Target) -> None:
        layout = self._canvas.layout_
        box = layout.box_of(ghost.desk_id, ghost.starts_at, ghost.ends_at) if layout else None
        if box is not None:
            place = self._canvas.in_viewport(box)
            self._scroll_near(place.top())
            self._scroll_near(place.bottom())

    # mouse

    def press(self, event: QMouseEvent) -> None:
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.ghost is not None:
            self.forget()
        at = event.position()
        sheet, layout = self._canvas.on_sheet(at), self._canvas.layout_
        if sheet is None or layout is None:
            return
        found = layout.at(sheet.x(), sheet.y())
        self._pressed = at
        if isinstance(found, Placed):
            self._hold(found, sheet)
        elif isinstance(found, PlacedBlock):
            self._canvas.choose(found.block)
        else:
            self._press_free(event, sheet)

    def _hold(self, found: Placed, sheet: QPointF) -> None:
        self._canvas.choose(found.step)
        self._held = found.step if movable(found.step) else None
        self._grab = sheet.y() - found.box.y
        self._resizing = self._on_grip(found, sheet)

    @staticmethod
    def _on_grip(found: Placed, sheet: QPointF) -> bool:
        return found.box.bottom - sheet.y() <= min(GRIP, found.box.height / 4)

    def _press_free(self, event: QMouseEvent, sheet: QPointF) -> None:
        start = self._free_at(sheet)
        if start is not None and event.modifiers() & _CTRL:
            self._span_from = start
            self.span = (start[0], start[1], start[1] + GRID)
            self._canvas.viewport().update()

    def move(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(at)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        sheet = at + QPointF(self._canvas.offset())
        if self._span_from is not None:
            self._stretch_span(sheet)
        elif self._held is not None and (far or self.ghost is not None):
            self._drag(self._held, sheet)
            self._scroll_near(at.y())

    def _drag(self, held: AgendaStep, sheet: QPointF) -> None:
        layout = self._canvas.layout_
        if layout is None:
            return
        own = target_of(held)
        if self._resizing:
            end = layout.scale.snapped(sheet.y())
            self._canvas.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
            self._show(own.longer(end - held.ends_at))
            return
        self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        start = layout.scale.snapped(sheet.y() - self._grab)
        column = layout.column_at(sheet.x())
        desk_id = column.desk.desk_id if column is not None else held.desk_id
        moved = replace(own.shifted(start - held.starts_at), desk_id=desk_id)
        self._show(self._within(moved))

    def _stretch_span(self, sheet: QPointF) -> None:
        layout = self._canvas.layout_
        if layout is None or self._span_from is None:
            return
        desk_id, start = self._span_from
        end = layout.scale.snapped(sheet.y())
        first, last = min(start, end), max(start, end)
        self.span = (desk_id, first, max(last, first + TICK))
        self._canvas.viewport().update()

    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.span is not None and self._span_from is not None:
            desk_id, start, end = self.span
            self._span_from, self._pressed = None, None
            self.span_wanted.emit(desk_id, start, end)
            return
        self._pressed, self._held = None, None
        if self.ghost is not None and not self._by_key:
            self._drop()

    def double_click(self, event: QMouseEvent) -> None:
        sheet, layout = self._canvas.on_sheet(event.position()), self._canvas.layout_
        if sheet is None or layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        found = layout.at(sheet.x(), sheet.y())
        if isinstance(found, Placed):
            self._canvas.opened.emit(found.step)
        elif found is None:
            free = self._free_at(sheet)
            if free is not None:
                self.free_wanted.emit(*free)

    def _free_at(self, sheet: QPointF) -> tuple[int, int] | None:
        """The desk and the quarter of an hour that has begun at a place."""
        layout = self._canvas.layout_
        column = layout.column_at(sheet.x()) if layout is not None else None
        if layout is None or column is None:
            return None
        at = int(layout.scale.at(sheet.y()))
        return column.desk.desk_id, max(at - at % GRID, layout.scale.first)

    def _hover(self, at: QPointF) -> None:
        found = self._canvas.thing_at(at)
        sheet = self._canvas.on_sheet(at)
        shape = Qt.CursorShape.ArrowCursor
        if isinstance(found, Placed) and sheet is not None:
            shape = Qt.CursorShape.PointingHandCursor
            if movable(found.step) and self._on_grip(found, sheet):
                shape = Qt.CursorShape.SizeVerCursor
        self._canvas.viewport().setCursor(shape)
        self._canvas.hover(found.step.appointment_id if isinstance(found, Placed) else None)

    def _scroll_near(self, y: float) -> None:
        bar = self._canvas.verticalScrollBar()
        if y < 70:
            bar.setValue(bar.value() - 14)
        elif y > self._canvas.viewport().height() - 24:
            bar.setValue(bar.value() + 14)

    def menu(self, event: QContextMenuEvent) -> None:
        """On free time: book, or block."""
        at = QPointF(event.pos())
        sheet = self._canvas.on_sheet(at)
        if sheet is None or self._canvas.thing_at(at) is not None:
            return
        free = self._free_at(sheet)
        if free is None:
            return
        desk_id, start = free
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._menu_chosen)
        menu.addAction(_("New appointment here")).setData((desk_id, start, None))
        menu.addAction(_("Blocked time…")).setData((desk_id, start, start + 4 * GRID))
        menu.popup(event.globalPos())

    @Slot(QAction)
    def _menu_chosen(self, action: QAction) -> None:
        desk_id, start, end = action.data()
        if end is None:
            self.free_wanted.emit(desk_id, start)
        else:
            self.span_wanted.emit(desk_id, start, end)
