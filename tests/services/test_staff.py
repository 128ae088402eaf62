"""Staff: chosen at the desk, added and retired by a manager, never without one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expatdesk.services.base import Actor, Done, Invalid, NotAllowed, NotFound, Right, Stale, log
from expatdesk.services.edits import InUse
from expatdesk.services.staff import LastManager, Staff, StaffEntry, StaffInfo
from expatdesk.storage.store import Store

ROOS = StaffEntry("Roos Bakker", "R. Bakker", "Roos")


@pytest.fixture
def staff(centre: object) -> Staff:
    return centre.staff  # type: ignore[attr-defined]


def of(staff: Staff, name: str) -> StaffInfo:
    return next(one for one in staff.all() if one.short_name == name)


def test_those_who_work_here_stand_in_order_of_their_short_names(staff: Staff) -> None:
    assert [one.short_name for one in staff.active()] == ["A. Kaya", "M. Visser", "S. Jansen"]


def test_an_actor_is_staff_at_a_desk_in_a_language(staff: Staff, visser: Actor) -> None:
    actor = staff.actor(visser.staff_id, visser.desk_id, "nl")
    assert (actor.staff_name, actor.desk_name, actor.language) == ("M. Visser", "Balie 2", "nl")
    assert Right.MANAGE in actor.rights
    jansen = staff.actor(of(staff, "S. Jansen").staff_id, visser.desk_id)
    assert (jansen.desk_name, Right.MANAGE in jansen.rights) == ("Desk 2", False)


def test_nobody_acts_at_a_desk_that_is_not_there(staff: Staff, visser: Actor) -> None:
    with pytest.raises(NotFound):
        staff.actor(visser.staff_id, 99)
    with pytest.raises(NotFound):
        staff.actor(99, visser.desk_id)


def test_somebody_new_is_added_and_may_be_taken_back(staff: Staff, visser: Actor) -> None:
    done = staff.add(visser, ROOS, key="k1")
    assert done.changes.ids("staff") == {done.value}
    assert of(staff, "R. Bakker").entry == ROOS
    assert done.undo is not None
    done.undo()
    assert "R. Bakker" not in [one.short_name for one in staff.all()]


def test_who_has_done_something_stays(staff: Staff, visser: Actor, store: Store) -> None:
    done = staff.add(visser, ROOS, key="k1")
    roos = staff.actor(done.value, visser.desk_id)
    with store.writing() as tx:
        log(tx, roos, "visit", 1, "arrived")
    assert done.undo is not None
    with pytest.raises(InUse):
        done.undo()
    assert of(staff, "R. Bakker").entry == ROOS


def leave(staff: Staff, actor: Actor, one: StaffInfo, key: str) -> Done[int]:
    gone = replace(one.entry, active=False)
    return staff.change(actor, one.staff_id, one.version, gone, key=key)


def test_who_leaves_is_no_longer_chosen_and_can_come_back(staff: Staff, visser: Actor) -> None:
    kaya = of(staff, "A. Kaya")
    done = leave(staff, visser, kaya, "k1")
    assert "A. Kaya" not in [one.short_name for one in staff.active()]
    assert "A. Kaya" in [one.short_name for one in staff.all()]
    with pytest.raises(NotFound):
        staff.actor(kaya.staff_id, visser.desk_id)
    assert done.undo is not None
    done.undo()
    assert of(staff, "A. Kaya").entry == kaya.entry


def test_who_leaves_leaves_once(staff: Staff, visser: Actor, jansen: Actor) -> None:
    kaya = of(staff, "A. Kaya")
    with pytest.raises(NotAllowed):
        leave(staff, jansen, kaya, "no")
    leave(staff, visser, kaya, "k1")
    again = leave(staff, visser, kaya, "k1")
    assert (again.value, bool(again.changes)) == (kaya.staff_id, False)
    assert of(staff, "A. Kaya").version == kaya.version + 1
    with pytest.raises(Stale):
        leave(staff, visser, kaya, "k2")
    with pytest.raises(NotFound):
        staff.change(visser, 999, 1, kaya.entry, key="k3")


def test_the_last_manager_stays_one(staff: Staff, visser: Actor) -> None:
    only = of(staff, "M. Visser")
    with pytest.raises(LastManager):
        leave(staff, visser, only, "k1")
    plain = replace(only.entry, is_manager=False)
    with pytest.raises(LastManager):
        staff.change(visser, only.staff_id, only.version, plain, key="k2")
    staff.add(visser, replace(ROOS, is_manager=True), key="k3")
    staff.change(visser, only.staff_id, only.version, plain, key="k4")
    assert not of(staff, "M. Visser").is_manager


def test_a_second_edit_of_the_same_version_is_stale(staff: Staff, visser: Actor) -> None:
    jansen = of(staff, "S. Jansen")
    theirs = replace(jansen.entry, call_name="San")
    mine = replace(jansen.entry, call_name="Sannie")
    staff.change(visser, jansen.staff_id, jansen.version, theirs, key="k1")
    with pytest.raises(Stale) as stale:
        staff.change(visser, jansen.staff_id, jansen.version, mine, key="k2")
    assert (stale.value.mine, stale.value.theirs) == (mine, theirs)


def test_a_name_is_needed_and_a_bsn_is_none(staff: Staff, visser: Actor) -> None:
    with pytest.raises(Invalid) as empty:
        staff.add(visser, replace(ROOS, short_name=" "), key="k1")
    assert empty.value.field == "short_name"
    with pytest.raises(Invalid) as number:
        staff.add(visser, replace(ROOS, call_name="111222333"), key="k2")
    assert number.value.field == "call_name"


def test_only_a_manager_edits_staff(staff: Staff, jansen: Actor) -> None:
    with pytest.raises(NotAllowed):
        staff.add(jansen, ROOS, key="k1")
