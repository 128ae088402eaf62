"""A place is held while its form is open, and comes free by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from services.appointments.front_desk import FrontDesk
from sqlalchemy import func, select

from expatdesk.clock import FixedClock
from expatdesk.model.appointments import Hold
from expatdesk.services.appointments.types import PlaceTaken
from expatdesk.services.base import new_key
from expatdesk.services.settings import keys

TUESDAY = "2026-09-15"


def hold(desk: FrontDesk, token: str, when: str, name: str = "desk1", **more: object) -> int:
    place = desk.place(when, desk=name, hold_token=token)
    return desk.agenda.hold(desk.actor, token, desk.registration, 1, place, **more).value.expires_at


def holds(desk: FrontDesk) -> int:
    with desk.store.reading() as tx:
        return int(tx.scalar(select(func.count()).select_from(Hold)))


def wait(desk: FrontDesk, minutes: int) -> None:
    clock = desk.store.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(minutes=minutes))


def test_held_place_is_not_free_for_others_and_can_be_booked_by_its_form(desk: FrontDesk) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    hold(desk, "mine", f"{TUESDAY} 09:00")
    with pytest.raises(PlaceTaken):
        desk.booked("", place=place)
    with pytest.raises(PlaceTaken):
        desk.agenda.hold(desk.actor, "other", desk.registration, 1, place)
    desk.booked("", place=place, hold_token="mine")
    assert holds(desk) == 0
    assert desk.ticks() == 12


def test_form_holds_one_place_at_a_time(desk: FrontDesk) -> None:
    hold(desk, "mine", f"{TUESDAY} 09:00")
    hold(desk, "mine", f"{TUESDAY} 11:00", "desk2")
    assert (holds(desk), desk.ticks()) == (1, 12)
    desk.book(f"{TUESDAY} 09:00")


def test_place_can_be_shifted_over_its_own_hold(desk: FrontDesk) -> None:
    hold(desk, "mine", f"{TUESDAY} 09:00")
    hold(desk, "mine", f"{TUESDAY} 09:15")
    assert desk.ticks() == 12


def test_hold_ends_after_the_minutes_of_the_setting(desk: FrontDesk) -> None:
    now = int(desk.store.clock.now().timestamp())
    assert hold(desk, "mine", f"{TUESDAY} 09:00") == now + 600
    desk.centre.settings.set(_manager(desk), keys.HOLD_MINUTES, 25, key=new_key())
    assert hold(desk, "mine", f"{TUESDAY} 09:00") == now + 25 * 60
    assert hold(desk, "mine", f"{TUESDAY} 09:00", minutes=3) == now + 180


def _manager(desk: FrontDesk) -> object:
    from dataclasses import replace

    return replace(desk.actor, is_manager=True)


def test_ended_hold_frees_its_place_for_the_next(desk: FrontDesk) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    hold(desk, "left open", f"{TUESDAY} 09:00")
    wait(desk, 9)
    assert desk.starts(TUESDAY, desk_id=desk.desks["desk1"])[0] == "09:30"
    wait(desk, 1)
    assert desk.starts(TUESDAY, desk_id=desk.desks["desk1"])[0] == "09:00"
    desk.booked("", place=place)
    assert holds(desk) == 0


def test_form_whose_hold_has_ended_books_while_nobody_was_quicker(desk: FrontDesk) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    hold(desk, "slow", f"{TUESDAY} 09:00")
    hold(desk, "slower", f"{TUESDAY} 10:00")
    wait(desk, 30)
    desk.booked("", place=place, hold_token="slow")
    desk.book(f"{TUESDAY} 10:00")
    late = desk.place(f"{TUESDAY} 11:00")
    with pytest.raises(PlaceTaken):
        desk.booked("", place=place, hold_token="slower")
    desk.booked("", place=late, hold_token="slower")


def test_closing_the_form_releases_the_place(desk: FrontDesk) -> None:
    hold(desk, "mine", f"{TUESDAY} 09:00")
    assert desk.agenda.release(desk.actor, "mine").changes.touches("visits")
    assert not desk.agenda.release(desk.actor, "mine").changes
    assert (holds(desk), desk.ticks()) == (0, 0)


def test_visit_to_be_moved_keeps_its_place_beside_the_hold_of_the_new_one(
    desk: FrontDesk,
) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    place = desk.place(f"{TUESDAY} 09:15", moving_visit_id=booked.visit_id)
    desk.agenda.hold(
        desk.actor, "move", desk.registration, 1, place, moving_visit_id=booked.visit_id
    )
    desk.agenda.move(desk.actor, booked.visit_id, 1, place, hold_token="move", key=new_key())
    assert desk.steps(booked)[0] == ("desk1", "09:15", "09:45")
    assert (holds(desk), desk.ticks()) == (0, 12)
