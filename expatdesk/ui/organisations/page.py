"""The room of the organisations: the list at the left, the one that is chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.services.organisations.types import OrganisationSheet
from expatdesk.storage.changes import Changes
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, PageTitle, PlainLabel, ScrollColumn, SecondaryButton, row
from expatdesk.ui.organisations.form import OrganisationForm
from expatdesk.ui.organisations.panel import OrganisationPanel
from expatdesk.ui.organisations.slip import SlipView
from expatdesk.ui.organisations.table import OrganisationList
from expatdesk.ui.shell import Page

ROOMY = 1100
"""Width of the page from which a form and the panel stand beside one another, px."""
TOPICS = ("organisations", "account", "people")

Answer = tuple[OrganisationSheet, dict[int, str]]


class OrganisationsPage(Page):
    """`activate(organisation=id)` shows one; `activate(new="name")` begins a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked = 0
        self._seeking = False
        self._towns: dict[int, str] = {}
        self.list = OrganisationList(desk)
        self.form = OrganisationForm(desk)
        self.slip = SlipView(desk)
        self.panel = OrganisationPanel()
        self._make_head()
        self._make_form_card()
        self._stack = QStackedWidget()
        for part in (self.list, self._form_card, self.slip):
            self._stack.addWidget(part)
        self.add(self._stack, 1)
        self.set_inspector(self.panel)
        self._connect()
        self.add_key(lambda: _("Filter the organisations"), "Ctrl+F", self._to_filter)
        self.add_key(lambda: _("Edit"), "F2", self._edit)
        self.setFocusProxy(self.list.filter)

    def _make_head(self) -> None:
        self.title = PageTitle(lambda: _("Organisations"))
        self.count = PlainLabel(self.list.count_words, role="small", tone="muted")
        self.new = SecondaryButton(
            lambda: _("New organisation"), key="Ctrl+Shift+N", on=self._new, accent=True
        )
        self.add(row(self.title, 4, self.count, None, self.new))

    def _make_form_card(self) -> None:
        self._form_card = ScrollColumn()
        self._form_head = Card(self._form_title, large=True, padding=16, spacing=12)
        self._form_head.add(self.form)
        self._form_card.content.addWidget(self._form_head)
        self._form_card.content.addStretch(1)

    def _connect(self) -> None:
        self.list.picked.connect(self._picked)
        self.list.counted.connect(self._counted)
        self.list.new_wanted.connect(self.begin)
        self.list.table.opened.connect(self._edit)
        self.form.saved.connect(self._saved)
        self.form.cancelled.connect(self.show_list)
        self.form.compared.connect(self._to_save)
        self.slip.closed.connect(self.show_list)
        self.panel.edited.connect(self._edit)
        self.panel.history_wanted.connect(self._ask_history)
        self.panel.account.slip_wanted.connect(self._open_slip)

    # what the window asks

    def activate(self, **arguments: object) -> None:
        organisation, name = arguments.get("organisation"), arguments.get("new")
        if isinstance(name, str):
            self.begin(name)
        elif isinstance(organisation, int):
            self.show_list()
            self.seek(organisation)
        elif not self.list.is_known():
            self.list.refresh()
        if self._stack.currentWidget() is self.list:
            self.list.filter.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches("catalogue"):
            self._towns = {}
        if any(changes.touches(topic) for topic in TOPICS):
            self.list.refresh()

    # the list and the one that is chosen

    @Slot(int)
    def seek(self, organisation_id: int) -> None:
        """Shows one and moves the list to it."""
        self._seeking = True
        self._ask_sheet(organisation_id, then_seek=True)

    @Slot(object)
    def _picked(self, organisation_id: int | None) -> None:
        if self._seeking:
            return  # the list was read before it was told where to go
        if organisation_id is not None:
            self._ask_sheet(organisation_id)
        else:
            self._asked += 1
            self.panel.show_nothing()

    def _ask_sheet(self, organisation_id: int, *, then_seek: bool = False) -> None:
        self._asked += 1
        asked, services, towns = self._asked, self.desk.services, self._towns

        def ask() -> Answer:
            known = towns or {
                town.municipality_id: town.name
                for town in services.appointments.catalogue().municipalities
            }
            return services.organisations.organisation(organisation_id), known

        def show(answer: Answer) -> None:
            if asked != self._asked:
                return
            sheet, self._towns = answer
            self._seeking = False
            self.panel.show_sheet(sheet, self._towns)
            if then_seek:
                self.list.seek(organisation_id)

        self.desk.operations.read(self, "sheet", ask, show, self._not_found)

    def _not_found(self, error: Exception) -> None:
        self._seeking = False
        self.desk.tell(error)

    @Slot()
    def _counted(self) -> None:
        self.count.refresh()

    def _to_filter(self) -> None:
        self.show_list()
        self.list.filter.selectAll()

    @Slot()
    def show_list(self) -> None:
        """Closes what was opened and shows the list again."""
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
        """A form has the whole width where there is little of it, and where it is of none."""
        open_ = self._stack.currentWidget()
        new = open_ is self._form_card and self.form.organisation_id() is None
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
    def begin(self, name: str) -> None:
        """Opens the form of a new organisation; the towns are read where they are not known."""
        appointments, known = self.desk.services.appointments, self._towns

        def read() -> dict[int, str]:
            towns = appointments.catalogue().municipalities
            return known or {town.municipality_id: town.name for town in towns}

        def start(towns: dict[int, str]) -> None:
            self._towns = towns
            self.form.start(name, towns)
            self._show_form()

        self.desk.operations.read(self, "towns", read, start)

    @Slot()
    def _edit(self) -> None:
        sheet = self.panel.sheet()
        if sheet is not None and self._stack.currentWidget() is self.list:
            self.form.edit(sheet, self._towns)
            self._show_form()

    def _show_form(self) -> None:
        self._form_head.set_title(self._form_title)
        self._open_over(self._form_card)
        self._form_card.verticalScrollBar().setValue(0)
        self.form.fields.texts["name"].setFocus()

    def _form_title(self) -> str:
        return _("New organisation") if self.form.organisation_id() is None else _("Details")

    @Slot(int)
    def _saved(self, organisation_id: int) -> None:
        self.show_list()
        self.seek(organisation_id)

    @Slot()
    def _to_save(self) -> None:
        # Once the form has grown by what is compared.
        QTimer.singleShot(0, self, self._scroll_to_save)

    def _scroll_to_save(self) -> None:
        self._form_card.ensureWidgetVisible(self.form.save_button)

    # beside

    @Slot(int, str)
    def _open_slip(self, unbilled_id: int, label: str) -> None:
        self._open_over(self.slip)
        self.slip.open_slip(unbilled_id, label)

    def _ask_history(self) -> None:
        sheet = self.panel.sheet()
        if sheet is None:
            return
        appointments, number = self.desk.services.appointments, sheet.organisation_id
        self.desk.operations.read(
            self,
            "history",
            lambda: appointments.history("organisation", number),
            self.panel.show_history,
        )
