"""The room of the people: the list at the left, the one who is chosen at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Done, new_key
from expatdesk.services.people.types import PersonSheet
from expatdesk.storage.changes import Changes
from expatdesk.terms import FamilyRole
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, PageTitle, PlainLabel, ScrollColumn, SecondaryButton, row
from expatdesk.ui.operations import Job
from expatdesk.ui.people.export import export_people
from expatdesk.ui.people.home import Members, members_of, with_role
from expatdesk.ui.people.merging import MergeView
from expatdesk.ui.people.panel import PersonPanel
from expatdesk.ui.people.person_form import PersonForm
from expatdesk.ui.people.table import PeopleList
from expatdesk.ui.shell import Page

ROOMY = 1100
"""Width of the page from which a form and the panel stand beside one another, px."""
TALL = 700
"""Height of the page from which all fields of a person are open at once, px."""
Answer = tuple[PersonSheet, dict[int, str]]


class PeoplePage(Page):
    """`activate(person=id)` shows somebody; `activate(new="name")` begins a new person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._in_a_hurry = False
        self._seeking = False
        self._sheet_asked = 0
        self._towns: dict[int, str] = {}
        self.list = PeopleList(desk)
        self.form = PersonForm(desk)
        self.merging = MergeView(desk)
        self.panel = PersonPanel(desk)
        self._make_head()
        self._make_form_card()
        self._stack = QStackedWidget()
        for part in (self.list, self._form_card, self.merging):
            self._stack.addWidget(part)
        self.add(self._stack, 1)
        self.set_inspector(self.panel)
        self._connect_list()
        self._connect_panel()
        self._make_keys()
        self.setFocusProxy(self.list.filter)

    def _make_head(self) -> None:
        self.title = PageTitle(lambda: _("People"))
        self.count = PlainLabel(self.list.count_words, role="small", tone="muted")
        self.export = SecondaryButton(lambda: _("Export…"), icon="download", on=self._ask_file)
        self.new = SecondaryButton(
            lambda: _("New person"), key="Ctrl+Shift+N", on=self._new, accent=True
        )
        self.add(row(self.title, 4, self.count, None, self.new))
        self.list.tools.addWidget(self.export)

    def _make_form_card(self) -> None:
        self._form_card = ScrollColumn()
        card = Card(self._form_title, large=True, padding=16, spacing=12)
        card.add(self.form)
        self._form_head = card
        self._form_card.content.addWidget(card)
        self._form_card.content.addStretch(1)

    def _connect_list(self) -> None:
        self.list.picked.connect(self._picked)
        self.list.counted.connect(self._counted)
        self.list.new_wanted.connect(self.begin)
        self.form.saved.connect(self._saved)
        self.form.taken.connect(self._saved)
        self.form.cancelled.connect(self.show_list)
        self.form.compared.connect(self._to_save)
        self.merging.other_wanted.connect(self._ask_other)
        self.merging.merged.connect(self._merge)
        self.merging.closed.connect(self.show_list)

    def _connect_panel(self) -> None:
        panel = self.panel
        panel.booked.connect(self._book)
        panel.edited.connect(self._edit)
        panel.merge_wanted.connect(self._begin_merge)
        panel.history_wanted.connect(self._ask_history)
        panel.contact.employer_wanted.connect(self._open_organisation)
        panel.household.person_wanted.connect(self.seek)
        panel.household.role_chosen.connect(self._give_role)
        panel.household.left.connect(self._leave_home)
        panel.visits.visit_wanted.connect(self._open_visit)
        panel.merged.apart.connect(self._take_apart)
        panel.home.chosen.connect(self._add_home)
        panel.home.new_wanted.connect(self._new_at_home)

    def _make_keys(self) -> None:
        self.add_key(lambda: _("Filter the people"), "Ctrl+F", self._to_filter)
        self.add_key(lambda: _("Export the people"), "Ctrl+E", self._ask_file)
        self.add_key(lambda: _("Add to the household"), "Alt+H", self.panel.show_home)

    # what the window asks

    def activate(self, **arguments: object) -> None:
        person, name = arguments.get("person"), arguments.get("new")
        if isinstance(name, str):
            self.begin(name)
        elif isinstance(person, int):
            self.show_list()
            self.seek(person)
        elif self.list.everybody() is None:
            self.list.refresh()
        if self._stack.currentWidget() is self.list:
            self.list.filter.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches("people") or changes.touches("organisations"):
            self.list.refresh()
        elif changes.touches("visits"):
            sheet = self.panel.sheet()
            if sheet is not None:
                self._ask_sheet(sheet.person_id)
        if changes.touches("catalogue"):
            self._towns = {}

    # the list and the one who is chosen

    @Slot(int)
    def seek(self, person_id: int) -> None:
        """Shows somebody and moves the list to them; of a merged record, the one that stays."""
        self._seeking = True
        self._ask_sheet(person_id, then_seek=True)

    @Slot(object)
    def _picked(self, person_id: int | None) -> None:
        if self._seeking:
            return  # the list was read before it was told where to go
        if person_id is not None:
            self._ask_sheet(person_id)
        else:
            self._in_a_hurry = False
            self._sheet_asked += 1
            self.panel.show_nobody()

    def _ask_sheet(self, person_id: int, *, then_seek: bool = False) -> None:
        self._sheet_asked += 1
        asked, services, towns = self._sheet_asked, self.desk.services, self._towns

        def ask() -> Answer:
            known = towns or {
                town.municipality_id: town.name
                for town in services.appointments.catalogue().municipalities
            }
            return services.people.person(person_id), known

        def show(answer: Answer) -> None:
            if asked == self._sheet_asked:
                self._seeking = False
                self._show_sheet(answer)
                if then_seek:
                    self.list.seek(answer[0].person_id)

        self.desk.operations.read(self, "sheet", ask, show, self._not_found)

    def _not_found(self, error: Exception) -> None:
        self._seeking = False
        self.desk.tell(error)

    def _show_sheet(self, answer: Answer) -> None:
        sheet, self._towns = answer
        self.panel.show_sheet(sheet, self._towns, self.desk.today())
        if self._in_a_hurry and not self.list.is_asking():
            self._book()

    def _counted(self) -> None:
        self.count.refresh()

    def _to_filter(self) -> None:
        self.show_list()
        self.list.filter.selectAll()

    @Slot()
    def show_list(self) -> None:
        """Closes the form and shows the list again."""
        self._stack.setCurrentWidget(self.list)
        self.panel.rest(resting=False)
        self._make_room()
        self.list.filter.setFocus()

    def _open_over(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.panel.show_sheet_again()
        self.panel.rest(resting=True)
        self._make_room()

    def _make_room(self) -> None:
        """A form has the whole width where there is little of it, and where it is of nobody."""
        open_ = self._stack.currentWidget()
        new = open_ is self._form_card and self.form.person_id() is None
        narrow = open_ is not self.list and self.width() < ROOMY
        self.panel.setVisible(not new and not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    # the form

    @Slot()
    def _new(self) -> None:
        self.begin(self.list.text())

    @Slot(str)
    def begin(self, text: str) -> None:
        """Opens the form of a new person with what was typed."""
        self.form.start(text)
        self._show_form()

    def _new_at_home(self, text: str) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self.form.start(text, household_of=sheet.person_id)
            self._show_form()

    def _edit(self) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self.form.edit(sheet)
            self._show_form()

    def _show_form(self) -> None:
        self._form_head.set_title(self._form_title)
        if self.form.person_id() is not None and self.height() >= TALL:
            self.form.fields.show_more(more=True)
            self.form.more.retranslate()
        self._open_over(self._form_card)
        named = bool(self.form.fields.name.text()) and self.form.person_id() is None
        (self.form.fields.birth if named else self.form.fields.name).setFocus()

    @Slot()
    def _to_save(self) -> None:
        # Once the form has grown by what is compared.
        QTimer.singleShot(0, self, self._scroll_to_save)

    def _scroll_to_save(self) -> None:
        self._form_card.ensureWidgetVisible(self.form.save_button)

    def _form_title(self) -> str:
        return _("New person") if self.form.person_id() is None else _("Details")

    @Slot(int)
    def _saved(self, person_id: int) -> None:
        self.show_list()
        self.seek(person_id)

    # merging

    def _begin_merge(self) -> None:
        sheet = self.panel.sheet()
        if sheet is not None:
            self.merging.begin(sheet, self._towns)
            self._open_over(self.merging)
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
            self._saved(kept)

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
            sheet is not None and self.list.person_id() not in (None, sheet.person_id)
        )
        if sheet is not None and not self._in_a_hurry:
            self.desk.go("booking", person=sheet.person_id)

    @Slot(int)
    def _open_visit(self, visit_id: int) -> None:
        self.desk.go("agenda", visit=visit_id)

    @Slot(int)
    def _open_organisation(self, organisation_id: int) -> None:
        self.desk.go("organisations", organisation=organisation_id)

    def _ask_history(self) -> None:
        sheet = self.panel.sheet()
        if sheet is None:
            return
        appointments, person_id = self.desk.services.appointments, sheet.person_id
        self.desk.operations.read(
            self,
            "history",
            lambda: appointments.history("person", person_id),
            self.panel.show_history,
        )

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
