"""Steps on what is to be told to somebody: the call list and the outbox."""

from __future__ import annotations

from sqlalchemy import update

from expatdesk.model.appointments import Message
from expatdesk.names import clean, clean_lines
from expatdesk.services.appointments.types import MessageEntry
from expatdesk.services.base import Actor, Stale, log
from expatdesk.storage.tx import Tx
from expatdesk.terms import MessageState


def draft_message(tx: Tx, actor: Actor | None, entry: MessageEntry) -> int:
    """Step: something to be told, by phone or by mail; gives its id."""
    message_id = tx.insert(
        Message,
        kind=entry.kind,
        state=MessageState.DRAFT,
        party_id=entry.party_id,
        visit_id=entry.visit_id,
        waiting_id=entry.waiting_id,
        address=clean(entry.address),
        language=entry.language,
        subject=clean(entry.subject),
        body=clean_lines(entry.body),
        file_id=entry.file_id,
        created_at=tx.now,
    )
    log(tx, actor, "message", message_id, "drafted", kind=entry.kind)
    tx.touch("messages", message_id)
    return message_id


def write_message(tx: Tx, message_id: int, version: int, to: MessageState) -> None:
    """Step: its new state, as of the version that was read. Raises Stale."""
    changed = tx.changed(
        update(Message)
        .where(Message.id == message_id, Message.version == version)
        .values(
            state=to,
            done_at=None if to is MessageState.DRAFT else tx.now,
            version=version + 1,
        )
    )
    if changed != 1:
        raise Stale(mine=version, theirs=version + 1)
    tx.touch("messages", message_id)
