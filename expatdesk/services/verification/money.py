"""The laws of the till as findings by law; what each of them checks stands with the till."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from expatdesk.i18n import N_
from expatdesk.model.appointments import Case, CaseReceipt
from expatdesk.model.till import Charge, Receipt, ReceiptLine, UnbilledCharge
from expatdesk.services.till.checks import check_till
from expatdesk.services.verification.findings import Tally, numbered
from expatdesk.storage.tx import Tx

LAWS = {
    "chain": N_("Documents form one chain, by position, hash and time"),
    "numbers": N_("Number series have no gaps, and their counters stand behind the last number"),
    "face": N_("The rows of a document are what its face says"),
    "sums": N_("Documents are finished: lines, VAT and payments add up to their totals"),
    "postings": N_("The postings of a document add up to zero"),
    "recipients": N_("Names on invoices are as they were issued, and kept for seven book years"),
    "balances": N_("Never more is credited than was sold"),
    "linked": N_("Credits, corrections and linked invoices fit their originals"),
    "accounts": N_("What stands on accounts is the sum of its lines"),
    "charges": N_("Each person of a case is charged once, as its document says"),
}


def till_by_law(tx: Tx) -> dict[str, Tally]:
    """Every law of the till with what was found; all documents are recomputed in pages."""
    tallies = {law: Tally() for law in LAWS}
    for found in check_till(tx):
        words = f"{found.document}: {found.text}" if found.document else found.text
        tallies.setdefault(found.law, Tally()).add(words)
    return tallies


def cases_and_documents(tx: Tx) -> Iterator[str]:
    """A document stands with the case whose fees it settles, as long as that has names."""
    issued = (
        select(Receipt.label)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .join(Charge, Charge.receipt_line_id == ReceiptLine.id)
        .join(Case, Case.id == Charge.case_id)
        .outerjoin(CaseReceipt, CaseReceipt.receipt_id == Receipt.id)
        .where(
            or_(
                CaseReceipt.case_id != Charge.case_id,
                Case.anonymised_at.is_(None) & CaseReceipt.case_id.is_(None),
            )
        )
        .distinct()
    )
    yield from (str(row[0]) for row in tx.execute(issued))
    slips = (
        select(UnbilledCharge.label)
        .join(Charge, Charge.unbilled_id == UnbilledCharge.id)
        .where(UnbilledCharge.case_id != Charge.case_id)
        .distinct()
    )
    yield from (str(row[0]) for row in tx.execute(slips))
    original, beside = aliased(CaseReceipt), aliased(CaseReceipt)
    linked = (
        select(Receipt.label)
        .join(beside, beside.receipt_id == Receipt.id)
        .join(original, original.receipt_id == Receipt.original_id)
        .where(original.case_id != beside.case_id)
    )
    yield from (str(row[0]) for row in tx.execute(linked))
    gone = (
        select(CaseReceipt.case_id)
        .join(Case, Case.id == CaseReceipt.case_id)
        .where(Case.anonymised_at.is_not(None))
        .distinct()
    )
    yield from numbered(N_("case {number}"), (row[0] for row in tx.execute(gone)))
