"""Squeezing a visit in beside what is booked: only on purpose, and with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.clock import TICK, epoch_of
from expatdesk.formats import Unreadable, parse_time
from expatdesk.i18n import _
from expatdesk.ui.booking.beside import TwoHalves, beside_fields
from expatdesk.ui.kit import (
    ComboField,
    DateField,
    IconButton,
    LabelledField,
    SecondaryButton,
    Text,
    TextField,
    make_personal,
    row,
)


class SqueezeLine(QWidget):
    """Day, time, desk and reason; ``wanted`` carries (start, desk, reason)."""

    wanted = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateField()
        self.time = TextField(limit=8)
        self.desk: ComboField[int | None] = ComboField()
        self.reason = TextField()
        make_personal(self.reason)
        self.day_field = LabelledField(lambda: _("Day"), self.day)
        self.time_field = LabelledField(lambda: _("Time"), self.time)
        self.desk_field = LabelledField(lambda: _("Desk"), self.desk)
        self.reason_field = LabelledField(
            lambda: _("Why it must be squeezed in"), self.reason, required=True
        )
        self.take = SecondaryButton(lambda: _("Squeeze in"), on=self._take, accent=True)
        self.cancel = IconButton("x", lambda: _("Cancel"), on=self.close_line)
        self.day.setMinimumWidth(118)
        self.time.setMinimumWidth(64)
        when, why = row(spacing=10), row(spacing=10)
        for half, part, share in (
            (when, self.day_field, 2),
            (when, self.time_field, 1),
            (when, self.desk_field, 3),
            (why, self.reason_field, 1),
            (why, beside_fields(self.take), 0),
            (why, beside_fields(self.cancel), 0),
        ):
            half.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        self._halves = TwoHalves(self, when, why, shares=(4, 5))
        for field in (self.day, self.time, self.reason):
            field.returnPressed.connect(self._take)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.fold(event)

    def offer_desks(self, desks: Sequence[tuple[int | None, Text]]) -> None:
        """The desks to choose from."""
        self.desk.set_choices(desks)

    @Slot()
    def toggle(self) -> None:
        """Opens or closes the line."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.time.setFocus()

    @Slot()
    def close_line(self) -> None:
        """Closes it; what was typed stands there when it is opened again."""
        self.hide()

    def begin(self, day: date) -> None:
        """Another form, or squeezed in: nothing is typed yet."""
        self.reason.clear()
        self.time.clear()
        self.day.set_day(day)
        for field in (self.day_field, self.time_field, self.reason_field):
            field.set_error("")
        self.hide()

    @Slot()
    def _take(self) -> None:
        """Says all that is wrong at once; the keyboard goes to the first of it."""
        start, reason, desk = self._start(), self.reason.text().strip(), self.desk.value()
        self.reason_field.set_error("" if reason else lambda: _("A reason is needed."))
        wrong = [
            field for field in (self.day_field, self.time_field, self.reason_field) if field.error()
        ]
        if wrong:
            wrong[0].field.setFocus()
        elif start is not None and desk is not None:
            self.wanted.emit(start, desk, reason)

    def _start(self) -> int | None:
        """When, epoch seconds on a tick; None where that is wrong, which is said."""
        day = self.day.day() if self.day.settle() else None
        if day is None:
            self.day_field.set_error(self.day.problem or (lambda: _("Which day?")))
        try:
            at = parse_time(self.time.text())
        except Unreadable as error:
            self.time_field.set_error(str(error))
            return None
        self.time_field.set_error("")
        if day is None:
            return None
        try:
            start = epoch_of(day, at.hour * 60 + at.minute)
        except ValueError:
            self.time_field.set_error(lambda: _("There is no such time that day."))
            return None
        return start - start % TICK
