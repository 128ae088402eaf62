"""The form in which a person is typed: inline in a booking, and on the People page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue
from expatdesk.services.base import Done, Refusal, Stale
from expatdesk.services.people.entries import GUARDED
from expatdesk.services.people.types import IdentifierFound, PersonEntry, PersonSheet
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    CheckField,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Text,
    column,
    row,
    say,
)
from expatdesk.ui.people.duplicates import Duplicates
from expatdesk.ui.people.guard import Guard
from expatdesk.ui.people.person_fields import PersonFields
from expatdesk.ui.people.person_writing import PersonWriter, Sent
from expatdesk.ui.people.typed import Aside, Typed, entry_from
from expatdesk.ui.people.versions import Versions

PAUSE_MS = 250
"""After the last key, before likely duplicates are looked for."""


class PersonForm(QWidget):
    """New people and edits of known ones.

    ``saved`` carries the person's id when the writing is done, ``taken`` the id of a known
    person to be used instead; ``cancelled`` when it is put aside. ``edited`` follows each
    change, ``compared`` that two versions have been put side by side. ``wanted_back`` carries
    what was put aside, once Undo was pressed: whoever shows the form calls ``bring_back``.
    """

    saved = Signal(int)
    taken = Signal(int)
    cancelled = Signal()
    edited = Signal()
    compared = Signal()
    wanted_back = Signal(object)

    def __init__(
        self, desk: Desk, *, add: Text | None = None, parent: QWidget | None = None
    ) -> None:
        """``add``: the words of the button for a new person."""
        super().__init__(parent)
        self._add_words = add
        self._desk = desk
        self._sheet: PersonSheet | None = None
        self._beside: int | None = None
        self._open = False
        self._passed: tuple[str, ...] | None = None
        self.fields = PersonFields(desk)
        self.duplicates = Duplicates()
        self.guard = Guard()
        self.versions = Versions(desk, self)
        self.differences = self.versions.shown
        self._aside, self._writer = Aside(self), PersonWriter(desk, self)
        foot = self._make_foot()
        parts = (self.fields, self.duplicates, self.guard, self.differences, foot)
        column(*parts, spacing=10, parent=self)
        self.setFocusProxy(self.fields)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._connect()

    def _make_foot(self) -> QHBoxLayout:
        self.more = LinkButton(self._more_words, key="Alt+M", on=self._toggle_more)
        self.save_button = PrimaryButton(self._save_words, key="Return", on=self.save)
        self.cancel_button = QuietButton(lambda: _("Cancel"), key="Esc", on=self._cancel)
        self.at_home = CheckField(
            lambda: _("In the household of the first person"), checked=True, small=True
        )
        self.at_home.hide()
        return row(self.more, self.at_home, None, self.cancel_button, self.save_button)

    def _connect(self) -> None:
        self.fields.edited.connect(self._edited)
        self.fields.left.connect(self._judge)
        self.duplicates.taken.connect(self._take)
        self.guard.alarm_false.connect(self._save_anyway)
        self.guard.theirs_wanted.connect(self._show_theirs)
        self.guard.mine_wanted.connect(self._keep_mine)
        self.versions.compared.connect(self.compared)
        self._writer.written.connect(self._written)
        self._writer.refused.connect(self._refused)
        self._aside.wanted.connect(self.wanted_back)
        self._pause.timeout.connect(self._look_for_duplicates)

    # what is shown

    def start(self, text: str = "", *, household_of: int | None = None) -> None:
        """A new person, with what was typed while looking for them.

        ``household_of``: somebody in whose household they may stand; who is under age today
        as a child, others as partner.
        """
        self.resume(entry_from(text), household_of=household_of)

    def resume(self, entry: PersonEntry, *, household_of: int | None = None) -> None:
        """A new person whose form was begun before."""
        self.bring_back(Typed(entry), household_of=household_of)

    def edit(self, sheet: PersonSheet) -> None:
        """A known person, as read."""
        self.bring_back(Typed(sheet.entry, employer=sheet.employer, sheet=sheet))

    def bring_back(self, typed: Typed, *, household_of: int | None = None) -> None:
        """Shows what was typed before; something else that stands here is put aside."""
        self.put_aside()
        self._open = True
        self._sheet, self._beside = typed.sheet, household_of
        self.at_home.setVisible(household_of is not None)
        self.at_home.setChecked(True)
        self._passed = None
        self._writer.begin()
        self.fields.show_typed(typed)
        self.fields.show_more(more=False)
        self.more.retranslate()
        self.save_button.retranslate()
        self._close_guard()
        self.duplicates.show_found(())
        self._ask_municipalities()
        self._pause.start()

    def entry(self) -> PersonEntry:
        """What has been typed so far."""
        return self.fields.entry()

    def typed(self) -> Typed:
        """All that stands here."""
        fields = self.fields
        return Typed(fields.entry(), fields.birth.text(), fields.employer.name(), self._sheet)

    def person_id(self) -> int | None:
        """Who is being edited; None for a new person."""
        return None if self._sheet is None else self._sheet.person_id

    def has_changes(self) -> bool:
        """Whether something stands here that is not kept yet."""
        return self.typed().is_worth_keeping

    def _save_words(self) -> str:
        if self._sheet is not None:
            return _("Save")
        return say(self._add_words) if self._add_words is not None else _("Add person")

    def _more_words(self) -> str:
        return _("More …") if self.fields.more.isHidden() else _("Less")

    @Slot()
    def _toggle_more(self) -> None:
        self.fields.show_more(more=self.fields.more.isHidden())
        self.more.retranslate()

    # closing without saving

    def put_aside(self) -> None:
        """Nothing that was typed is lost: Undo brings it back."""
        typed, was_open = self.typed(), self._open
        self._open = False
        if was_open and typed.is_worth_keeping:
            words = (
                _("Not added. What was typed is put aside.")
                if typed.sheet is None
                else _("Not saved. What was typed is put aside.")
            )
            self._desk.notify(words, self._aside.undo_of(typed))

    def drop(self) -> None:
        """What stands here is kept elsewhere (a draft) or no longer wanted."""
        self._open = False

    @Slot()
    def _cancel(self) -> None:
        self.put_aside()
        self.cancelled.emit()

    @Slot(int)
    def _take(self, person_id: int) -> None:
        if self.entry() == PersonEntry(self.entry().full_name):
            self.drop()
        self.put_aside()
        self.taken.emit(person_id)

    # reading beside

    def _ask_municipalities(self) -> None:
        def show(catalogue: Catalogue) -> None:
            towns = [(town.municipality_id, town.name) for town in catalogue.municipalities]
            self.fields.offer_municipalities(towns)

        self._desk.operations.read(
            self, "catalogue", self._desk.services.appointments.catalogue, show
        )

    @Slot()
    def _edited(self) -> None:
        self._close_guard()
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

    @Slot(object)
    def _judge(self, names: tuple[str, ...]) -> None:
        """A field was left: what is wrong with it by itself is said at once."""
        entry, people = self.entry(), self._desk.services.people

        def show(problems: Sequence[Refusal]) -> None:
            now = self.entry()
            for problem in problems:
                name = problem.field
                if name in names and getattr(now, name) == getattr(entry, name):
                    self.fields.labelled[name].set_error(problem.message)

        self._desk.operations.read(self, names[0], lambda: people.problems(entry), show)

    # writing

    @Slot()
    def save(self) -> None:
        """Writes what stands here; all that is wrong with it is said where it was typed.

        While two versions stand side by side, what is chosen of each.
        """
        chosen = self.versions.chosen(self.typed())
        if chosen is not None:
            self._sheet = chosen.sheet
            self.fields.show_typed(chosen)
            self._close_guard()
        entry, people = self.entry(), self._desk.services.people
        passed = self._passed == _guarded(entry)
        if self.fields.settle():
            beside = self._beside if self.at_home.isChecked() else None
            self._writer.write(Sent(entry, self._sheet, beside, passed))
            return
        # What cannot be read cannot be sent; whatever else is wrong is said with it.
        self._desk.operations.read(
            self,
            "problems",
            lambda: people.problems(entry, guard_overridden=passed),
            self._say_problems,
        )

    @Slot()
    def _save_anyway(self) -> None:
        self._passed = _guarded(self.entry())
        self.save()

    @Slot(object, object)
    def _written(self, sent: Sent, done: Done[int]) -> None:
        sheet, self._open = sent.sheet, False
        if sheet is None:
            self.saved.emit(done.value)
            return
        # A second save edits what this one has written.
        self._sheet = replace(sheet, version=done.value, entry=sent.entry)
        if done.undo is not None:
            self._desk.notify(_("Details changed."), done.undo)
        self.saved.emit(sheet.person_id)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, Stale) and self._sheet is not None:
            self.guard.say_stale(error)
            self.versions.compare(self._sheet, self.typed)
        elif isinstance(error, Refusal):
            self._say_problems(error.parts())
        else:
            self._desk.tell(error)

    def _say_problems(self, problems: Sequence[Refusal]) -> None:
        homeless = self.fields.show_problems(problems)
        self.more.retranslate()
        if any(isinstance(problem, IdentifierFound) for problem in problems):
            self.guard.warn_of_number()
        if homeless is not None:
            self._desk.tell(homeless)

    # two versions

    def _close_guard(self) -> None:
        self.guard.hide()
        self.versions.close_view()

    @Slot()
    def _show_theirs(self) -> None:
        self.versions.read(self.typed(), self._take_theirs)

    def _take_theirs(self, typed: Typed) -> None:
        if typed.sheet is not None:
            self.edit(typed.sheet)

    @Slot()
    def _keep_mine(self) -> None:
        self.versions.read(self.typed(), self._save_over)

    def _save_over(self, typed: Typed) -> None:
        self._sheet = typed.sheet
        self._close_guard()
        self.save()


def _guarded(entry: PersonEntry) -> tuple[str, ...]:
    """The texts in which a number could stand: a false alarm is one until they change."""
    return tuple(getattr(entry, name) for name in GUARDED)
