"""The one step that issues a document: number, chain, rows and seal in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.canonical import FIRST, chain_hash
from expatdesk.clock import day_of
from expatdesk.model.services import Desk
from expatdesk.model.till import (
    LineBalance,
    Payment,
    Posting,
    Receipt,
    ReceiptLine,
    ReceiptRecipient,
    ReceiptSeal,
)
from expatdesk.services.base import Actor
from expatdesk.services.till.drafts import Draft, postings
from expatdesk.services.till.face import Frame, face_text, recipient_hash
from expatdesk.services.till.house import House
from expatdesk.services.till.series import CHAIN, document_label, document_series, next_number
from expatdesk.services.till.types import Issued
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind
from expatdesk.texts import Pair


@dataclass(frozen=True)
class Document:
    """A document that has been issued in this transaction; `line_ids` as the draft's lines."""

    receipt_id: int
    label: str
    day: date
    total: int
    rounding: int
    line_ids: tuple[int, ...]

    def issued(self, *, change: int = 0) -> Issued:
        return Issued(
            receipt_id=self.receipt_id,
            label=self.label,
            total=self.total,
            rounding=self.rounding,
            to_pay=self.total + self.rounding,
            change=change,
        )


def issue(tx: Tx, actor: Actor, house: House, draft: Draft, *, key: str) -> Document:
    """Issues a document with the next number. Nothing may be locked after this step.

    The chain is counted first: whoever holds it knows the document before, whose time is the
    earliest that this one can have, and with it the year of the number.
    """
    desk = tx.first(select(Desk.name_en, Desk.name_nl).where(Desk.id == actor.desk_id))
    position = next_number(tx, CHAIN)
    issued_at, previous = _predecessor(tx, position)
    day = day_of(issued_at)
    series = document_series(draft.kind, day.year)
    number = next_number(tx, series)
    salt = secrets.token_hex(16)
    frame = Frame(
        series=series,
        number=number,
        label=document_label(draft.kind, day.year, number),
        position=position,
        issued_at=issued_at,
        day=day,
        staff_id=actor.staff_id,
        desk_id=actor.desk_id,
        desk=Pair(*desk) if desk else Pair(),
        recipient_hash="" if draft.recipient is None else recipient_hash(draft.recipient, salt),
    )
    entries = postings(draft, house)
    face = face_text(draft, frame, house.supplier, entries)
    receipt_id = _insert_receipt(tx, draft, frame, face, previous, key)
    line_ids = _insert_lines(tx, draft, receipt_id)
    _insert_money(tx, draft, receipt_id, day, entries)
    _insert_recipient(tx, draft, receipt_id, salt)
    tx.insert(ReceiptSeal, receipt_id=receipt_id)
    tx.touch("till", receipt_id)
    return Document(receipt_id, frame.label, day, draft.total, draft.rounding, line_ids)


def _predecessor(tx: Tx, position: int) -> tuple[int, str]:
    """(time of issue, hash of the document before). A clock that went back does not matter."""
    if position == 1:
        return tx.now, FIRST
    before = tx.first(
        select(Receipt.issued_at, Receipt.hash).where(Receipt.position == position - 1)
    )
    if before is None:
        raise LookupError(f"the document at position {position - 1} is missing")
    return max(tx.now, before.issued_at), before.hash


def _insert_receipt(tx: Tx, draft: Draft, frame: Frame, face: str, previous: str, key: str) -> int:
    return tx.insert(
        Receipt,
        kind=draft.kind,
        series=frame.series,
        number=frame.number,
        label=frame.label,
        position=frame.position,
        issued_at=frame.issued_at,
        day=frame.day,
        staff_id=frame.staff_id,
        desk_id=frame.desk_id,
        original_id=None if draft.original is None else draft.original.receipt_id,
        total=draft.total,
        vat=draft.vat,
        rounding=draft.rounding,
        face=face,
        prev_hash=previous,
        hash=chain_hash(previous, face),
        key=key,
    )


def _insert_lines(tx: Tx, draft: Draft, receipt_id: int) -> tuple[int, ...]:
    """The lines, and a balance for each that was sold; a linked invoice sells nothing."""
    tx.insert_many(
        ReceiptLine,
        [
            {
                "receipt_id": receipt_id,
                "ordinal": ordinal,
                "product_code": line.product_code,
                "text_en": line.text.en,
                "text_nl": line.text.nl,
                "quantity": line.quantity,
                "gross": line.gross,
                "vat": line.vat,
                "vat_points": line.vat_points,
                "ledger_account": line.ledger_account,
                "original_line_id": line.original_line_id,
            }
            for ordinal, line in enumerate(draft.lines, start=1)
        ],
    )
    rows = tx.rows(
        select(ReceiptLine.id, ReceiptLine.gross)
        .where(ReceiptLine.receipt_id == receipt_id)
        .order_by(ReceiptLine.ordinal)
    )
    if draft.kind is DocumentKind.RECEIPT:
        tx.insert_many(
            LineBalance,
            [{"line_id": row.id, "sold": row.gross, "credited": 0} for row in rows if row.gross],
        )
    return tuple(row.id for row in rows)


def _insert_money(
    tx: Tx, draft: Draft, receipt_id: int, day: date, entries: tuple[tuple[str, int], ...]
) -> None:
    tx.insert_many(
        Payment,
        [
            {
                "receipt_id": receipt_id,
                "ordinal": ordinal,
                "means": payment.means,
                "amount": payment.amount,
                "tendered": payment.tendered,
                "reference": payment.reference,
                "paid_on": payment.paid_on or day,
            }
            for ordinal, payment in enumerate(draft.payments, start=1)
        ],
    )
    tx.insert_many(
        Posting,
        [{"receipt_id": receipt_id, "account": a, "amount": amount} for a, amount in entries],
    )


def _insert_recipient(tx: Tx, draft: Draft, receipt_id: int, salt: str) -> None:
    if draft.recipient is None:
        return
    tx.insert(
        ReceiptRecipient,
        receipt_id=receipt_id,
        name=draft.recipient.name,
        latin=draft.recipient.latin,
        address="\n".join(draft.recipient.address),
        vat_id=draft.recipient.vat_id,
        salt=salt,
    )
