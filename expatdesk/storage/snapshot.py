"""Files that each hold a whole centre: read through, brought to disk, named, summed.

A snapshot is written beside its place as `.part`, read through, and only then given its name.
Beside it stands `<name>.sha256`, in the form of sha256sum, so that a copy on another medium
can be told from a damaged one.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from expatdesk.storage.engines import RawSqlite, raw_sqlite, set_up_sqlite
from expatdesk.storage.errors import DiskFull, NotABackup, StoreReadOnly
from expatdesk.storage.failures import Failures
from expatdesk.storage.place import Place

# From 0.0 to 1.0, called now and then.
Progress = Callable[[float], None]

# Steps of SQLite's machine between two looks at how far it is.
EVERY = 200_000

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


def silent(_part: float) -> None:
    """Progress that nobody watches."""


def copy_file(
    place: Place, failures: Failures, part: Path, report: Progress, key: bytes | None
) -> None:
    """Copy the SQLite file of a centre at work. Raises StoreDamaged."""
    import sqlcipher3.dbapi2

    with closing(raw_sqlite(place, key)) as raw:
        try:
            vacuum_into(raw, part, place.database_file.stat().st_size, report)
        except sqlcipher3.dbapi2.Error as error:
            if _code(error) in _SQLITE_DAMAGED:
                raise failures.damaged(str(error)) from error
            raise


def vacuum_into(raw: RawSqlite, part: Path, size: int, report: Progress) -> None:
    """Copy a SQLite database in one snapshot; `size` in bytes is what is expected."""

    def look() -> int:
        with suppress(OSError):
            report(min(part.stat().st_size / max(size, 1), 0.99))
        return 0  # go on

    # Created here, so that nobody else can read it while it grows.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    raw.set_progress_handler(look, EVERY)
    raw.execute("VACUUM INTO ?", (str(part),))
    raw.set_progress_handler(None, 0)


@contextmanager
def opened(file: Path, key: bytes | None) -> Iterator[RawSqlite]:
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


def verify(file: Path, key: bytes | None) -> None:
    """Read all of the file. Raises NotABackup."""
    with opened(file, key) as raw:
        answers = [row[0] for row in raw.execute("PRAGMA quick_check(1)").fetchall()]
        if answers != ["ok"]:
            raise NotABackup(file, str(answers[0]))
        broken = raw.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise NotABackup(file, f"a row of {broken[0]} names one that is not there")
        if not raw.execute("SELECT count(*) FROM alembic_version").fetchone()[0]:
            raise NotABackup(file, "it does not say which schema it has")


def sum_file(file: Path) -> Path:
    """Where the sum of a snapshot stands."""
    return file.with_name(file.name + ".sha256")


def check_sum(file: Path) -> None:
    """Hold the file against the sum beside it, where there is one. Raises NotABackup."""
    with suppress(FileNotFoundError):
        expected = sum_file(file).read_text("utf-8").partition(" ")[0]
        if expected != _sha256(file):
            raise NotABackup(file, "it differs from the sum that was written beside it")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def name_it(part: Path, target: Path) -> Backup:
    """Bring the finished file to disk and under its name; the sum goes with it."""
    sync(part)
    done = Backup(target, part.stat().st_size, _sha256(part))
    note = sum_file(target)
    # Should we be stopped between the two, no sum is better than one of another file.
    note.unlink(missing_ok=True)
    part.replace(target)
    note.write_text(f"{done.sha256}  {target.name}\n", "utf-8")
    sync(note)
    return done


def sync(file: Path) -> None:
    """Have the file's bytes on the disk, and on POSIX its name too."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def said_of(folder: Path) -> Iterator[None]:
    """Say of this folder what the operating system or SQLite says of a file in it.

    Raises DiskFull, StoreReadOnly; what says nothing of the folder goes on as it is.
    """
    import sqlcipher3.dbapi2

    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(str(folder)) from error
        raise StoreReadOnly(str(folder)) from error
    except sqlcipher3.dbapi2.Error as error:
        if _code(error) in {_SQLITE_FULL, _SQLITE_IO_ERROR}:
            raise DiskFull(str(folder)) from error
        if _code(error) in _SQLITE_READ_ONLY:
            raise StoreReadOnly(str(folder)) from error
        raise


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def removed(part: Path) -> Iterator[None]:
    """Whatever happens, `part` is not there afterwards."""
    try:
        yield
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
