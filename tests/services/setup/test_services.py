"""Services: on or off, how long a step takes from when on, where it is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.services.base import Actor, Invalid, NotFound, Stale
from expatdesk.services.edits import PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.types import Duration, ServiceLine

TODAY = date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)
LONGER = (Duration(1, 40), Duration(3, 70))


def registration(setup: Setup) -> ServiceLine:
    return setup.services.all()[0]


def test_a_service_is_switched_on_and_off(setup: Setup, visser: Actor) -> None:
    ind = next(s for s in setup.services.all() if s.code == "ind_biometrics")
    done = setup.services.change(
        visser, ind.service_id, ind.version, replace(ind.entry, active=True), key="k1"
    )
    assert next(s for s in setup.services.all() if s.code == "ind_biometrics").entry.active
    assert done.changes.ids("catalogue") == {ind.service_id}
    assert done.undo is not None
    done.undo()
    assert not next(s for s in setup.services.all() if s.code == "ind_biometrics").entry.active


def test_gap_and_largest_party_are_checked(setup: Setup, visser: Actor) -> None:
    line = registration(setup)
    for bad, field in (
        (replace(line.entry, step_gap_minutes=7), "step_gap_minutes"),
        (replace(line.entry, step_gap_minutes=-5), "step_gap_minutes"),
        (replace(line.entry, max_persons=0), "max_persons"),
    ):
        with pytest.raises(Invalid) as refused:
            setup.services.change(visser, line.service_id, 1, bad, key="k1")
        assert refused.value.field == field
    good = replace(line.entry, step_gap_minutes=10)
    setup.services.change(visser, line.service_id, 1, good, key="k1")
    assert registration(setup).entry.step_gap_minutes == 10


def test_a_step_takes_longer_from_a_day_on(setup: Setup, visser: Actor) -> None:
    step = registration(setup).steps[0]
    done = setup.services.set_durations(visser, step.step_id, 1, NEW_YEAR, LONGER, key="k1")
    before, after = registration(setup).steps[0].plans
    assert before.durations == step.plans[0].durations
    assert before.valid_until == date(2026, 12, 31)
    assert (after.valid_from, after.valid_until, after.durations) == (NEW_YEAR, None, LONGER)
    assert done.undo is not None
    done.undo()
    assert registration(setup).steps[0].plans == step.plans


@pytest.mark.parametrize(
    "durations",
    [
        (),
        (Duration(2, 30),),
        (Duration(1, 0),),
        (Duration(1, 33),),
        (Duration(1, 30), Duration(1, 45)),
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_durations_that_cannot_be(
    setup: Setup, visser: Actor, durations: tuple[Duration, ...]
) -> None:
    step = registration(setup).steps[0]
    with pytest.raises(Invalid):
        setup.services.set_durations(visser, step.step_id, 1, NEW_YEAR, durations, key="k1")
    assert registration(setup).version == 1


def test_how_long_it_took_is_not_changed(setup: Setup, visser: Actor) -> None:
    step = registration(setup).steps[0]
    with pytest.raises(PastStays):
        setup.services.set_durations(visser, step.step_id, 1, date(2026, 11, 23), LONGER, key="k1")


def test_buffer_and_desks_of_a_step(setup: Setup, visser: Actor) -> None:
    step = registration(setup).steps[1]
    desk = min(step.entry.desk_ids)
    wanted = replace(step.entry, buffer_minutes=5, desk_ids=frozenset({desk}))
    done = setup.services.change_step(visser, step.step_id, 1, wanted, key="k1")
    assert registration(setup).steps[1].entry == wanted
    assert done.undo is not None
    done.undo()
    assert registration(setup).steps[1].entry == step.entry
    assert registration(setup).version == 3


def test_an_edit_of_a_step_names_the_services_version(setup: Setup, visser: Actor) -> None:
    first, second = registration(setup).steps
    buffered = replace(first.entry, buffer_minutes=5)
    setup.services.change_step(visser, first.step_id, 1, buffered, key="k1")
    with pytest.raises(Stale):
        setup.services.set_durations(visser, second.step_id, 1, NEW_YEAR, LONGER, key="k2")
    with pytest.raises(NotFound):
        setup.services.change_step(visser, 999, 1, buffered, key="k3")
