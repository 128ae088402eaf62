"""Putting them on the waiting list: between which days, and who is told."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.booking.beside import beside_fields
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
        line = row(spacing=10, parent=self)
        for part in (
            self.first_field,
            self.last_field,
            beside_fields(self.put),
            beside_fields(self.cancel),
        ):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        for field in (self.first, self.last):
            field.returnPressed.connect(self._put)
        self.hide()

    def propose(self, day: date) -> None:
        """The first day to begin with."""
        if self.first.day() is None:
            self.first.set_day(day)
            self.last.set_day(day + AHEAD)

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
        first, last = self.first.day(), self.last.day()
        if not (self.first.settle() and self.last.settle()) or first is None or last is None:
            return
        if last < first:
            self.last_field.set_error(lambda: _("This lies before the first day."))
            return
        self.wanted.emit(first, last)
