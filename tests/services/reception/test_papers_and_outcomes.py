"""Papers per person, outcomes per person, and what they lead to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from services.reception.receiving import COUPLE, FrontDesk

from expatdesk.services.appointments.types import Booked
from expatdesk.services.base import Invalid, NotFound, Stale
from expatdesk.terms import FollowUpKind, Outcome, PaperState, VisitState

S = VisitState


def line(desk: FrontDesk, visit: Booked, name: str, comer: int = 0) -> Any:
    """The paper of this comer (or of all) whose English name begins so."""
    sheet = desk.sheet(visit)
    person = sheet.comers[comer].person_id
    return next(
        p for p in sheet.papers if p.name.en.startswith(name) and p.person_id in (person, None)
    )


def put(desk: FrontDesk, paper: Any, state: PaperState) -> Any:
    reception = desk.centre.reception
    return reception.set_paper(desk.actor, paper.visit_paper_id, state, key=desk.key())


def say(
    desk: FrontDesk, visit: Booked, comer: int, outcome: Outcome | None, code: str | None = None
) -> Any:
    person = desk.sheet(visit).comers[comer].person_id
    return desk.centre.reception.set_outcome(
        desk.actor, visit.visit_id, person, outcome, code, key=desk.key()
    )


def test_a_paper_is_seen_or_missing_and_undo_says_it_was_not(desk: FrontDesk) -> None:
    visit = desk.book()
    done = put(desk, line(desk, visit, "Passport"), PaperState.SEEN)
    assert done.value.suggested is None
    assert line(desk, visit, "Passport").state is PaperState.SEEN
    assert desk.follow_ups() == []
    put(desk, line(desk, visit, "Passport"), PaperState.MISSING)
    with pytest.raises(Stale):
        done.undo()
    assert line(desk, visit, "Passport").state is PaperState.MISSING


def test_a_certificate_that_comes_later_is_followed_up_in_six_weeks(desk: FrontDesk) -> None:
    visit = desk.book()
    paper = line(desk, visit, "Birth certificate")
    done = put(desk, paper, PaperState.LATER)
    assert done.value.suggested is Outcome.REGISTERED_CERTIFICATE_LATER
    assert done.value.person_id == paper.person_id
    [(kind, due, person, note)] = desk.follow_ups()
    assert (kind, due, person) == (FollowUpKind.CERTIFICATE, date(2026, 10, 26), paper.person_id)
    assert note == paper.name.en
    put(desk, line(desk, visit, "Birth certificate"), PaperState.LATER)
    assert len(desk.follow_ups()) == 1
    done.undo()
    assert desk.follow_ups() == []
    assert line(desk, visit, "Birth certificate").state is PaperState.EXPECTED


def test_a_certificate_that_comes_after_all_ends_its_follow_up(desk: FrontDesk) -> None:
    visit = desk.book()
    put(desk, line(desk, visit, "Birth certificate"), PaperState.LATER)
    seen = put(desk, line(desk, visit, "Birth certificate"), PaperState.SEEN)
    assert desk.follow_ups() == []
    seen.undo()
    assert [kind for kind, *_ in desk.follow_ups()] == [FollowUpKind.CERTIFICATE]


def test_the_weeks_are_a_setting(desk: FrontDesk, visser: Any) -> None:
    from expatdesk.services.settings import keys

    desk.centre.settings.set(visser, keys.CERTIFICATE_WEEKS, 2, key=desk.key())
    visit = desk.book()
    put(desk, line(desk, visit, "Birth certificate"), PaperState.LATER)
    assert desk.follow_ups()[0][1] == date(2026, 9, 28)


def test_no_such_paper(desk: FrontDesk) -> None:
    with pytest.raises(NotFound):
        desk.centre.reception.set_paper(desk.actor, 4711, PaperState.SEEN, key="k")


def test_done_is_partly_done_where_one_is_registered_and_one_is_not(desk: FrontDesk) -> None:
    visit = desk.book(roles=COUPLE)
    desk.advance(visit, S.ARRIVED, S.AT_DESK)
    say(desk, visit, 0, Outcome.REGISTERED)
    say(desk, visit, 1, Outcome.NOT_REGISTERED, "R11")
    desk.advance(visit, S.DONE)
    assert desk.sheet(visit).state is S.PARTLY_DONE
    assert desk.sheet(visit).comers[1].refusal_code == "R11"
    done = say(desk, visit, 1, Outcome.REGISTERED_BSN_BY_POST)
    assert desk.sheet(visit).state is S.DONE
    assert done.value == desk.sheet(visit).version
    done.undo()
    assert desk.sheet(visit).state is S.PARTLY_DONE
    desk.step_back(visit, "still here")
    assert desk.sheet(visit).state is S.AT_DESK


def test_an_outcome_needs_the_code_that_belongs_to_it(desk: FrontDesk) -> None:
    visit = desk.book()
    with pytest.raises(Invalid):
        say(desk, visit, 0, Outcome.REGISTERED)
    desk.advance(visit, S.ARRIVED)
    with pytest.raises(Invalid):
        say(desk, visit, 0, Outcome.NOT_REGISTERED)
    with pytest.raises(Invalid):
        say(desk, visit, 0, Outcome.REGISTERED, "R01")
    stranger = desk.person("Somebody Else")
    with pytest.raises(NotFound):
        desk.centre.reception.set_outcome(
            desk.actor, visit.visit_id, stranger, Outcome.REGISTERED, key="k"
        )


def test_ticking_persons_off_does_not_make_the_sheet_old(desk: FrontDesk) -> None:
    visit = desk.book(roles=COUPLE)
    desk.advance(visit, S.ARRIVED, S.AT_DESK)
    version = desk.sheet(visit).version
    assert say(desk, visit, 0, Outcome.REGISTERED).value == version
    put(desk, line(desk, visit, "Passport"), PaperState.SEEN)
    assert desk.sheet(visit).version == version


def test_a_certificate_to_follow_is_followed_up_once(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED, S.AT_DESK)
    done = say(desk, visit, 0, Outcome.REGISTERED_CERTIFICATE_LATER)
    assert [kind for kind, *_ in desk.follow_ups()] == [FollowUpKind.CERTIFICATE]
    done.undo()
    assert desk.follow_ups() == []
    put(desk, line(desk, visit, "Birth certificate"), PaperState.LATER)
    say(desk, visit, 0, Outcome.REGISTERED_CERTIFICATE_LATER)
    assert len(desk.follow_ups()) == 1
