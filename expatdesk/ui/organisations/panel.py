"""The panel of one organisation: what it is, the cards, and the one next step."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.services.organisations.types import OrganisationSheet
from expatdesk.ui.kit import (
    EmptyState,
    Inspector,
    Pill,
    PlainLabel,
    PrimaryButton,
    SecondaryButton,
    column,
    row,
)
from expatdesk.ui.organisations.cards import AccountCard, AgreementCard, ContactsCard, ReachCard
from expatdesk.ui.organisations.words import roles_words
from expatdesk.ui.people.history import HistoryView


class OrganisationPanel(Inspector):
    """Shows one organisation or what has been noted of it."""

    edited = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sheet: OrganisationSheet | None = None
        self._resting = False
        self.name = PlainLabel("", role="heading", wrap=True, selectable=True)
        self.about = PlainLabel(self._about_words, role="small", tone="muted", wrap=True)
        self.sponsor = Pill(lambda: _("Recognised sponsor"), state="done", sign=True)
        self.code = Pill("", state="neutral")
        self.reach = ReachCard()
        self.agreement = AgreementCard()
        self.contacts = ContactsCard()
        self.account = AccountCard()
        self.history = HistoryView()
        self.nothing = EmptyState(
            "building",
            lambda: _("Choose an organisation"),
            lambda: _("Its contacts, agreement and account appear here."),
        )
        self.edit = PrimaryButton(lambda: _("Edit"), key="Return", on=self.edited.emit, large=True)
        self.more = SecondaryButton(
            lambda: _("History…"), key="F8", on=self.history_wanted.emit, grows=True
        )
        self._lay_out()
        self.history.closed.connect(self.show_sheet_again)
        self.show_nothing()

    def _lay_out(self) -> None:
        self._shown = QWidget()
        head = row(spacing=10)
        head.addWidget(self.name, 1)
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        top = column(head, self.about, row(self.sponsor, None), spacing=4)
        body = column(top, spacing=12, parent=self._shown)
        for card in (self.reach, self.agreement, self.contacts, self.account):
            body.addWidget(card)
        self._foot = QWidget()
        column(self.edit, self.more, spacing=10, parent=self._foot)
        for part in (self._shown, self.history, self.nothing):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.foot.addWidget(self._foot)

    def sheet(self) -> OrganisationSheet | None:
        """Which one is shown."""
        return self._sheet

    def show_sheet(self, sheet: OrganisationSheet, towns: Mapping[int, str]) -> None:
        """Shows one; the history of another is closed."""
        other = self._sheet is None or self._sheet.organisation_id != sheet.organisation_id
        self._sheet = sheet
        self.name.set_text(sheet.entry.name)
        self.about.refresh()
        self.about.setVisible(bool(sheet.entry.roles))
        self.sponsor.setVisible(sheet.entry.recognised_sponsor)
        self.code.set_text(sheet.code)
        self.reach.show_sheet(sheet, towns)
        self.agreement.show_sheet(sheet)
        self.contacts.show_sheet(sheet)
        self.account.show_sheet(sheet)
        if other or self.history.isHidden():
            self._show(self._shown)

    def show_nothing(self) -> None:
        """None is chosen."""
        self._sheet = None
        self._show(self.nothing)

    def show_sheet_again(self) -> None:
        """Back from what was opened over it."""
        self._show(self._shown if self._sheet is not None else self.nothing)

    def show_history(self, lines: list[HistoryLine]) -> None:
        """Opens what has been noted of it."""
        self.history.show_lines(lines)
        self._show(self.history)
        self.history.back.setFocus()

    def rest(self, *, resting: bool) -> None:
        """While a form or a slip is open beside it, the panel has no keys of its own."""
        self._resting = resting
        self._foot.setVisible(not resting and not self._shown.isHidden())

    def _show(self, wanted: QWidget) -> None:
        for part in (self._shown, self.history, self.nothing):
            part.setVisible(part is wanted)
        self._foot.setVisible(wanted is self._shown and not self._resting)

    def _about_words(self) -> str:
        sheet: OrganisationSheet | None = getattr(self, "_sheet", None)
        return "" if sheet is None else roles_words(sheet.entry.roles)
