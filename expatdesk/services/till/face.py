"""The face of a document: the canonical text that is hashed, printed and kept for ever.

It holds no names but the salted hash of the recipient; the member of staff stands in it by id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from expatdesk.canonical import Canonical, canonical_json
from expatdesk.services.till.drafts import Draft, DraftLine, DraftPayment
from expatdesk.services.till.types import Recipient, Supplier
from expatdesk.texts import Pair

FACE_VERSION = 1
VAT_RULE = "incl"  # the line incl. VAT leads (domain 3.3, rule B)


@dataclass(frozen=True)
class Frame:
    """What issuing adds to a draft."""

    series: str
    number: int
    label: str
    position: int
    issued_at: int
    day: date
    staff_id: int
    desk_id: int
    desk: Pair
    recipient_hash: str


def face_text(
    draft: Draft, frame: Frame, supplier: Supplier, entries: tuple[tuple[str, int], ...]
) -> str:
    """The face as canonical JSON; what is not there has no key."""
    content: dict[str, Canonical] = {
        "kind": draft.kind.value,
        "series": frame.series,
        "number": frame.number,
        "label": frame.label,
        "position": frame.position,
        "issued_at": frame.issued_at,
        "day": frame.day.isoformat(),
        "service_day": draft.service_day.isoformat(),
        "staff": frame.staff_id,
        "desk": {"id": frame.desk_id, "en": frame.desk.en, "nl": frame.desk.nl},
        "supplier": {
            "name": supplier.name,
            "address": list(supplier.address),
            "vat_id": supplier.vat_id,
            "chamber_number": supplier.chamber_number,
            "vat_note_en": supplier.vat_note.en,
            "vat_note_nl": supplier.vat_note.nl,
        },
        "lines": [_line(line) for line in draft.lines],
        "payments": [_payment(payment, frame.day) for payment in draft.payments],
        "postings": [{"account": account, "amount": amount} for account, amount in entries],
        "total": draft.total,
        "vat": draft.vat,
        "vat_rule": VAT_RULE,
        "rounding": draft.rounding,
        "reference": draft.reference,
        "language": draft.language,
    }
    if draft.original is not None:
        content["original"] = {
            "label": draft.original.label,
            "day": draft.original.day.isoformat(),
            "hash": draft.original.hash,
        }
    if frame.recipient_hash:
        content["recipient"] = frame.recipient_hash
    return canonical_json(content, FACE_VERSION)


def recipient_hash(recipient: Recipient, salt: str) -> str:
    """SHA-256 over salt, name and address: stays in the chain when the row is erased."""
    text = canonical_json(
        {
            "salt": salt,
            "name": recipient.name,
            "latin": recipient.latin,
            "address": list(recipient.address),
            "vat_id": recipient.vat_id,
        },
        FACE_VERSION,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _line(line: DraftLine) -> Canonical:
    content: dict[str, Canonical] = {
        "product": line.product_code,
        "en": line.text.en,
        "nl": line.text.nl,
        "quantity": line.quantity,
        "gross": line.gross,
        "vat": line.vat,
        "vat_points": line.vat_points,
        "account": line.ledger_account,
    }
    if line.original_ordinal is not None:
        content["original_line"] = line.original_ordinal
    return content


def _payment(payment: DraftPayment, day: date) -> Canonical:
    content: dict[str, Canonical] = {
        "means": payment.means.value,
        "amount": payment.amount,
        "reference": payment.reference,
        "paid_on": (payment.paid_on or day).isoformat(),
    }
    if payment.tendered is not None:
        content["tendered"] = payment.tendered
    return content
