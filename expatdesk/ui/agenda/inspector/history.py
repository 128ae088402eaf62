"""Who did what and when with a case, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.kit import PlainLabel, clear, column
from expatdesk.workflows.history_words import line_words, who_words


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


class _Line(QWidget):
    def __init__(self, line: HistoryLine) -> None:
        super().__init__()
        what = PlainLabel(lambda: line_words(line), role="small_strong", wrap=True)
        who = PlainLabel(lambda: who_words(line), role="small", tone="muted", wrap=True)
        column(what, who, spacing=1, parent=self)
