"""Until when things are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.clock import day_bounds
from expatdesk.services.settings import keys, value
from expatdesk.storage.tx import Tx

BITE = 200  # rows in one transaction
DAY = 86_400
DRAFT_DAYS = 2
TRACE_DAYS = 30  # idempotency keys and rows of change
LOG_DAYS = 365


@dataclass(frozen=True)
class Terms:
    """The first days that are kept, and epoch seconds where times decide."""

    visits_before: date
    papers_before: date
    recipients_before: date
    now: int

    def before(self, days: int) -> int:
        return self.now - days * DAY

    @property
    def known_before(self) -> int:
        """The first second of the first day of visits that are kept."""
        return day_bounds(self.visits_before)[0]


def terms_on(tx: Tx, on: date) -> Terms:
    """The terms as the settings of a day have them."""
    years = value(tx, keys.RETENTION_RECIPIENT_YEARS, on)
    return Terms(
        visits_before=months_before(on, value(tx, keys.RETENTION_VISIT_MONTHS, on)),
        papers_before=months_before(on, value(tx, keys.RETENTION_PAPER_MONTHS, on)),
        # Seven years after the end of the book year, which is the calendar year.
        recipients_before=date(on.year - years, 1, 1),
        now=tx.now,
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of the month where there is none."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))
