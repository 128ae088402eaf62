"""What a day has taken, by means."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _, ngettext, pgettext
from expatdesk.services.till.types import DayTotals
from expatdesk.terms import Means
from expatdesk.ui.kit import FigureCard
from expatdesk.ui.till.even import EvenRows
from expatdesk.ui.till.words import means_word


class Figures(QWidget):
    """A card for all that was taken, and one for each means that was used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = EvenRows(self, spacing=12)
        self.taken = FigureCard(lambda: pgettext("money", "Taken"))
        line.addWidget(self.taken)
        self.by_means = {means: FigureCard(partial(means_word, means)) for means in Means}
        for card in self.by_means.values():
            line.addWidget(card)

    def show_totals(self, totals: DayTotals) -> None:
        """Shows a day; PIN always, the others when they were used."""
        count = totals.receipts
        self.taken.show_figure(partial(amount, totals.taken), partial(_receipts, count))
        for means, card in self.by_means.items():
            cents = totals.by_means.get(means, 0)
            card.setVisible(means in totals.by_means or means is Means.PIN)
            detail = partial(_rounding, totals.rounding) if means is Means.CASH else ""
            card.show_figure(partial(amount, cents), detail)


def _receipts(count: int) -> str:
    return ngettext("{count} receipt", "{count} receipts", count).format(count=count)


def _rounding(cents: int) -> str:
    return _("rounding {amount}").format(amount=amount(cents, symbol=False)) if cents else ""
