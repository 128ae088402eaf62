"""What a centre does by itself: a backup a day, retention, paper that is still to be made.

Runs in the background after the window has opened, and once a day while it stays open.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk.clock import today
from expatdesk.services.retention import Removed, Retention
from expatdesk.workflows.first_sheets import give_first_sheets

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.workflows.paper import Paper

DAILY, WEEKLY, MONTHLY = 12, 10, 9  # how many backups of each kind are kept
_NAME = "expatdesk-{day}.db"
_BEFORE_UPGRADE = re.compile(r"before-upgrade-(\d{4}-\d\d-\d\d)-.*\.db")


@dataclass(frozen=True)
class Upkeep:
    """What was done: the backup written today, what was removed, which papers were made.

    `sheets`: whether a centre of an earlier program was given its first information sheets.
    """

    backup: Path | None
    removed: tuple[Removed, ...]
    papers: int
    sheets: bool = False


def keep_up(
    centre: Centre, paper: Paper, folder: Path, goes_on: Callable[[], bool] = lambda: True
) -> Upkeep:
    """Makes today's backup (unless it is there), cleans up what is due, makes missing papers.

    Gives a centre that an earlier program made its first sheets, should the start that upgraded
    it have been cut short.

    The backup comes first, so that nothing is removed before it has been kept once more.
    Raises the errors of storage.
    """
    backup = _backup_of_today(centre, folder)
    removed: list[Removed] = []
    papers: list[int] = []
    if goes_on():
        removed = Retention(centre.store).run(goes_on)
    if goes_on():
        papers = paper.finish_missing(goes_on)
    sheets = goes_on() and give_first_sheets(centre)
    return Upkeep(backup, tuple(removed), len(papers), sheets)


def last_backup(folder: Path) -> date | None:
    """The day of the newest backup in a folder."""
    days = _days(folder)
    return max(days) if days else None


def backups_to_drop(days: set[date]) -> set[date]:
    """Days whose backup is no longer kept: 12 daily, 10 weekly and 9 monthly ones stay.

    The newest is never dropped, whatever the clock says.
    """
    newest_first = sorted(days, reverse=True)
    keep = set(newest_first[:DAILY])
    keep |= set(_first_of(newest_first, lambda day: day.isocalendar()[:2], WEEKLY))
    keep |= set(_first_of(newest_first, lambda day: (day.year, day.month), MONTHLY))
    return days - keep


def _first_of(
    days: list[date], period: Callable[[date], tuple[int, ...]], count: int
) -> list[date]:
    """The newest day of each of the last periods."""
    newest: dict[tuple[int, ...], date] = {}
    for day in days:
        newest.setdefault(period(day), day)
    return list(newest.values())[:count]


def _backup_of_today(centre: Centre, folder: Path) -> Path | None:
    from expatdesk.storage.backup import backup

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / _NAME.format(day=today(centre.clock).isoformat())
    if target.exists():
        return None
    backup(centre.store, target)
    for day in backups_to_drop(_days(folder)):
        _drop(folder / _NAME.format(day=day.isoformat()))
    for file in _long_before_upgrades(folder):
        _drop(file)
    _sweep(folder)
    return target


def _drop(file: Path) -> None:
    from expatdesk.storage.snapshot import sum_file

    file.unlink(missing_ok=True)
    sum_file(file).unlink(missing_ok=True)


def _long_before_upgrades(folder: Path) -> list[Path]:
    """Copies from before upgrades that are older than every backup of a full set.

    They hold names, too, whose term may be over. The backups decide and not the clock: one that
    is years ahead drops nothing.
    """
    days = _days(folder)
    if len({(day.year, day.month) for day in days}) < MONTHLY:
        return []
    first = min(days).isoformat()
    return [
        file
        for file in folder.iterdir()
        if (found := _BEFORE_UPGRADE.fullmatch(file.name)) and found[1] < first
    ]


def _sweep(folder: Path) -> None:
    """What a program that was killed while it wrote a backup has left of it."""
    for part in folder.glob(_NAME.format(day="*") + ".part*"):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _days(folder: Path) -> set[date]:
    found = set()
    for file in folder.glob(_NAME.format(day="*")):
        text = file.name.removeprefix("expatdesk-").removesuffix(".db")
        try:
            found.add(date.fromisoformat(text))
        except ValueError:
            continue  # not one of ours
    return found
