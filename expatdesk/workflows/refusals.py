"""Failures of the place where a centre is kept, put in words that say what to do."""

from __future__ import annotations

from pathlib import Path

from expatdesk.i18n import _
from expatdesk.storage.errors import (
    DiskFull,
    NotABackup,
    NotEmpty,
    SqliteTooOld,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    UpgradeFailed,
    UpgradeNotBegun,
)


def words_for(error: Exception) -> str | None:
    """A sentence or two in the current language; None for what is no failure of the place."""
    if not isinstance(error, StoreError):
        return None
    match error:
        case StoreMissing():
            words = _("There is no centre at {where}.").format(where=error.where)
        case StoreDamaged():
            words = _damaged(error)
        case StoreReadOnly():
            words = _(
                "ExpatDesk cannot write at {where}. Please give this user the right to change "
                "the folder and its files."
            ).format(where=error.where)
        case DiskFull():
            words = _(
                "There is no space left at {where}. Nothing half-done was kept; please make room "
                "and try again."
            ).format(where=error.where)
        case StoreTooNew():
            words = _too_new(error)
        case UpgradeNotBegun():
            words = _not_begun(error)
        case UpgradeFailed():
            words = _upgrade_failed(error)
        case StoreBusy():
            words = _("Other desks kept the centre busy. Please try again.")
        case StoreUnreachable():
            words = _("There is no connection to {where}. Nothing half-done was kept.").format(
                where=error.where
            )
        case SqliteTooOld():
            words = str(error)
        case NotEmpty():
            words = _("There is already a centre at {where}.").format(where=error.where)
        case NotABackup():
            words = _("{file} is not a whole backup of a centre.").format(file=error.path)
        case _:
            return None
    return words


def _too_new(error: StoreTooNew) -> str:
    if not error.min_program:
        return _(
            "A later ExpatDesk has changed this centre. Only that one can copy it without loss; "
            "please install it."
        )
    return _("This centre needs ExpatDesk {version} or later.").format(version=error.min_program)


def _not_begun(error: UpgradeNotBegun) -> str:
    """Why nothing was upgraded: the copy comes first, and something is in its way."""
    said = _(
        "This centre comes from an earlier ExpatDesk. Before it is brought up to date a copy is "
        "kept in {folder}, and that was not possible; nothing was changed."
    ).format(folder=error.where)
    reason = words_for(error.reason)
    return f"{said} {reason}" if reason else said


def _upgrade_failed(error: UpgradeFailed) -> str:
    """That all is as it was, and where the copy is."""
    said = _(
        "The centre at {where} could not be brought up to date. It is as it was before: please go "
        "on with the earlier ExpatDesk and tell who looks after this one."
    ).format(where=error.where)
    if error.copy is None:
        return said
    return said + " " + _("A copy is at {file}.").format(file=error.copy)


def words_after_upgrade(copy: Path) -> str:
    """What is said at the first start after an upgrade."""
    return _("This centre was brought up to date. As it was before, it is kept in {file}.").format(
        file=copy
    )


def _damaged(error: StoreDamaged) -> str:
    """What is damaged, and the way to bring back the newest backup."""
    said = _("The centre's database {file} is damaged and was not opened.").format(
        file=error.path or ""
    )
    if not error.backups:
        return said + " " + _("No backup was found beside it.")
    newest = error.backups[0]
    return (
        said
        + " "
        + _(
            "The newest backup is {backup}. To bring it back, move the damaged folder aside and "
            "run: expatdesk --data {folder} restore {backup}"
        ).format(backup=newest, folder=error.path.parent if error.path else "")
    )
