"""The foot of an issued document: one next step, and the ways to paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import PrimaryButton, QuietButton, SecondaryButton, Text, row


class DocumentFoot(QWidget):
    """Of a document that was issued a moment ago the next step is to go back, so that a second
    Enter prints no copy; of an older one it is to print.
    """

    def __init__(
        self,
        *extras: QWidget,
        words: Text,
        on_print: Callable[[], object],
        on_save: Callable[[], object],
        on_back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fresh = False
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=on_back)
        self.save = SecondaryButton(lambda: _("Save as PDF…"), key="Ctrl+S", on=on_save)
        self.again = SecondaryButton(words, icon="printer", on=on_print)
        self.print_button = PrimaryButton(words, key="Return", icon="printer", on=on_print)
        self.done = PrimaryButton(lambda: _("Back"), key="Esc", on=on_back)
        line = row(self.back, None, parent=self)
        for part in (*extras, self.save, self.again, self.print_button, self.done):
            line.addWidget(part)
        self.show_fresh(fresh=False)

    def show_fresh(self, *, fresh: bool) -> None:
        """Whether it was issued a moment ago."""
        self._fresh = fresh
        for shown in (self.again, self.done):
            shown.setVisible(fresh)
        for hidden in (self.back, self.print_button):
            hidden.setVisible(not fresh)
        self.again.retranslate()
        self.print_button.retranslate()

    def give_way(self, *, to_form: bool) -> None:
        """While a small form is open Enter and Esc are its own."""
        for button in (self.back, self.done):
            button.set_key(None if to_form else "Esc")
        self.print_button.set_key(None if to_form else "Return")


def reveal(area: QScrollArea, part: QWidget) -> None:
    """Scrolls to a part that has just been opened, once it has its place."""

    def scroll() -> None:
        area.ensureWidgetVisible(part, 0, 12)

    QTimer.singleShot(0, part, scroll)
