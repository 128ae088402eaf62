"""Founds a centre: fills the empty set-up from a file, so that it can be booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from expatdesk.clock import Clock, today
from expatdesk.services.setup.founding import found_centre
from expatdesk.services.setup.plan import Founded, StaffPlan
from expatdesk.storage.store import Store
from expatdesk.workflows.plan_file import plan_path, read_plan


def found(
    store: Store,
    clock: Clock,
    variant: str | Path = "leiden",
    *,
    staff: Sequence[StaffPlan] | None = None,
) -> Founded:
    """Fills an empty centre's set-up.

    `variant`: a set-up that travels with the program, or the path of another file. `staff`:
    who works here, instead of those in the file. Raises AlreadyFounded, BadPlan.
    """
    path = variant if isinstance(variant, Path) else plan_path(variant)
    plan = read_plan(path)
    if staff is not None:
        plan = replace(plan, staff=tuple(staff))
    return found_centre(store, plan, today(clock))
