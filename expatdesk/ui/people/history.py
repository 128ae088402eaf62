"""Who did what with a record, and when, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.clock import from_epoch
from expatdesk.formats import moment_medium
from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.kit import PlainLabel, QuietButton, clear, column, row
from expatdesk.ui.people.entry_words import LABELS
from expatdesk.workflows import history_words


class HistoryView(QWidget):
    """The lines of the log, the newest first; Esc goes back."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(spacing=10)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        title = PlainLabel(lambda: _("History"), role="heading")
        column(title, self._lines, row(self.back, None), None, spacing=12, parent=self)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Shows these lines instead of those before."""
        clear(self._lines)
        for line in reversed(lines):
            self._lines.addWidget(_Line(line))
        if not lines:
            self._lines.addWidget(PlainLabel(lambda: _("Nothing has been noted."), tone="muted"))


class _Line(QWidget):
    def __init__(self, line: HistoryLine) -> None:
        super().__init__()
        what = PlainLabel(lambda: line_words(line), role="small_strong", wrap=True)
        who = PlainLabel(lambda: who_words(line), role="small", tone="muted", wrap=True)
        column(what, who, spacing=1, parent=self)


def line_words(line: HistoryLine) -> str:
    """What happened; of a change which fields."""
    said = history_words.line_words(line)
    names = str(line.details.get("fields") or line.details.get("field") or "").split()
    fields = ", ".join(LABELS[name]().lower() for name in names if name in LABELS)
    return f"{said}: {fields}" if fields else said


def who_words(line: HistoryLine) -> str:
    """When, who and where: 9 Nov 2026 11:02 · M. Visser · Desk 2."""
    parts = [moment_medium(from_epoch(line.at)), line.staff or _("the program"), line.desk]
    return " · ".join(part for part in parts if part)
