"""Rows of documents and accounts while they are made, and where numbers and the chain stand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from expatdesk.canonical import FIRST
from expatdesk.model.settings import Setting
from expatdesk.services.filling.past import DocumentPast, FeePast
from expatdesk.services.filling.rows import Row
from expatdesk.services.till.drafts import Draft, Original
from expatdesk.services.till.house import House, house_on
from expatdesk.services.till.tariffs import Tariff
from expatdesk.services.till.types import FeeLine
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


@dataclass
class Ledger:
    """Rows of all documents so far, and where numbers and the chain stand."""

    tariff: Tariff
    houses: Houses
    desks: dict[int, Pair]
    next_of: dict[str, int] = field(default_factory=dict)
    head: str = FIRST
    issued: dict[DocumentPast, IssuedPast] = field(default_factory=dict)
    lines: int = 0
    rows: dict[type, list[Row]] = field(default_factory=dict)

    def add(self, table: type, row: Row) -> None:
        self.rows.setdefault(table, []).append(row)

    def fees(self, fees: tuple[FeePast, ...], on: date) -> list[FeeLine]:
        """What these persons pay on the tariff of a day."""
        return [
            self.tariff.line(fee.product_id, on, person_id=fee.person_id, role=fee.role)
            for fee in fees
        ]

    def take(self, series: str) -> int:
        """The next number of a series."""
        number = self.next_of.get(series, 1)
        self.next_of[series] = number + 1
        return number


@dataclass(frozen=True)
class IssuedPast:
    original: Original
    draft: Draft
    first_line: int


class Houses:
    """The centre as the till needs it on a day, read once for each time it changed."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        changes = tx.rows(select(Setting.valid_from).distinct().order_by(Setting.valid_from))
        self._changes = [row[0] for row in changes]
        self._known: dict[int, House] = {}

    def on(self, day: date) -> House:
        era = bisect_right(self._changes, day)
        if era not in self._known:
            self._known[era] = house_on(self._tx, day)
        return self._known[era]
