"""What the parts of the subject Appointments share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from expatdesk.clock import Clock
from expatdesk.services.appointments import wording
from expatdesk.services.appointments.occupancy import TAKEN
from expatdesk.services.base import Done, Refusal, replayed
from expatdesk.storage.changes import Changes
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store

T = TypeVar("T")

_TRIES = 5
_AGAIN = frozenset({"uq_visit_code", "pk_done_key"})
"""A code that exists already, or the same key at the same moment: try once more."""


class Part:
    """One part of the subject: it has the store and the clock, and nothing else."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def _once(self, key: str, kind: type[T], attempt: Callable[[], Done[T]]) -> Done[T]:
        """A write that happens once for its key, also where two tries of it cross.

        The one that comes second is refused by what the first has done; then the result of
        the first is its own. A desk that is in two places becomes PlaceTaken.
        """
        for last in (*[False] * (_TRIES - 1), True):
            try:
                return attempt()
            except (Refusal, Conflict) as problem:
                happened = self._happened(key, kind)
                if happened is not None:
                    return Done(happened, Changes())
                if isinstance(problem, Refusal):
                    raise
                if problem.constraint == TAKEN:
                    raise wording.taken() from problem
                if last or problem.constraint not in _AGAIN:
                    raise
        raise AssertionError

    def _happened(self, key: str, kind: type[T]) -> T | None:
        with self._store.reading() as tx:
            return replayed(tx, key, kind)
