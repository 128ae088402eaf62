"""A document as frozen at its commit: read from its face, never from what is set today."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from expatdesk.codes import verification_code
from expatdesk.model.staff import Staff
from expatdesk.model.till import LineBalance, Receipt, ReceiptLine, ReceiptRecipient
from expatdesk.services.base import NotFound
from expatdesk.services.till.types import (
    PaymentView,
    ReceiptLineView,
    ReceiptView,
    Recipient,
    Supplier,
)
from expatdesk.storage.tx import Tx
from expatdesk.terms import Means
from expatdesk.texts import Pair

Face = Mapping[str, Any]


def read_receipt(tx: Tx, receipt_id: int, case_id: int | None) -> ReceiptView:
    """Three statements. Raises NotFound."""
    row = tx.first(_statement().where(Receipt.id == receipt_id))
    if row is None:
        raise NotFound
    face: Face = json.loads(row.face)
    service_day = date.fromisoformat(face["service_day"])
    original = face.get("original")
    recipient = _recipient(tx, receipt_id)
    return ReceiptView(
        receipt_id=row.id,
        kind=row.kind,
        label=row.label,
        issued_at=row.issued_at,
        day=row.day,
        service_day=service_day,
        prepayment=service_day > row.day,
        staff=row.short_name,
        desk=Pair(face["desk"]["en"], face["desk"]["nl"]),
        supplier=_supplier(face["supplier"]),
        lines=_lines(face["lines"], _stored_lines(tx, receipt_id)),
        payments=tuple(_payment(payment) for payment in face["payments"]),
        total=row.total,
        vat=row.vat,
        rounding=row.rounding,
        original_label=original["label"] if original else "",
        original_day=date.fromisoformat(original["day"]) if original else None,
        recipient=recipient,
        reference=face["reference"],
        verification=verification_code(row.hash),
        language=face["language"],
        case_id=case_id,
        qr_payload=qr_payload(row.label, row.day, row.total, row.hash),
        recipient_erased="recipient" in face and recipient is None,
    )


def _statement() -> Select[*tuple[Any, ...]]:
    return select(
        Receipt.id,
        Receipt.kind,
        Receipt.label,
        Receipt.issued_at,
        Receipt.day,
        Receipt.total,
        Receipt.vat,
        Receipt.rounding,
        Receipt.face,
        Receipt.hash,
        Staff.short_name,
    ).join(Staff, Staff.id == Receipt.staff_id)


def qr_payload(label: str, day: date, total: int, hash_hex: str) -> str:
    """Number, day, total in cents and the whole hash: what `verify` needs to know the paper."""
    return f"ExpatDesk:1:{label}:{day.isoformat()}:{total}:{hash_hex}"


def _stored_lines(tx: Tx, receipt_id: int) -> Sequence[Row[Any]]:
    return tx.rows(
        select(ReceiptLine.id, LineBalance.credited)
        .outerjoin(LineBalance, LineBalance.line_id == ReceiptLine.id)
        .where(ReceiptLine.receipt_id == receipt_id)
        .order_by(ReceiptLine.ordinal)
    )


def _lines(faces: Sequence[Face], rows: Sequence[Row[Any]]) -> tuple[ReceiptLineView, ...]:
    return tuple(
        ReceiptLineView(
            line_id=row.id,
            product_code=line["product"],
            text=Pair(line["en"], line["nl"]),
            quantity=line["quantity"],
            gross=line["gross"],
            vat=line["vat"],
            vat_points=line["vat_points"],
            credited=row.credited or 0,
        )
        for line, row in zip(faces, rows, strict=True)
    )


def _payment(payment: Face) -> PaymentView:
    tendered = payment.get("tendered")
    return PaymentView(
        means=Means(payment["means"]),
        amount=payment["amount"],
        tendered=tendered,
        change=0 if tendered is None else tendered - payment["amount"],
        reference=payment["reference"],
        paid_on=date.fromisoformat(payment["paid_on"]),
    )


def _supplier(supplier: Face) -> Supplier:
    return Supplier(
        name=supplier["name"],
        address=tuple(supplier["address"]),
        vat_id=supplier["vat_id"],
        chamber_number=supplier["chamber_number"],
        vat_note=Pair(supplier["vat_note_en"], supplier["vat_note_nl"]),
    )


def _recipient(tx: Tx, receipt_id: int) -> Recipient | None:
    row = tx.first(
        select(
            ReceiptRecipient.name,
            ReceiptRecipient.address,
            ReceiptRecipient.latin,
            ReceiptRecipient.vat_id,
        ).where(ReceiptRecipient.receipt_id == receipt_id)
    )
    if row is None:
        return None
    return Recipient(row.name, tuple(row.address.split("\n")), row.latin, row.vat_id)
