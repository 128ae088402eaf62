"""Several means for one amount: each typed, and the rest by one more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import ChargeSheet
from expatdesk.terms import Means
from expatdesk.ui.kit import (
    AmountField,
    AmountLabel,
    ComboField,
    IconButton,
    LinkButton,
    PlainLabel,
    Text,
    clear,
    column,
    row,
)
from expatdesk.ui.till.bill import Bill
from expatdesk.ui.till.form import Form, Part
from expatdesk.ui.till.words import means_word

MOST = 5
WIDTH = 120


class SplitPart(QWidget):
    """Rows of means and amount; the last one takes what remains."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Form("")
        self._means: tuple[Means, ...] = ()
        self._amounts: list[AmountField] = []
        self._rows = column(spacing=6)
        self.rest: ComboField[Means] = ComboField(name=lambda: _("Means of the rest"))
        self.rest.chosen.connect(self._rest_chosen)
        self.remaining = AmountLabel(role="amount_strong")
        self.remaining.setMinimumWidth(WIDTH)
        self.more = LinkButton(lambda: _("+ Add a payment"), on=self._add)
        self.error = PlainLabel("", role="small", tone="error", wrap=True)
        self.error.hide()
        label = PlainLabel(lambda: _("Rest by"), tone="muted", elide=False)
        rest = row(label, spacing=8)
        rest.addWidget(self.rest, 1)
        rest.addWidget(self.remaining)
        rest.addSpacing(34)
        column(self._rows, rest, self.error, row(self.more, None), spacing=6, parent=self)

    def begun(self, form: Form) -> Form:
        """The form with one payment to be typed, and the rest by PIN."""
        first = Means.CASH if Means.CASH in self._means else Means.ONLINE
        return replace(form, parts=(Part(first),), rest=Means.PIN)

    def show_form(self, sheet: ChargeSheet, form: Form, bill: Bill) -> None:
        """Shows the payments and what remains."""
        means = tuple(m for m in Means if m is not Means.CASH or sheet.cash_allowed)
        rebuild = means != self._means or _shape(form) != _shape(self._form)
        rebuild = rebuild or len(self._amounts) != len(form.parts)
        self._form = form
        if rebuild:
            self._means = means
            self.rest.set_choices([(m, partial(means_word, m)) for m in means])
            self._build()
        self.rest.choose(form.rest)
        for field, part in zip(self._amounts, form.parts, strict=True):
            if field.cents() != part.amount:
                field.set_cents(part.amount)
        given = sum(part.amount or 0 for part in form.parts)
        self.remaining.set_cents(max(bill.to_pay - given, 0))
        self.more.setVisible(len(form.parts) < MOST)

    def set_error(self, words: Callable[[], str] | str) -> None:
        """Says what is wrong with the payments."""
        self.error.set_text(words)
        self.error.setVisible(bool(words))
        if words and self._amounts:
            self._amounts[-1].setFocus()

    def fields(self) -> list[AmountField]:
        """The typed amounts."""
        return list(self._amounts)

    def focus_first(self) -> None:
        """The first amount that is still empty."""
        for field in self._amounts:
            if field.cents() is None:
                field.setFocus()
                return
        if self._amounts:
            self._amounts[0].setFocus()

    def _build(self) -> None:
        clear(self._rows)
        self._amounts = []
        for at, part in enumerate(self._form.parts):
            self._rows.addLayout(self._row(at, part))

    def _row(self, at: int, part: Part) -> QHBoxLayout:
        choices: list[tuple[Means, Text]] = [(m, partial(means_word, m)) for m in self._means]
        means: ComboField[Means] = ComboField(choices, name=lambda: _("Means of a payment"))
        means.choose(part.means)
        means.chosen.connect(partial(self._means_chosen, at))
        field = AmountField(name=lambda: _("Amount of a payment"))
        field.setFixedWidth(WIDTH)
        field.set_cents(part.amount)
        field.edited.connect(partial(self._typed, at, field))
        self._amounts.append(field)
        gone = IconButton("x", lambda: _("Leave out"), on=partial(self._remove, at), small=True)
        line = row(spacing=8)
        line.addWidget(means, 1)
        line.addWidget(field)
        line.addWidget(gone)
        return line

    def _typed(self, at: int, field: AmountField) -> None:
        self._change(at, replace(self._form.parts[at], amount=field.cents()))

    def _means_chosen(self, at: int, means: Means) -> None:
        self._change(at, replace(self._form.parts[at], means=means))

    def _change(self, at: int, part: Part) -> None:
        parts = tuple(part if n == at else each for n, each in enumerate(self._form.parts))
        self.edited.emit(replace(self._form, parts=parts))

    def _rest_chosen(self, means: Means) -> None:
        self.edited.emit(replace(self._form, rest=means))

    def _add(self) -> None:
        self.edited.emit(replace(self._form, parts=(*self._form.parts, Part(Means.ONLINE))))
        self.focus_first()

    def _remove(self, at: int) -> None:
        parts = tuple(part for n, part in enumerate(self._form.parts) if n != at)
        self.edited.emit(replace(self._form, parts=parts))


def _shape(form: Form) -> tuple[Means, ...]:
    return tuple(part.means for part in form.parts)
