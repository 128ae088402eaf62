"""Is the database file sound? Asked at start where there is reason to, and on request in full.

Opening the file and reading its schema is always done. The whole of it is read at start where
it is small, after an unclean end, or where something else has touched it since (a copy, a
repair, a failing disk). `Store.check` reads everything, in the background.

The file is never opened here except through SQLite: closing another handle on it would drop
the locks that this process holds (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path

from expatdesk.storage.engines import RawSqlite, raw_sqlite
from expatdesk.storage.errors import StoreBusy
from expatdesk.storage.failures import Failures
from expatdesk.storage.place import Place

# Files up to this size are read in some tens of milliseconds: always look.
_SMALL = 8 * 1024 * 1024


def check_at_start(place: Place, key: bytes | None, failures: Failures) -> None:
    """The quick look. Raises StoreDamaged, StoreReadOnly, StoreUnreachable."""
    small = place.database_file.stat().st_size <= _SMALL
    _ask(place, key, failures, small or not _trusted(place, key, failures))


def check_all(place: Place, key: bytes | None, failures: Failures) -> None:
    """Read everything, indexes against tables too. Raises StoreDamaged."""
    if place.dialect == "sqlite":
        _ask(place, key, failures, True, "PRAGMA integrity_check(1)")


def _ask(
    place: Place,
    key: bytes | None,
    failures: Failures,
    thorough: bool,  # noqa: FBT001  (two internal callers)
    question: str = "PRAGMA quick_check(1)",
) -> None:
    import sqlcipher3.dbapi2

    try:
        with closing(raw_sqlite(place, key)) as raw:
            finding = _size_finding(place.database_file, raw)
            if thorough and not finding:
                finding = _finding(raw, question)
    except sqlcipher3.dbapi2.Error as error:
        ours = failures.of(error)
        if ours is None:
            raise
        raise ours from error
    if finding:
        raise failures.damaged(finding)


def _finding(raw: RawSqlite, question: str) -> str:
    answers = [str(row[0]) for row in raw.execute(question).fetchall()]
    return "" if answers == ["ok"] else "; ".join(answers)


def _size_finding(file: Path, raw: RawSqlite) -> str:
    """Reads the schema; says so where the file is shorter than its header says."""
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    pages, size = (int(raw.execute(f"PRAGMA {what}").fetchone()[0]) for what in _SIZES)
    # With a log beside it the file may be behind for good reasons.
    if _log_of(file) == 0 and file.stat().st_size < pages * size:
        return "the file is shorter than it says"
    return ""


_SIZES = ("page_count", "page_size")


def _log_of(file: Path) -> int:
    """Size of the write-ahead log; none is left when the last program closes the file."""
    try:
        return file.with_name(file.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _trusted(place: Place, key: bytes | None, failures: Failures) -> bool:
    """Whether the file is as the last program left it, or another one is at work in it now."""
    if _log_of(place.database_file) and _in_use(place, key, failures):
        return True
    try:
        return place.closed_file.read_text("ascii") == _stamp(place.database_file)
    except (OSError, UnicodeDecodeError):
        return False


def _in_use(place: Place, key: bytes | None, failures: Failures) -> bool:
    """Whether another connection is open: then the file cannot be had for ourselves alone."""
    import sqlcipher3.dbapi2

    try:
        with closing(raw_sqlite(place, key)) as raw:
            raw.execute("PRAGMA locking_mode=EXCLUSIVE")
            raw.execute("BEGIN EXCLUSIVE")
            raw.execute("ROLLBACK")
    except sqlcipher3.dbapi2.Error as error:
        return isinstance(failures.of(error), StoreBusy)
    return False


def _stamp(file: Path) -> str:
    stat = file.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


def note_clean_end(place: Place) -> None:
    """Write down how the file looks now, if nobody else has it open."""
    file = place.database_file
    with suppress(OSError):
        if _log_of(file) == 0:
            handle = os.open(place.closed_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(_stamp(file))
