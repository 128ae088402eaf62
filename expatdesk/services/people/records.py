"""Reading and writing single persons, and the sorted list of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, tuple_, update

from expatdesk import names
from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import Organisation, Party, Person
from expatdesk.model.services import Service
from expatdesk.services.base import NotFound, Stale
from expatdesk.services.people import households, merging
from expatdesk.services.people.entries import Prepared
from expatdesk.services.people.searching import founds, index_of
from expatdesk.services.people.types import (
    Found,
    PersonEntry,
    PersonRow,
    PersonSheet,
    PersonVisit,
)
from expatdesk.storage.tx import Tx

ENTRY_COLUMNS = (
    Person.full_name,
    Person.given,
    Person.prefix,
    Person.surname,
    Person.latin,
    Person.original,
    Person.call_name,
    Person.sort_key,
    Person.sort_key_set,
    Person.birth_date,
    Person.birth_year,
    Person.email,
    Person.phone,
    Person.street,
    Person.postcode,
    Person.city,
    Person.municipality_id,
    Person.residence_class,
    Person.employer_id,
    Person.languages,
    Person.channel,
)

Rows = Select[*tuple[Any, ...]]


def read_entry(tx: Tx, person_id: int) -> tuple[int, PersonEntry]:
    """(version, entry) of a person. Raises NotFound."""
    row = tx.first(select(Person.version, *ENTRY_COLUMNS).where(Person.id == person_id))
    if row is None:
        raise NotFound
    return row[0], entry_of(row)


def entry_of(row: Row[*tuple[Any, ...]]) -> PersonEntry:
    """An entry from a row that has the columns of ENTRY_COLUMNS by name."""
    return PersonEntry(
        full_name=row.full_name,
        given=row.given,
        prefix=row.prefix,
        surname=row.surname,
        latin=row.latin,
        original=row.original,
        call_name=row.call_name,
        sort_key=row.sort_key if row.sort_key_set else "",
        birth_date=row.birth_date,
        birth_year=row.birth_year,
        email=row.email or "",
        phone=row.phone or "",
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        municipality_id=row.municipality_id,
        residence_class=row.residence_class,
        employer_id=row.employer_id,
        languages=tuple(row.languages.split()),
        channel=row.channel,
    )


def write_changes(tx: Tx, person_id: int, version: int, prepared: Prepared) -> PersonEntry:
    """Writes an edit of the version that was read; returns the entry as it was before.

    Raises Stale with both values where somebody was quicker.
    """
    stands, before = read_entry(tx, person_id)
    changed = tx.changed(
        update(Person)
        .where(Person.id == person_id, Person.version == version)
        .values(**prepared.values, version=version + 1)
    )
    if changed != 1:
        raise Stale(mine=version, theirs=stands)
    merging.reindex(tx, person_id)
    return before


def read_sheet(tx: Tx, person_id: int) -> PersonSheet:
    person_id = merging.resolve(tx, person_id)
    version, entry = read_entry(tx, person_id)
    employer = tx.scalar(select(Organisation.name).where(Organisation.id == entry.employer_id))
    code = tx.scalar(select(Party.code).where(Party.id == person_id))
    return PersonSheet(
        person_id=person_id,
        version=version,
        code=str(code),
        entry=entry,
        employer=str(employer or ""),
        household_id=households.household_id(tx, person_id),
        household=households.members(tx, person_id),
        visits=_visits(tx, merging.everything_of(tx, person_id)),
        merged=merging.merges_of(tx, person_id),
    )


def count_people(tx: Tx) -> int:
    """How many rows the whole list has."""
    statement = (
        select(func.count())
        .select_from(Person)
        .join(Party, Party.id == Person.id)
        .where(Party.merged_into.is_(None), Party.anonymised_at.is_(None))
    )
    return int(tx.scalar(statement) or 0)


def read_page(tx: Tx, after: tuple[str, int] | None, text: str, limit: int) -> list[PersonRow]:
    """One page of the list, in the order of (sort key, id); two statements with a search."""
    statement = (
        select(
            Person.id,
            Party.code,
            Person.full_name,
            Person.latin,
            Person.sort_key,
            Person.birth_date,
            Person.birth_year,
            Person.email,
            Person.phone,
            Person.city,
            Person.residence_class,
            Organisation.name,
        )
        .join(Party, Party.id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.employer_id)
        .where(Party.merged_into.is_(None), Party.anonymised_at.is_(None))
        .order_by(Person.sort_key, Person.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(Person.sort_key, Person.id) > tuple_(*after))
    narrowed = _narrowed(tx, statement, text)
    if narrowed is None:
        return []
    return [
        PersonRow(
            person_id=row[0],
            code=row[1],
            full_name=row[2],
            latin=row[3],
            sort_key=row[4],
            birth_date=row[5],
            birth_year=row[6],
            email=row[7] or "",
            phone=row[8] or "",
            city=row[9],
            residence_class=row[10],
            employer=row[11] or "",
        )
        for row in tx.rows(narrowed)
    ]


def duplicates(tx: Tx, prepared: Prepared, exclude: int | None) -> list[Found]:
    """People who could be the same: equal name parts, e-mail or phone (two at the least
    for a frequent name is the receptionist's judgement, so birth is shown beside).
    """
    values = prepared.values
    same = [
        column == values[key]
        for key, column in (("email", Person.email), ("phone", Person.phone))
        if values[key]
    ]
    ids: set[int] = set()
    if same:
        found = tx.rows(
            select(Person.id)
            .join(Party, Party.id == Person.id)
            .where(or_(*same), Party.merged_into.is_(None))
            .limit(10)
        )
        ids |= {row[0] for row in found}
    words = names.query_tokens(prepared.name.full)
    if len(words) > 1 or len(prepared.name.full) > 2:  # "O" is everybody
        ids |= set(index_of(tx).matching(tx, words, 10))
    ids.discard(exclude or 0)
    year = values["birth_year"]
    return [
        found
        for found in founds(tx, sorted(ids))
        if not (year and found.birth_year and year != found.birth_year)
        or (values["email"] and found.email == values["email"])
    ]


def _narrowed(tx: Tx, statement: Rows, text: str) -> Rows | None:
    prefixes = names.query_tokens(text)
    if not prefixes:
        return statement
    ids = index_of(tx).matching(tx, prefixes, 500)
    return statement.where(Person.id.in_(ids)) if ids else None


def _visits(tx: Tx, ids: Sequence[int]) -> tuple[PersonVisit, ...]:
    rows = tx.rows(
        select(
            Visit.id,
            Visit.code,
            Visit.day,
            Visit.starts_at,
            Service.name_en,
            Service.name_nl,
            Visit.state,
        )
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .join(Service, Service.id == Visit.service_id)
        .where(VisitPerson.person_id.in_(ids))
        .order_by(Visit.starts_at.desc())
        .limit(100)
    )
    return tuple(
        PersonVisit(
            visit_id=row.id,
            code=row.code or "",
            day=row.day,
            starts_at=row.starts_at,
            service_en=row.name_en,
            service_nl=row.name_nl,
            state=row.state,
        )
        for row in rows
    )
