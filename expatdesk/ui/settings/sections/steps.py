"""The steps of a service: desks, durations by number of persons, and one step more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import (
    Duration,
    DurationPlan,
    NewStep,
    ServiceLine,
    StepEntry,
    StepSetUp,
)
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Choices,
    Editor,
    FieldSpec,
    Note,
    Notes,
    Values,
    Write,
    made,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

_OF_STEP: Final = frozenset({"desk_ids", "buffer_minutes", "durations", "valid_from"})


def parts(
    centre: Centre, one: ServiceLine, desks: Choices, today: date
) -> Iterator[Editor | Notes]:
    """The forms of all steps of a service, and while nobody is booked one for another step."""
    for step in one.steps:
        yield _step(centre, one, step, desks)
        yield _durations(centre, one, step, today)
        yield _plans(centre, one, step, today)
    if not one.booked:
        yield _another(centre, one, desks, today)


def fields(desks: Choices) -> tuple[FieldSpec, ...]:
    """What is asked of a new step but its name."""
    return (
        FieldSpec("desk_ids", lambda: _("At these desks"), "ticks", choices=desks),
        FieldSpec("durations", lambda: _("Minutes by number of persons"), "durations"),
        FieldSpec("buffer_minutes", lambda: _("Minutes kept free after it"), "number"),
        FieldSpec("valid_from", lambda: _("First day"), "date", required=True),
    )


def empty(today: date, durations: tuple[Duration, ...] = ()) -> dict[str, object]:
    """The values of a new step but its name."""
    return {
        "desk_ids": frozenset(),
        "durations": durations,
        "buffer_minutes": 0,
        "valid_from": today,
    }


def divide(values: Values) -> tuple[dict[str, object], dict[str, object]]:
    """The values of a form that are those of a new step, and the others."""
    of_step = {name: value for name, value in values.items() if name in _OF_STEP}
    return of_step, {name: value for name, value in values.items() if name not in _OF_STEP}


def new_step(values: Values) -> NewStep:
    """A new step as typed."""
    entry = {name: values[name] for name in ("name", "buffer_minutes", "desk_ids")}
    return NewStep(
        made(StepEntry, entry), taken(values, "valid_from", date), taken(values, "durations", tuple)
    )


def _step(centre: Centre, one: ServiceLine, step: StepSetUp, desks: Choices) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.services.change_step(
            write.actor, step.step_id, one.version, made(StepEntry, values), key=write.key
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
        taken(values, "valid_from", date),
        taken(values, "durations", tuple),
        key=write.key,
    )


def _plans(centre: Centre, one: ServiceLine, step: StepSetUp, today: date) -> Notes:
    """What was, is and will be; the last step of a service that nobody booked can go again."""
    notes = [
        Note(
            ", ".join(f"{d.persons_from}: {d.minutes}" for d in plan.durations),
            words.period(plan.valid_from, plan.valid_until),
            words.standing(plan.valid_from, plan.valid_until, today),
        )
        for plan in step.plans
    ]
    if not one.booked and len(one.steps) > 1 and step == one.steps[-1]:
        notes.append(
            Note(
                lambda: _("Nobody has been booked for it yet"),
                action=lambda: _("Take the step out"),
                run=partial(_remove, centre, one, step),
                said=lambda: _("The step is taken out."),
            )
        )
    return Notes(lambda: _("Persons from: minutes"), tuple(notes))


def _remove(centre: Centre, one: ServiceLine, step: StepSetUp, write: Write) -> Done[object]:
    return centre.setup.services.remove_step(write.actor, step.step_id, one.version, key=write.key)


def _another(centre: Centre, one: ServiceLine, desks: Choices, today: date) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.services.add_step(
            write.actor, one.service_id, one.version, new_step(values), key=write.key
        )

    return Editor(
        "another step",
        lambda: _("Another step, after the last"),
        (FieldSpec("name", lambda: _("Name"), "pair", required=True), *fields(desks)),
        {"name": Pair(), **empty(today)},
        save,
        button=lambda: _("Add the step"),
        said=lambda: _("The step is added."),
    )


def _valid(step: StepSetUp, today: date) -> DurationPlan | None:
    coming = [p for p in step.plans if p.valid_until is None or p.valid_until >= today]
    return min(coming, key=lambda p: p.valid_from, default=None)
