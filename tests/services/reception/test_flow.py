"""Receiving, no-show, turned away, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from services.reception.receiving import COUPLE, FAMILY_OF_FIVE, FrontDesk, moment

from expatdesk.services.appointments.types import PlaceTaken
from expatdesk.services.base import Invalid, NotAllowed, Stale
from expatdesk.services.people.types import IdentifierFound
from expatdesk.terms import AddressKind, FollowUpKind, Outcome, VisitState

S = VisitState


def test_each_state_has_its_time_and_the_version_rises(desk: FrontDesk, at: Any) -> None:
    visit = desk.book()
    times = {}
    for hour, state in (
        ("08:55", S.ARRIVED),
        ("09:01", S.AT_DESK),
        ("09:33", S.AT_HELPDESK),
        ("10:02", S.DONE),
    ):
        times[state] = at(f"2026-09-14 {hour}")
        before = desk.sheet(visit)
        assert before.next_state is state
        done = desk.advance(visit, state)
        assert done.value == before.version + 1
        assert done.changes.ids("visits") == {visit.visit_id}
    sheet = desk.sheet(visit)
    assert sheet.state is S.DONE
    assert sheet.arrived_at == times[S.ARRIVED]
    assert sheet.at_desk_at == times[S.AT_DESK]
    assert sheet.at_helpdesk_at == times[S.AT_HELPDESK]
    assert sheet.ended_at == times[S.DONE]
    assert desk.actions(visit) == ["booked", *["advanced"] * 4]


def test_a_state_cannot_be_left_out_but_the_talk_may(desk: FrontDesk) -> None:
    visit = desk.book()
    with pytest.raises(Invalid):
        desk.advance(visit, S.AT_DESK)
    desk.advance(visit, S.ARRIVED, S.AT_DESK, S.DONE)
    sheet = desk.sheet(visit)
    assert (sheet.state, sheet.at_helpdesk_at) == (S.DONE, None)
    with pytest.raises(Invalid):
        desk.advance(visit, S.AT_HELPDESK)


def test_nobody_is_received_before_the_day(desk: FrontDesk) -> None:
    visit = desk.book("2026-09-15 09:00")
    with pytest.raises(Invalid):
        desk.advance(visit, S.ARRIVED)
    with pytest.raises(Invalid):
        desk.no_show(visit)
    with pytest.raises(Invalid):
        desk.turn_away(visit, "R04")
    assert desk.sheet(visit).state is S.PLANNED


def test_a_second_desk_with_an_old_version_is_told(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED)
    with pytest.raises(Stale) as caught:
        desk.centre.reception.advance(desk.actor, visit.visit_id, 1, S.ARRIVED, key="k")
    assert (caught.value.mine, caught.value.theirs) == (1, 2)


def test_the_same_key_happens_once(desk: FrontDesk) -> None:
    visit = desk.book()
    reception = desk.centre.reception
    for _ in range(2):
        done = reception.advance(desk.actor, visit.visit_id, 1, S.ARRIVED, key="once")
        assert done.value == 2
    turned = [reception.turn_away(desk.actor, visit.visit_id, 2, "R04", key="t") for _ in "ab"]
    assert turned[0].value == turned[1].value
    assert desk.sheet(visit).version == 3


def test_undo_of_a_step_is_a_step_back_only_at_once(desk: FrontDesk) -> None:
    visit = desk.book()
    arrived = desk.advance(visit, S.ARRIVED)
    assert arrived.undo is not None
    arrived.undo()
    sheet = desk.sheet(visit)
    assert (sheet.state, sheet.arrived_at) == (S.PLANNED, None)
    late = desk.advance(visit, S.ARRIVED)
    desk.advance(visit, S.AT_DESK)
    assert late.undo is not None
    with pytest.raises(Stale):
        late.undo()
    assert desk.sheet(visit).state is S.AT_DESK


def test_every_other_step_back_needs_a_reason(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED, S.AT_DESK, S.AT_HELPDESK, S.DONE)
    with pytest.raises(Invalid) as caught:
        desk.step_back(visit, "  ")
    assert caught.value.field == "reason"
    with pytest.raises(IdentifierFound):
        desk.step_back(visit, "it was 111222333")
    back = []
    while desk.sheet(visit).state is not S.PLANNED:
        desk.step_back(visit, "wrong  family\n")
        back.append(desk.sheet(visit).state)
    assert back == [S.AT_HELPDESK, S.AT_DESK, S.ARRIVED, S.PLANNED]
    sheet = desk.sheet(visit)
    assert {sheet.arrived_at, sheet.at_desk_at, sheet.at_helpdesk_at, sheet.ended_at} == {None}
    history = desk.centre.appointments.history("visit", visit.visit_id)
    assert history[-1].details == {"before": "arrived", "to": "planned", "reason": "wrong family"}
    with pytest.raises(Invalid):
        desk.step_back(visit, "further")


def test_a_false_alarm_is_overridden_and_logged_without_the_number(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.turn_away(visit, "R15", note="order 111222333", guard_overridden=True)
    assert "guard_overridden" in desk.actions(visit)


def test_no_show_frees_what_is_to_come_and_undo_takes_it_again(desk: FrontDesk, at: Any) -> None:
    visit = desk.book()
    held = desk.ticks()
    at("2026-09-14 09:12")
    done = desk.no_show(visit)
    assert desk.sheet(visit).state is S.NO_SHOW
    assert desk.ticks() == 3, "09:00, 09:05 and 09:10 have been"
    assert done.undo is not None
    done.undo()
    assert desk.sheet(visit).state is S.PLANNED
    assert desk.ticks() == held


def test_a_no_show_whose_place_is_taken_stays_one_in_words(desk: FrontDesk, at: Any) -> None:
    visit = desk.book()
    at("2026-09-14 09:10")
    done = desk.no_show(visit)
    desk.book("2026-09-14 09:15")
    assert done.undo is not None
    with pytest.raises(PlaceTaken) as caught:
        done.undo()
    assert caught.value.message()
    assert desk.sheet(visit).state is S.NO_SHOW


def test_a_squeezed_in_visit_does_not_keep_a_no_show_from_coming_after_all(
    desk: FrontDesk, at: Any
) -> None:
    visit = desk.book()
    place = desk.place("2026-09-14 11:00")
    squeezed = desk.centre.appointments.place_at(
        desk.service_id, 1, moment("2026-09-14 09:00"), place.steps[0].desk_id, squeeze=True
    )
    desk.book(place=squeezed, squeeze_reason="has a plane")
    at("2026-09-14 09:10")
    done = desk.no_show(visit)
    assert done.undo is not None
    done.undo()
    assert desk.sheet(visit).state is S.PLANNED


def test_a_place_that_was_blocked_meanwhile_is_not_taken_again(desk: FrontDesk, at: Any) -> None:
    visit = desk.book()
    at("2026-09-14 09:10")
    done = desk.no_show(visit)
    desk.centre.appointments.block(
        desk.actor,
        desk.centre.founded.desks["desk1"],
        moment("2026-09-14 09:15"),
        moment("2026-09-14 09:30"),
        "meeting",
        key=desk.key(),
    )
    assert done.undo is not None
    with pytest.raises(PlaceTaken) as caught:
        done.undo()
    assert "meeting" in caught.value.message()


def test_only_who_is_expected_can_be_a_no_show(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED)
    with pytest.raises(Invalid):
        desk.no_show(visit)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_turned_away_from_any_state_and_back(desk: FrontDesk, at: Any, steps: int) -> None:
    visit = desk.book(roles=COUPLE)
    course = [S.ARRIVED, S.AT_DESK, S.AT_HELPDESK][:steps]
    if course:
        desk.advance(visit, *course)
    before, held = desk.sheet(visit), desk.ticks()
    at("2026-09-14 09:20")
    done = desk.turn_away(visit, "R04", note="lives in a hotel")
    assert done.value.sheet == "renting"
    sheet = desk.sheet(visit)
    assert (sheet.state, sheet.refusal_code) == (S.TURNED_AWAY, "R04")
    assert sheet.version == done.value.version
    assert {(c.outcome, c.refusal_code) for c in sheet.comers} == {(Outcome.NOT_REGISTERED, "R04")}
    assert desk.ticks() == 4
    assert done.undo is not None
    done.undo()
    again = desk.sheet(visit)
    assert (again.state, again.refusal_code) == (before.state, None)
    assert {c.outcome for c in again.comers} == {None}
    assert desk.ticks() == held


def test_undo_of_a_refusal_brings_the_outcomes_back(desk: FrontDesk) -> None:
    visit = desk.book(roles=COUPLE)
    desk.advance(visit, S.ARRIVED, S.AT_DESK)
    person = desk.sheet(visit).comers[0].person_id
    desk.centre.reception.set_outcome(
        desk.actor, visit.visit_id, person, Outcome.REGISTERED, key="o"
    )
    done = desk.turn_away(visit, "R16")
    assert done.undo is not None
    done.undo()
    assert [c.outcome for c in desk.sheet(visit).comers] == [Outcome.REGISTERED, None]


@pytest.mark.parametrize("code", ["R99", "", "hotel"])
def test_a_refusal_needs_a_code_of_the_list(desk: FrontDesk, code: str) -> None:
    visit = desk.book()
    with pytest.raises(Invalid) as caught:
        desk.turn_away(visit, code)
    assert caught.value.field == "code"


def test_what_is_over_goes_no_further(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.turn_away(visit, "R04")
    for act in (
        lambda: desk.advance(visit, S.ARRIVED),
        lambda: desk.turn_away(visit, "R03"),
        lambda: desk.no_show(visit),
    ):
        with pytest.raises(Invalid):
            act()


def test_heads_are_counted_and_the_missing_named(desk: FrontDesk) -> None:
    visit = desk.book(roles=FAMILY_OF_FIVE)
    desk.advance(visit, S.ARRIVED)
    count = desk.centre.reception.set_head_count
    done = count(desk.actor, visit.visit_id, 2, 4, key=desk.key())
    assert (done.value.version, done.value.missing, done.value.extra) == (3, 1, 0)
    assert desk.sheet(visit).head_count == 4
    assert count(desk.actor, visit.visit_id, 3, 6, key=desk.key()).value.extra == 1
    with pytest.raises(Stale):
        done.undo()
    with pytest.raises(Invalid):
        count(desk.actor, visit.visit_id, 4, -1, key=desk.key())


def test_the_employers_address_ends_after_three_months(desk: FrontDesk, at: Any) -> None:
    visit = desk.book(address_kind=AddressKind.EMPLOYER, **_sponsor(desk))
    at("2026-11-30 09:00")
    desk.advance(visit, S.ARRIVED, S.AT_DESK)
    done = desk.advance(visit, S.DONE)
    person = desk.sheet(visit).comers[0].person_id
    [(kind, due, who, _note)] = desk.follow_ups()
    assert (kind, str(due), who) == (FollowUpKind.TEMPORARY_ADDRESS, "2027-02-28", person)
    assert done.undo is not None
    done.undo()
    assert desk.follow_ups() == []


def test_a_home_address_ends_never(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED, S.AT_DESK, S.DONE)
    assert desk.follow_ups() == []


def test_who_only_looks_receives_nobody(desk: FrontDesk, monkeypatch: Any) -> None:
    monkeypatch.setattr("expatdesk.services.base.DESK_RIGHTS", frozenset())
    visit_id, now = 1, moment("2026-09-14 09:00")
    with pytest.raises(NotAllowed):
        desk.centre.reception.no_show(desk.actor, visit_id, now, key="k")


def _sponsor(desk: FrontDesk) -> dict[str, object]:
    from expatdesk.services.organisations.types import OrganisationEntry
    from expatdesk.terms import Behalf

    entry = OrganisationEntry(name="Meridiaan Biotech", recognised_sponsor=True)
    employer = desk.centre.organisations.add(desk.actor, entry, key=desk.key()).value
    return {"booker": Behalf.EMPLOYER, "booker_party_id": employer}
