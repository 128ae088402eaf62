"""What the parts of the subject Appointments share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from expatdesk.clock import Clock
from expatdesk.services.appointments import wording
from expatdesk.services.appointments.occupancy import TAKEN
from expatdesk.services.base import Done, Refusal
from expatdesk.services.once import Written, once
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

T = TypeVar("T")


class Part:
    """One part of the subject: it has the store and the clock, and nothing else."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def _once(self, key: str, kind: type[T], work: Callable[[Tx], Written[T]]) -> Done[T]:
        """A write that happens once for its key; a desk in two places becomes PlaceTaken."""
        return once(self._store, key, kind, work, refusal=place_taken)


def place_taken(conflict: Conflict) -> Refusal | None:
    """In words, where the place was taken this moment."""
    return wording.taken() if conflict.constraint == TAKEN else None
