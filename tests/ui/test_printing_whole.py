"""From the choice of a printer to the paper, in the window and on a real print system."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from print_server import Cups
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from services.till.selling import SINGLE
from services.till.selling import Desk as Selling

from expatdesk.clock import FixedClock
from expatdesk.terms import PrintState, VisitState
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.fields.profiles import ProfileForm
from expatdesk.ui.shell import MainWindow
from expatdesk.ui.till import TillPage
from tests.ui.room import Household, Room
from tests.ui.room_fixtures import dialect, home

__all__ = ["dialect", "home"]

TODAY = date(2026, 11, 24)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(
    home: Household, clock: FixedClock, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> Iterator[Room]:
    """The whole window, all its pages real."""
    desk = Desk(
        home.centre, operations, Preferences(tmp_path / "window.ini"), clock, actor=home.actor()
    )
    window = MainWindow(desk, pages_of(desk))
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Room(window, home)
    assert operations.wait_until_idle()
    window.hide()
    window.deleteLater()


def choose_printer(room: Room, name: str) -> None:
    """Goes to the setting and to the printer by keys alone, and saves."""
    page = room.open("settings", section="printers")
    assert isinstance(page, SettingsPage)
    room.press(Qt.Key.Key_Tab)
    assert room.focused() is page.table
    room.press(Qt.Key.Key_Home)
    card = page.panel.named("profile")
    assert card is not None
    form = card.fields["profile"]
    assert isinstance(form, ProfileForm)
    room.press(Qt.Key.Key_Tab)
    assert room.focused() is form.printer.field
    room.type(name[:2])
    assert form.printer.field.currentText() == name
    room.press(Qt.Key.Key_S, CTRL)


def charge(room: Room, home: Household) -> TillPage:
    """Somebody comes in, and pays by card with one key."""
    booked = home.book("Giorgi Beridze", TODAY, 13 * 60)
    home.advance(booked, VisitState.ARRIVED)
    till = room.open("till", visit=booked.visit_id)
    assert isinstance(till, TillPage)
    room.press(Qt.Key.Key_Return)
    return till


def test_a_receipt_comes_out_of_the_printer_that_was_chosen(
    room: Room, home: Household, cups: Cups
) -> None:
    cups.add("Archive", default=True)
    cups.add("Roll")
    choose_printer(room, "Roll")

    till = charge(room, home)

    assert till.document.title.text() == "Receipt 2026-000001"
    assert till.document.pill.text() == "Printed"
    assert not till.trouble.isVisible()
    (row,) = home.centre.till.receipts(TODAY, TODAY)
    assert row.print_state is PrintState.PRINTED
    (job,) = home.centre.printing.jobs(row.receipt_id)
    assert (job.target, job.job) == ("Roll", "Roll-1")
    words = cups.words("Roll")
    assert "2026-000001" in words
    assert "60.50" in words
    assert not cups.was_used("Archive")


def test_a_slip_comes_out_of_the_printer_of_receipts(
    room: Room, home: Household, cups: Cups
) -> None:
    cups.add("Archive", default=True)
    cups.add("Roll")
    choose_printer(room, "Roll")
    selling = Selling(SimpleNamespace(**vars(home.centre), founded=home.founded), home.actor())
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    till = room.open("till", visit=visit.visit_id)
    assert isinstance(till, TillPage)
    room.press(Qt.Key.Key_Return)
    assert not till.trouble.isVisible()
    assert "S2026-000001" in cups.words("Roll")
    assert not cups.was_used("Archive")


def test_what_the_printer_refuses_is_said_and_comes_out_at_the_next_try(
    room: Room, home: Household, cups: Cups
) -> None:
    cups.add("Roll")
    choose_printer(room, "Roll")
    cups.reject("Roll", "the lid is open")

    till = charge(room, home)

    said = "2026-000001 is issued but not printed yet. "
    assert till.trouble.message.text() == (
        f"{said}The printer “Roll” takes no documents now: the lid is open."
    )
    assert till.document.pill.text() == "Not printed yet"

    for trouble, mended, words in (
        (cups.stop, cups.start, "The print system does not run."),
        (lambda: cups.pause("Roll"), lambda: cups.go_on("Roll"), "The printer “Roll” is paused."),
        (lambda: cups.remove("Roll"), lambda: cups.add("Roll"),
         "There is no printer “Roll” on this computer."),
    ):  # fmt: skip
        cups.accept("Roll")
        trouble()
        till.trouble.action.click()
        room.settle()
        assert till.trouble.message.text() == said + words
        mended()

    till.trouble.action.click()
    room.settle()
    assert not till.trouble.isVisible()
    assert till.document.pill.text() == "Printed"
    words = cups.words("Roll")
    assert "2026-000001" in words
    assert "COPY" not in words


def test_where_there_is_no_printer_the_window_says_so_and_the_document_stands(
    room: Room, home: Household, cups: Cups
) -> None:
    cups.add("Roll", default=True)
    choose_printer(room, "No printer")
    till = charge(room, home)
    assert till.trouble.message.text() == (
        "2026-000001 is issued but not printed yet. The settings say that there is no printer."
    )
    assert not cups.was_used("Roll")
    choose_printer(room, "Roll")
    till = room.open("till")
    assert isinstance(till, TillPage)
    till.home.again.click()
    room.settle()
    assert "2026-000001" in cups.words("Roll")
