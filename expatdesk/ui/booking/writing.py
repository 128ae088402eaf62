"""What the page writes: the booking with its confirmation, another time, the waiting list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from expatdesk.formats import date_medium
from expatdesk.i18n import _
from expatdesk.services.appointments.types import Booked, VisitSheet, WaitingRequest
from expatdesk.services.base import Done, Refusal, new_key
from expatdesk.storage.changes import Changes
from expatdesk.terms import PartOfDay
from expatdesk.ui.booking.form import Form, booking_of
from expatdesk.ui.context import Desk
from expatdesk.ui.handing import Handing
from expatdesk.ui.printing import spooler as system_spooler
from expatdesk.workflows.confirmation import Confirmations, Wanted, letter_of
from expatdesk.workflows.printing import Spooler


@dataclass(frozen=True)
class Wrote:
    """A booking that is committed, with the form that it was made from."""

    booked: Booked
    form: Form
    starts_at: int
    undo: Callable[[], Done[object]] | None


class Writer(QObject):
    """``booked`` carries a Wrote, ``refused`` the reason why nothing was written."""

    booked = Signal(object)
    refused = Signal(object)

    def __init__(
        self, desk: Desk, parent: QObject | None = None, *, spooler: Spooler | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.spooler: Spooler = spooler if spooler is not None else system_spooler()
        self._handing = Handing(desk, spool=self._spool)
        self._handing.setParent(self)
        self._busy = False
        self._key = new_key()
        self._sent: tuple[Form, str] | None = None

    def book(self, form: Form, token: str, visit: VisitSheet | None, split: int | None) -> None:
        """Books what stands in the form: anew, or as another time for a visit."""
        place = form.place
        if self._busy or place is None:
            return
        self._busy = True
        if (form, token) != self._sent:
            # Sent again after a lost line the same booking happens once; another is another.
            self._sent, self._key = (form, token), new_key()
        actor, key, services = self._desk.actor, self._key, self._desk.services

        def work() -> Done[Booked]:
            if visit is None:
                return services.appointments.book(actor, booking_of(form, token), key=key)
            reception, reason = services.reception, form.squeeze_reason
            if split is None:
                return reception.rebook(
                    actor, visit.visit_id, place, hold_token=token, squeeze_reason=reason, key=key
                )
            return reception.split_off(
                actor,
                visit.visit_id,
                split,
                place,
                hold_token=token,
                squeeze_reason=reason,
                key=key,
            )

        def done(answer: Done[Booked]) -> None:
            self._busy = False
            self._confirm(answer.value, form)
            self.booked.emit(Wrote(answer.value, form, place.starts_at, answer.undo))

        self._desk.operations.write(self, work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Refusal):
            self._sent = None
        self.refused.emit(error)

    def _confirm(self, booked: Booked, form: Form) -> None:
        """The mail goes to the outbox, the letter to the printer; neither holds up the desk."""
        actor, key = self._desk.actor, new_key()
        confirmations = Confirmations(self._desk.services)
        wanted = Wanted(form.mail, form.calendar, form.letter, form.paper_language)

        def mail() -> Done[int | None]:
            drafted = confirmations.draft_mail(actor, booked.visit_id, wanted, key=key)
            return drafted if drafted is not None else Done(None, Changes())

        if wanted.mail:
            self._desk.operations.write(self, mail)
        if wanted.letter:
            # What the printer does not take is said, and stands among what is not printed.
            self._handing.put(letter_of(booked.visit_id, booked.code, wanted.language))

    def _spool(self) -> Spooler:
        return self.spooler

    def wait(
        self,
        form: Form,
        first: date,
        last: date,
        part: PartOfDay,
        then: Callable[[], object],
    ) -> None:
        """Puts the first person on the waiting list for the whole party."""
        guest = form.first
        assert guest is not None
        assert form.service_id is not None
        actor, key, reception = self._desk.actor, new_key(), self._desk.services.reception
        request = WaitingRequest(
            service_id=form.service_id,
            person_id=guest.person_id,
            party_size=form.persons,
            first_day=first,
            last_day=last,
            part_of_day=part,
        )

        def waiting(done: Done[int]) -> None:
            words = _("On the waiting list from {first} until {last}").format(
                first=date_medium(first), last=date_medium(last)
            )
            self._desk.notify(words, done.undo)
            then()

        self._desk.operations.write(self, lambda: reception.wait(actor, request, key=key), waiting)
