"""The sheets of a visit in the inspector: offered, chosen, printed by one key, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from expatdesk.services.base import new_key
from expatdesk.storage.changes import Changes
from expatdesk.terms import GivenWay, VisitState
from expatdesk.ui.agenda.inspector.pack_panel import PackPanel
from expatdesk.ui.agenda.inspector.paper import PaperPanel
from expatdesk.ui.handing import Handing
from expatdesk.workflows.printing import FileSpooler
from tests.papers import text_of
from tests.ui import audit
from tests.ui.agenda.times import DAY
from tests.ui.till.counter import Printer, words
from tests.workflows.libraries import give_sheets, publish

F9, ENTER, SPACE = Qt.Key.Key_F9, Qt.Key.Key_Return, Qt.Key.Key_Space
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shelf(centre):
    return give_sheets(centre)


@pytest.fixture
def printer(tmp_path: Path, monkeypatch) -> Printer:
    made = Printer(tmp_path)
    monkeypatch.setenv("PATH", made.path)
    return made


@pytest.fixture
def here(centre, actor, arjun, shelf):
    """Arjun has arrived."""
    centre.bring(actor, arjun.visit_id, (VisitState.ARRIVED, "09:55"))
    return arjun


def given(centre, booked) -> list[tuple[str, int, tuple[str, ...]]]:
    lines = centre.sheets.given(booked.visit_id)
    return [(line.code, line.number, line.languages) for line in lines]


def turn_away(centre, actor, booked, code: str) -> None:
    visit = centre.appointments.visit(booked.visit_id)
    centre.reception.turn_away(actor, visit.visit_id, visit.version, code, key=new_key())


def test_before_the_visit_the_key_gives_the_confirmation(window, arjun, shelf) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    assert page.inspector.foot_bar.paper.text() == "Confirmation"
    window.press(F9)
    assert isinstance(page.inspector.panel, PaperPanel)


def test_from_arrival_on_one_key_prints_the_pack(window, centre, here, printer) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    card = page.inspector.pack
    assert page.inspector.foot_bar.paper.text() == "Print sheet"
    assert card.title.text() == "Information pack · EN + NL"
    assert card.sheets.text() == "Your BSN"

    window.press(F9)

    (pdf,) = printer.sheets
    text = " ".join(words(pdf).split())
    for part in ("Your BSN", "Uw BSN", "Arjun Sharma", "Tuesday 24 November 2026"):
        assert part in text, part
    assert given(centre, here) == [("bsn", 1, ("en", "nl"))]
    assert page.inspector.panel is None, "the everyday case asks nothing"


def test_the_button_says_how_many_come_out(window, centre, actor, shelf) -> None:
    family = centre.book(actor, [("Anna", ""), ("Bea", ""), ("Cas", "")], "13:00", "desk1")
    centre.bring(actor, family.visit_id, (VisitState.ARRIVED, "12:55"))
    page = window.open(day=DAY, visit=family.visit_id)
    assert page.inspector.foot_bar.paper.text() == "Print pack (2)"
    assert page.inspector.pack.sheets.text() == "Your BSN · Schools"


def test_what_was_given_is_said_and_offered_again_only_as_that(
    window, centre, here, printer
) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9)
    assert "All that is offered was given." in audit.readable(page)
    assert "Your BSN v1" in audit.readable(page)
    assert page.inspector.foot_bar.paper.text() == "Print again (1)"

    window.press(F9)

    assert len(printer.sheets) == 2
    assert given(centre, here) == [("bsn", 1, ("en", "nl"))] * 2


def test_after_printing_the_notice_prints_again(window, centre, here, printer) -> None:
    window.open(day=DAY, visit=here.visit_id)
    window.press(F9)
    bar = window.window.notice_bar
    assert "1 sheet sent to the printer" in bar.message.text()
    window.click(bar.action)
    assert len(printer.sheets) == 2


def test_a_pack_that_does_not_come_out_is_not_given_and_printed_again_it_is(
    window, centre, here, printer
) -> None:
    printer.refuse()
    window.open(day=DAY, visit=here.visit_id)
    window.press(F9)
    bar = window.window.notice_bar
    assert "is not printed" in bar.message.text()
    assert given(centre, here) == []

    printer.accept()
    assert bar.action.text() == "Print again"
    window.click(bar.action)

    assert given(centre, here) == [("bsn", 1, ("en", "nl"))]
    assert "Your BSN v1" in audit.readable(window.page), "the inspector knows at once"


def test_the_key_pressed_again_tries_the_same_pack_and_leaves_no_other_behind(
    window, centre, here, printer
) -> None:
    printer.refuse()
    window.open(day=DAY, visit=here.visit_id)
    window.press(F9)
    printer.accept()
    window.press(F9)
    assert len(printer.sheets) == 1
    assert centre.printing.queue.open_jobs() == [], "nothing waits to be printed"
    window.press(F9)
    assert len(printer.sheets) == 2, "once more, as another paper"


def test_who_is_turned_away_gets_the_sheet_that_helps_and_nothing_else(
    window, centre, actor, here, printer
) -> None:
    turn_away(centre, actor, here, "R04")
    page = window.open(day=DAY, visit=here.visit_id)
    card = page.inspector.pack
    assert "Helps with R04 Address is a hotel" in card.helps.text()
    assert card.sheets.text() == "Renting a home"
    assert page.inspector.foot_bar.paper.text() == "Print sheet"

    window.press(F9)

    assert given(centre, here) == [("renting", 1, ("en", "nl"))]
    assert not card.helps.isVisible(), "it went with the visitor"


def test_sheets_are_left_out_and_added_by_keys(window, centre, here, tmp_path) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    panel = page.inspector.panel
    assert isinstance(panel, PackPanel)
    panel.spooler = FileSpooler(tmp_path)
    assert [tick.text() for tick in panel.ticks()] == ["Your BSN"]

    window.press(SPACE)  # leaves it out
    assert not panel.print.isEnabled(), "nothing would come out"
    panel.search.setFocus()
    window.type("huren")  # by its Dutch title
    window.press(ENTER)
    assert [tick.text() for tick in panel.ticks()] == ["Your BSN", "Renting a home"]
    assert page.inspector.foot_bar.paper.text() == "Print sheet"

    panel.preview.pane.setFocus()
    window.press(ENTER)

    assert given(centre, here) == [("renting", 1, ("en", "nl"))]
    assert page.inspector.panel is None
    (file,) = tmp_path.glob("*.pdf")
    assert file.stem == here.code, "no name in a file's name"


def test_tab_goes_down_the_panel_and_does_not_leave_it_on_the_way(window, here) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    panel = page.inspector.panel
    window.press(Qt.Key.Key_Tab)
    window.type("huren")
    window.press(ENTER)  # makes the sheets above it anew
    panel.ticks()[0].setFocus()
    for part in (panel.ticks()[1], panel.search, panel.language, panel.print, panel.look):
        window.press(Qt.Key.Key_Tab)
        assert part.hasFocus(), part


def test_the_pack_in_one_language(window, centre, here, printer) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    panel = page.inspector.panel
    panel.language.setFocus()
    window.press(Qt.Key.Key_Right, times=2)
    assert panel.chosen() == "nl"
    window.press(Qt.Key.Key_Escape)
    assert page.inspector.pack.title.text() == "Information pack · NL", "it is remembered"

    window.press(F9)

    assert given(centre, here) == [("bsn", 1, ("nl",))]
    assert "Your BSN" not in words(printer.sheets[0])


def test_a_pack_saved_as_a_file_counts_as_given(window, centre, here, tmp_path) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    file = tmp_path / "pack.pdf"
    page.inspector.panel.save_pdf(str(file))
    window.settle()
    assert "Arjun Sharma" in text_of(file.read_bytes())
    (line,) = centre.sheets.given(here.visit_id)
    assert line.way is GivenWay.FILED
    assert page.inspector.panel is None


def test_the_history_says_what_was_given(window, centre, here, printer) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9)
    window.press(Qt.Key.Key_H, CTRL)
    assert "Sheets given: Your BSN v1, EN + NL" in audit.readable(page)


def test_the_confirmation_is_still_there_after_arrival(window, here) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, CTRL)
    assert isinstance(page.inspector.panel, PaperPanel)


def test_a_centre_without_sheets_offers_none(window, centre, actor, arjun) -> None:
    centre.bring(actor, arjun.visit_id, (VisitState.ARRIVED, "09:55"))
    page = window.open(day=DAY, visit=arjun.visit_id)
    assert not page.inspector.pack.isVisible()
    assert page.inspector.foot_bar.paper.text() == "Confirmation"


def test_a_newer_version_is_offered_beside_the_one_that_was_given(
    window, centre, actor, here, shelf, printer
) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9)
    publish(centre, actor, shelf["bsn"], "# Your BSN\n\nNew.\n")
    page = window.open(day=DAY, visit=here.visit_id)
    assert page.inspector.foot_bar.paper.text() == "Print sheet"
    assert "Your BSN v1" in audit.readable(page)


def test_what_is_ticked_for_one_visit_is_not_ticked_for_the_next(
    window, centre, actor, here
) -> None:
    other = centre.book(actor, [("Bea", "")], "13:00", "desk1")
    centre.bring(actor, other.visit_id, (VisitState.ARRIVED, "12:55"))
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    window.press(SPACE)
    window.press(Qt.Key.Key_Escape)
    assert page.inspector.foot_bar.paper.text() == "Sheets…"
    page = window.open(day=DAY, visit=other.visit_id)
    assert page.inspector.foot_bar.paper.text() == "Print sheet"


def test_the_printer_is_the_one_for_sheets(window, centre, here, tmp_path) -> None:
    from expatdesk.services.settings.profiles import PROFILES
    from expatdesk.terms import PaperKind
    from tests.ui.one_room import manager_of

    asked = []

    class Noting(FileSpooler):
        def submit(self, pdf, title, printer="", options=None):
            asked.append(printer)
            return super().submit(pdf, title)

    sheets = PROFILES[PaperKind.SHEETS].printer
    centre.settings.set(manager_of(centre), sheets, "Upstairs", key=new_key())
    page = window.open(day=DAY, visit=here.visit_id)
    flow = page.flows.packs
    flow.handing = Handing(window.window.desk, page, spool=lambda: Noting(tmp_path))
    window.press(F9)
    assert asked == ["Upstairs"]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_the_panel_names_everything_and_cuts_no_word(
    window, centre, actor, shelf, language: str, size: tuple[int, int]
) -> None:
    family = centre.book(actor, [("Anna", ""), ("Bea", ""), ("Cas", "")], "13:00", "desk1")
    centre.bring(actor, family.visit_id, (VisitState.ARRIVED, "12:55"))
    window.window.resize(*size)
    window.window.desk.set_language(language)
    page = window.open(day=DAY, visit=family.visit_id)
    assert audit.nameless(page) == []
    assert audit.cut_texts(page.inspector) == []
    window.press(F9, SHIFT)
    assert audit.nameless(page) == []
    assert audit.cut_texts(page.inspector) == []
    # The paper takes the keys of its size while it has the keyboard, else the day has them.
    assert set(audit.doubled_keys(window.window)) <= {"Ctrl++", "Ctrl+-", "F11"}


def test_no_name_is_seen_while_names_are_hidden(window, here) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    assert page.inspector.panel.preview.page_count() == 1
    window.press(Qt.Key.Key_F12)
    assert page.inspector.panel.preview.page_count() == 0
    assert "Arjun" not in audit.readable(page)


def test_what_was_left_out_is_not_what_the_next_press_prints(
    window, centre, actor, shelf, printer
) -> None:
    family = centre.book(actor, [("Anna", ""), ("Bea", ""), ("Cas", "")], "13:00", "desk1")
    centre.bring(actor, family.visit_id, (VisitState.ARRIVED, "12:55"))
    page = window.open(day=DAY, visit=family.visit_id)
    window.press(F9, SHIFT)
    window.press(SPACE)
    window.press(Qt.Key.Key_Escape)
    window.press(F9)
    assert given(centre, family) == [("schools", 1, ("en",))]
    assert page.inspector.foot_bar.paper.text() == "Print again (1)"

    window.press(F9)

    assert given(centre, family) == [("schools", 1, ("en",))] * 2


def test_pressed_twice_while_other_desks_work_it_is_printed_once(
    window, centre, here, printer
) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    page.flows.packs.print()
    page.desk.spread(Changes.of("visits", here.visit_id))
    page.flows.packs.print()
    window.settle()
    assert len(printer.sheets) == 1


def test_one_key_shows_the_pack_large_and_f12_hides_more_than_that(window, here) -> None:
    page = window.open(day=DAY, visit=here.visit_id)
    window.press(F9, SHIFT)
    panel = page.inspector.panel
    window.press(Qt.Key.Key_F11)
    large = panel.preview._large
    assert large is not None

    QTest.keyClick(large, Qt.Key.Key_F12)
    window.settle()

    assert panel.preview._large is None
    assert page.desk.names_hidden, "not the paper alone: the names under it too"
    assert panel.preview.page_count() == 0
