"""Who did what with a record, and when, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.kit import PlainLabel, QuietButton, clear, column, names_hidden, row
from expatdesk.workflows.history_words import line_words, who_words

Labels = Mapping[str, Callable[[], str]]
"""The words for the fields of a record."""


class HistoryView(QWidget):
    """The lines of the log, the newest first; Esc goes back."""

    closed = Signal()

    def __init__(self, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._lines = column(spacing=10)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        title = PlainLabel(lambda: _("History"), role="heading")
        column(title, self._lines, row(self.back, None), None, spacing=12, parent=self)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Shows these lines instead of those before."""
        clear(self._lines)
        for line in reversed(lines):
            self._lines.addWidget(_Line(line, self._labels))
        if not lines:
            self._lines.addWidget(PlainLabel(lambda: _("Nothing has been noted."), tone="muted"))


class _Line(QWidget):
    def __init__(self, line: HistoryLine, labels: Labels) -> None:
        super().__init__()
        what = PlainLabel(lambda: changed_words(line, labels), role="small_strong", wrap=True)
        who = PlainLabel(lambda: who_words(line), role="small", tone="muted", wrap=True)
        column(what, who, spacing=1, parent=self)


def changed_words(line: HistoryLine, labels: Labels) -> str:
    """What happened; of a change which fields."""
    words = line_words(line, veiled=names_hidden())
    names = str(line.details.get("fields") or line.details.get("field") or "").split()
    fields = ", ".join(labels[name]().lower() for name in names if name in labels)
    return f"{words}: {fields}" if fields else words
