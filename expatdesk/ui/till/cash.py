"""Cash: what was received, the change, and the notes that people hand over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
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
    """A note or coin in one press; ``wanted`` carries its cents."""

    role = "amount_small"
    height_px = 30
    padding = 12.0

    wanted = Signal(int)

    def __init__(self, cents: int, *, exact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(partial(_exactly if exact else _whole, cents), parent=parent)
        self._cents = cents
        self.clicked.connect(self._take)

    @Slot()
    def _take(self) -> None:
        self.wanted.emit(self._cents)


class ShownAmount(TextField):
    """An amount that is computed and not typed, in the form of the language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._cents = 0
        super().__init__(large=True, parent=parent)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("sunken", True)

    def set_cents(self, cents: int) -> None:
        """Shows another amount."""
        self._cents = cents
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.setText(amount(self._cents))


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
        self.change = ShownAmount()
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
        self.change.set_cents(bill.change)
        self.received.set_placeholder(partial(amount, bill.cash, symbol=False))
        if self._due != bill.cash:
            self._due = bill.cash
            self._offer(bill.cash)

    def _offer(self, due: int) -> None:
        clear(self._buttons)
        offered = [QuickButton(due, exact=True), *map(QuickButton, quick_amounts(due))]
        for button in offered:
            button.wanted.connect(self._take)
            self._buttons.addWidget(button)

    @Slot(int)
    def _take(self, cents: int) -> None:
        self.received.set_cents(cents)
        self.received.setFocus()
        self._typed()

    @Slot()
    def _typed(self) -> None:
        self.edited.emit(replace(self._form, received=self.received.cents()))


def _exactly(cents: int) -> str:
    return _("{amount} exact").format(amount=amount(cents))


def _whole(cents: int) -> str:
    """Notes are said without cents."""
    return amount(cents)[:-3]
