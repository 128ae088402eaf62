"""Retention: what is older than its term is made anonymous or removed, by itself.

Terms are settings (domain: 3.5). Visits keep day, service, municipality, number of persons and
outcome; names, contact data, papers and notes go. Money keeps its numbers and amounts: it has
no person key; names on full invoices go when the law's seven years are over.

Every transaction takes a small bite, so that the desks go on working; whatever stops it, it
goes on from there the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from expatdesk.clock import day_of
from expatdesk.services.base import log
from expatdesk.services.people.searching import index_of
from expatdesk.services.retention.people import forget_households, old_people
from expatdesk.services.retention.terms import (
    BITE,
    DAY,
    LOG_DAYS,
    Terms,
    months_before,
    terms_on,
)
from expatdesk.services.retention.traces import (
    loose_files,
    old_changes,
    old_drafts,
    old_keys,
    old_log,
    old_print_jobs,
    old_recipients,
)
from expatdesk.services.retention.visits import (
    is_due,
    old_messages,
    old_papers,
    old_visits,
    old_waiting,
)
from expatdesk.storage.compact import compact
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

__all__ = [
    "DAY",
    "LOG_DAYS",
    "Removed",
    "Retention",
    "Terms",
    "is_due",
    "months_before",
    "terms_on",
]

Bite = Callable[[Tx, Terms], int]
"""Removes at most BITE of what is due and says how many; fewer means that no more is due."""

# The order matters: people go when nothing names them any more, files when nothing shows them.
STEPS: tuple[tuple[str, Bite], ...] = (
    ("papers", old_papers),
    ("visits", old_visits),
    ("waiting", old_waiting),
    ("messages", old_messages),
    ("people", old_people),
    ("households", forget_households),
    ("recipients", old_recipients),
    ("files", loose_files),
    ("drafts", old_drafts),
    ("keys", old_keys),
    ("changes", old_changes),
    ("print_jobs", old_print_jobs),
    ("log", old_log),
)
# After these the database gives up the space in which the names stood.
_PERSONAL = frozenset({"visits", "waiting", "messages", "people", "recipients", "files"})


@dataclass(frozen=True)
class Removed:
    """How many rows of one kind have gone; `kind` is a word for the report."""

    kind: str
    count: int


class Retention:
    """Use case: `run` cleans up what is due and reports it; safe to run again at any time.

    What is due goes by the time of the database: with many desks that is the server's, so that
    a desk whose clock is years ahead makes nothing anonymous before its term.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, between: Callable[[], bool] | None = None) -> list[Removed]:
        """Removes what is due. `between` is asked before each bite; False stops early.

        Raises the errors of storage; what was removed before stays removed.
        """
        with self._store.reading() as tx:
            terms = terms_on(tx, day_of(tx.now))
        goes_on = between or _always
        report = [Removed(kind, sum(self._bites(bite, terms, goes_on))) for kind, bite in STEPS]
        self._note(report)
        return report

    def _bites(self, bite: Bite, terms: Terms, goes_on: Callable[[], bool]) -> Iterator[int]:
        while goes_on():
            with self._store.writing() as tx:
                count = bite(tx, terms)
            yield count
            if count < BITE:
                return

    def _note(self, report: list[Removed]) -> None:
        gone = {item.kind: item.count for item in report if item.count}
        if not gone:
            return
        with self._store.writing() as tx:
            log(tx, None, "retention", 0, "removed", **gone)
            if "people" in gone:
                index_of(tx).optimize(tx)
        if _PERSONAL & gone.keys():
            compact(self._store)


def _always() -> bool:
    return True
