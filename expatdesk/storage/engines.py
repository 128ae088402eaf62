"""The engines of a place: one that reads, one that writes, and lone connections beside them.

SQLite comes from sqlcipher3. Connections are in the driver's autocommit; `store.Unit` begins
and ends transactions by itself, so that reads begin with BEGIN and writes with BEGIN IMMEDIATE.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from expatdesk.storage.errors import SqliteTooOld, StoreUnreachable
from expatdesk.storage.place import Place

if TYPE_CHECKING:
    import psycopg

# The wait inside SQLite is short, because it is not fair; the unit of work retries above it.
BUSY_MS = 250
# Milliseconds that a statement on PostgreSQL waits for somebody else's lock.
PG_LOCK_MS = 10_000
_CONNECT_SECONDS = 5

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    # No memory map: a failing disk would end the process by a signal instead of an error.
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-16000",
    "PRAGMA journal_size_limit=67108864",
)


class RawSqlite(Protocol):
    """What we use of sqlcipher3's connection."""

    isolation_level: str | None

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...  # noqa: ANN401  (DB-API)
    def executemany(self, sql: str, parameters: Any, /) -> Any: ...  # noqa: ANN401  (DB-API)
    def set_progress_handler(self, handler: Any, n: int, /) -> None: ...  # noqa: ANN401
    def close(self) -> None: ...


@dataclass(frozen=True)
class Engines:
    place: Place
    read: Engine
    write: Engine
    key: bytes | None = None

    def dispose(self) -> None:
        self.read.dispose()
        self.write.dispose()


def open_engines(place: Place, *, key: bytes | None = None) -> Engines:
    """Engines for the place; connects to nothing yet.

    `key`: 32 raw bytes with which the SQLite file is encrypted, None for a plain file.
    Raises SqliteTooOld.
    """
    if place.dialect == "postgresql":
        return Engines(place, _postgresql(place, read=True), _postgresql(place, read=False))
    check_version(sqlite_version())
    return Engines(
        place, _sqlite(place, key, query_only=True), _sqlite(place, key, query_only=False), key
    )


def sqlite_version() -> str:
    import sqlcipher3

    return str(sqlcipher3.sqlite_version)


def check_version(version: str) -> None:
    """Refuse a SQLite that can lose commits when two connections write and checkpoint in WAL.

    The fault was in 3.7.0 to 3.51.2; 3.44.6 and 3.50.7 have the repair too
    (sqlite.org/wal.html, "the WAL-reset bug"). Raises SqliteTooOld.
    """
    numbers = tuple(int(part) for part in version.split(".")[:3])
    numbers += (0,) * (3 - len(numbers))
    if numbers >= (3, 51, 3):
        return
    if any(numbers[:2] == fixed[:2] and numbers >= fixed for fixed in ((3, 44, 6), (3, 50, 7))):
        return
    raise SqliteTooOld(version)


def raw_sqlite(place: Place, key: bytes | None = None, *, query_only: bool = False) -> RawSqlite:
    """A connection of its own to the SQLite file, in autocommit, set up as all are."""
    import sqlcipher3.dbapi2

    raw: RawSqlite = sqlcipher3.dbapi2.connect(
        # The file must be there: it is made on purpose, with its permissions, or not at all.
        place.database_file.absolute().as_uri() + "?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        set_up_sqlite(raw, key)
        if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            raw.execute("PRAGMA journal_mode=WAL")
        if query_only:
            raw.execute("PRAGMA query_only=ON")
    except BaseException:
        raw.close()
        raise
    return raw


def set_up_sqlite(raw: RawSqlite, key: bytes | None) -> None:
    """What every connection to a SQLite file of ours is told before anything else."""
    # Otherwise a wrong key floods the standard error output.
    raw.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for pragma in _PRAGMAS:
        raw.execute(pragma)


def _sqlite(place: Place, key: bytes | None, *, query_only: bool) -> Engine:
    import sqlcipher3.dbapi2

    return create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: raw_sqlite(place, key, query_only=query_only),
        poolclass=QueuePool,
        pool_size=3,
        hide_parameters=True,
    )


def raw_postgresql(place: Place) -> psycopg.Connection:
    """A connection of its own to the server, in autocommit. Raises StoreUnreachable."""
    import psycopg

    assert place.address is not None
    try:
        return psycopg.connect(
            place.address.replace("postgresql+psycopg", "postgresql", 1),
            autocommit=True,
            **_pg_options(),
        )
    except psycopg.OperationalError as error:
        raise StoreUnreachable(str(place), str(error).strip()) from error


def _pg_options() -> dict[str, Any]:
    return {
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": "expatdesk",
        "keepalives": 1,
        "keepalives_idle": 20,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "options": (
            f"-c lock_timeout={PG_LOCK_MS} -c timezone=UTC"
            " -c idle_in_transaction_session_timeout=120000 -c client_min_messages=warning"
        ),
    }


def _postgresql(place: Place, *, read: bool) -> Engine:
    assert place.address is not None
    engine = create_engine(
        place.address,
        connect_args=_pg_options(),
        pool_size=3,
        # After a lost line the next unit of work connects anew instead of failing.
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_reader if read else _set_up_writer)
    return engine


def _set_up_reader(raw: psycopg.Connection, _record: object) -> None:
    import psycopg

    raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    raw.read_only = True


def _set_up_writer(raw: psycopg.Connection, _record: object) -> None:
    import psycopg

    raw.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
