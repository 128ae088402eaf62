"""Several means for one amount: each typed, and the rest by one more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import ChargeSheet
from expatdesk.terms import Means
from expatdesk.ui.kit import AmountLabel, ComboField, LinkButton, PlainLabel, clear, column, row
from expatdesk.ui.till.bill import Bill
from expatdesk.ui.till.form import Form, Part
from expatdesk.ui.till.payment_row import CROSS, WIDTH, PaymentRow
from expatdesk.ui.till.words import means_word

MOST = 5


class SplitPart(QWidget):
    """Rows of payments; the last one takes what remains."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Form("")
        self._means: tuple[Means, ...] = ()
        self.payments: list[PaymentRow] = []
        self._rows = column(spacing=6)
        self.rest: ComboField[Means] = ComboField(name=lambda: _("Means of the rest"))
        self.remaining = AmountLabel(role="amount_strong")
        self.remaining.setMinimumWidth(WIDTH)
        self.more = LinkButton(lambda: _("+ Add a payment"))
        self.error = PlainLabel("", role="small", tone="error", wrap=True)
        self.error.hide()
        label = PlainLabel(lambda: _("Rest by"), tone="muted", elide=False)
        rest = row(label, spacing=8)
        rest.addWidget(self.rest, 1)
        rest.addWidget(self.remaining)
        rest.addSpacing(CROSS + 8)
        column(self._rows, self.error, row(self.more, None), rest, spacing=6, parent=self)
        self.rest.chosen.connect(self._rest_chosen)
        self.more.clicked.connect(self._add)

    def begun(self, form: Form) -> Form:
        """The form with one payment to be typed, and the rest by PIN."""
        first = Means.CASH if Means.CASH in self._means else Means.ONLINE
        return replace(form, parts=(Part(first),), rest=Means.PIN)

    def show_form(self, sheet: ChargeSheet, form: Form, bill: Bill) -> None:
        """Shows the payments and what remains."""
        means = tuple(m for m in Means if m is not Means.CASH or sheet.cash_allowed)
        rebuild = means != self._means or len(self.payments) != len(form.parts)
        self._form = form
        if rebuild:
            self._means = means
            self.rest.set_choices([(m, partial(means_word, m)) for m in means])
            self._build()
        self.rest.choose(form.rest)
        for payment, part in zip(self.payments, form.parts, strict=True):
            payment.show_part(part)
        given = sum(part.amount or 0 for part in form.parts)
        self.remaining.set_cents(max(bill.to_pay - given, 0))
        self.more.setVisible(len(form.parts) < MOST)

    def set_error(self, words: Callable[[], str] | str) -> None:
        """Says what is wrong with the payments together."""
        self._say(words)
        if words and self.payments:
            self.payments[-1].amount.setFocus()

    def show_problem(self, field: str, words: Callable[[], str] | str) -> bool:
        """Says what is wrong with one of the payments; False where it is none of them."""
        if not any(payment.point_at(field) for payment in self.payments):
            return False
        self._say(words)
        return True

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self._say("")
        for payment in self.payments:
            payment.clear_problems()

    def settle(self) -> bool:
        """Reads all that was typed once more; False where something cannot be read."""
        # Each says its own error, so none is left out.
        wrong = [payment for payment in self.payments if not payment.settle()]
        return not wrong

    def focus_first(self) -> None:
        """The first amount that is still empty."""
        empty = [each for each in self.payments if each.amount.cents() is None]
        for payment in (*empty, *self.payments)[:1]:
            payment.amount.setFocus()

    def _say(self, words: Callable[[], str] | str) -> None:
        self.error.set_text(words)
        self.error.setVisible(bool(words))

    def _build(self) -> None:
        clear(self._rows)
        self.payments = []
        for at, part in enumerate(self._form.parts):
            payment = PaymentRow(at, part, self._means)
            payment.edited.connect(self._change)
            payment.removed.connect(self._remove)
            self.payments.append(payment)
            self._rows.addWidget(payment)

    @Slot(int, object)
    def _change(self, at: int, part: Part) -> None:
        parts = tuple(part if n == at else each for n, each in enumerate(self._form.parts))
        self.edited.emit(replace(self._form, parts=parts))

    @Slot(object)
    def _rest_chosen(self, means: Means) -> None:
        self.edited.emit(replace(self._form, rest=means))

    @Slot()
    def _add(self) -> None:
        self.edited.emit(replace(self._form, parts=(*self._form.parts, Part(Means.ONLINE))))
        self.focus_first()

    @Slot(int)
    def _remove(self, at: int) -> None:
        parts = tuple(part for n, part in enumerate(self._form.parts) if n != at)
        self.edited.emit(replace(self._form, parts=parts))
        self.focus_first()
