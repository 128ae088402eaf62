"""S10, as far as the desk goes: each name is booked, found, charged, and sorted."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from expatdesk.clock import FixedClock
from expatdesk.names import fold
from expatdesk.terms import Means
from expatdesk.ui.kit import TextField
from expatdesk.ui.people import PeoplePage
from tests.scenarios.front import Front
from tests.scenarios.house import House, moment
from tests.ui.till.counter import Printer

NAMES = Path(__file__).parents[1] / "data" / "names.csv"
BY_GIVEN_NAME = "Мөнхжаргалын Сарантуяа"
"""A Mongolian name: the father's name stands first, people sort by the given name after it."""
TODAY = date(2026, 9, 14)


def rows() -> list[dict[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(moment("2026-09-14 08:50"))


PARTS = {
    "Given names": "given",
    "Prefix": "prefix",
    "Surname": "surname",
    "Name as in the passport": "latin",
}


def book(front: Front, row: dict[str, str]) -> None:
    """The name as it is written, its parts, the passport's form of it, the first free place."""
    front.press("Ctrl+N")
    front.type(row["full"])
    front.press("Ctrl+Return", "Alt+M")
    for label, part in PARTS.items():
        if row[part]:
            front.fill(label, row[part])
    sort_as(front, row)
    front.press("Return")
    front.choose("Municipality", "Leiden")
    front.press("Alt+A", "Alt+N", "Return")
    assert front.name() == "agenda", (row["full"], front.seen())


def sort_as(front: Front, row: dict[str, str]) -> None:
    """Who is sorted by another name than the form supposes, and shows, says so there."""
    front.tab_to("Sorted as")
    field = QApplication.focusWidget()
    assert isinstance(field, TextField)
    supposed = field.placeholderText()
    if fold(supposed)[0] != fold(row["sort_key"])[0]:
        assert row["full"] == BY_GIVEN_NAME, supposed
        front.retype(row["sort_key"])


def typed_ways(row: dict[str, str]) -> tuple[str, str, str]:
    """As it is written; from the passport, backwards and half; with base letters alone."""
    parts = [part[: max(1, len(part) - 1)] for part in row["latin"].split()]
    return row["full"], " ".join(reversed(parts[:4])).upper(), fold(row["full"])


def letters_of(front: Front) -> dict[str, str]:
    """Who stands under which letter of the list of people."""
    front.press("Ctrl+3")
    page = front.window.current_page()
    assert isinstance(page, PeoplePage)
    found, letter = {}, ""
    for line in page.list.table.rows_model.rows():
        letter = line.letter or letter
        found[line.row.full_name] = letter
    return found


@pytest.mark.timeout(300)
def test_each_name_is_booked_found_charged_and_sorted(house: House, printer: Printer) -> None:
    front, names = house.enter(), rows()
    for row in names:
        book(front, row)
        front.press("F4", "F6", "Return", "Esc")
        assert front.button("Receipt").isVisible(), "it has been charged"
        for typed in typed_ways(row):
            assert row["full"] in front.find(typed), (row["full"], typed)
            front.press("Esc")

    expected = {row["full"]: fold(row["sort_key"])[0].upper() for row in names}
    assert letters_of(front) == expected
    receipts = front.receipts(TODAY)
    assert [(r.total, r.means) for r in receipts] == [(6050, (Means.PIN,))] * len(names)
    assert len(printer.sheets) == len(names)
    assert front.notices == []
    assert house.laws() == []
