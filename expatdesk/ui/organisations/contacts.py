"""The contacts of an organisation as rows that are typed, added and taken out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.emails import EmailError, parse_email
from expatdesk.guard import find_identifiers
from expatdesk.i18n import _
from expatdesk.phones import PhoneError, parse_phone
from expatdesk.services.organisations.types import ContactEntry
from expatdesk.terms import Behalf
from expatdesk.ui.kit import (
    ComboField,
    IconButton,
    LinkButton,
    PlainLabel,
    Text,
    TextField,
    clear,
    column,
    make_personal,
    row,
    say,
)
from expatdesk.ui.kit.fields import mark_wrong
from expatdesk.ui.people.words import behalf_word


class ContactRow(QWidget):
    """One contact: name, function, e-mail, phone, and for whom they act."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, contact: ContactEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contact_id = contact.contact_id
        self.name = _field(lambda: _("Name of the contact"), contact.name)
        self.function = _field(lambda: _("Function"), contact.function)
        self.email = _field(lambda: _("E-mail"), contact.email)
        self.phone = _field(lambda: _("Phone"), contact.phone)
        choices: list[tuple[Behalf | None, Text]] = [
            (None, "–"),
            (Behalf.EMPLOYER, lambda: behalf_word(Behalf.EMPLOYER)),
            (Behalf.AGENT, lambda: behalf_word(Behalf.AGENT)),
        ]
        self.acts_as: ComboField[Behalf | None] = ComboField(
            choices, name=lambda: _("Books and pays as")
        )
        self.acts_as.choose(contact.acts_as)
        self.remove = IconButton("trash", lambda: _("Take this contact out"), small=True)
        self.remove.clicked.connect(self._remove)
        line = row(spacing=8, parent=self)
        for part, share in (
            (self.name, 5), (self.function, 4), (self.email, 5), (self.phone, 4),
            (self.acts_as, 4), (self.remove, 0),
        ):  # fmt: skip
            line.addWidget(part, share)
        for field in self.fields():
            field.textEdited.connect(self.edited)
            make_personal(field)
        self.acts_as.chosen.connect(self.edited)

    def entry(self) -> ContactEntry:
        """What has been typed."""
        return ContactEntry(
            name=self.name.text(),
            function=self.function.text(),
            email=self.email.text(),
            phone=self.phone.text(),
            acts_as=self.acts_as.value(),
            contact_id=self._contact_id,
        )

    def wrong_field(self) -> TextField | None:
        """The field that the service would refuse."""
        if not self.name.text().strip() or find_identifiers(self.name.text()):
            return self.name
        if find_identifiers(self.function.text()):
            return self.function
        if self.email.text().strip() and not _is_read(parse_email, self.email.text()):
            return self.email
        if self.phone.text().strip() and not _is_read(parse_phone, self.phone.text()):
            return self.phone
        return None

    def fields(self) -> tuple[TextField, ...]:
        """All that is typed of a contact."""
        return (self.name, self.function, self.email, self.phone)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self)


class ContactsField(QWidget):
    """All contacts; ``edited`` follows each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ContactRow] = []
        self._lines = column(spacing=8)
        self.error = PlainLabel("", role="small", tone="error", wrap=True)
        self.error.hide()
        self.add_button = LinkButton(lambda: _("+ Add a contact"), key="Alt+C", on=self._add_empty)
        label = PlainLabel(lambda: _("Contacts"), role="small", tone="muted")
        column(label, self._lines, self.error, row(self.add_button, None), spacing=6, parent=self)

    def rows(self) -> tuple[ContactRow, ...]:
        """The rows that are shown."""
        return tuple(self._rows)

    def entries(self) -> tuple[ContactEntry, ...]:
        """What has been typed, rows without a word left out."""
        found = (row_.entry() for row_ in self._rows)
        return tuple(one for one in found if one.name or one.function or one.email or one.phone)

    def show_entries(self, contacts: tuple[ContactEntry, ...]) -> None:
        """Shows these instead of those before."""
        clear(self._lines)
        self._rows = []
        for contact in contacts:
            self._add(contact)
        self.clear_error()

    def show_error(self, text: Text) -> None:
        """Says what is wrong, and marks the field of the row that it is in."""
        self.error.set_text(lambda: f"✗ {say(text)}")
        self.error.show()
        for each in self._rows:
            wrong = each.wrong_field()
            if wrong is not None:
                mark_wrong(wrong, wrong=True)
                wrong.setAccessibleDescription(self.error.text())
                wrong.setFocus()
                return

    def clear_error(self) -> None:
        self.error.hide()
        for each in self._rows:
            for field in each.fields():
                mark_wrong(field, wrong=False)
                field.setAccessibleDescription("")

    def _add_empty(self) -> None:
        made = self._add(ContactEntry(""))
        made.show()
        made.name.setFocus()
        self.edited.emit()

    def _add(self, contact: ContactEntry) -> ContactRow:
        made = ContactRow(contact)
        made.edited.connect(self.edited)
        made.removed.connect(self._remove)
        self._rows.append(made)
        self._lines.addWidget(made)
        return made

    @Slot(object)
    def _remove(self, made: ContactRow) -> None:
        self._rows.remove(made)
        self._lines.removeWidget(made)
        made.hide()
        made.deleteLater()
        self.add_button.setFocus()
        self.edited.emit()


def _field(words: Text, text: str) -> TextField:
    made = TextField(placeholder=words, name=words, limit=254)
    made.setText(text)
    made.setCursorPosition(0)
    return made


def _is_read(parse: Callable[[str], str], text: str) -> bool:
    try:
        parse(text)
    except (EmailError, PhoneError):
        return False
    return True
