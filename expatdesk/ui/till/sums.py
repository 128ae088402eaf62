"""What an issued document says: lines, sums, payments, and in whose name it is."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from expatdesk.clock import local
from expatdesk.formats import amount, date_medium, moment_medium
from expatdesk.i18n import _, pgettext
from expatdesk.services.till.types import PaymentView, ReceiptLineView
from expatdesk.ui.kit import Card, Hairline, KeyValueRow, PlainLabel, clear, column
from expatdesk.ui.till.reading import Issue
from expatdesk.ui.till.words import means_word, said


class SumsCard(Card):
    """Built anew for each document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, spacing=6, parent=parent)
        self._shown: object = None
        self.facts = PlainLabel("", tone="muted", wrap=True)
        self.name = PlainLabel("", personal=True, wrap=True)
        self.rows = column(spacing=5)
        for part in (self.facts, self.name):
            self.add(part)
        self.add(self.rows)

    def show_issue(self, issue: Issue) -> None:
        """Shows a document."""
        view = issue.view
        self.facts.set_text(partial(_issued_words, issue))
        names = [] if view.recipient is None else [view.recipient.name, *view.recipient.address]
        self.name.set_text(", ".join(names))
        self.name.setVisible(bool(names))
        if view == self._shown:
            return
        self._shown = view
        clear(self.rows)
        for line in view.lines:
            self._put(KeyValueRow(partial(_line_words, line), _money(line.gross), role="text"))
        if view.lines:
            self._put(Hairline())
            self._put(KeyValueRow(lambda: _("Total"), partial(amount, view.total), strong=True))
            self._put(KeyValueRow(lambda: _("of which VAT"), _money(view.vat), tone="muted"))
        if view.rounding:
            rounding = _money(view.rounding)
            self._put(KeyValueRow(lambda: _("Cash rounding"), rounding, tone="muted"))
        for payment in view.payments:
            self._put_payment(payment, view.day)

    def _put_payment(self, payment: PaymentView, issued_on: date) -> None:
        words = partial(_payment_words, payment, issued_on)
        self._put(KeyValueRow(words, _money(payment.amount), role="text"))
        if payment.tendered is not None:
            tendered, change = _money(payment.tendered), _money(payment.change)
            self._put(KeyValueRow(lambda: _("Received"), tendered, tone="muted"))
            self._put(KeyValueRow(lambda: pgettext("money", "Change"), change, tone="muted"))

    def _put(self, part: QWidget) -> None:
        self.rows.addWidget(part)


def _money(cents: int) -> partial[str]:
    return partial(amount, cents, symbol=False)


def _issued_words(issue: Issue) -> str:
    view = issue.view
    parts = [moment_medium(local(view.issued_at)), view.staff, said(view.desk)]
    if view.original_label:
        parts.append(_("for {number}").format(number=view.original_label))
    return " · ".join(parts)


def _line_words(line: ReceiptLineView) -> str:
    words = said(line.text)
    if line.quantity != 1:
        words = f"{line.quantity} × {words}"
    if line.credited:
        words += " · " + _("refunded {amount}").format(amount=amount(line.credited))
    return words


def _payment_words(payment: PaymentView, issued_on: date) -> str:
    parts = [means_word(payment.means)]
    if payment.reference:
        parts.append(payment.reference)
    if payment.paid_on != issued_on:
        parts.append(date_medium(payment.paid_on))
    return " · ".join(parts)
