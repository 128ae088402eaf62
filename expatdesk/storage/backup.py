"""Backups: a consistent snapshot in one SQLite file, from either engine, and the way back.

A backup is written beside its place as `.part`, read through, and only then given its name.
Beside it stands `<name>.sha256`, in the form of sha256sum, so that a copy on another medium
can be told from a damaged one.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData

from expatdesk.clock import SystemClock
from expatdesk.storage.engines import RawSqlite, open_engines, raw_sqlite, set_up_sqlite
from expatdesk.storage.errors import (
    DiskFull,
    NotABackup,
    NotEmpty,
    StoreReadOnly,
)
from expatdesk.storage.laws import Laws
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import create_tables, make_folder, make_home, stamp
from expatdesk.storage.store import Store
from expatdesk.storage.transfer import Progress, counts, to_postgresql, to_sqlite
from expatdesk.storage.unit import Migrating

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SQLITE_FULL = 13
_SQLITE_IO_ERROR = 10
_SQLITE_READ_ONLY = {3, 8, 14}
_SQLITE_DAMAGED = {11, 26}


@dataclass(frozen=True)
class Backup:
    """A finished backup. `size` in bytes."""

    path: Path
    size: int
    sha256: str


def backup(store: Store, target: Path, progress: Progress | None = None) -> Backup:
    """Write a snapshot of the centre to `target`, replacing an earlier one only when whole.

    Others may go on working meanwhile. Raises DiskFull or StoreReadOnly for the target's
    folder, StoreDamaged for the centre's own file; nothing half-written is left.
    """
    part = target.with_name(target.name + ".part")
    report = progress or _silent
    if not target.parent.is_dir():
        raise StoreReadOnly(str(target.parent))
    with _said_of(target.parent), _removed(part):
        part.unlink(missing_ok=True)
        if store.dialect == "sqlite":
            with closing(raw_sqlite(store.place, store.engines.key)) as raw:
                try:
                    _vacuum_into(raw, part, store.place.database_file.stat().st_size, report)
                except _sqlite_error() as error:
                    if _code(error) in _SQLITE_DAMAGED:
                        raise store.failures.damaged(str(error)) from error
                    raise _ours_of_target(target.parent, error) from error
        else:
            _copy_from_server(store, part, report)
        _verify(part, store.engines.key)
        done = _name_it(part, target)
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

    Raises NotABackup, NotEmpty, StoreTooNew, DiskFull, StoreReadOnly, StoreUnreachable.
    """
    report = progress or _silent
    _check_sum(file)
    _verify(file, key)
    if place.dialect == "sqlite":
        _restore_file(file, place, metadata, laws, report, key)
    else:
        with tempfile.TemporaryDirectory(prefix="expatdesk-") as folder:
            staged = Place.folder(Path(folder) / "centre")
            _restore_file(file, staged, metadata, laws, _silent, key)
            _copy_to_server(staged, place, metadata, laws, report, key)
    report(1.0)


def _silent(_part: float) -> None:
    return


def _vacuum_into(raw: RawSqlite, part: Path, size: int, report: Progress) -> None:
    def look() -> int:
        with suppress(OSError):
            report(min(part.stat().st_size / max(size, 1), 0.99))
        return 0  # go on

    # Created here, so that nobody else can read it while it grows.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    raw.set_progress_handler(look, 200_000)
    raw.execute("VACUUM INTO ?", (str(part),))
    raw.set_progress_handler(None, 0)


def _copy_from_server(store: Store, part: Path, report: Progress) -> None:
    folder = part.with_name(part.name + ".d")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        copy = _bare_store(Place.folder(folder), store.metadata, store.engines.key)
        try:
            make_home(copy.place, copy.failures, create=True, key=store.engines.key)
            with store.reading() as source, Migrating(copy) as target:
                create_tables(copy, target.connection)
                to_sqlite(source, target, store.metadata, report)
                store.laws.install(target.connection)
                stamp(copy, target.connection)
        finally:
            copy.close()
        _into_one_file(copy.place, store.engines.key)
        copy.place.database_file.replace(part)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bare_store(place: Place, metadata: MetaData, key: bytes | None) -> Store:
    """A store without laws, on a place that is not made yet."""
    return Store(place, metadata, Laws(), open_engines(place, key=key), SystemClock())


