"""S2 in the window: paid online, turned away twice, registered the third time, and paid once.

The sheet that helps goes with her, and the history says so.
"""

from __future__ import annotations

from datetime import date

from expatdesk.services.appointments.types import VisitSheet
from expatdesk.terms import Means, Outcome, ResidenceClass, VisitState
from expatdesk.workflows.first_sheets import give_first_sheets
from tests.scenarios.front import Front
from tests.scenarios.house import House, moment
from tests.ui.till.counter import Printer, words

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def book_and_pay_online(front: Front) -> None:
    """By telephone: who comes, when, and that it was paid on the web today."""
    front.press("Ctrl+N")
    front.type("Mary-Kate O’Kealy")
    front.press("Ctrl+Return")
    front.type("17-5-1990")
    front.choose("Class", "EU")
    front.press("Return")
    front.choose("Municipality", "Leiden")
    front.choose("Came by", "By phone")
    front.press("Alt+A")
    front.pick_time("Mon 21 Sep, 09:00")
    front.tick("Paid online when booked")
    front.press("Alt+3", "Return")
    assert front.name() == "till", "what was paid online is entered at once"
    assert "Take € 60.50 and print receipt" in front.seen()
    front.press("Return", "Esc")


def book_again(front: Front, day: str) -> None:
    """Enter on the one button that is left, then the first free place from a day on."""
    front.press("Return")
    front.fill("From", day)
    front.press("Return")


def visit_of(front: Front, day: date) -> VisitSheet:
    (visit_id,) = {step.visit_id for step in front.centre.appointments.day(day).steps}
    return front.visit(visit_id)


def turn_away(front: Front, day: date, typed: str) -> VisitSheet:
    """Somebody says a few words of the reason and presses Enter; the visit as it is then."""
    visit_id = visit_of(front, day).visit_id
    front.press("Ctrl+Shift+T")
    front.type(typed)
    assert "Sheet that helps: Renting" in said(front)
    front.press("Return")
    return front.visit(visit_id)


def said(front: Front) -> str:
    """The rows of reasons that are left by what was typed."""
    return "\n".join(button.accessibleName() for button in front.rows())


def hand_out_the_sheet(front: Front, printer: Printer, title: str) -> str:
    """One key prints what helps with the refusal; what is on the paper."""
    before = len(printer.sheets)
    assert "Print sheet" in front.seen()
    front.press("F9")
    (paper,) = printer.sheets[before:]
    assert title in front.seen(), "it stands under what was given"
    return " ".join(words(paper).split())


def test_turned_away_and_back(house: House, printer: Printer) -> None:
    front = house.enter()
    give_first_sheets(front.centre)
    book_and_pay_online(front)
    days = date(2026, 9, 21), date(2026, 9, 24), date(2026, 10, 1)

    house.clock.set(moment("2026-09-21 08:58"))
    front.go_to(visit_of(front, days[0]).code)
    front.press("Return")
    first = turn_away(front, days[0], "hotel")
    assert (first.state, first.refusal_code) == (VisitState.TURNED_AWAY, "R04")
    assert first.comers[0].residence_class is ResidenceClass.EU
    sheet = hand_out_the_sheet(front, printer, "Renting a home v1")
    for part in ("Renting a home", "Made for", "Mary-Kate O’Kealy", "version 1", "1 / 1"):
        assert part in sheet, part
    assert "checked on" not in sheet, "nobody at the centre has checked it yet"
    book_again(front, "24-9-2026")
    assert visit_of(front, days[1]).case_id == first.case_id
    assert visit_of(front, days[1]).money.kind == "paid", "the money stays with her case"

    house.clock.set(moment("2026-09-24 09:02"))
    front.go_to(visit_of(front, days[1]).code)
    front.press("Return", "Return")
    second = turn_away(front, days[1], "R03")
    assert (second.state, second.refusal_code) == (VisitState.TURNED_AWAY, "R03")
    book_again(front, "1-10-2026")

    house.clock.set(moment("2026-10-01 08:55"))
    front.go_to(visit_of(front, days[2]).code)
    front.press("Return", "Return")
    front.click(front.button("Outcome…"))
    front.press("Down", "Return")
    front.press("Return", "Return")
    third = visit_of(front, days[2])
    assert third.state is VisitState.DONE
    assert [comer.outcome for comer in third.comers] == [Outcome.REGISTERED]
    assert third.money.kind == "paid"
    assert [(v.state, v.refusal_code) for v in third.case_visits] == [
        (VisitState.TURNED_AWAY, "R04"),
        (VisitState.TURNED_AWAY, "R03"),
        (VisitState.DONE, None),
    ]

    front.press("Ctrl+H")
    history = front.seen().splitlines()
    assert [line for line in history if line.startswith("Booked:")] == [
        "Booked: 1 Oct 2026, 09:00",
        "Booked: 24 Sep 2026, 09:00",
        "Booked: 21 Sep 2026, 09:00",
    ], "three visits of one case"
    assert [line for line in history if line.startswith("Turned away")] == [
        "Turned away · R03",
        "Turned away · R04",
    ]
    assert [line for line in history if line.startswith("Sheets given")] == [
        "Sheets given: Renting a home v1, EN + NL"
    ]
    front.press("Esc", "F4")
    assert "Nothing is due for this visit." in front.seen()

    front.click(front.button("Receipt 2026-000001"))
    front.press("Return")
    original, _sheet, copy = map(words, printer.sheets)
    assert "COPY" not in original
    assert "COPY" in copy
    for sheet in (original, copy):
        assert "2026-000001" in sheet
        assert "60.50" in sheet
        assert "10.50" in sheet, "VAT"
    (receipt,) = front.receipts(*YEAR)
    assert (receipt.total, receipt.means) == (6050, (Means.ONLINE,))
    assert front.notices == []
    assert house.laws() == []
