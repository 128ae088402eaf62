"""Before an upgrade a copy is kept on both engines, in which nothing is missing."""

from __future__ import annotations

import hashlib
import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from databases import Templates, open_store
from sqlalchemy import event
from storage.later import GONE, HEAD, OURS, later_metadata, later_program, open_later
from storage.upgrading import (
    clock,
    copies,
    older,
    own_data,
    rows,
    samples,
    scripts,
    sound,
    state,
    upgraded,
)

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.storage import before_upgrade
from expatdesk.storage.backup import restore
from expatdesk.storage.catalogue import catalogue
from expatdesk.storage.errors import (
    StoreBusy,
)
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import revision_of
from expatdesk.storage.search_index import SearchIndex
from expatdesk.storage.store import Store
from expatdesk.storage.unit import Migrating, Writing

__all__ = ["clock", "older", "own_data", "samples", "scripts"]  # fixtures

NAME = re.compile(
    rf"before-upgrade-2026-11-25-1105-schema-{OURS}(-sample_copy_[0-9a-f]+-[0-9a-f]{{8}})?\.db"
)


def test_the_copy_lies_with_the_backups_for_its_owner_and_says_what_it_is(
    older: Place, scripts: Path, clock: FixedClock, own_data: Path, dialect: str
) -> None:
    copy = upgraded(older, scripts, clock)
    home = older.home if dialect == "sqlite" else own_data
    assert copy.parent == home / "backups"
    assert NAME.fullmatch(copy.name)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()
    assert copy.with_name(copy.name + ".sha256").read_text() == f"{digest}  {copy.name}\n"
    assert len(copies(older)) == 2


def test_an_upgraded_centre_is_what_the_later_program_makes(
    older: Place, scripts: Path, clock: FixedClock, templates: Templates, dialect: str
) -> None:
    before = state(older, clock)[0]
    upgraded(older, scripts, clock)
    with later_program(scripts), templates.place(dialect, empty=True) as empty:
        store, fresh = open_later(older, clock), open_later(empty, clock)
        assert store.upgraded is None, "only the first start upgrades"
        with store.reading() as one, fresh.reading() as other:
            assert catalogue(one.connection) == catalogue(other.connection)
            floors = one.rows("SELECT floor - position FROM desk")
        now = rows(store, later_metadata())
        assert {row[0] for row in floors} == {10}
        same = now.keys() & before.keys() - {"desk", "schema_meta"}
        assert {name: now[name] for name in same} == {name: before[name] for name in same}
        assert sound(store)
        store.close()
        fresh.close()


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_the_program_of_before_takes_the_copy_back_row_by_row(
    older: Place, scripts: Path, clock: FixedClock, templates: Templates, to: str
) -> None:
    """Also rows of tables that the later program has no more, and what was searched for."""
    before = state(older, clock)
    copy = upgraded(older, scripts, clock)
    with templates.place(to, empty=True) as place:
        restore(copy, place, metadata, centre_laws())
        store = open_store(place, clock)
        assert rows(store) == before[0]
        assert before[0][GONE]
        with store.reading() as tx:
            assert revision_of(tx) == OURS
            assert to != older.dialect or catalogue(tx.connection) == before[1]
            assert SearchIndex.for_(tx.dialect).matching(tx, ["a"])
        assert sound(store)
        store.close()


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_the_later_program_takes_the_copy_and_brings_it_up(
    older: Place, scripts: Path, clock: FixedClock, templates: Templates, to: str
) -> None:
    copy = upgraded(older, scripts, clock)
    with later_program(scripts), templates.place(to, empty=True) as place:
        restore(copy, place, later_metadata(), centre_laws())
        again, first = open_later(place, clock), open_later(older, clock)
        assert rows(again, later_metadata()) == rows(first, later_metadata())
        assert sound(again)
        assert to == "postgresql" or not copies(place), "the backup itself is the copy"
        again.close()
        first.close()


def test_the_last_few_are_kept(older: Place, clock: FixedClock) -> None:
    """Of each centre its own; the one just written stays, also where a clock was ahead."""
    store = open_store(older, clock)
    clock.advance(timedelta(days=400))
    written = []
    for _ in range(before_upgrade.KEPT + 2):
        with Migrating(store) as tx:
            written.append(before_upgrade.keep_copy(store, tx, OURS))
        clock.advance(-timedelta(days=1))
        stranger = older.backups / "before-upgrade-2001-01-01-0000-schema-0001-other-0a1b2c3d.db"
        stranger.write_bytes(b"of another database")
    store.close()
    kept = {file for file in older.backups.glob("before-upgrade-*.db") if file != stranger}
    assert kept == set(written[-before_upgrade.KEPT :])
    assert stranger.exists()
    sums = {file.with_suffix("") for file in older.backups.glob("before-*.sha256")}
    assert sums == kept


def test_what_a_migration_had_put_in_does_not_come_twice(
    older: Place, scripts: Path, clock: FixedClock, tmp_path: Path
) -> None:
    """A copy of a centre whose tables a migration began with rows, some since changed or gone."""
    seed = """op.execute("INSERT INTO room (id, desk_id, name) SELECT id, id, 'a' FROM desk")"""
    with later_program(scripts, seed):
        store = open_later(older, clock)
        with store.writing() as tx:
            tx.execute("DELETE FROM room WHERE id = (SELECT min(id) FROM room)")
            tx.execute("UPDATE room SET name = 'b'")
        before = rows(store, later_metadata())
        assert before["room"]
        with Migrating(store) as tx:
            copy = before_upgrade.keep_copy(store, tx, HEAD)
        store.close()
        kept = Place.folder(tmp_path / "kept")
        restore(copy, kept, later_metadata(), centre_laws())
        again = open_later(kept, clock)
        assert rows(again, later_metadata()) == before
        again.close()


def write_late(store: Store) -> None:
    with store.writing() as tx:
        if tx.dialect == "postgresql":
            tx.execute("SET LOCAL lock_timeout = 1")
        tx.execute("INSERT INTO done_key (key, at, result) VALUES ('late', 7, '{}')")


def test_while_the_copy_is_written_others_read_and_nobody_writes(
    older: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the copy is the very state from which the upgrade begins."""
    store, other = open_store(older, clock), open_store(older, clock)
    tried: list[str] = []

    def meanwhile(part: Path, target: Path) -> None:
        with other.reading() as tx:
            tried.append(f"{tx.scalar('SELECT count(*) FROM staff')} read")
        with pytest.raises(StoreBusy):
            write_late(other)
        tried.append("refused")

    monkeypatch.setattr(before_upgrade, "name_it", meanwhile)
    monkeypatch.setattr(Writing, "patience", 0.01)
    with Migrating(store) as tx:
        before_upgrade.keep_copy(store, tx, OURS)
    assert tried[1:] == ["refused"]
    store.close()
    other.close()


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_long_copy_keeps_the_waiting_upgrade_alive(
    older: Place, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends sessions that are silent inside a transaction."""
    monkeypatch.setattr(before_upgrade, "_ALIVE", -1)
    store = open_store(older, clock)
    said: list[str] = []
    event.listen(
        store.engines.write,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: said.append(statement),
    )
    with Migrating(store) as tx:
        before_upgrade.keep_copy(store, tx, OURS)
    assert said.count("SELECT 1") > 20
    store.close()
