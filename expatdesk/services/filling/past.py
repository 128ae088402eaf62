"""What a centre has lived through, as plain values that are written in bulk.

Ids are given by whoever makes the past, from one upwards for each kind; a party's id is shared by
persons and organisations. Times are epoch seconds UTC. What follows from other values is worked
out while writing: ticks, search tokens, numbers, faces and hashes of documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.sheets.first import FirstSheets
from expatdesk.services.till.types import Recipient
from expatdesk.terms import (
    AccountState,
    AddressKind,
    Behalf,
    Channel,
    DocumentKind,
    FamilyRole,
    FollowUpKind,
    GivenWay,
    LateAnswer,
    Means,
    MessageKind,
    MessageState,
    Outcome,
    PaperNeed,
    PaperState,
    PartOfDay,
    PrintState,
    Source,
    VisitState,
    WaitingState,
)
from expatdesk.texts import Pair


@dataclass(frozen=True, slots=True)
class ClosurePast:
    name: Pair
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class BlockPast:
    desk_id: int
    starts_at: int
    ends_at: int
    reason: str


@dataclass(frozen=True, slots=True)
class OrganisationPast:
    """`exemptions`: rules that name this employer."""

    id: int
    code: str
    created_at: int
    entry: OrganisationEntry
    exemptions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonPast:
    """`forgotten_at`: made anonymous since; only an empty party is left."""

    id: int
    code: str
    created_at: int
    entry: PersonEntry
    forgotten_at: int | None = None


@dataclass(frozen=True, slots=True)
class HouseholdPast:
    created_at: int
    members: tuple[tuple[int, FamilyRole], ...]


@dataclass(frozen=True, slots=True)
class StepPast:
    """One step of a visit at a desk; `active`: it takes or took place."""

    desk_id: int
    starts_at: int
    ends_at: int
    active: bool = True


@dataclass(slots=True)
class ComerPast:
    person_id: int
    role: FamilyRole
    outcome: Outcome | None = None
    refusal_code: str | None = None


@dataclass(slots=True)
class PaperPast:
    person_id: int | None
    paper_id: int
    need: PaperNeed
    state: PaperState


@dataclass(slots=True, kw_only=True)
class VisitPast:
    """A visit with its persons, papers and steps. Once anonymous it has neither."""

    id: int
    case_id: int
    code: str | None
    service_id: int
    state: VisitState
    day: date
    starts_at: int
    ends_at: int
    party_size: int
    language: str
    source: Source
    booker: Behalf
    booker_party_id: int | None
    booker_contact: str
    payer: Behalf
    payer_party_id: int | None
    exemption_id: int | None
    exemption_proof: str
    municipality_id: int | None
    address_kind: AddressKind
    booked_at: int
    note: str = ""
    squeeze_reason: str | None = None
    previous_id: int | None = None
    split_from_id: int | None = None
    arrived_at: int | None = None
    at_desk_at: int | None = None
    at_helpdesk_at: int | None = None
    ended_at: int | None = None
    late: LateAnswer | None = None
    head_count: int | None = None
    refusal_code: str | None = None
    anonymised_at: int | None = None
    version: int = 1
    comers: list[ComerPast] = field(default_factory=list)
    papers: list[PaperPast] = field(default_factory=list)
    steps: list[StepPast] = field(default_factory=list)


@dataclass(slots=True)
class CasePast:
    id: int
    service_id: int
    opened_at: int
    anonymised_at: int | None = None


@dataclass(frozen=True, slots=True)
class FeePast:
    """One person's fee; `person_id` is empty once anonymous."""

    person_id: int | None
    role: FamilyRole
    product_id: int


