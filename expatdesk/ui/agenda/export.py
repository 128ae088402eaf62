"""Visits as a table for a spreadsheet. Runs as a job, so that a long list can be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk.clock import from_epoch
from expatdesk.exchange.csv_rows import Euros, Value, csv_chunks
from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.appointments.types import VisitQuery, VisitRow
from expatdesk.ui.agenda import words
from expatdesk.ui.states import state_colours

if TYPE_CHECKING:
    from expatdesk.services.appointments import Appointments
    from expatdesk.ui.operations import Progress

PAGE = 500


def export_visits(
    appointments: Appointments, query: VisitQuery, file: Path, progress: Progress
) -> int:
    """Writes the visits of a query to a file and gives their number.

    Written beside it first: a job that is stopped leaves nothing behind. Raises OSError.
    """
    unfinished = file.with_name(f"{file.name}.part")
    count = 0

    def rows() -> Iterator[list[Value]]:
        nonlocal count
        for visit in _visits(appointments, query, progress):
            count += 1
            yield _line(visit)

    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            for chunk in csv_chunks(_head(), rows(), current_language()):
                out.write(chunk)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _visits(
    appointments: Appointments, query: VisitQuery, progress: Progress
) -> Iterator[VisitRow]:
    offset = 0
    while True:
        page = appointments.visits(replace(query, offset=offset, limit=PAGE))
        yield from page
        offset += len(page)
        progress.step(offset, 0, _counted(offset))
        if len(page) < PAGE:
            return


def _counted(count: int) -> str:
    return ngettext("{count} visit", "{count} visits", count).format(count=count)


def _head() -> list[str]:
    return [
        _("Code"),
        _("Start"),
        _("End"),
        _("Name"),
        _("Persons"),
        _("Service"),
        _("Desk"),
        _("Municipality"),
        _("Language"),
        _("State"),
        _("Fee"),
        _("Due"),
    ]


def _line(visit: VisitRow) -> list[Value]:
    return [
        visit.code,
        from_epoch(visit.starts_at),
        from_epoch(visit.ends_at),
        visit.title,
        visit.party_size,
        words.said(visit.service),
        words.said(visit.desk),
        visit.municipality,
        visit.language,
        state_colours(visit.state).word,
        words.money_words(visit.money) if visit.money.kind != "due" else _("Due"),
        Euros(visit.money.due),
    ]
