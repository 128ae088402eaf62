"""What can be booked, as the manager has set it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.services.appointments.roles import AgeLimit
from expatdesk.terms import AddressKind, Behalf, DeskKind, PaperNeed, PaperScope, ResidenceClass
from expatdesk.texts import Pair


@dataclass(frozen=True)
class DeskInfo:
    desk_id: int
    name: Pair
    kind: DeskKind
    position: int
    active: bool
    version: int = 1


@dataclass(frozen=True)
class StepInfo:
    step_id: int
    ordinal: int
    name: Pair
    buffer_minutes: int
    desk_ids: tuple[int, ...]
    durations: tuple[tuple[int, int, date, date | None], ...]
    """(persons from, minutes, valid from, valid until)."""

    def minutes(self, persons: int, on: date) -> int:
        """Minutes for a party on a day. Raises LookupError where nothing is set."""
        fitting = [
            (since, minutes)
            for since, minutes, start, end in self.durations
            if since <= persons and start <= on and (end is None or on <= end)
        ]
        if not fitting:
            raise LookupError(self.step_id)
        return max(fitting)[1]


@dataclass(frozen=True)
class QuestionInfo:
    """A question of eligibility: answering `refuses_on` refuses with `advice`."""

    question_id: int
    text: Pair
    refuses_on: bool
    refusal_code: str
    advice: Pair
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class PaperRuleInfo:
    paper_id: int
    name: Pair
    residence_class: ResidenceClass | None
    scope: PaperScope
    need: PaperNeed
    employer_address_only: bool
    home_address_only: bool
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class ServiceInfo:
    service_id: int
    code: str
    name: Pair
    active: bool
    step_gap_minutes: int
    max_persons: int
    needs_municipality: bool
    steps: tuple[StepInfo, ...]
    questions: tuple[QuestionInfo, ...]
    papers: tuple[PaperRuleInfo, ...]
    version: int = 1


@dataclass(frozen=True)
class MunicipalityInfo:
    municipality_id: int
    cbs_code: str
    name: str
    periods: tuple[tuple[AddressKind, date, date | None], ...]

    def accepts(self, kind: AddressKind, on: date) -> bool:
        return any(
            which is kind and start <= on and (end is None or on <= end)
            for which, start, end in self.periods
        )


@dataclass(frozen=True)
class ReasonInfo:
    code: str
    text: Pair
    sheet: str
    active: bool


@dataclass(frozen=True)
class TopicInfo:
    topic_id: int
    name: Pair
    active: bool


@dataclass(frozen=True)
class ExemptionInfo:
    exemption_id: int
    code: str
    name: Pair
    proof: Pair
    valid_from: date
    valid_until: date | None
    booked_by: Behalf | None
    employer_ids: frozenset[int] | None
    """None: any employer or none at all."""


@dataclass(frozen=True)
class Catalogue:
    """Everything of the set-up that windows need to book and to receive."""

    desks: tuple[DeskInfo, ...]
    services: tuple[ServiceInfo, ...]
    municipalities: tuple[MunicipalityInfo, ...]
    reasons: tuple[ReasonInfo, ...]
    topics: tuple[TopicInfo, ...]
    exemptions: tuple[ExemptionInfo, ...]
    child_under: tuple[tuple[date, int], ...]
    """(from day, years): who is younger is a child; in the order of the days."""

    def age_limit(self, day: date) -> AgeLimit:
        """Who is a child on a day."""
        return AgeLimit(day, [years for since, years in self.child_under if since <= day][-1])

    def service(self, service_id: int) -> ServiceInfo:
        return next(s for s in self.services if s.service_id == service_id)

    def desk(self, desk_id: int) -> DeskInfo:
        return next(d for d in self.desks if d.desk_id == desk_id)
