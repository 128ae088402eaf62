"""The list of a day on paper, for the wall and for a day without power."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _, current_language
from expatdesk.ui.agenda.inspector.handout import HandOutPanel
from expatdesk.ui.context import Desk
from expatdesk.workflows.printing import Spooler

if TYPE_CHECKING:
    from expatdesk.services.printing import PrintOrder


def day_order(desk: Desk, day: date) -> PrintOrder:
    """The list of a day for the print queue, in the language of the window."""
    from expatdesk.workflows.daylist import DayPaper

    return DayPaper(desk.services, day).order(desk.language)


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
