"""A date of birth, or the year alone where that is all that is known."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from expatdesk.formats import Unreadable, parse_date
from expatdesk.i18n import _
from expatdesk.ui.kit import LabelledField, Text
from expatdesk.ui.kit.fields import ParsedField
from expatdesk.ui.people.words import born

_YEAR = re.compile(r"\d{4}")


class BirthField(ParsedField):
    """Takes "2 jan 1988", "02-01-1988" and "1988"; 30 February is said to be none."""

    def __init__(self, *, name: Text = "", parent: QWidget | None = None) -> None:
        self._date: date | None = None
        self._year: int | None = None
        self._told = ""
        super().__init__(placeholder=lambda: _("date or year"), name=name, parent=parent)

    def birth(self) -> tuple[date | None, int | None]:
        """(date, year): one of them or neither."""
        return self._date, self._year

    def set_birth(self, day: date | None, year: int | None) -> None:
        """Shows a date, otherwise a year, otherwise nothing."""
        self._date, self._year = day, None if day is not None else year
        self.problem = ""
        self._write()
        self._tell(wrong=False)

    def _read(self) -> None:
        self.problem = ""
        self._date = self._year = None
        typed = self.text().strip()
        if not typed:
            return
        if _YEAR.fullmatch(typed):
            self._year = int(typed)
            return
        try:
            self._date = parse_date(typed)
        except Unreadable as error:
            self.problem = str(error)

    def _tell(self, *, wrong: bool) -> None:
        around: QObject | None = self.parent()
        said = around.error() if isinstance(around, LabelledField) else ""
        if wrong or said in ("", self._told):
            # What somebody else has said (a date in the future) is not taken back here.
            self._told = self.problem if wrong else ""
            super()._tell(wrong=wrong)

    def _write(self) -> None:
        self.setText(born(self._date, self._year))
