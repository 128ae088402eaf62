"""Desks and the hours of their week."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import DeskEntry, DeskLine, WeekPlan
from expatdesk.terms import DeskKind
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
    Text,
    Values,
    Write,
    made,
    off,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    desks = centre.setup.desks.all()
    lines = tuple(_line(centre, one, today) for one in desks)
    return Content(lines, new=_entry(centre, None, len(desks) + 1))


def _line(centre: Centre, one: DeskLine, today: date) -> Line:
    state, word = off(active=one.entry.active)
    return Line(
        one.desk_id,
        words.later(one.entry.name),
        words.word(one.entry.kind),
        state,
        word,
        parts=(
            _entry(centre, one, one.entry.position),
            _week(centre, one, today),
            _plans(one, today),
        ),
    )


def _entry(centre: Centre, one: DeskLine | None, position: int) -> Editor:
    entry = one.entry if one else DeskEntry(Pair(), DeskKind.HELPDESK, position)

    def save(write: Write, values: Values) -> Done[object]:
        wanted = made(DeskEntry, values)
        if one is None:
            return centre.setup.desks.add(write.actor, wanted, key=write.key)
        return centre.setup.desks.change(
            write.actor, one.desk_id, one.version, wanted, confirmed=write.confirmed, key=write.key
        )

    return Editor(
        "entry",
        words.later(entry.name) if one else (lambda: _("New desk")),
        (
            FieldSpec("name", lambda: _("Name"), "pair", required=True),
            FieldSpec("kind", lambda: _("Kind"), "choice", choices=words.choices(DeskKind)),
            FieldSpec("position", lambda: _("Place in the agenda"), "number", beside=True),
            FieldSpec("active", lambda: _("In use"), "check"),
        ),
        vars(entry),
        save,
    )


def _week(centre: Centre, one: DeskLine, today: date) -> Editor:
    now = _valid(one, today)
    return Editor(
        "week",
        lambda: _("Hours of the week"),
        (
            FieldSpec("hours", lambda: _("Opening times"), "week"),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True),
        ),
        {"hours": now.hours if now else (), "valid_from": today},
        partial(_save_week, centre, one),
        button=lambda: _("Set the hours"),
        said=lambda: _("The hours are set."),
    )


def _save_week(centre: Centre, one: DeskLine, write: Write, values: Values) -> Done[object]:
    return centre.setup.desks.set_week(
        write.actor,
        one.desk_id,
        one.version,
        taken(values, "valid_from", date),
        taken(values, "hours", tuple),
        confirmed=write.confirmed,
        key=write.key,
    )


def _plans(one: DeskLine, today: date) -> Notes:
    notes = tuple(
        Note(
            words.period(plan.valid_from, plan.valid_until),
            _length(plan),
            words.standing(plan.valid_from, plan.valid_until, today),
        )
        for plan in one.weeks
    )
    return Notes(
        lambda: _("Week plans"),
        notes,
        lambda: _("No hours yet: nothing can be booked at this desk."),
    )


def _length(plan: WeekPlan) -> Text:
    minutes = sum(hours.end_minute - hours.start_minute for hours in plan.hours)
    return lambda: _("{hours} hours a week").format(hours=f"{minutes / 60:g}")


def _valid(one: DeskLine, today: date) -> WeekPlan | None:
    """The plan of today, or the first that comes."""
    coming = [w for w in one.weeks if w.valid_until is None or w.valid_until >= today]
    return min(coming, key=lambda w: w.valid_from, default=None)


DESKS = Section(
    "desks",
    lambda: _("Desks and hours"),
    lambda: _("Where visitors are received, and when each desk is open in a usual week."),
    (lambda: _("Desk"), lambda: _("Kind"), lambda: _("State")),
    read,
    new_words=lambda: _("New desk"),
)
