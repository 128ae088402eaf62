"""Fixtures for all tests. Whoever asks for `store` is run on SQLite and on PostgreSQL."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from databases import Templates, open_store
from print_server import cups
from sqlalchemy import event
from sqlalchemy.pool import Pool

from expatdesk.clock import FixedClock
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store

__all__ = ["cups"]

# Tuesday 24 November 2026, nine o'clock in Amsterdam.
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


MUCH = 30_000
"""Objects that may pile up before garbage is collected between two tests."""


@pytest.fixture(autouse=True, scope="session")
def garbage_left_to_us() -> Iterator[None]:
    """A worker thread never collects the widgets of a window, here as in the program."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def collected(garbage_left_to_us: None) -> Iterator[None]:
    """Collects between tests, on the thread of the windows."""
    yield
    if gc.get_count()[0] > MUCH:
        gc.collect()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    made = Templates(tmp_path_factory.mktemp("template"), FixedClock(MORNING))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Both engines, one after the other; parametrise `dialect` to have only one."""
    return str(request.param)


@pytest.fixture
def place(templates: Templates, dialect: str) -> Iterator[Place]:
    """Where an empty centre is kept."""
    with templates.place(dialect) as place:
        yield place


@pytest.fixture
def empty_place(templates: Templates, dialect: str) -> Iterator[Place]:
    """A folder or a database with nothing in it."""
    with templates.place(dialect, empty=True) as place:
        yield place


@pytest.fixture
def store(place: Place, clock: FixedClock) -> Iterator[Store]:
    """An empty centre of its own."""
    store = open_store(place, clock)
    yield store
    store.close()


@pytest.fixture
def two_stores(store: Store, place: Place, clock: FixedClock) -> Iterator[tuple[Store, Store]]:
    """The same centre as two programs have it open."""
    other = open_store(place, clock)
    yield store, other
    other.close()


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """After a test no unit of work is open: every connection is back in its pool."""
    out: set[int] = set()

    def taken(_raw: object, record: object, _proxy: object) -> None:
        out.add(id(record))

    def returned(_raw: object, record: object) -> None:
        out.discard(id(record))

    event.listen(Pool, "checkout", taken)
    event.listen(Pool, "checkin", returned)
    yield
    event.remove(Pool, "checkout", taken)
    event.remove(Pool, "checkin", returned)
    assert not out, "a unit of work was left open"
