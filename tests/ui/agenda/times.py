"""The day of these tests, Tuesday 24 November 2026, and the times in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from expatdesk.clock import epoch_of

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
"""11:42 in Amsterdam."""


def minute(text: str) -> int:
    """A time like 11:42 as minutes of the day."""
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def at(text: str, day: date = DAY) -> int:
    """The instant of a time of day."""
    return epoch_of(day, minute(text))
