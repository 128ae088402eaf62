"""What the parts of the subject Reception share: one way to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from expatdesk.clock import Clock
from expatdesk.services.appointments.subject import place_taken
from expatdesk.services.base import Actor, Done, Right, require
from expatdesk.services.once import Written, once
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

T = TypeVar("T")


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
        return once(self._store, key, kind, work, refusal=place_taken)
