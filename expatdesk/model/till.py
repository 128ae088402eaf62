"""Products and prices, charges of cases, issued documents and what they post."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Amount, Base, Dated, Epoch, Id, Named, Versioned, maybe_ref, ref
from expatdesk.terms import (
    AccountState,
    Behalf,
    ChargeState,
    DocumentKind,
    FamilyRole,
    Means,
    PrintState,
)


class Product(Named, Versioned, Base):
    __tablename__ = "product"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    vat_code: Mapped[str]
    ledger_account: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True, server_default="1")


class ProductPrice(Base):
    """Price from a day on, in cents; consumer prices include VAT, `net` is the one without."""

    __tablename__ = "product_price"

    product_id: Mapped[int] = ref("product.id", primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    gross: Mapped[Amount]
    net: Mapped[Amount]


class Exemption(Named, Dated, Versioned, Base):
    """Who pays nothing on visits in a period, and the proof that is shown for it."""

    __tablename__ = "exemption"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    code: Mapped[str]
    proof_en: Mapped[str]
    proof_nl: Mapped[str]
    booked_by: Mapped[Behalf | None]  # only when booked by this one
    named_employers: Mapped[bool]  # only for the employers in exemption_employer


class ExemptionEmployer(Base):
    __tablename__ = "exemption_employer"

    exemption_id: Mapped[int] = ref("exemption.id", primary_key=True)
    organisation_id: Mapped[int] = ref("organisation.id", primary_key=True)


class Charge(Base):
    """How the fee of one person in a case was settled; open fees are computed, not stored."""

    __tablename__ = "charge"
    __table_args__ = (
        Index("ix_charge_case", "case_id"),
        Index("ix_charge_receipt_line", "receipt_line_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    case_id: Mapped[int] = ref("visit_case.id")
    visit_id: Mapped[int] = ref("visit.id")
    person_id: Mapped[int | None] = maybe_ref("person.id")  # empty once anonymous
    role: Mapped[FamilyRole]
    product_id: Mapped[int] = ref("product.id")
    state: Mapped[ChargeState]
    gross: Mapped[Amount]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    exemption_id: Mapped[int | None] = maybe_ref("exemption.id")
    receipt_line_id: Mapped[int | None] = maybe_ref("receipt_line.id")
    unbilled_id: Mapped[int | None] = maybe_ref("unbilled_charge.id")
    at: Mapped[Epoch]


class NumberSeries(Base):
    """Counter of one kind of document in one year; `next` is the next number to be given."""

    __tablename__ = "number_series"
    __table_args__ = (CheckConstraint("next >= 1", name="positive"),)

    code: Mapped[str] = mapped_column(primary_key=True)  # "receipt:2026", "chain"
    next: Mapped[int] = mapped_column(BigInteger())


class Receipt(Base):
    """An issued till document, for ever. Carries no person key and no names.

    `face` is the canonical JSON that is hashed and printed; `position` counts all documents
    of the centre without gaps; `prev_hash` is the hash of the one before.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("series", "number"),
        UniqueConstraint("prev_hash"),
        UniqueConstraint("position"),
        UniqueConstraint("label"),
        Index("ix_receipt_day", "day"),
        Index("ix_receipt_original", "original_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    kind: Mapped[DocumentKind]
    series: Mapped[str]  # "receipt:2026"
    number: Mapped[int] = mapped_column(BigInteger())
    label: Mapped[str]  # "2026-004183"
    position: Mapped[int] = mapped_column(BigInteger())
    issued_at: Mapped[Epoch]
    day: Mapped[date]
    staff_id: Mapped[int] = ref("staff.id")
    desk_id: Mapped[int] = ref("desk.id")
    original_id: Mapped[int | None] = maybe_ref("receipt.id")
    total: Mapped[Amount]  # incl. VAT, before cash rounding; negative on a credit
    vat: Mapped[Amount]
    rounding: Mapped[Amount]  # cash rounding, added to what is paid
    face: Mapped[str]
    prev_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(unique=True)  # idempotency key


class ReceiptLine(Base):
    __tablename__ = "receipt_line"
    __table_args__ = (
        UniqueConstraint("receipt_id", "ordinal"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    receipt_id: Mapped[int] = ref("receipt.id")
    ordinal: Mapped[int] = mapped_column(Integer())
    product_code: Mapped[str]
    text_en: Mapped[str]
    text_nl: Mapped[str]
    quantity: Mapped[int] = mapped_column(Integer())
    gross: Mapped[Amount]  # of the line, incl. VAT
    vat: Mapped[Amount]
    vat_points: Mapped[int] = mapped_column(Integer())  # basis points
    ledger_account: Mapped[str]
    original_line_id: Mapped[int | None] = maybe_ref("receipt_line.id", index=True)


class Payment(Base):
    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("receipt_id", "ordinal"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    receipt_id: Mapped[int] = ref("receipt.id")
    ordinal: Mapped[int] = mapped_column(Integer())
    means: Mapped[Means]
    amount: Mapped[Amount]  # what stays in the till; negative when paid back
    tendered: Mapped[int | None] = mapped_column(BigInteger())
    reference: Mapped[str] = mapped_column(default="", server_default="")  # terminal, order
    paid_on: Mapped[date]


class Posting(Base):
    """Ledger entries of a document; they sum to zero."""

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_receipt", "receipt_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    receipt_id: Mapped[int] = ref("receipt.id")
    account: Mapped[str]
    amount: Mapped[Amount]  # debit positive, credit negative


class ReceiptSeal(Base):
    """Written last: the document is whole, nothing more may be added to it."""

    __tablename__ = "receipt_seal"

    receipt_id: Mapped[int] = ref("receipt.id", primary_key=True)


class ReceiptRecipient(Base):
    """Name and address on a full invoice: may be erased after seven years, never changed.

    The chain holds sha256(salt, name, address, VAT id), so it still stands after erasure.
    """

    __tablename__ = "receipt_recipient"

    receipt_id: Mapped[int] = ref("receipt.id", primary_key=True)
    name: Mapped[str]
    latin: Mapped[str] = mapped_column(default="", server_default="")
    address: Mapped[str]
    vat_id: Mapped[str] = mapped_column(default="", server_default="")
    salt: Mapped[str]


class LineBalance(Base):
    """Never more credited than was sold: the database counts per sold line."""

    __tablename__ = "line_balance"
    __table_args__ = (CheckConstraint("credited >= 0 AND credited <= sold", name="credited"),)

    line_id: Mapped[int] = ref("receipt_line.id", primary_key=True)
    sold: Mapped[Amount]
    credited: Mapped[Amount]


class ReceiptFile(Base):
    """The PDF of a document as it was rendered after the commit."""

    __tablename__ = "receipt_file"

    receipt_id: Mapped[int] = ref("receipt.id", primary_key=True)
    layout: Mapped[str] = mapped_column(primary_key=True)  # "a5", "roll"
    language: Mapped[str] = mapped_column(primary_key=True)  # "en", "nl", "both"
    file_id: Mapped[int] = ref("stored_file.id")


class ReceiptPrint(Base):
    """One try to bring a document to paper, to a file or into a mail."""

    __tablename__ = "receipt_print"
    __table_args__ = (
        Index("ix_receipt_print_receipt", "receipt_id"),
        Index("ix_receipt_print_state", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    receipt_id: Mapped[int] = ref("receipt.id")
    is_copy: Mapped[bool]
    layout: Mapped[str]
    language: Mapped[str]
    target: Mapped[str] = mapped_column(default="", server_default="")  # printer's name
    state: Mapped[PrintState]
    job: Mapped[str] = mapped_column(default="", server_default="")
    problem: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[Epoch]
    staff_id: Mapped[int] = ref("staff.id")


class UnbilledCharge(Base):
    """What an organisation owes for a case until it is invoiced: no receipt, no turnover."""

    __tablename__ = "unbilled_charge"
    __table_args__ = (
        UniqueConstraint("label"),
        Index("ix_unbilled_charge_account", "account_id", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    label: Mapped[str]  # "S2026-000017"
    account_id: Mapped[int] = ref("organisation.id")
    case_id: Mapped[int] = ref("visit_case.id", index=True)
    day: Mapped[date]  # of the visit
    at: Mapped[Epoch]
    po_number: Mapped[str] = mapped_column(default="", server_default="")
    net: Mapped[Amount]
    state: Mapped[AccountState]
    staff_id: Mapped[int] = ref("staff.id")
    desk_id: Mapped[int] = ref("desk.id")
    key: Mapped[str] = mapped_column(unique=True)


class UnbilledLine(Base):
    __tablename__ = "unbilled_line"
    __table_args__ = (
        UniqueConstraint("unbilled_id", "ordinal"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    unbilled_id: Mapped[int] = ref("unbilled_charge.id")
    ordinal: Mapped[int] = mapped_column(Integer())
    product_code: Mapped[str]
    text_en: Mapped[str]
    text_nl: Mapped[str]
    quantity: Mapped[int] = mapped_column(Integer())
    net: Mapped[Amount]  # of the line, excl. VAT
    vat_points: Mapped[int] = mapped_column(Integer())
    ledger_account: Mapped[str]
