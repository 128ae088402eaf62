"""The room of the people: the list at the left, the one who is chosen at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from expatdesk.i18n import _
from expatdesk.services.base import Done, new_key
from expatdesk.services.people.types import PersonSheet
from expatdesk.storage.changes import Changes
from expatdesk.terms import FamilyRole
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import SecondaryButton
from expatdesk.ui.operations import Job
from expatdesk.ui.people.export import export_people
from expatdesk.ui.people.home import Members, members_of, with_role
from expatdesk.ui.people.merging import MergeView
from expatdesk.ui.people.panel import PersonPanel
from expatdesk.ui.people.person_form import PersonForm
from expatdesk.ui.people.table import PeopleList
from expatdesk.ui.people.typed import Typed
from expatdesk.ui.records.page import RecordPage

TALL = 700
"""Height of the page from which all fields of a person are open at once, px."""


class PeoplePage(RecordPage[PersonSheet]):
    """`activate(person=id)` shows somebody; `activate(new="name")` begins a new person."""

    ARGUMENT = SUBJECT = "person"
    list: PeopleList
    panel: PersonPanel

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, lambda: _("People"), lambda: _("New person"))
        self._in_a_hurry = False
        self.list = PeopleList(desk)
        self.form = PersonForm(desk)
        self.merging = MergeView(desk)
        self.panel = PersonPanel(desk)
        self.export = SecondaryButton(lambda: _("Export…"), icon="download", on=self._ask_file)
        self.list.tools.addWidget(self.export)
        self.assemble(self.form, self.merging, filter_key=lambda: _("Filter the people"))
        self.connect_form(self.form)
        self.form.taken.connect(self.saved)
        self.form.wanted_back.connect(self._bring_back)
        self.merging.other_wanted.connect(self._ask_other)
        self.merging.merged.connect(self._merge)
        self.merging.closed.connect(self.show_list)
        self._connect_panel()
        self.add_key(lambda: _("Export the people"), "Ctrl+E", self._ask_file)
        self.add_key(lambda: _("Add to the household"), "Alt+H", self.panel.show_home)

    def _connect_panel(self) -> None:
        panel = self.panel
        panel.booked.connect(self._book)
        panel.merge_wanted.connect(self._begin_merge)
        panel.contact.employer_wanted.connect(self._open_organisation)
        panel.household.person_wanted.connect(self.seek)
        panel.household.role_chosen.connect(self._give_role)
        panel.household.left.connect(self._leave_home)
        panel.visits.visit_wanted.connect(self._open_visit)
        panel.merged.apart.connect(self._take_apart)
        panel.home.chosen.connect(self._add_home)
        panel.home.new_wanted.connect(self._new_at_home)

    def changed(self, changes: Changes) -> None:
        if changes.touches("catalogue"):
            self.towns = {}
        if changes.touches("people") or changes.touches("organisations"):
            self.list.refresh()
        elif changes.touches("visits"):
            sheet = self.panel.sheet()
            if sheet is not None:
                self.ask_sheet(sheet.person_id)

    # the one who is chosen

    def read_sheet(self, record_id: int) -> PersonSheet:
        return self.desk.services.people.person(record_id)

    def show_sheet(self, sheet: PersonSheet) -> None:
        self.panel.show_sheet(sheet, self.towns, self.desk.today())
        if self._in_a_hurry and not self.list.is_asking():
            self._book()

    def nobody_picked(self) -> None:
        self._in_a_hurry = False
        super().nobody_picked()

    # the form

    def edited_id(self) -> int | None:
        return self.form.person_id()

    def form_title(self) -> str:
        return _("New person") if self.form.person_id() is None else _("Details")

    @Slot(str)
    def begin(self, text: str) -> None:
        self.form.start(text)
        self._show_form()

    @Slot(str)
    def _new_at_home(self, text: str) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self.form.start(text, household_of=sheet.person_id)
            self._show_form()

    @Slot()
    def edit(self) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self.form.edit(sheet)
            self._show_form()

    @Slot(object)
    def _bring_back(self, typed: Typed) -> None:
        """Undo of a form that was closed: what was typed stands there again."""
        if not self.isVisible():
            self.desk.go("people")
        self.form.bring_back(typed)
        self._show_form()

    def _show_form(self) -> None:
        if self.form.person_id() is not None and self.height() >= TALL:
            self.form.fields.show_more(more=True)
            self.form.more.retranslate()
        named = bool(self.form.fields.name.text()) and self.form.person_id() is None
        self.open_form(self.form.fields.birth if named else self.form.fields.name)

    # merging

    @Slot()
    def _begin_merge(self) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self.merging.begin(sheet, self.towns)
            self.open_over(self.merging)
            self.merging.search.setFocus()

    @Slot(int)
    def _ask_other(self, person_id: int) -> None:
        people = self.desk.services.people
        self.desk.operations.read(
            self, "other", lambda: people.person(person_id), self.merging.show_other
        )

    @Slot(int, int)
    def _merge(self, kept: int, gone: int) -> None:
        people, actor, key = self.desk.services.people, self.desk.actor, new_key()

        def merged(done: Done[int]) -> None:
            self.desk.notify(_("The two records are one now."), done.undo)
            self.saved(kept)

        self.desk.operations.write(
            self, lambda: people.merge(actor, kept, gone, key=key), merged, self.merging.refuse
        )

    @Slot(int)
    def _take_apart(self, merge_id: int) -> None:
        sheet = self.panel.sheet()
        if sheet is None:
            return
        people, actor, key, kept = (
            self.desk.services.people, self.desk.actor, new_key(), sheet.person_id,
        )  # fmt: skip

        def again(alone: int) -> Done[object]:
            return people.merge(actor, kept, alone, key=new_key())

        def apart(done: Done[int]) -> None:
            self.desk.notify(_("Two records again."), lambda: again(done.value))

        self.desk.operations.write(self, lambda: people.unmerge(actor, merge_id, key=key), apart)

    # the household

    @Slot(int, object)
    def _add_home(self, person_id: int, role: FamilyRole) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self._write_home([*members_of(sheet), (person_id, role)])
            self.panel.show_sheet_again()

    @Slot(int, object)
    def _give_role(self, person_id: int, role: FamilyRole) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self._write_home(with_role(sheet.household, person_id, role))

    def _write_home(self, members: Members) -> None:
        people, actor, key = self.desk.services.people, self.desk.actor, new_key()
        self.desk.operations.write(
            self, lambda: people.set_household(actor, members, key=key), self._home_written
        )

    @Slot(int)
    def _leave_home(self, person_id: int) -> None:
        people, actor, key = self.desk.services.people, self.desk.actor, new_key()
        self.desk.operations.write(
            self, lambda: people.leave_household(actor, person_id, key=key), self._home_written
        )

    def _home_written(self, done: Done[int]) -> None:
        self.desk.notify(_("Household changed."), done.undo)

    # elsewhere

    @Slot()
    def _book(self) -> None:
        """The one next step; pressed before the list has answered it waits for the answer."""
        sheet = self.panel.sheet()
        self._in_a_hurry = self.list.is_asking() or (
            sheet is not None and self.list.record_id() not in (None, sheet.person_id)
        )
        if sheet is not None and not self._in_a_hurry:
            self.desk.go("booking", person=sheet.person_id)

    @Slot(int)
    def _open_visit(self, visit_id: int) -> None:
        self.desk.go("agenda", visit=visit_id)

    @Slot(int)
    def _open_organisation(self, organisation_id: int) -> None:
        self.desk.go("organisations", organisation=organisation_id)

    # export

    def _ask_file(self) -> None:
        name = _("people")
        dialog = QFileDialog(self, _("Export the people"), f"{name}.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def export_to(self, file: str) -> Job:
        """Writes everybody, or whom the filter leaves, to a file; the job can be stopped."""
        people, text, path = self.desk.services.people, self.list.text(), Path(file)

        def exported(count: int) -> None:
            words = _("{count} people exported to {name}.")
            self.desk.notify(words.format(count=count, name=path.name))

        job = self.desk.operations.job(
            self, lambda progress: export_people(people, text, path, progress), exported
        )
        self.list.progress.follow(job)
        return job
