"""The list of people as it is read: pages of the sorted list, and the letters it goes under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.services.people.types import PersonRow
from expatdesk.ui.records.listing import PAGE, Listing, read_pages
from expatdesk.ui.records.phones import shown_phone, warm_up

if TYPE_CHECKING:
    from expatdesk.services.people import People

__all__ = ["PAGE", "Line", "letter_of", "lines_of", "read_listing", "read_more", "shown_phone"]
OTHERS = "#"


@dataclass(frozen=True)
class Line:
    """A row of the list; ``letter`` stands at the first one under it and is empty elsewhere."""

    row: PersonRow
    letter: str


def read_listing(
    people: People, text: str, *, least: int = PAGE, person_id: int | None = None
) -> Listing[Line]:
    """The beginning of the list, and if asked as far as one person; on the reader's thread."""
    warm_up()

    def page(last: PersonRow | None) -> list[PersonRow]:
        return people.page(None if last is None else (last.sort_key, last.person_id), text)

    def is_wanted(row: PersonRow) -> bool:
        return row.person_id == person_id

    rows, ended = read_pages(page, least, None if person_id is None else is_wanted)
    everybody = people.count()
    return Listing(tuple(lines_of(rows)), len(rows) if ended or text else everybody, everybody)


def read_more(people: People, last: Line, text: str) -> list[Line]:
    """The page after a line; on the reader's thread."""
    rows = people.page((last.row.sort_key, last.row.person_id), text)
    return lines_of(rows, last.row)


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
