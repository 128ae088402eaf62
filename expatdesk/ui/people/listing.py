"""The list of people as it is read: pages of the sorted list, and the letters it goes under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from expatdesk.phones import PhoneError, display_phone
from expatdesk.services.people.types import PersonRow

if TYPE_CHECKING:
    from expatdesk.services.people import People

PAGE = 500
OTHERS = "#"


@dataclass(frozen=True)
class Line:
    """A row of the list; ``letter`` stands at the first one under it and is empty elsewhere."""

    row: PersonRow
    letter: str


@dataclass(frozen=True)
class Listing:
    """The beginning of the list for a filter. ``total``: how long all of it is."""

    rows: tuple[PersonRow, ...]
    total: int
    everybody: int
    """How many people there are without a filter."""


def read_listing(
    people: People, text: str, *, least: int = PAGE, person_id: int | None = None
) -> Listing:
    """Reads whole pages until there are ``least`` rows and, if asked, a person among them.

    For the reader's thread. A person who is not in the list lets it be read to its end.
    """
    display_phone("+31715165165")  # the library of phone numbers takes its time at first use
    rows: list[PersonRow] = []
    found, ended = person_id is None, False
    while not ended and (len(rows) < least or not found):
        page = people.page((rows[-1].sort_key, rows[-1].person_id) if rows else None, text)
        found = found or any(row.person_id == person_id for row in page)
        rows += page
        ended = len(page) < PAGE
    everybody = people.count()
    return Listing(tuple(rows), len(rows) if ended or text else everybody, everybody)


def lines_of(rows: Iterable[PersonRow], before: PersonRow | None = None) -> list[Line]:
    """The rows under their letters; ``before`` is the row that stands above the first."""
    letter = letter_of(before) if before is not None else ""
    lines = []
    for row in rows:
        own = letter_of(row)
        lines.append(Line(row, own if own != letter else ""))
        letter = own
    return lines


def letter_of(row: PersonRow) -> str:
    """The letter under which somebody stands in a Dutch list."""
    first = next((sign for sign in row.sort_key if sign.isalnum()), "")
    return first.upper() if first.isalpha() else OTHERS


@lru_cache(maxsize=4096)
def shown_phone(e164: str) -> str:
    """The number as people in the Netherlands write it."""
    try:
        return display_phone(e164) if e164 else ""
    except PhoneError:
        return e164
