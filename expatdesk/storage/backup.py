"""Backups: a consistent snapshot in one SQLite file, from either engine, and the way back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import MetaData

from expatdesk.clock import SystemClock
from expatdesk.storage import migrations
from expatdesk.storage.engines import open_engines
from expatdesk.storage.errors import NotABackup, NotEmpty, StoreReadOnly, StoreTooNew
from expatdesk.storage.laws import Laws
from expatdesk.storage.one_file import file_in_the_making
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import create_tables, make_folder, revision_of, stamp
from expatdesk.storage.snapshot import (
    Backup,
    Progress,
    check_sum,
    copy_file,
    name_it,
    opened,
    removed,
    said_of,
    silent,
    sync,
    vacuum_into,
    verify,
)
from expatdesk.storage.store import Store
from expatdesk.storage.transfer import counts, to_postgresql, to_sqlite
from expatdesk.storage.tx import Tx
from expatdesk.storage.unit import Migrating

__all__ = ["Backup", "backup", "restore"]


def backup(store: Store, target: Path, progress: Progress | None = None) -> Backup:
    """Write a snapshot of the centre to `target`, replacing an earlier one only when whole.

    Others may go on working meanwhile. Raises DiskFull or StoreReadOnly for the target's
    folder, StoreDamaged for the centre's own file, StoreTooNew where a later program has
    changed a database on a server; nothing half-written is left.
    """
    part = target.with_name(target.name + ".part")
    report = progress or silent
    if not target.parent.is_dir():
        raise StoreReadOnly(str(target.parent))
    with said_of(target.parent), removed(part):
        part.unlink(missing_ok=True)
        if store.dialect == "sqlite":
            copy_file(store.place, store.failures, part, report, store.engines.key)
        else:
            _copy_from_server(store, part, report)
        verify(part, store.engines.key)
        done = name_it(part, target)
    report(1.0)
    return done


def restore(
    file: Path,
    place: Place,
    metadata: MetaData,
    laws: Laws,
    progress: Progress | None = None,
    *,
    key: bytes | None = None,
) -> None:
    """Put a backup into an empty place, brought to this program's schema; all of it or nothing.

    Raises NotABackup, NotEmpty, StoreTooNew, DiskFull, StoreReadOnly, StoreUnreachable,
    UpgradeFailed.
    """
    report = progress or silent
    check_sum(file)
    verify(file, key)
    if place.dialect == "sqlite":
        _restore_file(file, place, metadata, laws, report, key)
    else:
        with tempfile.TemporaryDirectory(prefix="expatdesk-") as folder:
            staged = Place.folder(Path(folder) / "centre")
            _restore_file(file, staged, metadata, laws, silent, key)
            _copy_to_server(staged, place, metadata, laws, report, key)
    report(1.0)


def _copy_from_server(store: Store, part: Path, report: Progress) -> None:
    with store.reading() as source, file_in_the_making(part, store.engines.key) as target:
        _refuse_other_schema(source)
        create_tables(store.metadata, target.connection)
        to_sqlite(source, target, report)
        store.laws.install(target.connection)
        stamp(store.tables, target.connection)


def _refuse_other_schema(source: Tx) -> None:
    """A later program's columns, which we bear but do not know, would be lost on the way."""
    if revision_of(source) != migrations.HEAD:
        raise StoreTooNew("")


def _bare_store(place: Place, metadata: MetaData, key: bytes | None) -> Store:
    """A store without laws, on a place that is not made yet."""
    return Store(place, metadata, Laws(), open_engines(place, key=key), SystemClock())


def _restore_file(
    file: Path,
    place: Place,
    metadata: MetaData,
    laws: Laws,
    report: Progress,
    key: bytes | None,
) -> None:
    if place.database_file.exists():
        raise NotEmpty(str(place))
    part = place.database_file.with_name(place.database_file.name + ".part")
    with said_of(place.home), removed(part):
        make_folder(place)
        part.unlink(missing_ok=True)
        with opened(file, key) as raw, said_of(place.home):
            vacuum_into(raw, part, file.stat().st_size, report)
        sync(part)
        part.replace(place.database_file)
    with _all_or_nothing(place):
        # The backup itself is the copy of what is upgraded.
        store = Store.open(place, metadata, laws, create=False, keep_copy=False, key=key)
        try:
            # A backup may come from anywhere: its laws are not taken on trust.
            with Migrating(store) as tx:
                laws.drop(tx.connection)
                laws.install(tx.connection)
        finally:
            store.close()


def _copy_to_server(
    staged: Place,
    place: Place,
    metadata: MetaData,
    laws: Laws,
    report: Progress,
    key: bytes | None,
) -> None:
    source_store = Store.open(staged, metadata, laws, create=False, key=key)
    target_store = _bare_store(place, metadata, None)
    try:
        # The staged copy is ours: reading its index takes a table of its own.
        with target_store.writing() as target, source_store.writing() as source:
            if target.scalar(
                "SELECT count(*) FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = current_schema()::regnamespace"
            ):
                raise NotEmpty(str(place))
            _refuse_other_schema(source)
            create_tables(metadata, target.connection)
            to_postgresql(source, target, metadata, report)
            laws.install(target.connection)
            stamp(target_store.tables, target.connection)
            if counts(source, metadata) != counts(target, metadata):
                raise NotABackup(staged.database_file, "not every row arrived")
    finally:
        source_store.close()
        target_store.close()


@contextmanager
def _all_or_nothing(place: Place) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                place.database_file.with_name(place.database_file.name + end).unlink()
        raise
