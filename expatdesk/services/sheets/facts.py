"""Facts confirmed by somebody at the centre: each with the words that were confirmed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from expatdesk.model.sheets import SheetFact
from expatdesk.services.base import Actor, Done, NotFound
from expatdesk.services.edits import Written
from expatdesk.services.sheets.loading import Standing, read_standing
from expatdesk.services.sheets.subject import Part, note
from expatdesk.services.sheets.texts import Rows as Texts
from expatdesk.services.sheets.texts import facts_of
from expatdesk.services.sheets.types import Fact
from expatdesk.storage.tx import Tx

Rows = dict[str, dict[str, object]]


class Facts(Part):
    def confirm_facts(
        self, actor: Actor, sheet_id: int, facts: Sequence[Fact], *, key: str
    ) -> Done[int]:
        """Facts that hold in the words that `facts` show, with one undo; the value is how many.

        Where somebody changed the words meanwhile a fact stays open. Raises NotFound where one
        is gone.
        """

        def work(tx: Tx) -> Written:
            _refuse_unknown(read_standing(tx, sheet_id, lock=True), facts)
            names = [fact.name for fact in facts]
            before = _kept(tx, sheet_id, names)
            now: Rows = {
                fact.name: _row(sheet_id, fact.name, fact.texts, tx.now, actor.staff_id)
                for fact in facts
            }
            _write(tx, sheet_id, names, now)
            note(tx, actor, sheet_id, "facts_confirmed", count=len(names))
            return Written(
                len(names), lambda key: self._unconfirm(actor, sheet_id, names, now, before, key)
            )

        return self._edit(actor, key, work)

    def _unconfirm(
        self, actor: Actor, sheet_id: int, names: list[str], mine: Rows, before: Rows, key: str
    ) -> Done[int]:
        """Undoes `confirm_facts`; one that was confirmed again meanwhile stays."""

        def work(tx: Tx) -> Written:
            read_standing(tx, sheet_id, lock=True)
            stands = _kept(tx, sheet_id, names)
            untouched = [name for name in names if stands.get(name) == mine[name]]
            _write(tx, sheet_id, untouched, before)
            note(tx, actor, sheet_id, "facts_open_again", count=len(untouched))
            return Written(len(untouched))

        return self._edit(actor, key, work)


def fact_rows(
    sheet_id: int, texts: Texts, at: int, staff_id: int | None
) -> list[dict[str, object]]:
    """Step: rows that say that all facts of these texts were confirmed."""
    return [_row(sheet_id, name, said, at, staff_id) for name, (_, said) in facts_of(texts).items()]


def _row(
    sheet_id: int, name: str, texts: Mapping[str, str], at: int, staff_id: int | None
) -> dict[str, object]:
    return {
        "sheet_id": sheet_id,
        "fact": name,
        "texts": json.dumps(dict(texts), ensure_ascii=False),
        "confirmed_at": at,
        "staff_id": staff_id,
    }


def _refuse_unknown(standing: Standing, facts: Sequence[Fact]) -> None:
    known = facts_of(standing.rows)
    if not facts or any(fact.name not in known for fact in facts):
        raise NotFound


def _kept(tx: Tx, sheet_id: int, names: Sequence[str]) -> Rows:
    rows = tx.rows(
        select(
            SheetFact.sheet_id,
            SheetFact.fact,
            SheetFact.texts,
            SheetFact.confirmed_at,
            SheetFact.staff_id,
        ).where(SheetFact.sheet_id == sheet_id, SheetFact.fact.in_(list(names)))
    )
    return {row.fact: row._asdict() for row in rows}


def _write(tx: Tx, sheet_id: int, names: Sequence[str], rows: Rows) -> None:
    tx.execute(
        delete(SheetFact).where(SheetFact.sheet_id == sheet_id, SheetFact.fact.in_(list(names)))
    )
    tx.insert_many(SheetFact, [rows[name] for name in names if name in rows])
