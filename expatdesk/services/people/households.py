"""Households: groups of persons with a first person, a partner and children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, delete, select, update

from expatdesk.i18n import N_
from expatdesk.model.people import Household, HouseholdMember, Person
from expatdesk.services.base import Invalid
from expatdesk.services.people.types import Member
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole

ORDER = {FamilyRole.FIRST: 0, FamilyRole.PARTNER: 1, FamilyRole.CHILD: 2}


def household_id(tx: Tx, person_id: int) -> int | None:
    found = tx.scalar(
        select(HouseholdMember.household_id).where(HouseholdMember.person_id == person_id)
    )
    return None if found is None else int(str(found))


def members(tx: Tx, person_id: int) -> tuple[Member, ...]:
    """The household of a person, first person first; empty for who has none."""
    mine = HouseholdMember.__table__.alias("mine")
    rows = tx.rows(
        select(
            Person.id,
            Person.full_name,
            HouseholdMember.role,
            Person.birth_date,
            Person.birth_year,
            Person.residence_class,
        )
        .join(Person, Person.id == HouseholdMember.person_id)
        .join(
            mine,
            and_(
                mine.c.household_id == HouseholdMember.household_id,
                mine.c.person_id == person_id,
            ),
        )
    )
    people = [Member(*row) for row in rows]
    return tuple(sorted(people, key=lambda m: (ORDER[m.role], m.birth_year or 0, m.person_id)))


def join(tx: Tx, person_id: int, beside: int, role: FamilyRole) -> int:
    """Puts a person into the household of another, which is made where there is none."""
    household = household_id(tx, beside)
    if household is None:
        household = tx.insert(Household, created_at=tx.now)
        tx.insert(HouseholdMember, person_id=beside, household_id=household, role=FamilyRole.FIRST)
    leave(tx, [person_id])
    tx.insert(HouseholdMember, person_id=person_id, household_id=household, role=role)
    return household


def gather(tx: Tx, people: Sequence[tuple[int, FamilyRole]]) -> int:
    """Makes one household of these people; who was in another leaves it.

    Raises Invalid where there is not exactly one first person.
    """
    if sum(role is FamilyRole.FIRST for _person, role in people) != 1:
        raise Invalid(N_("A household has one first person."), field="household")
    leave(tx, [person for person, _role in people])
    household = tx.insert(Household, created_at=tx.now)
    tx.insert_many(
        HouseholdMember,
        [{"person_id": person, "household_id": household, "role": role} for person, role in people],
    )
    return household


def groups(tx: Tx, people: Iterable[int]) -> list[list[tuple[int, FamilyRole]]]:
    """The households in which any of these people stand, each with all its members."""
    theirs = select(HouseholdMember.household_id).where(HouseholdMember.person_id.in_(list(people)))
    rows = tx.rows(
        select(HouseholdMember.household_id, HouseholdMember.person_id, HouseholdMember.role)
        .where(HouseholdMember.household_id.in_(theirs))
        .order_by(HouseholdMember.person_id)
    )
    found: dict[int, list[tuple[int, FamilyRole]]] = {}
    for household, person_id, role in rows:
        found.setdefault(household, []).append((person_id, role))
    return list(found.values())


def leave(tx: Tx, people: Iterable[int]) -> None:
    tx.execute(delete(HouseholdMember).where(HouseholdMember.person_id.in_(list(people))))


def name_first(tx: Tx, people: Sequence[tuple[int, FamilyRole]]) -> None:
    """Makes the partner, otherwise the eldest, the first person of a household without one."""
    if not people or any(role is FamilyRole.FIRST for _person, role in people):
        return
    tx.execute(
        update(HouseholdMember)
        .where(HouseholdMember.person_id == people[0][0])
        .values(role=FamilyRole.FIRST)
    )
