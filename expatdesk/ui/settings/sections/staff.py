"""Who works here."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.staff import StaffEntry, StaffInfo
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Choices,
    Content,
    Editor,
    FieldSpec,
    Line,
    Section,
    Text,
    Values,
    Write,
    made,
    off,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    del today
    desks: Choices = (
        (None, lambda: _("None")),
        *((d.desk_id, words.later(d.entry.name)) for d in centre.setup.desks.all()),
    )
    return Content(
        tuple(_line(centre, one, desks) for one in centre.staff.all()),
        new=_editor(centre, None, desks),
    )


def _line(centre: Centre, one: StaffInfo, desks: Choices) -> Line:
    state, word = off(active=one.entry.active)
    manager: Text = (lambda: _("manager")) if one.entry.is_manager else (lambda: _("front desk"))
    return Line(
        one.staff_id,
        one.short_name,
        manager,
        state,
        word,
        parts=(_editor(centre, one, desks),),
    )


def _editor(centre: Centre, one: StaffInfo | None, desks: Choices) -> Editor:
    entry = one.entry if one else StaffEntry("", "")
    return Editor(
        "entry",
        one.short_name if one else (lambda: _("New member of staff")),
        (
            FieldSpec("name", lambda: _("Name"), required=True),
            FieldSpec("short_name", lambda: _("Short name"), required=True),
            FieldSpec("call_name", lambda: _("Call name"), beside=True),
            FieldSpec("usual_desk_id", lambda: _("Usual desk"), "choice", choices=desks),
            FieldSpec(
                "is_manager",
                lambda: _("Manager"),
                "check",
                hint=lambda: _("May change the settings."),
            ),
            FieldSpec("active", lambda: _("Works here now"), "check"),
        ),
        vars(entry),
        partial(_save, centre, one),
    )


def _save(centre: Centre, one: StaffInfo | None, write: Write, values: Values) -> Done[object]:
    entry = made(StaffEntry, values)
    if one is None:
        return centre.staff.add(write.actor, entry, key=write.key)
    return centre.staff.change(write.actor, one.staff_id, one.version, entry, key=write.key)


STAFF = Section(
    "staff",
    lambda: _("Members of staff"),
    lambda: _("Everybody who works at a desk. Who has left is switched off; what they did stays."),
    (lambda: _("Name"), lambda: _("Role"), lambda: _("State")),
    read,
    new_words=lambda: _("New member of staff"),
)
