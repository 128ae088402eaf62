"""Cancelling frees what is still to come, and can be taken back while it is free."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from services.appointments.front_desk import FrontDesk, epoch
from sqlalchemy import select, update

from expatdesk.clock import tick
from expatdesk.model.appointments import Occupancy, Visit
from expatdesk.services.appointments.types import BlockedVisits, PlaceTaken
from expatdesk.services.base import Invalid, NotFound, Stale, new_key
from expatdesk.services.people.types import IdentifierFound
from expatdesk.terms import Source, VisitState

TUESDAY = "2026-09-15"
BY_VISITOR = VisitState.CANCELLED_BY_VISITOR


def test_cancelled_visit_frees_its_place_and_comes_back_by_undo(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    done = desk.agenda.cancel(desk.actor, booked.visit_id, 1, BY_VISITOR, "ill", key=new_key())
    assert (desk.sheet(booked).state, desk.ticks()) == (BY_VISITOR, 0)
    assert done.undo is not None
    done.undo()
    sheet = desk.sheet(booked)
    assert (sheet.state, sheet.ended_at, sheet.version, desk.ticks()) == (
        VisitState.PLANNED,
        None,
        3,
        12,
    )
    lines = desk.agenda.history("visit", booked.visit_id)
    assert [line.action for line in lines] == ["booked", BY_VISITOR.value, "reinstated"]
    assert lines[1].details == {"reason": "ill"}


def test_undo_is_refused_where_somebody_else_has_the_place(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    done = desk.agenda.cancel(
        desk.actor, booked.visit_id, 1, VisitState.CANCELLED_BY_CENTRE, "", key=new_key()
    )
    desk.book(f"{TUESDAY} 09:15")
    assert done.undo is not None
    with pytest.raises(PlaceTaken, match="is already taken"):
        done.undo()
    assert desk.sheet(booked).state is VisitState.CANCELLED_BY_CENTRE


def test_only_the_ticks_to_come_are_freed(desk: FrontDesk, at: Callable[[str], int]) -> None:
    booked = desk.book(f"{TUESDAY} 09:00", 3)
    now = at(f"{TUESDAY} 09:12")
    desk.agenda.cancel(desk.actor, booked.visit_id, 1, BY_VISITOR, "", key=new_key())
    with desk.store.reading() as tx:
        ticks = [row[0] for row in tx.rows(select(Occupancy.tick).order_by(Occupancy.tick))]
    assert ticks == [tick(epoch(f"{TUESDAY} 09:00")) + n for n in range(3)]
    assert ticks[-1] * 300 <= now
    # Who walks in now gets the desk, also for the minutes that have just gone by.
    walk_in = desk.book(f"{TUESDAY} 09:10", source=Source.DESK)
    assert desk.steps(walk_in)[0] == ("desk1", "09:10", "09:40")


def test_what_is_over_or_at_the_desk_cannot_be_cancelled(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    for state in (VisitState.AT_DESK, VisitState.DONE, VisitState.NO_SHOW):
        with desk.store.writing() as tx:
            tx.execute(update(Visit).values(state=state))
        with pytest.raises(Invalid, match="no longer be cancelled"):
            desk.agenda.cancel(desk.actor, booked.visit_id, 1, BY_VISITOR, "", key=new_key())


def test_version_is_asked_for_and_reasons_are_guarded(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    with pytest.raises(Stale):
        desk.agenda.cancel(desk.actor, booked.visit_id, 7, BY_VISITOR, "", key=new_key())
    with pytest.raises(NotFound):
        desk.agenda.cancel(desk.actor, 4711, 1, BY_VISITOR, "", key=new_key())
    with pytest.raises(IdentifierFound):
        desk.agenda.cancel(
            desk.actor, booked.visit_id, 1, BY_VISITOR, "BSN 111222333", key=new_key()
        )
    with pytest.raises(Invalid, match="Only a cancelled"):
        desk.agenda.reinstate(desk.actor, booked.visit_id, 1, key=new_key())


def test_the_same_key_cancels_once(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    key = new_key()
    first = desk.agenda.cancel(desk.actor, booked.visit_id, 1, BY_VISITOR, "", key=key)
    again = desk.agenda.cancel(desk.actor, booked.visit_id, 1, BY_VISITOR, "", key=key)
    assert (first.value, again.value, bool(again.changes)) == (2, 2, False)


def test_blocked_time_is_not_free_and_undo_opens_it(desk: FrontDesk) -> None:
    only = desk.desks["desk1"]
    start = epoch(f"{TUESDAY} 09:00")
    done = desk.agenda.block(desk.actor, only, start, start + 3600, "meeting", key=new_key())
    assert desk.starts(TUESDAY, desk_id=only)[0] == "10:00"
    (block,) = desk.agenda.day(desk.sheet(desk.book(f"{TUESDAY} 11:00")).day).blocks
    assert (block.desk_id, block.reason, block.ends_at - block.starts_at) == (only, "meeting", 3600)
    assert done.undo is not None
    opened = done.undo()
    assert desk.starts(TUESDAY, desk_id=only)[0] == "09:00"
    assert opened.undo is not None
    opened.undo()
    assert desk.starts(TUESDAY, desk_id=only)[0] == "10:00"


def test_block_over_visits_lists_them(desk: FrontDesk) -> None:
    desk.book(f"{TUESDAY} 09:00")
    squeezed = desk.book(f"{TUESDAY} 10:00", squeeze_reason="x-ray at eleven")
    desk.book(f"{TUESDAY} 11:00")
    start = epoch(f"{TUESDAY} 09:15")
    with pytest.raises(BlockedVisits) as refused:
        desk.agenda.block(
            desk.actor, desk.desks["desk1"], start, start + 5400, "ill", key=new_key()
        )
    assert refused.value.message() == "Visits lie in this time: 2."
    assert squeezed.visit_id in {row.visit_id for row in refused.value.visits}
    before = epoch(f"{TUESDAY} 08:00")
    desk.agenda.block(
        desk.actor, desk.desks["desk1"], before, epoch(f"{TUESDAY} 09:00"), "", key=new_key()
    )


def test_a_block_over_visits_that_were_seen_is_made_and_they_stay(desk: FrontDesk) -> None:
    visit, only = desk.book(f"{TUESDAY} 09:00"), desk.desks["desk1"]
    start = epoch(f"{TUESDAY} 09:00")
    desk.agenda.block(desk.actor, only, start, start + 3600, "ill", over_visits=True, key=new_key())
    assert desk.sheet(visit).state is VisitState.PLANNED
    assert desk.starts(TUESDAY, desk_id=only)[0] == "10:00"
    (block,) = desk.agenda.day(desk.sheet(visit).day).blocks
    gone = desk.agenda.unblock(desk.actor, block.block_id, block.version, key=new_key())
    assert gone.undo is not None
    gone.undo()
    assert len(desk.agenda.day(desk.sheet(visit).day).blocks) == 1, "undo needs no second look"


def test_block_that_is_none_is_refused(desk: FrontDesk) -> None:
    start = epoch(f"{TUESDAY} 09:00")
    for end in (start, start - 300, start + 60):
        with pytest.raises(Invalid):
            desk.agenda.block(desk.actor, desk.desks["desk1"], start, end, "", key=new_key())
    with pytest.raises(NotFound):
        desk.agenda.block(desk.actor, 99, start, start + 300, "", key=new_key())
    block_id = desk.agenda.block(
        desk.actor, desk.desks["desk1"], start, start + 300, "", key=new_key()
    ).value
    with pytest.raises(Stale):
        desk.agenda.unblock(desk.actor, block_id, 2, key=new_key())


def test_draft_survives_the_program_and_goes_with_the_booking(desk: FrontDesk) -> None:
    desk.agenda.save_draft(desk.actor, "form-1", "booking", '{"who": 1}')
    desk.agenda.save_draft(desk.actor, "form-1", "booking", '{"who": 2}')
    desk.agenda.save_draft(desk.actor, "form-2", "booking", "{}")
    kept = desk.agenda.drafts("booking", desk.actor.desk_id)
    assert sorted((token, body) for token, body, _ in kept) == [
        ("form-1", '{"who": 2}'),
        ("form-2", "{}"),
    ]
    assert desk.agenda.drafts("booking", desk.actor.desk_id + 1) == []
    desk.book(f"{TUESDAY} 09:00", draft_token="form-1")
    desk.agenda.drop_draft("form-2")
    assert desk.agenda.drafts("booking", desk.actor.desk_id) == []
