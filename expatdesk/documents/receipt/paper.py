"""What stands on a document of the till: amounts in cents, rates in basis points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.documents.parts import NO_WORDS, Centre, Languages, Layout, Recipient, Words
from expatdesk.terms import DocumentKind, Means


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    text: Words
    amount: int
    """Of the whole line, incl. VAT; negative where it is credited."""
    vat_points: int | None
    """Rate of the line; none where VAT is not charged (exempt, outside VAT, small business)."""
    quantity: int = 1
    unit_price: int | None = None
    """Incl. VAT; shown where the quantity is not one."""
    net: int | None = None
    """Of the whole line, excl. VAT."""


@dataclass(frozen=True, slots=True)
class VatShare:
    """All that was charged at one rate: base excl. VAT, and the VAT over it."""

    points: int | None
    base: int
    vat: int


@dataclass(frozen=True, slots=True)
class PaidBy:
    """One means of payment; ``amount`` is what stays in the till, negative when paid back."""

    means: Means
    amount: int
    tendered: int | None = None
    """Cash as handed over."""
    change: int | None = None
    reference: str = ""
    """Of the terminal or of the order."""
    paid_on: date | None = None
    """Said where it is another day than that of issue."""


@dataclass(frozen=True, slots=True)
class Original:
    """The document that is credited, corrected or invoiced."""

    label: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A till document as it is printed.

    With a recipient it is a full invoice, otherwise a simplified one
    (Wet op de omzetbelasting 1968, articles 34d, 34g and 35a).
    """

    kind: DocumentKind
    label: str
    """The number as printed, 2026-004183."""
    issued_at: datetime
    """Aware, in the time of the centre."""
    centre: Centre
    lines: tuple[ReceiptLine, ...]
    total: int
    """Incl. VAT, before cash rounding."""
    vat: tuple[VatShare, ...]
    payments: tuple[PaidBy, ...]
    rounding: int = 0
    """Added to the total because cash is paid to five cents."""
    desk: Words = NO_WORDS
    served_on: date | None = None
    """Day of the service; says the law, where it is not the day of issue."""
    prepaid_on: date | None = None
    """Day of the payment, for what is still to be delivered."""
    original: Original | None = None
    recipient: Recipient | None = None
    reference: str = ""
    """Code of the visit."""
    notes: tuple[Words, ...] = ()
    """Why no VAT is charged, and the like."""
    verification_code: str = ""
    qr_payload: str = ""
    copy: bool = False
    languages: Languages = Languages.BOTH
    layout: Layout = Layout.A5

    @property
    def is_full_invoice(self) -> bool:
        return self.recipient is not None or self.kind is DocumentKind.INVOICE

    @property
    def to_pay(self) -> int:
        """What changed hands: the total and its cash rounding."""
        return self.total + self.rounding

    @property
    def has_many_rates(self) -> bool:
        return len({line.vat_points for line in self.lines}) > 1
