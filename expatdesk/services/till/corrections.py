"""Everyday corrections by counter-entry: the means of payment, and an invoice in another name.

Neither touches turnover or VAT: an issued document stays as it is, the correction stands
beside it with a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from expatdesk.i18n import N_
from expatdesk.model.till import Payment, Receipt, ReceiptRecipient
from expatdesk.money import round_cash
from expatdesk.services.base import Actor, Invalid, log
from expatdesk.services.till.crediting import check_cash
from expatdesk.services.till.drafts import Draft, DraftLine, DraftPayment
from expatdesk.services.till.house import house_now
from expatdesk.services.till.issuing import issue
from expatdesk.services.till.originals import OriginalDocument, read_original
from expatdesk.services.till.recipients import checked_recipient
from expatdesk.services.till.sellable import Sellable
from expatdesk.services.till.settling import checked_reason
from expatdesk.services.till.types import AlreadyInvoiced, Issued, Recipient, TooMuchCredited
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind, Means


@dataclass(frozen=True)
class PaidSoFar:
    """What a document and its corrections say was paid: by means, and the cash rounding."""

    by_means: dict[Means, int]
    rounding: int

    def moved(self, wrong: Means, right: Means) -> tuple[int, int]:
        """(what leaves the wrong means, what comes to the right one).

        The cash part alone is rounded, and as a whole: what cash gains or loses by the move
        is the difference between its rounded amounts before and after.
        """
        leaving = self.by_means.get(wrong, 0)
        cash = self.by_means.get(Means.CASH, 0)
        if wrong is Means.CASH:
            return leaving, leaving - self.rounding
        if right is Means.CASH:
            return leaving, round_cash(cash - self.rounding + leaving) - cash
        return leaving, leaving


def correct_means(
    tx: Tx,
    sellable: Sellable,
    actor: Actor,
    receipt_id: int,
    wrong: Means,
    right: Means,
    reason: str,
    key: str,
) -> Issued:
    """Moves all that was paid by the wrong means to the right one.

    Holds for receipts and for credits, and can be moved back again. Raises Invalid where
    nothing was paid by the wrong means.
    """
    noted = checked_reason(reason)
    if wrong is right:
        raise Invalid(N_("Choose another means of payment."), field="right")
    house = house_now(tx)
    check_cash(house, right)
    paid_document = read_original(tx, receipt_id)
    if paid_document.kind not in (DocumentKind.RECEIPT, DocumentKind.CREDIT):
        raise Invalid(N_("Nothing was paid with this document."), field="receipt")
    leaving, coming = paid_so_far(tx, receipt_id).moved(wrong, right)
    if not leaving:
        raise Invalid(N_("Nothing was paid by this means."), field="wrong")
    draft = Draft(
        kind=DocumentKind.CORRECTION,
        lines=(),
        payments=(DraftPayment(wrong, -leaving), DraftPayment(right, coming)),
        rounding=coming - leaving,
        service_day=paid_document.service_day,
        reference=paid_document.reference,
        language=paid_document.language,
        original=paid_document.original,
    )
    return _issue_beside(
        tx, sellable, actor, draft, receipt_id, "means_corrected", key, reason=noted
    )


def invoice_for(
    tx: Tx, sellable: Sellable, actor: Actor, receipt_id: int, recipient: Recipient, key: str
) -> Issued:
    """A linked invoice in another name for a receipt; once for each recipient.

    Raises AlreadyInvoiced, TooMuchCredited where the receipt has been taken back.
    """
    sale = read_original(tx, receipt_id)
    if sale.kind is not DocumentKind.RECEIPT:
        raise Invalid(N_("An invoice belongs to a receipt."), field="receipt")
    named = checked_recipient(recipient, sale.total)
    assert named is not None
    if all(not line.remaining for line in sale.lines):
        raise TooMuchCredited(N_("This receipt has been credited already."))
    if _is_invoiced(tx, receipt_id, named):
        raise AlreadyInvoiced(N_("There is an invoice in this name already."))
    draft = Draft(
        kind=DocumentKind.INVOICE,
        lines=_invoice_lines(sale),
        payments=(),
        rounding=0,
        service_day=sale.service_day,
        reference=sale.reference,
        language=sale.language,
        original=sale.original,
        recipient=named,
    )
    return _issue_beside(tx, sellable, actor, draft, receipt_id, "invoiced", key)


def paid_so_far(tx: Tx, receipt_id: int) -> PaidSoFar:
    """A document together with the corrections of its means; two statements."""
    family = or_(
        Receipt.id == receipt_id,
        (Receipt.original_id == receipt_id) & (Receipt.kind == DocumentKind.CORRECTION),
    )
    rows = tx.rows(
        select(Payment.means, func.sum(Payment.amount).label("amount"))
        .join(Receipt, Receipt.id == Payment.receipt_id)
        .where(family)
        .group_by(Payment.means)
    )
    rounding = tx.scalar(select(func.sum(Receipt.rounding)).where(family))
    return PaidSoFar({row.means: int(row.amount) for row in rows}, int(rounding or 0))


def _issue_beside(
    tx: Tx,
    sellable: Sellable,
    actor: Actor,
    draft: Draft,
    original_id: int,
    action: str,
    key: str,
    **details: str,
) -> Issued:
    """Issues a document that belongs to another one, and files it in the same case."""
    case_id = sellable.case_of(tx, original_id)
    document = issue(tx, actor, house_now(tx), draft, key=key)
    if case_id is not None:
        sellable.file(tx, case_id, document.receipt_id)
    log(tx, actor, "receipt", original_id, action, label=document.label, **details)
    tx.touch("till", original_id)
    return document.issued()


def _is_invoiced(tx: Tx, receipt_id: int, recipient: Recipient) -> bool:
    rows = tx.rows(
        select(ReceiptRecipient.name, ReceiptRecipient.address, ReceiptRecipient.vat_id)
        .join(Receipt, Receipt.id == ReceiptRecipient.receipt_id)
        .where(or_(Receipt.original_id == receipt_id, Receipt.id == receipt_id))
    )
    wanted = (recipient.name, "\n".join(recipient.address), recipient.vat_id)
    return any((row.name, row.address, row.vat_id) == wanted for row in rows)


def _invoice_lines(sale: OriginalDocument) -> tuple[DraftLine, ...]:
    return tuple(
        DraftLine(
            product_code=line.product_code,
            text=line.text,
            quantity=line.quantity,
            gross=line.gross,
            vat=line.vat,
            vat_points=line.vat_points,
            ledger_account=line.ledger_account,
        )
        for line in sale.lines
    )
