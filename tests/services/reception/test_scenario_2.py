"""S2: a single EU citizen who paid online is turned away twice and registered the third time."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.reception.receiving import FrontDesk

from expatdesk.services.appointments.types import Booked
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import Means, Outcome, ResidenceClass, Source, VisitState

S = VisitState


def money(desk: FrontDesk, visit: Booked) -> tuple[str, int]:
    state = desk.sheet(visit).money
    return state.kind, state.due


def rebooked(desk: FrontDesk, visit: Booked, when: str) -> Booked:
    place = desk.place(when)
    return desk.centre.reception.rebook(desk.actor, visit.visit_id, place, key=desk.key()).value


def test_turned_away_and_back(desk: FrontDesk, at: Any) -> None:
    person = desk.person("Mary-Kate O’Kealy", residence_class=ResidenceClass.EU)
    first = desk.book("2026-09-21 09:00", persons=[person])
    assert money(desk, first) == ("due", 6050)
    paid = desk.centre.till.charge(
        desk.actor,
        ChargeRequest(first.visit_id, (Tender(Means.ONLINE, 6050, paid_on=date(2026, 9, 14)),)),
        key=desk.key(),
    ).value

    at("2026-09-21 08:58")
    desk.advance(first, S.ARRIVED)
    assert desk.turn_away(first, "R04").value.sheet == "renting"
    second = rebooked(desk, first, "2026-09-24 09:00")
    assert money(desk, second) == ("paid", 0)

    at("2026-09-24 09:03")
    desk.advance(second, S.ARRIVED, S.AT_DESK)
    assert desk.turn_away(second, "R03").value.sheet == "renting"
    third = rebooked(desk, second, "2026-10-01 09:00")

    at("2026-10-01 08:55")
    desk.advance(third, S.ARRIVED, S.AT_DESK)
    desk.centre.reception.set_outcome(
        desk.actor, third.visit_id, person, Outcome.REGISTERED, key=desk.key()
    )
    desk.advance(third, S.AT_HELPDESK, S.DONE)
    assert money(desk, third) == ("paid", 0)
    due = desk.centre.till.sheet(third.visit_id)
    assert due.lines == ()

    sheet = desk.sheet(third)
    assert (sheet.state, sheet.source) == (S.DONE, Source.DESK)
    assert [(v.state, v.refusal_code) for v in sheet.case_visits] == [
        (S.TURNED_AWAY, "R04"),
        (S.TURNED_AWAY, "R03"),
        (S.DONE, None),
    ]
    history = desk.centre.appointments.history("case", sheet.case_id)
    turned = [line.details["code"] for line in history if line.action == "turned_away"]
    assert turned == ["R04", "R03"]
    assert sum(line.action == "booked" for line in history) == 3
    assert {line.staff for line in history} == {"S. Jansen"}
    [receipt] = desk.centre.till.receipts(date(2026, 1, 1), date(2026, 12, 31))
    assert receipt.receipt_id == paid.receipt_id
