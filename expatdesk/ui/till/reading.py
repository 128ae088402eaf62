"""What the till reads to show an issued document or a slip, on the reader's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.documents.parts import Layout
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.services.settings import keys
from expatdesk.services.till.types import (
    DayTotals,
    ReceiptRow,
    ReceiptView,
    SlipRow,
    SlipView,
)
from expatdesk.terms import DocumentKind, Means
from expatdesk.ui.till.opening import Contact, contact_of

if TYPE_CHECKING:
    from expatdesk.application import Centre

FIRST_DAY = date(2000, 1, 1)
"""A search looks this far back."""


@dataclass(frozen=True)
class Issue:
    """An issued document and what belongs to it. `open_cents`: what is still due of its visit."""

    view: ReceiptView
    row: ReceiptRow
    linked: tuple[ReceiptRow, ...]
    history: tuple[HistoryLine, ...]
    visit_id: int | None
    contact: Contact
    cash_allowed: bool
    layout: Layout
    open_cents: int

    @property
    def left(self) -> int:
        """What has not been refunded of it, in cents."""
        return sum(line.gross - line.credited for line in self.view.lines)

    @property
    def refundable(self) -> bool:
        return self.view.kind is DocumentKind.RECEIPT and self.left > 0

    @property
    def means(self) -> tuple[Means, ...]:
        """Means that it, or a correction of it, was paid by."""
        found = list(self.row.means)
        for row in self.linked:
            own = row.original_label == self.view.label
            if own and row.kind is DocumentKind.CORRECTION:
                found += [means for means in row.means if means not in found]
        return tuple(found)


@dataclass(frozen=True)
class Listed:
    """A line of the list: a document, or a slip of a charge on an account."""

    document: ReceiptRow | None = None
    slip: SlipRow | None = None

    @property
    def at(self) -> int:
        if self.document is not None:
            return self.document.issued_at
        assert self.slip is not None
        return self.slip.at


@dataclass(frozen=True)
class Day:
    """What the list shows of a day, or what a search has found (`totals` is None then)."""

    rows: tuple[Listed, ...]
    totals: DayTotals | None


def read_issue(centre: Centre, receipt_id: int) -> Issue:
    """Raises NotFound."""
    view = centre.till.receipt(receipt_id)
    linked = centre.till.linked(receipt_id)
    visit_id, contact = contact_of(centre, view.reference)
    due = centre.till.sheet(visit_id).lines if visit_id is not None else ()
    return Issue(
        view=view,
        row=next(row for row in linked if row.receipt_id == receipt_id),
        linked=tuple(row for row in linked if row.receipt_id != receipt_id),
        history=tuple(centre.appointments.history("receipt", receipt_id)),
        visit_id=visit_id,
        contact=contact,
        cash_allowed=centre.settings.get(keys.CASH_ALLOWED),
        layout=Layout(centre.settings.get(keys.RECEIPT_LAYOUT)),
        open_cents=sum(line.gross for line in due),
    )


@dataclass(frozen=True)
class Slip:
    """A charge on an account."""

    view: SlipView
    layout: Layout


def read_slip(centre: Centre, unbilled_id: int) -> Slip:
    """Raises NotFound."""
    return Slip(centre.till.slip(unbilled_id), Layout(centre.settings.get(keys.RECEIPT_LAYOUT)))


def read_day(centre: Centre, day: date, text: str) -> Day:
    """The documents of a day with its totals; with a text those of all days that fit it."""
    first, last = (FIRST_DAY, day) if text.strip() else (day, day)
    today = centre.clock.now().date()
    last = max(last, today) if text.strip() else last
    documents = centre.till.receipts(first, last, text)
    slips = centre.till.slips(first, last, text)
    rows = [Listed(document=each) for each in documents] + [Listed(slip=each) for each in slips]
    rows.sort(key=lambda row: row.at, reverse=True)
    return Day(tuple(rows), None if text.strip() else centre.till.totals(day))
