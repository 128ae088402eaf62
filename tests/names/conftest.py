"""The invented names of the test set, one test for each row of tests/data/names.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from expatdesk.names import PersonName

DATA = Path(__file__).parents[1] / "data" / "names.csv"
PARTS = ("full", "given", "prefix", "surname", "latin")


@dataclass(frozen=True)
class Row:
    number: int
    name: PersonName
    sort_key: str


def _rows() -> list[Row]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        return [
            Row(int(line["nr"]), PersonName(*(line[part] for part in PARTS)), line["sort_key"])
            for line in csv.DictReader(lines)
        ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "row" in metafunc.fixturenames:
        metafunc.parametrize("row", _rows(), ids=lambda row: f"{row.number}-{row.name.latin}")


@pytest.fixture
def all_rows() -> list[Row]:
    return _rows()
