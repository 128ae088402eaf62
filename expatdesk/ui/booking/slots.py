"""Five columns of free times; one place of the keyboard, moved by the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from expatdesk.clock import local
from expatdesk.formats import time_hm, weekday_date_short
from expatdesk.services.appointments.types import Place
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import PlainLabel, Text, ToggleButton, column, say

DAYS = 5
NARROW = 140
"""A day needs so much width, px; a narrow window shows fewer days."""
TALL = 7
"""Up to so many times of a day stand under one another; more stand two or three in a row."""


@dataclass(frozen=True)
class DayColumn:
    """A day with its free places, or with the reason why there are none."""

    day: date
    places: tuple[Place, ...]
    reason: Text = ""


class TimeButton(ToggleButton):
    """A free time. Chosen, it leaves Enter to the one button that books."""

    padding = 3.0

    def __init__(self, grid: SlotGrid) -> None:
        self.place: Place | None = None
        self._grid = grid
        super().__init__("", slot=True, on=self._press)

    def show_place(self, place: Place, across: int) -> None:
        """Stands for another place, beside so many others of its day."""
        self.place = place
        self.setFont(font("amount" if across < 3 else "amount_small"))
        self.setFixedHeight(32 if across < 3 else 28)
        self.set_text(time_hm(local(place.starts_at)))

    def retranslate(self) -> None:
        super().retranslate()
        if self.place is not None:
            moment = local(self.place.starts_at)
            self.setAccessibleName(f"{weekday_date_short(moment)}, {time_hm(moment)}")

    def event(self, event: QEvent) -> bool:
        leaves = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.isChecked()
        )
        # Past the button's own handler, which would keep Enter for itself.
        return False if leaves else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.take_key(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _press(self) -> None:
        self._grid.press(self)


class SlotGrid(QWidget):
    """``picked`` carries the Place that was chosen, None when it was taken back.

    Arrows move among the times, Home and End within the day; ``leaf`` asks for earlier (−1) or
    later (1) dates at the edge and with Page Up and Down.
    """

    picked = Signal(object)
    leaf = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[DayColumn, ...] = ()
        self._days: tuple[DayColumn, ...] = ()
        self._chosen: int | None = None
        self._pool: list[TimeButton] = []
        self._at: dict[tuple[int, int], TimeButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._columns = [self._make_column(number) for number in range(DAYS)]

    def _make_column(self, number: int) -> _Column:
        made = _Column()
        self._grid.addWidget(made, 0, number, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(number, 1)
        return made

    # what is shown

    def show_days(self, days: Sequence[DayColumn]) -> None:
        """Shows as many of these as there is room for; the keyboard stays at its time."""
        self._offered = tuple(days)[:DAYS]
        self._fill()

    def _room(self) -> int:
        gap = self._grid.horizontalSpacing()
        return min(max((self.width() + gap) // (NARROW + gap), 2), DAYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if len(self._days) != min(self._room(), len(self._offered)):
            self._fill()

    def _fill(self) -> None:
        focused = next((slot.place for slot in self._at.values() if slot.hasFocus()), None)
        room = self._room()
        self._days = self._offered[:room]
        for number, holder in enumerate(self._columns):
            self._grid.setColumnStretch(number, 1 if number < room else 0)
            holder.setVisible(number < room)
        across = _across(max((len(day.places) for day in self._days), default=0))
        self._at.clear()
        free = iter(self._slots(sum(len(day.places) for day in self._days)))
        for number, holder in enumerate(self._columns):
            shown = self._days[number] if number < len(self._days) else None
            holder.show_day(shown, across)
            for index, place in enumerate(shown.places if shown else ()):
                slot = next(free)
                slot.show_place(place, across)
                line, offset = divmod(index, across)
                holder.grid.addWidget(slot, line, offset)
                slot.show()
                self._at[line, number * across + offset] = slot
        for slot in free:
            slot.hide()
            slot.place = None
        self._mark()
        if focused is not None:
            self.focus_time(focused.starts_at)

    def choose(self, starts_at: int | None) -> None:
        """Shows the time that is chosen, or none, without emitting."""
        self._chosen = starts_at
        self._mark()

    def chosen(self) -> int | None:
        """The time that is chosen, epoch seconds."""
        return self._chosen

    def days(self) -> tuple[DayColumn, ...]:
        """What is shown."""
        return self._days

    def slots(self) -> list[TimeButton]:
        """The times in their order."""
        return sorted(self._at.values(), key=_start_of)

    def slot(self, starts_at: int) -> TimeButton | None:
        """The button of a time."""
        return next((slot for slot in self.slots() if _start_of(slot) == starts_at), None)

    def focus_time(self, starts_at: int | None = None) -> None:
        """Brings the keyboard to a time: the given one, the chosen one, or the first."""
        wanted = self.slot(starts_at) if starts_at is not None else self._home()
        if wanted is not None:
            self._enter(wanted)

    def _slots(self, count: int) -> list[TimeButton]:
        while len(self._pool) < count:
            slot = TimeButton(self)
            slot.setParent(self)
            self._pool.append(slot)
        return self._pool

    def _home(self) -> TimeButton | None:
        slots = self.slots()
        chosen = self.slot(self._chosen) if self._chosen is not None else None
        return chosen or (slots[0] if slots else None)

    def _mark(self) -> None:
        """Ticks the chosen time; Tab enters the grid at one place only."""
        home = self._home()
        for slot in self._at.values():
            slot.setChecked(_start_of(slot) == self._chosen)
            slot.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus
                if slot is home or slot.hasFocus()
                else Qt.FocusPolicy.ClickFocus
            )

    # keys

    def press(self, slot: TimeButton) -> None:
        """A time was pressed: it is chosen, or taken back when it was chosen."""
        if slot.place is None:
            return
        again = _start_of(slot) == self._chosen
        self.choose(None if again else slot.place.starts_at)
        self.picked.emit(None if again else slot.place)

    def take_key(self, slot: TimeButton, event: QKeyEvent) -> bool:
        """Moves with this key; False when it means nothing here."""
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._across(slot, -1),
            Qt.Key.Key_Right: lambda: self._across(slot, 1),
            Qt.Key.Key_Up: lambda: self._along(slot, -1),
            Qt.Key.Key_Down: lambda: self._along(slot, 1),
            Qt.Key.Key_Home: lambda: self._end_of_day(slot, 0),
            Qt.Key.Key_End: lambda: self._end_of_day(slot, -1),
            Qt.Key.Key_PageUp: lambda: self.leaf.emit(-1),
            Qt.Key.Key_PageDown: lambda: self.leaf.emit(1),
        }
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        )
        move = moves.get(event.key()) if plain else None
        if move is None:
            return False
        move()
        return True

    def _across(self, slot: TimeButton, step: int) -> None:
        line, place = self._where(slot)
        others = sorted({at for _line, at in self._at}, reverse=step < 0)
        beyond = [at for at in others if (at - place) * step > 0]
        if not beyond:
            self.leaf.emit(step)
            return
        lines = [at for at, where in self._at if where == beyond[0]]
        self._enter(self._at[min(lines, key=lambda at: abs(at - line)), beyond[0]])

    def _along(self, slot: TimeButton, step: int) -> None:
        line, place = self._where(slot)
        wanted = self._at.get((line + step, place))
        if wanted is not None:
            self._enter(wanted)

    def _end_of_day(self, slot: TimeButton, end: int) -> None:
        day = local(_start_of(slot)).date()
        self._enter([one for one in self.slots() if local(_start_of(one)).date() == day][end])

    def _where(self, slot: TimeButton) -> tuple[int, int]:
        return next(where for where, one in self._at.items() if one is slot)

    def _enter(self, slot: TimeButton) -> None:
        slot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slot.setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark()


class _Column(QWidget):
    """One day: its name, its times, or why there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._day: DayColumn | None = None
        self.name = PlainLabel(self._name_words, role="small_strong", tone="muted")
        self.reason = PlainLabel(self._reason_words, role="small", tone="muted", wrap=True)
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(6)
        column(self.name, self.reason, holder, spacing=8, parent=self)

    def show_day(self, day: DayColumn | None, across: int) -> None:
        """Shows a day with its times so many in a row, or nothing."""
        self._day = day
        self.name.refresh()
        self.reason.refresh()
        self.reason.setVisible(bool(self.reason.text()))
        for offset in range(3):
            self.grid.setColumnStretch(offset, 1 if offset < across else 0)

    def _name_words(self) -> str:
        return weekday_date_short(self._day.day) if self._day is not None else ""

    def _reason_words(self) -> str:
        return say(self._day.reason) if self._day is not None and not self._day.places else ""


def _across(most: int) -> int:
    return 1 if most <= TALL else 2 if most <= 2 * TALL else 3


def _start_of(slot: TimeButton) -> int:
    assert slot.place is not None
    return slot.place.starts_at
