"""A day on which nothing is open: why, and the way to the next one that is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import DayView
from expatdesk.ui.agenda import words
from expatdesk.ui.kit import EmptyState

if TYPE_CHECKING:
    from expatdesk.services.appointments import Appointments

WEEKS = 8


class ClosedDay(EmptyState):
    """Names the closure, or says that no desk is open on this day."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "calendar-off",
            lambda: _("Closed"),
            button=lambda: _("Next open day"),
            on=self._wanted,
            parent=parent,
        )

    def show_day(self, view: DayView) -> None:
        closed = view.closed
        if closed is None:
            self.show_words(
                lambda: _("No desk is open on this day"),
                lambda: _("The weekly hours have no open desk here."),
            )
        else:
            self.show_words(
                lambda: _("Closed: {reason}").format(reason=words.said(closed)),
                lambda: _("The centre is closed on this day; nobody can be booked."),
            )

    def _wanted(self) -> None:
        self.open_wanted.emit()


def next_open_day(appointments: Appointments, after: date) -> date | None:
    """The first day after this one on which a desk is open; None where there is none soon.

    Called on the reader's thread; reads a week at a time.
    """
    for weeks in range(WEEKS):
        for view in appointments.week(after + timedelta(days=7 * weeks)).days:
            if view.day > after and any(column.open for column in view.columns):
                return view.day
    return None
