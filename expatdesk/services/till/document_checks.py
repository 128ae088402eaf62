"""Recomputes issued documents: chain, faces, sums, postings and recipients.

Reads them in pages in the order of the chain, five statements a page, and trusts nothing that
the database says about itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from expatdesk.canonical import FIRST, chain_hash
from expatdesk.clock import day_of
from expatdesk.i18n import _
from expatdesk.model.till import (
    Payment,
    Posting,
    Receipt,
    ReceiptLine,
    ReceiptRecipient,
    ReceiptSeal,
)
from expatdesk.services.till.face import recipient_hash
from expatdesk.services.till.findings import Finding
from expatdesk.services.till.series import document_label, document_series
from expatdesk.services.till.types import Recipient
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind

PAGE = 500
KEPT_BOOK_YEARS = 7


@dataclass
class _Page:
    """Documents with their rows, by receipt id."""

    documents: Sequence[Row[Any]]
    lines: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    payments: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    postings: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    recipients: dict[int, Row[Any]] = field(default_factory=dict)
    today: date = date.min


def check_documents(tx: Tx, progress: Callable[[int], None] | None = None) -> Iterator[Finding]:
    """All documents, oldest first; `progress` hears how many have been looked at."""
    previous, before, seen = FIRST, 0, 0
    while documents := _documents(tx, seen):
        page = _page(tx, documents)
        for row in documents:
            seen += 1
            if row.position != seen:
                text = _("Position {expected} is missing from the chain.").format(expected=seen)
                yield Finding("chain", row.label, text)
                seen = row.position
            if row.prev_hash != previous:
                yield Finding("chain", row.label, _("It does not follow the one before it."))
            if row.hash != chain_hash(row.prev_hash, row.face):
                yield Finding("chain", row.label, _("Its hash is not that of its contents."))
            if row.issued_at < before:
                yield Finding("chain", row.label, _("It is older than the one before it."))
            previous, before = row.hash, row.issued_at
            yield from _check(page, row)
        if progress is not None:
            progress(seen)


def _check(page: _Page, row: Row[Any]) -> Iterator[Finding]:
    if row.sealed is None:
        yield Finding("sums", row.label, _("It was never finished."))
    yield from _check_sums(page, row)
    face = json.loads(row.face)
    if _as_stored(page, row) != {name: face.get(name) for name in _as_stored(page, row)}:
        yield Finding("face", row.label, _("Its rows say something else than its face."))
    if row.label != document_label(row.kind, row.day.year, row.number) or (
        row.series != document_series(row.kind, row.day.year)
    ):
        yield Finding("numbers", row.label, _("Its number is not that of its kind and year."))
    if row.day != day_of(row.issued_at):
        yield Finding("face", row.label, _("Its day is not that of its time."))
    yield from _check_recipient(page, row, face.get("recipient", ""))


def _check_sums(page: _Page, row: Row[Any]) -> Iterator[Finding]:
    lines, payments = page.lines[row.id], page.payments[row.id]
    if sum(line.gross for line in lines) != row.total:
        yield Finding("sums", row.label, _("Its lines do not add up to its total."))
    if sum(line.vat for line in lines) != row.vat:
        yield Finding("sums", row.label, _("The VAT of its lines does not add up."))
    due = 0 if row.kind is DocumentKind.INVOICE else row.total + row.rounding
    if sum(payment.amount for payment in payments) != due:
        yield Finding("sums", row.label, _("Its payments do not add up."))
    if sum(posting.amount for posting in page.postings[row.id]):
        yield Finding("postings", row.label, _("Its postings do not add up to zero."))


def _check_recipient(page: _Page, row: Row[Any], expected: str) -> Iterator[Finding]:
    kept = page.recipients.get(row.id)
    if kept is None:
        young = page.today.year - row.day.year <= KEPT_BOOK_YEARS
        if expected and young:
            yield Finding("recipients", row.label, _("Its name was erased before its time."))
        return
    recipient = Recipient(kept.name, tuple(kept.address.split("\n")), kept.latin, kept.vat_id)
    if recipient_hash(recipient, kept.salt) != expected:
        yield Finding("recipients", row.label, _("Its name or address has been changed."))


def _as_stored(page: _Page, row: Row[Any]) -> dict[str, object]:
    """The parts of the face that stand in rows as well."""
    return {
        "kind": row.kind.value,
        "series": row.series,
        "number": row.number,
        "label": row.label,
        "position": row.position,
        "issued_at": row.issued_at,
        "day": row.day.isoformat(),
        "staff": row.staff_id,
        "total": row.total,
        "vat": row.vat,
        "rounding": row.rounding,
        "lines": [_line(line) for line in page.lines[row.id]],
        "payments": [_payment(payment) for payment in page.payments[row.id]],
        "postings": [
            {"account": posting.account, "amount": posting.amount}
            for posting in page.postings[row.id]
        ],
    }


def _line(line: Row[Any]) -> dict[str, object]:
    content: dict[str, object] = {
        "product": line.product_code,
        "en": line.text_en,
        "nl": line.text_nl,
        "quantity": line.quantity,
        "gross": line.gross,
        "vat": line.vat,
        "vat_points": line.vat_points,
        "account": line.ledger_account,
    }
    if line.original_ordinal is not None:
        content["original_line"] = line.original_ordinal
    return content


def _payment(payment: Row[Any]) -> dict[str, object]:
    content: dict[str, object] = {
        "means": payment.means.value,
        "amount": payment.amount,
        "reference": payment.reference,
        "paid_on": payment.paid_on.isoformat(),
    }
    if payment.tendered is not None:
        content["tendered"] = payment.tendered
    return content


def _documents(tx: Tx, after: int) -> Sequence[Row[Any]]:
    return tx.rows(
        select(Receipt.__table__, ReceiptSeal.receipt_id.label("sealed"))
        .outerjoin(ReceiptSeal, ReceiptSeal.receipt_id == Receipt.id)
        .where(Receipt.position > after)
        .order_by(Receipt.position)
        .limit(PAGE)
    )


def _page(tx: Tx, documents: Sequence[Row[Any]]) -> _Page:
    ids = [row.id for row in documents]
    page = _Page(documents, today=day_of(tx.now))
    original = aliased(ReceiptLine)
    for line in tx.rows(
        select(ReceiptLine.__table__, original.ordinal.label("original_ordinal"))
        .outerjoin(original, original.id == ReceiptLine.original_line_id)
        .where(ReceiptLine.receipt_id.in_(ids))
        .order_by(ReceiptLine.receipt_id, ReceiptLine.ordinal)
    ):
        page.lines[line.receipt_id].append(line)
    for payment in tx.rows(
        select(Payment.__table__)
        .where(Payment.receipt_id.in_(ids))
        .order_by(Payment.receipt_id, Payment.ordinal)
    ):
        page.payments[payment.receipt_id].append(payment)
    for posting in tx.rows(
        select(Posting.__table__).where(Posting.receipt_id.in_(ids)).order_by(Posting.id)
    ):
        page.postings[posting.receipt_id].append(posting)
    for recipient in tx.rows(
        select(ReceiptRecipient.__table__).where(ReceiptRecipient.receipt_id.in_(ids))
    ):
        page.recipients[recipient.receipt_id] = recipient
    return page
