"""Tables: worked by keys, ordered by what things are, fetched by pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import SORT_ROLE, Column, TableView
from expatdesk.ui.kit.text import DOTS, hide_names


@dataclass(frozen=True)
class Row:
    name: str
    due: int
    state: str = "done"


COLUMNS: list[Column[Row]] = [
    Column("name", "Name", lambda row: row.name, personal=True, stretch=True),
    Column("due", "Due", lambda row: f"{row.due:,}", sort=lambda row: row.due, amount=True),
    Column("state", "State", lambda row: row.state, state=lambda row: row.state),
]
ROWS = [Row("Beridze", 900), Row("Ånstad", 1250), Row("<b>Ruiz</b>", 25)]


@pytest.fixture
def table(qtbot: QtBot) -> TableView[Row]:
    made: TableView[Row] = TableView(COLUMNS, name="People")
    qtbot.addWidget(made)
    made.resize(600, 300)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_rows(ROWS)
    return made


def names(table: TableView[Row]) -> list[str]:
    return [row.name for row in table.rows_model.rows()]


def test_arrows_and_ends_move_by_rows_and_tell_which(table: TableView[Row], qtbot: QtBot) -> None:
    picked: list[Row | None] = []
    table.picked.connect(picked.append)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert picked[-3:] == [ROWS[1], ROWS[2], ROWS[0]]


def test_enter_opens_only_where_it_is_said_to(qtbot: QtBot) -> None:
    for opens in (True, False):
        table: TableView[Row] = TableView(COLUMNS, name="People", enter_opens=opens)
        qtbot.addWidget(table)
        with qtbot.waitActive(table):
            table.show()
            table.activateWindow()
        table.set_rows(ROWS)
        opened: list[Row] = []
        table.opened.connect(opened.append)
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert opened == ([ROWS[0]] if opens else [])


def test_a_double_click_opens(table: TableView[Row], qtbot: QtBot) -> None:
    place = table.visualRect(table.rows_model.index(1, 0)).center()
    with qtbot.waitSignal(table.opened) as told:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [ROWS[1]]


def test_a_click_on_a_title_orders_by_the_number_and_not_by_its_text(
    table: TableView[Row], qtbot: QtBot
) -> None:
    head = table.horizontalHeader()
    middle = head.sectionViewportPosition(1) + 20
    place = head.rect().center()
    place.setX(middle)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(table) == ["<b>Ruiz</b>", "Beridze", "Ånstad"]
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(table) == ["Ånstad", "Beridze", "<b>Ruiz</b>"]


def test_ordering_keeps_the_row_that_the_keyboard_is_on(table: TableView[Row]) -> None:
    table.selectRow(0)
    table.rows_model.sort(1, Qt.SortOrder.DescendingOrder)
    assert table.current_row() == ROWS[0]
    assert table.currentIndex().row() == 1


def test_new_rows_keep_the_row_that_the_keyboard_is_on(table: TableView[Row]) -> None:
    table.selectRow(1)
    table.set_rows([Row("Abe", 1), *ROWS])
    assert table.current_row() == ROWS[1]
    table.set_rows([Row("Abe", 1)])
    assert table.current_row() is None


def test_the_next_page_is_asked_for_when_the_end_is_near(qtbot: QtBot) -> None:
    table: TableView[Row] = TableView(COLUMNS, name="People")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    asked: list[int] = []
    table.rows_model.more_wanted.connect(asked.append)
    table.set_rows([Row(f"P{n:03}", n) for n in range(50)], total=80)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [50]
    table.add_rows([Row(f"P{n:03}", n) for n in range(50, 80)])
    table.scrollToBottom()
    assert table.rows_model.rowCount() == 80
    assert asked == [50]


def test_names_are_hidden_in_tables_too(table: TableView[Row]) -> None:
    cell = table.rows_model.index(0, 0)
    hide_names(True)
    assert table.rows_model.data(cell) == DOTS
    assert table.rows_model.data(table.rows_model.index(0, 1)) == "900"
    hide_names(False)
    assert table.rows_model.data(cell) == "Beridze"


def test_cells_are_plain_text_and_amounts_stand_at_the_right(table: TableView[Row]) -> None:
    model = table.rows_model
    assert model.data(model.index(2, 0)) == "<b>Ruiz</b>"
    alignment = model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert isinstance(alignment, Qt.AlignmentFlag)
    assert alignment & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 1), SORT_ROLE) == 900
    assert model.column_named("due") == 1


def test_a_table_draws_each_state_and_an_empty_one(table: TableView[Row]) -> None:
    before = table.grab().toImage()
    table.set_rows([Row("Beridze", 900, "no_show"), *ROWS[1:]])
    assert table.grab().toImage() != before
    table.set_rows([])
    assert table.current_row() is None
    assert not table.grab().isNull()
