"""One visit with everything that is known of it. Times are epoch seconds UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from expatdesk.services.appointments.types.agenda import UNKNOWN, MoneyState
from expatdesk.terms import (
    OFF,
    AddressKind,
    Behalf,
    ChargeState,
    FamilyRole,
    LateAnswer,
    Outcome,
    PaperNeed,
    PaperState,
    ResidenceClass,
    Source,
    VisitState,
)
from expatdesk.texts import Pair


@dataclass(frozen=True)
class ComerLine:
    person_id: int
    full_name: str
    latin: str
    role: FamilyRole
    residence_class: ResidenceClass | None
    birth_date: date | None
    birth_year: int | None
    outcome: Outcome | None
    refusal_code: str | None
    charge: ChargeState | None


@dataclass(frozen=True)
class PaperLine:
    visit_paper_id: int
    paper_id: int
    name: Pair
    person_id: int | None
    need: PaperNeed
    state: PaperState


@dataclass(frozen=True)
class StepLine:
    appointment_id: int
    ordinal: int
    name: Pair
    desk: Pair
    desk_id: int
    starts_at: int
    ends_at: int


@dataclass(frozen=True)
class CaseVisit:
    visit_id: int
    code: str
    starts_at: int
    state: VisitState
    refusal_code: str | None
    previous_id: int | None


@dataclass(frozen=True)
class VisitSheet:
    """Everything the inspector shows of one visit."""

    visit_id: int
    version: int
    case_id: int
    code: str
    service_id: int
    service: Pair
    state: VisitState
    day: date
    starts_at: int
    ends_at: int
    steps: tuple[StepLine, ...]
    language: str
    source: Source
    booker: Behalf
    booker_contact: str
    payer: Behalf
    payer_party_id: int | None
    municipality: str
    address_kind: AddressKind
    exemption_id: int | None
    exemption_proof: str
    note: str
    squeeze_reason: str | None
    previous_id: int | None
    split_from_id: int | None
    booked_at: int
    arrived_at: int | None
    at_desk_at: int | None
    at_helpdesk_at: int | None
    ended_at: int | None
    late: LateAnswer | None
    head_count: int | None
    refusal_code: str | None
    comers: tuple[ComerLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    booker_name: str = ""
    payer_name: str = ""
    employer: str = ""
    money: MoneyState = UNKNOWN
    case_visits: tuple[CaseVisit, ...] = ()
    next_state: VisitState | None = None
    """The one next step: what the primary button does."""
    email: str = ""
    phone: str = ""

    @property
    def follower(self) -> CaseVisit | None:
        """The visit for which this one was booked again, while it stands."""
        return next(
            (
                visit
                for visit in self.case_visits
                if visit.previous_id == self.visit_id and visit.state not in OFF
            ),
            None,
        )


@dataclass(frozen=True)
class HistoryLine:
    """One line of the log: who, at which desk, what and when."""

    at: int
    staff: str
    desk: Pair
    subject: str
    action: str
    details: dict[str, object] = field(default_factory=dict)
    subject_id: int = 0
    line_id: int = 0
