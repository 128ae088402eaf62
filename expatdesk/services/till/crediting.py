"""Credit receipts: what was sold goes back with the opposite sign and the VAT as it was stored."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from expatdesk.i18n import N_
from expatdesk.model.till import LineBalance
from expatdesk.money import round_cash
from expatdesk.services.base import Actor, Invalid, log
from expatdesk.services.till.drafts import Draft, DraftLine, DraftPayment
from expatdesk.services.till.house import House, house_now
from expatdesk.services.till.issuing import issue
from expatdesk.services.till.originals import OriginalDocument, OriginalLine, read_original
from expatdesk.services.till.sellable import Sellable
from expatdesk.services.till.settling import checked_reason
from expatdesk.services.till.types import CashNotAccepted, Issued, TooMuchCredited
from expatdesk.storage.errors import violated
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind, Means

_NEVER_MORE = "ck_line_balance_credited"


def refund_in_full(
    tx: Tx, sellable: Sellable, actor: Actor, receipt_id: int, means: Means, reason: str, key: str
) -> Issued:
    """Credits whatever is left of a receipt; its persons are due again.

    Raises TooMuchCredited where nothing is left.
    """
    noted = checked_reason(reason)
    house = house_now(tx)
    sale = read_original(tx, receipt_id)
    if sale.kind is not DocumentKind.RECEIPT:
        raise Invalid(N_("Only a receipt can be refunded."), field="receipt")
    left = tuple(line for line in sale.lines if line.remaining > 0)
    if not left:
        raise TooMuchCredited(N_("This receipt has been credited already."))
    check_cash(house, means)
    count_credits(tx, {line.line_id: line.remaining for line in left})
    draft = credit_draft(sale, left, means)
    sellable.reverse(tx, line_ids=[line.line_id for line in left])
    case_id = sellable.case_of(tx, receipt_id)
    document = issue(tx, actor, house, draft, key=key)
    if case_id is not None:
        sellable.file(tx, case_id, document.receipt_id)
    log(tx, actor, "receipt", receipt_id, "credited", label=document.label, reason=noted)
    tx.touch("till", receipt_id)
    return document.issued()


def count_credits(tx: Tx, amounts: dict[int, int]) -> None:
    """Counts what is credited of each line; the database itself refuses more than was sold.

    Raises TooMuchCredited.
    """
    try:
        for line_id, amount in sorted(amounts.items()):
            tx.execute(
                update(LineBalance)
                .where(LineBalance.line_id == line_id)
                .values(credited=LineBalance.credited + amount)
            )
    except IntegrityError as error:
        if violated(error) != _NEVER_MORE:
            raise
        raise TooMuchCredited(N_("More would be credited than was sold.")) from error


def credit_draft(sale: OriginalDocument, left: tuple[OriginalLine, ...], means: Means) -> Draft:
    """A credit of all that is left of these lines; cash back is rounded like cash taken."""
    lines = tuple(_credit_line(line) for line in left)
    total = sum(line.gross for line in lines)
    paid = round_cash(total) if means is Means.CASH else total
    return Draft(
        kind=DocumentKind.CREDIT,
        lines=lines,
        payments=(DraftPayment(means, paid),),
        rounding=paid - total,
        service_day=sale.service_day,
        reference=sale.reference,
        language=sale.language,
        original=sale.original,
    )


def check_cash(house: House, means: Means) -> None:
    if means is Means.CASH and not house.cash_allowed:
        raise CashNotAccepted(N_("This centre does not take cash."), field="means")


def _credit_line(line: OriginalLine) -> DraftLine:
    """The last part takes the remainder, so that VAT credited is VAT charged (domain 3.3)."""
    return DraftLine(
        product_code=line.product_code,
        text=line.text,
        quantity=line.quantity,
        gross=-line.remaining,
        vat=-(line.vat - line.vat_credited),
        vat_points=line.vat_points,
        ledger_account=line.ledger_account,
        original_line_id=line.line_id,
        original_ordinal=line.ordinal,
    )
