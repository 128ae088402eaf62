"""Single days on which a desk, or all of them, has other hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import DayHours
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Choices,
    Content,
    Editor,
    FieldSpec,
    Line,
    Note,
    Notes,
    Section,
    Values,
    Write,
    maybe,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

AHEAD = timedelta(days=731)


def read(centre: Centre, today: date) -> Content:
    desks: Choices = (
        (None, lambda: _("All desks")),
        *((d.desk_id, words.later(d.entry.name)) for d in centre.setup.desks.all()),
    )
    days = centre.setup.days.between(today, today + AHEAD)
    empty = DayHours(None, today, (), "", 0)
    return Content(
        tuple(_line(centre, one, desks) for one in days), new=_editor(centre, empty, desks)
    )


def _line(centre: Centre, one: DayHours, desks: Choices) -> Line:
    names = dict(desks)
    open_at = words.hours(one.hours)
    return Line(
        (one.day, one.desk_id),
        lambda: weekday_date_short(one.day) + f" {one.day.year}",
        names.get(one.desk_id, ""),
        "done" if open_at else "error",
        open_at or (lambda: _("closed")),
        parts=(_editor(centre, one, desks), _usual(centre, one)),
    )


def _editor(centre: Centre, one: DayHours, desks: Choices) -> Editor:
    known = bool(one.mark)

    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.days.set_hours(
            write.actor,
            maybe(values, "desk_id", int),
            taken(values, "day", date),
            taken(values, "hours", tuple),
            str(values["note"]),
            mark=one.mark,
            confirmed=write.confirmed,
            key=write.key,
        )

    return Editor(
        "hours",
        (lambda: weekday_date_short(one.day)) if known else (lambda: _("Another day")),
        (
            FieldSpec("day", lambda: _("Day"), "date", required=True, fixed=known),
            FieldSpec(
                "desk_id", lambda: _("Desk"), "choice", choices=desks, fixed=known, beside=True
            ),
            FieldSpec(
                "hours",
                lambda: _("Opening times"),
                "hours",
                hint=lambda: _("Left empty: closed."),
            ),
            FieldSpec("note", lambda: _("Note, shown in the agenda")),
        ),
        {"day": one.day, "desk_id": one.desk_id, "hours": one.hours, "note": one.note},
        save,
    )


def _usual(centre: Centre, one: DayHours) -> Notes:
    note = Note(
        lambda: _("The hours of the week count again"),
        action=lambda: _("Usual hours"),
        run=lambda write: centre.setup.days.clear(
            write.actor,
            one.desk_id,
            one.day,
            mark=one.mark,
            confirmed=write.confirmed,
            key=write.key,
        ),
        said=lambda: _("The day has its usual hours again."),
    )
    return Notes(lambda: _("Take it back"), (note,))


DAYS = Section(
    "days",
    lambda: _("Days with other hours"),
    lambda: _("An evening longer, a morning closed: days that differ from the week, desk by desk."),
    (lambda: _("Day"), lambda: _("Desk"), lambda: _("Opening times")),
    read,
    new_words=lambda: _("Another day"),
)
