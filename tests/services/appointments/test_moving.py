"""Moving and resizing: the same visit at another time, never two in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from services.appointments.front_desk import FrontDesk, epoch, written
from sqlalchemy import insert, select, update

from expatdesk.model.appointments import Visit
from expatdesk.model.settings import MunicipalityPeriod
from expatdesk.model.till import ProductPrice
from expatdesk.services.appointments.types import Moved, NotEligible, PlaceTaken
from expatdesk.services.base import Done, Invalid, Stale, new_key
from expatdesk.terms import VisitState

TUESDAY = "2026-09-15"


def move(
    desk: FrontDesk, visit_id: int, when: str, name: str = "desk1", **more: object
) -> Done[Moved]:
    version = int(more.pop("version", 1))  # type: ignore[call-overload]
    place = desk.place(
        when,
        desk=name,
        moving_visit_id=visit_id,
        squeeze=more.get("squeeze_reason") is not None,
    )
    return desk.agenda.move(desk.actor, visit_id, version, place, key=new_key(), **more)


def test_visit_moves_with_all_its_steps_and_back_again(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    done = move(desk, booked.visit_id, "2026-09-17 13:00", "desk2")
    assert done.value == Moved(2)
    assert desk.steps(booked) == [("desk2", "13:00", "13:30"), ("desk3", "13:30", "14:00")]
    assert desk.sheet(booked).day == date(2026, 9, 17)
    assert desk.ticks() == 12
    assert desk.starts(TUESDAY, desk_id=desk.desks["desk1"])[0] == "09:00"
    assert done.undo is not None
    done.undo()
    assert desk.steps(booked) == [("desk1", "09:00", "09:30"), ("desk3", "09:30", "10:00")]
    lines = desk.agenda.history("visit", booked.visit_id)
    assert [line.action for line in lines] == ["booked", "moved", "moved_back"]
    assert lines[1].details["from"] == epoch(f"{TUESDAY} 09:00")
    assert lines[1].details["to"] == epoch("2026-09-17 13:00")


def test_visit_may_overlap_the_place_it_had(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    move(desk, booked.visit_id, f"{TUESDAY} 09:15")
    assert desk.steps(booked)[0] == ("desk1", "09:15", "09:45")
    assert desk.ticks() == 12


def test_moving_onto_another_visit_is_refused(desk: FrontDesk) -> None:
    first, second = desk.book(f"{TUESDAY} 09:00"), desk.book(f"{TUESDAY} 10:00")
    place = desk.place(f"{TUESDAY} 11:00")
    desk.agenda.move(desk.actor, first.visit_id, 1, place, key=new_key())
    with pytest.raises(PlaceTaken, match="is already taken"):
        desk.agenda.move(desk.actor, second.visit_id, 1, place, key=new_key())
    assert desk.steps(second)[0] == ("desk1", "10:00", "10:30")


def test_whoever_moves_an_old_version_is_told(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    move(desk, booked.visit_id, f"{TUESDAY} 10:00")
    with pytest.raises(Stale) as refused:
        move(desk, booked.visit_id, f"{TUESDAY} 11:00", version=1)
    assert (refused.value.mine, refused.value.theirs) == (1, 2)


def test_squeezed_in_and_made_ordinary_again(desk: FrontDesk) -> None:
    desk.book(f"{TUESDAY} 09:00")
    booked = desk.book(f"{TUESDAY} 10:00")
    with pytest.raises(PlaceTaken):
        move(desk, booked.visit_id, f"{TUESDAY} 09:00")
    done = move(desk, booked.visit_id, f"{TUESDAY} 09:00", squeeze_reason="must catch a train")
    assert desk.ticks() == 12
    assert desk.sheet(booked).squeeze_reason == "must catch a train"
    assert done.undo is not None
    done.undo()
    assert (desk.sheet(booked).squeeze_reason, desk.ticks()) == (None, 24)


def test_nothing_moves_into_the_past_but_a_late_visitor_may_change_desks(
    desk: FrontDesk, at: Callable[[str], int]
) -> None:
    booked = desk.book(f"{TUESDAY} 10:00")
    at(f"{TUESDAY} 10:20")
    with pytest.raises(Invalid, match="past"):
        move(desk, booked.visit_id, f"{TUESDAY} 09:30")
    move(desk, booked.visit_id, f"{TUESDAY} 10:00", "desk2")
    assert desk.steps(booked)[0][0] == "desk2"


def test_who_is_here_moves_within_the_day_and_who_has_left_not_at_all(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    _put(desk, booked.visit_id, VisitState.ARRIVED)
    with pytest.raises(Invalid, match="here already"):
        move(desk, booked.visit_id, "2026-09-16 09:00")
    move(desk, booked.visit_id, f"{TUESDAY} 09:00", "desk2")
    _put(desk, booked.visit_id, VisitState.DONE)
    with pytest.raises(Invalid, match="over"):
        move(desk, booked.visit_id, f"{TUESDAY} 11:00", version=2)


def _put(desk: FrontDesk, visit_id: int, state: VisitState) -> None:
    with desk.store.writing() as tx:
        tx.execute(update(Visit).where(Visit.id == visit_id).values(state=state))


def test_municipality_must_take_part_on_the_new_day_too(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        tx.execute(
            update(MunicipalityPeriod)
            .where(MunicipalityPeriod.municipality_id == desk.leiden)
            .values(valid_until=date(2026, 9, 30))
        )
    booked = desk.book(f"{TUESDAY} 09:00")
    with pytest.raises(NotEligible):
        move(desk, booked.visit_id, "2026-10-05 09:00")


def test_fee_follows_the_day_of_the_visit(desk: FrontDesk) -> None:
    first = desk.centre.founded.products["registration_first"]
    with desk.store.writing() as tx:
        tx.execute(
            insert(ProductPrice).values(
                product_id=first, valid_from=date(2026, 10, 1), net=6000, gross=7260
            )
        )
    booked = desk.book(f"{TUESDAY} 09:00")
    assert desk.sheet(booked).money.due == 6050
    move(desk, booked.visit_id, "2026-10-06 09:00")
    assert desk.sheet(booked).money.due == 7260


def test_longer_step_pushes_the_next_one(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    done = desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 45, key=new_key())
    assert desk.steps(booked) == [("desk1", "09:00", "09:45"), ("desk3", "09:45", "10:15")]
    assert desk.sheet(booked).ends_at == epoch(f"{TUESDAY} 10:15")
    assert done.undo is not None
    done.undo()
    assert desk.steps(booked) == [("desk1", "09:00", "09:30"), ("desk3", "09:30", "10:00")]


def test_next_step_goes_to_another_desk_where_its_own_is_taken(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    desk.book(f"{TUESDAY} 10:00", service_id=desk.talk, desk="desk3")
    desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 45, key=new_key())
    assert desk.steps(booked)[1] == ("desk4", "09:45", "10:15")


def test_shorter_step_leaves_the_next_where_it_is(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00", 3)
    desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 30, key=new_key())
    assert desk.steps(booked) == [("desk1", "09:00", "09:30"), ("desk3", "10:00", "10:30")]
    assert desk.ticks() == 12


def test_step_that_no_longer_fits_is_refused_in_words(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    desk.book(f"{TUESDAY} 10:00")
    with pytest.raises(PlaceTaken) as refused:
        desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 75, key=new_key())
    assert refused.value.message() == "Desk 1 is already taken at 09:00."
    for name in ("desk3", "desk4"):
        desk.agenda.block(
            desk.actor,
            desk.desks[name],
            epoch(f"{TUESDAY} 10:00"),
            epoch(f"{TUESDAY} 10:10"),
            "",
            key=new_key(),
        )
    with pytest.raises(PlaceTaken) as refused:
        desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 45, key=new_key())
    assert refused.value.message() == "No desk is free for “Helpdesk talk” at 09:45."
    with pytest.raises(Invalid, match="five minutes"):
        desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 42, key=new_key())
    with pytest.raises(Invalid, match="no such step"):
        desk.agenda.resize(desk.actor, booked.visit_id, 1, 3, 30, key=new_key())


def test_length_changed_by_hand_moves_along(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    desk.agenda.resize(desk.actor, booked.visit_id, 1, 1, 50, key=new_key())
    move(desk, booked.visit_id, f"{TUESDAY} 13:00", version=2)
    assert desk.steps(booked)[0] == ("desk1", "13:00", "13:50")


def test_version_and_change_are_written_with_the_move(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    done = move(desk, booked.visit_id, f"{TUESDAY} 10:00")
    assert done.changes.ids("visits") == {booked.visit_id}
    with desk.store.reading() as tx:
        row = tx.first(select(Visit.version, Visit.starts_at))
    assert row is not None
    assert (row[0], written(row[1])) == (2, "10:00")


def test_undo_comes_back_to_a_place_beside_which_somebody_was_squeezed_in(
    desk: FrontDesk,
) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    beside = desk.book(f"{TUESDAY} 09:00", squeeze_reason="x-ray at eleven")
    place = desk.place(f"{TUESDAY} 11:00", moving_visit_id=booked.visit_id)
    done = desk.agenda.move(desk.actor, booked.visit_id, 1, place, key=new_key())
    assert done.undo is not None
    done.undo()
    assert desk.sheet(booked).starts_at == desk.sheet(beside).starts_at == epoch(f"{TUESDAY} 09:00")


def test_undo_of_a_move_does_not_take_the_place_of_who_was_booked_there_meanwhile(
    desk: FrontDesk,
) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    place = desk.place(f"{TUESDAY} 11:00", moving_visit_id=booked.visit_id)
    done = desk.agenda.move(desk.actor, booked.visit_id, 1, place, key=new_key())
    desk.book(f"{TUESDAY} 09:00")
    assert done.undo is not None
    with pytest.raises(PlaceTaken):
        done.undo()
    assert desk.sheet(booked).starts_at == epoch(f"{TUESDAY} 11:00")
