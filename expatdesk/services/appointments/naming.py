"""How visits are named in lists: by the first person of the party."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import Organisation, Party, Person
from expatdesk.storage.tx import Tx


def with_title(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The statement (over `visit`) with the columns `title` and `latin` of the first person.

    A record that was merged shows the one that stayed. Both are None once anonymous.
    """
    first, party, person = _first(), _party(), _person()
    lowest = (
        select(func.min(VisitPerson.ordinal))
        .where(VisitPerson.visit_id == Visit.id)
        .correlate(Visit)
        .scalar_subquery()
    )
    return (
        statement.add_columns(person.full_name.label("title"), person.latin.label("latin"))
        .outerjoin(first, (first.visit_id == Visit.id) & (first.ordinal == lowest))
        .outerjoin(party, party.id == first.person_id)
        .outerjoin(person, person.id == func.coalesce(party.merged_into, party.id))
    )


def party_names(tx: Tx, ids: Iterable[int | None]) -> dict[int, str]:
    """Names of persons and organisations by party id; those that are gone are left out."""
    wanted = sorted({i for i in ids if i is not None})
    if not wanted:
        return {}
    rows = tx.rows(
        select(Party.id, func.coalesce(Organisation.name, Person.full_name, ""))
        .outerjoin(Organisation, Organisation.id == Party.id)
        .outerjoin(Person, Person.id == func.coalesce(Party.merged_into, Party.id))
        .where(Party.id.in_(wanted))
    )
    return {row[0]: row[1] for row in rows}


@cache
def _first() -> type[VisitPerson]:
    return aliased(VisitPerson, name="first_comer")


@cache
def _party() -> type[Party]:
    return aliased(Party, name="first_party")


@cache
def _person() -> type[Person]:
    return aliased(Person, name="first_person")