def _into_one_file(place: Place, key: bytes | None) -> None:
    with closing(raw_sqlite(place, key)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")


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
    with _said_of(place.home), _removed(part):
        make_folder(place)
        part.unlink(missing_ok=True)
        with _opened(file, key) as raw:
            try:
                _vacuum_into(raw, part, file.stat().st_size, report)
            except _sqlite_error() as error:
                raise _ours_of_target(place.home, error) from error
        _sync(part)
        part.replace(place.database_file)
    with _all_or_nothing(place):
        store = Store.open(place, metadata, laws, create=False, key=key)
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
            create_tables(target_store, target.connection)
            to_postgresql(source, target, metadata, report)
            laws.install(target.connection)
            stamp(target_store, target.connection)
            if counts(source, metadata) != counts(target, metadata):
                raise NotABackup(staged.database_file, "not every row arrived")
    finally:
        source_store.close()
        target_store.close()


@contextmanager
def _opened(file: Path, key: bytes | None) -> Iterator[RawSqlite]:
    """A backup is in no WAL mode and may lie on a medium that cannot be written."""
    import sqlcipher3.dbapi2

    if not file.is_file():
        raise NotABackup(file, "there is no such file")
    raw: RawSqlite = sqlcipher3.dbapi2.connect(
        file.absolute().as_uri() + "?mode=ro", uri=True, isolation_level=None
    )
    try:
        set_up_sqlite(raw, key)
        yield raw
    except sqlcipher3.dbapi2.Error as error:
        raise NotABackup(file, str(error)) from error
    finally:
        raw.close()


def _verify(file: Path, key: bytes | None) -> None:
    """Read all of the file. Raises NotABackup."""
    with _opened(file, key) as raw:
        answers = [row[0] for row in raw.execute("PRAGMA quick_check(1)").fetchall()]
        if answers != ["ok"]:
            raise NotABackup(file, str(answers[0]))
        broken = raw.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise NotABackup(file, f"a row of {broken[0]} names one that is not there")
        if not raw.execute("SELECT count(*) FROM alembic_version").fetchone()[0]:
            raise NotABackup(file, "it does not say which schema it has")


def _sum_file(file: Path) -> Path:
    return file.with_name(file.name + ".sha256")


def _check_sum(file: Path) -> None:
    """Hold the file against the sum beside it, where there is one. Raises NotABackup."""
    with suppress(FileNotFoundError):
        expected = _sum_file(file).read_text("utf-8").partition(" ")[0]
        if expected != _sha256(file):
            raise NotABackup(file, "it differs from the sum that was written beside it")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _name_it(part: Path, target: Path) -> Backup:
    """Bring the finished file to disk and under its name; the sum goes with it."""
    _sync(part)
    done = Backup(target, part.stat().st_size, _sha256(part))
    note = _sum_file(target)
    # Should we be stopped between the two, no sum is better than one of another file.
    note.unlink(missing_ok=True)
    part.replace(target)
    note.write_text(f"{done.sha256}  {target.name}\n", "utf-8")
    _sync(note)
    return done


def _sync(file: Path) -> None:
    """Have the file's bytes on the disk, and on POSIX its name too."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _sqlite_error() -> type[Exception]:
    import sqlcipher3.dbapi2

    found: type[Exception] = sqlcipher3.dbapi2.Error
    return found


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _ours_of_target(folder: Path, error: Exception) -> Exception:
    code = _code(error)
    if code in {_SQLITE_FULL, _SQLITE_IO_ERROR}:
        return DiskFull(str(folder))
    return StoreReadOnly(str(folder)) if code in _SQLITE_READ_ONLY else error


@contextmanager
def _said_of(folder: Path) -> Iterator[None]:
    """Say of this folder what the operating system says of a file in it."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(str(folder)) from error
        raise StoreReadOnly(str(folder)) from error


@contextmanager
def _removed(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _all_or_nothing(place: Place) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                place.database_file.with_name(place.database_file.name + end).unlink()
        raise
