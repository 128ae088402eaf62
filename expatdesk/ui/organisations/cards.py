"""The cards of an organisation: how to reach it, what is agreed, its contacts, its account."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount, date_medium
from expatdesk.i18n import _, ngettext
from expatdesk.services.organisations.types import AccountLine, ContactEntry, OrganisationSheet
from expatdesk.terms import AccountState
from expatdesk.ui.kit import (
    AmountLabel,
    Card,
    Hairline,
    KeyValueRow,
    Pill,
    PlainLabel,
    Text,
    clear,
    column,
    row,
)
from expatdesk.ui.organisations.words import terms_word
from expatdesk.ui.people.links import FlushLink, PersonalLink
from expatdesk.ui.people.listing import shown_phone
from expatdesk.ui.people.words import behalf_word
from expatdesk.ui.till.words import account_state

FIRST_LINES = 6


class ReachCard(Card):
    """E-mail, phone, website and address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Contact"), parent=parent)

    def show_sheet(self, sheet: OrganisationSheet, towns: Mapping[int, str]) -> None:
        clear(self.content)
        entry = sheet.entry
        if entry.email:
            self._link(entry.email, f"mailto:{entry.email}")
        if entry.phone:
            self._link(shown_phone(entry.phone), f"tel:{entry.phone}")
        if entry.website:
            self._link(entry.website, _address(entry.website))
        place = f"{entry.postcode} {entry.city}".strip()
        if entry.country not in {"", "NL"}:
            place = f"{place} ({entry.country})".strip()
        for text in (entry.street, place):
            if text:
                self.add(PlainLabel(text, role="small", tone="muted", wrap=True))
        town = towns.get(entry.municipality_id or 0)
        if town is not None:
            words = PlainLabel(
                lambda: _("Municipality of {town}").format(town=town),
                role="small",
                tone="muted",
                wrap=True,
            )
            self.add(words)
        if not self.content.count():
            self.add(_hint(lambda: _("Nothing is known yet. Edit adds it.")))

    def _link(self, words: str, address: str) -> None:
        self.add(_line(FlushLink(words, on=_opener(address))))


class AgreementCard(Card):
    """How it pays, its numbers, and how many people work there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Agreement"), parent=parent)

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        clear(self.content)
        entry = sheet.entry
        self.add(KeyValueRow(lambda: _("Pays"), lambda: terms_word(entry.payment_terms)))
        for words, value in (
            (lambda: _("PO number"), entry.po_number),
            (lambda: _("Chamber of commerce"), entry.chamber_number),
            (lambda: _("VAT id"), entry.vat_id),
        ):
            if value:
                self.add(KeyValueRow(words, value))
        people = sheet.people
        if people:
            self.add(
                PlainLabel(
                    lambda: ngettext(
                        "{count} person names it as employer.",
                        "{count} persons name it as employer.",
                        people,
                    ).format(count=people),
                    role="small",
                    tone="muted",
                    wrap=True,
                )
            )


class ContactsCard(Card):
    """The people to turn to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Contacts"), parent=parent)

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        clear(self.content)
        for contact in sheet.entry.contacts:
            self.add(_contact(contact))
        if not sheet.entry.contacts:
            self.add(_hint(lambda: _("Nobody yet. Edit adds who books and who pays.")))


class AccountCard(Card):
    """What waits for an invoice, and what was; a slip that is pressed is shown."""

    slip_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Account"), parent=parent)
        self._sheet: OrganisationSheet | None = None
        self._all = False

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        if self._sheet is None or self._sheet.organisation_id != sheet.organisation_id:
            self._all = False
        self._sheet = sheet
        self._fill(sheet)

    def _fill(self, sheet: OrganisationSheet) -> None:
        clear(self.content)
        shown = sheet.account if self._all else sheet.account[:FIRST_LINES]
        for each in shown:
            self.add(self._charge(each))
        rest = len(sheet.account) - len(shown)
        if rest:
            words = FlushLink(lambda: _rest_words(rest), on=self._show_all)
            self.add(_line(words))
        if not sheet.account:
            self.add(_hint(lambda: _("Nothing has been put on its account yet.")))
            return
        open_net = sum(each.net for each in sheet.account if each.state is AccountState.OPEN)
        self.add(Hairline())
        self.add(
            KeyValueRow(
                lambda: _("Open, excl. VAT"), lambda: amount(open_net), role="text", strong=True
            )
        )

    def _show_all(self) -> None:
        self._all = True
        if self._sheet is not None:
            self._fill(self._sheet)

    def _charge(self, charge: AccountLine) -> QWidget:
        holder = QWidget()
        look, _word = account_state(charge.state)
        top = row(spacing=8)
        top.addWidget(FlushLink(charge.label, on=self._opener(charge)))
        top.addWidget(Pill(lambda: account_state(charge.state)[1], state=look))
        top.addStretch(1)
        top.addWidget(AmountLabel(charge.net, symbol=False, role="amount_small"))
        words = PlainLabel(lambda: _charge_words(charge), role="small", tone="muted", wrap=True)
        column(top, words, spacing=0, parent=holder)
        return holder

    def _opener(self, charge: AccountLine) -> Callable[[], None]:
        def want() -> None:
            self.slip_wanted.emit(charge.unbilled_id, charge.label)

        return want


def _charge_words(charge: AccountLine) -> str:
    parts = [date_medium(charge.day)]
    if charge.po_number:
        parts.append(_("PO number {number}").format(number=charge.po_number))
    return " · ".join(parts)


def _rest_words(rest: int) -> str:
    return ngettext("{count} earlier charge", "{count} earlier charges", rest).format(count=rest)


def _contact(contact: ContactEntry) -> QWidget:
    holder = QWidget()
    lines = column(spacing=0, parent=holder)
    head = row(spacing=8)
    head.addWidget(PlainLabel(contact.name, role="small_strong", personal=True))
    head.addWidget(PlainLabel(lambda: _contact_words(contact), role="small", tone="muted"), 1)
    lines.addLayout(head)
    if contact.email:
        lines.addWidget(_line(PersonalLink(contact.email, on=_opener(f"mailto:{contact.email}"))))
    if contact.phone:
        shown = shown_phone(contact.phone)
        lines.addWidget(_line(PersonalLink(shown, on=_opener(f"tel:{contact.phone}"))))
    return holder


def _contact_words(contact: ContactEntry) -> str:
    said = ""
    if contact.acts_as is not None:
        said = _("acts as {role}").format(role=behalf_word(contact.acts_as).lower())
    return " · ".join(part for part in (contact.function, said) if part)


def _hint(words: Text) -> PlainLabel:
    return PlainLabel(words, role="small", tone="muted", wrap=True)


def _line(widget: QWidget) -> QWidget:
    """A link at the left, no wider than its words."""
    holder = QWidget()
    line = row(spacing=0, parent=holder)
    line.addWidget(widget)
    line.addStretch(1)
    return holder


def _address(website: str) -> str:
    """Opened as a page of the web and never as anything else."""
    known = website.lower().startswith(("http://", "https://"))
    return website if known else f"https://{website}"


def _opener(address: str) -> Callable[[], None]:
    def open_it() -> None:
        QDesktopServices.openUrl(QUrl(address))

    return open_it
