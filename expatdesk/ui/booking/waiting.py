"""Putting them on the waiting list: between which days, and who is told."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.booking.beside import TwoHalves, beside_fields
from expatdesk.ui.kit import DateField, IconButton, LabelledField, SecondaryButton, row

AHEAD = timedelta(days=28)


class WaitingLine(QWidget):
    """First and last day; ``wanted`` carries both."""

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = DateField(), DateField()
        self.first_field = LabelledField(lambda: _("From"), self.first)
        self.last_field = LabelledField(lambda: _("Until"), self.last)
        self.put = SecondaryButton(lambda: _("Put on the waiting list"), on=self._put, accent=True)
        self.cancel = IconButton("x", lambda: _("Cancel"), on=self.hide)
        days, press = row(spacing=10), row(spacing=10)
        for half, part in (
            (days, self.first_field),
            (days, self.last_field),
            (press, beside_fields(self.put)),
            (press, beside_fields(self.cancel)),
        ):
            half.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        for half in (days, press):
            half.addStretch(1)
        self._halves = TwoHalves(self, days, press, shares=(0, 1))
        for field in (self.first, self.last):
            field.returnPressed.connect(self._put)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.fold(event)

    def propose(self, day: date) -> None:
        """The first day to begin with."""
        if self.first.day() is None:
            self.first.set_day(day)
            self.last.set_day(day + AHEAD)

    @Slot()
    def toggle(self) -> None:
        """Opens or closes the line."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.first.setFocus()

    def show_error(self, text: str) -> None:
        """Says why they cannot be put on the list."""
        self.first_field.set_error(text)

    @Slot()
    def _put(self) -> None:
        read = [field.settle() for field in (self.first, self.last)]
        first, last = self.first.day(), self.last.day()
        for field, labelled in ((self.first, self.first_field), (self.last, self.last_field)):
            if field.is_empty():
                labelled.set_error(lambda: _("Which day?"))
        if not all(read) or first is None or last is None:
            (self.last if read[0] and first is not None else self.first).setFocus()
        elif last < first:
            self.last_field.set_error(lambda: _("This lies before the first day."))
            self.last.setFocus()
        else:
            self.wanted.emit(first, last)
