"""What was left unfinished: found at any desk, never offered when there is nothing in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from databases import open_store
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from expatdesk.services.people.types import PersonEntry
from expatdesk.ui.booking.form import Form, written
from expatdesk.ui.operations import Operations
from tests.ui.booking.conftest import Window, centre_on, window_on

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key


def take_family(window):
    window.type("okonk")
    window.press(K.Key_Return)
    window.press(K.Key_H, ALT)


def choose_a_time(window):
    window.press(K.Key_3, ALT)
    window.press(K.Key_Right, times=3)
    window.press(K.Key_Space)


@pytest.fixture
def at_desk_1(centre, actor, store, place, clock, tmp_path, qtbot, window):
    """A second window, of the same person at another desk, on its own connection."""
    del window
    again = open_store(place, clock)
    operations = Operations()
    there = replace(actor, desk_id=centre.founded.desks["desk1"], desk_name="Desk 1")
    made = window_on(centre_on(again), there, clock, operations, tmp_path / "other")
    made.resize(1440, 900)
    made.show()
    shown = Window(made, qtbot)
    yield shown
    assert operations.wait_until_idle()
    made.hide()
    made.deleteLater()
    operations.shutdown()
    again.close()


def settle_both(*windows):
    for _ in range(3):
        for window in windows:
            window.settle()


def test_nothing_typed_leaves_no_draft(window, centre, actor):
    page = window.open()
    page.who.new_person("")
    window.settle()
    page.leave()
    window.settle()
    assert centre.appointments.own_drafts(actor, "booking") == []


def test_an_emptied_form_takes_its_draft_away(window, family, centre, actor):
    page = window.open(person=family.chidi)
    page.drafting.save()
    window.settle()
    assert len(centre.appointments.own_drafts(actor, "booking")) == 1
    page.who.chips()[0].setFocus()
    window.press(K.Key_Delete)
    page.drafting.save()
    window.settle()
    assert centre.appointments.own_drafts(actor, "booking") == []


def test_an_empty_draft_of_an_older_program_is_not_offered(window, centre, actor):
    empty = written(Form(typed=PersonEntry("")))
    centre.appointments.save_draft(actor, "old", "booking", empty)
    centre.appointments.save_draft(actor, "older", "booking", "no draft at all")
    page = window.open()
    assert page.draft_line.isHidden()


def test_the_line_is_as_wide_as_the_cards(window, family, qtbot):
    window.open(person=family.chidi)
    window.press(K.Key_Escape)
    page = window.open()
    line = page.draft_line
    assert line.isVisible()

    def all_edges_agree():
        edges = {
            (part.mapTo(page, part.rect().topLeft()).x(), part.width())
            for part in (line, page.who, page.what)
        }
        assert len(edges) == 1

    # Whether a scroll bar is there is only known once the page has been laid out.
    qtbot.waitUntil(all_edges_agree)


def test_ones_own_draft_is_offered_at_another_desk_and_its_place_goes_with_it(
    window, at_desk_1, family
):
    there = at_desk_1.open(person=family.chidi)
    at_desk_1.window.activateWindow()
    at_desk_1.press(K.Key_H, ALT)
    choose_a_time(at_desk_1)
    there.drafting.save()
    settle_both(at_desk_1)
    place = there.form().place
    assert place is not None

    window.window.activateWindow()
    page = window.open()
    assert page.draft_line.words.text() == "Begun at Desk 1, 11:42, and not finished:"
    window.press(K.Key_F2)
    settle_both(window)
    assert [guest.person_id for guest in page.form().guests] == [
        family.chidi,
        family.ngozi,
        family.ada,
    ]
    assert page.form().place == place
    assert page.placing.holding.info() is not None

    # The form that is still open there owns the place no longer, and says so when it asks.
    there.placing.holding.renew()
    settle_both(at_desk_1)
    assert there.form().place is None
    assert there.when.message.isVisible()
    assert page.placing.holding.info() is not None


def test_a_draft_that_somebody_else_has_taken_meanwhile_is_said_to_be_gone(
    window, family, centre, actor
):
    window.open(person=family.chidi)
    window.press(K.Key_Escape)
    page = window.open()
    (draft,) = centre.appointments.own_drafts(actor, "booking")
    centre.appointments.take_draft(actor, draft.token, "elsewhere")
    window.press(K.Key_F2)
    assert page.form().guests == ()
    assert "no longer there" in window.window.notice_bar.message.text()


@pytest.mark.parametrize("offered", [True, False], ids=["of the line", "of the page"])
def test_a_discarded_draft_comes_back_by_undo(window, family, offered):
    page = window.open(person=family.chidi)
    page.what.note.setFocus()
    window.type("by taxi")
    if offered:
        window.press(K.Key_Escape)
        page = window.open()
        page.draft_line.discard.click()
        window.settle()
    else:
        window.press(K.Key_Delete, CTRL | SHIFT)
    assert page.form().guests == ()
    assert page.draft_line.isHidden()
    assert window.undo_words() == "Draft discarded."
    page.who.search.setFocus()
    window.press(K.Key_Z, CTRL)
    window.settle()
    assert page.draft_line.isVisible()
    window.press(K.Key_F2)
    assert page.form().note == "by taxi"
    assert [guest.person_id for guest in page.form().guests] == [family.chidi]


def test_a_new_person_who_is_being_typed_stands_in_the_draft(window, family):
    page = window.open(person=family.chidi)
    page.who.new_person("Ann Lee")
    window.settle()
    window.window.open_page("today")
    window.settle()
    page = window.open()
    assert not page.who.is_typing()
    assert window.undo_words() == "", "the draft has it"
    assert page.draft_line.who.text() == "Chidi Okonkwo and 1 other"
    window.press(K.Key_F2)
    QApplication.processEvents()
    assert page.who.form.entry().full_name == "Ann Lee"
    assert [guest.person_id for guest in page.form().guests] == [family.chidi]


def test_an_edit_of_somebody_is_put_aside_when_the_page_is_begun_anew(window, family):
    page = window.open(person=family.chidi)
    page.comers._change_person(family.chidi)
    window.settle()
    page.who.form.fields.email.setFocus()
    window.type("x")
    window.window.open_page("today")
    window.settle()
    page = window.open()
    assert window.undo_words() == "Not saved. What was typed is put aside."
    page.who.search.setFocus()
    window.press(K.Key_Z, CTRL)
    assert page.who.form.entry().email == "c.okonkwo@meridiaan.examplex"
