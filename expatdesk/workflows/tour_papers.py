"""One of each document of a centre, for the tour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from expatdesk.clock import today
from expatdesk.documents.parts import Layout
from expatdesk.terms import DocumentKind
from expatdesk.workflows.daylist import DayPaper
from expatdesk.workflows.paper import Paper

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.till.types import ReceiptRow

LOOK_BACK = timedelta(days=400)


def papers_of(centre: Centre, language: str, layout: Layout) -> Iterator[tuple[str, bytes]]:
    """(name, PDF) of the newest document of each kind, of a copy, a slip and the day's list."""
    paper = Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)
    newest = _newest(centre)
    for kind, row in newest.items():
        yield kind.value, paper.pdf(row.receipt_id, layout, language)
    receipt = newest.get(DocumentKind.RECEIPT)
    if receipt is not None:
        yield "receipt-roll", paper.pdf(receipt.receipt_id, Layout.ROLL, "both")
        yield "receipt-both", paper.pdf(receipt.receipt_id, Layout.A5, "both")
        yield "receipt-copy", paper.pdf(receipt.receipt_id, layout, language, copy=True)
    slip = _newest_slip(centre)
    if slip is not None:
        yield "slip", paper.slip(slip, layout, language)
    yield "day-list", DayPaper(centre, today(centre.clock)).pdf(language)


def _newest(centre: Centre) -> dict[DocumentKind, ReceiptRow]:
    last = today(centre.clock)
    newest: dict[DocumentKind, ReceiptRow] = {}
    for row in centre.till.receipts(last - LOOK_BACK, last, limit=2000):
        newest.setdefault(row.kind, row)
    return newest


def _newest_slip(centre: Centre) -> int | None:
    owing = [row for row in centre.organisations.page() if row.open_net]
    for row in owing:
        account = centre.organisations.organisation(row.organisation_id).account
        if account:
            return account[0].unbilled_id
    return None
