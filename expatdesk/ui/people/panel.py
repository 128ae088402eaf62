"""The panel of one person: who it is, the cards, and the one next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal

from expatdesk.i18n import _
from expatdesk.services.people.types import PersonSheet
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    EmptyState,
    PlainLabel,
    PrimaryButton,
    SecondaryButton,
    column,
    names_hidden,
    row,
)
from expatdesk.ui.people.cards import ContactCard, MergedCard, VisitsCard, born_words
from expatdesk.ui.people.entry_words import LABELS
from expatdesk.ui.people.home import HomeView
from expatdesk.ui.people.household import HouseholdCard
from expatdesk.ui.people.words import class_word
from expatdesk.ui.records.panel import RecordPanel


class PersonPanel(RecordPanel[PersonSheet]):
    """Shows one person, their history, or the way to add somebody to their household."""

    booked = Signal()
    merge_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        nobody = EmptyState(
            "user",
            lambda: _("Choose somebody"),
            lambda: _("Their contact, household and appointments appear here."),
        )
        super().__init__(nobody, LABELS, personal=True)
        self._towns: Mapping[int, str] = {}
        self._today = desk.today()
        self.latin = PlainLabel("", tone="muted", personal=True, wrap=True, selectable=True)
        self.contact = ContactCard()
        self.household = HouseholdCard(self.show_home)
        self.visits = VisitsCard()
        self.merged = MergedCard()
        self.home = HomeView(desk)
        self.home.closed.connect(self.show_sheet_again)
        self._make_foot()
        cards = (self.contact, self.household, self.visits, self.merged)
        self.assemble((self.latin, self.about), cards, (self.home,))

    def _make_foot(self) -> None:
        self.book = PrimaryButton(
            lambda: _("New appointment"), key="Return", on=self.booked.emit, large=True
        )
        self.edit = SecondaryButton(lambda: _("Edit"), key="F2", on=self.edited.emit, grows=True)
        self.merge = SecondaryButton(
            lambda: _("Merge…"), key="F7", on=self.merge_wanted.emit, grows=True
        )
        both = row(self.edit, self.merge, spacing=10)
        column(self.book, both, self.more, spacing=10, parent=self._foot)

    def key_of(self, sheet: PersonSheet) -> int:
        return sheet.person_id

    def show_sheet(self, sheet: PersonSheet, towns: Mapping[int, str], today: date) -> None:
        """Shows somebody; what was open of somebody else is closed."""
        self._towns, self._today = towns, today
        self.take(sheet)

    def fill(self, sheet: PersonSheet) -> None:
        entry = sheet.entry
        self.name.set_text(entry.full_name)
        forms = [f for f in (entry.latin, entry.original) if f and f != entry.full_name]
        self.latin.set_text(" · ".join(forms))
        self.latin.setVisible(bool(forms))
        self.code.set_text(sheet.code)
        self.contact.show_sheet(sheet, self._towns)
        self.household.show_sheet(sheet, self._today)
        self.visits.show_things(sheet.person_id, sheet.visits)
        self.merged.show_sheet(sheet)

    def about_words(self, sheet: PersonSheet) -> str:
        kind = sheet.entry.residence_class
        # The day of birth is as good as a name to who looks over the counter.
        day = "" if names_hidden() else born_words(sheet)
        parts = [class_word(kind) if kind is not None else "", day]
        return " · ".join(part for part in parts if part)

    def show_home(self) -> None:
        """Opens the way to add somebody to the household."""
        sheet = self.sheet()
        if sheet is not None:
            self.home.begin(sheet)
            self.show_part(self.home)
            self.home.search.setFocus()
