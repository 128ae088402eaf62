"""The till: use cases around charging. Each opens one unit of work; no other service is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from expatdesk.clock import Clock, today
from expatdesk.services.base import Actor, Done, Right, require
from expatdesk.services.once import Written, once
from expatdesk.services.till import accounts, charging, corrections, crediting
from expatdesk.services.till.house import house_now, house_on
from expatdesk.services.till.linked import linked_documents, slips_between, slips_of_case
from expatdesk.services.till.listing import receipts_between, receipts_by_id, totals_of
from expatdesk.services.till.reading import read_receipt
from expatdesk.services.till.recipients import SIMPLIFIED_UP_TO
from expatdesk.services.till.sellable import Due, Sellable
from expatdesk.services.till.slips import read_slip
from expatdesk.services.till.tariffs import load_tariff
from expatdesk.services.till.types import (
    AddedLine,
    ChargeRequest,
    ChargeSheet,
    DayTotals,
    FeeLine,
    Issued,
    LineChoice,
    ProductInfo,
    Quote,
    QuoteRequest,
    ReceiptRow,
    ReceiptView,
    Recipient,
    SlipRow,
    SlipView,
    Supplier,
)
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import Means

T = TypeVar("T")


class Till:
    """Sells what a `Sellable` offers. Money is never undone, only reversed by documents."""

    def __init__(self, store: Store, clock: Clock, sellable: Sellable) -> None:
        self._store = store
        self._clock = clock
        self._sellable = sellable

    # --- reading

    def products(self, on: date | None = None) -> tuple[ProductInfo, ...]:
        """What can be added to a bill, at its price of a day (today's)."""
        day = on or today(self._clock)
        with self._store.reading() as tx:
            return load_tariff(tx, charges_vat=house_on(tx, day).charges_vat).offered(day)

    def added(self, lines: Sequence[AddedLine]) -> tuple[FeeLine, ...]:
        """Lines added by hand as they would be charged today. Raises Invalid."""
        day = today(self._clock)
        with self._store.reading() as tx:
            tariff = load_tariff(tx, charges_vat=house_on(tx, day).charges_vat)
            return charging.added_lines(tariff, lines, day)

    def quote(self, request: QuoteRequest) -> Quote:
        """The fee as it will be for a party, before anything is stored."""
        with self._store.reading() as tx:
            tariff = load_tariff(tx, charges_vat=house_on(tx, request.day).charges_vat)
            lines, exemptions = self._sellable.quote(tx, tariff, request)
        return Quote(
            lines=lines,
            gross=sum(line.gross for line in lines),
            net=sum(line.invoice_net for line in lines),
            vat=sum(line.vat for line in lines),
            exemptions=exemptions,
        )

    def sheet(self, visit_id: int) -> ChargeSheet:
        """What is open of a visit's case and what was settled before. Raises NotFound."""
        with self._store.reading() as tx:
            house = house_now(tx)
            tariff = load_tariff(tx, charges_vat=house.charges_vat)
            due = self._sellable.due(tx, tariff, visit_id)
            documents = receipts_by_id(tx, due.receipt_ids)
        return _sheet(due, documents, cash_allowed=house.cash_allowed)

    def receipts(
        self, first_day: date, last_day: date, text: str = "", limit: int = 500
    ) -> tuple[ReceiptRow, ...]:
        """Documents of some days, newest first, by part of a number or code of a visit."""
        with self._store.reading() as tx:
            named = self._sellable.receipts_named(tx, text) if text.strip() else ()
            return receipts_between(tx, first_day, last_day, text, named, limit)

    def receipt(self, receipt_id: int) -> ReceiptView:
        """A document as frozen at its commit. Raises NotFound."""
        with self._store.reading() as tx:
            return read_receipt(tx, receipt_id, self._sellable.case_of(tx, receipt_id))

    def linked(self, receipt_id: int) -> tuple[ReceiptRow, ...]:
        """A document with its original and all that refers to it, oldest first."""
        with self._store.reading() as tx:
            return linked_documents(tx, receipt_id)

    def slips(
        self, first_day: date, last_day: date, text: str = "", limit: int = 500
    ) -> tuple[SlipRow, ...]:
        """Charges put on accounts on some days, newest first, by part of a slip's number."""
        with self._store.reading() as tx:
            return slips_between(tx, first_day, last_day, text, limit)

    def slips_of(self, case_id: int) -> tuple[SlipRow, ...]:
        """What was put on accounts for a case, oldest first."""
        with self._store.reading() as tx:
            return slips_of_case(tx, case_id)

    def slip(self, unbilled_id: int) -> SlipView:
        """Raises NotFound."""
        with self._store.reading() as tx:
            return read_slip(tx, unbilled_id, self._sellable.reference_of(tx, unbilled_id))

    def supplier(self) -> Supplier:
        """The centre as it would stand on a document that is issued now."""
        with self._store.reading() as tx:
            return house_now(tx).supplier

    def totals(self, day: date) -> DayTotals:
        """What a day has taken, by means; two statements."""
        with self._store.reading() as tx:
            return totals_of(tx, day)

    # --- taking money

    def charge(self, actor: Actor, request: ChargeRequest, *, key: str) -> Done[Issued]:
        """Takes payment for what is open and issues the receipt with the next number.

        Tried again with the same key it gives the first result. Raises WrongAmount,
        NothingDue, CashNotAccepted, RecipientMissing, Invalid.
        """
        require(actor, Right.CHARGE)
        return self._once(
            key, Issued, lambda tx: charging.charge(tx, self._sellable, actor, request, key)
        )

    def exempt(
        self,
        actor: Actor,
        visit_id: int,
        choices: Sequence[LineChoice] = (),
        *,
        person_ids: Sequence[int] = (),
        key: str,
    ) -> Done[int]:
        """Settles what costs nothing (exempt or dropped), without a receipt; of how many.

        Raises NothingDue, Invalid where proof or reason is missing.
        """
        require(actor, Right.CHARGE)
        return self._once(
            key,
            int,
            lambda tx: charging.exempt(tx, self._sellable, actor, visit_id, choices, person_ids),
        )

    def put_on_account(
        self,
        actor: Actor,
        visit_id: int,
        choices: Sequence[LineChoice] = (),
        po_number: str = "",
        *,
        person_ids: Sequence[int] = (),
        key: str,
    ) -> Done[int]:
        """Puts what is open on the payer's account: an unbilled charge and its slip.

        Raises NotOnAccount where the payer has none, NothingDue, Invalid.
        """
        require(actor, Right.CHARGE)
        return self._once(
            key,
            int,
            lambda tx: accounts.put_on_account(
                tx, self._sellable, actor, visit_id, choices, po_number, person_ids, key
            ),
        )

    # --- taking it back

    def withdraw_from_account(
        self, actor: Actor, unbilled_id: int, reason: str, *, key: str
    ) -> Done[int]:
        """Takes an open charge off the account; its persons are due again.

        Raises NotOnAccount once it is invoiced or withdrawn.
        """
        require(actor, Right.REFUND)

        def withdraw(tx: Tx) -> int:
            accounts.withdraw(tx, self._sellable, actor, unbilled_id, reason)
            return unbilled_id

        return self._once(key, int, withdraw)

    def refund_in_full(
        self, actor: Actor, receipt_id: int, means: Means, reason: str, *, key: str
    ) -> Done[Issued]:
        """Issues a credit receipt over all that is left of a receipt.

        Raises TooMuchCredited, CashNotAccepted, Invalid, NotFound.
        """
        require(actor, Right.REFUND)
        return self._once(
            key,
            Issued,
            lambda tx: crediting.refund_in_full(
                tx, self._sellable, actor, receipt_id, means, reason, key
            ),
        )

    def correct_means(
        self,
        actor: Actor,
        receipt_id: int,
        wrong: Means,
        right: Means,
        reason: str,
        *,
        key: str,
    ) -> Done[Issued]:
        """Moves what was paid from one means to another by a counter-entry; no turnover.

        Raises Invalid, CashNotAccepted, NotFound.
        """
        require(actor, Right.REFUND)
        return self._once(
            key,
            Issued,
            lambda tx: corrections.correct_means(
                tx, self._sellable, actor, receipt_id, wrong, right, reason, key
            ),
        )

    def invoice_for(
        self, actor: Actor, receipt_id: int, recipient: Recipient, *, key: str
    ) -> Done[Issued]:
        """Issues a linked invoice in another name for a receipt; no second turnover.

        Raises AlreadyInvoiced, TooMuchCredited, RecipientMissing, Invalid, NotFound.
        """
        require(actor, Right.CHARGE)
        return self._once(
            key,
            Issued,
            lambda tx: corrections.invoice_for(
                tx, self._sellable, actor, receipt_id, recipient, key
            ),
        )

    def _once(self, key: str, kind: type[T], do: Callable[[Tx], T]) -> Done[T]:
        """Money is never taken back by Undo: there are corrections for that."""
        return once(self._store, key, kind, lambda tx: Written(do(tx)))


def _sheet(due: Due, documents: tuple[ReceiptRow, ...], *, cash_allowed: bool) -> ChargeSheet:
    return ChargeSheet(
        visit_id=due.visit_id,
        visit_version=due.visit_version,
        visit_code=due.code,
        starts_at=due.starts_at,
        state=due.state,
        title=due.title,
        latin=due.latin,
        party_size=due.party_size,
        payer=due.payer,
        payer_party_id=due.payer_party_id,
        payer_name=due.payer_name,
        po_number=due.po_number,
        account_allowed=due.account_allowed,
        lines=tuple(line.shown for line in due.lines),
        settled=due.settled,
        documents=documents,
        exemptions=due.exemptions,
        recipient=due.recipient,
        case_id=due.case_id,
        day=due.day,
        exemption_proof=due.exemption_proof,
        cash_allowed=cash_allowed,
        recipient_above=SIMPLIFIED_UP_TO,
    )
