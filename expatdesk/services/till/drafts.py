"""A document before it has a number: its lines, its payments, what it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from expatdesk.services.till.house import House
from expatdesk.services.till.types import FeeLine, Recipient
from expatdesk.terms import DocumentKind, Means
from expatdesk.texts import Pair


@dataclass(frozen=True)
class DraftLine:
    """Amounts of the whole line in cents, negative where something is credited."""

    product_code: str
    text: Pair
    quantity: int
    gross: int
    vat: int
    vat_points: int
    ledger_account: str
    original_line_id: int | None = None
    original_ordinal: int | None = None


@dataclass(frozen=True)
class DraftPayment:
    """`amount`: what stays in the till; negative when it is paid back."""

    means: Means
    amount: int
    tendered: int | None = None
    reference: str = ""
    paid_on: date | None = None


@dataclass(frozen=True)
class Original:
    """The document to which another one refers."""

    receipt_id: int
    label: str
    day: date
    hash: str


@dataclass(frozen=True)
class Draft:
    kind: DocumentKind
    lines: tuple[DraftLine, ...]
    payments: tuple[DraftPayment, ...]
    rounding: int
    service_day: date
    reference: str = ""
    language: str = "both"
    original: Original | None = None
    recipient: Recipient | None = None

    @property
    def total(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def vat(self) -> int:
        return sum(line.vat for line in self.lines)


def sold(line: FeeLine, ledger_account: str) -> DraftLine:
    """A fee as a line of a receipt."""
    return DraftLine(
        product_code=line.product_code,
        text=line.text,
        quantity=line.quantity,
        gross=line.gross,
        vat=line.vat,
        vat_points=line.vat_points,
        ledger_account=ledger_account,
    )


def postings(draft: Draft, house: House) -> tuple[tuple[str, int], ...]:
    """Ledger entries (account, cents; debit positive), one for each account; they sum to zero.

    A linked invoice posts nothing: its turnover stands with the receipt.
    """
    if draft.kind is DocumentKind.INVOICE:
        return ()
    entries: dict[str, int] = {}
    for account, amount in _entries(draft, house):
        entries[account] = entries.get(account, 0) + amount
    return tuple((account, amount) for account, amount in sorted(entries.items()) if amount)


def _entries(draft: Draft, house: House) -> Iterable[tuple[str, int]]:
    for payment in draft.payments:
        yield house.accounts[payment.means], payment.amount
    for line in draft.lines:
        yield line.ledger_account, line.vat - line.gross
    yield house.vat_account, -draft.vat
    yield house.rounding_account, -draft.rounding
