"""Search as you type: people by any parts in any order, and anything by its reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from expatdesk import names
from expatdesk.codes import parse_code
from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import HouseholdMember, Organisation, Party, Person
from expatdesk.model.till import Receipt
from expatdesk.services.people.types import Found, FoundThing
from expatdesk.storage.search_index import SearchIndex
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole

INDEX = "person"
LAST = "\U0010ffff"  # sorts after every character


def index_of(tx: Tx) -> SearchIndex:
    return SearchIndex.for_(tx.dialect, INDEX)


def find(tx: Tx, text: str, limit: int) -> list[Found]:
    """People who match every part of `text`; three statements whatever the number found."""
    prefixes = names.query_tokens(text)
    if not prefixes:
        return []
    ids = index_of(tx).matching(tx, prefixes, limit)
    return founds(tx, ids)


def founds(tx: Tx, ids: Sequence[int]) -> list[Found]:
    """The lines to show for some people, in the order of their names."""
    if not ids:
        return []
    rows = tx.rows(
        select(
            Person.id,
            Party.code,
            Person.full_name,
            Person.latin,
            Person.birth_date,
            Person.birth_year,
            Person.email,
            Person.phone,
        )
        .join(Party, Party.id == Person.id)
        .where(Person.id.in_(ids), Party.merged_into.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
    visits = _visits(tx, ids)
    heads = _household_heads(tx, ids)
    return [
        Found(
            person_id=row.id,
            code=row.code,
            full_name=row.full_name,
            latin=row.latin,
            birth_date=row.birth_date,
            birth_year=row.birth_year,
            email=row.email or "",
            phone=row.phone or "",
            visits=visits.get(row.id, (0, None))[0],
            last_visit=visits.get(row.id, (0, None))[1],
            household_of=heads.get(row.id, ""),
        )
        for row in rows
    ]


def find_things(tx: Tx, text: str, limit: int) -> list[FoundThing]:
    """Anything by name or reference: visits and receipts first, then people, organisations."""
    people = [
        FoundThing("person", found.person_id, found.full_name, found.email or found.phone)
        for found in find(tx, text, limit)
    ]
    things = [
        *_visits_by_code(tx, text, limit),
        *_receipts(tx, text, limit),
        *people,
        *_organisations(tx, text, limit),
    ]
    return things[:limit]


def _visits(tx: Tx, ids: Sequence[int]) -> dict[int, tuple[int, date | None]]:
    rows = tx.rows(
        select(VisitPerson.person_id, func.count(), func.max(Visit.day))
        .join(Visit, Visit.id == VisitPerson.visit_id)
        .where(VisitPerson.person_id.in_(ids))
        .group_by(VisitPerson.person_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _household_heads(tx: Tx, ids: Sequence[int]) -> dict[int, str]:
    """For members who are not the first person of their household: the name of who is."""
    mine = HouseholdMember.__table__.alias("mine")
    first = HouseholdMember.__table__.alias("head")
    rows = tx.rows(
        select(mine.c.person_id, Person.full_name)
        .join(
            first,
            and_(
                first.c.household_id == mine.c.household_id,
                first.c.role == FamilyRole.FIRST,
                first.c.person_id != mine.c.person_id,
            ),
        )
        .join(Person, Person.id == first.c.person_id)
        .where(mine.c.person_id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def _visits_by_code(tx: Tx, text: str, limit: int) -> list[FoundThing]:
    try:
        code = parse_code(text)
    except ValueError:
        return []
    rows = tx.rows(
        select(Visit.id, Visit.code, Visit.day, Person.full_name)
        .join(VisitPerson, and_(VisitPerson.visit_id == Visit.id, VisitPerson.ordinal == 1))
        .join(Person, Person.id == VisitPerson.person_id)
        .where(Visit.code == code)
        .limit(limit)
    )
    return [FoundThing("visit", r.id, r.full_name, r.code, r.day) for r in rows]


def _receipts(tx: Tx, text: str, limit: int) -> list[FoundThing]:
    """Receipts whose number begins as typed ("2026-0041"), newest first."""
    typed = names.clean(text).upper()
    if len(typed) < 4 or not any(mark.isdigit() for mark in typed):
        return []
    rows = tx.rows(
        select(Receipt.id, Receipt.label, Receipt.day)
        .where(Receipt.label >= typed, Receipt.label < typed + LAST)
        .order_by(Receipt.id.desc())
        .limit(limit)
    )
    return [FoundThing("receipt", r.id, r.label, "", r.day) for r in rows]


def _organisations(tx: Tx, text: str, limit: int) -> list[FoundThing]:
    rows = tx.rows(
        select(Organisation.id, Organisation.name, Organisation.city)
        .join(Party, Party.id == Organisation.id)
        .where(name_matches(text), Party.merged_into.is_(None))
        .order_by(Organisation.sort_key)
        .limit(limit)
    )
    return [FoundThing("organisation", r.id, r.name, r.city) for r in rows]


def name_matches(text: str) -> ColumnElement[bool]:
    """Organisations are few: every part typed begins a word of the folded name."""
    parts = [part for part in names.fold(names.clean(text)).split() if part]
    if not parts:
        return Organisation.id < 0
    return and_(
        *(
            or_(
                Organisation.sort_key.startswith(part, autoescape=True),
                Organisation.sort_key.contains(f" {part}", autoescape=True),
            )
            for part in parts
        )
    )
