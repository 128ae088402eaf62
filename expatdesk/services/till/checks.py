"""Checks of the till's laws over all data, each as plain statements; used by `verify`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from expatdesk.i18n import _
from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import Party
from expatdesk.model.till import (
    Charge,
    LineBalance,
    NumberSeries,
    Receipt,
    ReceiptLine,
    UnbilledCharge,
    UnbilledLine,
)
from expatdesk.services.till.document_checks import check_documents
from expatdesk.services.till.findings import Finding
from expatdesk.services.till.series import CHAIN, SLIP
from expatdesk.storage.tx import Tx
from expatdesk.terms import AccountState, ChargeState, DocumentKind

_LIVE = tuple(state for state in ChargeState if state is not ChargeState.CREDITED)
_FREE = (ChargeState.EXEMPT, ChargeState.DROPPED)


def check_till(tx: Tx, progress: Callable[[int], None] | None = None) -> Iterator[Finding]:
    """All laws of the till over all data."""
    yield from check_documents(tx, progress)
    yield from check_numbers(tx)
    yield from check_balances(tx)
    yield from check_linked(tx)
    yield from check_accounts(tx)
    yield from check_charges(tx)


def check_numbers(tx: Tx) -> Iterator[Finding]:
    """Every series runs from one to its counter without a gap, and so does the chain."""
    next_of = {row.code: row.next for row in tx.rows(select(NumberSeries.__table__))}
    used = tx.rows(
        select(
            Receipt.series,
            func.count().label("documents"),
            func.min(Receipt.number).label("low"),
            func.max(Receipt.number).label("high"),
        ).group_by(Receipt.series)
    )
    for row in used:
        if (row.low, row.high) != (1, row.documents):
            yield Finding("numbers", row.series, _("Numbers of this series are missing."))
        if next_of.pop(row.series, 1) != row.high + 1:
            yield Finding("numbers", row.series, _("Its counter is not behind its last number."))
    count = tx.scalar(select(func.count()).select_from(Receipt))
    if next_of.pop(CHAIN, 1) != count + 1:
        yield Finding("numbers", CHAIN, _("Its counter is not behind its last number."))
    for code, following in next_of.items():
        if not code.startswith(SLIP) and following != 1:
            yield Finding("numbers", code, _("Numbers of this series are missing."))


def check_balances(tx: Tx) -> Iterator[Finding]:
    """What was sold and credited of each line is what the lines say, and never more."""
    credit = aliased(ReceiptLine)
    credited = (
        select(func.coalesce(func.sum(-credit.gross), 0))
        .where(credit.original_line_id == ReceiptLine.id)
        .scalar_subquery()
    )
    rows = tx.rows(
        select(Receipt.label)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .outerjoin(LineBalance, LineBalance.line_id == ReceiptLine.id)
        .where(
            Receipt.kind == DocumentKind.RECEIPT,
            ReceiptLine.gross > 0,
            or_(
                LineBalance.line_id.is_(None),
                LineBalance.sold != ReceiptLine.gross,
                LineBalance.credited != credited,
                LineBalance.credited > LineBalance.sold,
            ),
        )
        .order_by(Receipt.position)
    )
    for row in rows:
        yield Finding("balances", row.label, _("What was credited of it does not add up."))
    yield from _check_credit_lines(tx)


def _check_credit_lines(tx: Tx) -> Iterator[Finding]:
    """A credit line takes back from the receipt that its document names, and nothing else."""
    original = aliased(ReceiptLine)
    rows = tx.rows(
        select(Receipt.label)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .outerjoin(original, original.id == ReceiptLine.original_line_id)
        .where(
            or_(
                and_(
                    Receipt.kind == DocumentKind.CREDIT,
                    or_(
                        original.id.is_(None),
                        original.receipt_id != Receipt.original_id,
                        ReceiptLine.gross > 0,
                    ),
                ),
                and_(
                    Receipt.kind != DocumentKind.CREDIT,
                    or_(original.id.is_not(None), ReceiptLine.gross < 0),
                ),
            )
        )
    )
    for row in rows:
        yield Finding("balances", row.label, _("A line does not belong to what it credits."))


def check_linked(tx: Tx) -> Iterator[Finding]:
    """A linked invoice has its receipt's sums, a correction none, and each names its original."""
    original = aliased(Receipt)
    rows = tx.rows(
        select(
            Receipt.label,
            Receipt.kind,
            Receipt.total,
            Receipt.vat,
            original.total.label("original_total"),
            original.vat.label("original_vat"),
        )
        .outerjoin(original, original.id == Receipt.original_id)
        .where(Receipt.kind != DocumentKind.RECEIPT)
    )
    for row in rows:
        if row.original_total is None:
            yield Finding("linked", row.label, _("It names no document."))
        elif row.kind is DocumentKind.INVOICE and (row.total, row.vat) != (
            row.original_total,
            row.original_vat,
        ):
            yield Finding("linked", row.label, _("It has other sums than its receipt."))
        elif row.kind is DocumentKind.CORRECTION and (row.total or row.vat):
            yield Finding("linked", row.label, _("A correction has no turnover."))


