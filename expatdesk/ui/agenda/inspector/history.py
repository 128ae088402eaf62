"""Who did what and when with a case, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.kit import PlainLabel, clear, column, names_hidden
from expatdesk.workflows.history_words import action_word, line_words, who_words


class HistoryPanel(AskPanel):
    """The lines of the log, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("History"), parent=parent)
        self._lines = column(spacing=10)
        self.content.addLayout(self._lines)

    def first_field(self) -> QWidget | None:
        return self.back

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        clear(self._lines)
        for line in reversed(lines):
            self._lines.addWidget(_Line(line))
        if not lines:
            self._lines.addWidget(PlainLabel(lambda: _("Nothing has been noted."), tone="muted"))


def said_of(line: HistoryLine) -> str:
    """What was done; reasons and notes go with the names."""
    return action_word(line.action, line.subject) if names_hidden() else line_words(line)


class _Line(QWidget):
    def __init__(self, line: HistoryLine) -> None:
        super().__init__()
        what = PlainLabel(lambda: said_of(line), role="small_strong", wrap=True)
        who = PlainLabel(lambda: who_words(line), role="small", tone="muted", wrap=True)
        column(what, who, spacing=1, parent=self)
