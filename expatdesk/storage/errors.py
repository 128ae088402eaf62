"""What can go wrong with the place where a centre is kept, one class per failure.

Each carries what a window needs to say it in words. `Conflict` and `LawBroken` are also
SQLAlchemy's IntegrityError, so that a service may catch either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import IntegrityError


class StoreError(Exception):
    """Something is wrong with the place itself, not with what was asked of it."""


class StoreMissing(StoreError):
    """There is no centre at the place, and none was to be made."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"there is no centre at {where}")


class StoreDamaged(StoreError):
    """The database file cannot be trusted; `backups` can be restored, newest first."""

    def __init__(self, path: Path | None, backups: Sequence[Path], finding: str) -> None:
        self.path = path
        self.backups = tuple(backups)
        self.finding = finding
        super().__init__(f"the database {path or 'on the server'} is damaged: {finding}")


class StoreReadOnly(StoreError):
    """The place may be looked at but not written; a SQLite centre needs both."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"cannot write at {where}")


class DiskFull(StoreError):
    """No space was left; nothing of the unit of work was kept.

    `reserve_freed` says that the space set aside was given up, so that the next small step
    (closing, deleting, a receipt that must be finished) has room.
    """

    def __init__(self, where: str, *, reserve_freed: bool = False) -> None:
        self.where = where
        self.reserve_freed = reserve_freed
        super().__init__(f"no space left at {where}")


class StoreTooNew(StoreError):
    """The centre was last used by a later program; `min_program` is the oldest that can.

    Where that is this one, but not for what was asked, it is "".
    """

    def __init__(self, min_program: str) -> None:
        self.min_program = min_program
        needed = f"ExpatDesk {min_program} or later" if min_program else "a later ExpatDesk"
        super().__init__(f"this centre needs {needed}")


class UpgradeNotBegun(StoreError):
    """The copy before an upgrade could not be written to `where`; nothing was changed.

    `reason` says what is in the way.
    """

    def __init__(self, where: str, reason: Exception) -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"no copy could be kept at {where}, so nothing was upgraded: {reason}")


class UpgradeFailed(StoreError):
    """A migration did not come to its end and was undone whole; `copy` is from before it."""

    def __init__(self, where: str, copy: Path | None, reason: Exception) -> None:
        self.where = where
        self.copy = copy
        self.reason = reason
        super().__init__(f"the upgrade of {where} failed and was undone: {reason}")


class BrokenKeys(RuntimeError):
    """Rows were to be committed that name others which are not there."""


class StoreBusy(StoreError):
    """Others kept the place locked for longer than we wait, or crossed our way; try again."""

    def __init__(self, waited: float = 0.0) -> None:
        self.waited = waited
        super().__init__(f"the database was busy (waited {waited:.1f} s)")


class StoreUnreachable(StoreError):
    """The server does not answer, or the line to it broke; the unit of work is undone."""

    def __init__(self, where: str, finding: str) -> None:
        self.where = where
        self.finding = finding
        super().__init__(f"no connection to {where}: {finding}")


class SqliteTooOld(StoreError):
    """This SQLite can lose commits in WAL mode (fixed in 3.51.3, 3.50.7 and 3.44.6)."""

    def __init__(self, version: str) -> None:
        self.version = version
        super().__init__(
            f"SQLite {version} can lose commits in WAL mode; 3.51.3 or later is needed"
        )


class NotEmpty(StoreError):
    """There is a centre already where an empty place was asked for."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"there is already a centre at {where}")


class NotABackup(StoreError):
    """The file is not a whole backup of a centre."""

    def __init__(self, path: Path, finding: str) -> None:
        self.path = path
        self.finding = finding
        super().__init__(f"{path} is not a whole backup: {finding}")


class Conflict(IntegrityError, StoreError):
    """A row does not fit beside the others; `constraint` is the name of the rule it breaks."""

    def __init__(self, statement: str | None, orig: BaseException, constraint: str) -> None:
        self.constraint = constraint
        super().__init__(statement, None, orig, hide_parameters=True)

    def __str__(self) -> str:
        """The rule alone: the driver's words and the parameters hold people's data."""
        return f"{self.constraint} was violated"


class LawBroken(Conflict):
    """A law that the database itself keeps refused the row; `law` is its name."""

    @property
    def law(self) -> str:
        return self.constraint

    def __str__(self) -> str:
        """The law's own words, in which there is nobody's data."""
        return str(self.orig).partition("\n")[0]


LAW_MARK = "law "
_LAW = re.compile(rf"^{LAW_MARK}([a-z_]+)")
_UNIQUE_INDEX = re.compile(r"^UNIQUE constraint failed: index '(.+)'$")
_FAILED = re.compile(r"^(?:UNIQUE|CHECK|NOT NULL) constraint failed: (.+)$")


def law_named(orig: BaseException | None) -> str | None:
    """The law of which the driver's error speaks, if it speaks of one."""
    found = _LAW.match(str(orig))
    return found and found[1]


def rule_named(orig: BaseException | None) -> str:
    """Name of the constraint in the driver's error, as far as it tells.

    SQLite names checks, but of a unique key only its columns ("receipt.number, …"), and
    nothing of a foreign key.
    """
    diag = getattr(orig, "diag", None)
    if diag is not None:
        return diag.constraint_name or f"{diag.table_name}.{diag.column_name}"
    text = str(orig)
    found = _UNIQUE_INDEX.match(text) or _FAILED.match(text)
    return found[1] if found else text.removesuffix(" constraint failed").lower()


def violated(error: IntegrityError) -> str:
    """The constraint or law that an error is about, by the same name on both engines."""
    if isinstance(error, Conflict):
        return error.constraint
    return law_named(error.orig) or rule_named(error.orig)
