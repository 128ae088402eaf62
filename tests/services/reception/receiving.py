"""Parties that are booked and received at the scenario centre, as a test says it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from expatdesk.clock import zone
from expatdesk.model.appointments import FollowUp, Occupancy
from expatdesk.services.appointments.types import Booked, Booking, Comer, Place, VisitSheet
from expatdesk.services.base import Actor, Done
from expatdesk.services.people.types import PersonEntry
from expatdesk.storage.store import Store
from expatdesk.terms import FamilyRole, ResidenceClass, Source, VisitState

FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD
SINGLE = (FIRST,)
COUPLE = (FIRST, PARTNER)
FAMILY_OF_FIVE = (FIRST, PARTNER, CHILD, CHILD, CHILD)
NAMES = ("Arjun Sharma", "Ananya Sharma", "Kavya Sharma", "Rohan Sharma", "Isha Sharma")


def moment(text: str) -> int:
    """Epoch seconds of a time in Amsterdam, "2026-09-14 09:00"."""
    wall = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone())
    return int(wall.timestamp())


@dataclass
class FrontDesk:
    """Books and receives; every call has a key of its own."""

    centre: Any
    actor: Actor
    keys: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def store(self) -> Store:
        return self.centre.store

    @property
    def service_id(self) -> int:
        return self.centre.founded.services["first_registration"]

    def key(self) -> str:
        return f"key-{next(self.keys)}"

    def person(self, name: str = "Mary-Kate O’Kealy", **fields: Any) -> int:
        fields.setdefault("residence_class", ResidenceClass.NON_EU)
        entry = PersonEntry(full_name=name, **fields)
        return self.centre.people.add(self.actor, entry, key=self.key()).value

    def place(
        self, when: str, persons: int = 1, desk: str = "desk1", moving: Booked | None = None
    ) -> Place:
        desk_id = self.centre.founded.desks[desk]
        own = None if moving is None else moving.visit_id
        find = self.centre.appointments.place_at
        return find(self.service_id, persons, moment(when), desk_id, own)

    def book(
        self,
        when: str = "2026-09-14 09:00",
        roles: Sequence[FamilyRole] = SINGLE,
        *,
        persons: Sequence[int] = (),
        desk: str = "desk1",
        place: Place | None = None,
        **booking: Any,
    ) -> Booked:
        people = persons or [self.person(NAMES[n]) for n, _ in enumerate(roles)]
        booking.setdefault("municipality_id", self.centre.founded.municipalities["Leiden"])
        asked = Booking(
            service_id=self.service_id,
            comers=tuple(Comer(p, role) for p, role in zip(people, roles, strict=True)),
            place=place or self.place(when, len(people), desk),
            language="en",
            source=Source.PHONE,
            **booking,
        )
        return self.centre.appointments.book(self.actor, asked, key=self.key()).value

    def sheet(self, booked: Booked) -> VisitSheet:
        return self.centre.appointments.visit(booked.visit_id)

    def advance(self, booked: Booked, *states: VisitState) -> Done[int]:
        """One state after the other, each as of the version of the moment."""
        for state in states:
            done = self.centre.reception.advance(
                self.actor, booked.visit_id, self.sheet(booked).version, state, key=self.key()
            )
        return done

    def no_show(self, booked: Booked) -> Done[int]:
        return self.centre.reception.no_show(
            self.actor, booked.visit_id, self.sheet(booked).version, key=self.key()
        )

    def turn_away(self, booked: Booked, code: str, **more: Any) -> Done[Any]:
        return self.centre.reception.turn_away(
            self.actor, booked.visit_id, self.sheet(booked).version, code, key=self.key(), **more
        )

    def step_back(self, booked: Booked, reason: str) -> Done[int]:
        return self.centre.reception.step_back(
            self.actor, booked.visit_id, self.sheet(booked).version, reason, key=self.key()
        )

    def ticks(self) -> int:
        """How many stretches of five minutes are held at all desks together."""
        with self.store.reading() as tx:
            return len(tx.rows(select(Occupancy.tick)))

    def follow_ups(self) -> list[Any]:
        """(kind, due, person, note) of those that stand, the oldest first."""
        columns = (FollowUp.kind, FollowUp.due, FollowUp.person_id, FollowUp.note)
        with self.store.reading() as tx:
            statement = select(*columns).where(FollowUp.done_at.is_(None)).order_by(FollowUp.id)
            return [tuple(row) for row in tx.rows(statement)]

    def actions(self, booked: Booked) -> list[str]:
        lines = self.centre.appointments.history("visit", booked.visit_id)
        return [line.action for line in lines]
