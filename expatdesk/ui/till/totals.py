"""The sums of the bill: subtotal, VAT by rate, cash rounding, and what is to be paid."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount, percent
from expatdesk.i18n import _
from expatdesk.ui.kit import (
    AmountLabel,
    Card,
    Hairline,
    KeyValueRow,
    PlainLabel,
    clear,
    column,
    row,
)
from expatdesk.ui.till.bill import Bill
from expatdesk.ui.till.form import Way


class TotalsCard(Card):
    """Shows what follows from the lines and the means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=6, parent=parent)
        self.rows = column(spacing=8)
        self.words = PlainLabel(lambda: _("To pay"), role="total", elide=False)
        self.to_pay = AmountLabel(role="total")
        self.net_words = PlainLabel("", role="small", tone="muted", wrap=True)
        self.add(self.rows)
        self.add(Hairline())
        self.add(row(self.words, None, self.to_pay, margins=(0, 6, 0, 0)))
        self.add(self.net_words)
        self.content.addStretch(1)

    def show_bill(self, bill: Bill, way: Way) -> None:
        """Shows the sums; on an account those of the invoice, without VAT."""
        clear(self.rows)
        if way is Way.ACCOUNT:
            self._put(KeyValueRow(lambda: _("At the desk"), _money(bill.total), role="text"))
            self.words.set_text(lambda: _("To invoice"))
            self.to_pay.set_cents(bill.invoice_net)
            self.net_words.set_text(lambda: _("excl. VAT, which the invoice adds"))
        else:
            self._show_sums(bill)
            self.words.set_text(lambda: _("To pay"))
            self.to_pay.set_cents(bill.to_pay)
        self.net_words.setVisible(way is Way.ACCOUNT)

    def _show_sums(self, bill: Bill) -> None:
        self._put(KeyValueRow(lambda: _("Subtotal"), _money(bill.total), role="text"))
        for points, vat in bill.vat:
            words = partial(_vat_words, points)
            self._put(KeyValueRow(words, _money(vat), role="text", tone="muted"))
        if bill.cash is not None:
            self._put(
                KeyValueRow(
                    lambda: _("Cash rounding"), _money(bill.rounding), role="text", tone="muted"
                )
            )

    def _put(self, part: QWidget) -> None:
        self.rows.addWidget(part)


def _money(cents: int) -> partial[str]:
    return partial(amount, cents, symbol=False)


def _vat_words(points: int) -> str:
    return _("of which VAT {rate}").format(rate=percent(points))
