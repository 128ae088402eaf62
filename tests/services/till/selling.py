"""Parties that come to the scenario centre, booked by rows alone: the till needs no agenda."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from expatdesk.clock import day_of, epoch_of
from expatdesk.model.appointments import Case, Visit, VisitPerson
from expatdesk.model.people import Organisation, Party, Person
from expatdesk.services.base import Actor
from expatdesk.services.till.types import ChargeRequest, Issued, Recipient, Tender
from expatdesk.storage.store import Store
from expatdesk.terms import (
    AddressKind,
    Behalf,
    FamilyRole,
    Means,
    PartyKind,
    PaymentTerms,
    Source,
    VisitState,
)

FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD
SINGLE = (FIRST,)
COUPLE = (FIRST, PARTNER)
FAMILY_OF_FOUR = (FIRST, PARTNER, CHILD, CHILD)
FAMILY_OF_FIVE = (*FAMILY_OF_FOUR, CHILD)
MONDAY = date(2026, 9, 14)
AT_HOME = Recipient("Arjun Sharma", ("Hooigracht 12", "2312 KS Leiden"))


@dataclass
class Booked:
    visit_id: int
    case_id: int
    code: str
    persons: tuple[int, ...]


@dataclass
class Desk:
    """Books by rows and takes money, as a test says it."""

    centre: Any
    actor: Actor
    keys: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def store(self) -> Store:
        return self.centre.store

    def key(self) -> str:
        return f"key-{next(self.keys)}"

    def person(self, name: str = "Mary-Kate O’Kealy", *, employer: int | None = None) -> int:
        with self.store.writing() as tx:
            number = next(self.keys)
            party = tx.insert(Party, kind=PartyKind.PERSON, code=f"P{number}", created_at=tx.now)
            tx.insert(
                Person,
                id=party,
                full_name=name,
                sort_key=name.lower(),
                street="Hooigracht 12",
                postcode="2312 KS",
                city="Leiden",
                employer_id=employer,
            )
        return party

    def organisation(
        self, name: str = "Meridiaan Biotech", terms: PaymentTerms = PaymentTerms.MONTHLY
    ) -> int:
        with self.store.writing() as tx:
            number = next(self.keys)
            party = tx.insert(
                Party, kind=PartyKind.ORGANISATION, code=f"O{number}", created_at=tx.now
            )
            tx.insert(
                Organisation,
                id=party,
                name=name,
                sort_key=name.lower(),
                street="Einsteinweg 55",
                postcode="2333 CC",
                city="Leiden",
                vat_id="NL800765432B01",
                payment_terms=terms,
                po_number="MB-7781",
            )
        return party

    def visit(
        self,
        roles: Sequence[FamilyRole] = SINGLE,
        *,
        day: date = MONDAY,
        persons: Sequence[int] = (),
        case_id: int | None = None,
        state: VisitState = VisitState.ARRIVED,
        employer: int | None = None,
        **columns: object,
    ) -> Booked:
        """A visit of a party; `persons` are made where none are given."""
        people = tuple(persons) or tuple(self.person(employer=employer) for _ in roles)
        number = next(self.keys)
        code = _code(number)
        service_id = self.centre.founded.services["first_registration"]
        starts_at = epoch_of(day, 9 * 60)
        with self.store.writing() as tx:
            case = case_id or tx.insert(Case, service_id=service_id, opened_at=tx.now)
            values: dict[str, object] = {
                "booker": Behalf.VISITOR,
                "payer": Behalf.VISITOR,
                **columns,
            }
            visit_id = tx.insert(
                Visit,
                case_id=case,
                code=code,
                service_id=service_id,
                state=state,
                day=day,
                starts_at=starts_at,
                ends_at=starts_at + 1800,
                party_size=len(roles),
                language="en",
                source=Source.DESK,
                address_kind=AddressKind.HOME,
                booked_at=tx.now,
                **values,
            )
            tx.insert_many(
                VisitPerson,
                [
                    {"visit_id": visit_id, "person_id": p, "ordinal": n, "role": role}
                    for n, (p, role) in enumerate(zip(people, roles, strict=True), start=1)
                ],
            )
        return Booked(visit_id, case, code, people)

    def singles(self, count: int) -> list[int]:
        """Visits of so many people who come alone, written at once."""
        service_id = self.centre.founded.services["first_registration"]
        starts_at = epoch_of(MONDAY, 9 * 60)
        visits = []
        with self.store.writing() as tx:
            for _ in range(count):
                code = f"B{next(self.keys)}"
                person = tx.insert(Party, kind=PartyKind.PERSON, code=code, created_at=tx.now)
                tx.insert(Person, id=person, full_name="Sam Lee", sort_key="lee sam")
                case = tx.insert(Case, service_id=service_id, opened_at=tx.now)
                visit_id = tx.insert(
                    Visit,
                    case_id=case,
                    code=code,
                    service_id=service_id,
                    state=VisitState.ARRIVED,
                    day=MONDAY,
                    starts_at=starts_at,
                    ends_at=starts_at + 1800,
                    party_size=1,
                    language="en",
                    source=Source.DESK,
                    address_kind=AddressKind.HOME,
                    booked_at=tx.now,
                    booker=Behalf.VISITOR,
                    payer=Behalf.VISITOR,
                )
                tx.insert(VisitPerson, visit_id=visit_id, person_id=person, ordinal=1, role=FIRST)
                visits.append(visit_id)
        return visits

    def due(self, visit: Booked) -> int:
        return sum(line.gross for line in self.centre.till.sheet(visit.visit_id).lines)

    def charge(self, visit: Booked, *tenders: Tender, **request: Any) -> Issued:
        """Charges what is open; without tenders all of it by PIN."""
        given = tenders or (Tender(Means.PIN, self.due(visit)),)
        request.setdefault("recipient", AT_HOME)
        asked = ChargeRequest(visit.visit_id, given, **request)
        return self.centre.till.charge(self.actor, asked, key=self.key()).value

    @property
    def today(self) -> date:
        with self.store.reading() as tx:
            return day_of(tx.now)


def _code(number: int) -> str:
    letters = "23456789BCDFGHJKMNPQRSTVWXZ"
    digits = []
    for _ in range(6):
        number, rest = divmod(number, len(letters))
        digits.append(letters[rest])
    return "".join(digits[:3]) + "-" + "".join(digits[3:])
