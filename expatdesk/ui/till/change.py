"""The change, large enough to be read from the other side of the drawer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import AmountLabel, Card, PlainLabel, row

POINTS = 34.0


class ChangeCard(Card):
    """Goes when there is nothing to give."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, parent=parent)
        self._cents = 0
        self.words = PlainLabel(self._words_said, role="heading", elide=False)
        self.amount = AmountLabel(role="figure")
        big = font("figure")
        big.setPointSizeF(POINTS)
        self.amount.setFont(big)
        self.add(row(self.words, None, self.amount))

    def show_change(self, cents: int) -> None:
        """Positive cents are change; negative ones are given back."""
        self._cents = cents
        self.amount.set_cents(abs(cents))
        self.words.refresh()
        self.setVisible(cents != 0)

    def _words_said(self) -> str:
        return _("To give back") if self._cents < 0 else _("Change to give")
