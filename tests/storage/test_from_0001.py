"""A centre that the first program left, with its people and money, comes to this one whole.

`centre-0001.db.xz` is a backup that ExpatDesk wrote at schema 0001: a small invented centre.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Templates, open_store
from samples import clock_at
from sqlalchemy import MetaData
from storage.upgrading import own_data, rows, sound

from expatdesk.application import Centre, assemble, open_centre
from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.services.till import Till
from expatdesk.storage.catalogue import catalogue
from expatdesk.storage.engines import open_engines
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.migrations import HEAD
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import revision_of
from expatdesk.storage.revisions import walk
from expatdesk.storage.store import Store
from expatdesk.storage.transfer import carried, counts, to_postgresql
from expatdesk.storage.tx import Tx
from expatdesk.storage.unit import Migrating
from expatdesk.workflows.first_sheets import give_first_sheets

__all__ = ["own_data"]

PACKED = Path(__file__).parents[1] / "data" / "centre-0001.db.xz"
FIRST = "0001"
ADDED = ("sheet", "print_")
"""How the names of tables begin that came since."""


@pytest.fixture
def clock() -> FixedClock:
    return clock_at("2026-11-25 11:05")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The folder as the first program left it; to be read only."""
    place = Place.folder(tmp_path_factory.mktemp("left"))
    place.database_file.write_bytes(lzma.decompress(PACKED.read_bytes()))
    return place


@pytest.fixture
def first(left: Place, templates: Templates, dialect: str, clock: FixedClock) -> Iterator[Place]:
    """A centre at schema 0001, at work, on each engine."""
    with templates.place(dialect, empty=True) as place:
        if dialect == "sqlite":
            place.home.mkdir(mode=0o700)
            place.database_file.write_bytes(left.database_file.read_bytes())
        else:
            _carry(left, place, clock)
        yield place


def _carry(left: Place, place: Place, clock: FixedClock) -> None:
    """The same rows on a server, in the tables that the first revision makes there."""
    source, target = _unopened(left, clock), _unopened(place, clock)
    with source.writing() as file:  # a reader may not even list the words of the search index
        ours = _as_it_was(file)
        with Migrating(target) as tx:
            walk(tx.connection, metadata, to=FIRST)
            to_postgresql(file, tx, ours, lambda _part: None)
    source.close()
    target.close()


def _unopened(place: Place, clock: FixedClock) -> Store:
    """A store whose tables are left as they are."""
    return Store(place, metadata, centre_laws(), open_engines(place), clock)


def _as_it_was(file: Tx) -> MetaData:
    """The tables of the model that there were."""
    made = MetaData(naming_convention=metadata.naming_convention)
    made.info.update(metadata.info)
    there = {table.name for table in carried(file)}
    for table in metadata.sorted_tables:
        if table.name in there:
            table.to_metadata(made)
    return made


def test_it_comes_to_this_schema_with_every_row(
    first: Place, left: Place, clock: FixedClock
) -> None:
    before = _counts(left, clock)
    assert before["visit"] > 100
    assert before["receipt"] > 10
    store = open_store(first, clock)
    try:
        assert store.upgraded is not None
        assert store.upgraded.before == FIRST
        with store.reading() as tx:
            assert revision_of(tx) == HEAD
        now = rows(store)
        assert {name: len(now[name]) for name in before} == before
        new = {name for name in now if name.startswith(ADDED)}
        assert all(now[name] == [] for name in new)
        assert now.keys() == before.keys() | new
        assert sound(store)
    finally:
        store.close()


def test_its_tables_and_laws_are_those_of_a_new_centre(
    first: Place, store: Store, clock: FixedClock
) -> None:
    upgraded = open_store(first, clock)
    with upgraded.reading() as one, store.reading() as other:
        assert catalogue(one.connection) == catalogue(other.connection)
    upgraded.close()


def test_its_money_goes_on_where_it_stood(first: Place, clock: FixedClock) -> None:
    """The numbers after the last, in the same chain."""
    centre = open_centre(first, clock, create=False)
    assert isinstance(centre.till, Till)
    with centre.store.reading() as tx:
        last = tx.scalar("SELECT max(position) FROM receipt")
        assert tx.scalar("SELECT next FROM number_series WHERE code = 'chain'") == last + 1
    centre.store.close()


class TestItsSheets:
    def test_it_gets_them_with_the_start_that_upgrades_it(
        self, first: Place, clock: FixedClock
    ) -> None:
        centre = open_centre(first, clock, create=False)
        shelf = centre.sheets.shelf()
        assert [row.number for row in shelf] == list(range(1, 31))
        assert {row.published for row in shelf} == {1}
        assert centre.sheets.due_count() == 30
        assert len(centre.sheets.packs()) == 6
        assert sound(centre.store)
        centre.store.close()

    def test_it_gets_them_once(self, first: Place, clock: FixedClock) -> None:
        open_centre(first, clock, create=False).store.close()
        centre = open_centre(first, clock, create=False)
        assert centre.store.upgraded is None
        assert not give_first_sheets(centre)
        assert len(centre.sheets.shelf()) == 30
        centre.store.close()

    def test_where_that_start_was_cut_short_the_upkeep_gives_them(
        self, first: Place, clock: FixedClock
    ) -> None:
        open_store(first, clock).close()  # upgraded, and then the power was gone
        centre = _opened(first, clock)
        assert centre.sheets.shelf() == ()
        assert give_first_sheets(centre)
        assert not give_first_sheets(centre)
        assert len(centre.sheets.shelf()) == 30
        centre.store.close()

    def test_a_place_that_is_not_set_up_gets_none(self, store: Store) -> None:
        centre = assemble(store, store.clock)
        assert not give_first_sheets(centre)
        assert centre.sheets.shelf() == ()


def _opened(place: Place, clock: FixedClock) -> Centre:
    store = open_store(place, clock)
    return assemble(store, clock)


def _counts(left: Place, clock: FixedClock) -> dict[str, int]:
    """Rows of each table in the file."""
    store = _unopened(left, clock)
    with store.reading() as file:
        found = counts(file, _as_it_was(file))
    store.close()
    return found
