"""The tariff of a service: which product a role pays, from which day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from expatdesk.i18n import N_
from expatdesk.model.services import ServiceFee
from expatdesk.model.till import Product, ProductPrice
from expatdesk.services.base import Actor, Done, Invalid, NotFound
from expatdesk.services.edits import (
    Row,
    Written,
    begin_period,
    check_end,
    check_start,
    edit,
    restore,
    snapshot,
)
from expatdesk.services.setup.offered import OfferPart, claim, line_of, note
from expatdesk.services.setup.types import FeeLineSetUp, ServiceLine
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole

_DAY = timedelta(days=1)


class OfferFees(OfferPart):
    """A fee is known by its role and its first day; it belongs to its service's version."""

    def set_fee(
        self,
        actor: Actor,
        service_id: int,
        version: int,
        role: FamilyRole,
        product_id: int,
        valid_from: date,
        *,
        key: str,
    ) -> Done[int]:
        """What a role pays from a day on, today at the earliest; the one before ends by then.

        Raises Invalid where the product has no price on that day, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            line = line_of(tx, service_id)
            _check_priced(tx, product_id, valid_from)
            before = self._begin(tx, line, version)
            begin_period(
                tx,
                ServiceFee,
                valid_from,
                [{"product_id": product_id}],
                service_id=service_id,
                role=role,
            )
            return self._written(tx, actor, line, version, before, "fee", role, valid_from)

        return edit(self._store, actor, key, work)

    def end_fee(
        self,
        actor: Actor,
        service_id: int,
        version: int,
        role: FamilyRole,
        valid_from: date,
        last: date | None,
        *,
        key: str,
    ) -> Done[int]:
        """Sets the last day of a fee, yesterday at the earliest; None: until the next begins.

        Raises Invalid, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            line = line_of(tx, service_id)
            fee = _fee(line, role, valid_from)
            check_end(tx, fee.valid_from, fee.valid_until)
            check_end(tx, fee.valid_from, last)
            later = [f.valid_from for f in line.fees if f.role is role]
            ends = [start - _DAY for start in later if start > valid_from]
            before = self._begin(tx, line, version)
            until = min([*ends, *([last] if last is not None else [])], default=None)
            tx.execute(
                update(ServiceFee)
                .where(*_this(service_id, role, valid_from))
                .values(valid_until=until)
            )
            return self._written(tx, actor, line, version, before, "fee_ended", role, valid_from)

        return edit(self._store, actor, key, work)

    def drop_fee(
        self,
        actor: Actor,
        service_id: int,
        version: int,
        role: FamilyRole,
        valid_from: date,
        *,
        key: str,
    ) -> Done[int]:
        """Forgets a fee that begins today or later; the one that it followed goes on instead.

        Raises NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, valid_from)
            line = line_of(tx, service_id)
            fee = _fee(line, role, valid_from)
            before = self._begin(tx, line, version)
            tx.execute(delete(ServiceFee).where(*_this(service_id, role, valid_from)))
            tx.execute(
                update(ServiceFee)
                .where(
                    ServiceFee.service_id == service_id,
                    ServiceFee.role == role,
                    ServiceFee.valid_until == valid_from - _DAY,
                )
                .values(valid_until=fee.valid_until)
            )
            return self._written(tx, actor, line, version, before, "fee_dropped", role, valid_from)

        return edit(self._store, actor, key, work)

    def _begin(self, tx: Tx, line: ServiceLine, version: int) -> tuple[Row, ...]:
        before = snapshot(tx, ServiceFee, service_id=line.service_id)
        claim(tx, line, version)
        return before

    def _written(
        self,
        tx: Tx,
        actor: Actor,
        line: ServiceLine,
        version: int,
        before: Sequence[Row],
        action: str,
        role: FamilyRole,
        since: date,
    ) -> Written:
        note(tx, actor, line.service_id, action, role=role, since=since.isoformat())
        return Written(
            line.service_id,
            lambda key: self._restore_fees(actor, line.service_id, version + 1, before, key),
        )

    def _restore_fees(
        self, actor: Actor, service_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes a change of fees."""

        def work(tx: Tx) -> Written:
            claim(tx, line_of(tx, service_id), version)
            restore(tx, ServiceFee, before, service_id=service_id)
            note(tx, actor, service_id, "fees_restored")
            return Written(service_id)

        return edit(self._store, actor, key, work)


def _check_priced(tx: Tx, product_id: int, on: date) -> None:
    if tx.scalar(select(Product.id).where(Product.id == product_id)) is None:
        raise NotFound
    price = select(ProductPrice.gross).where(
        ProductPrice.product_id == product_id, ProductPrice.valid_from <= on
    )
    if tx.scalar(price.limit(1)) is None:
        raise Invalid(N_("There is no price for this on that day."), field="product_id")


def _this(service_id: int, role: FamilyRole, valid_from: date) -> tuple[ColumnElement[bool], ...]:
    return (
        ServiceFee.service_id == service_id,
        ServiceFee.role == role,
        ServiceFee.valid_from == valid_from,
    )


def _fee(line: ServiceLine, role: FamilyRole, valid_from: date) -> FeeLineSetUp:
    for fee in line.fees:
        if fee.role is role and fee.valid_from == valid_from:
            return fee
    raise NotFound
