"""One of several payments: its means, its own reference and day, and its amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Refusal
from expatdesk.services.till.tenders import LONGEST_REFERENCE, clean_reference
from expatdesk.terms import Means
from expatdesk.ui.kit import (
    AmountField,
    ComboField,
    DateField,
    IconButton,
    LabelledField,
    TextField,
    column,
    row,
)
from expatdesk.ui.kit.fields import mark_wrong
from expatdesk.ui.till.form import DATED, Part
from expatdesk.ui.till.words import means_word

WIDTH = 120
"""Of the column of amounts, px."""
MEANS = 168
"""The words of every means fit into their choice, px."""
CROSS = 26
"""Of the button that leaves a payment out, px."""


class PaymentRow(QWidget):
    """``edited`` carries its place among the payments and what it becomes; ``removed`` the place.

    Cash has no reference; a day is asked for where somebody may have paid before.
    """

    edited = Signal(int, object)
    removed = Signal(int)

    def __init__(
        self, at: int, part: Part, means: Sequence[Means], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._at, self._part = at, part
        self.means: ComboField[Means] = ComboField(
            [(each, partial(means_word, each)) for each in means],
            name=lambda: _("Means of a payment"),
        )
        self.means.setMinimumWidth(MEANS)
        self.reference = TextField(placeholder=lambda: _("Reference"), limit=LONGEST_REFERENCE)
        self.amount = AmountField(name=lambda: _("Amount of a payment"))
        self.amount.setFixedWidth(WIDTH)
        self.gone = IconButton("x", lambda: _("Leave out"), small=True)
        self.gone.setFixedWidth(CROSS)
        self.paid_on = DateField()
        self.paid_on_field = LabelledField(lambda: _("Paid on (empty: today)"), self.paid_on)
        self._lay_out()
        self.means.chosen.connect(self._means_chosen)
        self.reference.textEdited.connect(self._referred)
        self.amount.edited.connect(self._typed)
        self.paid_on.edited.connect(self._dated)
        self.gone.clicked.connect(self._remove)
        self.show_part(part)

    def _lay_out(self) -> None:
        line = row(spacing=8)
        line.addWidget(self.means, 4)
        line.addWidget(self.reference, 5)
        line.addWidget(self.amount)
        line.addWidget(self.gone)
        below = row(spacing=0, margins=(0, 0, CROSS + 8, 0))
        below.addWidget(self.paid_on_field)
        column(line, below, spacing=4, parent=self)

    def show_part(self, part: Part) -> None:
        """Shows the payment without taking the cursor away from who is typing."""
        self._part = part
        self.means.choose(part.means)
        self.reference.setVisible(part.means is not Means.CASH)
        self.paid_on_field.setVisible(part.means in DATED)
        if self.reference.text() != part.reference:
            self.reference.setText(part.reference)
        if self.amount.cents() != part.amount:
            self.amount.set_cents(part.amount)
        if self.paid_on.day() != part.paid_on:
            self.paid_on.set_day(part.paid_on)

    def settle(self) -> bool:
        """Reads what was typed once more; False where something cannot be read."""
        read = [self.amount.settle()]
        if self._part.means in DATED:
            read.append(self.paid_on.settle())
        return all(read)

    def point_at(self, field: str) -> bool:
        """Goes to the field that was refused; False where it is not one of this payment."""
        wrong: TextField | None = None
        if field == "reference" and _is_refused(self._part.reference):
            wrong = self.reference
        elif field == "paid_on" and self._part.means in DATED and self._part.paid_on:
            wrong = self.paid_on
        if wrong is not None:
            mark_wrong(wrong, wrong=True)
            wrong.setFocus()
        return wrong is not None

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        mark_wrong(self.reference, wrong=False)
        self.paid_on_field.set_error("")

    @Slot(object)
    def _means_chosen(self, means: Means) -> None:
        self.edited.emit(self._at, replace(self._part, means=means))

    @Slot(str)
    def _referred(self, text: str) -> None:
        self.edited.emit(self._at, replace(self._part, reference=text))

    @Slot()
    def _typed(self) -> None:
        self.edited.emit(self._at, replace(self._part, amount=self.amount.cents()))

    @Slot()
    def _dated(self) -> None:
        self.edited.emit(self._at, replace(self._part, paid_on=self.paid_on.day()))

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self._at)


def _is_refused(reference: str) -> bool:
    """Whether the till would not keep this reference."""
    try:
        clean_reference(reference)
    except Refusal:
        return True
    return False
