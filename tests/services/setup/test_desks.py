"""Desks: a new week begins on a day and ends the one before; the past stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from expatdesk.model.staff import EventLog
from expatdesk.services.base import Actor, Invalid, NotAllowed, Stale
from expatdesk.services.edits import InUse, PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.types import DeskEntry, DeskLine, VisitsInTheWay, WeekHours
from expatdesk.storage.store import Store
from expatdesk.terms import DeskKind, VisitState
from expatdesk.texts import Pair

TODAY = date(2026, 11, 24)
MONDAY = date(2027, 1, 4)
MORNINGS = tuple(WeekHours(weekday, 540, 720) for weekday in range(5))


def desk(setup: Setup, number: int = 0) -> DeskLine:
    return setup.desks.all()[number]


def test_a_new_week_ends_the_one_before_the_day_before(setup: Setup, visser: Actor) -> None:
    was = desk(setup)
    setup.desks.set_week(visser, was.desk_id, was.version, MONDAY, MORNINGS, key="k1")
    first, second = desk(setup).weeks
    assert (first.valid_from, first.valid_until) == (date(2016, 11, 1), date(2027, 1, 3))
    assert first.hours == was.weeks[0].hours
    assert (second.valid_from, second.valid_until) == (MONDAY, None)
    assert second.hours == MORNINGS
    assert len(desk(setup, 1).weeks) == 1


def test_a_week_in_between_ends_before_the_one_that_comes(setup: Setup, visser: Actor) -> None:
    one = desk(setup)
    setup.desks.set_week(visser, one.desk_id, 1, MONDAY, MORNINGS, key="k1")
    monday = (WeekHours(0, 600, 660),)
    setup.desks.set_week(visser, one.desk_id, 2, date(2026, 12, 7), monday, key="k2")
    periods = [(w.valid_from, w.valid_until) for w in desk(setup).weeks]
    assert periods == [
        (date(2016, 11, 1), date(2026, 12, 6)),
        (date(2026, 12, 7), date(2027, 1, 3)),
        (MONDAY, None),
    ]


def test_the_same_day_again_replaces_what_was_planned(setup: Setup, visser: Actor) -> None:
    one = desk(setup)
    setup.desks.set_week(visser, one.desk_id, 1, MONDAY, MORNINGS, key="k1")
    setup.desks.set_week(visser, one.desk_id, 2, MONDAY, MORNINGS[:1], key="k2")
    assert desk(setup).weeks[-1].hours == MORNINGS[:1]
    assert len(desk(setup).weeks) == 2


def test_undo_brings_each_week_back(setup: Setup, visser: Actor) -> None:
    was = desk(setup)
    first = setup.desks.set_week(visser, was.desk_id, 1, MONDAY, MORNINGS, key="k1")
    between = desk(setup).weeks
    second = setup.desks.set_week(visser, was.desk_id, 2, TODAY, (), key="k2")
    assert second.undo is not None
    second.undo()
    assert desk(setup).weeks == between
    assert first.undo is not None
    with pytest.raises(Stale):
        first.undo()  # it names a version that has passed
    assert desk(setup).weeks == between


def test_undo_once_is_enough(setup: Setup, visser: Actor) -> None:
    was = desk(setup)
    done = setup.desks.set_week(visser, was.desk_id, 1, MONDAY, MORNINGS, key="k1")
    assert done.undo is not None
    done.undo()
    assert desk(setup).weeks == was.weeks
    assert not done.undo().changes


def test_the_past_keeps_its_hours(setup: Setup, visser: Actor) -> None:
    one = desk(setup)
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(PastStays):
        setup.desks.set_week(visser, one.desk_id, 1, yesterday, MORNINGS, key="k1")
    assert desk(setup) == one


@pytest.mark.parametrize(
    "hours",
    [
        [WeekHours(0, 540, 540)],
        [WeekHours(0, 600, 540)],
        [WeekHours(0, 541, 600)],
        [WeekHours(0, 540, 1445)],
        [WeekHours(7, 540, 600)],
        [WeekHours(0, 540, 660), WeekHours(0, 600, 720)],
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_hours_that_cannot_be(setup: Setup, visser: Actor, hours: list[WeekHours]) -> None:
    with pytest.raises(Invalid) as refused:
        setup.desks.set_week(visser, desk(setup).desk_id, 1, MONDAY, hours, key="k1")
    assert refused.value.field == "hours"
    assert desk(setup).version == 1


def test_appointments_in_hours_to_be_closed_are_listed_first(
    setup: Setup, visser: Actor, visit: Callable[..., int]
) -> None:
    late = visit(MONDAY, 780)
    visit(MONDAY, 540)
    visit(MONDAY, 780, "desk2")
    visit(MONDAY, 840, state=VisitState.CANCELLED_BY_VISITOR)
    visit(MONDAY - timedelta(days=7), 780)
    one = desk(setup)
    with pytest.raises(VisitsInTheWay) as in_the_way:
        setup.desks.set_week(visser, one.desk_id, 1, MONDAY, MORNINGS, key="k1")
    assert [v.visit_id for v in in_the_way.value.visits] == [late]
    assert "1 appointment lies" in in_the_way.value.message()
    assert desk(setup) == one
    setup.desks.set_week(visser, one.desk_id, 1, MONDAY, MORNINGS, confirmed=True, key="k2")
    assert desk(setup).weeks[-1].hours == MORNINGS


def test_a_day_with_its_own_hours_is_not_in_the_way_of_a_new_week(
    setup: Setup, visser: Actor, visit: Callable[..., int]
) -> None:
    visit(MONDAY, 780)
    one = desk(setup)
    setup.days.set_hours(visser, one.desk_id, MONDAY, [(780, 900)], key="k1")
    setup.desks.set_week(visser, one.desk_id, 1, MONDAY, MORNINGS, key="k2")
    assert desk(setup).version == 2


def test_a_desk_is_added_renamed_and_taken_back(setup: Setup, visser: Actor, store: Store) -> None:
    entry = DeskEntry(Pair("Desk 5", "Balie 5"), DeskKind.HELPDESK, 5)
    done = setup.desks.add(visser, entry, key="k1")
    five = desk(setup, 4)
    assert (five.entry.name.en, five.entry.kind) == ("Desk 5", DeskKind.HELPDESK)
    renamed = replace(entry, name=Pair("Talk desk", "Balie 5"))
    change = setup.desks.change(visser, done.value, 1, renamed, key="k2")
    assert desk(setup, 4).entry.name.en == "Talk desk"
    assert change.undo is not None
    change.undo()
    assert desk(setup, 4).entry.name.en == "Desk 5"
    with store.reading() as tx:
        log = [row.action for row in tx.rows(select(EventLog.action).order_by(EventLog.id))]
    assert log == ["added", "changed", "changed"]


def test_a_fresh_desk_can_be_undone_and_a_used_one_not(setup: Setup, visser: Actor) -> None:
    entry = DeskEntry(Pair("Desk 5"), DeskKind.HELPDESK, 5)
    done = setup.desks.add(visser, entry, key="k1")
    assert done.undo is not None
    done.undo()
    assert len(setup.desks.all()) == 4
    again = setup.desks.add(visser, entry, key="k2")
    step = setup.services.all()[0].steps[1]
    offered = replace(step.entry, desk_ids=step.entry.desk_ids | {again.value})
    setup.services.change_step(visser, step.step_id, 1, offered, key="k3")
    assert again.undo is not None
    with pytest.raises(InUse):
        again.undo()
    assert len(setup.desks.all()) == 5


def test_a_name_that_changes_on_one_side_leaves_the_other_behind(
    setup: Setup, visser: Actor, at: Callable[[str], int]
) -> None:
    one = desk(setup)
    assert one.entry.name.older() is None
    now = at("2026-11-24 10:00")
    entry = replace(one.entry, name=Pair("Window 1", one.entry.name.nl))
    done = setup.desks.change(visser, one.desk_id, 1, entry, key="k1")
    name = desk(setup).entry.name
    assert (name.en, name.en_changed, name.older()) == ("Window 1", now, "nl")
    assert done.undo is not None
    done.undo()
    assert desk(setup).entry.name == one.entry.name


def test_a_desk_with_appointments_is_not_switched_off_unseen(
    setup: Setup, visser: Actor, visit: Callable[..., int]
) -> None:
    coming = visit(MONDAY, 540)
    one = desk(setup)
    off = replace(one.entry, active=False)
    with pytest.raises(VisitsInTheWay) as in_the_way:
        setup.desks.change(visser, one.desk_id, 1, off, key="k1")
    assert [v.visit_id for v in in_the_way.value.visits] == [coming]
    setup.desks.change(visser, one.desk_id, 1, off, confirmed=True, key="k2")
    assert not desk(setup).entry.active


def test_two_managers_do_not_overwrite_one_another(setup: Setup, visser: Actor) -> None:
    one = desk(setup)
    theirs, mine = replace(one.entry, position=9), replace(one.entry, position=7)
    setup.desks.change(visser, one.desk_id, 1, theirs, key="k1")
    with pytest.raises(Stale) as stale:
        setup.desks.change(visser, one.desk_id, 1, mine, key="k2")
    assert (stale.value.mine, stale.value.theirs) == (mine, theirs)


def test_tried_again_it_happens_once(setup: Setup, visser: Actor) -> None:
    entry = DeskEntry(Pair("Desk 5"), DeskKind.HELPDESK, 5)
    first = setup.desks.add(visser, entry, key="same")
    again = setup.desks.add(visser, entry, key="same")
    assert (again.value, bool(again.changes)) == (first.value, False)
    assert len(setup.desks.all()) == 5


def test_only_a_manager_edits_the_set_up(setup: Setup, jansen: Actor) -> None:
    with pytest.raises(NotAllowed):
        setup.desks.set_week(jansen, desk(setup).desk_id, 1, MONDAY, MORNINGS, key="k1")
