"""The confirmation of a visit: seen as it prints, then printed, saved, or put into the outbox."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, current_language
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.services.base import new_key
from expatdesk.ui.agenda.inspector.handout import HandOutPanel
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import SecondaryButton
from expatdesk.workflows.printing import Spooler

if TYPE_CHECKING:
    from expatdesk.services.printing import PrintOrder


def letter_order(sheet: VisitSheet) -> PrintOrder:
    """The confirmation of a visit for the print queue, in the visitor's language."""
    from expatdesk.workflows.confirmation import letter_of

    return letter_of(sheet.visit_id, sheet.code, _language_of(sheet))


class PaperPanel(HandOutPanel):
    """The paper of a visit; also as a mail and for the visitor's calendar."""

    def __init__(
        self,
        desk: Desk,
        sheet: VisitSheet,
        *,
        spooler: Spooler | None = None,
        parent: QWidget | None = None,
    ) -> None:
        known = _language_of(sheet)
        # Drawing paper is loaded when there is some to draw.
        from expatdesk.workflows.confirmation import VisitPaper

        self._visit_paper = VisitPaper(desk.services, sheet.visit_id, sheet.code)
        super().__init__(
            desk,
            self._visit_paper,
            lambda: _("Confirmation"),
            [("en", "EN"), ("nl", "NL"), ("both", lambda: _("Both"))],
            known,
            spooler=spooler,
            parent=parent,
        )
        self.mail = SecondaryButton(
            lambda: _("Put a mail into the outbox"), icon="mail", on=self._mail, grows=True
        )
        self.mail.setEnabled(bool(sheet.email))
        self.calendar = SecondaryButton(lambda: _("Calendar…"), on=self._save_ics, grows=True)
        self.content.insertWidget(self.content.indexOf(self.print) + 1, self.mail)
        self.saving.addWidget(self.calendar)

    @Slot()
    def _mail(self) -> None:
        key, actor = new_key(), self._desk.actor
        draft = partial(self._visit_paper.draft_mail, actor, self.chosen(), key=key)
        self._desk.operations.write(self, draft, self._mailed, self.refuse)

    def _mailed(self, _done: object) -> None:
        self._desk.notify(_("The mail lies in the outbox."))
        self.done.emit()

    @Slot()
    def _save_ics(self) -> None:
        self.ask_file("ics", self.save_calendar)

    @Slot(str)
    def save_calendar(self, file: str) -> None:
        """Writes the calendar entry to a file."""
        self.write(file, self._visit_paper.calendar)


def _language_of(sheet: VisitSheet) -> str:
    """The visitor's language, or the window's where the paper does not speak it."""
    return sheet.language if sheet.language in {"en", "nl"} else current_language().value
