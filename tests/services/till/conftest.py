"""The desk at which the tests of the till sell."""

from __future__ import annotations

from typing import Any

import pytest
from services.till.selling import Desk

from expatdesk.services.base import Actor


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> Desk:
    """The scenario centre on Monday 14 September 2026, a quarter past nine."""
    at("2026-09-14 09:15")
    return Desk(centre, jansen)
