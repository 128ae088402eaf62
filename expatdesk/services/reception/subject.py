"""What the parts of the subject Reception share: one way to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from expatdesk.clock import Clock
from expatdesk.services.appointments import wording
from expatdesk.services.base import Actor, Done, Right, remember, replayed, require
from expatdesk.storage.changes import Changes
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

T = TypeVar("T")

_TAKEN = "pk_occupancy"
_AGAIN = frozenset({"uq_visit_code", "pk_done_key"})
_TRIES = 5


@dataclass(frozen=True)
class Written(Generic[T]):
    """What a unit of work hands back: its value, and how to take it back."""

    value: T
    undo: Callable[[], Done[object]] | None = None


class Part:
    """One part of the subject: it has the store and the clock, and nothing else."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def _carry_out(
        self,
        actor: Actor,
        key: str,
        kind: type[T],
        work: Callable[[Tx], Written[T]],
        right: Right = Right.RECEIVE,
    ) -> Done[T]:
        """One unit of work under an idempotency key; a place taken meanwhile is said in words.

        Raises NotAllowed, PlaceTaken, and whatever the work refuses.
        """
        require(actor, right)
        for last in (*[False] * (_TRIES - 1), True):
            try:
                with self._store.writing() as tx:
                    before = replayed(tx, key, kind)
                    if before is not None:
                        return Done(before, Changes())
                    written = work(tx)
                    remember(tx, key, written.value)
                break
            except Conflict as conflict:
                if conflict.constraint == _TAKEN:
                    raise wording.taken() from conflict
                # A code that exists already, or the same key at the same moment.
                if last or conflict.constraint not in _AGAIN:
                    raise
        return Done(written.value, tx.changes, undo=written.undo)