@dataclass(eq=False, slots=True, kw_only=True)
class DocumentPast:
    """An issued document; its amounts follow from the tariff on the day of the visit.

    A receipt has `fees` and is paid by `means`. A credit takes all of `original` back by
    `means`. A correction moves what `original` was paid with from `wrong` to `means`. An
    invoice repeats `original` in the name of `recipient`.
    """

    kind: DocumentKind
    at: int
    staff_id: int
    desk_id: int
    case_id: int
    visit_id: int
    service_day: date
    reference: str
    means: Means
    fees: tuple[FeePast, ...] = ()
    payment_reference: str = ""
    recipient: Recipient | None = None
    original: DocumentPast | None = None
    wrong: Means | None = None
    reason: str = ""
    in_case: bool = True
    credited: bool = False
    print_state: PrintState = PrintState.PRINTED


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPast:
    """What an organisation owes for a case; net amounts follow from the tariff."""

    at: int
    account_id: int
    case_id: int
    visit_id: int
    day: date
    po_number: str
    staff_id: int
    desk_id: int
    fees: tuple[FeePast, ...]
    state: AccountState


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptPast:
    """Persons of a case who pay nothing."""

    at: int
    case_id: int
    visit_id: int
    fees: tuple[FeePast, ...]
    exemption_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class FollowUpPast:
    case_id: int
    person_id: int | None
    kind: FollowUpKind
    due: date
    note: str = ""
    done_at: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionPast:
    day: date
    at: int
    topic_id: int
    channel: Channel
    minutes: int
    staff_id: int
    desk_id: int


@dataclass(frozen=True, slots=True)
class HoldPast:
    """A place kept for an offer."""

    token: str
    expires_at: int
    service_id: int
    steps: tuple[StepPast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPast:
    id: int
    service_id: int
    person_id: int
    party_size: int
    first_day: date
    last_day: date
    part_of_day: PartOfDay
    state: WaitingState
    created_at: int
    offered_at: int | None = None
    offer_starts_at: int | None = None
    offer_token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePast:
    kind: MessageKind
    state: MessageState
    party_id: int
    address: str
    language: str
    subject: str
    body: str
    created_at: int
    visit_id: int | None = None
    waiting_id: int | None = None
    done_at: int | None = None


@dataclass(frozen=True, slots=True)
class VersionPast:
    """A published version; what it says by language, and the source of each."""

    at: int
    staff_id: int | None
    note: str
    year: int | None
    bodies: Mapping[str, str]
    sources: Mapping[str, str]
    checked_on: date | None = None
    checked_by: int | None = None


@dataclass(frozen=True, slots=True)
class SheetPast:
    """An information sheet. `draft`: what somebody is writing. `confirmed_at`: when all facts of
    the last version were confirmed, by who checked it; None: never.
    """

    id: int
    code: str
    number: int
    owner: str
    versions: tuple[VersionPast, ...]
    draft: VersionPast | None = None
    confirmed_at: int | None = None


@dataclass(frozen=True, slots=True)
class GivenPast:
    """Sheets that went with a visit: (sheet id, number of its version)."""

    visit_id: int
    sheets: tuple[tuple[int, int], ...]
    languages: tuple[str, ...]
    way: GivenWay
    at: int
    staff_id: int
    desk_id: int


@dataclass(frozen=True, slots=True)
class LogPast:
    """A line of the log; `details` hold no names."""

    at: int
    staff_id: int | None
    desk_id: int | None
    subject: str
    subject_id: int
    action: str
    details: Mapping[str, str | int | None]


@dataclass(slots=True)
class Past:
    """All of it. `log_from`: the log is kept from then on. `mark`: a setting that says what
    was filled, so that it is known again.
    """

    mark: tuple[str, date, str]
    log_from: int
    closures: list[ClosurePast] = field(default_factory=list)
    blocks: list[BlockPast] = field(default_factory=list)
    organisations: list[OrganisationPast] = field(default_factory=list)
    people: list[PersonPast] = field(default_factory=list)
    households: list[HouseholdPast] = field(default_factory=list)
    cases: list[CasePast] = field(default_factory=list)
    visits: list[VisitPast] = field(default_factory=list)
    documents: list[DocumentPast] = field(default_factory=list)
    accounts: list[AccountPast] = field(default_factory=list)
    exempt: list[ExemptPast] = field(default_factory=list)
    follow_ups: list[FollowUpPast] = field(default_factory=list)
    questions: list[QuestionPast] = field(default_factory=list)
    holds: list[HoldPast] = field(default_factory=list)
    waiting: list[WaitingPast] = field(default_factory=list)
    messages: list[MessagePast] = field(default_factory=list)
    sheets: list[SheetPast] = field(default_factory=list)
    given: list[GivenPast] = field(default_factory=list)
    first_sheets: FirstSheets | None = None
    """Of which the languages and packs are taken."""
    log: list[LogPast] = field(default_factory=list)
