"""Reads an issued document that another one is to refer to, and keeps others away from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from expatdesk.model.till import LineBalance, Receipt, ReceiptLine
from expatdesk.services.base import NotFound
from expatdesk.services.till.drafts import Original
from expatdesk.storage.tx import Lock, Tx
from expatdesk.terms import DocumentKind
from expatdesk.texts import Pair


@dataclass(frozen=True)
class OriginalLine:
    """A line as sold, with what has been credited of it: `credited` and `vat_credited` >= 0."""

    line_id: int
    ordinal: int
    product_code: str
    text: Pair
    quantity: int
    gross: int
    vat: int
    vat_points: int
    ledger_account: str
    credited: int
    vat_credited: int

    @property
    def remaining(self) -> int:
        return self.gross - self.credited


@dataclass(frozen=True)
class OriginalDocument:
    original: Original
    kind: DocumentKind
    total: int
    service_day: date
    reference: str
    language: str
    lines: tuple[OriginalLine, ...]


def read_original(tx: Tx, receipt_id: int, *, lock: bool = True) -> OriginalDocument:
    """The document with what has been credited of it, locked against others that credit it.

    Raises NotFound.
    """
    row = tx.first(
        select(
            Receipt.id,
            Receipt.kind,
            Receipt.label,
            Receipt.day,
            Receipt.total,
            Receipt.hash,
            Receipt.face,
        ).where(Receipt.id == receipt_id)
    )
    if row is None:
        raise NotFound
    if lock:
        ids = tx.rows(select(ReceiptLine.id).where(ReceiptLine.receipt_id == receipt_id))
        tx.lock(Lock.ORIGINAL_LINE, [each.id for each in ids])
    face = json.loads(row.face)
    return OriginalDocument(
        original=Original(row.id, row.label, row.day, row.hash),
        kind=row.kind,
        total=row.total,
        service_day=date.fromisoformat(face["service_day"]),
        reference=face["reference"],
        language=face["language"],
        lines=_lines(tx, receipt_id),
    )


def _lines(tx: Tx, receipt_id: int) -> tuple[OriginalLine, ...]:
    """One statement; credit lines are summed up beside the lines that they credit."""
    credit = aliased(ReceiptLine)
    vat_credited = (
        select(func.coalesce(func.sum(-credit.vat), 0))
        .where(credit.original_line_id == ReceiptLine.id)
        .scalar_subquery()
    )
    rows = tx.rows(
        select(
            ReceiptLine.__table__,
            func.coalesce(LineBalance.credited, 0).label("credited"),
            vat_credited.label("vat_credited"),
        )
        .outerjoin(LineBalance, LineBalance.line_id == ReceiptLine.id)
        .where(ReceiptLine.receipt_id == receipt_id)
        .order_by(ReceiptLine.ordinal)
    )
    return tuple(
        OriginalLine(
            line_id=row.id,
            ordinal=row.ordinal,
            product_code=row.product_code,
            text=Pair(row.text_en, row.text_nl),
            quantity=row.quantity,
            gross=row.gross,
            vat=row.vat,
            vat_points=row.vat_points,
            ledger_account=row.ledger_account,
            credited=row.credited,
            vat_credited=int(row.vat_credited),
        )
        for row in rows
    )
