"""The list of organisations as it is read, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.names import clean, fold
from expatdesk.services.organisations.types import OrganisationRow

if TYPE_CHECKING:
    from expatdesk.services.organisations import Organisations

PAGE = 500


@dataclass(frozen=True)
class Listing:
    """The beginning of the list. ``total``: how long all of it is for the filter."""

    rows: tuple[OrganisationRow, ...]
    total: int
    all_of_them: int


def read_listing(
    organisations: Organisations,
    text: str,
    *,
    least: int = PAGE,
    organisation_id: int | None = None,
) -> Listing:
    """Reads whole pages until there are ``least`` rows and, if asked, one among them."""
    rows: list[OrganisationRow] = []
    found, ended = organisation_id is None, False
    while not ended and (len(rows) < least or not found):
        page = organisations.page(place_of(rows[-1]) if rows else None, text)
        found = found or any(row.organisation_id == organisation_id for row in page)
        rows += page
        ended = len(page) < PAGE
    count = organisations.count()
    # How many a filter leaves is known at its end; until then the list may be as long as all.
    return Listing(tuple(rows), len(rows) if ended else count, count)


def place_of(row: OrganisationRow) -> tuple[str, int]:
    """After which the next page begins."""
    return (fold(clean(row.name)), row.organisation_id)
