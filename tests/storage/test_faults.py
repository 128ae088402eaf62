"""Full disks, read-only folders, damaged files, old libraries: each is said for what it is."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import open_store
from sqlalchemy import select
from storage.disks import as_nobody

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.model.files import StoredFile
from expatdesk.model.people import Party
from expatdesk.storage import engines, health
from expatdesk.storage.backup import backup
from expatdesk.storage.errors import (
    DiskFull,
    SqliteTooOld,
    StoreDamaged,
    StoreMissing,
    StoreReadOnly,
    StoreUnreachable,
)
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.reserve import RESERVE_BYTES
from expatdesk.storage.store import Store
from expatdesk.terms import PartyKind

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


def add(store: Store, code: str) -> None:
    with store.writing() as tx:
        tx.insert(Party, kind=PartyKind.PERSON, code=code, created_at=tx.now)


def add_file(store: Store, size: int) -> None:
    with store.writing() as tx:
        tx.insert(
            StoredFile, name="a", media_type="b", size=size, sha256="", content=os.urandom(size),
            created_at=tx.now,
        )  # fmt: skip


def counted(store: Store) -> int:
    with store.reading() as tx:
        return int(tx.scalar("SELECT count(*) FROM stored_file"))


class TestAnOldSqlite:
    @pytest.mark.parametrize(
        "version", ["3.40.1", "3.44.5", "3.45.9", "3.50.6", "3.51.0", "3.51.2", "3.7.0"]
    )
    def test_one_that_can_lose_commits_is_refused(self, dialect: str, version: str) -> None:
        with pytest.raises(SqliteTooOld) as refused:
            engines.check_version(version)
        assert refused.value.version == version

    @pytest.mark.parametrize(
        "version", ["3.44.6", "3.44.7", "3.50.7", "3.51.3", "3.52.0", "3.53.4", "4.0"]
    )
    def test_one_with_the_repair_is_taken(self, dialect: str, version: str) -> None:
        engines.check_version(version)

    def test_the_store_asks(
        self, place: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engines, "sqlite_version", lambda: "3.40.1")
        with pytest.raises(SqliteTooOld):
            open_store(place, clock)


class TestCommittedIsKept:
    def test_every_connection_writes_through(self, store: Store) -> None:
        expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        for engine in (store.engines.read, store.engines.write):
            with engine.connect() as connection:
                found = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                    for name in expected
                }
            assert found == expected

    def test_folder_and_files_are_for_their_owner(
        self, empty_place: Place, clock: FixedClock
    ) -> None:
        store = open_store(empty_place, clock)
        add(store, "A")
        modes = {
            file.name: stat.S_IMODE(file.stat().st_mode) for file in empty_place.home.iterdir()
        }
        store.close()
        assert stat.S_IMODE(empty_place.home.stat().st_mode) == 0o700
        assert {"centre.db", "centre.db-wal", "centre.db-shm"} <= modes.keys()
        assert set(modes.values()) == {0o600}


class TestAReadOnlyFolder:
    @pytest.fixture
    def read_only(self, place: Place) -> Iterator[Place]:
        place.home.parent.chmod(0o755)
        place.database_file.chmod(0o444)
        place.home.chmod(0o555)
        yield place
        place.home.chmod(0o755)

    def test_it_is_said_at_start(self, read_only: Place, clock: FixedClock) -> None:
        before = read_only.database_file.stat().st_mtime_ns
        with as_nobody(), pytest.raises(StoreReadOnly) as caught:
            open_store(read_only, clock)
        assert caught.value.where == str(read_only.home)
        assert [file.name for file in read_only.home.iterdir()] == ["centre.db"]
        assert read_only.database_file.stat().st_mtime_ns == before

    def test_nothing_is_made_where_nothing_can_be(
        self, read_only: Place, clock: FixedClock
    ) -> None:
        with as_nobody(), pytest.raises(StoreReadOnly):
            open_store(Place.folder(read_only.home / "new"), clock)

    def test_a_backup_that_cannot_be_written_is_said(self, store: Store, tmp_path: Path) -> None:
        if os.geteuid() == 0:
            pytest.skip("root writes everywhere, and nobody cannot read the centre")
        tmp_path.chmod(0o555)
        with pytest.raises(StoreReadOnly):
            backup(store, tmp_path / "b.db")


class TestAFullDisk:
    def test_the_unit_of_work_is_undone_and_said(self, store: Store) -> None:
        """A limit on pages stands for the full disk: SQLite says the same."""
        add_file(store, 1000)
        with store.engines.write.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")  # means: as large as it is now
        with pytest.raises(DiskFull) as caught:
            add_file(store, 5_000_000)
        assert caught.value.where == str(store.place.home)
        assert counted(store) == 1

    def test_space_set_aside_is_given_up_and_taken_again(
        self, store: Store, clock: FixedClock
    ) -> None:
        assert store.place.reserve_file.stat().st_size == RESERVE_BYTES
        with store.engines.write.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")
        with pytest.raises(DiskFull) as caught:
            add_file(store, 5_000_000)
        assert caught.value.reserve_freed
        assert not store.place.reserve_file.exists()
        store.close()
        open_store(store.place, clock).close()
        assert store.place.reserve_file.stat().st_size == RESERVE_BYTES

    def test_an_error_that_was_swallowed_is_no_commit(self, store: Store) -> None:
        """SQLite has undone the transaction; what follows must not seem to be committed."""
        with store.engines.write.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")

        def swallow() -> None:
            with store.writing() as tx:
                tx.insert(Party, kind=PartyKind.PERSON, code="A", created_at=1)
                with pytest.raises(DiskFull):
                    tx.insert(
                        StoredFile, name="a", media_type="b", size=1, sha256="",
                        content=os.urandom(50_000_000), created_at=1,
                    )  # fmt: skip
                if tx.connection.connection.dbapi_connection.in_transaction:
                    tx.connection.exec_driver_sql("ROLLBACK")

        with pytest.raises(StoreUnreachable):
            swallow()
        with store.reading() as tx:
            assert tx.rows(select(Party.id)) == []

    def test_on_a_real_small_disk(self, small_disk: Path, clock: FixedClock) -> None:
        """Acknowledged files are there, the one that failed is not, and the reserve helps."""
        store = open_store(Place.folder(small_disk / "centre"), clock)
        acknowledged: list[int] = []

        def fill_up() -> None:
            for number in range(2000):
                add_file(store, 40_000)
                acknowledged.append(number)

        with pytest.raises(DiskFull) as caught:
            fill_up()
        assert caught.value.reserve_freed
        assert counted(store) == len(acknowledged) > 0
        add(store, "there is room again")
        with store.writing() as tx:
            tx.execute("DELETE FROM stored_file")
        store.check()
        store.close()

    def test_a_backup_onto_it_leaves_nothing(self, store: Store, small_disk: Path) -> None:
        for _ in range(40):
            add_file(store, 500_000)
        with pytest.raises(DiskFull) as caught:
            backup(store, small_disk / "centre.db")
        assert caught.value.where == str(small_disk)
        assert list(small_disk.iterdir()) == []
        assert store.place.reserve_file.exists()


class TestADamagedFile:
    """Said at start, with the backups that can be restored."""

    @pytest.fixture
    def closed(self, store: Store) -> Place:
        for number in range(400):
            add(store, f"person {number}")
        backup_folder = store.place.backups
        backup_folder.mkdir()
        backup(store, backup_folder / "monday.db")
        backup(store, backup_folder / "tuesday.db")
        os.utime(backup_folder / "monday.db", (1, 1))
        store.close()
        return store.place

    def refused(self, place: Place, clock: FixedClock) -> None:
        with pytest.raises(StoreDamaged) as caught:
            open_store(place, clock)
        assert caught.value.path == place.database_file
        assert [file.name for file in caught.value.backups] == ["tuesday.db", "monday.db"]

    def test_a_sound_file_opens(self, closed: Place, clock: FixedClock) -> None:
        open_store(closed, clock).close()

    @pytest.mark.parametrize("at", [0, 16, 100, 101, 4096], ids=lambda at: f"byte {at}")
    def test_a_page_overwritten(self, closed: Place, clock: FixedClock, at: int) -> None:
        content = bytearray(closed.database_file.read_bytes())
        content[at : at + 16] = b"\xff" * 16
        closed.database_file.write_bytes(content)
        self.refused(closed, clock)

    def test_a_file_cut_short(self, closed: Place, clock: FixedClock) -> None:
        content = closed.database_file.read_bytes()
        closed.database_file.write_bytes(content[: len(content) // 2 // 4096 * 4096])
        self.refused(closed, clock)

    def test_another_file_in_its_stead(self, closed: Place, clock: FixedClock) -> None:
        closed.database_file.write_bytes(b"Dear colleagues, " * 1000)
        self.refused(closed, clock)

    def test_a_large_file_is_read_only_where_there_is_reason(
        self, closed: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After a clean end the start does not read it all; touched since, it does."""
        monkeypatch.setattr(health, "_SMALL", 0)
        asked: list[str] = []
        plain = health._finding
        monkeypatch.setattr(
            health, "_finding", lambda raw, question: asked.append(question) or plain(raw, question)
        )
        open_store(closed, clock).close()
        assert asked == []
        os.utime(closed.database_file)
        open_store(closed, clock).close()
        assert asked == ["PRAGMA quick_check(1)"]

    def test_what_the_start_did_not_read_the_check_finds(
        self, closed: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(health, "_SMALL", 0)
        content = bytearray(closed.database_file.read_bytes())
        at = content.rindex(b"person 123")
        page = at // 4096 * 4096
        content[page : page + 8] = b"\xff" * 8
        closed.database_file.write_bytes(content)
        closed.closed_file.write_text(health._stamp(closed.database_file))
        store = open_store(closed, clock)
        with pytest.raises(StoreDamaged):
            store.check()
        store.close()

    def test_while_another_works_in_it_the_start_does_not_read_it_all(
        self, closed: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(health, "_SMALL", 0)
        first = open_store(closed, clock)
        add(first, "at work")
        monkeypatch.setattr(
            health, "_finding", lambda *_: pytest.fail("the file of another was read")
        )
        open_store(closed, clock).close()
        first.close()

    def test_after_an_unclean_end_all_is_read(
        self, closed: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """What a power cut leaves: the file and a log beside it that nobody has open."""
        monkeypatch.setattr(health, "_SMALL", 0)
        first = open_store(closed, clock)
        add(first, "acknowledged")
        left = Place.folder(tmp_path / "after the cut")
        shutil.copytree(closed.home, left.home)
        first.close()
        asked: list[str] = []
        plain = health._finding
        monkeypatch.setattr(
            health, "_finding", lambda raw, question: asked.append(question) or plain(raw, question)
        )
        again = open_store(left, clock)
        assert asked == ["PRAGMA quick_check(1)"]
        with again.reading() as tx:
            assert tx.scalar("SELECT count(*) FROM party WHERE code = 'acknowledged'") == 1
        again.close()


def test_where_there_is_no_centre_none_is_made_unless_asked(
    empty_place: Place, clock: FixedClock
) -> None:
    with pytest.raises(StoreMissing):
        Store.open(empty_place, metadata, centre_laws(), clock=clock, create=False)
    assert not empty_place.home.exists()


def test_the_key_hook_encrypts(empty_place: Place, clock: FixedClock) -> None:
    """Issue G brings the key; the way for it is there."""
    key = bytes(range(32))
    store = Store.open(empty_place, metadata, centre_laws(), clock=clock, key=key)
    add(store, "Zoë")
    store.close()
    assert not empty_place.database_file.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(StoreDamaged):
        open_store(empty_place, clock)
    again = Store.open(empty_place, metadata, centre_laws(), clock=clock, key=key)
    with again.reading() as tx:
        assert tx.rows(select(Party.code)) == [("Zoë",)]
    again.close()
