"""The list of a day on paper, for the wall and for a day without power."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _, current_language
from expatdesk.ui.agenda.inspector.handout import HandOutPanel
from expatdesk.ui.context import Desk
from expatdesk.workflows.printing import Spooler


class DayPaperPanel(HandOutPanel):
    """All appointments of a day, as they stand now."""

    def __init__(
        self,
        desk: Desk,
        day: date,
        *,
        spooler: Spooler | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # Drawing paper is loaded when there is some to draw.
        from expatdesk.workflows.daylist import DayPaper

        super().__init__(
            desk,
            DayPaper(desk.services, day),
            lambda: _("List of {day}").format(day=weekday_date_short(day)),
            [("en", "EN"), ("nl", "NL")],
            current_language().value,
            spooler=spooler,
            parent=parent,
        )
