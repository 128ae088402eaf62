"""Writes documents, accounts and charges, as the till itself would have issued them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from expatdesk.canonical import FIRST, chain_hash
from expatdesk.clock import day_of
from expatdesk.model.appointments import CaseReceipt
from expatdesk.model.services import Desk
from expatdesk.model.settings import Setting
from expatdesk.model.till import (
    Charge,
    LineBalance,
    NumberSeries,
    Payment,
    Posting,
    Receipt,
    ReceiptLine,
    ReceiptPrint,
    ReceiptRecipient,
    ReceiptSeal,
    UnbilledCharge,
    UnbilledLine,
)
from expatdesk.services.filling.past import (
    AccountPast,
    DocumentPast,
    ExemptPast,
    FeePast,
    LogPast,
    Past,
)
from expatdesk.services.filling.rows import Row, insert_all
from expatdesk.services.till.drafts import (
    Draft,
    DraftLine,
    DraftPayment,
    Original,
    postings,
    sold,
)
from expatdesk.services.till.face import Frame, face_text, recipient_hash
from expatdesk.services.till.house import House, house_on
from expatdesk.services.till.series import (
    CHAIN,
    SLIP,
    document_label,
    document_series,
    slip_label,
)
from expatdesk.services.till.tariffs import Tariff, load_tariff
from expatdesk.services.till.types import FeeLine
from expatdesk.storage.tx import Tx
from expatdesk.terms import ChargeState, DocumentKind
from expatdesk.texts import Pair


@dataclass
class _Ledger:
    """Rows of all documents so far, and where numbers and the chain stand."""

    tariff: Tariff
    houses: _Houses
    desks: dict[int, Pair]
    next_of: dict[str, int] = field(default_factory=dict)
    head: str = FIRST
    issued: dict[DocumentPast, _Issued] = field(default_factory=dict)
    lines: int = 0
    rows: dict[type, list[Row]] = field(default_factory=dict)

    def add(self, table: type, row: Row) -> None:
        self.rows.setdefault(table, []).append(row)

    def take(self, series: str) -> int:
        number = self.next_of.get(series, 1)
        self.next_of[series] = number + 1
        return number


@dataclass(frozen=True)
class _Issued:
    original: Original
    draft: Draft
    first_line: int


class _Houses:
    """The centre as the till needs it on a day, read once for each time it changed."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        changes = tx.rows(select(Setting.valid_from).distinct().order_by(Setting.valid_from))
        self._changes = [row[0] for row in changes]
        self._known: dict[int, House] = {}

    def on(self, day: date) -> House:
        era = bisect_right(self._changes, day)
        if era not in self._known:
            self._known[era] = house_on(self._tx, day)
        return self._known[era]


def write_money(tx: Tx, past: Past) -> None:
    """Documents in the order in which they were issued, then accounts, then charges."""
    desks = tx.rows(select(Desk.id, Desk.name_en, Desk.name_nl))
    ledger = _Ledger(load_tariff(tx), _Houses(tx), {row[0]: Pair(row[1], row[2]) for row in desks})
    for document in sorted(past.documents, key=lambda one: one.at):
        _issue(ledger, document)
        past.log.append(_logged(ledger, document))
    slips = _put_on_account(ledger, past)
    _charge(ledger, past, slips)
    for table in (
        NumberSeries,
        Receipt,
        ReceiptLine,
        Payment,
        Posting,
        ReceiptRecipient,
        ReceiptSeal,
        LineBalance,
        ReceiptPrint,
        CaseReceipt,
        UnbilledCharge,
        UnbilledLine,
        Charge,
    ):
        if table is NumberSeries:
            counters = [{"code": code, "next": n} for code, n in sorted(ledger.next_of.items())]
            insert_all(tx, table, counters)
        else:
            insert_all(tx, table, ledger.rows.get(table, ()))


