"""Reasons for turning somebody away, and topics of questions at the helpdesk."""

from __future__ import annotations

import re

from sqlalchemy import select

from expatdesk.i18n import N_
from expatdesk.model.settings import QuestionTopic, RefusalReason
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    Written,
    change_row,
    changed_name,
    edit,
    new_name,
    plain,
    remove_row,
)
from expatdesk.services.setup.types import ReasonEntry, ReasonLine, TopicEntry, TopicLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

_REASON_CODE = re.compile(r"R\d\d", re.ASCII)


class Reasons:
    """Codes are R and two digits; one that has been used is switched off, never taken out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[ReasonLine, ...]:
        with self._store.reading() as tx:
            return _reasons(tx)

    def add(self, actor: Actor, code: str, entry: ReasonEntry, *, key: str) -> Done[int]:
        """The value of the result is the number in the code. Raises Invalid."""

        def work(tx: Tx) -> Written:
            if not _REASON_CODE.fullmatch(code):
                raise Invalid(N_("A code is R and two digits."), field="code")
            if any(line.code == code for line in _reasons(tx)):
                raise Invalid(N_("There is one with this code already."), field="code")
            tx.insert(RefusalReason, code=code, **new_name(tx, entry.name), **_reason_row(entry))
            _note(tx, actor, "reason", int(code[1:]), "added")
            return Written(int(code[1:]), lambda key: self._remove(actor, code, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, code: str, version: int, entry: ReasonEntry, *, key: str
    ) -> Done[int]:
        """Words, place, sheet, on or off. Raises Invalid, Stale."""

        def work(tx: Tx) -> Written:
            was = _reason(tx, code)
            values = {**changed_name(tx, was.name, entry.name), **_reason_row(entry)}
            change_row(
                tx,
                RefusalReason,
                code,
                version,
                values,
                mine=entry,
                theirs=lambda: _reason(tx, code),
            )
            _note(tx, actor, "reason", int(code[1:]), "changed")
            return Written(
                int(code[1:]), lambda key: self.change(actor, code, version + 1, was, key=key)
            )

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, code: str, version: int, key: str) -> Done[int]:
        """Undoes `add`."""

        def work(tx: Tx) -> Written:
            remove_row(tx, RefusalReason, code, version)
            _note(tx, actor, "reason", int(code[1:]), "removed")
            return Written(int(code[1:]))

        return edit(self._store, actor, key, work)


class Topics:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[TopicLine, ...]:
        with self._store.reading() as tx:
            return _topics(tx)

    def add(self, actor: Actor, entry: TopicEntry, *, key: str) -> Done[int]:
        """Raises Invalid."""

        def work(tx: Tx) -> Written:
            row = {**new_name(tx, entry.name), **_topic_row(entry)}
            topic_id = tx.insert(QuestionTopic, **row)
            _note(tx, actor, "topic", topic_id, "added")
            return Written(topic_id, lambda key: self._remove(actor, topic_id, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, topic_id: int, version: int, entry: TopicEntry, *, key: str
    ) -> Done[int]:
        """Words, place, on or off. Raises Invalid, Stale."""

        def work(tx: Tx) -> Written:
            was = _topic(tx, topic_id)
            values = {**changed_name(tx, was.name, entry.name), **_topic_row(entry)}
            change_row(
                tx,
                QuestionTopic,
                topic_id,
                version,
                values,
                mine=entry,
                theirs=lambda: _topic(tx, topic_id),
            )
            _note(tx, actor, "topic", topic_id, "changed")
            return Written(
                topic_id, lambda key: self.change(actor, topic_id, version + 1, was, key=key)
            )

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, topic_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add`. Raises InUse."""

        def work(tx: Tx) -> Written:
            remove_row(tx, QuestionTopic, topic_id, version)
            _note(tx, actor, "topic", topic_id, "removed")
            return Written(topic_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, subject: str, row_id: int, action: str) -> None:
    log(tx, actor, subject, row_id, action)
    tx.touch("catalogue")


def _reason_row(entry: ReasonEntry) -> dict[str, object]:
    sheet = plain(entry.sheet, "sheet")
    return {"position": entry.position, "active": entry.active, "sheet": sheet}


def _topic_row(entry: TopicEntry) -> dict[str, object]:
    return {"position": entry.position, "active": entry.active}


def _reason(tx: Tx, code: str) -> ReasonEntry:
    entry = next((line.entry for line in _reasons(tx) if line.code == code), None)
    if entry is None:
        raise NotFound
    return entry


def _topic(tx: Tx, topic_id: int) -> TopicEntry:
    entry = next((line.entry for line in _topics(tx) if line.topic_id == topic_id), None)
    if entry is None:
        raise NotFound
    return entry


def _reasons(tx: Tx) -> tuple[ReasonLine, ...]:
    rows = tx.rows(
        select(
            RefusalReason.code,
            RefusalReason.version,
            RefusalReason.name_en,
            RefusalReason.name_nl,
            RefusalReason.name_en_changed,
            RefusalReason.name_nl_changed,
            RefusalReason.position,
            RefusalReason.active,
            RefusalReason.sheet,
        ).order_by(RefusalReason.position, RefusalReason.code)
    )
    return tuple(
        ReasonLine(
            r.code,
            r.version,
            ReasonEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                r.position,
                r.active,
                r.sheet,
            ),
        )
        for r in rows
    )


def _topics(tx: Tx) -> tuple[TopicLine, ...]:
    rows = tx.rows(
        select(
            QuestionTopic.id,
            QuestionTopic.version,
            QuestionTopic.name_en,
            QuestionTopic.name_nl,
            QuestionTopic.name_en_changed,
            QuestionTopic.name_nl_changed,
            QuestionTopic.position,
            QuestionTopic.active,
        ).order_by(QuestionTopic.position, QuestionTopic.id)
    )
    return tuple(
        TopicLine(
            r.id,
            r.version,
            TopicEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                r.position,
                r.active,
            ),
        )
        for r in rows
    )
