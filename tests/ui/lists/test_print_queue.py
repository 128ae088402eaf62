"""What did not come to paper: why, and again, elsewhere, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from print_server import Cups
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from expatdesk.services.base import new_key
from expatdesk.services.printing import Outcome, PrintOrder, Profile
from expatdesk.terms import JobState, PaperKind
from expatdesk.ui.lists import ListsPage
from expatdesk.ui.lists.unprinted import UnprintedTab
from expatdesk.ui.main import Keeper
from expatdesk.ui.theme import Theme
from expatdesk.workflows.confirmation import letter_of
from expatdesk.workflows.daylist import DayPaper
from expatdesk.workflows.print_papers import print_queue
from expatdesk.workflows.printing import LpSpooler
from tests.ui.audit import cut_texts, cut_titles, doubled_keys, nameless, rich_labels
from tests.ui.room import Household, Room

TODAY = date(2026, 11, 24)
Enter = Callable[..., Room]


def lists(room: Room) -> UnprintedTab:
    page = room.open("lists", tab="unprinted")
    assert isinstance(page, ListsPage)
    assert isinstance(page.tab, UnprintedTab)
    return page.tab


def fail(home: Household, cups: Cups) -> int:
    """The list of the day, which a paused printer did not take."""
    cups.add("Front-Desk", default=True)
    cups.pause("Front-Desk", "no paper")
    order = DayPaper(home.centre, TODAY).order("en")
    return print_queue(home.centre, LpSpooler()).put(home.actor(), order).job_id


def test_why_it_failed_is_said_and_enter_prints_it_again(
    home: Household, enter: Enter, cups: Cups
) -> None:
    fail(home, cups)
    room = enter()
    tab = lists(room)
    assert tab.table.hasFocus()
    seen = room.seen()
    for words in (
        "List of the day 2026-11-24",
        "The printer “Front-Desk” is paused: no paper.",
        "M. Visser",
    ):
        assert words in seen
    assert [text for row in range(1) for text in texts(tab, row)][1:] == [
        "List of the day 2026-11-24",
        "failed",
        "the default printer",
    ]
    room.press(Qt.Key.Key_Return)
    assert tab.count() == 1
    cups.go_on("Front-Desk")
    room.press(Qt.Key.Key_Return)
    assert tab.count() == 0
    assert "List of the day 2026-11-24 is printed." in room.seen()
    assert "Everything is on paper" in room.seen()
    assert "Appointments of the day" in cups.words("Front-Desk")


def texts(tab: UnprintedTab, row: int) -> list[str]:
    model = tab.table.rows_model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_another_printer_is_chosen_from_a_menu_by_keys(
    home: Household, enter: Enter, cups: Cups
) -> None:
    fail(home, cups)
    cups.add("Archive")
    room = enter()
    tab = lists(room)
    room.press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    (menu,) = (one for one in tab.findChildren(QMenu) if one.isVisible())
    assert [one.text() for one in menu.actions()] == ["Front-Desk (paused)", "Archive"]
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    room.settle()
    assert tab.count() == 0
    assert "Appointments of the day" in cups.words("Archive")


def test_it_is_cancelled_and_wanted_after_all(home: Household, enter: Enter, cups: Cups) -> None:
    job = fail(home, cups)
    room = enter()
    tab = lists(room)
    room.press(Qt.Key.Key_Delete)
    assert tab.count() == 0
    assert home.centre.printing.queue.job(job).state is JobState.CANCELLED
    room.undo()
    assert tab.count() == 1


@pytest.mark.parametrize(
    ("state", "word", "hint"),
    [
        (JobState.UNKNOWN, "unclear", "It went silent while this was printed"),
        (None, "waits", "the program ended meanwhile"),
    ],
)
def test_what_may_have_come_out_says_so_before_it_is_printed_twice(
    home: Household, enter: Enter, state: JobState | None, word: str, hint: str
) -> None:
    queue, actor = home.centre.printing.queue, home.actor()
    order = PrintOrder("test_page", PaperKind.LETTERS, "test-letters", language="en")
    job = queue.add(actor, order, Profile("Roll"), key=new_key()).value
    if state is not None:
        queue.record(actor, job, 1, Outcome(state))
    room = enter()
    tab = lists(room)
    assert texts(tab, 0)[2] == word
    assert hint in room.seen()
    assert tab.count() == 1, "nothing is printed by itself"


def test_the_visit_of_a_confirmation_is_opened(home: Household, enter: Enter, cups: Cups) -> None:
    booked = home.book("Giorgi Beridze", TODAY, 13 * 60)
    cups.stop()
    letter = letter_of(booked.visit_id, booked.code, "en")
    print_queue(home.centre, LpSpooler()).put(home.actor(), letter)
    room = enter()
    lists(room)
    assert "The print system does not run." in room.seen()
    room.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert room.elsewhere("agenda").opened == [{"visit": booked.visit_id}]


def test_two_desks_that_go_on_with_it_print_it_once(
    home: Household, enter: Enter, cups: Cups
) -> None:
    job = fail(home, cups)
    room = enter()
    lists(room)
    cups.go_on("Front-Desk")
    # Meanwhile somebody else has printed it.
    print_queue(home.centre, LpSpooler()).again(home.actor(desk="desk1"), job, 1)
    room.press(Qt.Key.Key_Return)
    assert "Somebody else has changed this meanwhile." in room.seen()
    assert cups.asked(1)["job-name"] == "2026-11-24"
    assert not (cups.home / "spool" / "c00002").exists()


def test_the_foot_of_the_window_says_how_many_there_are_and_leads_there(
    home: Household, enter: Enter, cups: Cups, tmp_path: Path
) -> None:
    fail(home, cups)
    room = enter()
    link = room.window.status.printing
    assert not link.isVisible()
    keeper = Keeper(room.desk, tmp_path / "backups")
    keeper.take(room.window)
    room.settle()
    assert link.text() == "1 paper is not printed"
    room.desk.set_language("nl")
    room.desk.set_language("en")
    link.click()
    room.settle()
    assert room.window.current_name == "lists"
    cups.go_on("Front-Desk")
    room.press(Qt.Key.Key_Return)
    assert not link.isVisible()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_its_place(
    home: Household,
    enter: Enter,
    dressed: Theme,
    cups: Cups,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    fail(home, cups)
    queue, actor = home.centre.printing.queue, home.actor()
    order = PrintOrder("confirmation", PaperKind.LETTERS, "7QK-4M2", 1, "en")
    job = queue.add(actor, order, Profile("escpos://till-1:9100/?width=384"), key="k").value
    queue.record(actor, job, 1, Outcome(JobState.UNKNOWN))
    dressed.choose("dark" if theme == "dark" else "light")
    room = enter(size=size)
    room.desk.set_language(language)
    tab = lists(room)
    page = room.window.current_page()
    assert page is not None
    for row in range(2):
        tab.table.selectRow(row)
        room.settle()
        assert nameless(page) == []
        assert cut_texts(page) == []
        assert cut_titles(page) == []
        assert rich_labels(page) == []
        assert tab.table.horizontalScrollBar().maximum() == 0
        assert doubled_keys(room.window) == []
