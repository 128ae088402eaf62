"""Two desks at the same moment: one of them wins, and neither waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from services.reception.receiving import FrontDesk

from expatdesk.services.base import Stale
from expatdesk.services.reception import Reception
from expatdesk.storage.store import Store
from expatdesk.terms import LateAnswer

ROUNDS = 8


class Swapper(threading.Thread):
    """One desk that swaps as soon as the other one is ready too."""

    def __init__(self, late: Callable[[], Any], gate: threading.Barrier) -> None:
        super().__init__()
        self.late = late
        self.gate = gate
        self.result: object = None

    def run(self) -> None:
        self.gate.wait()
        try:
            self.result = self.late()
        except Stale as stale:
            self.result = stale


def test_crossing_swaps_happen_one_after_the_other(
    desk: FrontDesk, two_stores: tuple[Store, Store]
) -> None:
    """A swaps with B while B swaps with A: each time exactly one of them happens."""
    visit, other = desk.book(), desk.book("2026-09-14 09:30", desk="desk2")
    pairs = ((visit, other), (other, visit))
    for _ in range(ROUNDS):
        gate = threading.Barrier(2)
        desks = [
            Swapper(
                partial(
                    Reception(store, store.clock).late,
                    desk.actor,
                    mine.visit_id,
                    desk.sheet(mine).version,
                    LateAnswer.SWAPPED,
                    theirs.visit_id,
                    key=desk.key(),
                ),
                gate,
            )
            for store, (mine, theirs) in zip(two_stores, pairs, strict=True)
        ]
        for each in desks:
            each.start()
        for each in desks:
            each.join(30)
        assert sorted(type(each.result).__name__ for each in desks) == ["Done", "Stale"]
        assert desk.ticks() == 24
