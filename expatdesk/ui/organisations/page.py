"""The room of the organisations: the list at the left, the one that is chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import Slot

from expatdesk.i18n import _
from expatdesk.services.organisations.types import OrganisationSheet
from expatdesk.storage.changes import Changes
from expatdesk.ui.context import Desk
from expatdesk.ui.organisations.form import OrganisationForm
from expatdesk.ui.organisations.panel import OrganisationPanel
from expatdesk.ui.organisations.slip import SlipView
from expatdesk.ui.organisations.table import OrganisationList
from expatdesk.ui.records.page import RecordPage, Towns

TOPICS = ("organisations", "account", "people")


class OrganisationsPage(RecordPage[OrganisationSheet]):
    """`activate(organisation=id)` shows one; `activate(new="name")` begins a new one."""

    ARGUMENT = SUBJECT = "organisation"
    list: OrganisationList
    panel: OrganisationPanel

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, lambda: _("Organisations"), lambda: _("New organisation"))
        self.list = OrganisationList(desk)
        self.form = OrganisationForm(desk)
        self.slip = SlipView(desk)
        self.panel = OrganisationPanel()
        self.assemble(self.form, self.slip, filter_key=lambda: _("Filter the organisations"))
        self.connect_form(self.form)
        self.slip.closed.connect(self.show_list)
        self.panel.account.slip_wanted.connect(self._open_slip)
        self.add_key(lambda: _("Edit"), "F2", self.edit)

    def changed(self, changes: Changes) -> None:
        if changes.touches("catalogue"):
            self.towns = {}
        if any(changes.touches(topic) for topic in TOPICS):
            self.list.refresh()

    def read_sheet(self, record_id: int) -> OrganisationSheet:
        return self.desk.services.organisations.organisation(record_id)

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        self.panel.show_sheet(sheet, self.towns)

    def edited_id(self) -> int | None:
        return self.form.organisation_id()

    def form_title(self) -> str:
        new = self.form.organisation_id() is None
        return _("New organisation") if new else _("Details")

    @Slot(str)
    def begin(self, text: str) -> None:
        """Opens the form of a new one; the towns are read where they are not known."""
        known = self.towns

        def start(towns: Towns) -> None:
            self.towns = towns
            self.form.start(text, towns)
            self.open_form(self.form.fields.texts["name"])

        self.desk.operations.read(self, "towns", lambda: known or self.read_towns(), start)

    @Slot()
    def edit(self) -> None:
        sheet = self.panel.sheet()
        if sheet is not None and self.stack.currentWidget() is self.list:
            self.form.edit(sheet, self.towns)
            self.open_form(self.form.fields.texts["name"])

    @Slot(int, str)
    def _open_slip(self, unbilled_id: int, label: str) -> None:
        self.open_over(self.slip)
        self.slip.open_slip(unbilled_id, label)
