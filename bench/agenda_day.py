"""Another day in the agenda, from the key to the painted sheet, in the window of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from bench._measure import Figure, count_of, counted, percentile, scaled, within
from bench._sample import moment, sample
from bench._window import Shown, window_on
from expatdesk.application import Centre, open_centre
from expatdesk.clock import ShiftedClock
from expatdesk.services.base import Actor
from expatdesk.storage.place import Place
from expatdesk.ui.agenda import AgendaPage

MUST_BE = 50.0
MOST_STATEMENTS = 6
DAYS = 120


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    with sample(scale) as home:
        now = moment(home)
        centre = open_centre(Place.folder(home), ShiftedClock(now), create=False)
        try:
            with window_on(centre, somebody(centre), "agenda") as shown:
                days = _days(centre, now.date(), scaled(DAYS, scale, 4))
                yield _painted(shown, days)
                yield _statements(shown, days[0])
        finally:
            centre.store.close()


def somebody(centre: Centre) -> Actor:
    """A colleague at the first desk."""
    first = centre.staff.active()[0]
    desk = centre.appointments.catalogue().desks[0]
    return centre.staff.actor(first.staff_id, desk.desk_id, "en")


def _painted(shown: Shown, days: list[date]) -> Figure:
    canvas, taken = _page(shown).canvas, []

    def is_there(day: date) -> bool:
        return canvas.layout_ is not None and canvas.layout_.view.day == day

    for day in days:
        change = partial(_page(shown).open_day, day)
        taken.append(shown.until_painted(canvas.viewport(), change, partial(is_there, day)))
        shown.desk.operations.wait_until_idle()
    return within(
        "another day in the agenda, to painted, 95th percentile", percentile(taken, 95), MUST_BE
    )


def _statements(shown: Shown, day: date) -> Figure:
    with counted(shown.desk.services.store) as sent:
        _page(shown).open_day(day)
        shown.desk.operations.wait_until_idle()
    return count_of("another day in the agenda: statements", len(sent), MOST_STATEMENTS)


def _page(shown: Shown) -> AgendaPage:
    page = shown.window.current_page()
    assert isinstance(page, AgendaPage)
    return page


def _days(centre: Centre, today: date, count: int) -> list[date]:
    """Open days of the last months, the newest first."""
    days: list[date] = []
    day = today
    while len(days) < count:
        day -= timedelta(days=1)
        if any(column.open for column in centre.appointments.day(day).columns):
            days.append(day)
    return days
