"""Takes payment for what is open of a case and issues the receipt, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.services.base import Actor, Invalid, log
from expatdesk.services.till.drafts import Draft, DraftLine, DraftPayment, sold
from expatdesk.services.till.house import house_now
from expatdesk.services.till.issuing import issue
from expatdesk.services.till.recipients import checked_recipient
from expatdesk.services.till.sellable import Due, OpenLine, Sellable, Settlement
from expatdesk.services.till.settling import checked_reason, sort_out
from expatdesk.services.till.tariffs import Tariff, load_tariff
from expatdesk.services.till.tenders import clean_reference, take
from expatdesk.services.till.types import (
    AddedLine,
    ChargeRequest,
    FeeLine,
    Issued,
    LineChoice,
    NothingDue,
    Tender,
)
from expatdesk.storage.tx import Tx
from expatdesk.terms import ChargeState, DocumentKind

MOST_OF_ONE = 999
LANGUAGES = ("both", "en", "nl")


def charge(tx: Tx, sellable: Sellable, actor: Actor, request: ChargeRequest, key: str) -> Issued:
    """The step behind `Till.charge`. Nothing may be locked after it."""
    today = day_of(tx.now)
    house = house_now(tx)
    tariff = load_tariff(tx, charges_vat=house.charges_vat)
    due = sellable.due(tx, tariff, request.visit_id, lock=True)
    parts = sort_out(due, request.choices, request.person_ids)
    lines = _lines(tariff, parts.charged, request.added, today)
    total = sum(line.gross for line in lines)
    if not total:
        raise NothingDue(N_("There is nothing to pay here."))
    taken = take(total, request.tenders, cash_allowed=house.cash_allowed, today=today)
    draft = Draft(
        kind=DocumentKind.RECEIPT,
        lines=lines,
        payments=tuple(_payment(tender) for tender in request.tenders),
        rounding=taken.rounding,
        service_day=_service_day(due, parts.charged, today),
        reference=due.code,
        language=_language(request.language),
        recipient=checked_recipient(request.recipient, total, due.recipient),
    )
    document = issue(tx, actor, house, draft, key=key)
    paid = [
        Settlement(line, ChargeState.PAID, line.line.gross, receipt_line_id=line_id)
        for line, line_id in zip(parts.charged, document.line_ids, strict=False)
    ]
    sellable.settle(tx, due, [*paid, *parts.free])
    sellable.file(tx, due.case_id, document.receipt_id)
    _log_charge(tx, actor, document.receipt_id, document.label, total, request.added)
    return document.issued(change=taken.change)


def exempt(
    tx: Tx,
    sellable: Sellable,
    actor: Actor,
    visit_id: int,
    choices: Sequence[LineChoice],
    person_ids: Sequence[int],
) -> int:
    """Settles what costs nothing, without a receipt; returns of how many persons.

    Those named by a choice, and those whom the booking has exempted already. What is to be
    paid stays open.
    """
    house = house_now(tx)
    tariff = load_tariff(tx, charges_vat=house.charges_vat)
    due = sellable.due(tx, tariff, visit_id, lock=True)
    free = sort_out(due, choices, person_ids).free
    if not free:
        raise NothingDue(N_("Nothing is exempt or dropped here."))
    sellable.settle(tx, due, free)
    for settlement in free:
        log(tx, actor, "case", due.case_id, settlement.state.value, reason=settlement.reason)
    tx.touch("till")
    return len(free)


def added_lines(tariff: Tariff, added: Sequence[AddedLine], on: date) -> tuple[FeeLine, ...]:
    """Lines added by hand, at the price of the day on which they are sold.

    Raises Invalid for a product that is not offered and for a quantity that makes no sense.
    """
    offered = {product.product_id for product in tariff.offered(on)}
    for each in added:
        if each.product_id not in offered:
            raise Invalid(N_("This product is not offered."), field="added")
        if not 1 <= each.quantity <= MOST_OF_ONE:
            raise Invalid(
                N_("A number from {low} to {high} is needed here."),
                field="quantity",
                low=1,
                high=MOST_OF_ONE,
            )
    return tuple(tariff.line(each.product_id, on, quantity=each.quantity) for each in added)


def _lines(
    tariff: Tariff, charged: Sequence[OpenLine], added: Sequence[AddedLine], today: date
) -> tuple[DraftLine, ...]:
    for each in added:
        checked_reason(each.reason)
    lines = [*(each.line for each in charged), *added_lines(tariff, added, today)]
    return tuple(sold(line, tariff.ledger_account(line.product_id)) for line in lines)


def _payment(tender: Tender) -> DraftPayment:
    return DraftPayment(
        means=tender.means,
        amount=tender.amount,
        tendered=tender.tendered,
        reference=clean_reference(tender.reference),
        paid_on=tender.paid_on,
    )


def _service_day(due: Due, charged: Sequence[OpenLine], today: date) -> date:
    """The day of the visit; of things added alone the day of the sale."""
    return due.day if charged else today


def _language(wanted: str) -> str:
    if wanted not in LANGUAGES:
        raise Invalid(N_("This is none of the choices."), field="language")
    return wanted


def _log_charge(
    tx: Tx, actor: Actor, receipt_id: int, label: str, total: int, added: Sequence[AddedLine]
) -> None:
    log(tx, actor, "receipt", receipt_id, "issued", label=label, total=total)
    for each in added:
        reason = checked_reason(each.reason)
        log(tx, actor, "receipt", receipt_id, "line_added", product=each.product_id, reason=reason)
