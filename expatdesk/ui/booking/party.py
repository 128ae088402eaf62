"""Who comes, and as what: the roles of a party guessed from household and age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from expatdesk.services.appointments.roles import Aged, AgeLimit, has_grown_up, under_age
from expatdesk.services.people.types import PersonSheet
from expatdesk.terms import FamilyRole, ResidenceClass

_ORDER = tuple(FamilyRole)


@dataclass(frozen=True)
class Guest:
    """One who comes. `role` is guessed until it has been `chosen` by hand."""

    person_id: int
    version: int
    name: str
    birth_date: date | None = None
    birth_year: int | None = None
    residence_class: ResidenceClass | None = None
    municipality_id: int | None = None
    employer_id: int | None = None
    employer: str = ""
    email: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    call_name: str = ""
    at_home: FamilyRole | None = None
    """Role in the household."""
    household_id: int | None = None
    role: FamilyRole = FamilyRole.FIRST
    chosen: bool = False

    @property
    def short(self) -> str:
        """How a list of papers names this person."""
        return self.call_name or self.name.split(" ")[0]


def guest_of(sheet: PersonSheet) -> Guest:
    """A guest from everything that is known about a person."""
    entry = sheet.entry
    at_home = next((m.role for m in sheet.household if m.person_id == sheet.person_id), None)
    return Guest(
        person_id=sheet.person_id,
        version=sheet.version,
        name=entry.full_name,
        birth_date=entry.birth_date,
        birth_year=entry.birth_year,
        residence_class=entry.residence_class,
        municipality_id=entry.municipality_id,
        employer_id=entry.employer_id,
        employer=sheet.employer,
        email=entry.email,
        phone=entry.phone,
        languages=entry.languages,
        call_name=entry.call_name or entry.given.split(" ")[0],
        at_home=at_home,
        household_id=sheet.household_id,
    )


def age_on(guest: Guest, day: date) -> int | None:
    """Age in full years on a day; with the year alone, the one reached in that year."""
    born = guest.birth_date
    if born is not None:
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return None if guest.birth_year is None else day.year - guest.birth_year


def with_roles(guests: Iterable[Guest], limit: AgeLimit) -> tuple[Guest, ...]:
    """The party with a role for everybody, first person first. `limit`: of the day they come.

    Who is under age on the day of the visit is a child. Of the others, one is the first
    person and one the partner, as in their household, otherwise in the order in which they
    were named; further adults, grown-up children among them, pay as first persons. Without an
    adult the first named is the first person. What was chosen by hand stays, but for a child
    who is of age.
    """
    party = list(guests)
    kept = [g for g in party if g.chosen and not _has_grown_up(g, limit)]
    roles: dict[int, FamilyRole] = {g.person_id: g.role for g in kept}
    open_ = [g for g in party if g not in kept]
    children = [g for g in open_ if _is_child(g, limit)]
    adults = [g for g in open_ if g not in children]
    if not adults and FamilyRole.FIRST not in roles.values() and children:
        adults.append(children.pop(0))
    for guest in children:
        roles[guest.person_id] = FamilyRole.CHILD
    for wanted in (FamilyRole.FIRST, FamilyRole.PARTNER):
        taken = _fitting(adults, wanted)
        if taken is not None and wanted not in roles.values():
            adults.remove(taken)
            roles[taken.person_id] = wanted
    for guest in adults:
        roles[guest.person_id] = FamilyRole.FIRST
    placed = [replace(g, role=roles[g.person_id]) for g in party]
    return tuple(sorted(placed, key=lambda g: _ORDER.index(g.role)))


def _has_grown_up(guest: Guest, limit: AgeLimit) -> bool:
    return has_grown_up(Aged(guest.role, guest.birth_date, guest.birth_year), limit)


def _is_somebodys_child(guest: Guest) -> bool:
    """At home, or as it was chosen for an earlier day."""
    return FamilyRole.CHILD in (guest.at_home, guest.role if guest.chosen else None)


def _is_child(guest: Guest, limit: AgeLimit) -> bool:
    """By age where it is known, otherwise by the place in the household."""
    young = under_age(guest.birth_date, guest.birth_year, limit)
    return guest.at_home is FamilyRole.CHILD if young is None else young


def _fitting(adults: Sequence[Guest], wanted: FamilyRole) -> Guest | None:
    """Who has the place in the household, otherwise who is nobody's child at home."""
    own = [g for g in adults if g.at_home is wanted]
    others = [g for g in adults if not _is_somebodys_child(g)]
    if wanted is FamilyRole.FIRST:
        others += adults
    return next(iter([*own, *others]), None)
