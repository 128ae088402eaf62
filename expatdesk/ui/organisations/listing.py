"""The list of organisations as it is read, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.names import clean, fold
from expatdesk.services.organisations.types import OrganisationRow
from expatdesk.ui.records.listing import PAGE, Listing, read_pages
from expatdesk.ui.records.phones import warm_up

if TYPE_CHECKING:
    from expatdesk.services.organisations import Organisations


def read_listing(
    organisations: Organisations,
    text: str,
    *,
    least: int = PAGE,
    organisation_id: int | None = None,
) -> Listing[OrganisationRow]:
    """The beginning of the list, and if asked as far as one of them; on the reader's thread."""
    warm_up()

    def page(last: OrganisationRow | None) -> list[OrganisationRow]:
        return organisations.page(None if last is None else place_of(last), text)

    def is_wanted(row: OrganisationRow) -> bool:
        return row.organisation_id == organisation_id

    rows, ended = read_pages(page, least, None if organisation_id is None else is_wanted)
    count = organisations.count()
    # How many a filter leaves is known at its end; until then the list may be as long as all.
    return Listing(tuple(rows), len(rows) if ended else count, count)


def place_of(row: OrganisationRow) -> tuple[str, int]:
    """After which the next page begins."""
    return (fold(clean(row.name)), row.organisation_id)
