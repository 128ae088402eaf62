"""The day at the desk: who is next, who waits, what is to do. Times are epoch seconds UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.services.appointments.types.agenda import MoneyState
from expatdesk.terms import (
    Channel,
    FollowUpKind,
    MessageKind,
    MessageState,
    PartOfDay,
    VisitState,
    WaitingState,
)
from expatdesk.texts import Pair


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
class DeskHours:
    """When a desk is open on a day, from and until."""

    desk: Pair
    open: tuple[tuple[int, int], ...]


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
    plan: tuple[DeskHours, ...] = ()
    """The desks that are open on the day, in their order."""


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
class MessageEntry:
    """A message to be made. `address`: e-mail or phone; `file_id`: a stored file with it."""

    kind: MessageKind
    address: str
    language: str
    subject: str
    body: str
    party_id: int | None = None
    visit_id: int | None = None
    waiting_id: int | None = None
    file_id: int | None = None


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
