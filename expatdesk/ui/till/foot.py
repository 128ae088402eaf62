"""The foot of an issued document: one next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from expatdesk.i18n import _, pgettext
from expatdesk.ui.kit import PrimaryButton, QuietButton, Text, row

LAYOUT_MS = 30
"""In this time a part that was opened has found its place."""
CALM_MS = 700
"""A second Enter or click within this time still belongs to the one that took the money."""


class DocumentFoot(QWidget):
    """Of a document that was issued a moment ago the next step is to go on, back to the visit;
    of an older one it is to print.

    Whoever presses Enter twice neither prints a copy nor leaves at once. While money has to be
    handed over, or the paper did not come out, Enter does nothing at all: that stays until
    somebody says that it is settled (Esc, or a click).
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
        self._on_back = on_back
        self._cents = 0
        self._unprinted = False
        self._to_form = False
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=on_back)
        self.print_button = PrimaryButton(words, key="Return", icon="printer", on=on_print)
        self.done = PrimaryButton(self._done_words, key="Return")
        self.done.clicked.connect(self._go_on)
        self.calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self.calm.timeout.connect(self.listen)
        line = row(self.back, None, parent=self)
        for part in (*extras, self.print_button, self.done):
            line.addWidget(part)
        self.begin(fresh=False)

    def begin(self, *, fresh: bool, cents: int = 0) -> None:
        """Another document: whether it was issued a moment ago, and what has to be handed over
        (cents, change positive, money that goes back negative).
        """
        if fresh:
            self.calm.start()
        # It stands where the money was taken: a double-click there must not fall on it.
        self.done.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=fresh)
        self._cents = cents if fresh else 0
        self._unprinted = False
        self._to_form = False
        self.done.setVisible(fresh)
        self.print_button.setVisible(not fresh)
        self.print_button.retranslate()
        self.done.retranslate()
        self._set_keys()

    def hold(self, *, unprinted: bool) -> None:
        """Whether the paper of a fresh document did not come out: that must be seen."""
        self._unprinted = unprinted
        self._set_keys()

    def give_way(self, *, to_form: bool) -> None:
        """While a small form is open Enter and Esc are its own."""
        self._to_form = to_form
        self._set_keys()

    def _set_keys(self) -> None:
        mine = not self._to_form
        waits = bool(self._cents) or self._unprinted
        self.back.setVisible(not (waits and self.done.isVisibleTo(self)))
        self.back.set_key("Esc" if mine else None)
        self.print_button.set_key("Return" if mine else None)
        self.done.set_key(("Esc" if waits else "Return") if mine else None)

    @Slot()
    def listen(self) -> None:
        """From now on each key and each click is meant for this document."""
        self.calm.stop()
        self.done.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)

    @Slot()
    def _go_on(self) -> None:
        # Esc takes no money, so it is always meant.
        if self.calm.isActive() and self.done.key() != "Esc":
            self.calm.start()
        else:
            self._on_back()

    def _done_words(self) -> str:
        if self._cents > 0:
            return _("Change handed over")
        return _("Money handed back") if self._cents else pgettext("button", "Done")


class Revealer(QObject):
    """Scrolls a part of an area into sight, once what was just opened has its place."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._part: QWidget | None = None
        self._pause = QTimer(self, singleShot=True, interval=LAYOUT_MS)
        self._pause.timeout.connect(self._scroll)

    def reveal(self, part: QWidget) -> None:
        """Shows this part soon."""
        self._part = part
        self._pause.start()

    @Slot()
    def _scroll(self) -> None:
        part, self._part = self._part, None
        # A form may have been closed, and deleted, in the meantime.
        if part is not None and isValid(part):
            self._area.ensureWidgetVisible(part, 0, 12)
