"""Every name can be charged, and none of them harms the paper or the window."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from services.till.selling import FAMILY_OF_FOUR, SINGLE, Desk
from sqlalchemy import update

from expatdesk.documents.plaintext import name_lines
from expatdesk.model.people import Person
from expatdesk.ui.kit import PlainLabel
from tests.ui.till.counter import ENTER, TODAY, Printer, Window, words

TABLE = Path(__file__).parents[2] / "data" / "names.csv"
NAMES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
OVERRIDE = "\u202e"
HARMFUL = (
    f"Ann{OVERRIDE}a 00,52 €",
    "<b>Bo</b> & <img src='x'>",
    "Robert'); DROP TABLE receipt;--",
)


def squeezed(text: str) -> str:
    """Lines break inside names, so spaces and line ends do not count."""
    return "".join(text.split())


def test_every_name_is_charged_and_stands_on_its_receipt(
    window: Window, selling: Desk, printer: Printer
) -> None:
    """Above € 100 the name is on it: in its own script, or as the passport has it."""
    for row in NAMES:
        persons = [selling.person(row["full"]), *(selling.person("Child") for _ in range(3))]
        with selling.store.writing() as tx:
            tx.execute(update(Person).where(Person.id == persons[0]).values(latin=row["latin"]))
        visit = selling.visit(FAMILY_OF_FOUR, day=TODAY, persons=persons)
        till = window.open(visit=visit.visit_id)
        assert row["full"] in till.charge.title.text()
        window.press(ENTER)
        assert till.document.isVisible(), row["full"]
    receipts = selling.centre.till.receipts(TODAY, TODAY)
    assert len(receipts) == len(printer.sheets) == len(NAMES)
    for row, sheet in zip(NAMES, printer.sheets, strict=True):
        printed = squeezed(words(sheet))
        lines = name_lines(row["full"], row["latin"])
        assert all(squeezed(line) in printed for line in lines), row["full"]


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_name_is_shown_as_typed_and_turns_nothing(
    window: Window, selling: Desk, printer: Printer, name: str
) -> None:
    persons = [selling.person(each) for each in (name, "Child", "Child", "Child")]
    visit = selling.visit(FAMILY_OF_FOUR, day=TODAY, persons=persons)
    till = window.open(visit=visit.visit_id)
    labels = [label for label in till.charge.findChildren(PlainLabel) if label.text() == name]
    assert labels
    window.press(ENTER)
    (receipt,) = selling.centre.till.receipts(TODAY, TODAY)
    assert receipt.total == 12101
    printed = words(printer.sheets[0])
    assert OVERRIDE not in printed
    assert "121.01" in printed


def test_a_name_below_100_euros_is_on_the_screen_only(
    window: Window, selling: Desk, printer: Printer
) -> None:
    visit = selling.visit(SINGLE, day=TODAY, persons=[selling.person("Zoë Muller")])
    till = window.open(visit=visit.visit_id)
    assert "Zoë Muller" in till.charge.title.text()
    window.press(ENTER)
    assert "Zoë" not in words(printer.sheets[0])
