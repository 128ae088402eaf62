"""Failures of the place where a centre is kept, put in words that say what to do."""

from __future__ import annotations

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
            words = _("This centre needs ExpatDesk {version} or later.").format(
                version=error.min_program
            )
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
