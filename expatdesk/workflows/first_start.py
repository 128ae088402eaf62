"""The first start in an empty place: a set-up to begin with, and somebody who may change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.i18n import N_
from expatdesk.names import clean, split_full
from expatdesk.services.base import Done, Invalid, new_key
from expatdesk.services.settings import keys
from expatdesk.services.setup.plan import StaffPlan
from expatdesk.storage.changes import Changes
from expatdesk.workflows.founding import found

if TYPE_CHECKING:
    from expatdesk.application import Centre

FIRST_DESK = "desk1"


@dataclass(frozen=True)
class FirstStart:
    """What is asked for: everything else comes with the set-up and is changed later."""

    centre_name: str
    manager: str


def begin(centre: Centre, asked: FirstStart) -> Done[None]:
    """Founds the centre. Raises Invalid with the field, AlreadyFounded."""
    name, manager = clean(asked.centre_name), clean(asked.manager)
    if not name:
        raise Invalid(N_("Enter the name of the centre."), field="centre_name")
    if not manager:
        raise Invalid(N_("Enter the name of the manager."), field="manager")
    plan = StaffPlan(
        name=manager,
        short_name=short_name(manager),
        call_name=split_full(manager).given or manager,
        usual_desk=FIRST_DESK,
        is_manager=True,
    )
    founded = found(centre.store, centre.clock, "leiden", staff=[plan])
    actor = centre.staff.actor(founded.staff[plan.short_name], founded.desks[FIRST_DESK])
    centre.settings.set(actor, keys.CENTRE_NAME, name, key=new_key())
    return Done(None, Changes.all())


def short_name(full: str) -> str:
    """As over a desk's column: "Marieke Visser" becomes "M. Visser"; single names stay."""
    parts = split_full(full)
    if not parts.given or not parts.surname:
        return full
    surname = f"{parts.prefix} {parts.surname}".strip()
    return f"{parts.given[0]}. {surname}"
