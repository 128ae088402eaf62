"""What the till takes and gives back. Amounts are cents, VAT is in basis points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.services.base import Refusal
from expatdesk.terms import (
    AccountState,
    Behalf,
    ChargeState,
    DocumentKind,
    FamilyRole,
    Means,
    PrintState,
    VisitState,
)
from expatdesk.texts import Pair


@dataclass(frozen=True)
class FeeLine:
    """One line that is or would be charged.

    `person_id` is None for lines added by hand. `state`: None while open. With an
    `exemption_id` the line costs nothing, by that rule. `gross` leads for consumers (VAT is in
    it); `invoice_net` is the tariff's price excl. VAT, which an invoice to a business asks for.
    """

    person_id: int | None
    role: FamilyRole | None
    product_id: int
    product_code: str
    text: Pair
    gross: int
    net: int
    vat_points: int
    exemption_id: int | None = None
    state: ChargeState | None = None
    reason: str = ""
    invoice_net: int = 0
    quantity: int = 1
    full_gross: int = 0
    """What it would cost if it were not exempt."""
    document: str = ""
    """Number of the receipt or slip by which it was settled; empty while open, and without one."""

    @property
    def vat(self) -> int:
        return self.gross - self.net

    @property
    def exempt(self) -> bool:
        return self.exemption_id is not None


@dataclass(frozen=True)
class ProductInfo:
    """Something that can be added to a bill, at its price of a day (cents of one piece)."""

    product_id: int
    code: str
    name: Pair
    gross: int
    net: int
    vat_points: int


@dataclass(frozen=True)
class QuoteRequest:
    """Asks for the fee as it will be, before anything is stored.

    `comers`: (person id or None, role). `day`: of the visit; it decides the tariff.
    """

    service_id: int
    comers: tuple[tuple[int | None, FamilyRole], ...]
    day: date
    booker: Behalf = Behalf.VISITOR
    payer: Behalf = Behalf.VISITOR
    employer_id: int | None = None
    exemption_id: int | None = None
    case_id: int | None = None
    priced_anew: bool = False
    """Whatever was settled in the case before does not count."""
    split_from_id: int | None = None
    """Who comes later than the others of that visit pays with them, unless priced anew."""


@dataclass(frozen=True)
class Quote:
    """`gross` by rule B (consumer); `net` is what an invoice excl. VAT would ask for."""

    lines: tuple[FeeLine, ...]
    gross: int
    net: int
    vat: int
    exemptions: tuple[int, ...]
    """Ids of the rules that could exempt this booking on that day."""


@dataclass(frozen=True)
class Tender:
    """One part of a payment. `tendered` is what was given in cash, before change."""

    means: Means
    amount: int
    tendered: int | None = None
    reference: str = ""
    paid_on: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Name and address for a full invoice."""

    name: str
    address: tuple[str, ...]
    latin: str = ""
    vat_id: str = ""


@dataclass(frozen=True)
class LineChoice:
    """What happens to one line of the case: dropped with a reason, or exempted with proof.

    With neither it is charged in full, also where the booking has noted an exemption. Lines
    without a choice are charged, or exempted where the booking has noted that with its proof.
    """

    person_id: int
    drop_reason: str = ""
    exemption_id: int | None = None
    exemption_proof: str = ""


@dataclass(frozen=True)
class AddedLine:
    product_id: int
    quantity: int = 1
    reason: str = ""


@dataclass(frozen=True)
class ChargeRequest:
    """Takes payment for what is open of a visit's case and issues the receipt.

    `tenders` must add up to the total (with cash: the total rounded to five cents for the
    cash part). Where everything is exempt or dropped there is nothing to charge and no receipt:
    `Till.exempt` settles that. `person_ids`: whose lines are charged; none means everybody's.
    So two payers make two documents.
    """

    visit_id: int
    tenders: tuple[Tender, ...]
    choices: tuple[LineChoice, ...] = ()
    added: tuple[AddedLine, ...] = ()
    recipient: Recipient | None = None
    language: str = "both"
    """Language of the paper: "en", "nl" or "both"."""
    person_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Issued:
    receipt_id: int
    label: str
    total: int
    rounding: int
    to_pay: int
    change: int


