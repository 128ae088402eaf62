"""Free places at the scenario centre: 09:00-12:30 and 13:00-16:30, Monday to Friday."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from services.appointments.front_desk import FrontDesk, counted, epoch, written
from sqlalchemy import update

from expatdesk.model.services import (
    Closure,
    DeskException,
    DeskHours,
    Service,
    ServiceStep,
    StepDuration,
)
from expatdesk.services.appointments.loading import _busy_statement
from expatdesk.services.appointments.types import PlaceRequest, PlaceTaken
from expatdesk.services.base import Invalid, new_key
from expatdesk.terms import PartOfDay, VisitState

MONDAY = "2026-09-14"


def test_family_of_five_needs_75_and_30_minutes_one_after_the_other(desk: FrontDesk) -> None:
    day = desk.days("2026-09-15", persons=5)[0]
    first = day.places[0]
    assert [(written(s.starts_at), written(s.ends_at)) for s in first.steps] == [
        ("09:00", "10:15"),
        ("10:15", "10:45"),
    ]
    municipal = {desk.desks["desk1"], desk.desks["desk2"]}
    helpdesk = {desk.desks["desk3"], desk.desks["desk4"]}
    for place in day.places:
        assert place.steps[0].desk_id in municipal
        assert place.steps[1].desk_id in helpdesk


@pytest.mark.parametrize("persons", [1, 2, 3, 5])
def test_no_step_runs_over_the_break_or_past_closing(desk: FrontDesk, persons: int) -> None:
    for place in desk.days("2026-09-15", persons=persons)[0].places:
        for step in place.steps:
            begin, end = written(step.starts_at), written(step.ends_at)
            assert (begin >= "09:00" and end <= "12:30") or (begin >= "13:00" and end <= "16:30")


def test_next_step_waits_for_the_end_of_the_break_when_the_first_ends_with_it(
    desk: FrontDesk,
) -> None:
    starts = {
        written(p.starts_at): written(p.steps[1].starts_at)
        for p in desk.days("2026-09-15")[0].places
    }
    assert starts["11:30"] == "12:00"
    assert "11:45" not in starts, "the talk would run into the break"
    assert starts["12:00"] == "13:00"
    assert max(starts) == "15:30", "nothing waits until tomorrow"


def test_places_begin_on_the_grid_and_where_an_appointment_ends(desk: FrontDesk) -> None:
    desk.book("2026-09-15 09:00", service_id=desk.talk, desk="desk3")
    desk.agenda.block(
        desk.actor,
        desk.desks["desk3"],
        epoch("2026-09-15 09:30"),
        epoch("2026-09-15 09:40"),
        "",
        key=new_key(),
    )
    starts = desk.starts("2026-09-15", service_id=desk.talk, desk_id=desk.desks["desk3"])
    assert starts[:4] == ["09:40", "09:45", "10:00", "10:15"]


def test_gap_and_buffer_of_the_service_are_kept(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        tx.execute(update(Service).values(step_gap_minutes=10))
        tx.execute(
            update(ServiceStep)
            .where(ServiceStep.service_id == desk.registration, ServiceStep.ordinal == 1)
            .values(buffer_minutes=15)
        )
    place = desk.place("2026-09-15 09:00")
    assert [written(s.starts_at) for s in place.steps] == ["09:00", "09:40"]
    desk.book("2026-09-15 09:00")
    starts = desk.starts("2026-09-15", desk_id=desk.desks["desk1"])
    assert starts[0] == "09:45", "30 minutes and 15 of buffer"


def test_only_mornings_only_afternoons_only_one_desk(desk: FrontDesk) -> None:
    assert max(desk.starts("2026-09-15", part_of_day=PartOfDay.MORNING)) < "12:00"
    assert min(desk.starts("2026-09-15", part_of_day=PartOfDay.AFTERNOON)) == "12:00"
    day = desk.days("2026-09-15", desk_id=desk.desks["desk2"])[0]
    assert {p.steps[0].desk_id for p in day.places} == {desk.desks["desk2"]}


def test_nothing_earlier_than_now(desk: FrontDesk, at: Callable[[str], int]) -> None:
    at("2026-09-14 10:07")
    assert desk.starts(MONDAY)[0] == "10:15"
    assert desk.starts("2026-09-11") == [], "a day that is over"


def test_next_free_place_is_the_first(desk: FrontDesk) -> None:
    request = PlaceRequest(desk.registration, 5, date(2026, 9, 12), date(2026, 9, 30))
    place = desk.agenda.next_free(request)
    assert place is not None
    assert place == desk.place("2026-09-14 09:00", 5)


def test_full_day_is_open_without_places_and_a_sunday_is_not_open(desk: FrontDesk) -> None:
    for name in ("desk3", "desk4"):
        for start, end in (("09:00", "12:30"), ("13:00", "16:30")):
            desk.agenda.block(
                desk.actor,
                desk.desks[name],
                epoch(f"2026-09-15 {start}"),
                epoch(f"2026-09-15 {end}"),
                "training",
                key=new_key(),
            )
    assert (desk.days("2026-09-15")[0].places, desk.days("2026-09-15")[0].open) == ((), True)
    assert desk.days("2026-09-13")[0].open is False


def test_closed_days_have_a_name_and_no_places(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        tx.insert(
            Closure,
            first_day=date(2026, 10, 2),
            last_day=date(2026, 10, 5),
            name_en="3 October",
            name_nl="Leids Ontzet",
        )
    days = desk.days("2026-10-01", "2026-10-06")
    assert [bool(day.places) for day in days] == [True, False, False, False, False, True]
    assert [day.closed.nl if day.closed else "" for day in days[:3]] == [
        "",
        "Leids Ontzet",
        "Leids Ontzet",
    ]
    with pytest.raises(PlaceTaken) as refused:
        desk.place("2026-10-02 09:00")
    assert refused.value.message() == "The centre is closed on this day: 3 October."


def test_other_hours_of_a_day_replace_the_week_plan(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        day = date(2026, 9, 15)
        tx.insert(DeskException, desk_id=None, day=day, start_minute=600, end_minute=720, note="")
        tx.insert(
            DeskException,
            desk_id=desk.desks["desk2"],
            day=day,
            start_minute=0,
            end_minute=0,
            note="course",
        )
    places = desk.days("2026-09-15")[0].places
    assert {p.steps[0].desk_id for p in places} == {desk.desks["desk1"]}
    assert (written(places[0].starts_at), written(places[-1].ends_at)) == ("10:00", "12:00")


def test_hours_and_durations_count_from_the_day_they_are_valid(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        tx.execute(update(DeskHours).values(valid_until=date(2026, 9, 20)))
        tx.execute(update(StepDuration).values(valid_until=date(2026, 9, 16)))
    days = desk.days("2026-09-16", "2026-09-21")
    assert [bool(day.places) for day in days] == [True, False, False, False, False, False]
    with pytest.raises(PlaceTaken, match="not given"):
        desk.place("2026-09-17 09:00")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_right_on_the_days_on_which_the_clock_changes(
    desk: FrontDesk, at: Callable[[str], int], day: str, hours: int
) -> None:
    at("2026-03-02 08:00")
    sunday = date.fromisoformat(day)
    with desk.store.writing() as tx:
        for start, end in ((0, 240), (540, 660)):
            tx.insert(
                DeskHours,
                desk_id=desk.desks["desk3"],
                weekday=6,
                start_minute=start,
                end_minute=end,
                valid_from=sunday,
                valid_until=sunday,
            )
    places = desk.days(day, service_id=desk.talk)[0].places
    night = [p for p in places if written(p.starts_at) < "04:00"]
    # Four hours on the wall are three or five real ones, with two starts an hour less one.
    real = 4 + hours - 24
    assert len(night) == 4 * real - 1
    assert all(b.starts_at - a.starts_at == 900 for a, b in itertools.pairwise(night))
    assert written(places[len(night)].starts_at) == "09:00"
    assert written(places[-1].ends_at) == "11:00"


def test_squeezed_in_visit_still_counts(desk: FrontDesk) -> None:
    for name in ("desk1", "desk2"):
        desk.book("2026-09-15 09:00", desk=name, squeeze_reason="asked by the mayor")
    assert desk.ticks() == 0
    assert desk.starts("2026-09-15")[0] == "09:30"


def test_moved_visit_and_own_hold_do_not_stand_in_their_own_way(desk: FrontDesk) -> None:
    booked = desk.book("2026-09-15 09:00")
    only = desk.desks["desk1"]
    assert desk.starts("2026-09-15", desk_id=only)[0] == "09:30"
    assert desk.starts("2026-09-15", desk_id=only, moving_visit_id=booked.visit_id)[0] == "09:00"
    place = desk.place("2026-09-15 10:00")
    desk.agenda.hold(desk.actor, "form", desk.registration, 1, place)
    assert "10:00" not in desk.starts("2026-09-15", desk_id=only)
    assert "10:00" in desk.starts("2026-09-15", desk_id=only, hold_token="form")


def test_cancelled_visit_gives_its_place_back(desk: FrontDesk) -> None:
    booked = desk.book("2026-09-15 09:00")
    desk.agenda.cancel(
        desk.actor, booked.visit_id, 1, VisitState.CANCELLED_BY_VISITOR, "ill", key=new_key()
    )
    assert desk.starts("2026-09-15", desk_id=desk.desks["desk1"])[0] == "09:00"


@pytest.mark.parametrize("persons", [0, -1, 12])
def test_nobody_and_twelve_are_refused_in_words(desk: FrontDesk, persons: int) -> None:
    with pytest.raises(Invalid) as refused:
        desk.days("2026-09-15", persons=persons)
    assert refused.value.field == "comers"
    assert "person" in refused.value.message()


def test_service_that_is_switched_off_has_no_places(desk: FrontDesk) -> None:
    off = desk.centre.founded.services["ind_biometrics"]
    with pytest.raises(Invalid, match="not offered"):
        desk.days("2026-09-15", service_id=off)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-09-15 08:30", "Desk 1 is closed at 08:30."),
        ("2026-09-15 12:30", "Desk 1 is closed at 12:30."),
        ("2026-09-15 12:15", "Desk 1 closes at 12:30; this would run on until 12:45."),
        ("2026-09-15 16:00", "No desk is free for “Helpdesk talk” at 16:30."),
        ("2026-09-15 10:00", "Desk 1 is already taken at 10:00."),
        ("2026-09-15 14:00", "Desk 1 is blocked at 14:00: team meeting"),
        ("2026-09-13 10:00", "Desk 1 is closed at 10:00."),
    ],
)
def test_place_that_cannot_be_had_says_why(desk: FrontDesk, when: str, words: str) -> None:
    desk.book("2026-09-15 10:15")
    start = epoch("2026-09-15 14:15")
    only = desk.desks["desk1"]
    desk.agenda.block(desk.actor, only, start, start + 1800, "team meeting", key=new_key())
    with pytest.raises(PlaceTaken) as refused:
        desk.place(when)
    assert refused.value.message() == words


def test_desk_that_does_not_offer_the_step_is_refused(desk: FrontDesk) -> None:
    with pytest.raises(PlaceTaken, match="does not offer"):
        desk.place("2026-09-15 10:00", desk="desk3")


@pytest.mark.parametrize("last", [MONDAY, "2027-09-13"])
def test_at_most_four_statements_whatever_the_range(desk: FrontDesk, last: str) -> None:
    booked = desk.book("2026-09-15 10:00")
    for more in ({}, {"moving_visit_id": booked.visit_id}, {"hold_token": "form"}):
        with counted(desk.store) as sent:
            desk.days(MONDAY, last, 5, **more)
        assert len(sent) <= 4


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_booked_times_are_found_through_the_index(desk: FrontDesk) -> None:
    with desk.store.reading() as tx:
        compiled = _busy_statement(moving=False).compile(dialect=tx.connection.dialect)
        values: dict[str, Any] = {"start": 0, "end": 1, "now": 0, "token": ""}
        names = compiled.positiontup or []
        plan = tx.connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {compiled}", tuple(values[name.split("_")[0]] for name in names)
        ).all()
    assert any("USING COVERING INDEX ix_appointment_time" in row[3] for row in plan)
