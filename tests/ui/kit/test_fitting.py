"""Columns that share the width of their table."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import Column, TableView
from expatdesk.ui.kit.fitting import ColumnFit

Row = tuple[str, str, str]


@pytest.fixture
def table(qtbot: QtBot) -> TableView[Row]:
    columns: list[Column[Row]] = [
        Column("name", "Name", lambda r: r[0], stretch=True),
        Column("town", "Town", lambda r: r[1], width=200),
        Column("born", "Born", lambda r: r[2], width=100),
    ]
    made: TableView[Row] = TableView(columns, name="People")
    ColumnFit(made, least={"name": 150, "town": 80}, make_room=("town",))
    qtbot.addWidget(made)
    made.set_rows([("Ada Berg", "Leiden", "1990")])
    made.show()
    return made


def widths(table: TableView[Row], wide: int) -> dict[str, int]:
    table.resize(wide, 200)
    frame = wide - table.viewport().width()
    table.resize(wide + frame, 200)
    columns = enumerate(table.rows_model.columns)
    return {
        column.name: table.columnWidth(at) for at, column in columns if not table.isColumnHidden(at)
    }


def test_with_room_each_has_what_it_wants_and_the_stretching_one_the_rest(
    table: TableView[Row],
) -> None:
    assert widths(table, 600) == {"name": 300, "town": 200, "born": 100}


def test_with_less_those_shrink_that_may(table: TableView[Row]) -> None:
    assert widths(table, 400) == {"name": 150, "town": 150, "born": 100}


def test_with_less_still_one_makes_room_and_comes_back(table: TableView[Row]) -> None:
    assert widths(table, 300) == {"name": 200, "born": 100}
    assert set(widths(table, 600)) == {"name", "town", "born"}


def test_no_title_is_cut(qtbot: QtBot) -> None:
    column: Column[Row] = Column("town", "A title of many words", lambda r: r[1], width=40)
    rest: Column[Row] = Column("name", "Name", lambda r: r[0], stretch=True)
    table: TableView[Row] = TableView([rest, column], name="People")
    ColumnFit(table, least={"name": 50, "town": 20})
    qtbot.addWidget(table)
    table.show()
    assert widths(table, 400)["town"] > 100
