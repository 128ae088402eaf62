"""Names on invoices, files, drafts, idempotency keys, rows of change and the log."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, or_, select

from expatdesk.model.files import StoredFile
from expatdesk.model.settings import Setting
from expatdesk.model.staff import ChangeRow, DoneKey, Draft, EventLog
from expatdesk.model.till import Receipt, ReceiptFile, ReceiptRecipient
from expatdesk.services.printing.queue import forget
from expatdesk.services.retention.terms import (
    BITE,
    DRAFT_DAYS,
    LOG_DAYS,
    TRACE_DAYS,
    Terms,
)
from expatdesk.services.settings.keys import CENTRE_LOGO
from expatdesk.storage.tx import Tx


def old_recipients(tx: Tx, terms: Terms) -> int:
    """A bite: names and addresses on full invoices, and the papers on which they stand.

    The chain holds a salted hash of them and still stands (Algemene wet inzake
    rijksbelastingen, art. 52: seven years).
    """
    ids = [
        row[0]
        for row in tx.rows(
            select(ReceiptRecipient.receipt_id)
            .join(Receipt, Receipt.id == ReceiptRecipient.receipt_id)
            .where(Receipt.day < terms.recipients_before)
            .limit(BITE)
        )
    ]
    tx.execute(delete(ReceiptFile).where(ReceiptFile.receipt_id.in_(ids)))
    tx.execute(delete(ReceiptRecipient).where(ReceiptRecipient.receipt_id.in_(ids)))
    return len(ids)


def loose_files(tx: Tx, terms: Terms) -> int:
    """A bite: files that nothing shows any more; what is written now is linked in a moment."""
    loose = (
        select(StoredFile.id)
        .where(StoredFile.created_at < terms.before(DRAFT_DAYS), ~_is_shown())
        .limit(BITE)
    )
    return tx.changed(delete(StoredFile).where(StoredFile.id.in_(loose)))


def old_drafts(tx: Tx, terms: Terms) -> int:
    old = select(Draft.token).where(Draft.updated_at < terms.before(DRAFT_DAYS)).limit(BITE)
    return tx.changed(delete(Draft).where(Draft.token.in_(old)))


def old_keys(tx: Tx, terms: Terms) -> int:
    old = select(DoneKey.key).where(DoneKey.at < terms.before(TRACE_DAYS)).limit(BITE)
    return tx.changed(delete(DoneKey).where(DoneKey.key.in_(old)))


def old_changes(tx: Tx, terms: Terms) -> int:
    old = select(ChangeRow.id).where(ChangeRow.at < terms.before(TRACE_DAYS)).limit(BITE)
    return tx.changed(delete(ChangeRow).where(ChangeRow.id.in_(old)))


def old_print_jobs(tx: Tx, terms: Terms) -> int:
    return forget(tx, terms.before(TRACE_DAYS), BITE)


def old_log(tx: Tx, terms: Terms) -> int:
    old = select(EventLog.id).where(EventLog.at < terms.before(LOG_DAYS)).limit(BITE)
    return tx.changed(delete(EventLog).where(EventLog.id.in_(old)))


def _is_shown() -> ColumnElement[bool]:
    """Whether any row of any table, also of a later one, points to the file.

    The centre's logo is pointed to by a setting: past, present, or to come.
    """
    files = StoredFile.__table__
    pointing = [
        key.parent
        for table in StoredFile.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is files
    ]
    logo = and_(Setting.key == CENTRE_LOGO.name, Setting.value == cast(StoredFile.id, String))
    shown = [
        exists().where(logo),
        *(exists().where(column == StoredFile.id) for column in pointing),
    ]
    return or_(*shown)
