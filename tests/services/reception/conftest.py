"""The front desk at which the tests receive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from services.reception.receiving import FrontDesk
from sqlalchemy import event

from expatdesk.services.base import Actor
from expatdesk.storage.store import Store


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> FrontDesk:
    """The scenario centre on Monday 14 September 2026 at half past eight."""
    at("2026-09-14 08:30")
    return FrontDesk(centre, jansen)


class Counted:
    statements = 0


@pytest.fixture
def counted(store: Store) -> Callable[[], AbstractContextManager[Counted]]:
    """Counts the statements that are run inside the block."""

    @contextmanager
    def counting() -> Iterator[Counted]:
        seen = Counted()

        def ran(*_: object) -> None:
            seen.statements += 1

        event.listen(store.engines.read, "after_cursor_execute", ran)
        yield seen
        event.remove(store.engines.read, "after_cursor_execute", ran)

    return counting
