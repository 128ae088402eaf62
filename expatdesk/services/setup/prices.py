"""Products and their prices, each valid from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.services import ServiceFee
from expatdesk.model.till import ProductPrice
from expatdesk.services.base import Actor, Done, Invalid, NotFound
from expatdesk.services.edits import (
    PastStays,
    Row,
    Written,
    check_start,
    edit,
    first_day,
    restore,
    snapshot,
)
from expatdesk.services.setup.products import (
    Products,
    change_product,
    check_price,
    note_product,
    product_line,
    product_lines,
    write_price,
)
from expatdesk.services.setup.types import Price, ProductLine
from expatdesk.services.setup.vat_rates import rate_on
from expatdesk.storage.tx import Tx


class Prices(Products):
    """What products cost, from when on; a price belongs to its product's version."""

    def all(self) -> tuple[ProductLine, ...]:
        """Every product with all its prices."""
        with self._store.reading() as tx:
            return product_lines(tx)

    def set_price(
        self, actor: Actor, product_id: int, version: int, price: Price, *, key: str
    ) -> Done[int]:
        """A new price from a day on, today at the earliest; older ones are never changed.

        `gross` and `net` must fit by the VAT rate of that day. Raises Invalid, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, price.valid_from)
            line = product_line(tx, product_id)
            check_price(price, rate_on(tx, line.entry.vat_code, price.valid_from))
            before = snapshot(tx, ProductPrice, product_id=product_id)
            change_product(tx, product_id, version, {}, line.entry)
            _delete_price(tx, product_id, price.valid_from)
            write_price(tx, product_id, price)
            since = price.valid_from.isoformat()
            note_product(tx, actor, product_id, "priced", since=since, gross=price.gross)
            return Written(
                product_id, lambda key: self._restore(actor, product_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def drop_price(
        self, actor: Actor, product_id: int, version: int, valid_from: date, *, key: str
    ) -> Done[int]:
        """Forgets a price that is not valid yet.

        Raises Invalid where a fee needs it, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            if valid_from <= day_of(tx.now):
                raise PastStays
            before = snapshot(tx, ProductPrice, product_id=product_id)
            if all(first_day(row) != valid_from for row in before):
                raise NotFound
            change_product(tx, product_id, version, {}, product_line(tx, product_id).entry)
            _delete_price(tx, product_id, valid_from)
            _check_fees_priced(tx, product_id)
            note_product(tx, actor, product_id, "price_dropped", since=valid_from.isoformat())
            return Written(
                product_id, lambda key: self._restore(actor, product_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def _restore(
        self, actor: Actor, product_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes a change of prices."""

        def work(tx: Tx) -> Written:
            change_product(tx, product_id, version, {}, product_line(tx, product_id).entry)
            restore(tx, ProductPrice, before, product_id=product_id)
            _check_fees_priced(tx, product_id)
            note_product(tx, actor, product_id, "prices_restored")
            return Written(product_id)

        return edit(self._store, actor, key, work)


def _check_fees_priced(tx: Tx, product_id: int) -> None:
    """No fee of a service may be left without a price, or nobody could be charged for it."""
    today = day_of(tx.now)
    first = tx.scalar(
        select(func.min(ProductPrice.valid_from)).where(ProductPrice.product_id == product_id)
    )
    fees = tx.rows(
        select(ServiceFee.valid_from).where(
            ServiceFee.product_id == product_id,
            ServiceFee.valid_until.is_(None) | (ServiceFee.valid_until >= today),
        )
    )
    if any(first is None or max(fee.valid_from, today) < first for fee in fees):
        raise Invalid(
            N_("A fee of a service needs this price. Change the fee first."), field="valid_from"
        )


def _delete_price(tx: Tx, product_id: int, valid_from: date) -> None:
    tx.execute(
        delete(ProductPrice).where(
            ProductPrice.product_id == product_id, ProductPrice.valid_from == valid_from
        )
    )
