"""Cash: what was received, the change, and the notes that people hand over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _, pgettext
from expatdesk.ui.kit import (
    AmountField,
    FlowLayout,
    LabelledField,
    SecondaryButton,
    TextField,
    clear,
    column,
    fields_row,
)
from expatdesk.ui.till.bill import Bill, quick_amounts
from expatdesk.ui.till.form import Form


class QuickButton(SecondaryButton):
    """A note or coin in one press."""

    role = "amount_small"
    height_px = 30
    padding = 12.0


class CashPart(QWidget):
    """Received and change; an empty field means that it was exact."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Form("")
        self._due: int | None = None
        self.received = AmountField(large=True)
        self.received.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.received.edited.connect(self._typed)
        self.received_field = LabelledField(lambda: _("Received"), self.received)
        self.change = TextField(large=True)
        self.change.setReadOnly(True)
        self.change.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.change.setProperty("sunken", True)
        change = LabelledField(lambda: pgettext("money", "Change"), self.change)
        self.quick = QWidget()
        self._buttons = FlowLayout(self.quick, spacing=8)
        column(fields_row(self.received_field, change), self.quick, spacing=10, parent=self)

    def show_form(self, form: Form, bill: Bill) -> None:
        """Shows what was received, and the change for it."""
        self._form = form
        if bill.cash is None:
            return
        if self.received.cents() != form.received:
            self.received.set_cents(form.received)
        if self.received_field.error() and (form.received is None or form.received >= bill.cash):
            self.received_field.set_error("")
        self.change.setText(amount(bill.change))
        self.received.set_placeholder(partial(amount, bill.cash, symbol=False))
        if self._due != bill.cash:
            self._due = bill.cash
            self._offer(bill.cash)

    def _offer(self, due: int) -> None:
        clear(self._buttons)
        exact = QuickButton(
            lambda: _("{amount} exact").format(amount=amount(due)), on=partial(self._take, due)
        )
        self._buttons.addWidget(exact)
        for cents in quick_amounts(due):
            words = partial(_whole, cents)
            self._buttons.addWidget(QuickButton(words, on=partial(self._take, cents)))

    def _take(self, cents: int) -> None:
        self.received.set_cents(cents)
        self.received.setFocus()
        self._typed()

    def _typed(self) -> None:
        self.edited.emit(replace(self._form, received=self.received.cents()))


def _whole(cents: int) -> str:
    """Notes are said without cents."""
    return amount(cents)[:-3]
