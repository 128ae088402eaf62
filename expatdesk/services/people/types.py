"""What the subject People takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid
from expatdesk.terms import FamilyRole, ResidenceClass, Source, VisitState


@dataclass(frozen=True)
class PersonEntry:
    """All that is typed about a person. Only `full_name` is mandatory.

    `phone` is as typed (parsed and stored as E.164); `languages` are ISO 639 codes.
    """

    full_name: str
    given: str = ""
    prefix: str = ""
    surname: str = ""
    latin: str = ""
    original: str = ""
    call_name: str = ""
    sort_key: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    municipality_id: int | None = None
    residence_class: ResidenceClass | None = None
    employer_id: int | None = None
    languages: tuple[str, ...] = ()
    channel: Source | None = None


@dataclass(frozen=True)
class Found:
    """One line of a search for people."""

    person_id: int
    code: str
    full_name: str
    latin: str
    birth_date: date | None
    birth_year: int | None
    email: str
    phone: str
    visits: int
    last_visit: date | None
    household_of: str
    """Name of the first person of the household, when that is somebody else."""


@dataclass(frozen=True)
class FoundThing:
    """One line of the search for anything: a person, a visit, a receipt, an organisation."""

    kind: str
    """"person", "visit", "receipt" or "organisation"."""
    id: int
    title: str
    detail: str
    day: date | None = None


@dataclass(frozen=True)
class Member:
    person_id: int
    full_name: str
    role: FamilyRole
    birth_date: date | None
    birth_year: int | None
    residence_class: ResidenceClass | None


@dataclass(frozen=True)
class PersonRow:
    """One row of the list of people, in the order of the sort key."""

    person_id: int
    code: str
    full_name: str
    latin: str
    sort_key: str
    birth_date: date | None
    birth_year: int | None
    email: str
    phone: str
    city: str
    residence_class: ResidenceClass | None
    employer: str


@dataclass(frozen=True)
class PersonVisit:
    visit_id: int
    code: str
    day: date
    starts_at: int
    service_en: str
    service_nl: str
    state: VisitState


@dataclass(frozen=True)
class PersonSheet:
    """Everything about one person, also what hangs on records merged into it."""

    person_id: int
    version: int
    code: str
    entry: PersonEntry
    employer: str
    household_id: int | None
    household: tuple[Member, ...]
    visits: tuple[PersonVisit, ...]
    merged: tuple[tuple[int, str], ...]
    """(merge id, name) of the records merged into this one that can be taken apart."""


class IdentifierFound(Invalid):
    """A text holds what looks like a BSN or V-number; may be overridden as a false alarm."""

    @classmethod
    def at(cls, field: str) -> IdentifierFound:
        """The refusal of what was typed into this field."""
        return cls(
            N_(
                "This looks like a citizen service number (BSN) or a V-number. "
                "The centre may not keep these."
            ),
            field=field,
        )
