"""What all panels at the right share: a title, a way back, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Signal

from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Inspector,
    LabelledField,
    PlainLabel,
    QuietButton,
    Text,
    TextField,
    row,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100


class SidePanel(Inspector):
    """``closed``: Back or Esc. Subclasses fill ``content`` and put the next step into ``foot``."""

    closed = Signal()

    def __init__(self, desk: Desk, title: Text) -> None:
        super().__init__()
        self.desk = desk
        self.title = PlainLabel(title, role="heading", wrap=True)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        head = row(spacing=8)
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        self.content.addLayout(head)


class YearField(TextField):
    """A year, or nothing."""

    def __init__(self) -> None:
        super().__init__(limit=4)

    def show_year(self, year: int | None) -> None:
        """Shows a year."""
        self.setText("" if year is None else str(year))

    def year(self) -> int | None:
        """The year; None where the field is empty or says no year (see `is_wrong`)."""
        return int(self.text()) if self.is_year() else None

    def is_year(self) -> bool:
        """Whether a year stands in it."""
        text = self.text().strip()
        return text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR

    def is_wrong(self) -> bool:
        """Whether something stands in it that is no year."""
        return bool(self.text().strip()) and not self.is_year()


def settle_year(field: LabelledField) -> bool:
    """Says under a field of a year what is wrong with it; whether it can be taken."""
    inner = field.field
    wrong = isinstance(inner, YearField) and inner.is_wrong()
    words = _("A year from {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
    field.set_error(words if wrong else "")
    return not wrong
