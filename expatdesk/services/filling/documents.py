"""Issues the documents of the past, as the till itself would have done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from expatdesk.canonical import chain_hash
from expatdesk.clock import day_of
from expatdesk.model.appointments import CaseReceipt
from expatdesk.model.till import (
    LineBalance,
    Payment,
    Posting,
    Receipt,
    ReceiptLine,
    ReceiptPrint,
    ReceiptRecipient,
    ReceiptSeal,
)
from expatdesk.services.filling.ledger import IssuedPast, Ledger
from expatdesk.services.filling.past import DocumentPast, LogPast
from expatdesk.services.till.drafts import Draft, DraftLine, DraftPayment, Original, postings, sold
from expatdesk.services.till.face import Frame, face_text, recipient_hash
from expatdesk.services.till.series import CHAIN, document_label, document_series
from expatdesk.terms import DocumentKind


def issue(ledger: Ledger, document: DocumentPast) -> None:
    """With the next number, behind the last of the chain; documents come in order of time."""
    draft = _draft(ledger, document)
    position = ledger.take(CHAIN)
    salt = hashlib.sha256(f"salt {position} {document.at}".encode()).hexdigest()[:32]
    frame = _frame(ledger, document, position, salt)
    house = ledger.houses.on(frame.day)
    entries = postings(draft, house)
    face = face_text(draft, frame, house.supplier, entries)
    previous, ledger.head = ledger.head, chain_hash(ledger.head, face)
    original = Original(position, frame.label, frame.day, ledger.head)
    ledger.issued[document] = IssuedPast(original, draft, ledger.lines + 1)
    ledger.add(
        Receipt,
        {
            "id": position,
            "kind": document.kind,
            "series": frame.series,
            "number": frame.number,
            "label": frame.label,
            "position": position,
            "issued_at": document.at,
            "day": frame.day,
            "staff_id": document.staff_id,
            "desk_id": document.desk_id,
            "original_id": None if draft.original is None else draft.original.receipt_id,
            "total": draft.total,
            "vat": draft.vat,
            "rounding": draft.rounding,
            "face": face,
            "prev_hash": previous,
            "hash": ledger.head,
            "key": f"filled-{position}",
        },
    )
    _add_parts(ledger, document, draft, original, entries)
    _add_beside(ledger, document, position, salt)


def _frame(ledger: Ledger, document: DocumentPast, position: int, salt: str) -> Frame:
    day = day_of(document.at)
    series = document_series(document.kind, day.year)
    number = ledger.take(series)
    named = document.recipient
    return Frame(
        series=series,
        number=number,
        label=document_label(document.kind, day.year, number),
        position=position,
        issued_at=document.at,
        day=day,
        staff_id=document.staff_id,
        desk_id=document.desk_id,
        desk=ledger.desks[document.desk_id],
        recipient_hash="" if named is None else recipient_hash(named, salt),
    )


def _draft(ledger: Ledger, document: DocumentPast) -> Draft:
    original = None if document.original is None else ledger.issued[document.original]
    return Draft(
        kind=document.kind,
        lines=_lines(ledger, document, original),
        payments=_payments(ledger, document, original),
        rounding=0,
        service_day=document.service_day,
        reference=document.reference,
        original=None if original is None else original.original,
        recipient=document.recipient,
    )


def _lines(
    ledger: Ledger, document: DocumentPast, original: IssuedPast | None
) -> tuple[DraftLine, ...]:
    match document.kind:
        case DocumentKind.RECEIPT:
            return tuple(
                sold(line, ledger.tariff.ledger_account(line.product_id))
                for line in ledger.fees(document.fees, document.service_day)
            )
        case DocumentKind.CREDIT:
            assert original is not None
            return tuple(_taken_back(original))
        case DocumentKind.INVOICE:
            assert original is not None
            return original.draft.lines
    return ()


def _taken_back(original: IssuedPast) -> Iterator[DraftLine]:
    for place, line in enumerate(original.draft.lines):
        yield DraftLine(
            product_code=line.product_code,
            text=line.text,
            quantity=line.quantity,
            gross=-line.gross,
            vat=-line.vat,
            vat_points=line.vat_points,
            ledger_account=line.ledger_account,
            original_line_id=original.first_line + place,
            original_ordinal=place + 1,
        )


def _payments(
    ledger: Ledger, document: DocumentPast, original: IssuedPast | None
) -> tuple[DraftPayment, ...]:
    if document.kind is DocumentKind.INVOICE:
        return ()
    if original is None:
        lines = ledger.fees(document.fees, document.service_day)
        total = sum(line.gross for line in lines)
        return (DraftPayment(document.means, total, reference=document.payment_reference),)
    total = original.draft.total
    if document.kind is DocumentKind.CREDIT:
        return (DraftPayment(document.means, -total),)
    assert document.wrong is not None
    return (DraftPayment(document.wrong, -total), DraftPayment(document.means, total))


def _add_parts(
    ledger: Ledger,
    document: DocumentPast,
    draft: Draft,
    issued: Original,
    entries: tuple[tuple[str, int], ...],
) -> None:
    """Lines, payments and postings."""
    for ordinal, line in enumerate(draft.lines, 1):
        _add_line(ledger, document, issued.receipt_id, ordinal, line)
    for ordinal, payment in enumerate(draft.payments, 1):
        ledger.add(
            Payment,
            {
                "receipt_id": issued.receipt_id,
                "ordinal": ordinal,
                "means": payment.means,
                "amount": payment.amount,
                "tendered": None,
                "reference": payment.reference,
                "paid_on": issued.day,
            },
        )
    for account, amount in entries:
        ledger.add(Posting, {"receipt_id": issued.receipt_id, "account": account, "amount": amount})


def _add_beside(ledger: Ledger, document: DocumentPast, receipt_id: int, salt: str) -> None:
    """Recipient, seal, print and case."""
    if document.recipient is not None:
        ledger.add(
            ReceiptRecipient,
            {
                "receipt_id": receipt_id,
                "name": document.recipient.name,
                "latin": document.recipient.latin,
                "address": "\n".join(document.recipient.address),
                "vat_id": document.recipient.vat_id,
                "salt": salt,
            },
        )
    ledger.add(ReceiptSeal, {"receipt_id": receipt_id})
    ledger.add(
        ReceiptPrint,
        {
            "receipt_id": receipt_id,
            "is_copy": False,
            "layout": "a5",
            "language": "both",
            "state": document.print_state,
            "at": document.at,
            "staff_id": document.staff_id,
        },
    )
    if document.in_case:
        ledger.add(CaseReceipt, {"case_id": document.case_id, "receipt_id": receipt_id})


def _add_line(
    ledger: Ledger, document: DocumentPast, receipt_id: int, ordinal: int, line: DraftLine
) -> None:
    ledger.lines += 1
    ledger.add(
        ReceiptLine,
        {
            "id": ledger.lines,
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
        },
    )
    if document.kind is DocumentKind.RECEIPT and line.gross:
        credited = line.gross if document.credited else 0
        ledger.add(LineBalance, {"line_id": ledger.lines, "sold": line.gross, "credited": credited})


def logged(ledger: Ledger, document: DocumentPast) -> LogPast:
    """As the till writes it: what refers to another document stands with that one."""
    mine = ledger.issued[document]
    subject = mine.original.receipt_id
    action, details = "issued", dict[str, str | int | None]()
    details["label"] = mine.original.label
    if document.original is not None:
        subject = ledger.issued[document.original].original.receipt_id
        action = {
            DocumentKind.CREDIT: "credited",
            DocumentKind.CORRECTION: "means_corrected",
            DocumentKind.INVOICE: "invoiced",
        }[document.kind]
        if document.reason:
            details["reason"] = document.reason
    else:
        details["total"] = mine.draft.total
    return LogPast(
        document.at, document.staff_id, document.desk_id, "receipt", subject, action, details
    )
