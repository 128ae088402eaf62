"""The week by days, the list with its filters, and the list as a file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from expatdesk.exchange.csv_rows import read_rows
from expatdesk.services.appointments.types import VisitQuery
from expatdesk.ui.agenda.export import export_visits
from expatdesk.ui.operations import Cancelled
from tests.ui.agenda.times import DAY

ALT = Qt.KeyboardModifier.AltModifier


def test_a_click_in_the_week_opens_the_day(window, arjun) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_2, ALT)
    assert page.header.title.text() == "23 – 29 November 2026"
    assert page.week.days() == tuple(date(2026, 11, 23) + timedelta(days=n) for n in range(5))

    x = 54 + (page.week.width() - 54) / 5 * 3.5
    window._qtbot.mouseClick(page.week, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 300))
    window.settle()

    assert page.day == date(2026, 11, 26)
    assert page.canvas.isVisible()


def test_arrows_and_enter_in_the_week(window, arjun) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_2, ALT)
    window.press(Qt.Key.Key_Right)
    window.press(Qt.Key.Key_Return)

    assert page.day == date(2026, 11, 25)
    assert page.canvas.isVisible()


def test_in_the_week_the_arrows_above_turn_weeks(window, arjun) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_2, ALT)

    window.click(page.header.later)

    assert page.week.days()[0] == date(2026, 11, 30)


def test_the_list_has_all_visits_and_shows_the_chosen_one(window, full_day) -> None:
    page = window.open(day=DAY, visit=full_day.visits["Siti Nurhaliza"])
    window.press(Qt.Key.Key_3, ALT)

    rows = page.list.table.rows_model.rows()
    assert {row.visit_id for row in rows} == set(full_day.visits.values())
    assert page.list.table.current_row().visit_id == full_day.visits["Siti Nurhaliza"]
    assert page.inspector.visit_id == full_day.visits["Siti Nurhaliza"]

    window.press(Qt.Key.Key_Down)
    assert page.inspector.visit_id == page.list.table.current_row().visit_id


def test_the_list_is_filtered_by_text_state_and_desk(window, centre, full_day) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_3, ALT)
    page.list.text.setFocus()
    window.type("nguyen")
    page.list._ask()
    window.settle()
    assert [row.title for row in page.list.table.rows_model.rows()] == ["Nguyễn Thị Ánh"]

    page.list.text.clear()
    window.click(page.header.pills[1])
    titles = [row.title for row in page.list.table.rows_model.rows()]
    assert len(titles) == 2
    assert "محمد عبد الله" in titles

    page.list.desk.choose(centre.founded.desks["desk1"])
    page.list.desk.chosen.emit(centre.founded.desks["desk1"])
    window.settle()
    assert [r.title for r in page.list.table.rows_model.rows()] == [
        "Eleni Papadopoulou Παπαδοπούλου"
    ]


def test_an_empty_list_says_what_would_stand_there(window, arjun) -> None:
    page = window.open(day=DAY + timedelta(days=1))
    window.press(Qt.Key.Key_3, ALT)

    assert page.list.empty.isVisible()
    assert not page.list.table.isVisible()


def test_a_double_click_in_the_list_opens_the_visit_in_its_day(window, full_day) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_3, ALT)
    row = page.list.table.rows_model.rows()[3]

    page.list.table.opened.emit(row)
    window.settle()

    assert page.canvas.isVisible()
    assert page.canvas.chosen().visit_id == row.visit_id


def test_the_list_as_a_file(window, full_day, tmp_path: Path) -> None:
    page = window.open(day=DAY)
    window.press(Qt.Key.Key_3, ALT)
    file = tmp_path / "visits.csv"

    page.list_side.export_to(str(file))
    window.settle()

    rows = list(read_rows(file.read_text(encoding="utf-8")))
    assert rows[0][:5] == ["Code", "Start", "End", "Name", "Persons"]
    assert len(rows) == 1 + len(full_day.visits)
    assert any("محمد عبد الله" in row for row in rows)
    assert any(row[-2:] == ["Due", "60.50"] for row in rows)
    assert list(tmp_path.glob("*.part")) == []


def test_an_export_that_is_stopped_leaves_nothing_behind(centre, full_day, tmp_path: Path) -> None:
    class Stopped:
        def step(self, *_told: object) -> None:
            raise Cancelled

    file = tmp_path / "visits.csv"
    with pytest.raises(Cancelled):
        export_visits(centre.appointments, VisitQuery(DAY, DAY), file, Stopped())

    assert list(tmp_path.glob("visits*")) == []
