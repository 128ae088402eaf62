"""From what the till has frozen, or would issue, to the values that paper is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from expatdesk.clock import local
from expatdesk.documents.parts import Centre, Languages, Layout, Recipient, Words
from expatdesk.documents.receipt import (
    Original,
    PaidBy,
    ReceiptLine,
    ReceiptPaper,
    VatShare,
)
from expatdesk.documents.slip import ChargeSlip, SlipLine
from expatdesk.services.till.types import (
    FeeLine,
    PaymentView,
    ReceiptLineView,
    ReceiptView,
    SlipView,
    Supplier,
    Tender,
)
from expatdesk.services.till.types import Recipient as TillRecipient
from expatdesk.terms import DocumentKind, Means
from expatdesk.texts import Pair

if TYPE_CHECKING:
    from expatdesk.documents.picture import CheckedPicture


def issued_paper(
    view: ReceiptView,
    *,
    layout: Layout,
    languages: Languages,
    copy: bool,
    logo: CheckedPicture | None = None,
) -> ReceiptPaper:
    """An issued document, from the values frozen at its commit."""
    issued_at = local(view.issued_at)
    later_service = view.service_day > view.day
    return ReceiptPaper(
        kind=view.kind,
        label=view.label,
        issued_at=issued_at,
        centre=centre_of(view.supplier, logo),
        lines=tuple(_line(line) for line in view.lines),
        total=view.total,
        vat=vat_shares((line.vat_points, line.gross, line.vat) for line in view.lines),
        payments=tuple(_payment(payment, issued_at) for payment in view.payments),
        rounding=view.rounding,
        desk=words(view.desk),
        served_on=view.service_day if view.service_day != view.day else None,
        prepaid_on=view.day if later_service and view.kind is DocumentKind.RECEIPT else None,
        original=_original(view),
        recipient=recipient_of(view.recipient),
        reference=view.reference,
        notes=_notes(view.supplier),
        verification_code=view.verification,
        qr_payload=view.qr_payload,
        copy=copy,
        languages=languages,
        layout=layout,
    )


def draft_paper(
    *,
    lines: Sequence[FeeLine],
    tenders: Sequence[Tender],
    rounding: int,
    supplier: Supplier,
    desk: Pair,
    at: datetime,
    reference: str,
    recipient: TillRecipient | None,
    layout: Layout,
    languages: Languages,
    service_day: date | None = None,
    logo: CheckedPicture | None = None,
) -> ReceiptPaper:
    """The receipt as it will print when it is issued now; its number comes with the commit."""
    today = at.date()
    served_on = None if service_day in (None, today) else service_day
    return ReceiptPaper(
        kind=DocumentKind.RECEIPT,
        label="",
        issued_at=at,
        centre=centre_of(supplier, logo),
        lines=tuple(_line(line) for line in lines),
        total=sum(line.gross for line in lines),
        vat=vat_shares((line.vat_points, line.gross, line.vat) for line in lines),
        payments=tuple(_tender(tender, at) for tender in tenders),
        rounding=rounding,
        desk=words(desk),
        served_on=served_on,
        prepaid_on=today if served_on is not None and served_on > today else None,
        recipient=recipient_of(recipient),
        reference=reference,
        notes=_notes(supplier),
        languages=languages,
        layout=layout,
    )


def slip_paper(
    view: SlipView,
    *,
    layout: Layout,
    languages: Languages,
    logo: CheckedPicture | None = None,
) -> ChargeSlip:
    """The slip of an unbilled charge."""
    return ChargeSlip(
        label=view.label,
        made_at=local(view.at),
        centre=centre_of(view.supplier, logo),
        account=Recipient(view.account),
        lines=tuple(
            SlipLine(words(line.text), line.invoice_net, line.quantity) for line in view.lines
        ),
        net=view.net,
        served_on=view.day,
        po_number=view.po_number,
        reference=view.reference,
        languages=languages,
        layout=layout,
    )


def vat_shares(parts: Iterable[tuple[int, int, int]]) -> tuple[VatShare, ...]:
    """(rate, gross, VAT) of lines summed by rate, the highest rate first."""
    sums: dict[int, tuple[int, int]] = {}
    for points, gross, vat in parts:
        base, charged = sums.get(points, (0, 0))
        sums[points] = (base + gross - vat, charged + vat)
    return tuple(
        VatShare(points or None, base, vat)
        for points, (base, vat) in sorted(sums.items(), reverse=True)
    )


def words(pair: Pair) -> Words:
    return Words(pair.en, pair.nl)


def centre_of(supplier: Supplier, logo: CheckedPicture | None = None) -> Centre:
    return Centre(
        name=supplier.name,
        address=supplier.address,
        vat_id=supplier.vat_id,
        chamber_number=supplier.chamber_number,
        logo=logo,
    )


def recipient_of(recipient: TillRecipient | None) -> Recipient | None:
    if recipient is None:
        return None
    return Recipient(
        name=recipient.name,
        latin=recipient.latin,
        address=recipient.address,
        vat_id=recipient.vat_id,
    )


def _line(line: ReceiptLineView | FeeLine) -> ReceiptLine:
    return ReceiptLine(
        text=words(line.text),
        amount=line.gross,
        vat_points=line.vat_points or None,
        quantity=line.quantity,
        unit_price=line.gross // line.quantity,
        net=line.gross - line.vat,
    )


def _payment(payment: PaymentView, issued_at: datetime) -> PaidBy:
    return PaidBy(
        means=payment.means,
        amount=payment.amount,
        tendered=payment.tendered,
        change=payment.change or None,
        reference=payment.reference,
        paid_on=payment.paid_on if payment.paid_on != issued_at.date() else None,
    )


def _tender(tender: Tender, at: datetime) -> PaidBy:
    change = None
    if tender.means is Means.CASH and tender.tendered is not None:
        change = tender.tendered - tender.amount or None
    return PaidBy(
        means=tender.means,
        amount=tender.amount,
        tendered=tender.tendered,
        change=change,
        reference=tender.reference,
        paid_on=tender.paid_on if tender.paid_on not in (None, at.date()) else None,
    )


def _original(view: ReceiptView) -> Original | None:
    if not view.original_label or view.original_day is None:
        return None
    return Original(view.original_label, view.original_day)


def _notes(supplier: Supplier) -> tuple[Words, ...]:
    note = supplier.vat_note
    return (words(note),) if note.en or note.nl else ()
