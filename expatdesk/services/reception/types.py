"""What the subject Reception takes and gives back, beside the types of Appointments."""

from __future__ import annotations

from dataclasses import dataclass

from expatdesk.terms import Outcome


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
