"""What was asked of the printers: till documents with their copies, and papers of other kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.services.printing.documents import DocumentPrint, Documents, pend
from expatdesk.services.printing.queue import Queue
from expatdesk.services.printing.types import (
    OPEN,
    PLAIN,
    Outcome,
    Plain,
    PrintJob,
    PrintOptions,
    PrintOrder,
    Profile,
    Why,
    profile_on,
)

if TYPE_CHECKING:
    from expatdesk.clock import Clock
    from expatdesk.storage.store import Store


class Printing(Documents):
    """The till's documents by its own methods, the papers of other kinds by `queue`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, clock)
        self.queue = Queue(store, clock)

    def waiting_count(self) -> int:
        """How many papers of all kinds have not come to paper."""
        return len(self.pending()) + self.queue.open_count()


__all__ = [
    "OPEN",
    "PLAIN",
    "DocumentPrint",
    "Documents",
    "Outcome",
    "Plain",
    "PrintJob",
    "PrintOptions",
    "PrintOrder",
    "Printing",
    "Profile",
    "Queue",
    "Why",
    "pend",
    "profile_on",
]
