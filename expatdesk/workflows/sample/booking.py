"""Books parties of the sample: people, case and visit with what it is to be, and its fees."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

from expatdesk.clock import day_of, epoch_of
from expatdesk.codes import new_code
from expatdesk.services.filling.past import (
    CasePast,
    ComerPast,
    FeePast,
    HouseholdPast,
    LogPast,
    PaperPast,
    PersonPast,
    StepPast,
    VisitPast,
)
from expatdesk.terms import Behalf, PaperState, Source, VisitState
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.party import Party, Payment
from expatdesk.workflows.sample.sources import Sources

_NOTED = 0.04
_LOWEST_HOUR, _HIGHEST_HOUR = 7, 23
_DESK_HOURS = (9 * 60 + 5, 16 * 60 + 30)


class Bookings:
    """Gives ids and codes; all of them once."""

    def __init__(self, rng: Random, ground: Ground, sources: Sources, first_person_id: int) -> None:
        self._rng = rng
        self._ground = ground
        self._sources = sources
        self._people = itertools.count(first_person_id)
        self._cases = itertools.count(1)
        self._visits = itertools.count(1)
        self._codes: set[str] = set()

    def code(self) -> str:
        while True:
            code = new_code(self._rng)
            if code not in self._codes:
                self._codes.add(code)
                return code

    def open(self, service: str, party: Party, at: int) -> Life:
        """A new case with its people."""
        people = [
            PersonPast(next(self._people), self.code(), at, entry) for entry, _ in party.people
        ]
        household = None
        if len(people) > 1:
            roles = (role for _, role in party.people)
            members = tuple((p.id, role) for p, role in zip(people, roles, strict=True))
            household = HouseholdPast(at, members)
        case = CasePast(next(self._cases), self._ground.founded.services[service], at)
        return Life(case, service, party, people, household)

    def again(self, life: Life, service: str, at: int) -> Life:
        """Another case of the same first person."""
        party = replace(
            life.party,
            people=life.party.people[:1],
            booker=Behalf.VISITOR,
            booker_firm=None,
            payment=Payment.DESK,
            payer=Behalf.VISITOR,
            payer_firm=None,
            exemption=None,
        )
        case = CasePast(next(self._cases), self._ground.founded.services[service], at)
        return Life(case, service, party, life.people[:1], owns_people=False)

    def visit(
        self,
        life: Life,
        steps: tuple[StepPast, ...],
        booked_at: int,
        *,
        comers: list[ComerPast] | None = None,
        previous: VisitPast | None = None,
        split_from: VisitPast | None = None,
        source: Source | None = None,
        squeeze_reason: str | None = None,
    ) -> VisitPast:
        """A visit that is planned; its papers are those of its day."""
        visit = self._planned(life, steps, life.comers if comers is None else comers, booked_at)
        visit.source = source or visit.source
        visit.squeeze_reason = squeeze_reason
        visit.previous_id = previous.id if previous else None
        visit.split_from_id = split_from.id if split_from else None
        visit.papers = self._papers(life, visit)
        life.visits.append(visit)
        self._note_booking(life, visit)
        return visit

    def fees(self, life: Life, visit: VisitPast) -> tuple[FeePast, ...]:
        """What everybody of the case pays when they register on the day of the visit."""
        fees = []
        for person, (_, role) in zip(life.people, life.party.people, strict=True):
            product = self._ground.product(life.service, role, visit.day)
            if product is not None:
                fees.append(FeePast(person.id, role, product))
        return tuple(fees)

    def staff_at(self, desk_id: int) -> tuple[int, int]:
        """(staff, desk): who usually sits there, otherwise anybody."""
        for staff, desk in self._ground.front_staff:
            if desk == desk_id:
                return staff, desk
        return self._ground.front_staff[desk_id % len(self._ground.front_staff)][0], desk_id

    def booked_at(self, starts_at: int, source: Source, lead_days: float) -> int:
        """So many days before, at an hour at which people book this way."""
        rng = self._rng
        moment = starts_at - round(lead_days * 86_400)
        low, high = (_LOWEST_HOUR * 60, _HIGHEST_HOUR * 60) if source is Source.WEB else _DESK_HOURS
        at = epoch_of(day_of(moment), rng.randint(low, high)) + rng.randrange(60)
        return min(at, starts_at - rng.randint(3_600, 90_000))

    def _planned(
        self, life: Life, steps: tuple[StepPast, ...], coming: list[ComerPast], booked_at: int
    ) -> VisitPast:
        """The visit as the party asks for it; code, contact and note are drawn in this order."""
        party, founded = life.party, self._ground.founded
        return VisitPast(
            id=next(self._visits),
            case_id=life.case.id,
            code=self.code(),
            service_id=life.case.service_id,
            state=VisitState.PLANNED,
            day=day_of(steps[0].starts_at),
            starts_at=steps[0].starts_at,
            ends_at=steps[-1].ends_at,
            party_size=len(coming),
            language=party.language,
            source=party.source,
            booker=party.booker,
            booker_party_id=party.booker_firm.party_id if party.booker_firm else None,
            booker_contact=self._contact(party),
            payer=party.payer,
            payer_party_id=party.payer_firm.party_id if party.payer_firm else None,
            exemption_id=founded.exemptions[party.exemption[0]] if party.exemption else None,
            exemption_proof=party.exemption[1] if party.exemption else "",
            municipality_id=founded.municipalities[party.town],
            address_kind=party.address_kind,
            booked_at=booked_at,
            note=self._note(),
            comers=coming,
            steps=list(steps),
        )

    def _note_booking(self, life: Life, visit: VisitPast) -> None:
        """As the agenda writes it into the log."""
        first = visit.steps[0]
        staff, desk = self.staff_at(first.desk_id)
        details: dict[str, str | int | None] = {
            "starts_at": visit.starts_at,
            "desk": first.desk_id,
            "persons": len(visit.comers),
        }
        if visit.previous_id is not None:
            details["previous"] = visit.previous_id
        if visit.squeeze_reason is not None:
            details["squeeze_reason"] = visit.squeeze_reason
        line = LogPast(visit.booked_at, staff, desk, "visit", visit.id, "booked", details)
        life.log.append(line)

    def _note(self) -> str:
        notes = self._sources.words["notes"]
        return self._rng.choice(notes) if self._rng.random() < _NOTED else ""

    def _contact(self, party: Party) -> str:
        if party.booker_firm is None or not party.booker_firm.entry.contacts:
            return ""
        contact = party.booker_firm.entry.contacts[0]
        return contact.email if self._rng.random() < 0.6 else ""

    def _papers(self, life: Life, visit: VisitPast) -> list[PaperPast]:
        roles = [comer.role for comer in visit.comers]
        coming = [(None, role, life.party.residence_class) for role in roles]
        asked = self._ground.papers(life.service, coming, visit.address_kind, visit.day)
        return [
            PaperPast(
                None if paper.place is None else visit.comers[paper.place].person_id,
                paper.paper_id,
                paper.need,
                PaperState.EXPECTED,
            )
            for paper in asked
        ]
