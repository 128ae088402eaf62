"""Fixtures of the agenda: a desk at the scenario centre."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from services.appointments.front_desk import FrontDesk

from expatdesk.services.base import Actor


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Callable[[str], int]) -> FrontDesk:
    """S. Jansen at desk 1 on Monday 14 September 2026, at eight."""
    at("2026-09-14 08:00")
    return FrontDesk(centre, jansen)
