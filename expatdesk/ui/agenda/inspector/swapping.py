"""With whom somebody who comes late may swap, and what else flows say of places."""

from __future__ import annotations

from expatdesk.clock import day_of
from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaStep, DayView, Place, VisitSheet
from expatdesk.terms import VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.rows import RowWords

_SWAPS = 5


def swap_candidates(view: DayView | None, sheet: VisitSheet) -> list[AgendaStep]:
    """The next visits of the day that could take the place: as long, and not served yet."""
    if view is None or view.day != sheet.day:
        return []
    mine = [s for s in view.steps if s.visit_id == sheet.visit_id and s.ordinal == 1]
    if not mine:
        return []
    length = mine[0].ends_at - mine[0].starts_at
    fitting = [
        step
        for step in view.steps
        if step.ordinal == 1
        and step.visit_id != sheet.visit_id
        and step.state in {VisitState.PLANNED, VisitState.ARRIVED}
        and not step.squeezed
        and step.steps == mine[0].steps
        and step.ends_at - step.starts_at == length
        and step.starts_at >= mine[0].starts_at
    ]
    return sorted(fitting, key=lambda step: (step.starts_at, step.desk_id))[:_SWAPS]


def swap_words(step: AgendaStep) -> RowWords:
    return RowWords(
        lambda: _("Swap with {time}").format(time=words.clock_time(step.starts_at)),
        detail=step.title,
        private_detail=True,
        icon="arrow-left-right",
        strong=True,
    )


def about_visit(sheet: VisitSheet) -> str:
    return f"{words.said(sheet.service)} · {sheet.code}"


def when_words(place: Place) -> str:
    day = day_of(place.starts_at)
    return f"{weekday_date_short(day)} {words.clock_time(place.starts_at)}"
