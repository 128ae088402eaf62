"""The front desk and the till of the scenario centre, for those who try to break them."""

from __future__ import annotations

from typing import Any

import pytest
from attacks.raids import Raid
from services.conftest import at, centre, jansen, kaya, visser

from expatdesk.services.base import Actor

__all__ = ["at", "centre", "jansen", "kaya", "visser"]


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> Raid:
    """The scenario centre on Monday 14 September 2026 at half past eight."""
    at("2026-09-14 08:30")
    return Raid(centre, jansen)
