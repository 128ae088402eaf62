"""A whole booking by keyboard alone, and everything that can come in between."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from databases import open_store
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from expatdesk.clock import day_of, epoch_of
from expatdesk.services.appointments.types import PlaceRequest, WaitingRequest
from expatdesk.services.base import new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import Behalf, FamilyRole, MessageKind, PartOfDay, ResidenceClass, VisitState
from expatdesk.ui.operations import Operations
from tests.ui.booking.conftest import centre_on, window_on

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key
NAMES = Path(__file__).parents[2] / "data" / "names.csv"


def only_visit(centre):
    rows = centre.appointments.day(date(2026, 11, 25)).steps
    (visit,) = {step.visit_id for step in rows}
    return centre.appointments.visit(visit)


def take_family(window):
    window.type("okonk")
    window.press(K.Key_Return)
    window.press(K.Key_H, ALT)


def choose_wednesday_at_nine(window):
    """The first time of the second column."""
    window.press(K.Key_3, ALT)
    window.press(K.Key_Right, times=3)
    window.press(K.Key_Space)


def test_a_family_of_three_is_booked_by_keyboard_alone(window, family, centre):
    window.press(K.Key_N, CTRL)
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    assert window.page.side.book.text() == "Book 09:00"
    window.press(K.Key_Return)

    visit = only_visit(centre)
    assert [(c.full_name, c.role) for c in visit.comers] == [
        ("Chidi Okonkwo", FamilyRole.FIRST),
        ("Ngozi Okonkwo-de Vries", FamilyRole.PARTNER),
        ("Ada Okonkwo", FamilyRole.CHILD),
    ]
    assert [(s.ends_at - s.starts_at) // 60 for s in visit.steps] == [60, 30]
    assert visit.municipality == "Leiderdorp"
    assert window.elsewhere("agenda").opened == [{"day": visit.day, "visit": visit.visit_id}]
    assert visit.code in window.window.undo_bar.message.text()


def test_the_confirmation_waits_in_the_outbox_with_its_calendar_file(window, family, centre):
    window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    window.press(K.Key_Return)
    (mail,) = centre.reception.messages(MessageKind.MAIL)
    assert mail.address == "c.okonkwo@meridiaan.example"
    assert "Wednesday 25 November 2026 at 09:00" in mail.subject
    calendar = centre.files.load(mail.file_id).decode()
    assert "DTSTART;TZID=Europe/Amsterdam:20261125T090000" in calendar
    assert "Okonkwo" not in calendar


def test_undo_takes_the_booking_back(window, family, centre):
    window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    window.press(K.Key_Return)
    window.press(K.Key_Z, CTRL)
    assert centre.appointments.day(date(2026, 11, 25)).steps == ()
    assert centre.reception.messages(MessageKind.MAIL) == []


def test_the_place_is_held_while_the_form_is_open_and_given_back_when_it_is_left(
    window, family, centre
):
    window.open()
    take_family(window)
    choose_wednesday_at_nine(window)
    place = window.page.form().place
    service, day = window.page.form().service_id, date(2026, 11, 25)

    def free_at_desk_1():
        request = PlaceRequest(service, 3, day, day, desk_id=place.steps[0].desk_id)
        (found,) = centre.appointments.free_places(request)
        return place.starts_at in {one.starts_at for one in found.places}

    assert not free_at_desk_1()
    window.press(K.Key_Escape)
    assert window.window.current_name == "today"
    assert free_at_desk_1()


def test_what_is_missing_is_said_at_the_button(window, family):
    page = window.open()
    assert page.side.reason.text() == "Say who comes."
    take_family(window)
    assert page.side.reason.text() == "Ask the questions first; Alt+A when all of it fits."
    window.press(K.Key_A, ALT)
    assert page.side.reason.text() == "Choose a time."
    assert not page.side.book.isEnabled()


def test_the_line_says_what_it_will_be(window, family):
    page = window.open()
    take_family(window)
    assert page.what.summary.text() == (
        "3 persons · 60 minutes, then helpdesk talk · fee €\u00a0105.88"
        " · 11 papers to bring, non-EU"
    )


def test_a_refusal_says_its_code_and_where_to_go_instead(window, family, centre):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    assert page.side.book.isEnabled()
    window.press(K.Key_Q, ALT)
    question = page.what.questions._questions[3]
    page.what.questions.button(question.question_id, yes=True).setFocus()
    window.press(K.Key_Space)
    assert "R06" in page.what.questions.refusal.text()
    assert "town hall" in page.what.questions.refusal.text()
    assert page.side.reason.text() == "They cannot have this service (R06)."
    window.press(K.Key_Return)
    assert centre.appointments.day(date(2026, 11, 25)).steps == ()


def test_an_employers_address_needs_a_recognised_sponsor(window, centre, actor):
    small = centre.organisations.add(actor, OrganisationEntry("Small & Co"), key=new_key()).value
    centre.people.add(
        actor, PersonEntry("Yuki Tanaka", employer_id=small, birth_year=1990), key=new_key()
    )
    page = window.open()
    window.type("tanaka")
    window.press(K.Key_Return)
    page.what.address.setFocus()
    window.press(K.Key_Down)
    assert page.what.address_field.error() == "The employer is not a recognised sponsor."
    assert "R12" in page.what.questions.refusal.text()


def test_a_new_person_is_typed_inline(window, centre):
    page = window.open()
    window.type("Mary-Kate O'Kealy")
    window.press(K.Key_Return, CTRL)
    assert page.who.is_typing()
    assert window.focused() is page.who.form.fields.birth
    window.type("17 may 1990")
    window.press(K.Key_Tab, times=2)
    window.type("mk@okealy.example")
    window.press(K.Key_Return)
    (guest,) = page.form().guests
    assert (guest.name, guest.birth_date) == ("Mary-Kate O'Kealy", date(1990, 5, 17))
    assert centre.people.person(guest.person_id).entry.email == "mk@okealy.example"
    assert window.focused() is page.who.search


def test_enter_before_the_answer_is_there_takes_the_first_line(window, family, qtbot):
    page = window.open()
    qtbot.keyClicks(page.who.search, "ngozi")
    qtbot.keyClick(page.who.search, K.Key_Return)
    window.settle()
    assert [guest.person_id for guest in page.form().guests] == [family.ngozi]


def test_what_is_wrong_is_said_where_it_was_typed(window):
    page = window.open()
    window.type("Ann Lee")
    window.press(K.Key_Return, CTRL)
    window.type("30 feb 1990")
    window.press(K.Key_Return)
    form = page.who.form
    assert form.fields.labelled["birth_date"].error() == "There is no 30 February 1990."
    form.fields.birth.clear()
    form.fields.email.setFocus()
    window.type("not an address")
    window.press(K.Key_Return)
    assert form.fields.labelled["email"].error() == "This is not an e-mail address."
    assert window.focused() is form.fields.email
    assert page.form().guests == ()


def test_a_citizen_service_number_is_not_kept_unless_it_is_a_false_alarm(window, centre):
    page = window.open()
    window.type("Ann Lee 111222333")
    window.press(K.Key_Return, CTRL)
    window.press(K.Key_Return)
    assert "BSN" in page.who.form.fields.labelled["full_name"].error()
    assert page.form().guests == ()
    window.press(K.Key_F, ALT)
    (guest,) = page.form().guests
    assert guest.name == "Ann Lee 111222333"


def test_likely_duplicates_are_shown_and_can_be_used(window, family):
    page = window.open()
    window.type("Chidi Okonkwo")
    window.press(K.Key_Return, CTRL)
    assert [found.person_id for found in page.who.form.duplicates.found()] == [family.chidi]
    window.press(K.Key_U, ALT)
    assert [guest.person_id for guest in page.form().guests] == [family.chidi]
    assert not page.who.is_typing()


def test_a_place_taken_by_another_program_is_said_in_place(
    window, family, centre, actor, store, place, clock
):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    window.press(K.Key_3, ALT)
    window.press(K.Key_Right, times=3)
    other = open_store(place, clock)
    try:
        elsewhere = centre_on(other)
        service = page.form().service_id
        for desk in ("desk1", "desk2"):
            found = elsewhere.appointments.place_at(
                service, 3, page.when.grid.slots()[9].place.starts_at, centre.founded.desks[desk]
            )
            elsewhere.appointments.hold(actor, new_key(), service, 3, found)
    finally:
        other.close()
    taken = window.focused().place
    assert taken is not None
    window.press(K.Key_Space)
    assert page.form().place is None
    assert "09:00" in page.when.message.text()
    assert page.when.grid.slot(taken.starts_at) is None
    assert not page.side.book.isEnabled()


def test_a_draft_survives_the_program(window, family, centre, actor, store, place, clock, tmp_path):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    page.what.note.setFocus()
    window.type("comes by taxi")
    page.drafting.save()
    window.settle()

    again = open_store(place, clock)
    operations = Operations()
    try:
        other = window_on(centre_on(again), actor, clock, operations, tmp_path / "other")
        other.open_page("booking")
        opened = other.page("booking")
        assert operations.wait_until_idle()
        QApplication.processEvents()
        assert "not finished" in opened.draft_line.words.text()
        assert opened.draft_line.who.text() == "Chidi Okonkwo and 2 others"
        opened.draft_line.go_on.click()
        QApplication.processEvents()
        assert operations.wait_until_idle()
        form = opened.form()
        assert [guest.person_id for guest in form.guests] == [
            family.chidi,
            family.ngozi,
            family.ada,
        ]
        assert (form.note, form.place) == ("comes by taxi", page.form().place)
        assert opened.side.book.isEnabled()
        other.close()
        other.deleteLater()
        assert operations.wait_until_idle()
    finally:
        operations.shutdown()
        again.close()


def test_escape_keeps_the_draft_and_discarding_drops_it(window, family, centre, actor):
    window.open()
    take_family(window)
    window.press(K.Key_Escape)
    assert len(centre.appointments.drafts("booking", actor.desk_id)) == 1
    page = window.open()
    assert page.form().guests == ()
    assert not page.draft_line.isHidden()
    window.press(K.Key_F2)
    assert len(page.form().guests) == 3
    window.press(K.Key_Delete, CTRL | SHIFT)
    assert page.form().guests == ()
    assert centre.appointments.drafts("booking", actor.desk_id) == []


def test_a_draft_holds_no_citizen_service_number(window, family, centre, actor):
    page = window.open()
    take_family(window)
    page.what.note.setFocus()
    window.type("bsn 111222333")
    page.drafting.save()
    window.settle()
    ((_token, body, _at),) = centre.appointments.drafts("booking", actor.desk_id)
    assert "111222333" not in body
    assert "Okonkwo" not in body


def test_a_note_with_such_a_number_is_refused_where_it_stands(window, family, centre):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    page.what.note.setFocus()
    window.type("111222333")
    choose_wednesday_at_nine(window)
    window.press(K.Key_Return)
    assert "BSN" in page.what.note_field.error()
    window.press(K.Key_G, ALT)
    assert only_visit(centre).note == "111222333"


def test_every_text_with_such_a_number_is_named_at_once(window, family, centre):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    page.what.booker.combo.setFocus()
    window.press(K.Key_Down)
    for field in (page.what.note, page.what.contact):
        field.setFocus()
        window.type("111222333")
    choose_wednesday_at_nine(window)
    window.press(K.Key_Return)
    assert "BSN" in page.what.note_field.error()
    assert "BSN" in page.what.contact_field.error()
    assert window.focused() is page.what.contact
    window.press(K.Key_G, ALT)
    assert only_visit(centre).booker_contact == "111222333"


def test_all_that_a_squeeze_in_lacks_is_said_at_once(window, family):
    page = window.open()
    take_family(window)
    window.press(K.Key_S, ALT)
    squeeze = page.when.squeeze
    squeeze.day.clear()
    window.press(K.Key_Return)
    assert [f.error() != "" for f in (squeeze.day_field, squeeze.time_field)] == [True, True]
    assert squeeze.reason_field.error() == "A reason is needed."
    assert window.focused() is squeeze.day


def test_the_reason_of_a_squeeze_in_is_kept_when_its_line_is_closed(window, family):
    page = window.open()
    take_family(window)
    window.press(K.Key_S, ALT)
    page.when.squeeze.reason.setFocus()
    window.type("came from far")
    page.when.squeeze.cancel.click()
    window.press(K.Key_S, ALT)
    assert page.when.squeeze.reason.text() == "came from far"


def test_the_same_time_is_asked_for_again_when_the_party_grows(window, family):
    page = window.open()
    window.type("chidi")
    window.press(K.Key_Return)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    before = page.form().place
    assert (before.steps[0].ends_at - before.starts_at) // 60 == 30
    window.press(K.Key_H, ALT)
    after = page.form().place
    assert after.starts_at == before.starts_at
    assert (after.steps[0].ends_at - after.starts_at) // 60 == 60


def test_an_employer_pays_and_the_booker_is_named(window, family, centre):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    page.what.payer.combo.setFocus()
    window.press(K.Key_Down)
    assert page.form().payer.name == "Meridiaan Biotech"
    page.what.booker.combo.setFocus()
    window.press(K.Key_End)
    assert window.focused() is page.what.booker.organisation.search
    window.type("Rijnland Relocation")
    window.press(K.Key_Return, CTRL)
    page.what.contact.setFocus()
    window.type("Joost, 071 516 5165")
    choose_wednesday_at_nine(window)
    assert page.side.fee.isVisible()
    window.press(K.Key_Return)
    visit = only_visit(centre)
    assert (visit.payer, visit.payer_name) == (Behalf.EMPLOYER, "Meridiaan Biotech")
    assert (visit.booker, visit.booker_name) == (Behalf.AGENT, "Rijnland Relocation")
    assert visit.booker_contact == "Joost, 071 516 5165"


def test_paid_online_leads_to_the_till(window, family):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    page.side.online.click()
    window.settle()
    window.press(K.Key_3, ALT)
    window.press(K.Key_Return)
    ((opened),) = window.elsewhere("till").opened
    assert opened["means"] == "online"


def test_a_squeeze_in_needs_its_reason(window, family, centre):
    page = window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    window.press(K.Key_S, ALT)
    squeeze = page.when.squeeze
    squeeze.day.set_day(date(2026, 11, 25))
    window.type("9:00")
    window.press(K.Key_Return)
    assert squeeze.reason_field.error() == "A reason is needed."
    window.type("came from far")
    window.press(K.Key_Return)
    assert page.side.book.text() == "Squeeze in at 09:00"
    page.side.book.click()
    window.settle()
    assert only_visit(centre).squeeze_reason == "came from far"


def test_the_waiting_list_takes_them(window, family, centre):
    page = window.open()
    take_family(window)
    window.press(K.Key_L, ALT)
    window.press(K.Key_Return)
    (row,) = centre.reception.waiting_list()
    assert (row.person_id, row.party_size) == (family.chidi, 3)
    assert page.when.waiting.isHidden()


def test_twelve_persons_are_too_many_and_said_where_they_are(window, centre, actor):
    page = window.open()
    for number in range(12):
        person = centre.people.add(
            actor, PersonEntry(f"Guest {number}", birth_year=1990), key=new_key()
        ).value
        page.comers.add(person)
        window.settle()
    assert len(page.form().guests) == 12
    assert page.who.problem.text().startswith("At most 11 persons")
    assert not page.side.book.isEnabled()
    assert page.side.reason.text().startswith("At most 11 persons")


def test_two_hundred_characters_and_a_turned_line_are_booked_as_they_are_kept(window, centre):
    for name in ("Wolfeschlegel" * 16, "Ann\u202eLee"):
        page = window.open()
        window.type(name[:200])
        window.press(K.Key_Return, CTRL)
        window.press(K.Key_Return)
        (guest,) = page.form().guests
        assert guest.name == name[:200].replace("\u202e", "")
        page.discard_draft()
        window.settle()


def test_every_name_of_the_list_can_be_typed_and_booked(window, centre):
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    booked = set()
    for row in rows:
        page = window.open()
        window.type(row["full"])
        window.press(K.Key_Return, CTRL)
        page.who.form.fields.texts["latin"].setText(row["latin"])
        window.press(K.Key_Return)
        page.what.municipality.setFocus()
        window.press(K.Key_Down)
        window.press(K.Key_A, ALT)
        window.press(K.Key_N, ALT)
        assert page.side.book.isEnabled(), (row["full"], page.side.reason.text())
        window.press(K.Key_Return)
        arguments = window.elsewhere("agenda").opened[-1]
        visit = centre.appointments.visit(arguments["visit"])
        assert visit.comers[0].full_name == row["full"]
        booked.add(visit.visit_id)
    assert len(booked) == len(rows)


def test_another_time_keeps_party_and_case(window, family, centre):
    window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    window.press(K.Key_Return)
    first = only_visit(centre)
    page = window.open(visit=first.visit_id, day=date(2026, 11, 26))
    assert page.title.text() == "Another time"
    assert not page.who.isEnabled()
    window.press(K.Key_3, ALT)
    window.press(K.Key_Space)
    assert page.side.book.text().startswith("Rebook to")
    window.press(K.Key_Return)
    second = centre.appointments.visit(window.elsewhere("agenda").opened[-1]["visit"])
    assert (second.case_id, second.previous_id) == (first.case_id, first.visit_id)
    assert day_of(second.starts_at) == date(2026, 11, 26)
    assert centre.appointments.visit(first.visit_id).state is VisitState.RESCHEDULED


def test_one_of_a_family_comes_another_day(window, family, centre):
    window.open()
    take_family(window)
    window.press(K.Key_A, ALT)
    choose_wednesday_at_nine(window)
    window.press(K.Key_Return)
    first = only_visit(centre)
    page = window.open(visit=first.visit_id, split=family.ada, day=date(2026, 11, 26))
    assert page.title.text() == "Another day for one person"
    assert [guest.person_id for guest in page.form().guests] == [family.ada]
    window.press(K.Key_3, ALT)
    window.press(K.Key_Space)
    window.press(K.Key_Return)
    second = centre.appointments.visit(window.elsewhere("agenda").opened[-1]["visit"])
    assert (second.case_id, second.split_from_id) == (first.case_id, first.visit_id)
    assert [comer.person_id for comer in second.comers] == [family.ada]


def test_who_waited_is_booked_from_the_waiting_list(window, family, centre, actor):
    service = centre.appointments.catalogue().services[0].service_id
    request = WaitingRequest(
        service, family.chidi, 1, date(2026, 11, 25), date(2026, 12, 1), PartOfDay.AFTERNOON
    )
    waiting = centre.reception.wait(actor, request, key=new_key()).value
    page = window.open(waiting=waiting)
    assert [guest.person_id for guest in page.form().guests] == [family.chidi]
    assert page.when.afternoons.isChecked()
    window.press(K.Key_A, ALT)
    window.press(K.Key_N, ALT)
    window.press(K.Key_Return)
    assert centre.reception.waiting_list() == []


def test_a_time_pressed_in_the_agenda_is_taken(window, family, centre):
    start = epoch_of(date(2026, 11, 26), 10 * 60 + 45)
    desk2 = centre.founded.desks["desk2"]
    page = window.open(person=family.chidi, starts_at=start, desk=desk2)
    assert [guest.person_id for guest in page.form().guests] == [family.chidi]
    place = page.form().place
    assert (place.starts_at, place.steps[0].desk_id) == (start, desk2)
    assert page.side.title.text() == "Thursday 26 November · 10:45"
    assert page.side.steps.text().startswith("30 minutes · Desk 2")


def reason_of(page, day):
    reason = next(column.reason for column in page.when.grid.days() if column.day == day)
    return reason if isinstance(reason, str) else reason()


def test_why_a_day_is_empty_is_said(window, centre, actor):
    centre.setup.closures.fill_holidays(actor, 2026, key=new_key())
    christmas, sunday, gone = date(2026, 12, 25), date(2026, 11, 29), date(2026, 11, 20)
    assert reason_of(window.open(day=christmas), christmas) == "closed: Christmas Day"
    assert reason_of(window.open(day=sunday), sunday) == "closed"
    assert reason_of(window.open(day=gone), gone) == "past"


def test_a_day_without_a_place_is_full(window, centre, actor):
    day = date(2026, 11, 25)
    for desk in ("desk1", "desk2"):
        start = epoch_of(day, 9 * 60)
        desk_id = centre.founded.desks[desk]
        centre.appointments.block(actor, desk_id, start, start + 8 * 3600, "", key=new_key())
    page = window.open(day=day)
    assert reason_of(page, day) == "full"


def test_arrow_keys_move_among_the_times(window, family):
    page = window.open()
    window.press(K.Key_3, ALT)
    slots = page.when.grid.slots()
    assert window.focused() is slots[0]
    window.press(K.Key_Right)
    assert window.focused() is slots[1]
    window.press(K.Key_End)
    assert window.focused().place.starts_at == max(
        slot.place.starts_at for slot in slots if day_of(slot.place.starts_at) == date(2026, 11, 24)
    )
    window.press(K.Key_Home)
    assert window.focused() is slots[0]
    first = page.when.days_shown()[0]
    window.press(K.Key_PageDown)
    assert page.when.days_shown()[0] > first
    window.press(K.Key_PageUp)
    assert page.when.days_shown()[0] == first


def test_a_free_place_at_once_is_offered_to_a_walk_in(window, family, clock):
    clock.set(datetime(2026, 11, 24, 12, 50, tzinfo=UTC))
    page = window.open()
    assert page.when.now.text() == "Now: 14:00 (walk-in)"
    assert not page.when.now.isHidden()
    window.press(K.Key_W, ALT)
    place = page.form().place
    assert place is not None
    assert place.starts_at == epoch_of(date(2026, 11, 24), 14 * 60)


def test_the_hold_counts_down_when_nobody_works_on_the_form(window, family, clock):
    page = window.open()
    take_family(window)
    choose_wednesday_at_nine(window)
    holding = page.placing.holding
    clock.advance(timedelta(minutes=8, seconds=30))
    holding._touched = False
    holding.look()
    assert page.side.hold.text() == "The place is kept for 2 minutes more."
    page.side.keep.click()
    window.settle()
    assert page.side.hold.isHidden()
    clock.advance(timedelta(minutes=6))
    holding.touch()
    holding.look()
    window.settle()
    assert holding.info().expires_at - page.desk.now().timestamp() == pytest.approx(600, abs=1)


def test_the_role_can_be_chosen(window, family):
    page = window.open()
    take_family(window)
    ngozi = page.form().guests[1]
    menu = page.who.menu_of(ngozi)
    menu.actions()[0].trigger()
    menu.deleteLater()
    window.settle()
    # The two adults change places.
    assert [(guest.name, guest.role) for guest in page.form().guests][:2] == [
        ("Ngozi Okonkwo-de Vries", FamilyRole.FIRST),
        ("Chidi Okonkwo", FamilyRole.PARTNER),
    ]
    page.who.chips()[0].setFocus()
    window.press(K.Key_Delete)
    assert len(page.form().guests) == 2


def test_the_class_decides_what_they_bring(window, family):
    page = window.open()
    take_family(window)
    shown = [part.text() for part in page.side.papers.findChildren(type(page.side.title))]
    assert "Passport · all 3" in shown
    assert page.form().guests[0].residence_class is ResidenceClass.NON_EU


def test_who_is_added_after_a_time_was_chosen_is_typed_where_the_others_were(window, family):
    """The time moves with the longer visit; the keyboard stays with the names."""
    page = window.open()
    window.type("chidi")
    window.press(K.Key_Return)
    choose_wednesday_at_nine(window)
    page.who.search.setFocus()
    for name in ("ngozi", "ada okonkwo"):
        window.type(name)
        window.press(K.Key_Return)
        assert page.who.isAncestorOf(window.focused())
    assert len(page.form().guests) == 3
