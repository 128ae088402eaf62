"""The cards of an organisation: how to reach it, what is agreed, its contacts, its account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
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
    clear,
    column,
    row,
)
from expatdesk.ui.organisations.words import terms_word
from expatdesk.ui.people.words import behalf_word
from expatdesk.ui.records.cards import LongCard
from expatdesk.ui.records.links import AddressLink, FlushLink, at_left, reach_lines, said
from expatdesk.ui.till.words import account_look, account_word


class ReachCard(Card):
    """E-mail, phone, website and address. The first two are often somebody's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Contact"), parent=parent)

    def show_sheet(self, sheet: OrganisationSheet, towns: Mapping[int, str]) -> None:
        """Shows how it is reached; ``towns`` are the municipalities by id."""
        clear(self.content)
        entry = sheet.entry
        for line in reach_lines(entry.email, entry.phone):
            self.add(line)
        if entry.website:
            site = AddressLink(entry.website, _address(entry.website), personal=False)
            self.add(at_left(site))
        place = f"{entry.postcode} {entry.city}".strip()
        if entry.country not in {"", "NL"}:
            place = f"{place} ({entry.country})".strip()
        for text in (entry.street, place):
            if text:
                self.add(said(text))
        town = towns.get(entry.municipality_id or 0)
        if town is not None:
            self.add(said(lambda: _("Municipality of {town}").format(town=town)))
        if not self.content.count():
            self.add(said(lambda: _("Nothing is known yet. Edit adds it.")))


class AgreementCard(Card):
    """How it pays, its numbers, and how many people work there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Agreement"), parent=parent)

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        """Shows what is agreed with it."""
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
        if sheet.people:
            self.add(said(lambda: _people_words(sheet.people)))


class ContactsCard(Card):
    """The people to turn to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Contacts"), parent=parent)

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        """Shows each with the ways to reach them."""
        clear(self.content)
        for contact in sheet.entry.contacts:
            self.add(_contact(contact))
        if not sheet.entry.contacts:
            self.add(said(lambda: _("Nobody yet. Edit adds who books and who pays.")))


class AccountCard(LongCard[AccountLine]):
    """What waits for an invoice, and what was; a slip that is pressed is shown."""

    slip_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Account"), parent)

    def line_of(self, thing: AccountLine) -> QWidget:
        holder = QWidget()
        slip = _SlipLink(thing)
        slip.wanted.connect(self.slip_wanted)
        top = row(spacing=8)
        top.addWidget(slip)
        state = Pill(lambda: account_word(thing.state), state=account_look(thing.state))
        top.addWidget(state)
        top.addStretch(1)
        top.addWidget(AmountLabel(thing.net, symbol=False, role="amount_small"))
        column(top, said(lambda: _charge_words(thing)), spacing=0, parent=holder)
        return holder

    def add_sum(self, things: Sequence[AccountLine]) -> None:
        open_net = sum(each.net for each in things if each.state is AccountState.OPEN)
        self.add(Hairline())
        self.add(
            KeyValueRow(
                lambda: _("Open, excl. VAT"), lambda: amount(open_net), role="text", strong=True
            )
        )

    def rest_words(self, rest: int) -> str:
        return ngettext("{count} earlier charge", "{count} earlier charges", rest).format(
            count=rest
        )

    def none_words(self) -> str:
        return _("Nothing has been put on its account yet.")


class _SlipLink(FlushLink):
    """Leads to the slip of a charge; ``wanted`` carries its id and its label."""

    wanted = Signal(int, str)

    def __init__(self, charge: AccountLine) -> None:
        super().__init__(charge.label)
        self._charge = charge
        self.clicked.connect(self._want)

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self._charge.unbilled_id, self._charge.label)


def _people_words(count: int) -> str:
    return ngettext(
        "{count} person names it as employer.", "{count} persons name it as employer.", count
    ).format(count=count)


def _charge_words(charge: AccountLine) -> str:
    parts = [date_medium(charge.day)]
    if charge.po_number:
        parts.append(_("PO number {number}").format(number=charge.po_number))
    return " · ".join(parts)


def _contact(contact: ContactEntry) -> QWidget:
    holder = QWidget()
    lines = column(spacing=0, parent=holder)
    lines.addWidget(PlainLabel(contact.name, role="small_strong", personal=True, wrap=True))
    if contact.function or contact.acts_as is not None:
        lines.addWidget(said(lambda: _contact_words(contact)))
    for line in reach_lines(contact.email, contact.phone):
        lines.addWidget(line)
    return holder


def _contact_words(contact: ContactEntry) -> str:
    told = ""
    if contact.acts_as is not None:
        told = _("acts as {role}").format(role=behalf_word(contact.acts_as).lower())
    return " · ".join(part for part in (contact.function, told) if part)


def _address(website: str) -> str:
    """Opened as a page of the web and never as anything else."""
    known = website.lower().startswith(("http://", "https://"))
    return website if known else f"https://{website}"
