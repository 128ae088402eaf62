"""Which program may use which centre: `schema_meta` says it, and it is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import Templates, open_store
from sqlalchemy import Column, Text
from storage.later import GONE, HEAD, OURS, later_metadata, later_program, open_later

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.model.people import Party
from expatdesk.storage.backup import backup, restore
from expatdesk.storage.catalogue import catalogue
from expatdesk.storage.errors import StoreDamaged, StoreTooNew
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import revision_of
from expatdesk.storage.store import Store
from expatdesk.terms import PartyKind
from expatdesk.workflows.refusals import words_for


def mark(place: Place, clock: FixedClock, revision: str, min_program: str) -> None:
    """Let the centre say that such a program has used it."""
    store = open_store(place, clock)
    with store.writing() as tx:
        tx.execute(
            "UPDATE schema_meta SET schema = 999, min_program = :program", {"program": min_program}
        )
        tx.execute("UPDATE alembic_version SET version_num = :to", {"to": revision})
    store.close()


def refused(place: Place, clock: FixedClock) -> StoreTooNew:
    with pytest.raises(StoreTooNew) as caught:
        open_store(place, clock)
    return caught.value


@pytest.fixture
def later(place: Place, clock: FixedClock, tmp_path: Path) -> Place:
    """A centre that a later program has upgraded, which bears ours beside it."""
    with later_program(tmp_path / "scripts"):
        Store.open(place, later_metadata(), centre_laws(), clock=clock, keep_copy=False).close()
    return place


def told(place: Place, clock: FixedClock) -> dict[str, str]:
    store = open_store(place, clock)
    with store.reading() as tx:
        found = catalogue(tx.connection)
    store.close()
    return found


@pytest.mark.parametrize("version", ["99.1", "0.1.1", "0.2", "0.10.0"])
def test_a_centre_that_needs_a_later_program_is_refused_with_its_number(
    place: Place, clock: FixedClock, version: str
) -> None:
    mark(place, clock, HEAD, version)
    assert f"needs ExpatDesk {version} or later" in str(words_for(refused(place, clock)))


@pytest.mark.parametrize("version", ["0.0.9", "0.1", "0.1.0"])
def test_one_that_bears_this_program_is_opened_and_left_as_it_is(
    place: Place, clock: FixedClock, version: str
) -> None:
    mark(place, clock, HEAD, version)
    store = open_store(place, clock)
    with store.reading() as tx:
        assert revision_of(tx) == HEAD
        assert tx.scalar("SELECT min_program FROM schema_meta") == version
    assert store.upgraded is None
    store.close()


def test_what_the_later_program_added_stays(later: Place, clock: FixedClock) -> None:
    """Ours works in it, and takes nothing away."""
    before = told(later, clock)
    store = open_store(later, clock)
    with store.writing() as tx:
        tx.insert(Party, kind=PartyKind.PERSON, code="P-1", created_at=tx.now)
    store.close()
    assert "floor" in str(before)
    assert told(later, clock) == before


def test_a_backup_of_it_loses_nothing_or_is_refused(
    later: Place, clock: FixedClock, tmp_path: Path
) -> None:
    """A SQLite file is copied as it is; of a server's tables we know only our own columns."""
    store, file = open_store(later, clock), tmp_path / "centre.db"
    if later.dialect == "sqlite":
        backup(store, file)
        again = Place.folder(tmp_path / "again")
        restore(file, again, metadata, centre_laws())
        assert told(again, clock) == told(later, clock)
    else:
        with pytest.raises(StoreTooNew) as caught:
            backup(store, file)
        assert "later ExpatDesk has changed this centre" in str(words_for(caught.value))
        assert list(tmp_path.glob("centre*")) == []
    store.close()


@pytest.fixture
def newer_backup(later: Place, clock: FixedClock, tmp_path: Path) -> Path:
    """A backup that the later program made."""
    with later_program(tmp_path / "scripts"):
        store = open_later(later, clock)
        done = backup(store, tmp_path / "newer.db")
        store.close()
    return done.path


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_a_backup_that_needs_a_later_program_is_refused_and_leaves_the_place_empty(
    place: Place, clock: FixedClock, templates: Templates, tmp_path: Path, to: str
) -> None:
    store = open_store(place, clock)
    with store.writing() as tx:
        tx.execute("UPDATE schema_meta SET schema = 999, min_program = '99.1'")
    backup(store, tmp_path / "newer.db")
    store.close()
    make_newer(tmp_path / "newer.db")
    with templates.place(to, empty=True) as target:
        with pytest.raises(StoreTooNew) as caught:
            restore(tmp_path / "newer.db", target, metadata, centre_laws())
        assert "needs ExpatDesk 99.1 or later" in str(words_for(caught.value))
        open_store(target, clock).close()  # as one that was never used


def make_newer(file: Path) -> None:
    """From a server our backup writes our own mark; a later program would write its own."""
    import sqlcipher3.dbapi2 as sqlite

    raw = sqlite.connect(str(file))
    raw.execute("UPDATE schema_meta SET schema = 999, min_program = '99.1'")
    raw.commit()
    raw.close()
    file.with_name(file.name + ".sha256").unlink()


def test_a_newer_backup_goes_to_a_file_whole_and_to_a_server_not_at_all(
    newer_backup: Path, clock: FixedClock, templates: Templates
) -> None:
    with templates.place("sqlite", empty=True) as target:
        restore(newer_backup, target, metadata, centre_laws())
        assert "floor" in told(target, clock)["table desk"]
    with templates.place("postgresql", empty=True) as target:
        with pytest.raises(StoreTooNew):
            restore(newer_backup, target, metadata, centre_laws())
        store = open_store(target, clock)
        with store.reading() as tx:
            assert revision_of(tx) == OURS
            assert tx.scalar(f"SELECT count(*) FROM {GONE}") == 0
        store.close()


def test_a_schema_that_nobody_knows_is_no_centre_of_ours(place: Place, clock: FixedClock) -> None:
    mark(place, clock, "beef", "0.1.0")
    with pytest.raises(StoreDamaged) as caught:
        open_store(place, clock)
    assert "'beef'" in caught.value.finding


def test_an_older_centre_may_say_less_of_itself_than_ours(
    place: Place, clock: FixedClock, tmp_path: Path
) -> None:
    """The look at `schema_meta` asks for no column that a later model has added to it."""
    model = later_metadata()
    model.tables["schema_meta"].append_column(Column("motto", Text, server_default=""))
    add = 'op.add_column("schema_meta", sa.Column("motto", sa.Text(), server_default=""))'
    with later_program(tmp_path / "scripts", add):
        store = Store.open(place, model, centre_laws(), clock=clock, keep_copy=False)
        with store.reading() as tx:
            assert tx.scalar("SELECT motto FROM schema_meta") == ""
        store.close()
