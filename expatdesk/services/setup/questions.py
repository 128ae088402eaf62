"""Questions of eligibility before a booking, each with the refusal and where to go instead."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.services import EligibilityQuestion as Row
from expatdesk.model.services import Service
from expatdesk.model.settings import RefusalReason
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    PastStays,
    Written,
    change_row,
    check_end,
    check_start,
    edit,
    plain,
    remove_row,
)
from expatdesk.services.setup.types import QuestionLine, QuestionSetUp
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

_LONGEST = 600


class Questions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[QuestionLine, ...]:
        """Every question, past ones too, by service and in the order of the form."""
        with self._store.reading() as tx:
            return _lines(tx)

    def add(self, actor: Actor, entry: QuestionSetUp, *, key: str) -> Done[int]:
        """Asks a question from a day on, today at the earliest. Raises Invalid, PastStays."""

        def work(tx: Tx) -> Written:
            check_start(tx, entry.valid_from)
            check_end(tx, entry.valid_from, entry.valid_until)
            row_id = tx.insert(Row, **_row(tx, entry))
            _note(tx, actor, row_id, "added")
            return Written(row_id, lambda key: self._remove(actor, row_id, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, row_id: int, version: int, entry: QuestionSetUp, *, key: str
    ) -> Done[int]:
        """Words, place and last day; which answer refuses only while it is not asked yet.

        Raises Invalid, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            was = _entry(tx, row_id)
            _check_change(tx, was, entry)
            self._store_row(tx, actor, row_id, version, entry)
            return Written(row_id, lambda key: self._back(actor, row_id, version + 1, was, key))

        return edit(self._store, actor, key, work)

    def _back(
        self, actor: Actor, row_id: int, version: int, was: QuestionSetUp, key: str
    ) -> Done[int]:
        """Undoes `change`. Raises PastStays where a day that is over would change."""

        def work(tx: Tx) -> Written:
            _check_change(tx, _entry(tx, row_id), was)
            self._store_row(tx, actor, row_id, version, was)
            return Written(row_id)

        return edit(self._store, actor, key, work)

    def _store_row(
        self, tx: Tx, actor: Actor, row_id: int, version: int, entry: QuestionSetUp
    ) -> None:
        change_row(
            tx,
            Row,
            row_id,
            version,
            _row(tx, entry),
            mine=entry,
            theirs=lambda: _entry(tx, row_id),
        )
        _note(tx, actor, row_id, "changed")

    def _remove(self, actor: Actor, row_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add`."""

        def work(tx: Tx) -> Written:
            remove_row(tx, Row, row_id, version)
            _note(tx, actor, row_id, "removed")
            return Written(row_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, row_id: int, action: str) -> None:
    log(tx, actor, "eligibility_question", row_id, action)
    tx.touch("catalogue")


def _check_change(tx: Tx, was: QuestionSetUp, entry: QuestionSetUp) -> None:
    if was.valid_from >= day_of(tx.now):
        check_start(tx, entry.valid_from)
    elif (was.service_id, was.refuses_on, was.valid_from) != (
        entry.service_id,
        entry.refuses_on,
        entry.valid_from,
    ):
        raise PastStays
    if was.valid_until != entry.valid_until:
        check_end(tx, was.valid_from, was.valid_until)
        check_end(tx, entry.valid_from, entry.valid_until)


def _row(tx: Tx, entry: QuestionSetUp) -> dict[str, object]:
    """The checked columns of a question. Raises Invalid, NotFound."""
    if tx.scalar(select(Service.id).where(Service.id == entry.service_id)) is None:
        raise NotFound
    known = select(RefusalReason.code).where(RefusalReason.code == entry.refusal_code)
    if tx.scalar(known) is None:
        raise Invalid(N_("There is no reason with this code."), field="refusal_code")
    text, advice = _both(entry.text, "text"), _both(entry.advice, "advice")
    return {
        "service_id": entry.service_id,
        "position": entry.position,
        "text_en": text.en,
        "text_nl": text.nl,
        "refuses_on": entry.refuses_on,
        "refusal_code": entry.refusal_code,
        "advice_en": advice.en,
        "advice_nl": advice.nl,
        "changed_at": tx.now,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }


def _both(pair: Pair, field: str) -> Pair:
    """Both languages are read out at the desk, so both are needed."""
    both = Pair(plain(pair.en, field, _LONGEST), plain(pair.nl, field, _LONGEST))
    if not both.en or not both.nl:
        raise Invalid(N_("Both languages are needed here."), field=field)
    return both


def _entry(tx: Tx, row_id: int) -> QuestionSetUp:
    entry = next((line.entry for line in _lines(tx) if line.question_id == row_id), None)
    if entry is None:
        raise NotFound
    return entry


def _lines(tx: Tx) -> tuple[QuestionLine, ...]:
    rows = tx.rows(
        select(
            Row.id,
            Row.version,
            Row.service_id,
            Row.position,
            Row.text_en,
            Row.text_nl,
            Row.refuses_on,
            Row.refusal_code,
            Row.advice_en,
            Row.advice_nl,
            Row.valid_from,
            Row.valid_until,
        ).order_by(Row.service_id, Row.position, Row.id)
    )
    return tuple(
        QuestionLine(
            r.id,
            r.version,
            QuestionSetUp(
                service_id=r.service_id,
                position=r.position,
                text=Pair(r.text_en, r.text_nl),
                refuses_on=r.refuses_on,
                refusal_code=r.refusal_code,
                advice=Pair(r.advice_en, r.advice_nl),
                valid_from=r.valid_from,
                valid_until=r.valid_until,
            ),
        )
        for r in rows
    )
