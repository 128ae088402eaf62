"""Whatever goes wrong in an upgrade, the centre is the older one or the later one, and sound."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from databases import open_store
from samples import Samples
from sqlalchemy import select
from storage.disks import as_nobody
from storage.later import GONE, HEAD, OURS, later_program, open_later
from storage.upgrading import (
    WEDNESDAY,
    Rows,
    clock,
    copies,
    older,
    own_data,
    rows_of,
    samples,
    scripts,
    sound,
    started,
    state,
    upgraded,
)

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.storage.backup import restore
from expatdesk.storage.errors import (
    DiskFull,
    StoreReadOnly,
    UpgradeFailed,
    UpgradeNotBegun,
)
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place

__all__ = ["clock", "older", "own_data", "samples", "scripts"]  # fixtures

DIALECTS = ("sqlite", "postgresql")


@contextmanager
def for_nobody(place: Place, scripts: Path) -> Iterator[None]:
    """As somebody whose centre it is, and who may not write where the copies go."""
    if place.dialect == "sqlite":
        place.home.parent.chmod(0o755)
        for file in (place.home, *place.home.glob("*.*")):
            shutil.chown(file, 65534, 65534)
    scripts.mkdir()
    shutil.chown(scripts, 65534, 65534)
    for folder in {*place.backups.parents, scripts, *scripts.parents}:
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(folder.stat().st_mode | 0o055)
    with as_nobody():
        yield


class TestWhereNoCopyCanBeWritten:
    """The upgrade does not begin, and says what is in the way."""

    def refused(
        self, place: Place, scripts: Path, clock: FixedClock, reason: type[Exception]
    ) -> UpgradeNotBegun:
        with later_program(scripts), pytest.raises(UpgradeNotBegun) as caught:
            open_later(place, clock)
        assert isinstance(caught.value.reason, reason)
        assert caught.value.where == str(place.backups)
        return caught.value

    def test_a_folder_that_cannot_be_made(
        self, older: Place, scripts: Path, clock: FixedClock
    ) -> None:
        before = state(older, clock)
        older.backups.parent.mkdir(parents=True, exist_ok=True)
        older.backups.write_text("in the way")
        self.refused(older, scripts, clock, StoreReadOnly)
        assert state(older, clock) == before

    def test_a_folder_that_is_read_only(
        self, older: Place, scripts: Path, clock: FixedClock
    ) -> None:
        before = state(older, clock)
        older.backups.mkdir(parents=True)
        older.backups.chmod(0o555)
        with for_nobody(older, scripts):
            self.refused(older, scripts, clock, StoreReadOnly)
        assert list(older.backups.iterdir()) == []
        assert state(older, clock) == before

    def test_a_full_disk(
        self, older: Place, scripts: Path, clock: FixedClock, small_disk: Path
    ) -> None:
        """No room is left beside what others have written there."""
        before = state(older, clock)
        (small_disk / "other").write_bytes(bytes(11 * 1024 * 1024))
        older.backups.parent.mkdir(parents=True, exist_ok=True)
        older.backups.symlink_to(small_disk)
        self.refused(older, scripts, clock, DiskFull)
        assert [file.name for file in small_disk.iterdir()] == ["other"]
        assert state(older, clock) == before
        (small_disk / "other").unlink()
        assert upgraded(older, scripts, clock).exists()


@pytest.mark.parametrize(
    "fault",
    [
        'op.execute("INSERT INTO desk (id) VALUES (1)")',
        'op.execute("SELECT nothing FROM nowhere")',
        'op.execute("DELETE FROM desk")',
    ],
)
def test_a_migration_that_fails_leaves_the_centre_as_it_was(
    older: Place, scripts: Path, clock: FixedClock, fault: str
) -> None:
    """Rows, tables, laws; the copy stays, and the mended program goes on from there."""
    before = state(older, clock)
    with later_program(scripts, fault), pytest.raises(UpgradeFailed) as caught:
        open_later(older, clock)
    assert caught.value.copy is not None
    assert caught.value.copy.exists()
    assert state(older, clock) == before
    store = open_store(older, clock)
    assert sound(store)
    store.close()
    upgraded(older, scripts, clock)


def test_of_desks_that_start_at_once_one_upgrades_and_one_copies(
    older: Place, scripts: Path
) -> None:
    script = """
