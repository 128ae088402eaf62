"""A draft is found again by whoever typed it, at any desk, and belongs to one form at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from services.appointments.front_desk import FrontDesk

from expatdesk.services.appointments.types import PlaceTaken
from expatdesk.services.base import Actor, NotFound

TUESDAY = "2026-09-15"


def at(desk: FrontDesk, name: str, staff: str | None = None) -> Actor:
    """The same person, or a colleague, at a desk."""
    staff_id = desk.actor.staff_id if staff is None else desk.centre.founded.staff[staff]
    return replace(desk.actor, desk_id=desk.desks[name], staff_id=staff_id)


def colleague(desk: FrontDesk) -> str:
    return next(
        name
        for name, staff_id in desk.centre.founded.staff.items()
        if staff_id != desk.actor.staff_id
    )


def tokens(desk: FrontDesk, actor: Actor) -> list[str]:
    return [found.token for found in desk.agenda.own_drafts(actor, "booking")]


def test_ones_own_drafts_are_found_at_any_desk_and_those_of_a_desk_by_anybody(
    desk: FrontDesk,
) -> None:
    desk.agenda.save_draft(at(desk, "desk1"), "mine", "booking", "1")
    (found,) = desk.agenda.own_drafts(at(desk, "desk2"), "booking")
    assert (found.token, found.body, found.desk_id) == ("mine", "1", desk.desks["desk1"])
    assert found.desk.en == desk.agenda.catalogue().desk(desk.desks["desk1"]).name.en
    other = colleague(desk)
    assert tokens(desk, at(desk, "desk1", other)) == ["mine"]
    assert tokens(desk, at(desk, "desk2", other)) == []


def test_a_draft_that_is_taken_elsewhere_takes_its_place_with_it(desk: FrontDesk) -> None:
    first, second = at(desk, "desk1"), at(desk, "desk2")
    place = desk.place(f"{TUESDAY} 09:00")
    desk.agenda.hold(first, "old", desk.registration, 1, place)
    desk.agenda.save_draft(first, "old", "booking", "1")
    desk.agenda.take_draft(second, "old", "new")
    (kept,) = desk.agenda.own_drafts(second, "booking")
    assert (kept.token, kept.body, kept.desk_id) == ("new", "1", second.desk_id)
    with pytest.raises(PlaceTaken):
        desk.agenda.hold(first, "old", desk.registration, 1, place)
    desk.agenda.hold(second, "new", desk.registration, 1, place)


def test_a_draft_is_taken_by_one_only(desk: FrontDesk) -> None:
    desk.agenda.save_draft(desk.actor, "old", "booking", "1")
    desk.agenda.take_draft(at(desk, "desk2"), "old", "new")
    with pytest.raises(NotFound):
        desk.agenda.take_draft(at(desk, "desk1"), "old", "newer")
    assert tokens(desk, desk.actor) == ["new"]


def test_a_dropped_draft_comes_back_as_it_was_and_once(desk: FrontDesk) -> None:
    desk.agenda.save_draft(desk.actor, "form-1", "booking", '{"who": 1}')
    before = desk.agenda.own_drafts(desk.actor, "booking")
    done = desk.agenda.drop_draft("form-1")
    assert tokens(desk, desk.actor) == []
    assert done.undo is not None
    done.undo()
    done.undo()
    assert desk.agenda.own_drafts(desk.actor, "booking") == before
    assert desk.agenda.drop_draft("form-9").undo is None
