"""Which facts of a sheet stand confirmed, and which wait for somebody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from expatdesk.clock import local
from expatdesk.model.sheets import SheetFact
from expatdesk.model.staff import Staff
from expatdesk.services.sheets.texts import Rows, facts_of
from expatdesk.services.sheets.types import Fact
from expatdesk.storage.tx import Tx

YEARLY = "yearly"


@dataclass(frozen=True)
class Confirmed:
    """What a fact said when somebody confirmed it."""

    texts: Mapping[str, str]
    at: int
    staff: str

    def holds(self, kind: str, texts: Mapping[str, str], now: int) -> bool:
        """Whether it still counts: the same words, and of a yearly fact the same year."""
        if self.texts != texts:
            return False
        return kind != YEARLY or local(self.at).year >= local(now).year


def confirmed(tx: Tx, sheet_ids: Iterable[int] | None = None) -> dict[int, dict[str, Confirmed]]:
    """What was confirmed, by sheet and name of the fact; of all sheets where none are named."""
    statement = select(
        SheetFact.sheet_id,
        SheetFact.fact,
        SheetFact.texts,
        SheetFact.confirmed_at,
        Staff.short_name,
    ).outerjoin(Staff, Staff.id == SheetFact.staff_id)
    if sheet_ids is not None:
        statement = statement.where(SheetFact.sheet_id.in_(list(sheet_ids)))
    found: dict[int, dict[str, Confirmed]] = {}
    for row in tx.rows(statement):
        said = Confirmed(json.loads(row.texts), row.confirmed_at, row.short_name or "")
        found.setdefault(row.sheet_id, {})[row.fact] = said
    return found


def facts_now(tx: Tx, sheet_id: int, rows: Rows) -> tuple[Fact, ...]:
    """All facts of these texts, in their order."""
    known = confirmed(tx, [sheet_id]).get(sheet_id, {})
    return tuple(
        _fact(name, kind, texts, known.get(name), tx.now)
        for name, (kind, texts) in facts_of(rows).items()
    )


def open_facts(rows: Rows, known: Mapping[str, Confirmed], now: int) -> int:
    """How many facts of these texts wait for somebody."""
    return sum(
        _fact(name, kind, texts, known.get(name), now).is_open
        for name, (kind, texts) in facts_of(rows).items()
    )


def _fact(
    name: str, kind: str, texts: Mapping[str, str], known: Confirmed | None, now: int
) -> Fact:
    if known is None:
        return Fact(name, kind, texts, is_open=True)
    is_open = not known.holds(kind, texts, now)
    return Fact(name, kind, texts, is_open, known.at, known.staff)
