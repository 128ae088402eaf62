"""People as a table for a spreadsheet. Runs as a job, so that a long list can be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk.exchange.csv_rows import Value, write_csv
from expatdesk.formats import number
from expatdesk.i18n import _, current_language
from expatdesk.services.people.types import PersonRow
from expatdesk.ui.people.listing import PAGE, shown_phone
from expatdesk.ui.people.words import class_word

if TYPE_CHECKING:
    from expatdesk.services.people import People
    from expatdesk.ui.operations import Progress


def export_people(people: People, text: str, file: Path, progress: Progress) -> int:
    """Writes all people, or those of a filter, to a file and gives their number.

    A job that is stopped leaves no file behind. Raises OSError.
    """
    total, done = people.count(), 0

    def rows() -> Iterator[list[Value]]:
        nonlocal done
        for row in people.all_rows(text):
            if done % PAGE == 0:
                words = _("{count} of {total}").format(count=number(done), total=number(total))
                progress.step(done, total, words)
            done += 1
            yield _line(row)

    write_csv(file, _head(), rows(), current_language())
    return done


def _head() -> list[str]:
    return [
        _("Code"),
        _("Name"),
        _("Name as in the passport"),
        _("Born"),
        _("Class"),
        _("E-mail"),
        _("Phone"),
        _("Town"),
        _("Employer"),
    ]


def _line(row: PersonRow) -> list[Value]:
    birth: date | int | None = row.birth_date if row.birth_date is not None else row.birth_year
    return [
        row.code,
        row.full_name,
        row.latin,
        birth,
        class_word(row.residence_class) if row.residence_class is not None else "",
        row.email,
        shown_phone(row.phone),
        row.city,
        row.employer,
    ]
