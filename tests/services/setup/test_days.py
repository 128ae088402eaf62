"""Single days: other hours, closures, and the public holidays of a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from expatdesk.services.base import Actor, Invalid, NotFound, Stale
from expatdesk.services.edits import PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.types import ClosureEntry, DayHours, VisitsInTheWay
from expatdesk.texts import Pair

TODAY = date(2026, 11, 24)
MONDAY = date(2027, 1, 4)
PARTY = ClosureEntry(Pair("Staff day", "Personeelsdag"), MONDAY, MONDAY + timedelta(days=1))


def days(setup: Setup) -> tuple[DayHours, ...]:
    return setup.days.between(TODAY, date(2027, 12, 31))


def test_a_day_has_other_hours_at_one_desk_or_at_all(setup: Setup, visser: Actor) -> None:
    desk = setup.desks.all()[0].desk_id
    setup.days.set_hours(visser, desk, MONDAY, [(780, 840), (540, 600)], "Training", key="k1")
    setup.days.set_hours(visser, None, MONDAY, [], key="k2")
    of_all, of_one = days(setup)
    assert (of_all.desk_id, of_all.hours) == (None, ())
    assert (of_one.desk_id, of_one.note) == (desk, "Training")
    assert of_one.hours == ((540, 600), (780, 840))


def test_an_edit_names_the_day_as_it_was_read(setup: Setup, visser: Actor) -> None:
    first = setup.days.set_hours(visser, None, MONDAY, [(540, 600)], key="k1")
    second = setup.days.set_hours(visser, None, MONDAY, [], mark=first.value, key="k2")
    with pytest.raises(Stale):
        setup.days.set_hours(visser, None, MONDAY, [(600, 660)], mark=first.value, key="k3")
    assert [(d.hours, d.mark) for d in days(setup)] == [((), second.value)]


def test_undo_brings_the_day_back_as_it_was(setup: Setup, visser: Actor) -> None:
    first = setup.days.set_hours(visser, None, MONDAY, [(540, 600)], "Short", key="k1")
    second = setup.days.set_hours(visser, None, MONDAY, [], mark=first.value, key="k2")
    assert second.undo is not None
    second.undo()
    assert [(d.hours, d.note) for d in days(setup)] == [(((540, 600),), "Short")]
    cleared = setup.days.clear(visser, None, MONDAY, mark=days(setup)[0].mark, key="k3")
    assert days(setup) == ()
    assert cleared.undo is not None
    cleared.undo()
    assert [(d.hours, d.note) for d in days(setup)] == [(((540, 600),), "Short")]


def test_the_first_edit_of_a_day_undone_leaves_the_week_plan(setup: Setup, visser: Actor) -> None:
    done = setup.days.set_hours(visser, None, MONDAY, [(540, 600)], key="k1")
    assert done.undo is not None
    done.undo()
    assert days(setup) == ()


def test_appointments_outside_the_days_hours_are_listed(
    setup: Setup, visser: Actor, visit: Callable[..., int]
) -> None:
    early, late = visit(MONDAY, 540), visit(MONDAY, 780, "desk2")
    with pytest.raises(VisitsInTheWay) as in_the_way:
        setup.days.set_hours(visser, None, MONDAY, [(600, 720)], key="k1")
    assert [v.visit_id for v in in_the_way.value.visits] == [early, late]
    desk = setup.desks.all()[1].desk_id
    setup.days.set_hours(visser, desk, MONDAY, [(780, 990)], key="k2")
    with pytest.raises(VisitsInTheWay) as one_left:
        setup.days.set_hours(visser, None, MONDAY, [(600, 720)], key="k3")
    assert [v.visit_id for v in one_left.value.visits] == [early]
    setup.days.set_hours(visser, None, MONDAY, [(600, 720)], confirmed=True, key="k4")
    assert len(days(setup)) == 2


def test_clearing_a_longer_day_lists_who_would_stand_outside(
    setup: Setup, visser: Actor, visit: Callable[..., int]
) -> None:
    longer = setup.days.set_hours(visser, None, MONDAY, [(540, 1140)], key="k1")
    evening = visit(MONDAY, 1080)
    with pytest.raises(VisitsInTheWay) as in_the_way:
        setup.days.clear(visser, None, MONDAY, mark=longer.value, key="k2")
    assert [v.visit_id for v in in_the_way.value.visits] == [evening]


def test_days_that_are_over_stay(setup: Setup, visser: Actor) -> None:
    with pytest.raises(PastStays):
        setup.days.set_hours(visser, None, TODAY - timedelta(days=1), [], key="k1")


def test_a_note_holds_no_citizen_service_number(setup: Setup, visser: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        setup.days.set_hours(visser, None, MONDAY, [], "see 111222333", key="k1")
    assert refused.value.field == "note"
    assert days(setup) == ()


def test_a_closure_is_added_changed_and_removed(setup: Setup, visser: Actor) -> None:
    done = setup.closures.add(visser, PARTY, key="k1")
    longer = ClosureEntry(PARTY.name, MONDAY, MONDAY + timedelta(days=4))
    change = setup.closures.change(visser, done.value, 1, longer, key="k2")
    (line,) = setup.closures.between(MONDAY + timedelta(days=3), MONDAY + timedelta(days=9))
    assert line.entry.last_day == longer.last_day
    assert change.undo is not None
    change.undo()
    assert setup.closures.between(longer.last_day, longer.last_day) == ()
    removed = setup.closures.remove(visser, done.value, 3, key="k3")
    assert setup.closures.between(MONDAY, MONDAY) == ()
    assert removed.undo is not None
    removed.undo()
    (again,) = setup.closures.between(MONDAY, MONDAY)
    assert again.entry.name.nl == "Personeelsdag"


def test_a_closure_over_appointments_lists_them_unless_confirmed(
    setup: Setup, visser: Actor, visit: Callable[..., int]
) -> None:
    coming = visit(MONDAY, 540)
    with pytest.raises(VisitsInTheWay) as in_the_way:
        setup.closures.add(visser, PARTY, key="k1")
    assert [v.visit_id for v in in_the_way.value.visits] == [coming]
    assert setup.closures.between(MONDAY, MONDAY) == ()
    setup.closures.add(visser, PARTY, confirmed=True, key="k2")
    assert len(setup.closures.between(MONDAY, MONDAY)) == 1


def test_a_closure_needs_a_name_and_days_in_order(setup: Setup, visser: Actor) -> None:
    with pytest.raises(Invalid) as nameless:
        setup.closures.add(visser, ClosureEntry(Pair(" "), MONDAY, MONDAY), key="k1")
    assert nameless.value.field == "name"
    backwards = ClosureEntry(PARTY.name, MONDAY, MONDAY - timedelta(days=1))
    with pytest.raises(Invalid) as disordered:
        setup.closures.add(visser, backwards, key="k2")
    assert disordered.value.field == "last_day"


def test_a_years_holidays_are_filled_in_once(setup: Setup, visser: Actor) -> None:
    setup.closures.add(
        visser,
        ClosureEntry(Pair("Christmas", "Kerst"), date(2027, 12, 25), date(2027, 12, 29)),
        key="k1",
    )
    done = setup.closures.fill_holidays(visser, 2027, key="k2")
    lines = setup.closures.between(date(2027, 1, 1), date(2027, 12, 31))
    days_off = {line.entry.first_day: line.entry.name for line in lines}
    assert done.value == len(lines) - 1
    assert days_off[date(2027, 10, 4)].nl == "Leidens Ontzet"
    assert days_off[date(2027, 4, 27)].en == "King's Day"
    assert days_off[date(2027, 5, 6)].nl == "Hemelvaartsdag"
    assert date(2027, 3, 26) not in days_off  # Good Friday is optional
    assert date(2027, 12, 26) not in days_off  # lies in the centre's own closure
    assert setup.closures.fill_holidays(visser, 2027, key="k3").value == 0


def test_filled_holidays_can_be_taken_back_but_for_edited_ones(setup: Setup, visser: Actor) -> None:
    done = setup.closures.fill_holidays(visser, 2027, key="k1")
    first = setup.closures.between(date(2027, 1, 1), date(2027, 1, 1))[0]
    kept = ClosureEntry(first.entry.name, date(2027, 1, 1), date(2027, 1, 2))
    setup.closures.change(visser, first.closure_id, 1, kept, key="k2")
    assert done.undo is not None
    done.undo()
    lines = setup.closures.between(date(2027, 1, 1), date(2027, 12, 31))
    assert [line.closure_id for line in lines] == [first.closure_id]


def test_a_removed_closure_is_not_removed_twice(setup: Setup, visser: Actor) -> None:
    done = setup.closures.add(visser, PARTY, key="k1")
    setup.closures.remove(visser, done.value, 1, key="k2")
    with pytest.raises(NotFound):
        setup.closures.remove(visser, done.value, 1, key="k3")
