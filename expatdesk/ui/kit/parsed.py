"""Fields whose text means something: amounts and dates, typed in any usual way."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QWidget,
)

from expatdesk.formats import Unreadable, amount, date_medium, parse_amount, parse_date
from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.kit.fields import ParsedField
from expatdesk.ui.kit.text import Text


class AmountField(ParsedField):
    """An amount in euros, typed as one likes: 60,5 · 60.50 · 1.234,50."""

    def __init__(
        self, *, name: Text = "", large: bool = False, parent: QWidget | None = None
    ) -> None:
        self._cents: int | None = None
        super().__init__(name=name, large=large, parent=parent)
        if not large:
            self.setFont(font("amount"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def cents(self) -> int | None:
        """The amount in cents; None while it is empty or cannot be read."""
        return self._cents

    def set_cents(self, cents: int | None) -> None:
        """Shows an amount, or nothing."""
        self._cents = cents
        self.problem = ""
        self._write()
        self._tell(wrong=False)

    def _read(self) -> None:
        self.problem = ""
        if self.is_empty():
            self._cents = None
            return
        try:
            self._cents = parse_amount(self.text())
        except Unreadable as error:
            self._cents = None
            self.problem = str(error)

    def _write(self) -> None:
        self.setText("" if self._cents is None else amount(self._cents, symbol=False))


class DateField(ParsedField):
    """A date typed in any usual way and shown in one ("24 Nov 2026").

    The arrow keys up and down move it by a day.
    """

    def __init__(self, *, name: Text = "", parent: QWidget | None = None) -> None:
        self._day: date | None = None
        super().__init__(placeholder=lambda: _("dd-mm-yyyy"), name=name, parent=parent)

    def day(self) -> date | None:
        """The date; None while it is empty or cannot be read."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Shows a date, or nothing."""
        self._day = day
        self.problem = ""
        self._write()
        self._tell(wrong=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is not None and self._day is not None:
            moved = self._day.toordinal() + step
            if 1 <= moved <= date.max.toordinal():
                self.set_day(date.fromordinal(moved))
                self.edited.emit()
            return
        super().keyPressEvent(event)

    def _read(self) -> None:
        self.problem = ""
        if self.is_empty():
            self._day = None
            return
        try:
            self._day = parse_date(self.text())
        except Unreadable as error:
            self._day = None
            self.problem = str(error)

    def _write(self) -> None:
        self.setText("" if self._day is None else date_medium(self._day))
