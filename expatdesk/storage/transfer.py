"""Carries all rows of a centre from PostgreSQL into a SQLite file and back.

Both ends have the tables of the same model. Laws are not there yet at the receiving end, and
foreign keys are checked when all rows are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, MetaData, Row, Table, text

from expatdesk.storage.search_index import declared_indexes
from expatdesk.storage.tx import Tx
from expatdesk.storage.unit import raw_of

if TYPE_CHECKING:
    import psycopg

# From 0.0 to 1.0, called now and then.
Progress = Callable[[float], None]
_ROWS = 2_000

_FOREIGN_KEYS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)


def to_sqlite(source: Tx, target: Tx, metadata: MetaData, progress: Progress) -> None:
    """Copy every row; `source` is on PostgreSQL in one snapshot, `target` on SQLite."""
    steps = _Steps(source, metadata, progress)
    raw = raw_of(target.connection)
    for table in metadata.sorted_tables:
        places = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO {_name(table)} ({_columns(table)}) VALUES ({places})"
        for rows in _read(source.connection, f"SELECT {_columns(table)} FROM {_name(table)}"):
            raw.executemany(insert, [tuple(map(_plain, row)) for row in rows])
            steps.done(len(rows))
        last = _last_id_postgresql(source, table)
        if last is not None:
            raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            raw.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))
    for index in declared_indexes(metadata, "sqlite"):
        question = f"SELECT id, tsvector_to_array(tokens) FROM {index.table}"
        for rows in _read(source.connection, question):
            index.write_many(target, ((row, words) for row, words in rows))


def to_postgresql(source: Tx, target: Tx, metadata: MetaData, progress: Progress) -> None:
    """Copy every row; `source` is on SQLite, `target` on PostgreSQL, in one transaction."""
    steps = _Steps(source, metadata, progress)
    server = cast("psycopg.Connection", target.connection.connection.dbapi_connection)
    keys = target.rows(_FOREIGN_KEYS)
    for table_name, name, _ in keys:
        target.execute(f"ALTER TABLE {table_name} DROP CONSTRAINT {name}")
    for table in metadata.sorted_tables:
        columns = _columns(table)
        with (
            server.cursor() as cursor,
            cursor.copy(f"COPY {_name(table)} ({columns}) FROM STDIN") as copy,
        ):
            for rows in _read(source.connection, f"SELECT {columns} FROM {_name(table)}"):
                for row in rows:
                    copy.write_row(row)
                steps.done(len(rows))
        _set_sequence(source, target, table)
    _carry_search_to_postgresql(source, target, metadata)
    for table_name, name, definition in keys:
        target.connection.exec_driver_sql(
            f"ALTER TABLE {table_name} ADD CONSTRAINT {name} {definition}"
        )


def counts(tx: Tx, metadata: MetaData) -> dict[str, int]:
    """Rows per table."""
    return {
        table.name: int(tx.scalar(f"SELECT count(*) FROM {_name(table)}"))
        for table in metadata.sorted_tables
    }


class _Steps:
    """Says how far the copying is, as a part of all rows."""

    def __init__(self, source: Tx, metadata: MetaData, progress: Progress) -> None:
        self._progress = progress
        self._all = max(sum(counts(source, metadata).values()), 1)
        self._done = 0

    def done(self, rows: int) -> None:
        self._done += rows
        self._progress(self._done / self._all)


def _read(connection: Connection, question: str) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Rows in portions, without having all of them in memory."""
    statement = text(question).execution_options(stream_results=True, yield_per=_ROWS)
    yield from connection.execute(statement).partitions()


def _plain(value: object) -> object:
    """A value of PostgreSQL as SQLAlchemy would have written it into SQLite."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value


def _name(table: Table) -> str:
    return f'"{table.name}"'


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _last_id_postgresql(source: Tx, table: Table) -> int | None:
    """The last id that the table's sequence gave; None where it has none or gave none."""
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return None
    sequence = source.scalar(
        "SELECT pg_get_serial_sequence(:table, :column)",
        {"table": _name(table), "column": next(iter(table.primary_key.columns)).name},
    )
    row = source.first(f"SELECT last_value, is_called FROM {sequence}")
    return int(row[0]) if row is not None and row[1] else None


def _set_sequence(source: Tx, target: Tx, table: Table) -> None:
    """An id that was ever given is not given again, also if its row is gone."""
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return
    last = source.scalar(
        "SELECT seq FROM sqlite_sequence WHERE name = :table", {"table": table.name}
    )
    if last:
        column = next(iter(table.primary_key.columns)).name
        target.execute(
            "SELECT setval(pg_get_serial_sequence(:table, :column), :last)",
            {"table": _name(table), "column": column, "last": last},
        )


def _carry_search_to_postgresql(source: Tx, target: Tx, metadata: MetaData) -> None:
    """The index keeps no content, but its vocabulary knows which row has which token."""
    for index in declared_indexes(metadata, "postgresql"):
        source.execute(
            f"CREATE VIRTUAL TABLE temp.{index.table}_words"
            f" USING fts5vocab('main', '{index.table}', 'instance')"
        )
        question = f"SELECT doc, group_concat(term, ' ') FROM temp.{index.table}_words GROUP BY doc"
        for rows in _read(source.connection, question):
            index.write_many(target, ((row, words.split(" ")) for row, words in rows))
        source.execute(f"DROP TABLE temp.{index.table}_words")
