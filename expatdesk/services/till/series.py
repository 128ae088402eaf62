"""Numbers without gaps: a counter is raised in the transaction that uses the number."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from expatdesk.model.till import NumberSeries
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind

CHAIN = "chain"
SLIP = "slip"

_LETTERS = {
    DocumentKind.RECEIPT: "",
    DocumentKind.CREDIT: "C",
    DocumentKind.CORRECTION: "K",
    DocumentKind.INVOICE: "F",
}


def next_number(tx: Tx, code: str) -> int:
    """Takes the next number of a series; whoever comes next waits for this commit.

    Series are the last thing that a transaction locks: first the chain, then the document's.
    """
    raised = (
        update(NumberSeries)
        .where(NumberSeries.code == code)
        .values(next=NumberSeries.next + 1)
        .returning(NumberSeries.next)
    )
    after = tx.scalar(raised)
    if after is None:
        _begin(tx, code)
        after = tx.scalar(raised)
    assert isinstance(after, int)
    return after - 1


def document_series(kind: DocumentKind, year: int) -> str:
    return f"{kind.value}:{year}"


def document_label(kind: DocumentKind, year: int, number: int) -> str:
    """2026-004183 for a receipt, C2026-000012 for a credit, K for a correction, F an invoice."""
    return f"{_LETTERS[kind]}{year}-{number:06d}"


def slip_label(year: int, number: int) -> str:
    return f"S{year}-{number:06d}"


def _begin(tx: Tx, code: str) -> None:
    """Starts a series; another desk may do so at the same moment."""
    try:
        with tx.savepoint():
            tx.insert(NumberSeries, code=code, next=1)
    except IntegrityError:
        if tx.scalar(select(NumberSeries.next).where(NumberSeries.code == code)) is None:
            raise
