"""Squeezing a visit in beside what is booked: only on purpose, and with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import TICK, epoch_of
from expatdesk.formats import Unreadable, parse_time
from expatdesk.i18n import _
from expatdesk.ui.booking.beside import beside_fields
from expatdesk.ui.kit import (
    ComboField,
    DateField,
    IconButton,
    LabelledField,
    SecondaryButton,
    Text,
    TextField,
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
        line = row(spacing=10, parent=self)
        for part, share in (
            (self.day_field, 2),
            (self.time_field, 1),
            (self.desk_field, 3),
            (self.reason_field, 6),
            (beside_fields(self.take), 0),
            (beside_fields(self.cancel), 0),
        ):
            line.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        for field in (self.day, self.time, self.reason):
            field.returnPressed.connect(self._take)
        self.hide()

    def offer_desks(self, desks: Sequence[tuple[int | None, Text]]) -> None:
        """The desks to choose from."""
        self.desk.set_choices(desks)

    def propose(self, day: date) -> None:
        """The day to begin with."""
        if self.day.day() is None:
            self.day.set_day(day)

    def toggle(self) -> None:
        """Opens or closes the line."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.time.setFocus()

    def close_line(self) -> None:
        """Closes it and forgets the reason."""
        self.reason.clear()
        self.hide()

    @Slot()
    def _take(self) -> None:
        for field in (self.time_field, self.reason_field):
            field.set_error("")
        day, desk = self.day.day(), self.desk.value()
        if not self.day.settle() or day is None or desk is None:
            self.day_field.set_error(self.day.problem or _("Which day?"))
            return
        try:
            at = parse_time(self.time.text())
            start = epoch_of(day, at.hour * 60 + at.minute)
        except (Unreadable, ValueError) as error:
            self.time_field.set_error(
                str(error)
                if isinstance(error, Unreadable)
                else _("There is no such time that day.")
            )
            return
        if not self.reason.text().strip():
            self.reason_field.set_error(lambda: _("A reason is needed."))
            self.reason.setFocus()
            return
        self.wanted.emit(start - start % TICK, desk, self.reason.text().strip())
