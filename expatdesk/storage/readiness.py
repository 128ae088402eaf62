"""Brings a place to the state in which this program can use it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, MetaData, insert

from expatdesk import __version__
from expatdesk.storage import migrations
from expatdesk.storage.engines import PG_LOCK_MS, raw_sqlite
from expatdesk.storage.errors import StoreMissing, StoreReadOnly, StoreTooNew
from expatdesk.storage.failures import Failures
from expatdesk.storage.place import Dialect, Place
from expatdesk.storage.search_index import declared_indexes
from expatdesk.storage.tables import OwnTables
from expatdesk.storage.unit import UPGRADE_PATIENCE

if TYPE_CHECKING:
    from expatdesk.storage.tx import Tx

# Key of the advisory lock under which a database on a server is made or migrated.
_MAKING = 0x65787064

_EXISTS = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT to_regclass('alembic_version')",
}


def make_home(place: Place, failures: Failures, *, create: bool, key: bytes | None = None) -> bool:
    """Make the folder and an empty file where there is none; True if it was made now.

    Folder and files are for the owner alone. Raises StoreMissing, StoreReadOnly, DiskFull.
    """
    file = place.database_file
    if file.exists():
        _refuse_read_only(place.home)
        return False
    if not create:
        raise StoreMissing(str(place))
    make_folder(place)
    try:
        # SQLite gives its log the permissions of the file.
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreReadOnly(str(place.home)) from error
    _set_wal(place, key, failures)
    return True


def make_folder(place: Place) -> None:
    """The centre's folder, for its owner alone. Raises StoreReadOnly."""
    try:
        place.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(str(place.home)) from error


def _refuse_read_only(home: Path) -> None:
    """In WAL mode even reading needs a folder in which the log's index can be made."""
    effective = os.access in os.supports_effective_ids
    if not os.access(home, os.W_OK | os.X_OK, effective_ids=effective):
        raise StoreReadOnly(str(home))


def _set_wal(place: Place, key: bytes | None, failures: Failures) -> None:
    import sqlcipher3.dbapi2

    try:
        raw_sqlite(place, key).close()
    except sqlcipher3.dbapi2.Error as error:
        ours = failures.of(error)
        if ours is None:
            raise
        raise ours from error


def revision_of(tx: Tx) -> str | None:
    """The revision stamped in the database; None where there is no centre yet."""
    if tx.connection.exec_driver_sql(_EXISTS[tx.dialect]).scalar() is None:
        return None
    return cast(
        "str | None",
        tx.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar(),
    )


def is_reached(revision: str) -> bool:
    """Whether a database at this revision needs nothing: ours, or a later one that bears us."""
    return revision == migrations.HEAD or (
        revision.isdecimal() and int(revision) > int(migrations.HEAD)
    )


def refuse_newer(tx: Tx) -> None:
    """Raises StoreTooNew where the centre says that this program is too old for it.

    Asks for nothing else: other columns of other programs are unknown.
    """
    needed = tx.scalar("SELECT min_program FROM schema_meta")
    if needed is not None and _numbers(needed) > _numbers(__version__):
        raise StoreTooNew(needed)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def be_alone(tx: Tx) -> None:
    """Keep other programs from making or migrating the same centre at this moment.

    Waits for one that does so. Raises StoreBusy where that takes too long.
    """
    if tx.dialect == "postgresql":
        tx.execute(f"SET LOCAL lock_timeout = {round(UPGRADE_PATIENCE * 1000)}")
        tx.execute(f"SELECT pg_advisory_xact_lock({_MAKING})")
        tx.execute(f"SET LOCAL lock_timeout = {PG_LOCK_MS}")


def create_tables(metadata: MetaData, connection: Connection) -> None:
    """Tables and search indexes, as the model has them now; the laws come when rows are in."""
    metadata.create_all(connection, checkfirst=False)
    dialect: Dialect = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
    for index in declared_indexes(metadata, dialect):
        for statement in index.ddl():
            connection.exec_driver_sql(statement)


def stamp(tables: OwnTables, connection: Connection) -> None:
    """Write down which revision a centre that was made at once has, as Alembic would."""
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{migrations.HEAD}')")
    write_meta(tables, connection)


def write_meta(tables: OwnTables, connection: Connection) -> None:
    """Write down which program the schema needs; a new centre gets its random name."""
    meta = tables.schema_meta
    needs = {"schema": migrations.SCHEMA, "min_program": migrations.MIN_PROGRAM}
    if connection.execute(meta.update().values(needs)).rowcount == 0:
        connection.execute(insert(meta).values(id=1, centre=secrets.token_hex(8), **needs))
