"""Who is booked for Monday 14 September 2026, and how each of them pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.application import Centre
from expatdesk.services.appointments.types import Booked, Booking, Comer
from expatdesk.services.base import Actor, new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import (
    Behalf,
    FamilyRole,
    Means,
    OrganisationRole,
    PaymentTerms,
    ResidenceClass,
    Source,
)
from tests.scenarios.house import House, epoch

DAY, ONLINE_DAY = date(2026, 9, 14), date(2026, 9, 7)
PIN, CASH, ONLINE, ACCOUNT = "pin", "cash", "online", "account"
MINUTES = {1: 30, 2: 45, 5: 75}
"""At the municipal desk, by number of persons."""

Planned = tuple[str, str, int, str]

# Desk, time, persons, how they pay. Thirteen of the fourteen hours: from the last half hour of
# the day nobody could go on to the helpdesk.
PLAN: tuple[Planned, ...] = (
    ("desk1", "09:00", 5, ACCOUNT),
    ("desk2", "09:00", 5, ACCOUNT),
    ("desk1", "10:15", 2, PIN),
    ("desk2", "10:15", 2, CASH),
    ("desk1", "11:00", 1, PIN),
    ("desk2", "11:00", 1, PIN),
    ("desk1", "11:30", 1, PIN),
    ("desk2", "11:30", 1, CASH),
    ("desk1", "12:00", 1, ONLINE),
    ("desk2", "12:00", 1, PIN),
    ("desk1", "13:00", 1, PIN),
    ("desk2", "13:00", 2, PIN),
    ("desk1", "13:30", 1, ONLINE),
    ("desk2", "13:45", 2, CASH),
    ("desk1", "14:00", 1, PIN),
    ("desk1", "14:30", 1, PIN),
    ("desk2", "14:30", 1, CASH),
    ("desk1", "15:00", 1, ONLINE),
    ("desk2", "15:00", 1, ONLINE),
    ("desk1", "15:30", 1, PIN),
    ("desk2", "15:30", 1, ONLINE),
)
SURNAMES = (
    "Aalders Bontekoe Castelijn Duivendak Eikelboom Frencken Goudappel Hogervorst Ingenhousz "
    "Jonkergouw Kwakkelstein Lakerveld Middelkoop Noordegraaf Oudshoorn Pastoors Quaedvlieg "
    "Roodbergen Schouwenaar Tuinstra Uitenbogaard"
).split()
ROLES = (FamilyRole.FIRST, FamilyRole.PARTNER, *[FamilyRole.CHILD] * 3)


@dataclass(frozen=True)
class Expected:
    """A visit of the plan, as it was booked."""

    visit_id: int
    code: str
    time: str
    size: int
    paid: str


def book_the_plan(
    house: House, centre: Centre, plan: Sequence[Planned] = PLAN
) -> dict[tuple[str, str], Expected]:
    """A week before: everybody of the plan, by desk and time; five pay online that day."""
    actor = house.actor("S. Jansen", "desk1")
    employer = OrganisationEntry(
        "Meridiaan Biotech",
        roles=frozenset({OrganisationRole.EMPLOYER}),
        payment_terms=PaymentTerms.MONTHLY,
        po_number="MB-7781",
    )
    meridiaan = centre.organisations.add(actor, employer, key=new_key()).value
    expected = {}
    for surname, (desk, time, size, paid) in zip(SURNAMES, plan, strict=False):
        people = [_person(centre, actor, surname, number) for number in range(size)]
        payer = meridiaan if paid == ACCOUNT else None
        booked = _book(house, centre, actor, people, (desk, time), payer)
        expected[desk, time] = Expected(booked.visit_id, booked.code, time, size, paid)
        if paid == ONLINE:
            tender = Tender(Means.ONLINE, 6050, paid_on=ONLINE_DAY)
            centre.till.charge(actor, ChargeRequest(booked.visit_id, (tender,)), key=new_key())
    return expected


def _person(centre: Centre, actor: Actor, surname: str, number: int) -> int:
    entry = PersonEntry(
        f"{'Ada Ben Cleo Daan Evi'.split()[number]} {surname}",
        birth_year=1990 if number < 2 else 2018,
        residence_class=ResidenceClass.NON_EU,
    )
    return centre.people.add(actor, entry, key=new_key()).value


def _book(
    house: House,
    centre: Centre,
    actor: Actor,
    people: list[int],
    where: tuple[str, str],
    payer: int | None,
) -> Booked:
    service, (desk, time) = house.founded.services["first_registration"], where
    place = centre.appointments.place_at(
        service, len(people), epoch(f"{DAY} {time}"), house.founded.desks[desk]
    )
    booking = Booking(
        service_id=service,
        comers=tuple(Comer(p, role) for p, role in zip(people, ROLES, strict=False)),
        place=place,
        language="en",
        source=Source.WEB,
        booker=Behalf.VISITOR if payer is None else Behalf.EMPLOYER,
        booker_party_id=payer,
        payer=Behalf.VISITOR if payer is None else Behalf.EMPLOYER,
        payer_party_id=payer,
        municipality_id=house.founded.municipalities["Leiden"],
        answers=tuple(
            (q.question_id, not q.refuses_on)
            for q in centre.appointments.catalogue().service(service).questions
        ),
    )
    return centre.appointments.book(actor, booking, key=new_key()).value
