"""In whose name a full invoice is: name, address, VAT id."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import Recipient
from expatdesk.ui.kit import (
    Card,
    CheckField,
    LabelledField,
    PlainLabel,
    TextField,
    column,
    fields_row,
    make_personal,
)
from expatdesk.ui.till.inline import EnterField, put, typed


class RecipientFields(QWidget):
    """``edited`` follows each change; `place_of` finds the field of a refusal."""

    edited = Signal()

    def __init__(self, *, own_enter: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        made = EnterField if own_enter else TextField
        self.name = LabelledField(lambda: _("Name"), made(limit=500), required=True)
        self.latin = LabelledField(lambda: _("In Latin letters"), made(limit=500))
        self.vat_id = LabelledField(lambda: _("VAT id"), made(limit=40))
        self.street = LabelledField(lambda: _("Street and number"), made(limit=500), required=True)
        self.town = LabelledField(lambda: _("Postcode and town"), made(limit=500))
        self.country = LabelledField(lambda: _("Further lines"), made(limit=500))
        column(
            fields_row(self.name, self.latin, self.vat_id),
            fields_row(self.street, self.town, self.country),
            spacing=8,
            parent=self,
        )
        for field in self.all():
            inner = field.field
            assert isinstance(inner, TextField)
            make_personal(inner)
            inner.textEdited.connect(self.edited)

    def all(self) -> tuple[LabelledField, ...]:
        """The fields in their order."""
        return (self.name, self.latin, self.vat_id, self.street, self.town, self.country)

    def show_recipient(self, recipient: Recipient) -> None:
        """Writes a recipient into the fields; what stands there already is left alone."""
        if recipient == self.recipient():
            return
        lines = [*recipient.address[:2], "", ""][:2]
        put(self.name, recipient.name)
        put(self.latin, recipient.latin)
        put(self.street, lines[0])
        put(self.town, lines[1])
        put(self.country, ", ".join(recipient.address[2:]))
        put(self.vat_id, recipient.vat_id)

    def recipient(self) -> Recipient:
        """What stands in the fields."""
        lines = (typed(self.street), typed(self.town), typed(self.country))
        return Recipient(
            name=typed(self.name),
            address=tuple(line for line in lines if line),
            latin=typed(self.latin),
            vat_id=typed(self.vat_id),
        )

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for field in self.all():
            field.set_error("")

    def show_problem(self, field: str, words: Callable[[], str] | str) -> bool:
        """Says at its field what is wrong; False where it is none of these."""
        places = {
            "recipient": self.name if not typed(self.name) else self.street,
            "recipient.name": self.name,
            "recipient.address": self.street,
        }
        at = places.get(field)
        if at is not None:
            at.set_error(words)
            at.field.setFocus()
        return at is not None


class RecipientCard(Card):
    """Whether the receipt is a full invoice, and in whose name."""

    edited = Signal(bool, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=8, parent=parent)
        self.wanted = CheckField(lambda: _("Full invoice in the name of"))
        self.needed = PlainLabel(
            lambda: _("Full invoice in the name of (needed above € 100)"),
            role="small_strong",
            tone="muted",
            wrap=True,
        )
        self.wanted.toggled.connect(self._toggled)
        self.fields = RecipientFields()
        self.fields.edited.connect(self._changed)
        self.add(self.wanted)
        self.add(self.needed)
        self.add(self.fields)

    def show_recipient(
        self, *, named: bool, needed: bool, recipient: Recipient, covered: bool = False
    ) -> None:
        """Above the limit of a simplified invoice it cannot be left out; F12 covers it."""
        before = self.wanted.blockSignals(True)
        self.wanted.setChecked(named)
        self.wanted.blockSignals(before)
        self.wanted.setVisible(not needed)
        self.needed.setVisible(needed)
        self.fields.setVisible(named and not covered)
        self.fields.show_recipient(recipient)

    def show_problem(self, field: str, words: Callable[[], str] | str) -> bool:
        """Says at its field what is wrong; False where it is none of these."""
        return self.fields.show_problem(field, words)

    @Slot(bool)
    def _toggled(self, named: bool) -> None:  # noqa: FBT001  connected to a signal
        self.edited.emit(named, self.fields.recipient())
        if named:
            self.fields.name.field.setFocus()

    @Slot()
    def _changed(self) -> None:
        self.fields.clear_errors()
        self.edited.emit(self.wanted.isChecked(), self.fields.recipient())
