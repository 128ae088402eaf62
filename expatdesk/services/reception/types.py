"""What the subject Reception takes and gives back, beside the types of Appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.services.appointments.types import Place, WaitingRow
from expatdesk.terms import Channel, FollowUpKind, Outcome
from expatdesk.texts import Pair


@dataclass(frozen=True)
class TurnedAway:
    """`version` of the visit as it is now; `sheet`: topic of the sheet that helps, or empty."""

    version: int
    sheet: str


@dataclass(frozen=True)
class HeadCount:
    """`missing`: persons of the party who are not there; `extra`: more came than are booked."""

    version: int
    missing: int
    extra: int


@dataclass(frozen=True)
class PaperSet:
    """`suggested`: the outcome that follows for this person, for the desk to confirm."""

    visit_paper_id: int
    person_id: int | None = None
    suggested: Outcome | None = None


@dataclass(frozen=True)
class SplitTerms:
    """`first_day`: of the visit that the fee belongs to; after `free_until` a new one is due."""

    first_day: date
    free_until: date


@dataclass(frozen=True)
class TopicCount:
    """Questions of one day about one topic."""

    topic_id: int
    topic: Pair
    count: int
    minutes: int


@dataclass(frozen=True)
class QuestionRow:
    """One question as it was logged; nobody's name."""

    question_id: int
    at: int
    topic: Pair
    channel: Channel
    minutes: int
    staff: str


@dataclass(frozen=True)
class WaitingMatch:
    """Somebody on the waiting list, and the first places that are free for them now."""

    row: WaitingRow
    places: tuple[Place, ...]


@dataclass(frozen=True)
class FollowUpEntry:
    """Something to come back to, for the case of a visit, if need be of one person in it."""

    visit_id: int
    due: date
    note: str = ""
    person_id: int | None = None
    kind: FollowUpKind = FollowUpKind.OTHER
