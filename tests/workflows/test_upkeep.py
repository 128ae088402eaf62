"""A centre looks after itself: one backup a day, thinned out, and what is due is cleaned up."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expatdesk.services.base import Actor
from expatdesk.storage.errors import StoreDamaged, StoreReadOnly
from expatdesk.workflows.paper import Paper
from expatdesk.workflows.refusals import words_for
from expatdesk.workflows.upkeep import backups_to_drop, keep_up, last_backup

DAY = timedelta(days=1)


def paper_of(centre: Any) -> Paper:
    return Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)


def test_one_backup_a_day(centre: Any, tmp_path: Path, at: Any) -> None:
    folder = tmp_path / "backups"
    first = keep_up(centre, paper_of(centre), folder)
    assert first.backup is not None
    assert first.backup.exists()
    assert keep_up(centre, paper_of(centre), folder).backup is None
    at("2026-11-25 08:00")
    assert keep_up(centre, paper_of(centre), folder).backup is not None
    assert last_backup(folder) == date(2026, 11, 25)


def test_a_centre_that_never_had_sheets_gets_them_after_its_backup(
    centre: Any, tmp_path: Path
) -> None:
    """The start that upgraded it was cut short; without its bites nothing is given either."""
    assert not keep_up(centre, paper_of(centre), tmp_path, lambda: False).sheets
    assert keep_up(centre, paper_of(centre), tmp_path).sheets
    assert not keep_up(centre, paper_of(centre), tmp_path).sheets
    assert len(centre.sheets.shelf()) == 30


def test_stops_between_bites(centre: Any, tmp_path: Path) -> None:
    done = keep_up(centre, paper_of(centre), tmp_path, lambda: False)
    assert done.removed == ()


def test_three_years_of_days_leave_few_backups_and_never_drop_the_newest() -> None:
    kept: set[date] = set()
    day = date(2024, 1, 1)
    for _ in range(3 * 365):
        kept.add(day)
        kept -= backups_to_drop(kept)
        assert day in kept
        day += DAY
    assert len(kept) <= 31
    assert min(kept) < day - timedelta(days=200)


@given(st.sets(st.dates(date(2000, 1, 1), date(2100, 1, 1)), min_size=1, max_size=80))
@settings(deadline=None)
def test_whatever_the_clock_did_the_newest_stays(days: set[date]) -> None:
    dropped = backups_to_drop(days)
    assert max(days) not in dropped
    assert dropped <= days
    assert backups_to_drop(days - dropped) == set()


def test_what_a_killed_backup_left_goes_with_the_next(centre: Any, tmp_path: Path) -> None:
    (tmp_path / "expatdesk-2026-11-20.db.part").write_bytes(b"half")
    (tmp_path / "expatdesk-2026-11-20.db.part.d").mkdir()
    (tmp_path / "expatdesk-2026-11-20.db.part.d" / "centre.db").write_bytes(b"half")
    (tmp_path / "somebody.db.part").write_bytes(b"not ours")
    keep_up(centre, paper_of(centre), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "expatdesk-2026-11-24.db",
        "expatdesk-2026-11-24.db.sha256",
        "somebody.db.part",
    ]


def upgraded_on(folder: Path, day: str) -> Path:
    """A copy from before an upgrade, with its sum."""
    file = folder / f"before-upgrade-{day}-0903-schema-0001-centre-0a1b2c3d.db"
    file.write_bytes(b"a centre")
    file.with_name(file.name + ".sha256").write_text("sum")
    return file


@pytest.mark.parametrize(("months", "goes"), [(8, True), (7, False)])
def test_a_copy_from_before_an_upgrade_goes_with_the_last_backup_of_its_time(
    centre: Any, tmp_path: Path, months: int, *, goes: bool
) -> None:
    """Of nine months there are backups; with fewer nothing has been dropped yet."""
    for month in range(months):
        (tmp_path / f"expatdesk-2026-{10 - month:02}-15.db").write_bytes(b"a centre")
    oldest = f"2026-{11 - months:02}-15"
    before, after = upgraded_on(tmp_path, "2026-01-31"), upgraded_on(tmp_path, oldest)
    keep_up(centre, paper_of(centre), tmp_path)
    assert before.exists() is not goes
    assert before.with_name(before.name + ".sha256").exists() is not goes
    assert after.exists()


def test_a_damaged_database_is_told_with_the_way_to_restore(tmp_path: Path) -> None:
    backup = tmp_path / "backups" / "expatdesk-2026-11-23.db"
    words = words_for(StoreDamaged(tmp_path / "centre.db", [backup], "page 3"))
    assert words is not None
    assert str(backup) in words
    assert "restore" in words
    assert words_for(StoreReadOnly(str(tmp_path)))
    assert words_for(ValueError("not ours")) is None


def test_the_people_at_work_are_not_touched(
    centre: Any,
    jansen: Actor,
    tmp_path: Path,
) -> None:
    keep_up(centre, paper_of(centre), tmp_path)
    assert centre.staff.actor(jansen.staff_id, jansen.desk_id).staff_name == "S. Jansen"
