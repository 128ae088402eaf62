"""The panel of one person: who it is, the cards, and the one next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.services.people.types import PersonSheet
from expatdesk.ui.context import Desk
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
from expatdesk.ui.people.cards import (
    ContactCard,
    HouseholdCard,
    MergedCard,
    VisitsCard,
    born_words,
)
from expatdesk.ui.people.history import HistoryView
from expatdesk.ui.people.home import HomeView
from expatdesk.ui.people.words import class_word


class PersonPanel(Inspector):
    """Shows one person, their history, or the way to add somebody to their household."""

    booked = Signal()
    edited = Signal()
    merge_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sheet: PersonSheet | None = None
        self.name = PlainLabel("", role="heading", personal=True, wrap=True, selectable=True)
        self.latin = PlainLabel("", tone="muted", personal=True, wrap=True, selectable=True)
        self.about = PlainLabel("", role="small", tone="muted", wrap=True)
        self.code = Pill("", state="neutral")
        self.contact = ContactCard()
        self.household = HouseholdCard(self.show_home)
        self.visits = VisitsCard()
        self.merged = MergedCard()
        self.home = HomeView(desk)
        self.history = HistoryView()
        self.nobody = EmptyState(
            "user",
            lambda: _("Choose somebody"),
            lambda: _("Their contact, household and appointments appear here."),
        )
        self._make_foot()
        self._lay_out()
        self.home.closed.connect(self.show_sheet_again)
        self.history.closed.connect(self.show_sheet_again)
        self.show_nobody()

    def _make_foot(self) -> None:
        self.book = PrimaryButton(
            lambda: _("New appointment"), key="Return", on=self.booked.emit, large=True
        )
        self.edit = SecondaryButton(lambda: _("Edit"), key="F2", on=self.edited.emit, grows=True)
        self.merge = SecondaryButton(
            lambda: _("Merge…"), key="F7", on=self.merge_wanted.emit, grows=True
        )
        self.more = SecondaryButton(
            lambda: _("History…"), key="F8", on=self.history_wanted.emit, grows=True
        )

    def _lay_out(self) -> None:
        self._shown = QWidget()
        head = row(spacing=10)
        head.addWidget(self.name, 1)
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        top = column(head, self.latin, self.about, spacing=3)
        body = column(top, spacing=12, parent=self._shown)
        for card in (self.contact, self.household, self.visits, self.merged):
            body.addWidget(card)
        self._foot = QWidget()
        column(
            self.book,
            row(self.edit, self.merge, spacing=10),
            self.more,
            spacing=10,
            parent=self._foot,
        )
        for part in (self._shown, self.home, self.history, self.nobody):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.foot.addWidget(self._foot)

    def sheet(self) -> PersonSheet | None:
        """Who is shown."""
        return self._sheet

    def show_sheet(self, sheet: PersonSheet, towns: Mapping[int, str], today: date) -> None:
        """Shows somebody; what was open of somebody else is closed."""
        other = self._sheet is None or self._sheet.person_id != sheet.person_id
        self._sheet = sheet
        self.name.set_text(sheet.entry.full_name)
        latin = sheet.entry.latin
        original = sheet.entry.original
        forms = [form for form in (latin, original) if form and form != sheet.entry.full_name]
        self.latin.set_text(" · ".join(forms))
        self.latin.setVisible(bool(forms))
        self.about.set_text(self._about_words)
        self.code.set_text(sheet.code)
        self.contact.show_sheet(sheet, towns)
        self.household.show_sheet(sheet, today)
        self.visits.show_sheet(sheet)
        self.merged.show_sheet(sheet)
        if other or (self.home.isHidden() and self.history.isHidden()):
            self._show(self._shown)

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self._sheet = None
        self._show(self.nobody)

    def show_sheet_again(self) -> None:
        """Back from what was opened over the person."""
        self._show(self._shown if self._sheet is not None else self.nobody)

    def show_home(self) -> None:
        """Opens the way to add somebody to the household."""
        if self._sheet is not None:
            self.home.begin(self._sheet)
            self._show(self.home)
            self.home.search.setFocus()

    def show_history(self, lines: list[HistoryLine]) -> None:
        """Opens what has been noted of the person."""
        self.history.show_lines(lines)
        self._show(self.history)
        self.history.back.setFocus()

    def rest(self, *, resting: bool) -> None:
        """While somebody is edited beside it, the panel has no keys of its own."""
        self._foot.setVisible(not resting and not self._shown.isHidden())
        self._resting = resting

    _resting = False

    def _show(self, wanted: QWidget) -> None:
        for part in (self._shown, self.home, self.history, self.nobody):
            part.setVisible(part is wanted)
        self._foot.setVisible(wanted is self._shown and not self._resting)

    def _about_words(self) -> str:
        sheet = self._sheet
        if sheet is None:
            return ""
        kind = sheet.entry.residence_class
        parts = [class_word(kind) if kind is not None else "", born_words(sheet)]
        return " · ".join(part for part in parts if part)
