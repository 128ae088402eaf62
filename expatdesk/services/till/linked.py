"""What belongs together: a document with its credits and corrections, and the slips of accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from expatdesk.clock import day_bounds
from expatdesk.model.people import Organisation
from expatdesk.model.services import Desk
from expatdesk.model.staff import Staff
from expatdesk.model.till import Receipt, UnbilledCharge
from expatdesk.names import clean
from expatdesk.services.till.listing import receipts_by_id
from expatdesk.services.till.types import ReceiptRow, SlipRow
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


def linked_documents(tx: Tx, receipt_id: int) -> tuple[ReceiptRow, ...]:
    """The whole family, oldest first: a refund may itself have been corrected."""
    root = _original_of(tx, receipt_id)
    children = select(Receipt.id).where(Receipt.original_id == root)
    rows = tx.rows(
        select(Receipt.id).where(
            or_(
                Receipt.id == root,
                Receipt.original_id == root,
                Receipt.original_id.in_(children),
            )
        )
    )
    return receipts_by_id(tx, [row.id for row in rows])


def _original_of(tx: Tx, receipt_id: int) -> int:
    """The document that names no other one; a correction of a refund is two steps away."""
    above = aliased(Receipt)
    row = tx.first(
        select(Receipt.original_id, above.original_id.label("first"))
        .outerjoin(above, above.id == Receipt.original_id)
        .where(Receipt.id == receipt_id)
    )
    if row is None:
        return receipt_id
    return int(row.first or row.original_id or receipt_id)


def slips_between(
    tx: Tx, first_day: date, last_day: date, text: str, limit: int
) -> tuple[SlipRow, ...]:
    """Newest first, by the day on which they were put on the account."""
    since, until = day_bounds(first_day)[0], day_bounds(last_day)[1]
    statement = _slips().where(UnbilledCharge.at >= since, UnbilledCharge.at < until)
    wanted = clean(text).upper()
    if wanted:
        statement = statement.where(UnbilledCharge.label.contains(wanted, autoescape=True))
    return _rows(tx, statement.order_by(UnbilledCharge.id.desc()).limit(limit))


def slips_of_case(tx: Tx, case_id: int) -> tuple[SlipRow, ...]:
    """Oldest first."""
    statement = _slips().where(UnbilledCharge.case_id == case_id)
    return _rows(tx, statement.order_by(UnbilledCharge.id))


def _slips() -> Select[*tuple[Any, ...]]:
    return (
        select(
            UnbilledCharge.id,
            UnbilledCharge.label,
            UnbilledCharge.day,
            UnbilledCharge.at,
            Organisation.name.label("account"),
            UnbilledCharge.net,
            UnbilledCharge.state,
            Desk.name_en,
            Desk.name_nl,
            Staff.short_name,
        )
        .join(Organisation, Organisation.id == UnbilledCharge.account_id)
        .join(Desk, Desk.id == UnbilledCharge.desk_id)
        .join(Staff, Staff.id == UnbilledCharge.staff_id)
    )


def _rows(tx: Tx, statement: Select[*tuple[Any, ...]]) -> tuple[SlipRow, ...]:
    return tuple(
        SlipRow(
            unbilled_id=row.id,
            label=row.label,
            day=row.day,
            at=row.at,
            account=row.account,
            net=row.net,
            state=row.state,
            desk=Pair(row.name_en, row.name_nl),
            staff=row.short_name,
        )
        for row in tx.rows(statement)
    )
