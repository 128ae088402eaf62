"""The day by desk: chosen, walked through, dragged, booked and blocked."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt

from expatdesk.storage.changes import Changes
from expatdesk.terms import VisitState
from expatdesk.ui.agenda import words
from tests.ui.agenda.times import DAY, at

ENTER = Qt.Key.Key_Return
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_click_shows_the_visit(window, centre, full_day) -> None:
    page = window.open(day=DAY)
    visit_id = full_day.visits["محمد عبد الله"]

    window.click_step(centre.step(visit_id))

    assert page.inspector.visit_id == visit_id
    assert page.inspector.head.name.text() == "محمد عبد الله"
    assert page.inspector.head.latin.text() == "Mohammed Abdullah"
    assert "non-EU · born 14 Mar 1991" in page.inspector.head.about.text()


def test_a_step_at_the_helpdesk_shows_the_same_visit(window, centre, full_day) -> None:
    page = window.open(day=DAY)
    visit_id = full_day.visits["Siti Nurhaliza"]

    window.click_step(centre.step(visit_id, ordinal=2))

    assert page.inspector.visit_id == visit_id


def test_arrows_go_down_the_desk_and_over_to_the_next(window, centre, full_day) -> None:
    page = window.open(day=DAY, visit=full_day.visits["Giorgi Beridze გიორგი"])
    window.press(Qt.Key.Key_Down)
    assert page.canvas.chosen().title.startswith("Eleni")
    window.press(Qt.Key.Key_Right)
    assert page.canvas.chosen().title == "van der Berg-Silva"
    window.press(Qt.Key.Key_Up)
    assert page.canvas.chosen().title == "محمد عبد الله"
    window.press(Qt.Key.Key_Left)
    assert page.canvas.chosen().title.startswith("Giorgi")
    assert page.inspector.visit_id == full_day.visits["Giorgi Beridze გიორგი"]


def test_the_first_arrow_begins_with_who_comes_next(window, full_day) -> None:
    page = window.open(day=DAY)

    window.press(Qt.Key.Key_Down)

    assert page.canvas.chosen().ends_at > at("11:42")


def test_double_click_on_free_time_books_there(window, centre, arjun) -> None:
    window.open(day=DAY)
    desk_id = centre.founded.desks["desk1"]

    window.double_click(window.place(desk_id, at("14:20")))

    assert window.window.current_name == "booking"
    assert window.elsewhere("booking").opened == [
        {"day": DAY, "desk": desk_id, "starts_at": at("14:15")}
    ]


def test_a_visit_is_dragged_to_another_desk_and_back_by_undo(window, centre, arjun) -> None:
    window.open(day=DAY)
    step = centre.step(arjun.visit_id)
    desk1 = centre.founded.desks["desk1"]
    target = window.place(desk1, at("14:00")) + QPoint(0, 10)
    start = window.block(step)
    target = _on(window, desk1, "14:00", start, step)

    window.drag(start, (start + target) / 2, target)

    moved = centre.step(arjun.visit_id)
    assert (moved.desk_id, moved.starts_at) == (desk1, at("14:00"))

    window.press(Qt.Key.Key_Z, CTRL)
    assert centre.step(arjun.visit_id).starts_at == at("10:00")


def test_while_dragging_the_place_is_said_to_be_free(window, centre, arjun) -> None:
    page = window.open(day=DAY)
    step = centre.step(arjun.visit_id)
    start = window.block(step)
    target = _on(window, centre.founded.desks["desk1"], "13:00", start, step)

    window.drag(start, target, drop=False)

    assert page.canvas.gestures.ghost_words() == ("13:00–13:30 · free", "drop to move here")
    window.press(Qt.Key.Key_Escape)
    assert page.canvas.gestures.ghost is None
    assert centre.step(arjun.visit_id).starts_at == at("10:00")
    assert window.window.current_name == "agenda"


def test_an_occupied_place_is_red_and_asks_for_a_reason(window, centre, actor, arjun) -> None:
    centre.book(actor, [("Wei Chen", "")], "14:00", "desk1")
    page = window.open(day=DAY)
    step = centre.step(arjun.visit_id)
    start = window.block(step)
    target = _on(window, centre.founded.desks["desk1"], "14:00", start, step)

    window.drag(start, target, drop=False)
    assert page.canvas.gestures.reason == "Desk 1 is already taken at 14:00."
    window.drag(start, target)

    assert centre.step(arjun.visit_id).starts_at == at("10:00"), "nothing has moved"
    assert "already taken" in page.inspector.panel.about.text()
    window.press(ENTER)
    assert page.inspector.panel.labelled.error() == "Please give a reason."

    window.type("Flight tonight")
    window.press(ENTER)
    moved = centre.step(arjun.visit_id)
    assert (moved.starts_at, moved.squeezed) == (at("14:00"), True)
    assert "Flight tonight" in page.inspector.place.notes.text()


def test_a_drop_outside_opening_hours_cannot_be_squeezed_past_the_reason(
    window, centre, arjun
) -> None:
    page = window.open(day=DAY)
    step = centre.step(arjun.visit_id)
    start = window.block(step)
    target = _on(window, centre.founded.desks["desk1"], "12:15", start, step)

    window.drag(start, target)

    assert "12:30" in page.inspector.panel.about.text()
    window.press(Qt.Key.Key_Escape)
    assert centre.step(arjun.visit_id).starts_at == at("10:00")


def test_the_same_by_keyboard(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_Left, ALT)
    window.press(Qt.Key.Key_Down, ALT, times=36)
    assert page.canvas.gestures.ghost_words() == ("13:00–13:30 · free", "Enter to move here")

    window.press(ENTER)

    moved = centre.step(arjun.visit_id)
    assert (moved.desk_id, moved.starts_at) == (centre.founded.desks["desk1"], at("13:00"))


def test_escape_takes_the_keyboards_move_back(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    window.press(Qt.Key.Key_Down, ALT)
    window.press(Qt.Key.Key_Escape)

    assert page.canvas.gestures.ghost is None
    assert centre.step(arjun.visit_id).starts_at == at("10:00")


def test_the_lower_edge_makes_a_visit_longer(window, centre, actor, clock) -> None:
    booked = centre.book(actor, [("Arjun Sharma", "")], "13:00", "desk2")
    page = window.open(day=DAY)
    step = centre.step(booked.visit_id)
    window.block(step)
    placed = page.canvas.layout_.placed_step(step.appointment_id)
    box = page.canvas.in_viewport(placed.box)
    edge = QPoint(round(box.center().x()), round(box.bottom()) - 3)
    further = edge + QPoint(0, round(page.canvas.layout_.scale.per_hour / 4) + 2)

    window.drag(edge, further)

    longer = centre.step(booked.visit_id)
    assert longer.ends_at == at("13:45")


def test_longer_by_keyboard(window, centre, actor, clock) -> None:
    booked = centre.book(actor, [("Arjun Sharma", "")], "13:00", "desk2")
    window.open(day=DAY, visit=booked.visit_id)
    window.press(Qt.Key.Key_Down, ALT | SHIFT, times=2)
    window.press(ENTER)

    assert centre.step(booked.visit_id).ends_at == at("13:40")


def test_time_is_blocked_by_dragging_with_ctrl(window, centre, arjun) -> None:
    page = window.open(day=DAY)
    desk1 = centre.founded.desks["desk1"]
    start = window.place(desk1, at("14:01"))
    end = start + QPoint(0, round(page.canvas.layout_.scale.per_hour))

    window.drag(start, end, modifier=CTRL)
    window.type("Training")
    window.press(ENTER)

    block = centre.appointments.day(DAY).blocks[0]
    assert (block.desk_id, block.starts_at, block.reason) == (desk1, at("14:00"), "Training")
    assert block.ends_at == at("15:00")
    assert page.inspector.panel is None


def test_blocking_over_visits_names_them_and_leads_there(window, centre, actor, arjun) -> None:
    booked = centre.book(actor, [("Wei Chen", "")], "14:00", "desk1")
    page = window.open(day=DAY)
    page.canvas.gestures.span_wanted.emit(centre.founded.desks["desk1"], at("13:30"), at("15:00"))
    window.settle()
    window.type("Training")
    window.press(ENTER)

    rows = page.inspector.panel.visits.rows()
    assert len(rows) == 1
    assert "Wei Chen" in rows[0].text()
    assert centre.appointments.day(DAY).blocks == ()

    window.click(rows[0])
    assert page.inspector.visit_id == booked.visit_id


def test_time_is_blocked_over_visits_that_were_seen(window, centre, actor, arjun) -> None:
    booked = centre.book(actor, [("Wei Chen", "")], "14:00", "desk1")
    page = window.open(day=DAY)
    page.canvas.gestures.span_wanted.emit(centre.founded.desks["desk1"], at("13:30"), at("15:00"))
    window.settle()
    panel = page.inspector.panel
    assert panel.anyway.isHidden()
    window.type("Training")
    window.press(ENTER)
    assert panel.told.text().startswith("1 visit lies in this time.")

    window.press(ENTER)

    block = centre.appointments.day(DAY).blocks[0]
    assert (block.starts_at, block.reason) == (at("13:30"), "Training")
    assert centre.state(booked.visit_id) is VisitState.PLANNED, "it stays as it is"
    assert page.inspector.panel is None
    window.press(Qt.Key.Key_Z, CTRL)
    assert centre.appointments.day(DAY).blocks == ()


def test_another_time_must_be_looked_at_before_it_is_confirmed(
    window, centre, actor, arjun
) -> None:
    centre.book(actor, [("Wei Chen", "")], "14:00", "desk1")
    centre.book(actor, [("Ada Vliet", "")], "15:00", "desk1")
    page = window.open(day=DAY)
    page.canvas.gestures.span_wanted.emit(centre.founded.desks["desk1"], at("14:00"), at("14:30"))
    window.settle()
    panel = page.inspector.panel
    window.type("Training")
    window.press(ENTER)
    panel.end.setFocus()
    window.press(Qt.Key.Key_A, CTRL)
    window.type("16:00")
    assert panel.anyway.isHidden()
    assert panel.visits.rows() == []

    window.press(ENTER)

    assert panel.told.text().startswith("2 visits lie in this time.")
    assert centre.appointments.day(DAY).blocks == ()


def test_a_refusal_after_its_panel_has_gone_is_said_below(window, centre, arjun) -> None:
    page = window.open(day=DAY, visit=arjun.visit_id)
    page.flows.go("cancel")
    window.settle()
    panel, sheet = page.inspector.panel, page.inspector.opened.sheet
    panel.confirmed.emit(VisitState.CANCELLED_BY_VISITOR, "111222333", False)
    page.inspector.close_panel()
    window.settle()

    assert centre.state(sheet.visit_id) is VisitState.PLANNED
    assert "citizen service number" in window.window.notice_bar.message.text()


def test_a_block_is_taken_away(window, centre, full_day) -> None:
    page = window.open(day=DAY)
    block = centre.appointments.day(DAY).blocks[0]
    spot = window.place(block.desk_id, block.starts_at + 600)
    window.drag(spot, spot)
    assert page.inspector.block.reason.text() == "Team meeting"

    window.click(page.inspector.block.button)

    assert centre.appointments.day(DAY).blocks == ()
    assert page.inspector.empty.isVisible()


def test_what_is_chosen_and_scrolled_stays_when_something_changes(
    window, centre, actor, full_day
) -> None:
    page = window.open(day=DAY, visit=full_day.visits["Siti Nurhaliza"])
    page.canvas.verticalScrollBar().setValue(77)
    chosen = page.canvas.chosen().appointment_id

    centre.bring(actor, full_day.visits["van der Berg-Silva"], (VisitState.ARRIVED, "11:43"))
    window.window.desk.changed.emit(Changes.of("visits"))
    window.settle()

    assert page.canvas.chosen().appointment_id == chosen
    assert page.canvas.verticalScrollBar().value() == 77
    assert page.header.pills[1].text() == "3 waiting"


def test_pills_count_and_pale_the_rest(window, full_day) -> None:
    page = window.open(day=DAY)
    said = [pill.text() for pill in page.header.pills if pill.isVisible()]
    assert said == [
        "20 booked",
        "2 waiting",
        "2 at desk",
        "4 done",
        "1 no-show",
        "1 turned away",
    ]

    window.click(page.header.pills[1])

    assert page.header.wanted() == {VisitState.ARRIVED}
    assert page.canvas._marks().wanted == {VisitState.ARRIVED}


def test_a_closed_day_says_why_and_leads_to_the_next_open_one(window, centre, arjun) -> None:
    page = window.open(day=date(2026, 11, 28))
    assert page.closed.isVisible()
    assert page.closed.title.text() == "No desk is open on this day"

    window.click(page.closed.button)

    assert page.day == date(2026, 11, 30)
    assert page.canvas.isVisible()


def test_the_day_is_picked_in_the_month(window, arjun) -> None:
    page = window.open(day=DAY)
    window.click(page.header.title)
    grid = page.header.popover.grid
    grid.setFocus()
    window._qtbot.keyClick(grid, Qt.Key.Key_Down)
    window._qtbot.keyClick(grid, ENTER)
    window.settle()

    assert page.day == DAY + timedelta(days=7)
    assert page.header.title.text() == "Tuesday 1 December"
    assert not page.header.popover.isVisible()


def test_ctrl_and_arrows_turn_the_days_over_the_weekend(window, arjun) -> None:
    page = window.open(day=date(2026, 11, 27))
    window.press(Qt.Key.Key_Right, CTRL)
    assert page.day == date(2026, 11, 30)
    window.press(Qt.Key.Key_Left, CTRL)
    assert page.day == date(2026, 11, 27)
    window.press(Qt.Key.Key_T, CTRL)
    assert page.day == DAY


def test_f12_blanks_the_names(window, full_day) -> None:
    page = window.open(day=DAY, visit=full_day.visits["Siti Nurhaliza"])
    window.press(Qt.Key.Key_F12)

    assert "Siti" not in page.canvas.accessibleDescription()
    assert page.inspector.head.name.text() == "••••"


def test_of_a_visit_that_does_not_take_place_only_the_first_step_is_shown(window, full_day) -> None:
    page = window.open(day=DAY)
    shown = [p.step for p in page.canvas.layout_.placed]

    assert [s.ordinal for s in shown if s.visit_id == full_day.visits["Away"]] == [1]


def test_each_desks_part_has_its_own_colour(centre, full_day) -> None:
    at_helpdesk = full_day.visits["Дмитрий Соколов"]
    waiting = full_day.visits["محمد عبد الله"]

    assert words.shown_state(centre.step(at_helpdesk, 1)) is VisitState.DONE
    assert words.shown_state(centre.step(at_helpdesk, 2)) is VisitState.AT_HELPDESK
    assert words.shown_state(centre.step(waiting, 1)) is VisitState.ARRIVED
    assert words.shown_state(centre.step(waiting, 2)) is VisitState.PLANNED


def test_opened_with_a_visit_alone_the_page_finds_its_day(window, centre, actor, arjun) -> None:
    day = DAY + timedelta(days=2)
    booked = centre.book(actor, [("Wei Chen", "")], "14:00", "desk1", day=day)

    page = window.open(visit=booked.visit_id)

    assert page.day == day
    assert page.inspector.visit_id == booked.visit_id
    assert page.canvas.chosen().visit_id == booked.visit_id


def _on(window, desk_id: int, time: str, start: QPoint, step) -> QPoint:
    """Where the mouse lets go so that a block that it took at `start` begins at the time."""
    canvas = window.page.canvas
    layout = canvas.layout_
    box = canvas.in_viewport(layout.placed_step(step.appointment_id).box)
    x = layout.columns.x(layout.column_of(desk_id)) + layout.columns.width / 2
    y = layout.scale.y(at(time)) - canvas.offset().y() + (start.y() - box.top())
    return QPoint(round(x - canvas.offset().x()), round(y))
