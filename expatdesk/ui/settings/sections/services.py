"""What can be booked: names, on or off, and how a service comes and goes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import Duration, ServiceEntry, ServiceLine
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.sections import fees, steps
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
    made,
    off,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

LARGEST_PARTY = 11
MINUTES = 30
"""What a new service begins with, until somebody says otherwise."""


def read(centre: Centre, today: date) -> Content:
    desks: Choices = tuple(
        (d.desk_id, words.later(d.entry.name)) for d in centre.setup.desks.all() if d.entry.active
    )
    products = {one.product_id: one for one in centre.setup.prices.all()}
    lines = centre.setup.services.all()
    return Content(
        tuple(_line(centre, one, desks, products, today) for one in lines),
        new=_new(centre, desks, len(lines) + 1, today),
    )


def _line(
    centre: Centre, one: ServiceLine, desks: Choices, products: fees.Products, today: date
) -> Line:
    state, word = off(active=one.entry.active)
    parts = (
        _entry(centre, one),
        *steps.parts(centre, one, desks, today),
        *fees.parts(centre, one, products, today),
        *(() if one.booked else (_take_out(centre, one),)),
    )
    return Line(
        one.service_id,
        words.later(one.entry.name),
        lambda: " → ".join(words.said(step.entry.name) for step in one.steps),
        state,
        word,
        parts=parts,
    )


def _entry(centre: Centre, one: ServiceLine) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.services.change(
            write.actor, one.service_id, one.version, made(ServiceEntry, values), key=write.key
        )

    return Editor(
        "entry",
        words.later(one.entry.name),
        (FieldSpec("name", lambda: _("Name"), "pair", required=True), *_terms()),
        vars(one.entry),
        save,
    )


def _terms() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("step_gap_minutes", lambda: _("Minutes between its steps"), "number"),
        FieldSpec("max_persons", lambda: _("Largest party"), "number"),
        FieldSpec("position", lambda: _("Place in the list"), "number", beside=True),
        FieldSpec("needs_municipality", lambda: _("Asks for the municipality"), "check"),
        FieldSpec("active", lambda: _("Can be booked"), "check"),
    )


def _new(centre: Centre, desks: Choices, position: int, today: date) -> Editor:
    """A service and its first step at once: without one, nobody could be booked."""
    entry = ServiceEntry(
        name=Pair(),
        position=position,
        active=False,
        step_gap_minutes=0,
        max_persons=LARGEST_PARTY,
        needs_municipality=False,
    )
    step = steps.empty(today, (Duration(1, MINUTES),))
    return Editor(
        "entry",
        lambda: _("New service"),
        (
            FieldSpec("name", lambda: _("Name"), "pair", required=True),
            FieldSpec("step_name", lambda: _("Name of its first step"), "pair", required=True),
            *steps.fields(desks),
            *_terms(),
        ),
        {**vars(entry), **step, "step_name": Pair()},
        partial(_add, centre),
        button=lambda: _("Add the service"),
        said=lambda: _("The service is added. Switch it on when its fees and papers are right."),
    )


def _add(centre: Centre, write: Write, values: Values) -> Done[object]:
    of_step, of_service = steps.divide(values)
    step = steps.new_step({**of_step, "name": of_service.pop("step_name")})
    entry = made(ServiceEntry, of_service)
    return centre.setup.services.add(write.actor, entry, step, key=write.key)


def _take_out(centre: Centre, one: ServiceLine) -> Notes:
    note = Note(
        lambda: _("Nobody has been booked for it yet"),
        action=lambda: _("Take it out"),
        run=partial(_remove, centre, one),
        said=lambda: _("The service is taken out."),
    )
    return Notes(lambda: _("Take it back"), (note,))


def _remove(centre: Centre, one: ServiceLine, write: Write) -> Done[object]:
    return centre.setup.services.remove(write.actor, one.service_id, one.version, key=write.key)


SERVICES = Section(
    "services",
    lambda: _("Services"),
    lambda: _("What visitors come for, at which desks, how long it takes, and what it costs."),
    (lambda: _("Service"), lambda: _("Steps"), lambda: _("State")),
    read,
    new_words=lambda: _("New service"),
)
