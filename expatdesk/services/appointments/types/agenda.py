"""What the agenda shows: days, weeks, lists. Times are epoch seconds UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.services.appointments.types.catalogue import DeskInfo
from expatdesk.terms import LateAnswer, Source, VisitState
from expatdesk.texts import Pair


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


UNKNOWN = MoneyState("unknown")


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
