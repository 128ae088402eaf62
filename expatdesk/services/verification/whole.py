"""Laws about the data as a whole: the database's own laws, keys, the search index, files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import ColumnClause, ColumnElement, MetaData, column, exists, select, table
from sqlalchemy.sql.expression import TableClause

from expatdesk.i18n import N_
from expatdesk.model.files import StoredFile
from expatdesk.model.people import Party, Person
from expatdesk.services.people.searching import index_of
from expatdesk.services.verification.findings import numbered
from expatdesk.storage.tx import Tx


def keys_point_somewhere(tx: Tx, metadata: MetaData) -> Iterator[str]:
    """Every reference names a row that is there, whatever the database believes."""
    for child in metadata.sorted_tables:
        for key in sorted(child.foreign_keys, key=lambda each: each.parent.name):
            parent = key.column.table.alias("parent")
            there = exists().where(parent.c[key.column.name] == key.parent)
            loose = tx.first(select(key.parent).where(key.parent.is_not(None), ~there).limit(1))
            if loose is not None:
                yield f"{child.name}.{key.parent.name} {loose[0]}"


def search_is_complete(tx: Tx) -> Iterator[str]:
    """Everybody can be found, once; who was merged or forgotten cannot."""
    indexed, number = _index(tx)
    findable = (
        select(Person.id).join(Party, Party.id == Person.id).where(Party.merged_into.is_(None))
    )
    missing = findable.where(Person.id.not_in(select(number).select_from(indexed)))
    yield from numbered(N_("person {number}"), (row[0] for row in tx.execute(missing)))
    stray = select(number).select_from(indexed).where(number.not_in(findable))
    yield from numbered(N_("person {number}"), (row[0] for row in tx.execute(stray)))


def files_are_unchanged(tx: Tx) -> Iterator[str]:
    """Stored files have the size and the hash with which they were stored; one at a time."""
    last = 0
    while True:
        row = tx.first(
            select(StoredFile.id, StoredFile.size, StoredFile.sha256, StoredFile.content)
            .where(StoredFile.id > last)
            .order_by(StoredFile.id)
            .limit(1)
        )
        if row is None:
            return
        last, size, expected, content = row
        if len(content) != size or hashlib.sha256(content).hexdigest() != expected:
            yield from numbered(N_("file {number}"), [last])


def _index(tx: Tx) -> tuple[TableClause, ColumnElement[int]]:
    """The search index as a table, and its column that holds the person's id."""
    number: ColumnClause[int] = column("rowid" if tx.dialect == "sqlite" else "id")
    return table(index_of(tx).table, number), number
