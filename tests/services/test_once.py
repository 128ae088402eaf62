"""A write happens once for its key: tried again, refused, or crossing with itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from expatdesk.model.settings import Municipality
from expatdesk.services.base import NotFound, Refusal
from expatdesk.services.once import Written, once
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

NAMED = "SELECT name FROM municipality ORDER BY name"


def add(tx: Tx, name: str, cbs_code: str = "0546") -> Written[int]:
    return Written(tx.insert(Municipality, cbs_code=cbs_code, name=name))


def names(store: Store) -> list[str]:
    with store.reading() as tx:
        return [row[0] for row in tx.rows(NAMED)]


def test_tried_again_it_gives_the_first_result_and_writes_nothing(store: Store) -> None:
    first = once(store, "k", int, lambda tx: add(tx, "Leiden"))
    again = once(store, "k", int, lambda tx: add(tx, "Delft", "0503"))

    assert again.value == first.value
    assert again.undo is None
    assert names(store) == ["Leiden"]


def test_what_was_refused_may_be_tried_again_with_the_same_key(store: Store) -> None:
    def refuse(tx: Tx) -> Written[int]:
        add(tx, "Leiden")
        raise NotFound

    with pytest.raises(NotFound):
        once(store, "k", int, refuse)
    assert names(store) == []

    once(store, "k", int, lambda tx: add(tx, "Leiden"))
    assert names(store) == ["Leiden"]


def test_a_conflict_is_put_into_words(store: Store) -> None:
    once(store, "k1", int, lambda tx: add(tx, "Leiden"))

    def words(conflict: Conflict) -> Refusal | None:
        return Refusal(conflict.constraint)

    with pytest.raises(Refusal, match="uq_municipality_cbs_code"):
        once(store, "k2", int, lambda tx: add(tx, "Delft"), refusal=words)
    with pytest.raises(Conflict):
        once(store, "k3", int, lambda tx: add(tx, "Delft"))


@pytest.mark.parametrize("dialect", ["postgresql"])  # SQLite lets nobody in between
@pytest.mark.parametrize("refused", [False, True])
def test_of_two_tries_that_cross_both_get_the_result_of_the_first(
    store: Store,
    refused: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    def quicker() -> int:
        return once(store, "k", int, lambda tx: add(tx, "Leiden")).value

    came_first: list[int] = []

    def slower(tx: Tx) -> Written[int]:
        with ThreadPoolExecutor(1) as other:
            came_first.append(other.submit(quicker).result())
        if refused:
            raise NotFound
        return add(tx, "Delft", "0503")

    assert once(store, "k", int, slower).value == came_first[0]
    assert names(store) == ["Leiden"]
