"""When a sheet is to be gone through again."""

from __future__ import annotations

from datetime import date

from expatdesk.services.sheets.types import Due

_JULY = 7


def reasons_due(
    checked_on: date | None, valid_for_year: int | None, today: date
) -> tuple[Due, ...]:
    """Why a version in force is due on a day; empty where it is not.

    Taxes and benefits change on 1 January, rents and the minimum wage on 1 July too: what was
    checked before the last of the two days is due.
    """
    found = []
    january, july = date(today.year, 1, 1), date(today.year, _JULY, 1)
    if checked_on is None:
        found.append(Due.NEVER_CHECKED)
    elif checked_on < january:
        found.append(Due.JANUARY)
    elif checked_on < july <= today:
        found.append(Due.JULY)
    if valid_for_year is not None and valid_for_year < today.year:
        found.append(Due.YEAR_OVER)
    return tuple(found)