def _issue(ledger: _Ledger, document: DocumentPast) -> None:
    draft = _draft(ledger, document)
    day = day_of(document.at)
    house = ledger.houses.on(day)
    position = ledger.take(CHAIN)
    series = document_series(document.kind, day.year)
    number = ledger.take(series)
    salt = hashlib.sha256(f"salt {position} {document.at}".encode()).hexdigest()[:32]
    named = draft.recipient
    frame = Frame(
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
    entries = postings(draft, house)
    face = face_text(draft, frame, house.supplier, entries)
    previous, ledger.head = ledger.head, chain_hash(ledger.head, face)
    ledger.issued[document] = _Issued(
        Original(position, frame.label, day, ledger.head), draft, ledger.lines + 1
    )
    ledger.add(
        Receipt,
        {
            "id": position,
            "kind": document.kind,
            "series": series,
            "number": number,
            "label": frame.label,
            "position": position,
            "issued_at": document.at,
            "day": day,
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
    _add_parts(ledger, document, draft, position, entries, salt)


def _draft(ledger: _Ledger, document: DocumentPast) -> Draft:
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
    ledger: _Ledger, document: DocumentPast, original: _Issued | None
) -> tuple[DraftLine, ...]:
    match document.kind:
        case DocumentKind.RECEIPT:
            return tuple(
                sold(line, ledger.tariff.ledger_account(line.product_id))
                for line in _fees(ledger, document.fees, document.service_day)
            )
        case DocumentKind.CREDIT:
            assert original is not None
            return tuple(_taken_back(original))
        case DocumentKind.INVOICE:
            assert original is not None
            return original.draft.lines
    return ()


def _fees(ledger: _Ledger, fees: tuple[FeePast, ...], on: date) -> list[FeeLine]:
    return [
        ledger.tariff.line(fee.product_id, on, person_id=fee.person_id, role=fee.role)
        for fee in fees
    ]


def _taken_back(original: _Issued) -> Iterator[DraftLine]:
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
    ledger: _Ledger, document: DocumentPast, original: _Issued | None
) -> tuple[DraftPayment, ...]:
    if document.kind is DocumentKind.INVOICE:
        return ()
    if original is None:
        lines = _fees(ledger, document.fees, document.service_day)
        total = sum(line.gross for line in lines)
        return (DraftPayment(document.means, total, reference=document.payment_reference),)
    total = original.draft.total
    if document.kind is DocumentKind.CREDIT:
        return (DraftPayment(document.means, -total),)
    assert document.wrong is not None
    return (DraftPayment(document.wrong, -total), DraftPayment(document.means, total))


def _add_parts(
    ledger: _Ledger,
    document: DocumentPast,
    draft: Draft,
    receipt_id: int,
    entries: tuple[tuple[str, int], ...],
    salt: str,
) -> None:
    """Lines, payments, postings, recipient, seal, and what goes beside the document."""
    for ordinal, line in enumerate(draft.lines, 1):
        _add_line(ledger, document, receipt_id, ordinal, line)
    day = day_of(document.at)
    for ordinal, payment in enumerate(draft.payments, 1):
        ledger.add(
            Payment,
            {
                "receipt_id": receipt_id,
                "ordinal": ordinal,
                "means": payment.means,
                "amount": payment.amount,
                "tendered": None,
                "reference": payment.reference,
                "paid_on": day,
            },
        )
    for account, amount in entries:
        ledger.add(Posting, {"receipt_id": receipt_id, "account": account, "amount": amount})
    if draft.recipient is not None:
        ledger.add(
            ReceiptRecipient,
            {
                "receipt_id": receipt_id,
                "name": draft.recipient.name,
                "latin": draft.recipient.latin,
                "address": "\n".join(draft.recipient.address),
                "vat_id": draft.recipient.vat_id,
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
    ledger: _Ledger, document: DocumentPast, receipt_id: int, ordinal: int, line: DraftLine
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


def _logged(ledger: _Ledger, document: DocumentPast) -> LogPast:
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


def _put_on_account(ledger: _Ledger, past: Past) -> list[tuple[int, AccountPast]]:
    """Unbilled charges in the order in which they were made, numbered by year."""
    slips = []
    for unbilled_id, one in enumerate(sorted(past.accounts, key=lambda each: each.at), 1):
        year = day_of(one.at).year
        lines = _fees(ledger, one.fees, one.day)
        slips.append((unbilled_id, one))
        ledger.add(
            UnbilledCharge,
            {
                "id": unbilled_id,
                "label": slip_label(year, ledger.take(f"{SLIP}:{year}")),
                "account_id": one.account_id,
                "case_id": one.case_id,
                "day": one.day,
                "at": one.at,
                "po_number": one.po_number,
                "net": sum(line.invoice_net for line in lines),
                "state": one.state,
                "staff_id": one.staff_id,
                "desk_id": one.desk_id,
                "key": f"filled-slip-{unbilled_id}",
            },
        )
        for ordinal, line in enumerate(lines, 1):
            ledger.add(
                UnbilledLine,
                {
                    "unbilled_id": unbilled_id,
                    "ordinal": ordinal,
                    "product_code": line.product_code,
                    "text_en": line.text.en,
                    "text_nl": line.text.nl,
                    "quantity": line.quantity,
                    "net": line.invoice_net,
                    "vat_points": line.vat_points,
                    "ledger_account": ledger.tariff.ledger_account(line.product_id),
                },
            )
        details: dict[str, str | int | None] = {"unbilled": unbilled_id}
        past.log.append(
            LogPast(
                one.at, one.staff_id, one.desk_id, "case", one.case_id, "put_on_account", details
            )
        )
    return slips


def _charge(ledger: _Ledger, past: Past, slips: list[tuple[int, AccountPast]]) -> None:
    """How the fee of each person was settled, in the order of time."""
    found: list[dict[str, object]] = []
    for document, issued in ledger.issued.items():
        for place, fee in enumerate(document.fees):
            paid = ChargeState.CREDITED if document.credited else ChargeState.PAID
            gross = issued.draft.lines[place].gross
            found.append(
                _charged(document, fee, paid, gross, receipt_line_id=issued.first_line + place)
            )
    for unbilled_id, account in slips:
        for fee, line in zip(account.fees, _fees(ledger, account.fees, account.day), strict=True):
            found.append(
                _charged(account, fee, ChargeState.ON_ACCOUNT, line.gross, unbilled_id=unbilled_id)
            )
    for free in past.exempt:
        found += [
            _charged(
                free,
                fee,
                ChargeState.EXEMPT,
                0,
                reason=free.reason,
                exemption_id=free.exemption_id,
            )
            for fee in free.fees
        ]
    found.sort(key=lambda row: (row["at"], row["case_id"]))
    for row in found:
        ledger.add(Charge, row)


def _charged(
    one: DocumentPast | AccountPast | ExemptPast,
    fee: FeePast,
    state: ChargeState,
    gross: int,
    **links: object,
) -> dict[str, object]:
    row: dict[str, object] = {
        "case_id": one.case_id,
        "visit_id": one.visit_id,
        "person_id": fee.person_id,
        "role": fee.role,
        "product_id": fee.product_id,
        "state": state,
        "gross": gross,
        "reason": "",
        "exemption_id": None,
        "receipt_line_id": None,
        "unbilled_id": None,
        "at": one.at,
    }
    return {**row, **links}
