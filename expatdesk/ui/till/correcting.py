"""Small forms that take an issued document back or set it right; each shows what will happen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.money import round_cash
from expatdesk.services.base import Refusal, new_key
from expatdesk.services.till.types import Recipient
from expatdesk.terms import Means
from expatdesk.ui.kit import ComboField, DangerButton, LabelledField, PlainLabel, Text
from expatdesk.ui.kit.button import Button
from expatdesk.ui.till.inline import EnterField, InlineForm, put, reason_field, typed
from expatdesk.ui.till.recipient import RecipientFields
from expatdesk.ui.till.words import means_word


class CorrectingForm(InlineForm):
    """``key`` is made when it opens and kept until it has succeeded."""

    def __init__(
        self, *fields: LabelledField, confirm: Button, parent: QWidget | None = None
    ) -> None:
        super().__init__(*fields, confirm=confirm, careful=True, parent=parent)
        self.key = ""
        self.outlook = PlainLabel("", tone="warning", wrap=True)
        self.rest.addWidget(self.outlook)
        self.hide()

    def begin(self) -> None:
        """Opens it empty, with a key of its own."""
        self.key = new_key()
        self.confirm.setEnabled(True)
        for field in self.fields:
            field.set_error("")
            if isinstance(field.field, EnterField):
                put(field, "")
        self.foresee()
        self.start()

    def foresee(self) -> None:
        """Says what will happen."""

    def refuse(self, error: Refusal) -> None:
        """Says at its field why it was refused."""
        self.confirm.setEnabled(True)
        self.show_refusal(error.field, error.message, {})


class RefundForm(CorrectingForm):
    """``wanted`` carries (means, reason)."""

    wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._left = 0
        self.means: ComboField[Means] = ComboField()
        self.means.chosen.connect(self._chosen)
        self.reason = reason_field()
        super().__init__(
            LabelledField(lambda: _("Back by"), self.means),
            self.reason,
            confirm=DangerButton(self._confirm_words),
            parent=parent,
        )
        self.confirmed.connect(self._confirm)

    def offer(self, left: int, means: Sequence[Means], first: Means) -> None:
        """What is left of the document in cents, and the means to give it back by."""
        self._left = left
        self.means.set_choices([(each, partial(means_word, each)) for each in means])
        self.means.choose(first)

    def foresee(self) -> None:
        self.outlook.set_text(self._outlook)
        self.confirm.retranslate()

    def _back(self) -> int:
        return round_cash(self._left) if self.means.value() is Means.CASH else self._left

    def _outlook(self) -> str:
        back = self._back()
        words = _(
            "A refund receipt over {total} is issued, {back} goes back, and the fee is due again."
        ).format(total=amount(self._left), back=amount(back))
        if back != self._left:
            rounding = amount(self._left - back)
            words += " " + _("Cash rounding: {rounding}.").format(rounding=rounding)
        return words

    def _confirm_words(self) -> str:
        return _("Refund {amount}").format(amount=amount(self._back()))

    @Slot(object)
    def _chosen(self, _means: object) -> None:
        self.foresee()

    @Slot()
    def _confirm(self) -> None:
        means = self.means.value()
        if means is not None and _reason_given(self.reason):
            self.confirm.setEnabled(False)
            self.wanted.emit(means, typed(self.reason))


class MeansForm(CorrectingForm):
    """``wanted`` carries (wrong, right, reason)."""

    wanted = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.wrong: ComboField[Means] = ComboField()
        self.right: ComboField[Means] = ComboField()
        for combo in (self.wrong, self.right):
            combo.chosen.connect(self._chosen)
        self.reason = reason_field()
        super().__init__(
            LabelledField(lambda: _("Wrong means"), self.wrong),
            LabelledField(lambda: _("Right means"), self.right),
            self.reason,
            confirm=DangerButton(lambda: _("Correct the means")),
            parent=parent,
        )
        self.confirmed.connect(self._confirm)

    def offer(self, paid: Sequence[Means], means: Sequence[Means]) -> None:
        """By what it was paid, and by what it may have been."""
        self.wrong.set_choices([(each, partial(means_word, each)) for each in paid])
        self.right.set_choices([(each, partial(means_word, each)) for each in means])
        self.wrong.choose(paid[-1] if paid else None)
        others = [each for each in means if each is not self.wrong.value()]
        self.right.choose(others[0] if others else None)

    def foresee(self) -> None:
        self.outlook.set_text(self._outlook)

    def _outlook(self) -> str:
        wrong, right = self.wrong.value(), self.right.value()
        if wrong is None or right is None:
            return ""
        return _(
            "A correction moves what was paid by {wrong} to {right}. The document itself stays."
        ).format(wrong=means_word(wrong), right=means_word(right))

    @Slot(object)
    def _chosen(self, _means: object) -> None:
        self.foresee()

    @Slot()
    def _confirm(self) -> None:
        wrong, right = self.wrong.value(), self.right.value()
        if wrong is not None and right is not None and _reason_given(self.reason):
            self.confirm.setEnabled(False)
            self.wanted.emit(wrong, right, typed(self.reason))


class WithdrawForm(CorrectingForm):
    """``wanted`` carries the reason why a charge goes off the account."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.reason = reason_field()
        super().__init__(
            self.reason,
            confirm=DangerButton(lambda: _("Withdraw from the account")),
            parent=parent,
        )
        self.confirmed.connect(self._confirm)

    def foresee(self) -> None:
        self.outlook.set_text(lambda: _("The charge leaves the account, and the fee is due again."))

    @Slot()
    def _confirm(self) -> None:
        if _reason_given(self.reason):
            self.confirm.setEnabled(False)
            self.wanted.emit(typed(self.reason))


class InvoiceForm(CorrectingForm):
    """``wanted`` carries the recipient of the linked invoice."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.recipient = RecipientFields(own_enter=True)
        super().__init__(
            self.recipient.name,
            confirm=DangerButton(lambda: _("Issue the invoice")),
            parent=parent,
        )
        self.rest.insertWidget(0, self.recipient)
        for field in self.recipient.all()[1:]:
            if isinstance(field.field, EnterField):
                field.field.returnPressed.connect(self._entered)
        self.confirmed.connect(self._confirm)

    def begin(self) -> None:
        self.recipient.show_recipient(Recipient("", ()))
        self.recipient.clear_errors()
        super().begin()

    def foresee(self) -> None:
        self.outlook.set_text(
            lambda: _("An invoice in this name is linked to the receipt. No second turnover.")
        )

    def refuse(self, error: Refusal) -> None:
        self.confirm.setEnabled(True)
        if not self.recipient.show_problem(error.field, error.message):
            super().refuse(error)

    @Slot()
    def _confirm(self) -> None:
        self.confirm.setEnabled(False)
        self.wanted.emit(self.recipient.recipient())


def _reason_given(field: LabelledField) -> bool:
    words: Text = "" if typed(field) else (lambda: _("A reason is needed."))
    field.set_error(words)
    if words:
        field.field.setFocus()
    return not words
