"""A write happens once for its idempotency key, however often and by how many it is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from expatdesk.services.base import Done, Refusal, remember, replayed
from expatdesk.storage.changes import Changes
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

T = TypeVar("T")

_TRIES: Final = 5
_AGAIN: Final = frozenset({"uq_visit_code", "pk_done_key"})
"""A code that exists already, or the same key at the same moment: it is tried once more."""


@dataclass(frozen=True)
class Written(Generic[T]):
    """What a unit of work hands back: its value, and how to take it back."""

    value: T
    undo: Callable[[], Done[object]] | None = None


def once(
    store: Store,
    key: str,
    kind: type[T],
    work: Callable[[Tx], Written[T]],
    *,
    refusal: Callable[[Conflict], Refusal | None] | None = None,
) -> Done[T]:
    """Runs `work` in one unit of work and keeps its value, of type `kind`, under the key.

    Where two tries of the same write cross, the second is refused by what the first has done
    (Stale, a conflict): the result of the first is its own then. `refusal` puts a conflict into
    words. Raises whatever the work refuses, and Conflict.
    """
    for last in (*[False] * (_TRIES - 1), True):
        try:
            with store.writing() as tx:
                before = replayed(tx, key, kind)
                if before is not None:
                    return Done(before, Changes())
                written = work(tx)
                remember(tx, key, written.value)
        except (Refusal, Conflict) as problem:
            happened = _happened(store, key, kind)
            if happened is not None:
                return Done(happened, Changes())
            if isinstance(problem, Refusal):
                raise
            said = refusal(problem) if refusal is not None else None
            if said is not None:
                raise said from problem
            if last or problem.constraint not in _AGAIN:
                raise
        else:
            return Done(written.value, tx.changes, written.undo)
    raise AssertionError


def _happened(store: Store, key: str, kind: type[T]) -> T | None:
    with store.reading() as tx:
        return replayed(tx, key, kind)
