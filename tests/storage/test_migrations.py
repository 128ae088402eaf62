"""Whoever walks up from nothing arrives at exactly the model, on both engines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from databases import finished, open_store, spawn
from sqlalchemy import Column, Integer, MetaData, Table, Text

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.storage.catalogue import catalogue
from expatdesk.storage.engines import open_engines
from expatdesk.storage.errors import StoreTooNew
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.migrate import upgrade
from expatdesk.storage.migrations import HEAD, SCHEMA
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import make_home, refuse_newer, revision_of
from expatdesk.storage.revisions import configure, script_directory
from expatdesk.storage.store import Store

AGAIN = "the model has changed: write a migration (tools/migration.py)"


def unmade(place: Place, clock: FixedClock) -> Store:
    """A store on a place in which there is nothing yet, not even tables."""
    store = Store(place, metadata, centre_laws(), open_engines(place), clock)
    if place.dialect == "sqlite":
        make_home(place, store.failures, create=True)
    return store


@pytest.fixture
def walked(empty_place: Place, clock: FixedClock) -> Iterator[Store]:
    """A centre that went through every migration from the first on."""
    store = unmade(empty_place, clock)
    upgrade(store)
    yield store
    store.close()


def whole_catalogue(store: Store) -> dict[str, str]:
    with store.reading() as tx:
        return catalogue(tx.connection)


def test_migrations_and_model_agree_in_every_detail(walked: Store, store: Store) -> None:
    """Tables, columns, defaults, checks, keys, indexes, triggers, functions, sequences."""
    migrated, made_at_once = whole_catalogue(walked), whole_catalogue(store)
    different = {
        name: (migrated.get(name), made_at_once.get(name))
        for name in migrated.keys() | made_at_once.keys()
        if migrated.get(name) != made_at_once.get(name)
    }
    assert different == {}, AGAIN


def test_alembic_finds_no_difference_to_the_model(walked: Store) -> None:
    with walked.reading() as tx:
        options: dict[str, object] = {}
        configure(lambda **given: options.update(given), tx.connection, metadata)
        del options["connection"]
        context = MigrationContext.configure(tx.connection, opts=options)
        assert compare_metadata(context, metadata) == [], AGAIN


def test_the_comparison_would_find_a_difference(walked: Store) -> None:
    """So that the two tests above cannot pass for want of looking."""
    other = MetaData()
    Table("desk", other, Column("id", Integer, primary_key=True), Column("new", Text))
    with walked.reading() as tx:
        context = MigrationContext.configure(tx.connection)
        assert compare_metadata(context, other)
    before = whole_catalogue(walked)
    with walked.writing() as tx:
        tx.execute("ALTER TABLE desk ADD COLUMN floor INTEGER")
    assert whole_catalogue(walked) != before


def test_head_is_the_last_file(walked: Store) -> None:
    assert script_directory().get_current_head() == HEAD
    with walked.reading() as tx:
        assert revision_of(tx) == HEAD


def test_this_program_may_use_what_it_makes(store: Store) -> None:
    with store.reading() as tx:
        refuse_newer(tx)
        assert tx.scalar("SELECT schema FROM schema_meta") == SCHEMA


def test_after_an_upgrade_the_laws_stand(walked: Store) -> None:
    with walked.reading() as tx:
        assert centre_laws().missing(tx.connection) == []


def test_a_law_that_was_taken_out_is_missed(store: Store) -> None:
    with store.writing() as tx:
        on = " ON receipt" if store.dialect == "postgresql" else ""
        tx.execute(f"DROP TRIGGER law_issued_is_for_ever_0{on}")
    with store.reading() as tx:
        assert centre_laws().missing(tx.connection) == ["issued_is_for_ever"]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_law_that_was_switched_off_is_missed(store: Store) -> None:
    with store.writing() as tx:
        tx.execute("ALTER TABLE receipt DISABLE TRIGGER law_issued_is_for_ever_0")
    with store.reading() as tx:
        assert centre_laws().missing(tx.connection) == ["issued_is_for_ever"]


def test_a_walked_centre_opens_like_any_other(walked: Store, clock: FixedClock) -> None:
    walked.close()
    store = open_store(walked.place, clock)
    with store.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM schema_meta") == 1
    store.close()


def test_a_centre_of_a_later_program_is_refused(place: Place, clock: FixedClock) -> None:
    store = open_store(place, clock)
    with store.writing() as tx:
        tx.execute("UPDATE schema_meta SET schema = 999, min_program = '99.1'")
        tx.execute("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(StoreTooNew) as refused:
        open_store(place, clock)
    assert refused.value.min_program == "99.1"


def test_two_programs_may_make_the_same_centre_at_once(
    empty_place: Place, clock: FixedClock
) -> None:
    """One makes it, the other finds it made."""
    starting = [spawn(empty_place, "print('open'); store.close()") for _ in range(3)]
    assert [finished(process) for process in starting] == ["open\n"] * 3
    store = open_store(empty_place, clock)
    with store.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM schema_meta") == 1
        assert centre_laws().missing(tx.connection) == []
    store.close()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_opening_a_centre_needs_no_alembic(place: Place) -> None:
    """Its import costs a fifth of a second, and most starts have nothing to migrate."""
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests')\n"
        "from expatdesk.model import metadata\n"
        "from expatdesk.storage.laws import centre_laws\n"
        "from expatdesk.storage.place import Place\n"
        "from expatdesk.storage.store import Store\n"
        f"Store.open(Place.folder(Path({str(place.home)!r})), metadata, centre_laws()).close()\n"
        "heavy = {'alembic', 'psycopg', 'keyring', 'reportlab'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
