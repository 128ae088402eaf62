"""The list of the day, from the agenda onto paper."""

from __future__ import annotations

from papers import text_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from expatdesk.services.base import new_key
from expatdesk.services.printing import PLAIN, PrintOptions
from expatdesk.terms import VisitState
from expatdesk.workflows.daylist import DayPaper
from expatdesk.workflows.printing import FileSpooler, NoPrinter, Spooled
from tests.ui.agenda.times import DAY

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
LOOK = CTRL | Qt.KeyboardModifier.ShiftModifier


class Broken(FileSpooler):
    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        raise NoPrinter("There is no printer.")


def test_ctrl_p_prints_the_list_at_once(window, full_day, cups) -> None:
    cups.add("Front-Desk", default=True)
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_P, CTRL)
    assert page.inspector.panel is None
    assert window.window.notice_bar.message.text() == "Sent to the printer Front-Desk."
    assert "Nguyễn Thị Ánh" in cups.words("Front-Desk")


def test_what_the_printer_does_not_take_is_said_with_the_ways_on(window, full_day, cups) -> None:
    cups.add("Front-Desk", default=True)
    cups.add("Archive")
    cups.pause("Front-Desk", "no paper")
    window.open(day=DAY)
    window.press(Qt.Key.Key_P, CTRL)
    bar = window.window.notice_bar
    said = (
        "List of the day 2026-11-24 is not printed. The printer “Front-Desk” is paused: no paper."
    )
    assert bar.message.text() == said
    assert (bar.action.text(), bar.other.text()) == ("Print again", "Other printer…")
    window.click(bar.action)
    assert bar.message.text() == said
    window.click(bar.other)
    (menu,) = (m for m in window.window.findChildren(QMenu) if m.isVisible())
    assert [one.text() for one in menu.actions()] == [
        "Front-Desk (paused)",
        "Archive",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, ENTER)
    window.settle()
    assert bar.message.text() == "Sent to the printer Archive."
    assert "Nguyễn Thị Ánh" in cups.words("Archive")
    assert not cups.was_used("Front-Desk")


def test_the_confirmation_of_the_visit_is_printed_at_once(window, full_day, cups) -> None:
    cups.add("Front-Desk", default=True)
    window.open(day=DAY, visit=full_day.visits["K. Wiśniewska"])
    window.press(Qt.Key.Key_F9, Qt.KeyboardModifier.AltModifier)
    assert "Wiśniewska" in cups.words("Front-Desk")


def test_the_list_is_looked_at_and_enter_prints_it(window, full_day, tmp_path) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_P, LOOK)
    panel = page.inspector.panel
    assert panel.preview.page_count() >= 1, "it is seen before it is printed"
    panel.spooler = FileSpooler(tmp_path)

    window.press(ENTER)

    (file,) = tmp_path.glob("*.pdf")
    text = text_of(file.read_bytes())
    assert "Nguyễn Thị Ánh" in text
    assert "Helpdesk talk" in text
    assert page.inspector.panel is None


def test_the_button_prints_in_the_other_language_too(window, full_day, tmp_path) -> None:
    page = window.open(day=DAY)
    window.click(page.header.paper)
    panel = page.inspector.panel
    panel.language.choose("nl")
    panel.save_pdf(str(tmp_path / "lijst.pdf"))
    window.settle()
    text = text_of((tmp_path / "lijst.pdf").read_bytes())
    assert "Afspraken van de dag" in text
    assert "Vrijgesteld" in text or "Betaald" in text, "no word of a column is broken"
    assert "Werkgever" in text


def test_no_printer_is_said_and_the_list_can_still_be_saved(window, full_day, tmp_path) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_P, LOOK)
    panel = page.inspector.panel
    panel.spooler = Broken(tmp_path)
    window.press(ENTER)
    assert page.inspector.panel is panel
    assert panel.error.text() == "There is no printer."
    assert (panel.print.text(), panel.other.isVisible()) == ("Print again", True)

    # Tried again it is the same paper of the queue; in another language it is another one.
    queue = page.desk.services.printing.queue
    window.press(ENTER)
    (waiting,) = queue.open_jobs()
    assert waiting.tries == 2
    panel.language.choose("nl")
    panel.language.chosen.emit("nl")
    window.settle()
    panel.spooler = FileSpooler(tmp_path)
    window.press(ENTER)
    assert queue.open_jobs() == []
    (file,) = tmp_path.glob("*.pdf")
    assert "Afspraken van de dag" in text_of(file.read_bytes())


def test_hidden_names_are_not_shown_on_the_preview(window, full_day) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_F12)
    window.press(Qt.Key.Key_P, LOOK)
    assert page.inspector.panel.preview.page_count() == 0


def test_a_visit_at_two_desks_is_counted_once_and_who_is_off_is_left_out(centre, actor) -> None:
    kept = centre.book(actor, [("Ada", ""), ("Ben", "")], "13:00", "desk1")
    off = centre.book(actor, [("Carla Off", "")], "14:00", "desk1")
    centre.appointments.cancel(
        actor, off.visit_id, 1, VisitState.CANCELLED_BY_VISITOR, "Ill", key=new_key()
    )
    text = text_of(DayPaper(centre, DAY).pdf("en"))
    assert "1 appointment · 2 persons" in text
    assert "Carla" not in text
    assert text.count(centre.appointments.visit(kept.visit_id).code) == 2
