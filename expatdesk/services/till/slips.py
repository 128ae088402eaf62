"""The slip of an unbilled charge: paper that is no receipt and shows no VAT."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.clock import day_of
from expatdesk.model.people import Organisation
from expatdesk.model.services import Desk
from expatdesk.model.staff import Staff
from expatdesk.model.till import Product, UnbilledCharge, UnbilledLine
from expatdesk.services.base import NotFound
from expatdesk.services.till.house import house_on
from expatdesk.services.till.types import FeeLine, SlipView
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


def read_slip(tx: Tx, unbilled_id: int, reference: str) -> SlipView:
    """Three statements. Raises NotFound."""
    row = tx.first(
        select(
            UnbilledCharge.id,
            UnbilledCharge.label,
            UnbilledCharge.day,
            UnbilledCharge.at,
            UnbilledCharge.po_number,
            UnbilledCharge.net,
            UnbilledCharge.state,
            Organisation.name.label("account"),
            Staff.short_name,
            Desk.name_en,
            Desk.name_nl,
        )
        .join(Organisation, Organisation.id == UnbilledCharge.account_id)
        .join(Staff, Staff.id == UnbilledCharge.staff_id)
        .join(Desk, Desk.id == UnbilledCharge.desk_id)
        .where(UnbilledCharge.id == unbilled_id)
    )
    if row is None:
        raise NotFound
    return SlipView(
        unbilled_id=row.id,
        label=row.label,
        day=row.day,
        at=row.at,
        account=row.account,
        po_number=row.po_number,
        lines=_lines(tx, unbilled_id),
        net=row.net,
        staff=row.short_name,
        desk=Pair(row.name_en, row.name_nl),
        supplier=house_on(tx, day_of(row.at)).supplier,
        reference=reference,
        state=row.state,
    )


def _lines(tx: Tx, unbilled_id: int) -> tuple[FeeLine, ...]:
    """Amounts excl. VAT; the invoice reckons VAT over all of its lines together."""
    rows = tx.rows(
        select(UnbilledLine.__table__, Product.id.label("product_id"))
        .outerjoin(Product, Product.code == UnbilledLine.product_code)
        .where(UnbilledLine.unbilled_id == unbilled_id)
        .order_by(UnbilledLine.ordinal)
    )
    return tuple(
        FeeLine(
            person_id=None,
            role=None,
            product_id=row.product_id or 0,
            product_code=row.product_code,
            text=Pair(row.text_en, row.text_nl),
            gross=row.net,
            net=row.net,
            vat_points=row.vat_points,
            invoice_net=row.net,
            quantity=row.quantity,
        )
        for row in rows
    )
