"""One receptionist's story by keyboard alone, from the telephone to the last step."""

from __future__ import annotations

from datetime import date

import pytest

from expatdesk.clock import FixedClock
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.terms import FamilyRole, Means, PaperState, VisitState
from tests.scenarios.front import Front
from tests.scenarios.house import House, epoch, moment
from tests.ui.till.counter import Printer, words

TODAY = date(2026, 9, 15)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(moment("2026-09-15 08:50"))


def type_person(front: Front, name: str, born: str) -> None:
    front.type(name)
    front.press("Ctrl+Return")
    front.type(born)
    front.choose("Class", "non-EU")
    front.press("Return")


def book_the_family(front: Front) -> None:
    """On the telephone: three people, a time of today by the arrow keys, Enter."""
    front.press("Ctrl+N")
    type_person(front, "Chidi Okonkwo", "2-1-1988")
    type_person(front, "Ngozi Okonkwo-de Vries", "17-5-1990")
    type_person(front, "Ada Okonkwo", "2019")
    front.choose("Municipality", "Leiden")
    front.choose("Came by", "By phone")
    front.press("Alt+A", "Alt+3", "Down", "Down", "Right", "Space")
    assert "fee € 105.88" in front.seen()
    front.press("Return")
    assert front.name() == "agenda"


def the_visit(front: Front) -> VisitSheet:
    (visit_id,) = {step.visit_id for step in front.centre.appointments.day(TODAY).steps}
    return front.visit(visit_id)


def receive(front: Front) -> None:
    """From the opening screen: they are here, two papers are seen, they are called."""
    front.press("Ctrl+1", "Alt+N", "Return")
    assert front.name() == "agenda"
    front.press("Return")
    assert the_visit(front).state is VisitState.ARRIVED
    front.tab_until(lambda said: said.startswith("Passport"))
    front.press("Space", "Down", "Space")
    front.press("Return")
    assert the_visit(front).state is VisitState.AT_DESK


def charge(front: Front) -> None:
    """Above a hundred euros the receipt is a full invoice: it asks for the address."""
    front.press("F4", "F6", "Return")
    assert "✗ Enter the address for the invoice." in front.seen()
    assert front.label() == "Street and number", "the keyboard is where something is missing"
    front.type("Hooigracht 12")
    front.fill("Postcode and town", "2312 KS Leiden")
    front.press("Return")
    assert "Receipt 2026-000001" in front.seen()
    front.press("Esc")
    assert front.name() == "agenda"


def test_a_family_from_the_telephone_to_the_door(house: House, printer: Printer) -> None:
    front = house.enter()
    book_the_family(front)
    visit = the_visit(front)
    assert visit.starts_at == epoch(f"{TODAY} 10:45")
    assert [comer.role for comer in visit.comers] == [
        FamilyRole.FIRST,
        FamilyRole.PARTNER,
        FamilyRole.CHILD,
    ]

    house.clock.set(moment("2026-09-15 10:41"))
    receive(front)
    house.clock.set(moment("2026-09-15 11:20"))
    charge(front)
    front.press("Return")
    house.clock.set(moment("2026-09-15 12:05"))
    front.press("Return")

    visit = the_visit(front)
    assert (visit.state, visit.money.kind) == (VisitState.DONE, "paid")
    assert sum(paper.state is PaperState.SEEN for paper in visit.papers) == 2
    (receipt,) = front.receipts(TODAY)
    assert (receipt.total, receipt.means) == (10_588, (Means.PIN,))
    (sheet,) = map(words, printer.sheets)
    for said in ("Chidi Okonkwo", "Hooigracht 12", "2312 KS Leiden", "105.88", "18.38"):
        assert said in sheet, said
    assert front.notices == []
    assert house.laws() == []


def test_who_is_not_found_by_the_search_is_begun_from_there(house: House) -> None:
    front = house.enter()
    assert front.find("Yuki Tanaka") == []
    front.press("Ctrl+Return")
    assert front.name() == "booking"
    assert front.label() == "Born", "the name is there already"
    front.type("1994")
    front.press("Return")
    (chip,) = front.chips()
    assert chip.startswith("Yuki Tanaka · first person")
