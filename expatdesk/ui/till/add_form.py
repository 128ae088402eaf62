"""A fee that is added by hand: which, how many, and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.services.till.types import AddedLine, ProductInfo
from expatdesk.ui.kit import ComboField, LabelledField, SecondaryButton
from expatdesk.ui.till.inline import EnterField, InlineForm, put, reason_field, typed
from expatdesk.ui.till.words import said


class AddForm(InlineForm):
    """``added`` carries the line."""

    added = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.product: ComboField[int] = ComboField()
        self.quantity = EnterField(limit=3)
        self.quantity.setValidator(QIntValidator(1, 999, self.quantity))
        self.reason = reason_field()
        super().__init__(
            LabelledField(lambda: _("Fee"), self.product),
            LabelledField(lambda: _("Quantity"), self.quantity),
            self.reason,
            confirm=SecondaryButton(lambda: _("Add")),
            parent=parent,
        )
        self.fields[1].setMaximumWidth(90)
        self.confirmed.connect(self._confirm)

    def offer(self, products: Sequence[ProductInfo]) -> None:
        """What can be added, with its price of today."""
        self.product.set_choices([(each.product_id, partial(_words, each)) for each in products])

    def begin(self) -> None:
        """Opens it empty."""
        self.quantity.setText("1")
        for field in self.fields:
            field.set_error("")
        put(self.reason, "")
        self.start()

    @Slot()
    def _confirm(self) -> None:
        product, reason = self.product.value(), typed(self.reason)
        if product is None or not reason:
            self.reason.set_error(lambda: _("A reason is needed."))
            self.reason.field.setFocus()
            return
        quantity = int(self.quantity.text() or "1")
        self.close_form()
        self.added.emit(AddedLine(product, max(quantity, 1), reason))


def _words(product: ProductInfo) -> str:
    return f"{said(product.name)} · {amount(product.gross)}"
