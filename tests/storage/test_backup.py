"""A backup is a whole centre in one file, on which engine it was made and to which it goes."""

from __future__ import annotations

import hashlib
import stat
import threading
from datetime import date
from pathlib import Path

import pytest
from databases import Templates, open_store
from sqlalchemy import select

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.model.files import StoredFile
from expatdesk.model.people import Party, Person
from expatdesk.model.services import Closure
from expatdesk.storage.backup import backup, restore
from expatdesk.storage.errors import LawBroken, NotABackup, NotEmpty, StoreReadOnly
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.search_index import SearchIndex
from expatdesk.storage.store import Store
from expatdesk.terms import PartyKind


def add_person(store: Store, name: str) -> int:
    with store.writing() as tx:
        party = tx.insert(Party, kind=PartyKind.PERSON, code=f"P-{name}", created_at=tx.now)
        tx.insert(Person, id=party, full_name=name, sort_key=name, birth_date=date(1990, 2, 28))
        SearchIndex.for_(tx.dialect).write(tx, party, [name.lower(), "欧阳", "o'kealy\\"])
    return party


@pytest.fixture
def filled(store: Store, till) -> Store:
    """Persons who point to one another, a receipt, bytes, dates, booleans; one id is gone."""
    first, second = add_person(store, "Zoë"), add_person(store, "Ada")
    gone = add_person(store, "Gone")
    with store.writing() as tx:
        tx.execute(
            "UPDATE party SET merged_into = :to WHERE id = :row", {"to": second, "row": first}
        )
        for table in ("person", "party"):
            tx.execute(f"DELETE FROM {table} WHERE id = :gone", {"gone": gone})
        SearchIndex.for_(tx.dialect).remove(tx, gone)
        names = {"name_en": "Party\twith\nlines\\", "name_nl": "Feest"}
        tx.insert(Closure, **names, first_day=date(2026, 10, 3), last_day=date(2026, 10, 3))
        content = bytes(range(256))
        tx.insert(
            StoredFile, name="receipt.pdf", media_type="application/pdf", size=256,
            sha256="", content=content, created_at=tx.now,
        )  # fmt: skip
    till.issue()
    return store


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.rows(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def found(store: Store, *words: str) -> list[int]:
    with store.reading() as tx:
        return SearchIndex.for_(tx.dialect).matching(tx, words)


def reopen(place: Place, clock: FixedClock) -> Store:
    return open_store(place, clock)


def test_a_backup_holds_every_row_and_goes_back_to_either_engine(
    filled: Store, templates: Templates, tmp_path: Path, clock: FixedClock
) -> None:
    file = tmp_path / "centre.db"
    backup(filled, file)
    for dialect in ("sqlite", "postgresql"):
        with templates.place(dialect, empty=True) as place:
            restore(file, place, metadata, centre_laws())
            again = reopen(place, clock)
            assert rows(again) == rows(filled)
            assert found(again, "zo") == found(filled, "zo") != []
            assert found(again, "欧", "o'k") == found(filled, "欧", "o'k")
            again.close()


def test_from_engine_to_engine_and_back_nothing_changes(
    filled: Store, templates: Templates, tmp_path: Path, clock: FixedClock
) -> None:
    before = rows(filled)
    there = "sqlite" if filled.dialect == "postgresql" else "postgresql"
    backup(filled, tmp_path / "one.db")
    with templates.place(there, empty=True) as place:
        restore(tmp_path / "one.db", place, metadata, centre_laws())
        middle = reopen(place, clock)
        backup(middle, tmp_path / "two.db")
        middle.close()
    with templates.place(filled.dialect, empty=True) as place:
        restore(tmp_path / "two.db", place, metadata, centre_laws())
        last = reopen(place, clock)
        assert rows(last) == before
        last.close()


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_a_restored_centre_keeps_its_laws_and_never_gives_an_id_again(
    filled: Store, templates: Templates, tmp_path: Path, clock: FixedClock, to: str
) -> None:
    highest = add_person(filled, "Highest")
    with filled.writing() as tx:
        for table in ("person", "party"):
            tx.execute(f"DELETE FROM {table} WHERE id = :row", {"row": highest})
    backup(filled, tmp_path / "centre.db")
    with templates.place(to, empty=True) as place:
        restore(tmp_path / "centre.db", place, metadata, centre_laws())
        again = reopen(place, clock)
        with again.reading() as tx:
            assert centre_laws().missing(tx.connection) == []
        with pytest.raises(LawBroken), again.writing() as tx:
            tx.execute("DELETE FROM receipt")
        assert add_person(again, "Next") == highest + 1
        again.close()


def test_a_backup_is_one_file_for_its_owner_with_its_sum_beside_it(
    filled: Store, tmp_path: Path
) -> None:
    done = backup(filled, tmp_path / "centre.db")
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert done.sha256 == hashlib.sha256(done.path.read_bytes()).hexdigest()
    assert (tmp_path / "centre.db.sha256").read_text() == f"{done.sha256}  centre.db\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["centre.db", "centre.db.sha256"]


def test_progress_ends_at_one_and_never_goes_back(filled: Store, tmp_path: Path) -> None:
    parts: list[float] = []
    backup(filled, tmp_path / "centre.db", parts.append)
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


def test_a_backup_while_others_write_is_one_moment(
    two_stores: tuple[Store, Store], tmp_path: Path
) -> None:
    """Two rows are always written together; every backup has both or none."""
    store, writer = two_stores
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with writer.writing() as tx:
                for letter in "ab":
                    tx.insert(
                        Party, kind=PartyKind.PERSON, code=f"{letter}{number}", created_at=tx.now
                    )

    thread = threading.Thread(target=write)
    thread.start()
    try:
        done = [backup(store, tmp_path / f"{number}.db") for number in range(4)]
    finally:
        stop.set()
        thread.join()
    import sqlcipher3.dbapi2 as sqlite

    for one in done:
        raw = sqlite.connect(str(one.path))
        codes = {row[0] for row in raw.execute("SELECT code FROM party")}
        raw.close()
        assert {f"b{code[1:]}" for code in codes if code[0] == "a"} == {
            code for code in codes if code[0] == "b"
        }


def test_a_backup_replaces_an_earlier_one_only_when_whole(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "centre.db"
    backup(filled, target)
    before = target.read_bytes()

    def found_damaged(file: Path, _key: bytes | None) -> None:
        assert file.stat().st_size > 0
        raise NotABackup(file, "damaged while it was written")

    monkeypatch.setattr("expatdesk.storage.backup.verify", found_damaged)
    add_person(filled, "Later")
    with pytest.raises(NotABackup):
        backup(filled, target)
    assert target.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["centre.db", "centre.db.sha256"]


def test_a_folder_that_is_not_there_is_said(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnly):
        backup(filled, tmp_path / "none" / "centre.db")


def test_a_place_with_a_centre_takes_no_backup(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "centre.db")
    before = rows(filled)
    with pytest.raises(NotEmpty):
        restore(tmp_path / "centre.db", filled.place, metadata, centre_laws())
    assert rows(filled) == before


class TestWhatIsNoBackup:
    """Nothing is left at the place, so that the right file can be tried next."""

    def refused(self, file: Path, place: Place) -> None:
        with pytest.raises(NotABackup):
            restore(file, place, metadata, centre_laws())
        if place.dialect == "sqlite":
            assert not place.database_file.exists()

    def test_no_file(self, tmp_path: Path, empty_place: Place) -> None:
        self.refused(tmp_path / "none.db", empty_place)

    def test_some_other_file(self, tmp_path: Path, empty_place: Place) -> None:
        file = tmp_path / "letter.db"
        file.write_bytes(b"Dear colleagues, " * 1000)
        self.refused(file, empty_place)

    def test_another_database(self, tmp_path: Path, empty_place: Place) -> None:
        import sqlcipher3.dbapi2 as sqlite

        raw = sqlite.connect(str(tmp_path / "other.db"))
        raw.execute("CREATE TABLE a (b)")
        raw.close()
        self.refused(tmp_path / "other.db", empty_place)

    def test_half_a_file(self, filled: Store, tmp_path: Path, empty_place: Place) -> None:
        done = backup(filled, tmp_path / "centre.db")
        (tmp_path / "centre.db.sha256").unlink()
        done.path.write_bytes(done.path.read_bytes()[: done.size // 2 // 4096 * 4096])
        self.refused(done.path, empty_place)

    def test_one_bit_that_turned(self, filled: Store, tmp_path: Path, empty_place: Place) -> None:
        """The sum beside the file finds what SQLite itself would not."""
        done = backup(filled, tmp_path / "centre.db")
        content = bytearray(done.path.read_bytes())
        content[done.size // 2] ^= 1
        done.path.write_bytes(content)
        self.refused(done.path, empty_place)
