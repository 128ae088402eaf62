"""Days on which the whole centre is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import ClosureEntry, ClosureLine
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Content,
    Editor,
    FieldSpec,
    Line,
    Note,
    Notes,
    Section,
    Values,
    Write,
    made,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

AHEAD = timedelta(days=3 * 366)


def read(centre: Centre, today: date) -> Content:
    lines = centre.setup.closures.between(today - timedelta(days=31), today + AHEAD)
    years = [line.entry.first_day.year for line in lines]
    return Content(
        tuple(_line(centre, one, today) for one in lines),
        new=_editor(centre, None, today),
        extra=(_holidays(centre, max([today.year, *years]) + (today.year in years)),),
    )


def _line(centre: Centre, one: ClosureLine, today: date) -> Line:
    first, last = one.entry.first_day, one.entry.last_day
    state = words.standing(first, last, today)
    return Line(
        one.closure_id,
        words.later(one.entry.name),
        words.period(first, last),
        "error" if state == "done" else state,
        (lambda: _("closed now")) if state == "done" else words.standing_word(first, last, today),
        parts=(_editor(centre, one, today), _remove(centre, one)),
    )


def _editor(centre: Centre, one: ClosureLine | None, today: date) -> Editor:
    entry = one.entry if one else ClosureEntry(Pair(), today, today)

    def save(write: Write, values: Values) -> Done[object]:
        wanted = made(ClosureEntry, values)
        closures, confirmed = centre.setup.closures, write.confirmed
        if one is None:
            return closures.add(write.actor, wanted, confirmed=confirmed, key=write.key)
        return closures.change(
            write.actor, one.closure_id, one.version, wanted, confirmed=confirmed, key=write.key
        )

    return Editor(
        "entry",
        words.later(entry.name) if one else (lambda: _("New closure")),
        (
            FieldSpec("name", lambda: _("Reason"), "pair", required=True),
            FieldSpec("first_day", lambda: _("First day"), "date", required=True),
            FieldSpec("last_day", lambda: _("Last day"), "date", required=True, beside=True),
        ),
        vars(entry),
        save,
    )


def _remove(centre: Centre, one: ClosureLine) -> Notes:
    note = Note(
        lambda: _("The centre is open on these days after all"),
        action=lambda: _("Open again"),
        run=lambda write: centre.setup.closures.remove(
            write.actor, one.closure_id, one.version, key=write.key
        ),
        said=lambda: _("The closure is taken out."),
    )
    return Notes(lambda: _("Take it back"), (note,))


def _holidays(centre: Centre, year: int) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        wanted = values["year"]
        assert isinstance(wanted, int)
        return centre.setup.closures.fill_holidays(
            write.actor, wanted, confirmed=write.confirmed, key=write.key
        )

    return Editor(
        "holidays",
        lambda: _("Public holidays"),
        (
            FieldSpec(
                "year",
                lambda: _("Year"),
                "number",
                required=True,
                hint=lambda: _("With 3 October; days that are closed already stay as they are."),
            ),
        ),
        {"year": year},
        save,
        button=lambda: _("Fill in"),
        said=lambda: _("The public holidays are filled in."),
        ready=True,
    )


CLOSURES = Section(
    "closures",
    lambda: _("Closures"),
    lambda: _("Days on which nobody can be booked. Visits that lie there are listed first."),
    (lambda: _("Reason"), lambda: _("Days"), lambda: _("State")),
    read,
    new_words=lambda: _("New closure"),
)
