"""What the subject Appointments takes and gives back. Times are epoch seconds UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from expatdesk.i18n import _, current_language
from expatdesk.services.base import Refusal
from expatdesk.terms import (
    AddressKind,
    Behalf,
    Channel,
    ChargeState,
    DeskKind,
    FamilyRole,
    FollowUpKind,
    LateAnswer,
    MessageKind,
    MessageState,
    Outcome,
    PaperNeed,
    PaperScope,
    PaperState,
    PartOfDay,
    ResidenceClass,
    Source,
    VisitState,
    WaitingState,
)
from expatdesk.texts import Pair

# --- the catalogue: what can be booked, as the manager has set it up --------------------


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

    def service(self, service_id: int) -> ServiceInfo:
        return next(s for s in self.services if s.service_id == service_id)

    def desk(self, desk_id: int) -> DeskInfo:
        return next(d for d in self.desks if d.desk_id == desk_id)


# --- free places ----------------------------------------------------------------------


@dataclass(frozen=True)
class StepPlace:
    step_id: int
    desk_id: int
    starts_at: int
    ends_at: int
    busy_until: int


@dataclass(frozen=True)
class Place:
    """A time at which every step of a visit fits, with the desk of each."""

    starts_at: int
    steps: tuple[StepPlace, ...]

    @property
    def ends_at(self) -> int:
        return self.steps[-1].ends_at


@dataclass(frozen=True)
class PlaceRequest:
    """`moving_visit_id` and `hold_token`: what does not stand in its own way."""

    service_id: int
    persons: int
    first_day: date
    last_day: date
    desk_id: int | None = None
    part_of_day: PartOfDay = PartOfDay.ANY
    moving_visit_id: int | None = None
    hold_token: str | None = None
    not_before: int | None = None
    """Earliest start, epoch seconds; None: now."""


@dataclass(frozen=True)
class DayPlaces:
    day: date
    closed: Pair | None
    """Why the centre is closed that day, if it is."""
    places: tuple[Place, ...]
    open: bool = True
    """Whether a desk of the first step is open at all: open without places is full."""


@dataclass(frozen=True)
class HoldInfo:
    token: str
    expires_at: int
    place: Place


# --- booking ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Comer:
    """A person of the party and its place in the tariff."""

    person_id: int
    role: FamilyRole


@dataclass(frozen=True)
class Booking:
    """One page of the booking form. `squeeze_reason`: not None books beside the ticks."""

    service_id: int
    comers: tuple[Comer, ...]
    place: Place
    language: str
    source: Source
    booker: Behalf = Behalf.VISITOR
    booker_party_id: int | None = None
    booker_contact: str = ""
    payer: Behalf = Behalf.VISITOR
    payer_party_id: int | None = None
    municipality_id: int | None = None
    address_kind: AddressKind = AddressKind.HOME
    exemption_id: int | None = None
    exemption_proof: str = ""
    answers: tuple[tuple[int, bool], ...] = ()
    """(question id, answer yes) of the eligibility questions."""
    note: str = ""
    hold_token: str | None = None
    draft_token: str | None = None
    squeeze_reason: str | None = None
    case_id: int | None = None
    previous_id: int | None = None
    """Rebooking: the visit that this one follows, in the same case."""
    waiting_id: int | None = None
    split_from_id: int | None = None
    """Split off: the visit whose party this one belonged to, in the same case."""
    priced_anew: bool = False
    """Split off too late: the fee is asked again."""
    guard_overridden: bool = False
    """A number in the texts was declared to be no citizen service number."""


@dataclass(frozen=True)
class Booked:
    visit_id: int
    case_id: int
    code: str


class Worded(Refusal):
    """A refusal whose values may be names in both languages."""

    def message(self) -> str:
        language = current_language()
        values = {
            name: value.in_language(language) if isinstance(value, Pair) else value
            for name, value in self.values.items()
        }
        return _(self.text).format(**values)


class PlaceTaken(Worded):
    """Somebody else was quicker, or the desk is closed or blocked at that time."""


class NotEligible(Worded):
    """An eligibility question or the municipality refuses; advice says where to go."""

    def __init__(
        self, text: str, *, code: str, advice: Pair, field: str = "", **values: object
    ) -> None:
        super().__init__(text, field=field, **values)
        self.code = code
        self.advice = advice


class BlockedVisits(Refusal):
    """A block or closure would lie over these visits."""

    def __init__(self, text: str, visits: tuple[VisitRow, ...]) -> None:
        super().__init__(text, count=len(visits))
        self.visits = visits


# --- the agenda -------------------------------------------------------------------------


@dataclass(frozen=True)
class VisitRow:
    """One visit in a list."""

    visit_id: int
    code: str
    day: date
    starts_at: int
    ends_at: int
    state: VisitState
    title: str
    """Name of the first person; empty once anonymous."""
    party_size: int
    service: Pair
    desk: Pair
    language: str
    source: Source
    municipality: str
    money: MoneyState


@dataclass(frozen=True)
class MoneyState:
    """What is still due for a visit, in words that the agenda shows.

    kind: "paid", "due", "account" (employer), "exempt", "free" or "unknown" (anonymous).
    `due` is in cents incl. VAT.
    """

    kind: str
    due: int = 0


@dataclass(frozen=True)
class AgendaStep:
    """One appointment block in a desk's column."""

    appointment_id: int
    visit_id: int
    visit_version: int
    ordinal: int
    steps: int
    desk_id: int
    starts_at: int
    ends_at: int
    busy_until: int
    title: str
    latin: str
    party_size: int
    service: Pair
    state: VisitState
    since: int | None
    """When the state was entered (arrived, at desk …)."""
    squeezed: bool
    late: LateAnswer | None
    money: MoneyState
    code: str


