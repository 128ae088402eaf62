"""The page of an empty place: two fields, and the centre begins."""

from __future__ import annotations

from PySide6.QtCore import Qt

from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, LabelledField, PageTitle, PlainLabel, PrimaryButton, TextField
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.shell import Page
from expatdesk.workflows.first_start import FirstStart, begin

WIDTH = 460


class FirstStartPage(Page):
    """Asks for the centre's name and its first manager; Enter founds the centre."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.centre_name = TextField(placeholder="Expat Centre Leiden")
        self.manager = TextField(placeholder="Marieke Visser")
        self._fields = {
            "centre_name": LabelledField(
                lambda: _("Name of the centre"), self.centre_name, required=True
            ),
            "manager": LabelledField(
                lambda: _("Your name, as manager"), self.manager, required=True
            ),
        }
        self.start = PrimaryButton(lambda: _("Begin"), key="Return", on=self._begin, large=True)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(lambda: _("A new centre"), padding=20)
        card.setFixedWidth(WIDTH)
        words = PlainLabel(
            lambda: _(
                "The centre begins with desks, hours, services, fees and papers as in Leiden. "
                "You change all of it in Settings, each thing from a date of its own."
            ),
            tone="muted",
            wrap=True,
        )
        card.add(words)
        for field in self._fields.values():
            card.add(field)
        card.add(self.start)
        self.body.addStretch(1)
        title = PageTitle(lambda: _("Welcome to ExpatDesk"))
        self.body.addLayout(row(None, column(title, 8, card), None))
        self.body.addStretch(2)

    def activate(self, **_arguments: object) -> None:
        self.centre_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        for field in self._fields.values():
            field.set_error("")
        asked = FirstStart(self.centre_name.text(), self.manager.text())
        centre = self.desk.services
        self.start.setEnabled(False)
        self.desk.operations.write(self, lambda: begin(centre, asked), self._begun, self._refused)

    def _begun(self, _done: Done[None]) -> None:
        self.desk.go("today")

    def _refused(self, error: Exception) -> None:
        self.start.setEnabled(True)
        field = self._fields.get(error.field) if isinstance(error, Refusal) else None
        if field is None or not isinstance(error, Refusal):
            self.desk.tell(error)
            return
        field.set_error(error.message())
        field.field.setFocus(Qt.FocusReason.OtherFocusReason)
