"""The power goes in the middle of a charge: the charge is there exactly once, on both engines."""

from __future__ import annotations

import pytest

from expatdesk.clock import FixedClock
from tests.scenarios.house import House, moment
from tests.scenarios.monday import DAY, PIN, Expected, book_the_plan
from tests.ui.till.counter import Printer


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(moment("2026-09-07 10:00"))


@pytest.fixture
def visit(house: House, clock: FixedClock) -> Expected:
    """One person at eleven, to be charged at 11:17."""
    front = house.enter()
    (booked,) = book_the_plan(house, front.centre, [("desk1", "11:00", 1, PIN)]).values()
    front.close()
    clock.set(moment(f"{DAY} 11:17"))
    return booked


def test_what_was_committed_is_found_again_and_not_taken_twice(
    house: House, visit: Expected, printer: Printer
) -> None:
    house.power_cut(f"{DAY} 11:17", visit.code, after_commit=True)
    assert printer.sheets == []

    front = house.enter()
    front.go_to(visit.code)
    front.press("F4")

    (receipt,) = front.receipts(DAY)
    assert f"Receipt {receipt.label}" in front.seen().splitlines()
    assert len(printer.sheets) == 1, "its paper is made up for"
    assert house.laws() == []


def test_what_was_not_committed_is_offered_again_and_taken_once(
    house: House, visit: Expected, printer: Printer
) -> None:
    house.power_cut(f"{DAY} 11:17", visit.code, after_commit=False)

    front = house.enter()
    front.go_to(visit.code)
    front.press("F4")
    assert front.receipts(DAY) == []
    assert "nothing has been taken" in front.seen()

    front.press("Return")
    (receipt,) = front.receipts(DAY)
    assert (receipt.label, receipt.total) == ("2026-000001", 6050)
    assert len(printer.sheets) == 1
    assert house.laws() == []