with later.later_program(Path(folder)):
    store = later.open_later(place, SystemClock())
    print(store.upgraded is not None)
    store.close()
"""
    with ExitStack() as running:
        starting = [running.enter_context(started(older, scripts, script)) for _ in range(3)]
        said = [process.communicate(timeout=60)[0].strip() for process in starting]
    assert sorted(said) == ["False", "False", "True"]
    assert [file.suffix for file in copies(older)] == [".db", ".sha256"]


KILLED = {
    "while copying": {
        "sqlite": "snapshot.EVERY, before_upgrade.silent = 100, stop_here",
        "postgresql": "transfer._Steps.done = stop_here",
    },
    "before the copy has its name": dict.fromkeys(DIALECTS, "before_upgrade.name_it = stop_here"),
    "while migrating": dict.fromkeys(DIALECTS, "end = 'import __main__; __main__.stop_here()'"),
    "before the commit": dict.fromkeys(DIALECTS, "Migrating._commit = stop_here"),
}


@pytest.mark.parametrize("moment", KILLED)
def test_killed_at_any_moment_it_is_sound_at_the_next_start(
    older: Place, scripts: Path, clock: FixedClock, tmp_path: Path, moment: str
) -> None:
    before = state(older, clock)
    script = f"""
end = ""
{KILLED[moment][older.dialect]}
with later.later_program(Path(folder), end):
    later.open_later(place, SystemClock())
"""
    with started(older, scripts, script) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
    assert state(older, clock) == before
    copy = upgraded(older, scripts, clock)
    assert [file for file in older.backups.iterdir() if ".part" in file.name] == []
    kept = Place.folder(tmp_path / "kept")
    restore(copy, kept, metadata, centre_laws())
    assert state(kept, clock)[0] == before[0]
    with later_program(scripts):
        store = open_later(older, clock)
        assert sound(store)
        store.close()


SOAK = [pytest.mark.soak, pytest.mark.timeout(900)]


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=SOAK)])
def test_killed_at_random_it_is_the_older_centre_or_the_later_one_and_never_between(
    samples: Samples, dialect: str, scripts: Path, clock: FixedClock, kills: int
) -> None:
    """Power cuts at any instant of an upgrade; the next start brings each to its end."""
    chance = random.Random(kills)
    script = """
print("here", flush=True)
with later.later_program(Path(folder)):
    later.open_later(place, SystemClock()).close()
"""
    for _ in range(kills):
        with samples.store(dialect, WEDNESDAY) as store:
            store.close()
            before = state(store.place, clock)
            with started(store.place, scripts, script) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == "here\n"
                with suppress(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0, 1.2))
            went_on(store.place, scripts, clock, before[0])


def went_on(place: Place, scripts: Path, clock: FixedClock, before: Rows) -> None:
    """It is the centre of before, or the whole of the later one; and becomes that in the end."""
    store = open_store(place, clock)
    ((reached,),) = rows_of(store, "SELECT version_num FROM alembic_version")
    kept = [table for table in metadata.sorted_tables if table.name != GONE or reached == OURS]
    with store.reading() as tx:
        assert centre_laws().missing(tx.connection) == []
        for table in kept:
            found = sorted((tuple(row) for row in tx.rows(select(table))), key=repr)
            stamped = reached == HEAD and table.name == "schema_meta"
            assert stamped or found == before[table.name]
    store.close()
    with later_program(scripts):
        store = open_later(place, clock)
        assert sound(store)
        assert {row[0] for row in rows_of(store, "SELECT floor - position FROM desk")} == {10}
        store.close()
    assert [file for file in place.backups.iterdir() if ".part" in file.name] == []
