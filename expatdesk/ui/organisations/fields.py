"""The fields of an organisation, each with its label and a place for its error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.terms import PaymentTerms
from expatdesk.ui.kit import (
    CheckField,
    ComboField,
    FlowLayout,
    LabelledField,
    PlainLabel,
    Text,
    TextField,
    ToggleButton,
    column,
    make_personal,
    row,
)
from expatdesk.ui.organisations.contacts import ContactsField
from expatdesk.ui.organisations.entry_words import LABELS
from expatdesk.ui.organisations.words import role_choices, terms_choices

_TEXTS: Final = {
    "name": 300, "street": 200, "postcode": 20, "city": 100, "country": 2, "email": 254,
    "phone": 40, "website": 200, "chamber_number": 20, "vat_id": 24, "po_number": 60,
}  # fmt: skip
_PERSONAL: Final = ("email", "phone")
"""Often somebody's own: blanked by F12 like those of a person."""
_LINES: Final = (
    (("street", 4), ("postcode", 2), ("city", 3), ("country", 1), ("municipality_id", 3)),
    (("email", 4), ("phone", 3), ("website", 4)),
    (("chamber_number", 3), ("vat_id", 3), ("payment_terms", 3), ("po_number", 3)),
)


class OrganisationFields(QWidget):
    """All that is typed of an organisation. ``edited`` follows each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = {name: TextField(limit=limit) for name, limit in _TEXTS.items()}
        self.municipality: ComboField[int | None] = ComboField([(None, "–")])
        self.terms: ComboField[PaymentTerms] = ComboField(terms_choices())
        self.sponsor = CheckField(lambda: _("Recognised sponsor of the IND"))
        self.roles = {role: ToggleButton(words) for role, words in role_choices()}
        self.contacts = ContactsField()
        self.labelled = {
            name: LabelledField(LABELS[name], field, required=name == "name")
            for name, field in (
                *self.texts.items(),
                ("municipality_id", self.municipality),
                ("payment_terms", self.terms),
            )
        }
        for name in _PERSONAL:
            make_personal(self.texts[name])
        self._lay_out()
        self.setFocusProxy(self.texts["name"])
        self._connect()

    def _lay_out(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        for button in self.roles.values():
            flow.addWidget(button)
        roles = PlainLabel(LABELS["roles"], role="small", tone="muted")
        column(
            self.labelled["name"],
            column(roles, holder, spacing=4),
            self.sponsor,
            *(self._line(parts) for parts in _LINES),
            self.contacts,
            spacing=10,
            parent=self,
        )

    def _line(self, parts: Sequence[tuple[str, int]]) -> QWidget:
        holder = QWidget()
        line = row(spacing=12, parent=holder)
        for name, share in parts:
            line.addWidget(self.labelled[name], share, Qt.AlignmentFlag.AlignTop)
        return holder

    def _connect(self) -> None:
        for field in self.texts.values():
            field.textEdited.connect(self.edited)
        self.municipality.chosen.connect(self.edited)
        self.terms.chosen.connect(self.edited)
        self.sponsor.clicked.connect(self.edited)
        self.contacts.edited.connect(self.edited)
        for button in self.roles.values():
            button.clicked.connect(self.edited)

    def entry(self) -> OrganisationEntry:
        """What has been typed."""
        texts = {name: field.text() for name, field in self.texts.items()}
        return OrganisationEntry(
            roles=frozenset(role for role, button in self.roles.items() if button.isChecked()),
            municipality_id=self.municipality.value(),
            recognised_sponsor=self.sponsor.isChecked(),
            payment_terms=self.terms.value() or PaymentTerms.AT_DESK,
            contacts=self.contacts.entries(),
            **texts,
        )

    def show_entry(self, entry: OrganisationEntry) -> None:
        """Fills the fields without emitting."""
        for name, field in self.texts.items():
            field.setText(getattr(entry, name))
            field.setCursorPosition(0)
        for role, button in self.roles.items():
            button.setChecked(role in entry.roles)
        self.municipality.choose(entry.municipality_id)
        self.terms.choose(entry.payment_terms)
        self.sponsor.setChecked(entry.recognised_sponsor)
        self.contacts.show_entries(entry.contacts)
        self.clear_errors()

    def offer_municipalities(self, towns: Sequence[tuple[int, str]]) -> None:
        """Says which municipalities there are."""
        self.municipality.set_choices([(None, "–"), *towns])

    def clear_errors(self) -> None:
        for field in self.labelled.values():
            field.set_error("")
        self.contacts.clear_error()

    def show_error(self, name: str, text: Text) -> bool:
        """Says what is wrong where it was typed; False where no field has that name."""
        if name == "contacts":
            self.contacts.show_error(text)
            return True
        field = self.labelled.get(name)
        if field is None:
            return False
        field.set_error(text)
        field.field.setFocus()
        return True
