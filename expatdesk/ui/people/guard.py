"""Under a form: a number that may not be kept, or somebody else who was quicker."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Refusal
from expatdesk.ui.kit import PlainLabel, SecondaryButton, row


class Guard(QWidget):
    """Says what stops the form, with the ways out.

    ``alarm_false``: what looks like a BSN is none. ``theirs_wanted``, ``mine_wanted``: of two
    versions, the whole of one.
    """

    alarm_false = Signal()
    theirs_wanted = Signal()
    mine_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("", role="small", tone="warning", wrap=True)
        self.false_alarm = SecondaryButton(
            lambda: _("This is a false alarm"), key="Alt+F", on=self.alarm_false.emit
        )
        self.theirs = SecondaryButton(lambda: _("Show theirs"), on=self.theirs_wanted.emit)
        self.mine = SecondaryButton(lambda: _("Keep mine"), on=self.mine_wanted.emit)
        line = row(spacing=10, parent=self)
        line.addWidget(self.words, 1)
        for button in (self.false_alarm, self.theirs, self.mine):
            line.addWidget(button)
        self.hide()

    def warn_of_number(self) -> None:
        """A text holds what looks like a number that may not be kept."""
        self.words.set_text(
            lambda: _(
                "One number in eleven looks like a BSN by chance. Keep it only if you are sure."
            )
        )
        self._show(stale=False)

    def say_stale(self, error: Refusal) -> None:
        """Somebody else has saved meanwhile."""
        self.words.set_text(error.message)
        self._show(stale=True)

    def _show(self, *, stale: bool) -> None:
        self.false_alarm.setVisible(not stale)
        self.theirs.setVisible(stale)
        self.mine.setVisible(stale)
        self.show()
