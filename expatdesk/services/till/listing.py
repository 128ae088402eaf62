"""Lists of issued documents and the totals of a day, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from expatdesk.model.services import Desk
from expatdesk.model.staff import Staff
from expatdesk.model.till import (
    LineBalance,
    Payment,
    Receipt,
    ReceiptLine,
    ReceiptPrint,
)
from expatdesk.names import clean
from expatdesk.services.till.types import DayTotals, ReceiptRow
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind, Means, PrintState
from expatdesk.texts import Pair

_TURNOVER = (DocumentKind.RECEIPT, DocumentKind.CREDIT)


def receipts_between(
    tx: Tx,
    first_day: date,
    last_day: date,
    text: str,
    named: Sequence[int],
    limit: int,
) -> tuple[ReceiptRow, ...]:
    """Newest first. `text`: part of a number; `named`: documents found by a code instead."""
    statement = _documents().where(Receipt.day.between(first_day, last_day))
    wanted = clean(text).upper()
    if wanted:
        statement = statement.where(
            or_(Receipt.label.contains(wanted, autoescape=True), Receipt.id.in_(named))
        )
    return _rows(tx, statement.order_by(Receipt.position.desc()).limit(limit))


def receipts_by_id(tx: Tx, receipt_ids: Sequence[int]) -> tuple[ReceiptRow, ...]:
    """These documents, oldest first."""
    if not receipt_ids:
        return ()
    statement = _documents().where(Receipt.id.in_(receipt_ids))
    return _rows(tx, statement.order_by(Receipt.position))


def totals_of(tx: Tx, day: date) -> DayTotals:
    """What a day has taken. A linked invoice is no second turnover; corrections move means."""
    means = tx.rows(
        select(Payment.means, func.sum(Payment.amount).label("amount"))
        .join(Receipt, Receipt.id == Payment.receipt_id)
        .where(Receipt.day == day)
        .group_by(Payment.means)
    )
    kinds = tx.rows(
        select(
            Receipt.kind,
            func.count().label("documents"),
            func.sum(Receipt.vat).label("vat"),
            func.sum(Receipt.rounding).label("rounding"),
        )
        .where(Receipt.day == day)
        .group_by(Receipt.kind)
    )
    by_means = {row.means: int(row.amount) for row in means}
    return DayTotals(
        day=day,
        receipts=sum(row.documents for row in kinds if row.kind is DocumentKind.RECEIPT),
        taken=sum(by_means.values()),
        by_means=by_means,
        vat=sum(int(row.vat) for row in kinds if row.kind in _TURNOVER),
        rounding=sum(int(row.rounding) for row in kinds),
    )


def _documents() -> Select[*tuple[Any, ...]]:
    original = aliased(Receipt)
    return (
        select(
            Receipt.id,
            Receipt.kind,
            Receipt.label,
            Receipt.issued_at,
            Receipt.day,
            Receipt.total,
            Receipt.rounding,
            Desk.name_en,
            Desk.name_nl,
            Staff.short_name,
            original.label.label("original_label"),
        )
        .join(Desk, Desk.id == Receipt.desk_id)
        .join(Staff, Staff.id == Receipt.staff_id)
        .outerjoin(original, original.id == Receipt.original_id)
    )


def _rows(tx: Tx, statement: Select[*tuple[Any, ...]]) -> tuple[ReceiptRow, ...]:
    found = tx.rows(statement)
    ids = [row.id for row in found]
    means, credited, printed = _means(tx, ids), _credited(tx, ids), _printed(tx, ids)
    return tuple(
        ReceiptRow(
            receipt_id=row.id,
            kind=row.kind,
            label=row.label,
            issued_at=row.issued_at,
            day=row.day,
            total=row.total,
            rounding=row.rounding,
            means=means.get(row.id, ()),
            desk=Pair(row.name_en, row.name_nl),
            staff=row.short_name,
            original_label=row.original_label or "",
            credited=credited.get(row.id, 0),
            print_state=printed.get(row.id),
        )
        for row in found
    )


def _means(tx: Tx, ids: Sequence[int]) -> dict[int, tuple[Means, ...]]:
    rows = tx.rows(
        select(Payment.receipt_id, Payment.means)
        .where(Payment.receipt_id.in_(ids))
        .order_by(Payment.receipt_id, Payment.ordinal)
    )
    found: dict[int, tuple[Means, ...]] = {}
    for receipt_id, means in rows:
        known = found.get(receipt_id, ())
        found[receipt_id] = known if means in known else (*known, means)
    return found


def _credited(tx: Tx, ids: Sequence[int]) -> dict[int, int]:
    rows = tx.rows(
        select(ReceiptLine.receipt_id, func.sum(LineBalance.credited))
        .join(LineBalance, LineBalance.line_id == ReceiptLine.id)
        .where(ReceiptLine.receipt_id.in_(ids))
        .group_by(ReceiptLine.receipt_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _printed(tx: Tx, ids: Sequence[int]) -> dict[int, PrintState]:
    """The state of the last try of each."""
    rows = tx.rows(
        select(ReceiptPrint.receipt_id, ReceiptPrint.state)
        .where(ReceiptPrint.receipt_id.in_(ids))
        .order_by(ReceiptPrint.id)
    )
    return {row.receipt_id: row.state for row in rows}
