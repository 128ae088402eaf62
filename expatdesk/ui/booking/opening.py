"""What the page is opened with: the set-up of the centre, and who or what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.clock import day_of
from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue, ServiceInfo, VisitSheet, WaitingRow
from expatdesk.services.people.types import PersonSheet
from expatdesk.terms import Behalf, FamilyRole, PartOfDay, VisitState
from expatdesk.ui.booking.drafting import people_of
from expatdesk.ui.booking.form import Form, Side
from expatdesk.ui.booking.party import Guest, guest_of
from expatdesk.ui.people.typed import Typed

if TYPE_CHECKING:
    from expatdesk.application import Centre


@dataclass(frozen=True)
class Arguments:
    """The arguments of ``activate``.

    person: who comes. day, desk, starts_at: where the agenda was pressed. visit: another time
    for the same party. split: the person of that visit who comes another day. waiting: an
    entry of the waiting list. name: of somebody new, as it was typed into the search. back:
    somebody who was being typed in the form of this token, and was put aside.
    """

    person: int | None = None
    day: date | None = None
    desk: int | None = None
    starts_at: int | None = None
    visit: int | None = None
    split: int | None = None
    waiting: int | None = None
    name: str = ""
    back: tuple[str, Typed] | None = None

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Arguments:
        """Raises TypeError for an argument that there is not."""
        return cls(**given)  # type: ignore[arg-type]  # checked by whoever opens the page

    def title(self, *, moved: bool) -> str:
        """Of the page; `moved`: it is about a visit that there is."""
        if not moved:
            return _("New appointment")
        return _("Another day for one person") if self.split else _("Another time")

    @property
    def first_day(self) -> date | None:
        """The day to begin with."""
        return self.day or (day_of(self.starts_at) if self.starts_at is not None else None)


@dataclass(frozen=True)
class Opened:
    """What was read."""

    catalogue: Catalogue
    people: tuple[PersonSheet, ...] = ()
    visit: VisitSheet | None = None
    waiting: WaitingRow | None = None

    def bare(self) -> Opened:
        """The set-up alone: about nobody."""
        return replace(self, people=(), visit=None, waiting=None)

    def set_up_as(self, newest: Opened) -> Opened:
        """About the same, with a set-up that was read anew."""
        return replace(self, catalogue=newest.catalogue)

    def with_service(self, form: Form) -> Form:
        """The form; one for a service that is gone meanwhile is for the first that is offered."""
        if form.service_id is None or any(
            service.service_id == form.service_id for service in self.catalogue.services
        ):
            return form
        offered = (service.service_id for service in self.catalogue.services if service.active)
        return replace(form, service_id=next(offered, None), answers=(), place=None)

    def service_of(self, form: Form) -> ServiceInfo | None:
        """The service that a form names."""
        return None if form.service_id is None else self.catalogue.service(form.service_id)


def read_opening(services: Centre, arguments: Arguments) -> Opened:
    """Reads what the arguments name, on the thread of the reader."""
    visit = None if arguments.visit is None else services.appointments.visit(arguments.visit)
    waiting = None
    if arguments.waiting is not None:
        rows = services.reception.waiting_list()
        waiting = next((row for row in rows if row.waiting_id == arguments.waiting), None)
    wanted = [arguments.person] if arguments.person is not None else []
    if visit is not None:
        wanted = [comer.person_id for comer in visit.comers]
        if arguments.split is not None:
            wanted = [arguments.split]
    elif waiting is not None:
        wanted = [waiting.person_id]
    return Opened(
        catalogue=services.appointments.catalogue(),
        people=people_of(services, wanted),
        visit=visit,
        waiting=waiting,
    )


def opening_form(opened: Opened) -> Form:
    """The form to begin with."""
    active = [service for service in opened.catalogue.services if service.active]
    first = active[0].service_id if active else None
    guests = tuple(map(guest_of, opened.people))
    if opened.visit is not None:
        return _of_visit(opened.visit, guests, opened.catalogue)
    form = Form(guests=guests, service_id=first)
    if opened.waiting is not None:
        waiting = opened.waiting
        form = replace(form, service_id=waiting.service_id, waiting_id=waiting.waiting_id)
    return form


def part_wanted(opened: Opened) -> PartOfDay:
    """Mornings or afternoons, where an entry of the waiting list asks for them."""
    return opened.waiting.part_of_day if opened.waiting is not None else PartOfDay.ANY


def moving(visit: VisitSheet | None, split: int | None) -> int | None:
    """The visit whose own place does not stand in its way."""
    if visit is None or split is not None or visit.state is not VisitState.PLANNED:
        return None
    return visit.visit_id


def _of_visit(visit: VisitSheet, guests: tuple[Guest, ...], catalogue: Catalogue) -> Form:
    """The same party, service and payer, in the same case."""
    towns = {town.name: town.municipality_id for town in catalogue.municipalities}
    roles: dict[int, FamilyRole] = {comer.person_id: comer.role for comer in visit.comers}
    return Form(
        guests=tuple(
            replace(guest, role=roles.get(guest.person_id, guest.role), chosen=True)
            for guest in guests
        ),
        service_id=visit.service_id,
        municipality_id=towns.get(visit.municipality),
        address_kind=visit.address_kind,
        language=visit.language,
        source=visit.source,
        booker=Side(visit.booker, None, visit.booker_name),
        booker_contact=visit.booker_contact,
        payer=Side(visit.payer, visit.payer_party_id, visit.payer_name)
        if visit.payer is not Behalf.VISITOR
        else Side(),
        exemption_id=visit.exemption_id,
        exemption_proof=visit.exemption_proof,
        note=visit.note,
        case_id=visit.case_id,
        previous_id=visit.visit_id,
        paper_language="nl" if visit.language == "nl" else "en",
    )


def with_defaults(form: Form, opened: Opened, day: date, *, first: bool = True) -> Form:
    """What follows from who comes, where nothing else was chosen: language, municipality.

    `first`: nobody had been named before.
    """
    if form.previous_id is not None or not form.guests:
        return form
    spoken = form.guests[0].languages
    if first and spoken and form.language not in spoken:
        language = spoken[0]
        paper = "nl" if language == "nl" else "en"
        form = replace(form, language=language, paper_language=paper)
    if form.municipality_id is not None:
        return form
    accepting = {
        town.municipality_id
        for town in opened.catalogue.municipalities
        if town.accepts(form.address_kind, day)
    }
    known = (g.municipality_id for g in form.guests if g.municipality_id in accepting)
    return replace(form, municipality_id=next(known, None))
