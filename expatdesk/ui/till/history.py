"""Who did what with a document, and when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.kit import Card, PlainLabel, clear, column
from expatdesk.ui.till.words import history_words


class HistoryCard(Card):
    """Oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Who and when"), parent=parent)
        self._shown: object = None
        self.rows = column(spacing=3)
        self.add(self.rows)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Shows the log."""
        self.setVisible(bool(lines))
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        clear(self.rows)
        for line in lines:
            words = partial(history_words, line)
            # F12 covers the reasons in it, and leaves who and when.
            self.rows.addWidget(PlainLabel(words, role="small", wrap=True))
