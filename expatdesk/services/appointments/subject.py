"""What the parts of the subject Appointments share."""

from __future__ import annotations

from expatdesk.clock import Clock
from expatdesk.storage.store import Store


class Part:
    """One part of the subject: it has the store and the clock, and nothing else."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
