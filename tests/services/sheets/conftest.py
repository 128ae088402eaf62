"""The office in which sheets are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from services.sheets.writing import Office

from expatdesk.services.base import Actor


@pytest.fixture
def office(centre: Any, visser: Actor, jansen: Actor) -> Office:
    """The scenario centre with three sheets, on Tuesday 24 November 2026."""
    made = Office(centre, visser, replace(jansen, is_manager=True))
    made.begin()
    return made
