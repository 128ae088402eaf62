"""A window hears of what other windows commit, soon, and never of its own."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from databases import Templates, finished, open_store, spawn

from expatdesk.clock import FixedClock
from expatdesk.storage.changes import Changes
from expatdesk.storage.engines import raw_postgresql
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store
from expatdesk.storage.watcher import PostgresqlWatcher

Heard = queue.Queue[Changes]


@pytest.fixture
def heard(two_stores: tuple[Store, Store]) -> Iterator[Heard]:
    """What the first of the two stores hears."""
    box: Heard = queue.Queue()
    watcher = two_stores[0].watch()
    watcher.start(box.put)
    assert watcher.wait_connected(10)
    yield box
    watcher.stop()


def touch(store: Store, topic: str, *ids: int) -> None:
    with store.writing() as tx:
        tx.touch(topic, *ids)


def test_what_another_store_commits_is_heard(two_stores: tuple[Store, Store], heard: Heard) -> None:
    touch(two_stores[1], "visits", 7, 8)
    assert heard.get(timeout=10) == Changes.of("visits", 7, 8)


def test_ones_own_commits_are_not_heard(two_stores: tuple[Store, Store], heard: Heard) -> None:
    touch(two_stores[0], "visits", 1)
    touch(two_stores[1], "till", 2)
    assert heard.get(timeout=10) == Changes.of("till", 2)


def test_what_was_undone_is_not_heard(two_stores: tuple[Store, Store], heard: Heard) -> None:
    def fail() -> None:
        with two_stores[1].writing() as tx:
            tx.touch("visits", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    touch(two_stores[1], "till", 2)
    assert heard.get(timeout=10) == Changes.of("till", 2)


def test_another_process_is_heard(store: Store) -> None:
    box: Heard = queue.Queue()
    with store.watch() as watcher:
        watcher.start(box.put)
        script = (
            "with store.writing() as tx: tx.touch('visits', *map(int, arguments))\nstore.close()"
        )
        finished(spawn(store.place, script, "5", "6"))
        assert box.get(timeout=10) == Changes.of("visits", 5, 6)


def test_what_was_committed_before_the_connection_stood_is_heard(
    two_stores: tuple[Store, Store],
) -> None:
    """Between the opening of a centre and the first window there may be seconds."""
    touch(two_stores[0], "people", 1)
    touch(two_stores[1], "visits", 7)
    box: Heard = queue.Queue()
    with two_stores[0].watch() as watcher:
        watcher.start(box.put)
        assert box.get(timeout=10) == Changes.of("visits", 7)


def test_what_was_committed_before_the_opening_is_not_heard(
    store: Store, place: Place, clock: FixedClock
) -> None:
    touch(store, "visits", 7)
    box: Heard = queue.Queue()
    later = open_store(place, clock)
    with later.watch() as watcher:
        watcher.start(box.put)
        touch(store, "till", 2)
        assert box.get(timeout=10) == Changes.of("till", 2)
    later.close()


@pytest.fixture
def silent_server() -> Iterator[socket.socket]:
    """Takes every connection and never says a word; when it is closed it hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_a_server_that_does_not_answer_holds_up_nobody(
    silent_server: socket.socket,
) -> None:
    """Neither the window that begins to watch nor the one that closes."""
    place = Place.url(f"postgresql://desk@127.0.0.1:{silent_server.getsockname()[1]}/centre")
    knocked = threading.Event()

    def connect() -> psycopg.Connection:
        knocked.set()
        return raw_postgresql(place)

    watcher = PostgresqlWatcher(connect, "w", 0)
    begun = time.monotonic()
    watcher.start(lambda _: pytest.fail("there was nothing to hear"))
    assert knocked.wait(10)
    assert not watcher.wait_connected(0)
    watcher.stop()
    assert time.monotonic() - begun < 1
    assert watcher._thread is not None
    assert watcher._thread.is_alive(), "it was left to give up by itself"
    silent_server.close()
    watcher._thread.join(10)
    assert not watcher._thread.is_alive()
    assert watcher._wake_in.fileno() == -1


def test_after_a_lost_connection_everything_may_have_changed(
    templates: Templates, two_stores: tuple[Store, Store], heard: Heard, dialect: str
) -> None:
    if dialect == "sqlite":
        pytest.skip("a file has no connection that others can cut")
    name = str(two_stores[0].place.address).partition("@/")[2].partition("?")[0]
    assert templates.server().cut_connections(name) > 0
    assert heard.get(timeout=10) == Changes.all()
    # The next unit of work connects anew by itself.
    touch(two_stores[1], "till", 2)
    assert heard.get(timeout=10) == Changes.of("till", 2)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_what_was_pruned_before_it_was_read_is_everything(
    two_stores: tuple[Store, Store], heard: Heard
) -> None:
    with two_stores[1].writing() as tx:
        tx.execute("INSERT INTO change (id, at, writer, topics) VALUES (90, 1, 'w', '{}')")
    assert heard.get(timeout=10) == Changes.all()


def test_a_store_that_closes_stops_its_watchers(store: Store) -> None:
    watcher = store.watch().start(lambda _: None)
    assert watcher.wait_connected(10)
    store.close()
    assert watcher._thread is not None
    assert not watcher._thread.is_alive()
