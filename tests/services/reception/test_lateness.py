"""Who comes late: kept, swapped with another, or the place is lost."""

from __future__ import annotations

from typing import Any

import pytest
from services.reception.receiving import COUPLE, FrontDesk, moment

from expatdesk.services.appointments.types import Booked
from expatdesk.services.base import Invalid, Stale
from expatdesk.terms import LateAnswer, Outcome, VisitState

S = VisitState


def late(desk: FrontDesk, visit: Booked, answer: LateAnswer, other: Booked | None = None) -> Any:
    return desk.centre.reception.late(
        desk.actor,
        visit.visit_id,
        desk.sheet(visit).version,
        answer,
        None if other is None else other.visit_id,
        key=desk.key(),
    )


def steps(desk: FrontDesk, visit: Booked) -> list[tuple[int, int, int]]:
    return [(s.desk_id, s.starts_at, s.ends_at) for s in desk.sheet(visit).steps]


def test_kept_is_marked_and_undone(desk: FrontDesk) -> None:
    visit = desk.book()
    done = late(desk, visit, LateAnswer.KEPT)
    sheet = desk.sheet(visit)
    assert (sheet.late, sheet.state) == (LateAnswer.KEPT, S.PLANNED)
    assert done.value == sheet.version
    done.undo()
    assert desk.sheet(visit).late is None


def test_lost_is_turned_away_as_too_late(desk: FrontDesk, at: Any) -> None:
    visit = desk.book()
    at("2026-09-14 09:25")
    done = late(desk, visit, LateAnswer.LOST)
    sheet = desk.sheet(visit)
    assert (sheet.state, sheet.refusal_code, sheet.late) == (S.TURNED_AWAY, "R14", LateAnswer.LOST)
    assert [c.outcome for c in sheet.comers] == [Outcome.NOT_REGISTERED]
    done.undo()
    sheet = desk.sheet(visit)
    assert (sheet.state, sheet.refusal_code, sheet.late) == (S.PLANNED, None, None)


def test_two_visits_swap_times_and_desks_and_back(desk: FrontDesk, at: Any) -> None:
    visit, other = desk.book(), desk.book("2026-09-14 09:30", desk="desk2")
    before, after = steps(desk, visit), steps(desk, other)
    held = desk.ticks()
    at("2026-09-14 09:20")
    desk.advance(other, S.ARRIVED)
    done = late(desk, visit, LateAnswer.SWAPPED, other)
    assert (steps(desk, visit), steps(desk, other)) == (after, before)
    assert desk.sheet(visit).starts_at == moment("2026-09-14 09:30")
    assert desk.sheet(other).starts_at == moment("2026-09-14 09:00")
    assert desk.sheet(visit).late is LateAnswer.SWAPPED
    assert desk.sheet(other).late is None
    assert (desk.sheet(visit).version, desk.sheet(other).version) == (2, 3)
    assert desk.ticks() == held
    done.undo()
    assert (steps(desk, visit), steps(desk, other)) == (before, after)
    assert desk.sheet(visit).late is None


def test_a_swap_is_not_undone_once_the_other_is_served(desk: FrontDesk) -> None:
    visit, other = desk.book(), desk.book("2026-09-14 09:30")
    done = late(desk, visit, LateAnswer.SWAPPED, other)
    desk.advance(other, S.ARRIVED)
    with pytest.raises(Stale):
        done.undo()
    assert desk.sheet(visit).starts_at == moment("2026-09-14 09:30")


def test_only_like_swaps_with_like(desk: FrontDesk) -> None:
    visit = desk.book()
    for other in (
        desk.book("2026-09-14 10:00", COUPLE),
        desk.book("2026-09-15 09:00"),
        visit,
        None,
    ):
        with pytest.raises(Invalid) as caught:
            late(desk, visit, LateAnswer.SWAPPED, other)
        assert caught.value.field == "swap_with"
    served = desk.book("2026-09-14 11:00")
    desk.advance(served, S.ARRIVED, S.AT_DESK)
    with pytest.raises(Invalid):
        late(desk, visit, LateAnswer.SWAPPED, served)
    squeezed = desk.book(place=desk.place("2026-09-14 11:30"), squeeze_reason="has a plane")
    with pytest.raises(Invalid):
        late(desk, visit, LateAnswer.SWAPPED, squeezed)


def test_who_is_at_the_desk_is_not_late(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED, S.AT_DESK)
    for answer in LateAnswer:
        with pytest.raises(Invalid):
            late(desk, visit, answer)
