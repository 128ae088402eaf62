"""The foot of an issued document: one next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import PrimaryButton, QuietButton, Text, row

LAYOUT_MS = 30
"""In this time a part that was opened has found its place."""


class DocumentFoot(QWidget):
    """Of a document that was issued a moment ago the next step is to go back, so that a second
    Enter prints no copy; of an older one it is to print.
    """

    def __init__(
        self,
        *extras: QWidget,
        words: Text,
        on_print: Callable[[], object],
        on_back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=on_back)
        self.print_button = PrimaryButton(words, key="Return", icon="printer", on=on_print)
        self.done = PrimaryButton(lambda: _("Back"), key="Esc", on=on_back)
        line = row(self.back, None, parent=self)
        for part in (*extras, self.print_button, self.done):
            line.addWidget(part)
        self.show_fresh(fresh=False)

    def show_fresh(self, *, fresh: bool) -> None:
        """Whether it was issued a moment ago."""
        self.done.setVisible(fresh)
        self.back.setVisible(not fresh)
        self.print_button.setVisible(not fresh)
        self.print_button.retranslate()

    def give_way(self, *, to_form: bool) -> None:
        """While a small form is open Enter and Esc are its own."""
        self.back.set_key(None if to_form else "Esc")
        self.done.set_key(None if to_form else "Esc")
        self.print_button.set_key(None if to_form else "Return")


def reveal(area: QScrollArea, part: QWidget) -> None:
    """Scrolls to a part that has just been opened, once it has its place."""

    def scroll() -> None:
        area.ensureWidgetVisible(part, 0, 12)

    QTimer.singleShot(LAYOUT_MS, part, scroll)
