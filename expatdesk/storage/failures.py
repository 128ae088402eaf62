"""Turns what the drivers raise into the errors of this floor, in one place for all statements."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Engine, Index, MetaData, PrimaryKeyConstraint, UniqueConstraint, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, IntegrityError

from expatdesk.storage.errors import (
    Conflict,
    DiskFull,
    LawBroken,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreUnreachable,
    law_named,
    rule_named,
)
from expatdesk.storage.place import Place
from expatdesk.storage.reserve import free_reserve

# SQLite's primary result codes (sqlite.org/rescode.html).
_BUSY = {5, 6}
_READ_ONLY = {3, 8, 14}  # PERM, READONLY, CANTOPEN
_DAMAGED = {11, 26}
_FULL = 13
_IO_ERROR = 10
# Less than this is as good as nothing: the shared index of the WAL grows by 32 KiB.
_NO_SPACE = 256 * 1024

# PostgreSQL's codes: deadlock, serialization, lock not available, lock or statement timeout.
_PG_BUSY = {"40P01", "40001", "55P03", "57014"}
_PG_FULL = {"53100"}
_PG_READ_ONLY = {"25006", "42501"}
_PG_DAMAGED = {"XX001", "XX002"}


class Failures:
    """Knows the place and the names of its unique keys; hangs on an engine's errors."""

    def __init__(self, place: Place, metadata: MetaData) -> None:
        self._place = place
        self._unique = _unique_keys(metadata)

    def attach(self, engine: Engine) -> None:
        event.listen(engine, "handle_error", self._on_error)

    def _on_error(self, context: ExceptionContext) -> None:
        """Raise our error in place of SQLAlchemy's, where we have one for it."""
        if context.is_pre_ping:
            return  # the pool connects anew by itself
        wrapped = context.sqlalchemy_exception
        if isinstance(wrapped, IntegrityError):
            # Not "from": PostgreSQL's own message shows the row, and logs show causes.
            raise self._conflict(wrapped) from None
        ours = self.of(context.original_exception)
        refused = self._place.dialect == "postgresql" and context.connection is None
        if ours is None and (refused or context.is_disconnect):
            ours = StoreUnreachable(str(self._place), str(context.original_exception).strip())
        if ours is not None:
            raise ours from context.original_exception

    def _conflict(self, error: IntegrityError) -> Conflict:
        orig = error.orig
        assert orig is not None
        law = law_named(orig)
        if law is not None:
            return LawBroken(error.statement, orig, law)
        rule = rule_named(orig)
        return Conflict(error.statement, orig, self._unique.get(_columns(rule), rule))

    def of(self, error: BaseException) -> StoreError | None:
        """Our error for the driver's, or None where the statement itself was wrong."""
        if isinstance(error, DBAPIError) and error.orig is not None:
            error = error.orig
        if self._place.dialect == "postgresql":
            return self._of_postgresql(error)
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else self._of_sqlite(code & 0xFF, str(error))

    def _of_sqlite(self, code: int, text: str) -> StoreError | None:
        home = self._place.home
        if code in _BUSY:
            return StoreBusy()
        if code in _DAMAGED:
            return self.damaged(text)
        if code == _FULL or (code in {_IO_ERROR, *_READ_ONLY} and _is_full(home)):
            return DiskFull(str(home), reserve_freed=free_reserve(self._place.reserve_file))
        if code in _READ_ONLY:
            return StoreReadOnly(str(home))
        if code == _IO_ERROR:
            return StoreUnreachable(str(home), text)
        return None

    def _of_postgresql(self, error: BaseException) -> StoreError | None:
        state = getattr(error, "sqlstate", None)
        where = str(self._place)
        if state in _PG_BUSY:
            return StoreBusy()
        if state in _PG_FULL:
            return DiskFull(where)
        if state in _PG_READ_ONLY:
            return StoreReadOnly(where)
        if state in _PG_DAMAGED:
            return self.damaged(str(error))
        # 08: connection lost; 57P: the server is going down; 28: not let in; 3D: no database.
        unreachable = state is not None and state[:2] in {"08", "28", "3D"}
        if unreachable or (state is not None and state.startswith("57P")):
            return StoreUnreachable(where, str(error).strip())
        return None

    def damaged(self, finding: str) -> StoreDamaged:
        """The centre's own file with its backups; of a server we know neither."""
        if self._place.dialect == "postgresql":
            return StoreDamaged(None, (), finding)
        return StoreDamaged(self._place.database_file, backups_of(self._place), finding)


def backups_of(place: Place) -> list[Path]:
    """Backups in the centre's folder of backups, newest first."""
    if not place.backups.is_dir():
        return []
    return sorted(
        place.backups.glob("*.db"), key=lambda file: (file.stat().st_mtime_ns, file.name)
    )[::-1]


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_SPACE
    except OSError:
        return False


def _columns(rule: str) -> frozenset[str]:
    return frozenset(part.strip() for part in rule.split(","))


def _unique_keys(metadata: MetaData) -> dict[frozenset[str], str]:
    """Names of unique keys by their columns, which is all that SQLite says of them."""
    names: dict[frozenset[str], str] = {}
    for table in metadata.tables.values():
        uniques = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        rules: list[UniqueConstraint | PrimaryKeyConstraint | Index] = [table.primary_key]
        for rule in (*rules, *uniques, *(index for index in table.indexes if index.unique)):
            if rule.name is not None:
                columns = frozenset(f"{table.name}.{column.name}" for column in rule.columns)
                names[columns] = str(rule.name)
    return names