@dataclass(frozen=True)
class ChargeSheet:
    """What the till shows for a visit before anything is taken."""

    visit_id: int
    visit_version: int
    visit_code: str
    starts_at: int
    state: VisitState
    title: str
    latin: str
    party_size: int
    payer: Behalf
    payer_party_id: int | None
    payer_name: str
    po_number: str
    account_allowed: bool
    """The payer is an organisation that pays by invoice."""
    lines: tuple[FeeLine, ...]
    settled: tuple[FeeLine, ...]
    documents: tuple[ReceiptRow, ...]
    exemptions: tuple[tuple[int, Pair, Pair], ...]
    """(id, name, proof) of the rules that could apply on the day of the visit."""
    recipient: Recipient | None
    """Suggested name and address for a full invoice."""
    case_id: int = 0
    day: date = date.min
    """Day of the visit."""
    exemption_proof: str = ""
    """Proof that was noted with the booking."""
    cash_allowed: bool = False
    recipient_above: int = 10_000
    """A receipt of more cents than this needs a recipient with name and address."""


@dataclass(frozen=True)
class ReceiptRow:
    receipt_id: int
    kind: DocumentKind
    label: str
    issued_at: int
    day: date
    total: int
    rounding: int
    means: tuple[Means, ...]
    desk: Pair
    staff: str
    original_label: str
    credited: int
    """How much of it has been credited since, cents, positive."""
    print_state: PrintState | None


@dataclass(frozen=True)
class ReceiptLineView:
    line_id: int
    product_code: str
    text: Pair
    quantity: int
    gross: int
    vat: int
    vat_points: int
    credited: int


@dataclass(frozen=True)
class PaymentView:
    means: Means
    amount: int
    tendered: int | None
    change: int
    reference: str
    paid_on: date


@dataclass(frozen=True)
class Supplier:
    """The centre as it stood on the document when it was issued."""

    name: str
    address: tuple[str, ...]
    vat_id: str
    chamber_number: str
    vat_note: Pair


@dataclass(frozen=True)
class ReceiptView:
    """An issued document as frozen at its commit: all that paper needs."""

    receipt_id: int
    kind: DocumentKind
    label: str
    issued_at: int
    day: date
    service_day: date
    prepayment: bool
    staff: str
    desk: Pair
    supplier: Supplier
    lines: tuple[ReceiptLineView, ...]
    payments: tuple[PaymentView, ...]
    total: int
    vat: int
    rounding: int
    original_label: str
    original_day: date | None
    recipient: Recipient | None
    reference: str
    """Code of the visit."""
    verification: str
    """Short code of the chain hash."""
    language: str
    case_id: int | None
    qr_payload: str = ""
    """What the QR code holds: number, date, total and the whole hash."""
    recipient_erased: bool = False
    """It was a full invoice; name and address have been erased since."""


@dataclass(frozen=True)
class SlipView:
    """An unbilled charge on an account: paper that is no receipt."""

    unbilled_id: int
    label: str
    day: date
    at: int
    account: str
    po_number: str
    lines: tuple[FeeLine, ...]
    net: int
    staff: str
    desk: Pair
    supplier: Supplier
    reference: str
    state: AccountState = AccountState.OPEN


@dataclass(frozen=True)
class SlipRow:
    """An unbilled charge in a list. `day`: of the visit, `at`: when it was put there."""

    unbilled_id: int
    label: str
    day: date
    at: int
    account: str
    net: int
    state: AccountState
    desk: Pair
    staff: str


@dataclass(frozen=True)
class DayTotals:
    """What one day has taken, for the opening screen and the till's list."""

    day: date
    receipts: int
    taken: int
    by_means: dict[Means, int]
    vat: int
    rounding: int


class WrongAmount(Refusal):
    """The tenders do not add up to what is due."""


class NothingDue(Refusal):
    """Nothing is open on this case."""


class CashNotAccepted(Refusal):
    """The centre does not take cash (a setting)."""


class TooMuchCredited(Refusal):
    """More would be credited than was sold."""


class RecipientMissing(Refusal):
    """A receipt of this amount needs a name and an address."""


class AlreadyInvoiced(Refusal):
    """There is a linked invoice in this name already."""


class NotOnAccount(Refusal):
    """The payer has no account, or the charge on it is no longer open."""
