"""Carries all rows of a centre from PostgreSQL into a SQLite file and back.

Into a file of ours what there is to carry is asked of the file, not of the model: a copy before
an upgrade has the tables of an earlier program. A file that comes in is not asked. Laws are not
there yet at the receiving end, and foreign keys are checked when all rows are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, MetaData, Row, text

from expatdesk.storage.search_index import SearchIndex, declared_indexes
from expatdesk.storage.snapshot import Progress
from expatdesk.storage.tx import Tx
from expatdesk.storage.unit import raw_of

if TYPE_CHECKING:
    import psycopg

_ROWS = 2_000

_FOREIGN_KEYS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)


# Tables that no part of the centre's rows are in.
_BESIDES = ("sqlite_schema", "sqlite_sequence", "alembic_version")
_SEARCH = "_search"


@dataclass(frozen=True)
class Carried:
    """A table as the SQLite file has it; `counted` is the column whose ids are never given again.

    All names come from our own tables.
    """

    name: str
    columns: tuple[str, ...]
    counted: str | None

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'

    @property
    def column_list(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    def select(self) -> str:
        return f"SELECT {self.column_list} FROM {self.quoted}"


def carried(file: Tx) -> list[Carried]:
    """The tables of a centre in a SQLite file, by name; not those of its search indexes."""
    found = file.connection.exec_driver_sql(
        "SELECT t.name, m.sql FROM pragma_table_list AS t JOIN sqlite_master AS m"
        " ON m.type = 'table' AND m.name = t.name"
        " WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name"
    ).all()
    return [_carried(file, name, sql) for name, sql in found if name not in _BESIDES]


def declared(metadata: MetaData) -> list[Carried]:
    """The tables of the model."""
    return [
        Carried(
            table.name,
            tuple(column.name for column in table.columns),
            next(iter(table.primary_key.columns)).name
            if table.dialect_options["sqlite"]["autoincrement"]
            else None,
        )
        for table in metadata.sorted_tables
    ]


def _carried(file: Tx, name: str, sql: str) -> Carried:
    info = file.connection.exec_driver_sql(f'PRAGMA table_info("{name}")').mappings().all()
    columns = tuple(row["name"] for row in info)
    counted = next(row["name"] for row in info if row["pk"]) if "AUTOINCREMENT" in sql else None
    return Carried(name, columns, counted)


def empty(file: Tx) -> None:
    """Take every row out of a file whose laws do not stand yet, and forget the ids it gave."""
    for table in carried(file):
        file.connection.exec_driver_sql(f"DELETE FROM {table.quoted}")
    for index in _indexes_of(file):
        file.connection.exec_driver_sql(
            f"INSERT INTO {index.table} ({index.table}) VALUES ('delete-all')"
        )
    file.connection.exec_driver_sql("DELETE FROM sqlite_sequence")


def left_out(source: Tx, file: Tx) -> list[str]:
    """Tables and columns on the server that have no place in the file: "table.column"."""
    known = {f"{table.name}.{column}" for table in carried(file) for column in table.columns}
    indexes = {index.table for index in _indexes_of(file)}
    there = source.rows(
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
        " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2"
    )
    return [
        f"{table}.{column}"
        for table, column in there
        if table not in {*indexes, *_BESIDES} and f"{table}.{column}" not in known
    ]


def _indexes_of(file: Tx) -> list[SearchIndex]:
    names = file.connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'"
    ).scalars()
    return [SearchIndex.for_("sqlite", name.removesuffix(_SEARCH)) for name in names.all()]


def to_sqlite(source: Tx, target: Tx, progress: Progress) -> None:
    """Copy every row; `source` is on PostgreSQL in one snapshot, `target` on SQLite."""
    tables = carried(target)
    steps = _Steps(source, tables, progress)
    raw = raw_of(target.connection)
    for table in tables:
        places = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO {table.quoted} ({table.column_list}) VALUES ({places})"
        for rows in _read(source.connection, table.select()):
            raw.executemany(insert, [tuple(map(_plain, row)) for row in rows])
            steps.done(len(rows))
        last = _last_id_postgresql(source, table)
        if last is not None:
            raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            raw.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))
    for index in _indexes_of(target):
        question = f"SELECT id, tsvector_to_array(tokens) FROM {index.table}"
        for rows in _read(source.connection, question):
            index.write_many(target, ((row, words) for row, words in rows))


def to_postgresql(source: Tx, target: Tx, metadata: MetaData, progress: Progress) -> None:
    """Copy every row; `source` is on SQLite, `target` on PostgreSQL, in one transaction."""
    tables = declared(metadata)
    steps = _Steps(source, tables, progress)
    server = cast("psycopg.Connection", target.connection.connection.dbapi_connection)
    keys = target.rows(_FOREIGN_KEYS)
    for table_name, name, _ in keys:
        target.execute(f"ALTER TABLE {table_name} DROP CONSTRAINT {name}")
    for table in tables:
        with (
            server.cursor() as cursor,
            cursor.copy(f"COPY {table.quoted} ({table.column_list}) FROM STDIN") as copy,
        ):
            for rows in _read(source.connection, table.select()):
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
        table.name: int(tx.scalar(f'SELECT count(*) FROM "{table.name}"'))
        for table in metadata.sorted_tables
    }


class _Steps:
    """Says how far the copying is, as a part of all rows."""

    def __init__(self, source: Tx, tables: Sequence[Carried], progress: Progress) -> None:
        self._progress = progress
        rows = (source.scalar(f"SELECT count(*) FROM {table.quoted}") for table in tables)
        self._all = max(sum(rows), 1)
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


def _last_id_postgresql(source: Tx, table: Carried) -> int | None:
    """The last id that the table's sequence gave; None where it has none or gave none."""
    if table.counted is None:
        return None
    sequence = source.scalar(
        "SELECT pg_get_serial_sequence(:table, :column)",
        {"table": table.quoted, "column": table.counted},
    )
    row = source.first(f"SELECT last_value, is_called FROM {sequence}")
    return int(row[0]) if row is not None and row[1] else None


def _set_sequence(source: Tx, target: Tx, table: Carried) -> None:
    """An id that was ever given is not given again, also if its row is gone."""
    if table.counted is None:
        return
    last = source.scalar(
        "SELECT seq FROM sqlite_sequence WHERE name = :table", {"table": table.name}
    )
    if last:
        target.execute(
            "SELECT setval(pg_get_serial_sequence(:table, :column), :last)",
            {"table": table.quoted, "column": table.counted, "last": last},
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
