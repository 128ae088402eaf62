"""After Book was pressed: where it leads to, or what was wrong, each said where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.clock import day_of, local
from expatdesk.formats import time_hm
from expatdesk.i18n import _
from expatdesk.services.appointments.types import NotEligible, PlaceTaken, VisitSheet
from expatdesk.services.base import Refusal
from expatdesk.services.people.types import IdentifierFound
from expatdesk.terms import Behalf
from expatdesk.ui.booking.form import Form
from expatdesk.ui.booking.placing import Placing
from expatdesk.ui.booking.what import WhatCard
from expatdesk.ui.booking.when import WhenCard
from expatdesk.ui.booking.writing import Writer, Wrote
from expatdesk.ui.context import Desk
from expatdesk.ui.problems import say_problems


class Finishing(QObject):
    """``finished``: it is booked, and the window goes on to the next page. ``judged`` carries
    the NotEligible of a service that changed its mind; ``stopped``: nothing was written.
    """

    finished = Signal()
    judged = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        desk: Desk,
        cards: tuple[WhatCard, WhenCard],
        placing: Placing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._what, self._when = cards
        self._placing = placing
        self._form = Form()
        self.writer = Writer(desk, self)
        self.writer.booked.connect(self._booked)
        self.writer.refused.connect(self._not_booked)
        self._when.waiting.wanted.connect(self._wait)

    def follow(self, form: Form) -> None:
        """The form has changed."""
        self._form = form

    def book(self, form: Form, token: str, visit: VisitSheet | None, split: int | None) -> None:
        """Books what stands in the form: anew, or as another time for a visit."""
        self.writer.book(form, token, visit, split)

    @Slot(object)
    def _booked(self, wrote: Wrote) -> None:
        self.finished.emit()
        visit_id, form = wrote.booked.visit_id, wrote.form
        words = _("Booked {code} · {time}").format(
            code=wrote.booked.code, time=time_hm(local(wrote.starts_at))
        )
        self._desk.notify(words, wrote.undo)
        if form.online and form.payer.behalf is Behalf.VISITOR:
            self._desk.go("till", visit=visit_id, means="online")
        else:
            self._desk.go("agenda", day=day_of(wrote.starts_at), visit=visit_id)

    @Slot(object)
    def _not_booked(self, error: Exception) -> None:
        self.stopped.emit()
        if isinstance(error, PlaceTaken):
            self._placing.not_held(error)
        elif isinstance(error, NotEligible):
            self.judged.emit(error)
        elif isinstance(error, Refusal):
            self._say(error.parts())
        else:
            self._placing.say_no(error)

    def _say(self, problems: Sequence[Refusal]) -> None:
        homeless = say_problems(problems, self._what.show_error, tuple(self._what.places))
        if any(isinstance(p, IdentifierFound) and p is not homeless for p in problems):
            self._what.false_alarm.show()
        if homeless is not None:
            self._placing.say_no(homeless)

    @Slot(object, object)
    def _wait(self, first: date, last: date) -> None:
        form = self._form
        if form.first is None or form.service_id is None:
            self._when.waiting.show_error(_("Say who comes."))
            return
        part, then = self._when.part_of_day(), self._when.waiting.hide
        self.writer.wait(form, first, last, part, then)