@dataclass(frozen=True)
class AgendaBlock:
    block_id: int
    desk_id: int
    starts_at: int
    ends_at: int
    reason: str
    version: int


@dataclass(frozen=True)
class AgendaColumn:
    desk: DeskInfo
    staff: str
    open: tuple[tuple[int, int], ...]
    """Open intervals as epoch seconds; empty when closed that day."""
    note: str = ""


@dataclass(frozen=True)
class DayView:
    day: date
    closed: Pair | None
    columns: tuple[AgendaColumn, ...]
    steps: tuple[AgendaStep, ...]
    blocks: tuple[AgendaBlock, ...]
    counts: dict[VisitState, int]
    now: int


@dataclass(frozen=True)
class WeekView:
    first_day: date
    days: tuple[DayView, ...]


@dataclass(frozen=True)
class VisitQuery:
    """Filter of the list view; empty fields do not filter."""

    first_day: date
    last_day: date
    text: str = ""
    states: frozenset[VisitState] = frozenset()
    desk_id: int | None = None
    service_id: int | None = None
    offset: int = 0
    limit: int = 500


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
    comers: tuple[ComerLine, ...]
    papers: tuple[PaperLine, ...]
    language: str
    source: Source
    booker: Behalf
    booker_name: str
    booker_contact: str
    payer: Behalf
    payer_party_id: int | None
    payer_name: str
    employer: str
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
    money: MoneyState
    case_visits: tuple[CaseVisit, ...]
    next_state: VisitState | None
    """The one next step: what the primary button does."""
    email: str = ""
    phone: str = ""


# --- at the desk ------------------------------------------------------------------------


@dataclass(frozen=True)
class NowAndNext:
    visit_id: int
    starts_at: int
    title: str
    latin: str
    party_size: int
    service: Pair
    desk: Pair
    state: VisitState
    since: int | None
    money: MoneyState


@dataclass(frozen=True)
class ToDo:
    """One line of the opening screen: kind names the page it leads to."""

    kind: str
    """"call", "follow_up", "waiting", "unprinted", "unfinished_yesterday", "mail"."""
    count: int
    urgent: bool = False


@dataclass(frozen=True)
class TodayView:
    day: date
    closed: Pair | None
    opens_at: int | None
    closes_at: int | None
    desks_open: int
    waiting: int
    longest_wait_minutes: int
    to_come: int
    next_starts_at: int | None
    next_party_size: int
    now_and_next: tuple[NowAndNext, ...]
    free_this_week: int
    first_free: int | None
    to_do: tuple[ToDo, ...]
    questions_today: int


@dataclass(frozen=True)
class WaitingRow:
    waiting_id: int
    version: int
    person_id: int
    name: str
    phone: str
    email: str
    service: Pair
    service_id: int
    party_size: int
    first_day: date
    last_day: date
    part_of_day: PartOfDay
    state: WaitingState
    offer_starts_at: int | None
    visit_id: int | None
    offer_expires_at: int | None = None
    """Until when the offered place is kept; an offer that has ended is waiting again."""
    offer_token: str | None = None
    """The hold of the offered place, for the booking form."""


@dataclass(frozen=True)
class WaitingRequest:
    service_id: int
    person_id: int
    party_size: int
    first_day: date
    last_day: date
    part_of_day: PartOfDay = PartOfDay.ANY
    visit_id: int | None = None


@dataclass(frozen=True)
class MessageRow:
    message_id: int
    version: int
    kind: MessageKind
    state: MessageState
    name: str
    address: str
    language: str
    subject: str
    body: str
    visit_id: int | None
    waiting_id: int | None
    file_id: int | None
    created_at: int


@dataclass(frozen=True)
class FollowUpRow:
    follow_up_id: int
    version: int
    case_id: int
    person: str
    kind: FollowUpKind
    due: date
    note: str
    visit_id: int


@dataclass(frozen=True)
class QuestionEntry:
    topic_id: int
    channel: Channel
    minutes: int


@dataclass(frozen=True)
class HistoryLine:
    """One line of the log: who, at which desk, what and when."""

    at: int
    staff: str
    desk: str
    subject: str
    action: str
    details: dict[str, object] = field(default_factory=dict)
    subject_id: int = 0
    line_id: int = 0
