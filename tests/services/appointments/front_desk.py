"""A desk at the scenario centre: who comes, what is booked, all in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, func, select

from expatdesk.clock import epoch_of, local, zone
from expatdesk.model.appointments import Occupancy
from expatdesk.services.appointments import Appointments
from expatdesk.services.appointments.types import (
    Booked,
    Booking,
    Comer,
    DayPlaces,
    Place,
    PlaceRequest,
    VisitSheet,
)
from expatdesk.services.base import Actor, Done, new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.storage.store import Store
from expatdesk.terms import FamilyRole, OrganisationRole, PaymentTerms, ResidenceClass, Source

ROLES = (FamilyRole.FIRST, FamilyRole.PARTNER)


class FrontDesk:
    """Books at the scenario centre. Times are written as "2026-09-14 09:00" in Amsterdam."""

    def __init__(self, centre: Any, actor: Actor) -> None:
        self.centre = centre
        self.actor = actor
        self.store: Store = centre.store
        self.agenda: Appointments = centre.appointments
        self.registration: int = centre.founded.services["first_registration"]
        self.talk: int = centre.founded.services["helpdesk_talk"]
        self.desks: dict[str, int] = dict(centre.founded.desks)
        self.leiden: int = centre.founded.municipalities["Leiden"]
        self._people = 0

    def person(self, name: str = "", **values: Any) -> int:
        self._people += 1
        entry = PersonEntry(
            full_name=name or f"Visitor {chr(64 + self._people)} Example",
            residence_class=values.pop("residence_class", ResidenceClass.NON_EU),
            **values,
        )
        return self.centre.people.add(self.actor, entry, key=new_key()).value

    def employer(self, *, sponsor: bool = True) -> int:
        entry = OrganisationEntry(
            name="Meridiaan Biotech",
            roles=frozenset({OrganisationRole.EMPLOYER}),
            recognised_sponsor=sponsor,
            payment_terms=PaymentTerms.MONTHLY,
        )
        return self.centre.organisations.add(self.actor, entry, key=new_key()).value

    def party(self, persons: int) -> tuple[Comer, ...]:
        roles = [*ROLES, *[FamilyRole.CHILD] * persons][:persons]
        return tuple(Comer(self.person(), role) for role in roles)

    def days(self, first: str, last: str = "", persons: int = 1, **more: Any) -> list[DayPlaces]:
        request = PlaceRequest(
            service_id=more.pop("service_id", self.registration),
            persons=persons,
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last or first),
            **more,
        )
        return self.agenda.free_places(request)

    def starts(self, day: str, persons: int = 1, **more: Any) -> list[str]:
        """Times of the free places of one day."""
        return [
            written(place.starts_at) for place in self.days(day, day, persons, **more)[0].places
        ]

    def place(self, when: str, persons: int = 1, desk: str = "desk1", **more: Any) -> Place:
        service_id = more.pop("service_id", self.registration)
        return self.agenda.place_at(service_id, persons, epoch(when), self.desks[desk], **more)

    def booking(self, place: Place, comers: tuple[Comer, ...], **more: Any) -> Booking:
        whole = Booking(
            service_id=self.registration,
            comers=comers,
            place=place,
            language="en",
            source=Source.PHONE,
            municipality_id=self.leiden,
        )
        return replace(whole, **more)

    def book(self, when: str, persons: int = 1, desk: str = "desk1", **more: Any) -> Booked:
        return self.booked(when, persons, desk, **more).value

    def booked(self, when: str, persons: int = 1, desk: str = "desk1", **more: Any) -> Done[Booked]:
        """Books a party; `more` are fields of the booking."""
        key = more.pop("key", None) or new_key()
        squeeze = more.get("squeeze_reason") is not None
        service_id = more.get("service_id", self.registration)
        place = more.pop("place", None) or self.place(
            when, persons, desk, squeeze=squeeze, service_id=service_id
        )
        comers = more.pop("comers", None) or self.party(persons)
        return self.agenda.book(self.actor, self.booking(place, comers, **more), key=key)

    def sheet(self, booked: Booked) -> VisitSheet:
        return self.agenda.visit(booked.visit_id)

    def steps(self, booked: Booked) -> list[tuple[str, str, str]]:
        """(desk, from, until) of each step."""
        names = {desk_id: name for name, desk_id in self.desks.items()}
        return [
            (names[step.desk_id], written(step.starts_at), written(step.ends_at))
            for step in self.sheet(booked).steps
        ]

    def ticks(self) -> int:
        with self.store.reading() as tx:
            return int(tx.scalar(select(func.count()).select_from(Occupancy)))


def epoch(when: str) -> int:
    moment = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=zone())
    return epoch_of(moment.date(), 60 * moment.hour + moment.minute)


def written(moment: int) -> str:
    return f"{local(moment):%H:%M}"


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    engines = (store.engines.read, store.engines.write)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
