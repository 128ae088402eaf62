"""The front desk at which the tests receive."""

from __future__ import annotations

from typing import Any

import pytest
from services.reception.receiving import FrontDesk

from expatdesk.services.base import Actor


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> FrontDesk:
    """The scenario centre on Monday 14 September 2026 at half past eight."""
    at("2026-09-14 08:30")
    return FrontDesk(centre, jansen)
