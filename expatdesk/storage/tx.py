"""The open transaction that use cases hand to steps."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol

from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    FromClause,
    Result,
    Row,
    Table,
    insert,
    text,
)
from sqlalchemy.sql.dml import Insert

from expatdesk.storage.changes import Changes
from expatdesk.storage.place import Dialect

Rows = list[Row[*tuple[Any, ...]]]
Parameters = Mapping[str, object] | Sequence[Mapping[str, object]] | None


class Mapped(Protocol):
    """A class of the model: it knows its table."""

    __table__: ClassVar[FromClause]


class Lock(enum.IntEnum):
    """What can be locked, in the one order in which it must be asked for."""

    DESK = 1
    SESSION = 2
    MEMBERSHIP = 3
    ORIGINAL_LINE = 4
    NUMBER_SERIES = 5


class LockOrderBroken(RuntimeError):
    """Two transactions that ask in different orders can wait for one another for ever."""


class Tx:
    """One transaction. Steps read and write through it and never commit.

    `now` is epoch seconds UTC, the same throughout the transaction.
    """

    def __init__(
        self, connection: Connection, dialect: Dialect, now: int | None, inserts: Inserts
    ) -> None:
        self.connection = connection
        self.dialect: Dialect = dialect
        self.changes = Changes()
        self._now = now
        self._inserts = inserts
        self._locked: set[tuple[int, int]] = set()
        self._last_lock = (0, 0)

    @property
    def now(self) -> int:
        """Seconds since 1970 UTC: the server's on PostgreSQL, the injected clock's elsewhere."""
        if self._now is None:
            self._now = int(
                self.connection.exec_driver_sql(
                    "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint"
                ).scalar_one()
            )
        return self._now

    def execute(
        self, statement: Executable | str, parameters: Parameters = None
    ) -> Result[*tuple[Any, ...]]:
        """Run a statement; a plain string is SQL with `:name` parameters.

        Raises Conflict or LawBroken (both IntegrityErrors) where a row does not fit.
        """
        if isinstance(statement, str):
            statement = text(statement)
        return self.connection.execute(statement, parameters)

    def scalar(self, statement: Executable | str, parameters: Parameters = None) -> Any:  # noqa: ANN401
        """The first column of the first row, or None."""
        return self.execute(statement, parameters).scalar()

    def rows(self, statement: Executable | str, parameters: Parameters = None) -> Rows:
        return list(self.execute(statement, parameters).all())

    def first(
        self, statement: Executable | str, parameters: Parameters = None
    ) -> Row[*tuple[Any, ...]] | None:
        return self.execute(statement, parameters).first()

    def changed(self, statement: Executable | str, parameters: Parameters = None) -> int:
        """Run an UPDATE or DELETE; returns how many rows it met."""
        result = self.execute(statement, parameters)
        assert isinstance(result, CursorResult)
        return result.rowcount

    def insert(self, cls: type[Mapped] | Table, /, **values: object) -> int:
        """Add one row, by column names; returns its id (0 where its first key is no number)."""
        result = self.connection.execute(self._inserts.of(cls), values)
        key = result.inserted_primary_key
        first = key[0] if key else None
        return first if isinstance(first, int) else 0

    def insert_many(self, cls: type[Mapped] | Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Add many rows at once; all must name the same columns."""
        if rows:
            self.connection.execute(self._inserts.bulk(cls), rows)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is undone alone, and the transaction goes on (both engines)."""
        with self.connection.begin_nested():
            yield

    def lock(self, kind: Lock, ids: Iterable[int]) -> None:
        """Keep others from changing these until the commit; in the order of `Lock`, then of ids.

        On SQLite a write transaction is alone anyway, only the order is checked.
        Raises LockOrderBroken.
        """
        wanted = [(int(kind), i) for i in sorted(set(ids)) if (int(kind), i) not in self._locked]
        if not wanted:
            return
        if wanted[0] < self._last_lock:
            raise LockOrderBroken(f"{kind.name} {wanted[0][1]} after {self._last_lock}")
        if self.dialect == "postgresql":
            self.connection.exec_driver_sql(
                "SELECT pg_advisory_xact_lock(%s::integer, (i & 2147483647)::integer)"
                " FROM unnest(%s::bigint[]) AS i",
                (int(kind), [i for _, i in wanted]),
            )
        self._locked.update(wanted)
        self._last_lock = wanted[-1]

    def touch(self, topic: str, *ids: int) -> None:
        """Say that this commit changes these rows of a topic (without ids: something of it)."""
        self.changes |= Changes.of(topic, *ids)


class Inserts:
    """Insert statements by table, made once so that SQLAlchemy finds them compiled."""

    def __init__(self) -> None:
        self._one: dict[object, Insert] = {}
        self._bulk: dict[object, Insert] = {}

    def of(self, cls: type[Mapped] | Table) -> Insert:
        statement = self._one.get(cls)
        if statement is None:
            statement = self._one[cls] = insert(_table(cls))
        return statement

    def bulk(self, cls: type[Mapped] | Table) -> Insert:
        """The same without asking for keys, so that the driver may send rows in bulk."""
        statement = self._bulk.get(cls)
        if statement is None:
            statement = self._bulk[cls] = insert(_table(cls)).inline()
        return statement


def _table(cls: type[Mapped] | Table) -> Table:
    table = cls if isinstance(cls, Table) else cls.__table__
    assert isinstance(table, Table)
    return table
