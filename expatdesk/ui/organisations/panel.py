"""The panel of one organisation: what it is, the cards, and the one next step."""

from __future__ import annotations

from collections.abc import Mapping

from expatdesk.i18n import _
from expatdesk.services.organisations.types import OrganisationSheet
from expatdesk.ui.kit import EmptyState, Pill, PrimaryButton, column, row
from expatdesk.ui.organisations.cards import AccountCard, AgreementCard, ContactsCard, ReachCard
from expatdesk.ui.organisations.entry_words import LABELS
from expatdesk.ui.organisations.words import roles_words
from expatdesk.ui.records.panel import RecordPanel


class OrganisationPanel(RecordPanel[OrganisationSheet]):
    """Shows one organisation or what has been noted of it."""

    def __init__(self) -> None:
        nothing = EmptyState(
            "building",
            lambda: _("Choose an organisation"),
            lambda: _("Its contacts, agreement and account appear here."),
        )
        super().__init__(nothing, LABELS)
        self._towns: Mapping[int, str] = {}
        self.sponsor = Pill(lambda: _("Recognised sponsor"), state="done", sign=True)
        self.reach = ReachCard()
        self.agreement = AgreementCard()
        self.contacts = ContactsCard()
        self.account = AccountCard()
        self.edit = PrimaryButton(lambda: _("Edit"), key="Return", on=self.edited.emit, large=True)
        column(self.edit, self.more, spacing=10, parent=self._foot)
        cards = (self.reach, self.agreement, self.contacts, self.account)
        self.assemble((self.about, row(self.sponsor, None)), cards)

    def key_of(self, sheet: OrganisationSheet) -> int:
        return sheet.organisation_id

    def show_sheet(self, sheet: OrganisationSheet, towns: Mapping[int, str]) -> None:
        """Shows one; the history of another is closed."""
        self._towns = towns
        self.take(sheet)

    def fill(self, sheet: OrganisationSheet) -> None:
        self.name.set_text(sheet.entry.name)
        self.sponsor.setVisible(sheet.entry.recognised_sponsor)
        self.code.set_text(sheet.code)
        self.reach.show_sheet(sheet, self._towns)
        self.agreement.show_sheet(sheet)
        self.contacts.show_sheet(sheet)
        self.account.show_things(sheet.organisation_id, sheet.account)

    def about_words(self, sheet: OrganisationSheet) -> str:
        return roles_words(sheet.entry.roles)
