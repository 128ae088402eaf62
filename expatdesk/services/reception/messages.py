"""The call list and the outbox: what is to be told, until it is done or discarded."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.i18n import N_
from expatdesk.model.appointments import Message
from expatdesk.services.appointments.messages import draft_message, write_message
from expatdesk.services.appointments.naming import party_names
from expatdesk.services.appointments.types import MessageEntry, MessageRow
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Stale, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception.subject import Part
from expatdesk.storage.tx import Tx
from expatdesk.terms import MessageKind, MessageState

LONGEST = 500
"""Rows that a list shows."""


class Messages(Part):
    def messages(self, kind: MessageKind) -> list[MessageRow]:
        """What is still to be told by phone or by mail, the oldest first."""
        with self._store.reading() as tx:
            rows = tx.rows(
                select(Message.__table__)
                .where(Message.state == MessageState.DRAFT, Message.kind == kind)
                .order_by(Message.created_at, Message.id)
                .limit(LONGEST)
            )
            names = party_names(tx, [row.party_id for row in rows])
        return [
            MessageRow(
                message_id=row.id,
                version=row.version,
                kind=row.kind,
                state=row.state,
                name=names.get(row.party_id, ""),
                address=row.address,
                language=row.language,
                subject=row.subject,
                body=row.body,
                visit_id=row.visit_id,
                waiting_id=row.waiting_id,
                file_id=row.file_id,
                created_at=row.created_at,
            )
            for row in rows
        ]

    def draft(self, actor: Actor, entry: MessageEntry, *, key: str) -> Done[int]:
        """Put something on the call list or into the outbox; gives its id. Undo discards it."""

        def work(tx: Tx) -> Written[int]:
            message_id = draft_message(tx, actor, entry)
            return Written(
                message_id, lambda: self.message_discard(actor, message_id, 1, key=new_key())
            )

        return self._carry_out(actor, key, int, work)

    def message_done(self, actor: Actor, message_id: int, version: int, *, key: str) -> Done[int]:
        """Called or sent; gives the new version. Undo puts it back on the list. Raises Stale."""
        return self._settle(actor, message_id, version, MessageState.DONE, key)

    def message_discard(
        self, actor: Actor, message_id: int, version: int, *, key: str
    ) -> Done[int]:
        """It need not be told any more; gives the new version. Undo puts it back."""
        return self._settle(actor, message_id, version, MessageState.DISCARDED, key)

    def _settle(
        self, actor: Actor, message_id: int, version: int, to: MessageState, key: str
    ) -> Done[int]:
        def work(tx: Tx) -> Written[int]:
            before = _read(tx, message_id, version)
            if before is to:
                raise Invalid(N_("This has been done already."))
            write_message(tx, message_id, version, to)
            log(tx, actor, "message", message_id, to.value)
            return Written(
                version + 1,
                lambda: self._settle(actor, message_id, version + 1, before, new_key()),
            )

        return self._carry_out(actor, key, int, work)


def draft_mail(
    tx: Tx,
    actor: Actor | None,
    *,
    address: str,
    language: str,
    subject: str,
    body: str,
    party_id: int | None = None,
    visit_id: int | None = None,
    file_id: int | None = None,
) -> int:
    """Step: a mail in the outbox, with the stored file that goes with it; gives its id."""
    return draft_message(
        tx,
        actor,
        MessageEntry(
            kind=MessageKind.MAIL,
            address=address,
            language=language,
            subject=subject,
            body=body,
            party_id=party_id,
            visit_id=visit_id,
            file_id=file_id,
        ),
    )


def settle_those_of(tx: Tx, waiting_id: int, states: dict[MessageKind, MessageState]) -> None:
    """Step: what was still to be told to somebody on the waiting list is settled so."""
    rows = tx.rows(
        select(Message.id, Message.version, Message.kind).where(
            Message.waiting_id == waiting_id, Message.state == MessageState.DRAFT
        )
    )
    for row in rows:
        write_message(tx, row.id, row.version, states[row.kind])


def _read(tx: Tx, message_id: int, version: int) -> MessageState:
    row = tx.first(select(Message.version, Message.state).where(Message.id == message_id))
    if row is None:
        raise NotFound
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    state: MessageState = row.state
    return state
