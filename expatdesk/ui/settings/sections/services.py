"""What can be booked: steps, durations by persons, gaps and buffers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import (
    DurationPlan,
    ServiceEntry,
    ServiceLine,
    StepEntry,
    StepSetUp,
)
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
    off,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

Choices = tuple[tuple[object, Text], ...]


def read(centre: Centre, today: date) -> Content:
    desks: Choices = tuple(
        (d.desk_id, words.later(d.entry.name)) for d in centre.setup.desks.all() if d.entry.active
    )
    lines = centre.setup.services.all()
    return Content(tuple(_line(centre, one, desks, today) for one in lines))


def _line(centre: Centre, one: ServiceLine, desks: Choices, today: date) -> Line:
    state, word = off(active=one.entry.active)
    parts: list[Editor | Notes] = [_entry(centre, one)]
    for step in one.steps:
        parts.append(_step(centre, one, step, desks))
        parts.append(_durations(centre, one, step, today))
        parts.append(_plans(step, today))
    return Line(
        one.service_id,
        words.later(one.entry.name),
        lambda: " → ".join(words.said(step.entry.name) for step in one.steps),
        state,
        word,
        parts=tuple(parts),
    )


def _entry(centre: Centre, one: ServiceLine) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        entry = ServiceEntry(**values)  # type: ignore[arg-type]  # the fields below have its types
        return centre.setup.services.change(
            write.actor, one.service_id, one.version, entry, key=write.key
        )

    return Editor(
        "entry",
        words.later(one.entry.name),
        (
            FieldSpec("name", lambda: _("Name"), "pair", required=True),
            FieldSpec("step_gap_minutes", lambda: _("Minutes between its steps"), "number"),
            FieldSpec("max_persons", lambda: _("Largest party"), "number"),
            FieldSpec("position", lambda: _("Place in the list"), "number", beside=True),
            FieldSpec("needs_municipality", lambda: _("Asks for the municipality"), "check"),
            FieldSpec("active", lambda: _("Can be booked"), "check"),
        ),
        vars(one.entry),
        save,
    )


def _step(centre: Centre, one: ServiceLine, step: StepSetUp, desks: Choices) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        entry = StepEntry(**values)  # type: ignore[arg-type]  # the fields below have its types
        return centre.setup.services.change_step(
            write.actor, step.step_id, one.version, entry, key=write.key
        )

    return Editor(
        f"step {step.ordinal}",
        lambda: _("Step {number}").format(number=step.ordinal),
        (
            FieldSpec("name", lambda: _("Name"), "pair", required=True),
            FieldSpec("desk_ids", lambda: _("At these desks"), "ticks", choices=desks),
            FieldSpec("buffer_minutes", lambda: _("Minutes kept free after it"), "number"),
        ),
        vars(step.entry),
        save,
    )


def _durations(centre: Centre, one: ServiceLine, step: StepSetUp, today: date) -> Editor:
    now = _valid(step, today)
    return Editor(
        f"durations {step.ordinal}",
        lambda: _("How long step {number} takes").format(number=step.ordinal),
        (
            FieldSpec("durations", lambda: _("Minutes by number of persons"), "durations"),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True),
        ),
        {"durations": now.durations if now else (), "valid_from": today},
        partial(_save_durations, centre, one, step),
        button=lambda: _("Set the durations"),
        said=lambda: _("The durations are set."),
    )


def _save_durations(
    centre: Centre, one: ServiceLine, step: StepSetUp, write: Write, values: Values
) -> Done[object]:
    return centre.setup.services.set_durations(
        write.actor,
        step.step_id,
        one.version,
        values["valid_from"],  # type: ignore[arg-type]
        values["durations"],  # type: ignore[arg-type]
        key=write.key,
    )


def _plans(step: StepSetUp, today: date) -> Notes:
    notes = tuple(
        Note(
            ", ".join(f"{d.persons_from}: {d.minutes}" for d in plan.durations),
            words.period(plan.valid_from, plan.valid_until),
            words.standing(plan.valid_from, plan.valid_until, today),
        )
        for plan in step.plans
    )
    return Notes(lambda: _("Persons from: minutes"), notes)


def _valid(step: StepSetUp, today: date) -> DurationPlan | None:
    coming = [p for p in step.plans if p.valid_until is None or p.valid_until >= today]
    return min(coming, key=lambda p: p.valid_from, default=None)


SERVICES = Section(
    "services",
    lambda: _("Services"),
    lambda: _("What visitors come for, at which desks, and how long it takes."),
    (lambda: _("Service"), lambda: _("Steps"), lambda: _("State")),
    read,
)
