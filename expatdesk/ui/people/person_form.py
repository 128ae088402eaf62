"""The form in which a person is typed: inline in a booking, and on the People page."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue
from expatdesk.services.base import Done, Refusal, Stale, new_key
from expatdesk.services.people.types import IdentifierFound, PersonEntry, PersonSheet
from expatdesk.terms import FamilyRole
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    CheckField,
    LinkButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Text,
    column,
    row,
    say,
)
from expatdesk.ui.people.differences import Differences
from expatdesk.ui.people.duplicates import Duplicates
from expatdesk.ui.people.entry_words import differences, together
from expatdesk.ui.people.person_fields import PersonFields

PAUSE_MS = 250
"""After the last key, before likely duplicates are looked for."""


class PersonForm(QWidget):
    """New people and edits of known ones.

    ``saved`` carries the person's id when the writing is done, ``taken`` the id of a known
    person to be used instead; ``cancelled`` when nothing is to be kept. ``edited`` follows
    each change, ``compared`` that two versions have been put side by side.
    """

    saved = Signal(int)
    taken = Signal(int)
    cancelled = Signal()
    edited = Signal()
    compared = Signal()

    def __init__(
        self, desk: Desk, *, add: Text | None = None, parent: QWidget | None = None
    ) -> None:
        """``add``: the words of the button for a new person."""
        super().__init__(parent)
        self._add_words = add
        self._desk = desk
        self._sheet: PersonSheet | None = None
        self._beside: int | None = None
        self._child_under = 18
        self._key = new_key()
        self._busy = False
        self.fields = PersonFields(desk)
        self.duplicates = Duplicates()
        self.differences = Differences()
        self.differences.hide()
        self._newest: PersonSheet | None = None
        self._make_guard()
        self._make_buttons()
        column(
            self.fields,
            self.duplicates,
            self.guard,
            self.differences,
            self._foot(),
            spacing=10,
            parent=self,
        )
        self.setFocusProxy(self.fields)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._connect()

    # what is shown

    def start(
        self,
        text: str = "",
        *,
        household_of: int | None = None,
        child_under: int = 18,
    ) -> None:
        """A new person, with what was typed while looking for them.

        ``household_of``: somebody in whose household they may stand; who is younger than
        ``child_under`` as a child, others as partner.
        """
        self.resume(entry_from(text), household_of=household_of, child_under=child_under)

    def resume(
        self, entry: PersonEntry, *, household_of: int | None = None, child_under: int = 18
    ) -> None:
        """A new person whose form was begun before."""
        self._sheet, self._beside, self._child_under = None, household_of, child_under
        self.at_home.setVisible(household_of is not None)
        self.at_home.setChecked(True)
        self._show(entry, "")

    def edit(self, sheet: PersonSheet) -> None:
        """A known person, as read."""
        self._sheet, self._beside = sheet, None
        self.at_home.hide()
        self._show(sheet.entry, sheet.employer)

    def entry(self) -> PersonEntry:
        """What has been typed so far."""
        return self.fields.entry()

    def person_id(self) -> int | None:
        """Who is being edited; None for a new person."""
        return None if self._sheet is None else self._sheet.person_id

    def has_changes(self) -> bool:
        """Whether something stands here that is not kept yet."""
        kept = PersonEntry("") if self._sheet is None else self._sheet.entry
        return self.entry() != kept

    def _show(self, entry: PersonEntry, employer: str) -> None:
        self._key = new_key()
        self.fields.show_entry(entry, employer)
        self.fields.show_more(more=False)
        self.more.set_text(self._more_words)
        self.save_button.retranslate()
        self._close_guard()
        self.duplicates.show_found(())
        self._ask_municipalities(entry.municipality_id)
        self._pause.start()

    # parts

    def _make_guard(self) -> None:
        self.guard = QWidget()
        self.guard_words = PlainLabel("", role="small", tone="warning", wrap=True)
        self.false_alarm = SecondaryButton(
            lambda: _("This is a false alarm"), key="Alt+F", on=self._save_anyway
        )
        self.theirs = SecondaryButton(lambda: _("Show theirs"), on=self._show_theirs)
        self.mine = SecondaryButton(lambda: _("Keep mine"), on=self._keep_mine)
        line = row(spacing=10, parent=self.guard)
        line.addWidget(self.guard_words, 1)
        for button in (self.false_alarm, self.theirs, self.mine):
            line.addWidget(button)
        self.guard.hide()

    def _make_buttons(self) -> None:
        self.more = LinkButton(self._more_words, key="Alt+M", on=self._toggle_more)
        self.save_button = PrimaryButton(self._save_words, key="Return", on=self.save)
        self.cancel_button = QuietButton(lambda: _("Cancel"), key="Esc", on=self.cancelled.emit)

    def _foot(self) -> QWidget:
        foot = QWidget()
        self.at_home = CheckField(
            lambda: _("In the household of the first person"), checked=True, small=True
        )
        self.at_home.hide()
        row(self.more, self.at_home, None, self.cancel_button, self.save_button, parent=foot)
        return foot

    def _connect(self) -> None:
        self.fields.edited.connect(self._edited)
        self.duplicates.taken.connect(self.taken)
        self._pause.timeout.connect(self._look_for_duplicates)

    def _save_words(self) -> str:
        if self._sheet is not None:
            return _("Save")
        return say(self._add_words) if self._add_words is not None else _("Add person")

    def _more_words(self) -> str:
        return _("More …") if self.fields.more.isHidden() else _("Less")

    def _toggle_more(self) -> None:
        self.fields.show_more(more=self.fields.more.isHidden())
        self.more.retranslate()

    # reading beside

    def _ask_municipalities(self, wanted: int | None) -> None:
        appointments = self._desk.services.appointments

        def show(catalogue: Catalogue) -> None:
            self.fields.offer_municipalities(
                [(m.municipality_id, m.name) for m in catalogue.municipalities]
            )
            if self.fields.municipality.value() is None:
                self.fields.municipality.choose(wanted)

        self._desk.operations.read(self, "catalogue", appointments.catalogue, show)

    @Slot()
    def _edited(self) -> None:
        self._close_guard()
        self.fields.clear_errors()
        self._pause.start()
        self.edited.emit()

    @Slot()
    def _look_for_duplicates(self) -> None:
        entry, people = self.entry(), self._desk.services.people
        if len(entry.full_name.strip()) < 2 or self._sheet is not None:
            self.duplicates.show_found(())
            return
        self._desk.operations.read(
            self,
            "duplicates",
            lambda: people.likely_duplicates(entry),
            self.duplicates.show_found,
        )

    # writing

    def save(self) -> None:
        """Writes what stands here; what is wrong with it is said where it was typed.

        While two versions stand side by side, what is chosen of each.
        """
        self._take_chosen()
        self._write(overridden=False)

    def _save_anyway(self) -> None:
        self._write(overridden=True)

    def _write(self, *, overridden: bool) -> None:
        if self._busy:
            return
        if not self.fields.settle():
            self.fields.birth.setFocus()
            return
        self._busy = True
        actor, entry, key = self._desk.actor, self.entry(), self._key
        people, sheet = self._desk.services.people, self._sheet
        beside = self._beside if self.at_home.isChecked() else None
        role = self._role_at_home(entry)

        def add() -> Done[int]:
            return people.add(
                actor,
                entry,
                household_of=beside,
                role=role,
                guard_overridden=overridden,
                key=key,
            )

        def change() -> Done[int]:
            assert sheet is not None
            return people.change(
                actor, sheet.person_id, sheet.version, entry, guard_overridden=overridden, key=key
            )

        self._desk.operations.write(
            self, add if sheet is None else change, self._written, self._refused
        )

    def _role_at_home(self, entry: PersonEntry) -> FamilyRole:
        today, year = self._desk.today(), entry.birth_year
        if entry.birth_date is not None:
            year = entry.birth_date.year
        young = year is not None and today.year - year < self._child_under
        return FamilyRole.CHILD if young else FamilyRole.PARTNER

    def _written(self, done: Done[int]) -> None:
        self._busy = False
        self._key = new_key()
        sheet = self._sheet
        if sheet is None:
            self.saved.emit(done.value)
            return
        # A second save edits what this one has written.
        self._sheet = replace(sheet, version=done.value, entry=self.entry())
        if done.undo is not None:
            self._desk.notify(_("Details changed."), done.undo)
        self.saved.emit(sheet.person_id)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Refusal):
            # It has not happened; after a lost line it may have, and the key says so.
            self._key = new_key()
        if isinstance(error, Stale):
            self._show_guard("stale", error)
            self._compare()
        elif isinstance(error, IdentifierFound):
            self.fields.show_error(error.field, error.message)
            self._show_guard("number", error)
        elif not isinstance(error, Refusal) or not self.fields.show_error(
            error.field, error.message
        ):
            self._desk.tell(error)

    def _show_guard(self, kind: Literal["number", "stale"], error: Refusal) -> None:
        stale = kind == "stale"
        self.guard_words.set_text(
            error.message
            if stale
            else lambda: _(
                "One number in eleven looks like a BSN by chance. Keep it only if you are sure."
            )
        )
        self.false_alarm.setVisible(not stale)
        self.theirs.setVisible(stale)
        self.mine.setVisible(stale)
        self.guard.show()

    def _close_guard(self) -> None:
        self.guard.hide()
        self.differences.hide()
        self._newest = None

    def _compare(self) -> None:
        """Puts what somebody else has saved beside what has been typed here."""
        sheet, services = self._sheet, self._desk.services
        if sheet is None:
            return

        def ask() -> tuple[PersonSheet, dict[int, str]]:
            towns = services.appointments.catalogue().municipalities
            names = {town.municipality_id: town.name for town in towns}
            return services.people.person(sheet.person_id), names

        def show(answer: tuple[PersonSheet, dict[int, str]]) -> None:
            newest, towns = answer
            self._newest = newest
            mine = (self.entry(), self.fields.employer.name())
            theirs = (newest.entry, newest.employer)
            self.differences.show_differences(differences(sheet.entry, mine, theirs, towns))
            self.differences.show()
            self.compared.emit()

        self._desk.operations.read(self, "sheet", ask, show)

    def _take_chosen(self) -> None:
        newest = self._newest
        if newest is None:
            return
        entry = together(self.entry(), newest.entry, self.differences.keeps_mine())
        own = entry.employer_id != newest.entry.employer_id
        self._sheet = newest
        employer = self.fields.employer.name() if own else newest.employer
        self.fields.show_entry(entry, employer)
        self._close_guard()

    def _show_theirs(self) -> None:
        self._read_again(keep=False)

    def _keep_mine(self) -> None:
        self._read_again(keep=True)

    def _read_again(self, *, keep: bool) -> None:
        sheet, people = self._sheet, self._desk.services.people
        if sheet is None:
            return

        def show(newest: PersonSheet) -> None:
            self._sheet = newest
            self._close_guard()
            if keep:
                self.save()
            else:
                self.edit(newest)

        self._desk.operations.read(self, "sheet", lambda: people.person(sheet.person_id), show)


def entry_from(text: str) -> PersonEntry:
    """What a line typed into a search says of a new person: a name, an address or a number."""
    typed = text.strip()
    if "@" in typed:
        return PersonEntry("", email=typed)
    digits = sum(character.isdigit() for character in typed)
    if digits >= 6 and not any(character.isalpha() for character in typed):
        return PersonEntry("", phone=typed)
    return PersonEntry(typed)
