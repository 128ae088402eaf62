"""Units of work: how a transaction begins, commits and is undone on each engine."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, text
from sqlalchemy.engine import RootTransaction
from sqlalchemy.exc import DBAPIError

from expatdesk.storage.changes import Changes
from expatdesk.storage.engines import RawSqlite
from expatdesk.storage.errors import BrokenKeys, NotEmpty, StoreBusy, StoreUnreachable
from expatdesk.storage.tx import Tx

if TYPE_CHECKING:
    from expatdesk.storage.store import Store

# Seconds for which a write waits for others on SQLite.
PATIENCE = 10.0
# Seconds for which a program that starts waits for another that upgrades the same centre.
UPGRADE_PATIENCE = 300.0
# Seconds after which it says so.
SAY_AFTER = 0.5
# How many rows of `change` are kept, and how often the rest is dropped.
_KEPT = 5_000
_PRUNE_EVERY = 500

_SQLITE_CHANGE = "INSERT INTO change (at, writer, topics) VALUES (?, ?, ?) RETURNING id"
_POSTGRESQL_CHANGE = text(
    "WITH row AS (INSERT INTO change (at, writer, topics) VALUES (:at, :writer, :topics)"
    " RETURNING id)"
    " SELECT id, pg_notify('expatdesk_change', :writer || ' ' || id) FROM row"
)


@dataclass(frozen=True)
class Wait:
    """A write is waiting for others, for `seconds` so far."""

    seconds: float


class Reading:
    """A snapshot; on SQLite by BEGIN, on PostgreSQL by REPEATABLE READ, READ ONLY."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: Connection | None = None

    def __enter__(self) -> Tx:
        store = self._store
        connection = store.engines.read.connect()
        self._connection = connection
        try:
            if store.dialect == "sqlite":
                raw_of(connection).execute("BEGIN")
            connection.begin()
        except BaseException as error:
            connection.close()
            _raise_ours(store, error)
            raise
        return Tx(connection, store.dialect, store.now(), store.inserts)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._connection is not None
        # The pool rolls back what it takes back.
        self._connection.close()


class Writing:
    """Commits at the end; one row in `change` says what was touched."""

    # Seconds for which it waits on SQLite.
    patience = PATIENCE

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Tx:
        store = self._store
        if threading.get_ident() in store.writing_threads:
            raise RuntimeError("a unit of work is open on this thread already")
        self._connection = connection = store.engines.write.connect()
        try:
            self._prepare()
            if store.dialect == "sqlite":
                _begin_immediate(store, raw_of(connection), self.patience)
            self._transaction: RootTransaction = connection.begin()
            self._tx = Tx(connection, store.dialect, store.now(), store.inserts)
        except BaseException:
            connection.close()
            raise
        self._thread = threading.get_ident()
        store.writing_threads.add(self._thread)
        return self._tx

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.writing_threads.discard(self._thread)
        try:
            if kind is None:
                self._commit()
        finally:
            self._release()

    def _release(self) -> None:
        # The pool rolls back what is still open.
        self._connection.close()

    def _prepare(self) -> None:
        """Set the connection up before the transaction begins."""

    def _commit(self) -> None:
        store, tx = self._store, self._tx
        # A full disk or a failing one has undone the transaction already; a COMMIT now would
        # quietly do nothing.
        if store.dialect == "sqlite" and not raw_of(self._connection).in_transaction:
            raise StoreUnreachable(str(store.place), "the transaction was undone by an error")
        if tx.changes:
            _write_change(store, tx)
        self._transaction.commit()


class Filling(Writing):
    """A write without the laws, for a centre not yet at work; they stand before the commit."""

    def __enter__(self) -> Tx:
        tx = super().__enter__()
        store = self._store
        try:
            self._refuse_at_work(tx)
            store.laws.drop(tx.connection)
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return tx

    def _refuse_at_work(self, tx: Tx) -> None:
        for table in self._store.laws.at_work:
            if tx.first(f"SELECT 1 FROM {table} LIMIT 1"):
                raise NotEmpty(str(self._store.place))

    def _commit(self) -> None:
        self._store.laws.install(self._tx.connection)
        self._tx.changes = Changes.all()
        super()._commit()


class Migrating(Writing):
    """A write that may rebuild tables: on SQLite without foreign keys, checked at the end.

    With them, dropping a table that is being rebuilt would delete or refuse its children.
    """

    def _prepare(self) -> None:
        if self._store.dialect == "sqlite":
            raw_of(self._connection).execute("PRAGMA foreign_keys=OFF")

    patience = UPGRADE_PATIENCE

    def _commit(self) -> None:
        if self._store.dialect == "sqlite":
            refuse_broken_keys(self._tx.connection)
        super()._commit()

    def _release(self) -> None:
        self._transaction.close()
        if self._store.dialect == "sqlite":
            raw_of(self._connection).execute("PRAGMA foreign_keys=ON")
        super()._release()


def raw_of(connection: Connection) -> RawSqlite:
    """The driver's connection under SQLAlchemy's."""
    return cast("RawSqlite", connection.connection.dbapi_connection)


def refuse_broken_keys(connection: Connection) -> None:
    """What SQLite would have refused with foreign keys on. Raises BrokenKeys."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise BrokenKeys(f"a row of {broken[0]} names one of {broken[2]} that is not there")


def _begin_immediate(store: Store, raw: RawSqlite, patience: float) -> None:
    """Begin as a write, with patience.

    SQLite's own waiting lets some wait for seconds while others go first, so it is kept short,
    and between the tries we wait a random time. Raises StoreBusy.
    """
    start = time.monotonic()
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except Exception as error:
            ours = store.failures.of(error)
            if ours is None:
                raise
            waited = time.monotonic() - start
            if not isinstance(ours, StoreBusy):
                raise ours from error
            if waited > patience:
                raise StoreBusy(waited) from error
            if waited > SAY_AFTER and store.on_wait is not None:
                store.on_wait(Wait(waited))
            time.sleep(random.uniform(0.001, 0.02))  # noqa: S311  (no secret)
        else:
            return


def _write_change(store: Store, tx: Tx) -> None:
    row = {"at": tx.now, "writer": store.writer, "topics": tx.changes.to_json()}
    if store.dialect == "postgresql":
        number = tx.connection.execute(_POSTGRESQL_CHANGE, row).scalar_one()
    else:
        number = tx.connection.exec_driver_sql(_SQLITE_CHANGE, tuple(row.values())).scalar_one()
    if number % _PRUNE_EVERY == 0:
        tx.execute("DELETE FROM change WHERE id <= :last", {"last": number - _KEPT})


def _raise_ours(store: Store, error: BaseException) -> None:
    """Raise our error for what the driver said, where there is one."""
    if isinstance(error, DBAPIError):
        return
    ours = store.failures.of(error)
    if ours is not None:
        raise ours from error
