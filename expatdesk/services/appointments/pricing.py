"""The rule of the fee: who pays as what, on the tariff of which day. Pure, without a database.

Reduced fees hold only for those who register together with a first person (domain 2.2); the
day of the visit decides. Who comes later by a free split stays priced with the original visit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.terms import OFF, FamilyRole, VisitState


@dataclass(frozen=True)
class Coming:
    """A person of a visit; `role` as booked. `employer_id` as known of the person."""

    person_id: int
    role: FamilyRole
    ordinal: int
    employer_id: int | None = None


@dataclass(frozen=True)
class PricedVisit:
    """What pricing must know of a visit. `exempt_by`: the noted rule, where it applies."""

    visit_id: int
    service_id: int
    day: date
    state: VisitState
    priced_anew: bool
    previous_id: int | None
    split_from_id: int | None
    persons: tuple[Coming, ...]
    exempt_by: int | None = None

    @property
    def is_off(self) -> bool:
        return self.state in OFF


@dataclass(frozen=True)
class SettledFee:
    """A fee that is settled: of whom, in which role, and for which visit."""

    person_id: int
    role: FamilyRole
    visit_id: int


@dataclass(frozen=True)
class Fee:
    """What one person would pay: for a role on a day, because of the visit that decides it."""

    person_id: int
    role: FamilyRole
    service_id: int
    day: date
    visit_id: int
    exempt_by: int | None


def roles_priced(roles: Sequence[FamilyRole], *, with_first: bool) -> tuple[FamilyRole, ...]:
    """The roles in which a group is priced.

    Where nobody is the first person, one adult is priced as first (a partner who comes alone
    pays in full); of children alone the eldest booked is.
    """
    if with_first or FamilyRole.FIRST in roles or not roles:
        return tuple(roles)
    adult = next((i for i, role in enumerate(roles) if role is FamilyRole.PARTNER), 0)
    return tuple(FamilyRole.FIRST if i == adult else role for i, role in enumerate(roles))


def open_fees(
    visits: Mapping[int, PricedVisit], visit_id: int, settled: Iterable[SettledFee]
) -> tuple[Fee, ...]:
    """What is open for a visit's case: everybody who is priced together with that visit.

    `visits` and `settled`: all of the case. What was settled counts for those who are priced
    together: who is priced anew pays anew, whatever was paid with the family. A visit that is
    off brings its own persons in only when it is the one asked for.
    """
    asked = visits[visit_id]
    group = paid_anew_with(visits, asked)
    done = {
        each.person_id: each.role
        for each in settled
        if each.visit_id in visits and paid_anew_with(visits, visits[each.visit_id]) == group
    }
    people = sorted(
        (_Priced.of(visits, *each) for each in _together(visits, asked, group)),
        key=lambda each: (_rank(each.role), each.coming.ordinal),
    )
    with_first = FamilyRole.FIRST in done.values() and group is None
    roles = roles_priced([each.role for each in people], with_first=with_first)
    return tuple(
        each.fee(role)
        for each, role in zip(people, roles, strict=True)
        if each.coming.person_id not in done
    )


def _together(
    visits: Mapping[int, PricedVisit], asked: PricedVisit, group: int | None
) -> Iterable[tuple[Coming, PricedVisit]]:
    """Everybody who is priced with the visit that is asked for, each with the latest visit."""
    # Who was split off too late still stands with the others, but pays for the own visit alone.
    left = {
        coming.person_id
        for visit in visits.values()
        if not visit.is_off and paid_anew_with(visits, visit) not in {None, group}
        for coming in visit.persons
    }
    latest: dict[int, tuple[Coming, PricedVisit]] = {}
    for visit in sorted(visits.values(), key=lambda v: (not v.is_off, v.visit_id)):
        if paid_anew_with(visits, visit) != group or (visit.is_off and visit is not asked):
            continue
        for coming in visit.persons:
            if coming.person_id not in left:
                latest[coming.person_id] = (coming, visit)
    return latest.values()


@dataclass(frozen=True)
class _Priced:
    """One who comes: to which visit, and with which one the fee is priced, in which role."""

    coming: Coming
    visit: PricedVisit
    priced_with: PricedVisit
    role: FamilyRole

    @classmethod
    def of(cls, visits: Mapping[int, PricedVisit], coming: Coming, visit: PricedVisit) -> _Priced:
        """The day of the visit that decides also says who was a child."""
        priced_with = origin(visits, visit)
        then = (c.role for c in priced_with.persons if c.person_id == coming.person_id)
        return cls(coming, visit, priced_with, next(then, coming.role))

    def fee(self, role: FamilyRole) -> Fee:
        return Fee(
            person_id=self.coming.person_id,
            role=role,
            service_id=self.visit.service_id,
            day=self.priced_with.day,
            visit_id=self.priced_with.visit_id,
            exempt_by=self.visit.exempt_by or self.priced_with.exempt_by,
        )


def origin(visits: Mapping[int, PricedVisit], visit: PricedVisit) -> PricedVisit:
    """The visit whose day decides: itself, or the one from which it was split for free."""
    for step in _back(visits, visit):
        if step.priced_anew:
            break
        before = visits.get(step.split_from_id or 0)
        if before is not None and before.visit_id < step.visit_id:
            return origin(visits, before)
    return visit


def paid_anew_with(visits: Mapping[int, PricedVisit], visit: PricedVisit) -> int | None:
    """The visit that was priced anew and from which this one comes; None: the family's."""
    return next((step.visit_id for step in _back(visits, visit) if step.priced_anew), None)


def _back(visits: Mapping[int, PricedVisit], visit: PricedVisit) -> Iterable[PricedVisit]:
    """The visit and those that it follows."""
    step: PricedVisit | None = visit
    while step is not None:
        yield step
        before = step.previous_id or step.split_from_id
        # A link always points to an older visit, so the way back ends.
        step = visits.get(before) if before is not None and before < step.visit_id else None


def _rank(role: FamilyRole) -> int:
    return tuple(FamilyRole).index(role)
