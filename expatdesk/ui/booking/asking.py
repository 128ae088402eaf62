"""What the page asks of the centre while it is filled in; newest question wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.services.appointments.types import (
    DayPlaces,
    NotEligible,
    Place,
    PlaceRequest,
)
from expatdesk.services.base import Refusal
from expatdesk.services.till.types import Quote, QuoteRequest
from expatdesk.terms import PartOfDay
from expatdesk.ui.booking.form import Form
from expatdesk.ui.context import Desk

PAUSE_MS = 120
LOOK_AHEAD = 28
"""Days that are looked at for the five columns."""
FARTHEST = 364
"""Days that "next free" looks over."""


@dataclass(frozen=True)
class Wish:
    """Which places are looked for."""

    first_day: date
    desk_id: int | None = None
    part_of_day: PartOfDay = PartOfDay.ANY
    moving_visit_id: int | None = None
    token: str = ""

    def request(self, form: Form, days: int, first_day: date | None = None) -> PlaceRequest:
        """For the party of a form, or for one where nobody is named yet."""
        assert form.service_id is not None
        start = first_day or self.first_day
        return PlaceRequest(
            service_id=form.service_id,
            persons=max(form.persons, 1),
            first_day=start,
            last_day=start + timedelta(days=days - 1),
            desk_id=self.desk_id,
            part_of_day=self.part_of_day,
            moving_visit_id=self.moving_visit_id,
            hold_token=self.token,
        )


class Asker(QObject):
    """Asks for places, fee and eligibility, a moment after the last change."""

    placed = Signal(object)
    not_placed = Signal(object)
    quoted = Signal(object)
    judged = Signal(object)
    found = Signal(object)
    soonest = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = Form()
        self._wish = Wish(desk.today())
        self._day = desk.today()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.ask)

    def change(self, form: Form, wish: Wish, day: date) -> None:
        """The form, or what is wished, has changed; ``day``: of the visit so far."""
        self._form, self._wish, self._day = form, wish, day
        self._pause.start()

    def stop(self) -> None:
        """Asks nothing more."""
        self._pause.stop()

    @Slot()
    def ask(self) -> None:
        """Asks at once."""
        self._pause.stop()
        if self._form.service_id is None:
            return
        self.ask_places()
        self._ask_now()
        self._ask_fee()
        self._ask_eligibility()

    def ask_places(self) -> None:
        """Free places of the days that are shown."""
        appointments = self._desk.services.appointments
        request = self._wish.request(self._form, LOOK_AHEAD)

        def show(days: Sequence[DayPlaces]) -> None:
            self.placed.emit(days)

        self._desk.operations.read(
            self, "places", lambda: appointments.free_places(request), show, self.not_placed.emit
        )

    def ask_next(self) -> None:
        """The first free place from today on, at the wished desk and part of the day."""
        appointments = self._desk.services.appointments
        request = self._wish.request(self._form, FARTHEST, self._desk.today())

        def show(place: Place | None) -> None:
            self.found.emit(place)

        self._desk.operations.read(
            self, "next", lambda: appointments.next_free(request), show, self.not_placed.emit
        )

    def ask_at(self, starts_at: int, desk_id: int, *, squeeze: bool = False) -> None:
        """The place at a time and desk, or why it cannot be had."""
        form, wish = self._form, self._wish
        appointments = self._desk.services.appointments
        service_id, persons = form.service_id, max(form.persons, 1)
        if service_id is None:
            return
        self._desk.operations.read(
            self,
            "place",
            lambda: appointments.place_at(
                service_id,
                persons,
                starts_at,
                desk_id,
                wish.moving_visit_id,
                wish.token,
                squeeze=squeeze,
            ),
            self.found.emit,
            self.not_placed.emit,
        )

    def _ask_now(self) -> None:
        """Whether a walk-in could begin at once."""
        appointments = self._desk.services.appointments
        request = self._wish.request(self._form, 1, self._desk.today())

        def show(place: Place | None) -> None:
            self.soonest.emit(place)

        self._desk.operations.read(
            self, "now", lambda: appointments.next_free(request), show, self._no_walk_in
        )

    def _no_walk_in(self, _error: Exception) -> None:
        # The question for the places of the days fails alike, and says why.
        self.soonest.emit(None)

    def _ask_fee(self) -> None:
        form, till = self._form, self._desk.services.till
        assert form.service_id is not None
        if not form.guests:
            self.quoted.emit(None)
            return
        employer = next((g.employer_id for g in form.guests if g.employer_id is not None), None)
        request = QuoteRequest(
            service_id=form.service_id,
            comers=tuple((guest.person_id, guest.role) for guest in form.guests),
            day=self._day,
            booker=form.booker.behalf,
            payer=form.payer.behalf,
            employer_id=employer,
            exemption_id=form.exemption_id,
            case_id=form.case_id,
        )
        split_from, reception = form.split_from_id, self._desk.services.reception

        def ask() -> Quote:
            if split_from is None:
                return till.quote(request)
            anew = request.day > reception.split_terms(split_from).free_until
            return till.quote(replace(request, split_from_id=split_from, priced_anew=anew))

        def show(quote: Quote) -> None:
            self.quoted.emit(quote)

        self._desk.operations.read(self, "fee", ask, show)

    def _ask_eligibility(self) -> None:
        form, day = self._form, self._day
        appointments = self._desk.services.appointments
        service_id, first = form.service_id, form.first
        assert service_id is not None

        def judge() -> NotEligible | None:
            try:
                appointments.check_eligibility(
                    service_id,
                    form.answers,
                    form.municipality_id,
                    form.address_kind,
                    day,
                    employer_id=first.employer_id if first is not None else None,
                )
            except NotEligible as refusal:
                return refusal
            except Refusal:
                return None
            return None

        self._desk.operations.read(self, "eligible", judge, self.judged.emit)
