"""A window hears of what other windows commit, soon, and never of its own."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest
from databases import Templates, finished, spawn

from expatdesk.storage.changes import Changes
from expatdesk.storage.store import Store

Heard = queue.Queue[Changes]


@pytest.fixture
def heard(two_stores: tuple[Store, Store]) -> Iterator[Heard]:
    """What the first of the two stores hears."""
    box: Heard = queue.Queue()
    watcher = two_stores[0].watch()
    watcher.start(box.put)
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
    store.close()
    assert watcher._thread is not None
    assert not watcher._thread.is_alive()