def check_accounts(tx: Tx) -> Iterator[Finding]:
    """Unbilled charges are the sums of their lines, and their slips have no gaps."""
    lines = (
        select(func.coalesce(func.sum(UnbilledLine.net), 0))
        .where(UnbilledLine.unbilled_id == UnbilledCharge.id)
        .scalar_subquery()
    )
    for row in tx.rows(select(UnbilledCharge.label).where(UnbilledCharge.net != lines)):
        yield Finding("accounts", row.label, _("Its lines do not add up to its total."))
    slips = func.substr(UnbilledCharge.label, 2, 4)
    used = {
        row.year: row.slips
        for row in tx.rows(select(slips.label("year"), func.count().label("slips")).group_by(slips))
    }
    counters = tx.rows(select(NumberSeries.__table__).where(NumberSeries.code.startswith(SLIP)))
    for row in counters:
        if used.pop(row.code.removeprefix(f"{SLIP}:"), 0) != row.next - 1:
            yield Finding("numbers", row.code, _("Numbers of this series are missing."))
    for year in used:
        yield Finding("numbers", f"{SLIP}:{year}", _("This series has no counter."))


def check_charges(tx: Tx) -> Iterator[Finding]:
    """Each person of a case is settled once, by a line or account that says so."""
    yield from _check_twice(tx)
    yield from _check_loose(tx)


def _check_twice(tx: Tx) -> Iterator[Finding]:
    """Once more only for each visit to which the person came too late and that is priced anew.

    The person may have been merged into another record before or after.
    """
    came, pays = aliased(Party), aliased(Party)
    anew = (
        select(func.count())
        .select_from(Visit)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .join(came, came.id == VisitPerson.person_id)
        .join(pays, pays.id == Charge.person_id)
        .where(
            Visit.case_id == Charge.case_id,
            Visit.priced_anew,
            func.coalesce(came.merged_into, came.id) == func.coalesce(pays.merged_into, pays.id),
        )
        .correlate(Charge)
        .scalar_subquery()
    )
    twice = tx.rows(
        select(Charge.case_id)
        .where(Charge.state.in_(_LIVE), Charge.person_id.is_not(None))
        .group_by(Charge.case_id, Charge.person_id)
        .having(func.count() > 1 + anew)
    )
    for row in twice:
        yield Finding("charges", f"#{row.case_id}", _("A person has been charged twice."))


def _check_loose(tx: Tx) -> Iterator[Finding]:
    loose = tx.rows(
        select(Charge.case_id)
        .outerjoin(ReceiptLine, ReceiptLine.id == Charge.receipt_line_id)
        .outerjoin(LineBalance, LineBalance.line_id == ReceiptLine.id)
        .outerjoin(UnbilledCharge, UnbilledCharge.id == Charge.unbilled_id)
        .where(
            or_(
                and_(
                    Charge.state == ChargeState.PAID,
                    or_(
                        ReceiptLine.id.is_(None),
                        ReceiptLine.gross != Charge.gross,
                        LineBalance.credited >= LineBalance.sold,
                    ),
                ),
                and_(
                    Charge.state == ChargeState.ON_ACCOUNT,
                    or_(
                        UnbilledCharge.id.is_(None),
                        UnbilledCharge.state == AccountState.WITHDRAWN,
                    ),
                ),
                and_(Charge.state.in_(_FREE), Charge.gross != 0),
            )
        )
    )
    for row in loose:
        yield Finding("charges", f"#{row.case_id}", _("A charge does not agree with its document."))
