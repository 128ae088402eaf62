"""One case from the first booking to the end, and how it is forgotten when its time is over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from expatdesk.services.filling.past import (
    AccountPast,
    CasePast,
    ComerPast,
    DocumentPast,
    ExemptPast,
    FeePast,
    FollowUpPast,
    HouseholdPast,
    LogPast,
    Past,
    PersonPast,
    VisitPast,
)
from expatdesk.workflows.sample.party import Party


@dataclass
class Life:
    """`settled`: the fee of everybody in it. `people` in the order of the party.

    `owns_people`: False for a later case of somebody who came before.
    """

    case: CasePast
    service: str
    party: Party
    people: list[PersonPast]
    household: HouseholdPast | None = None
    owns_people: bool = True
    settled: bool = False
    visits: list[VisitPast] = field(default_factory=list)
    documents: list[DocumentPast] = field(default_factory=list)
    accounts: list[AccountPast] = field(default_factory=list)
    exempt: list[ExemptPast] = field(default_factory=list)
    follow_ups: list[FollowUpPast] = field(default_factory=list)
    log: list[LogPast] = field(default_factory=list)

    @property
    def comers(self) -> list[ComerPast]:
        """Everybody of the party, with nothing come of it yet."""
        return [
            ComerPast(person.id, role)
            for person, (_, role) in zip(self.people, self.party.people, strict=True)
        ]

    @property
    def last_day(self) -> date:
        return max(visit.day for visit in self.visits)

    @property
    def is_waited_for(self) -> bool:
        return any(one.done_at is None for one in self.follow_ups)

    def forget(self, at: int, keep: frozenset[int]) -> None:
        """As the centre's own retention does it: what is left has no names.

        `keep`: people whom something younger names.
        """
        self.case.anonymised_at = at
        self.people = [
            person if person.id in keep else replace(person, forgotten_at=at)
            for person in self.people
        ]
        self.household = None
        self.follow_ups = []
        for visit in self.visits:
            _forget_visit(visit, at)
        for document in self.documents:
            document.fees = _nobodys(document.fees)
            document.in_case = False
        self.accounts = [replace(one, fees=_nobodys(one.fees)) for one in self.accounts]
        self.exempt = [replace(one, fees=_nobodys(one.fees)) for one in self.exempt]

    def forget_papers(self, before: date) -> None:
        for visit in self.visits:
            if visit.day < before:
                visit.papers = []

    def write(self, past: Past) -> None:
        """Adds everything to the past of the centre."""
        past.cases.append(self.case)
        past.people += self.people if self.owns_people else []
        if self.household is not None:
            past.households.append(self.household)
        past.visits += self.visits
        past.documents += self.documents
        past.accounts += self.accounts
        past.exempt += self.exempt
        past.follow_ups += self.follow_ups
        past.log += self.log


def _forget_visit(visit: VisitPast, at: int) -> None:
    visit.code = None
    visit.booker_party_id = None
    visit.booker_contact = ""
    visit.payer_party_id = None
    visit.exemption_proof = ""
    visit.note = ""
    if visit.squeeze_reason is not None:
        visit.squeeze_reason = ""
    visit.comers = []
    visit.papers = []
    visit.anonymised_at = at


def _nobodys(fees: tuple[FeePast, ...]) -> tuple[FeePast, ...]:
    return tuple(replace(fee, person_id=None) for fee in fees)
