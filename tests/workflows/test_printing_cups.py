"""Printing on a real print system: what comes out, and what is said where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from papers import COUPLE_WITH_TWO
from print_server import Cups

from expatdesk.documents.parts import Layout
from expatdesk.documents.receipt import render_receipt
from expatdesk.services.printing import PrintOptions
from expatdesk.terms import PrintState, Sides
from expatdesk.workflows.printing import (
    Abilities,
    LpSpooler,
    NoPrinter,
    NotPrinted,
    Printer,
    PrinterHangs,
    PrinterRefused,
    PrinterState,
    Tray,
)

NUMBER = COUPLE_WITH_TWO.label


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_receipt(COUPLE_WITH_TWO)


def submit(pdf: bytes, printer: str = "") -> str:
    spooled = LpSpooler().submit(pdf, NUMBER, printer)
    assert spooled.state is PrintState.PRINTED
    assert spooled.job.startswith(f"{spooled.target}-")
    return spooled.target


def refusal(pdf: bytes, printer: str = "") -> NotPrinted:
    with pytest.raises(NotPrinted) as refused:
        LpSpooler().submit(pdf, NUMBER, printer)
    return refused.value


def test_a_receipt_comes_out_and_can_be_read(cups: Cups, pdf: bytes) -> None:
    cups.add("Roll")
    assert submit(pdf, "Roll") == "Roll"
    words = cups.words("Roll")
    assert NUMBER in words
    assert "121.01" in words


def test_a_receipt_of_the_roll_comes_out_too(cups: Cups) -> None:
    cups.add("Roll")
    submit(render_receipt(replace(COUPLE_WITH_TWO, layout=Layout.ROLL)), "Roll")
    assert NUMBER in cups.words("Roll")


def test_without_a_name_the_default_printer_prints(cups: Cups, pdf: bytes) -> None:
    cups.add("Archive")
    cups.add("Büro", default=True)
    assert submit(pdf) == "Büro"
    assert NUMBER in cups.words("Büro")
    assert not cups.was_used("Archive")


def test_copies_sides_and_tray_reach_the_printer(cups: Cups, pdf: bytes) -> None:
    cups.add("Roll")
    options = PrintOptions(tray="Lower", copies=3, sides=Sides.SHORT_EDGE)
    LpSpooler().submit(pdf, NUMBER, "Roll", options)
    asked = cups.asked(1)
    assert (asked["copies"], asked["sides"]) == (3, "two-sided-short-edge")
    assert (asked["media-source"], asked["InputSlot"]) == ("Lower", "Lower")
    assert asked["job-name"] == NUMBER

    LpSpooler().submit(pdf, NUMBER, "Roll")
    asked = cups.asked(2)
    assert (asked["copies"], asked["sides"]) == (1, "one-sided")
    assert "InputSlot" not in asked


@pytest.mark.parametrize(
    "tray",
    [
        "Lower copies=9 sides=two-sided-long-edge",
        "a'b copies=9",
        'a"b copies=9',
        "\\",
        "{a copies=9",
        "Lower,Upper",
        "x\\' copies=9",
    ],
)
def test_a_tray_asks_for_nothing_else(cups: Cups, pdf: bytes, tray: str) -> None:
    cups.add("Roll")
    LpSpooler().submit(pdf, NUMBER, "Roll", PrintOptions(tray=tray))
    asked = cups.asked(1)
    assert (asked["copies"], asked["sides"], asked["job-name"]) == (1, "one-sided", NUMBER)
    # What begins with a brace is taken apart by CUPS itself, and is no tray either.
    assert asked["InputSlot"] == tray or tray.startswith("{")


def test_what_can_be_chosen_at_a_printer_is_known(cups: Cups) -> None:
    cups.add("Roll", default=True)
    for name in ("Roll", ""):
        assert LpSpooler().abilities(name) == Abilities(
            (Tray("Upper"), Tray("Lower")), two_sided=True
        )
    assert LpSpooler().abilities("Front-Desk") == Abilities()


def test_all_printers_are_listed_with_what_they_do(cups: Cups) -> None:
    for name in ("Archive", "Broken", "Roll", "Stopped"):
        cups.add(name, default=name == "Roll")
    cups.reject("Broken")
    cups.pause("Stopped")
    assert LpSpooler().printers() == [
        Printer("Roll", is_default=True),
        Printer("Archive", is_default=False),
        Printer("Broken", is_default=False, state=PrinterState.REJECTING),
        Printer("Stopped", is_default=False, state=PrinterState.PAUSED),
    ]


def test_a_print_system_without_printers_has_none(cups: Cups, pdf: bytes) -> None:
    assert LpSpooler().printers() == []
    none = refusal(pdf)
    assert isinstance(none, NoPrinter)
    assert none.message() == "No printer is set up on this computer."


def test_printers_of_which_none_is_the_default(cups: Cups, pdf: bytes) -> None:
    cups.add("Roll")
    none = refusal(pdf)
    assert isinstance(none, NoPrinter)
    assert none.message() == ("No printer of this computer is its default. Choose one in Settings.")


def test_a_printer_that_is_not_there_is_named(cups: Cups, pdf: bytes) -> None:
    cups.add("Roll", default=True)
    refused = refusal(pdf, "Front-Desk")
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == "There is no printer “Front-Desk” on this computer."
    assert refused.problem == "lp: Error - The printer or class does not exist."


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "The printer “Roll” takes no documents now."),
        ("the lid is open", "The printer “Roll” takes no documents now: the lid is open."),
    ],
)
@pytest.mark.parametrize("named", ["Roll", ""])
def test_a_printer_that_takes_nothing_says_so_and_prints_again_later(
    cups: Cups, pdf: bytes, reason: str, said: str, named: str
) -> None:
    cups.add("Roll", default=True)
    cups.reject("Roll", reason)
    refused = refusal(pdf, named)
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == said
    assert "not accepting" in refused.problem
    cups.accept("Roll")
    submit(pdf, named)
    assert NUMBER in cups.words("Roll")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "The printer “Roll” is paused."),
        ("no paper", "The printer “Roll” is paused: no paper."),
    ],
)
@pytest.mark.parametrize("named", ["Roll", ""])
def test_nothing_is_left_waiting_at_a_paused_printer(
    cups: Cups, pdf: bytes, reason: str, said: str, named: str
) -> None:
    cups.add("Roll", default=True)
    cups.pause("Roll", reason)
    refused = refusal(pdf, named)
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == said
    assert cups.waiting() == []
    cups.go_on("Roll")
    submit(pdf, named)
    assert NUMBER in cups.words("Roll")


@pytest.mark.parametrize("named", ["Roll", ""])
def test_a_server_that_is_down_is_told_from_a_printer_that_is_not_there(
    cups: Cups, pdf: bytes, named: str
) -> None:
    cups.add("Roll", default=True)
    cups.stop()
    refused = refusal(pdf, named)
    assert isinstance(refused, NoPrinter)
    assert refused.message() == "The print system does not run."
    cups.start()
    submit(pdf, named)
    assert NUMBER in cups.words("Roll")


def test_the_list_says_that_the_server_is_down(cups: Cups) -> None:
    cups.add("Roll")
    cups.stop()
    with pytest.raises(NoPrinter) as down:
        LpSpooler().printers()
    assert down.value.message() == "The print system does not run."


@pytest.mark.parametrize(
    "asked", [lambda spooler, _pdf: spooler.printers(), lambda s, pdf: s.submit(pdf, "a", "Roll")]
)
def test_a_server_that_hangs_is_not_waited_for(
    cups: Cups, pdf: bytes, asked: Callable[[LpSpooler, bytes], object]
) -> None:
    cups.add("Roll", default=True)
    cups.freeze()
    with pytest.raises(PrinterHangs) as hangs:
        asked(LpSpooler(seconds=0.2, looking_seconds=0.2), pdf)
    assert hangs.value.message() == "The print system does not answer."
