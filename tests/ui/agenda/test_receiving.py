"""At the desk: from the arrival to the last outcome, with the keys of a person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from expatdesk.services.base import new_key
from expatdesk.services.printing import PLAIN, PrintOptions
from expatdesk.storage.changes import Changes
from expatdesk.terms import (
    LateAnswer,
    Outcome,
    PaperState,
    VisitState,
)
from expatdesk.ui.kit import LinkButton, PlainLabel
from expatdesk.workflows.printing import FileSpooler, NoPrinter, Spooled
from tests.ui.agenda.times import DAY, at

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_visit_is_received_with_enter_alone(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    reached = []

    for _ in range(4):
        window.press(ENTER)
        reached.append(centre.state(arjun.visit_id))
        centre.clock.advance(timedelta(minutes=5))

    assert reached == [
        VisitState.ARRIVED,
        VisitState.AT_DESK,
        VisitState.AT_HELPDESK,
        VisitState.DONE,
    ]
    assert page.inspector.head.steps.reached() == 4
    assert page.inspector.foot_bar.next.isHidden(), "nothing comes after done"


def test_the_button_says_the_next_step(window, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    said = [page.inspector.foot_bar.next.text()]
    for _ in range(3):
        window.press(ENTER)
        said.append(page.inspector.foot_bar.next.text())

    assert said == ["Arrived", "Call to desk", "To helpdesk", "Done"]


def test_the_pill_and_the_block_say_since_when(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(ENTER)

    assert page.inspector.head.pill.text() == "● Arrived 11:42"
    assert "Arrived" in page.canvas.accessibleDescription()


def test_no_show_is_one_key_and_can_be_undone(window, centre, arjun) -> None:
    window.open(day=DAY, visit=arjun.visit_id)

    window.press(Qt.Key.Key_F8)
    assert centre.state(arjun.visit_id) is VisitState.NO_SHOW

    window.press(Qt.Key.Key_Z, CTRL)
    assert centre.state(arjun.visit_id) is VisitState.PLANNED


def test_nobody_is_received_before_the_day(window, centre, actor) -> None:
    later = DAY + timedelta(days=1)
    booked = centre.book(actor, [("Arjun Sharma", "")], "10:00", "desk2", day=later)
    page = window.open(day=later, visit=booked.visit_id)
    centre.clock.advance(timedelta(0))

    window.press(ENTER)

    assert centre.state(booked.visit_id) is VisitState.PLANNED
    assert not page.inspector.foot_bar.next.isEnabled()
    assert not page.inspector.foot_bar.is_offered("no_show")


def test_turned_away_by_typing_part_of_the_reason(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_T, CTRL | SHIFT)
    window.type("hotel")
    panel = page.inspector.panel

    assert [row.words().side for row in panel.list.rows()] == ["R04"]
    assert "Sheet that helps: Renting" in panel.list.rows()[0].text()

    window.press(ENTER)

    sheet = centre.appointments.visit(arjun.visit_id)
    assert (sheet.state, sheet.refusal_code) == (VisitState.TURNED_AWAY, "R04")
    assert page.inspector.panel is None
    assert "Address is a hotel or holiday rental" in page.inspector.place.notes.text()
    assert "Book again" in page.inspector.foot_bar.next.text()


def test_a_citizen_service_number_in_the_note_is_refused_and_can_be_overruled(
    window, centre, arjun
) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    page.flows.go("cancel")
    window.settle()
    window.type("111222333")
    window.press(ENTER)
    panel = page.inspector.panel

    assert centre.state(arjun.visit_id) is VisitState.PLANNED
    assert panel.error.text()
    assert panel.field.text() == "111222333", "what was typed stays"

    window.click(panel.overrule)
    panel.overrule.setChecked(True)
    window.click(panel.yes)
    assert centre.state(arjun.visit_id) is VisitState.CANCELLED_BY_VISITOR


def test_cancelled_by_the_centre_needs_a_reason(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_C, CTRL | SHIFT)
    panel = page.inspector.panel
    panel.by.setFocus()
    window.press(Qt.Key.Key_Right)
    window.press(ENTER)

    assert centre.state(arjun.visit_id) is VisitState.PLANNED
    assert panel.labelled.error() == "Please give a reason."

    panel.field.setFocus()
    window.type("Desk is ill")
    window.press(ENTER)
    assert centre.state(arjun.visit_id) is VisitState.CANCELLED_BY_CENTRE


def test_a_cancelled_visit_is_taken_up_again(window, centre, actor, arjun) -> None:
    version = centre.appointments.visit(arjun.visit_id).version
    centre.appointments.cancel(
        actor, arjun.visit_id, version, VisitState.CANCELLED_BY_VISITOR, "", key=new_key()
    )
    page = window.open(day=DAY, visit=arjun.visit_id)

    window.press(Qt.Key.Key_I, CTRL | SHIFT)

    assert centre.state(arjun.visit_id) is VisitState.PLANNED
    assert page.canvas.chosen().visit_id == arjun.visit_id


def test_a_step_back_needs_a_reason(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(ENTER)
    window.press(Qt.Key.Key_Backspace, CTRL)
    window.press(ENTER)
    assert centre.state(arjun.visit_id) is VisitState.ARRIVED
    assert page.inspector.panel.labelled.error()

    window.type("Wrong person")
    window.press(ENTER)
    assert centre.state(arjun.visit_id) is VisitState.PLANNED


def test_escape_closes_what_asks_and_changes_nothing(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_T, CTRL | SHIFT)

    window.press(Qt.Key.Key_Escape)

    assert page.inspector.panel is None
    assert centre.state(arjun.visit_id) is VisitState.PLANNED
    assert window.window.current_name == "agenda"
    assert page.canvas.hasFocus()


def test_late_keeps_the_place(window, centre, arjun) -> None:
    window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_L, CTRL | SHIFT)
    window.press(ENTER)

    sheet = centre.appointments.visit(arjun.visit_id)
    assert (sheet.state, sheet.late) == (VisitState.PLANNED, LateAnswer.KEPT)


def test_late_swaps_with_a_later_visit(window, centre, actor, arjun) -> None:
    other = centre.book(actor, [("Wei Chen", "")], "14:00", "desk1")
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_L, CTRL | SHIFT)

    assert "Swap with 14:00" in page.inspector.panel.list.rows()[1].text()
    window.press(Qt.Key.Key_Down)
    window.press(ENTER)

    assert centre.step(arjun.visit_id).starts_at == at("14:00")
    assert centre.step(other.visit_id).starts_at == at("10:00")


def test_papers_go_round_their_states(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    card = page.inspector.papers
    total = len(centre.appointments.visit(arjun.visit_id).papers)
    assert card.count.text() == f"0 of {total} seen"

    states = []
    card.rows()[0].setFocus()
    for _ in range(3):
        window.press(Qt.Key.Key_Space)
        papers = centre.appointments.visit(arjun.visit_id).papers
        states += [p.state for p in papers if p.name.en == card.rows()[0].title()]

    assert states == [PaperState.SEEN, PaperState.LATER, PaperState.MISSING]
    assert "missing" in card.rows()[0].text()
    assert card.rows()[0].hasFocus(), "the keyboard stays where it was"


def test_the_arrows_go_from_paper_to_paper(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    rows = page.inspector.papers.rows()
    rows[0].setFocus()

    window.press(Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    window.press(Qt.Key.Key_Up)
    assert rows[0].hasFocus()


def test_heads_are_counted_once_somebody_is_here(window, centre, actor, clock) -> None:
    booked = centre.book(actor, [("Ada", ""), ("Ben", ""), ("Cem", "")], "10:00", "desk1")
    centre.bring(actor, booked.visit_id, (VisitState.ARRIVED, "09:55"))
    page = window.open(day=DAY, visit=booked.visit_id)
    assert page.inspector.comers.heads.text() == "not counted"

    window.click(page.inspector.comers.more)
    assert page.inspector.comers.heads.text() == "3 of 3 here"

    window.click(page.inspector.comers.fewer)
    assert page.inspector.comers.heads.text() == "2 of 3 here"
    assert centre.appointments.visit(booked.visit_id).head_count == 2


def test_the_outcome_of_one_person(window, centre, actor, arjun) -> None:
    centre.bring(actor, arjun.visit_id, (VisitState.ARRIVED, "11:45"))
    page = window.open(day=DAY, visit=arjun.visit_id)
    person = centre.appointments.visit(arjun.visit_id).comers[0].person_id

    menu = page.inspector.comers.outcome_menu(person)
    said = [action.text() for action in menu.actions() if action.text()]
    assert said[0] == "Registered"
    menu.actions()[0].trigger()
    window.settle()

    assert centre.appointments.visit(arjun.visit_id).comers[0].outcome is Outcome.REGISTERED


def test_not_registered_asks_for_the_reason(window, centre, actor, arjun) -> None:
    centre.bring(actor, arjun.visit_id, (VisitState.ARRIVED, "11:45"))
    page = window.open(day=DAY, visit=arjun.visit_id)
    person = centre.appointments.visit(arjun.visit_id).comers[0].person_id

    page.inspector.comers.outcome_wanted.emit(person, Outcome.NOT_REGISTERED)
    window.settle()
    window.type("R10")
    window.press(ENTER)

    comer = centre.appointments.visit(arjun.visit_id).comers[0]
    assert (comer.outcome, comer.refusal_code) == (Outcome.NOT_REGISTERED, "R10")
    assert page.inspector.panel is None


def test_f4_goes_to_the_till(window, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    assert page.inspector.foot_bar.charge.text() == "Charge €\u00a060.50"

    window.press(Qt.Key.Key_F4)

    assert window.window.current_name == "till"
    assert window.elsewhere("till").opened == [{"visit": arjun.visit_id}]


def test_what_is_paid_is_seen_at_once(window, centre, actor, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    assert page.inspector.charge.total.isVisible()

    centre.pay(actor, arjun.visit_id)
    window.window.desk.changed.emit(Changes.of("till"))
    window.settle()

    assert not page.inspector.charge.total.isVisible()
    assert page.canvas.chosen().money.kind == "paid"


def test_moved_to_one_of_the_next_free_places(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    before = centre.step(arjun.visit_id).starts_at
    window.click(page.inspector.place.action)
    assert len(page.inspector.panel.list.rows()) == 5

    window.press(Qt.Key.Key_Down)
    window.press(ENTER)

    after = centre.appointments.visit(arjun.visit_id)
    assert after.starts_at != before
    assert after.starts_at >= at("11:42")
    assert page.inspector.panel is None

    window.press(Qt.Key.Key_Z, CTRL)
    assert centre.appointments.visit(arjun.visit_id).starts_at == before


def test_one_person_is_split_off_to_another_day(window, centre, actor) -> None:
    booked = centre.book(actor, [("Ada", ""), ("Ben", "")], "13:00", "desk1")
    centre.bring(actor, booked.visit_id, (VisitState.ARRIVED, "12:55"))
    page = window.open(day=DAY, visit=booked.visit_id)
    window.press(Qt.Key.Key_S, CTRL | SHIFT)
    window.press(Qt.Key.Key_Down)
    window.press(ENTER)
    assert "No new fee until" in page.inspector.panel.about.text()
    window.press(ENTER)

    sheet = centre.appointments.visit(booked.visit_id)
    assert [comer.outcome for comer in sheet.comers] == [None, Outcome.ANOTHER_DAY]
    assert len(sheet.case_visits) == 2
    assert page.inspector.case.isVisible(), "the other visit of the case is shown"


def test_who_was_turned_away_is_booked_again_in_the_same_case(window, centre, actor, arjun) -> None:
    version = centre.appointments.visit(arjun.visit_id).version
    centre.reception.turn_away(actor, arjun.visit_id, version, "R04", key=new_key())
    page = window.open(day=DAY, visit=arjun.visit_id)

    window.press(ENTER)
    window.press(ENTER)

    case = centre.appointments.visit(arjun.visit_id).case_visits
    assert len(case) == 2
    assert page.inspector.case.isVisible()


def test_the_history_tells_what_was_done_and_why(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(ENTER)
    window.press(Qt.Key.Key_H, CTRL)

    said = [label.text() for label in page.inspector.panel.findChildren(PlainLabel)]
    assert "Went on: Arrived" in said
    assert any(text.startswith("Booked: 24 Nov 2026, ") for text in said)
    assert any("M. Visser" in text and "Desk 2" in text for text in said)


def test_somebody_else_was_quicker(window, centre, actor, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    version = centre.appointments.visit(arjun.visit_id).version
    centre.reception.advance(actor, arjun.visit_id, version, VisitState.ARRIVED, key=new_key())

    window.press(ENTER)

    assert centre.state(arjun.visit_id) is VisitState.ARRIVED
    assert "meanwhile" in window.window.notice_bar.message.text()
    assert page.inspector.foot_bar.next.text() == "Call to desk", "it has been asked anew"


def test_something_to_come_back_to_is_noted_and_done(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.click(page.inspector.case.action)
    window.press(ENTER)
    assert page.inspector.panel.note_field.error() == "Say what is to be done."
    window.type("Ask for the certificate")
    window.press(ENTER)

    noted = centre.reception.follow_ups(DAY + timedelta(days=14))
    assert [one.note for one in noted] == ["Ask for the certificate"]
    done = [b for b in page.inspector.case.findChildren(LinkButton) if b.text() == "Done"]
    window.click(done[0])
    assert centre.reception.follow_ups(DAY + timedelta(days=14)) == []


def test_another_visit_of_the_case_is_one_press_away(window, centre, actor, arjun) -> None:
    version = centre.appointments.visit(arjun.visit_id).version
    centre.reception.turn_away(actor, arjun.visit_id, version, "R04", key=new_key())
    later = DAY + timedelta(days=3)
    place = centre.appointments.place_at(
        centre.founded.services["first_registration"],
        1,
        at("14:00", later),
        centre.founded.desks["desk1"],
    )
    again = centre.reception.rebook(actor, arjun.visit_id, place, key=new_key()).value
    page = window.open(day=DAY, visit=arjun.visit_id)
    assert page.inspector.foot_bar.next.text() == "Show the new appointment"

    window.press(ENTER)
    assert (page.day, page.inspector.visit_id) == (later, again.visit_id)

    page = window.open(day=DAY, visit=arjun.visit_id)
    window.click(page.inspector.case.visit_rows()[0])

    assert (page.day, page.inspector.visit_id) == (later, again.visit_id)
    assert "Earlier: 24 Nov 10:00" in page.inspector.case.visit_rows()[0].text()
    assert "Address is a hotel" in page.inspector.case.visit_rows()[0].text()


def test_what_the_employer_pays_goes_on_account(window, full_day) -> None:
    page = window.open(day=DAY, visit=full_day.visits["K. Wiśniewska"])

    assert page.inspector.foot_bar.charge.text() == "Put on the account"
    assert "Payer: Meridiaan Biotech" in page.inspector.charge.note.text()


def test_the_confirmation_is_seen_and_saved(window, centre, arjun, tmp_path) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_F9)
    panel = page.inspector.panel
    assert panel.preview.page_count() == 1

    file = tmp_path / "confirmation.pdf"
    panel.save_pdf(str(file))
    window.settle()
    assert file.read_bytes().startswith(b"%PDF")

    calendar = tmp_path / "visit.ics"
    panel.save_calendar(str(calendar))
    window.settle()
    assert b"BEGIN:VEVENT" in calendar.read_bytes()


def test_the_confirmation_is_printed(window, centre, arjun, tmp_path) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_F9)
    page.inspector.panel.spooler = FileSpooler(tmp_path)

    window.press(ENTER)

    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert page.inspector.panel is None


def test_without_a_printer_the_reason_is_said(window, arjun) -> None:
    class Broken(FileSpooler):
        def submit(
            self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
        ) -> Spooled:
            raise NoPrinter("No printer is set up on this computer.")

    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_F9)
    page.inspector.panel.spooler = Broken(Path("unused"))

    window.press(ENTER)

    assert page.inspector.panel.error.text() == "No printer is set up on this computer."
