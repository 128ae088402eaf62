"""Products, their prices and the VAT rates, each valid from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.settings import VatRate
from expatdesk.model.till import Product, ProductPrice
from expatdesk.money import WHOLE, BasisPoints, Cents, vat_of_incl, vat_on_excl
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Stale, log
from expatdesk.services.edits import (
    PastStays,
    Row,
    Written,
    change_row,
    changed_name,
    check_start,
    edit,
    plain,
    restore,
    snapshot,
)
from expatdesk.services.setup.types import Price, ProductEntry, ProductLine, VatRateLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

_DEAREST = 100_000_00


class Prices:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[ProductLine, ...]:
        """Every product with all its prices."""
        with self._store.reading() as tx:
            return _lines(tx)

    def change(
        self, actor: Actor, product_id: int, version: int, entry: ProductEntry, *, key: str
    ) -> Done[int]:
        """Name, VAT code, ledger account, on or off: for documents to come.

        Issued documents keep what they were printed with. Raises Invalid, Stale.
        """

        def work(tx: Tx) -> Written:
            account = plain(entry.ledger_account, "ledger_account")
            if not account:
                raise Invalid(N_("This must not be empty."), field="ledger_account")
            _rate(tx, entry.vat_code, day_of(tx.now))
            was = _line(tx, product_id).entry
            values = {
                **changed_name(tx, was.name, entry.name),
                "vat_code": entry.vat_code,
                "ledger_account": account,
                "active": entry.active,
            }
            _change(tx, product_id, version, values, entry)
            _note(tx, actor, product_id, "changed")
            return Written(
                product_id,
                lambda key: self.change(actor, product_id, version + 1, was, key=key),
            )

        return edit(self._store, actor, key, work)

    def set_price(
        self, actor: Actor, product_id: int, version: int, price: Price, *, key: str
    ) -> Done[int]:
        """A new price from a day on, today at the earliest; older ones are never changed.

        `gross` and `net` must fit by the VAT rate of that day. Raises Invalid, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, price.valid_from)
            line = _line(tx, product_id)
            _check_price(price, _rate(tx, line.entry.vat_code, price.valid_from))
            before = snapshot(tx, ProductPrice, product_id=product_id)
            _change(tx, product_id, version, {}, line.entry)
            _delete_price(tx, product_id, price.valid_from)
            tx.insert(
                ProductPrice,
                product_id=product_id,
                valid_from=price.valid_from,
                gross=price.gross,
                net=price.net,
            )
            since = price.valid_from.isoformat()
            _note(tx, actor, product_id, "priced", since=since, gross=price.gross)
            return Written(
                product_id, lambda key: self._restore(actor, product_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def drop_price(
        self, actor: Actor, product_id: int, version: int, valid_from: date, *, key: str
    ) -> Done[int]:
        """Forgets a price that is not valid yet. Raises NotFound, PastStays, Stale."""

        def work(tx: Tx) -> Written:
            if valid_from <= day_of(tx.now):
                raise PastStays
            before = snapshot(tx, ProductPrice, product_id=product_id)
            _check_there(before, valid_from)
            _change(tx, product_id, version, {}, _line(tx, product_id).entry)
            _delete_price(tx, product_id, valid_from)
            _note(tx, actor, product_id, "price_dropped", since=valid_from.isoformat())
            return Written(
                product_id, lambda key: self._restore(actor, product_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def _restore(
        self, actor: Actor, product_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes a change of prices."""

        def work(tx: Tx) -> Written:
            _change(tx, product_id, version, {}, _line(tx, product_id).entry)
            restore(tx, ProductPrice, before, product_id=product_id)
            _note(tx, actor, product_id, "prices_restored")
            return Written(product_id)

        return edit(self._store, actor, key, work)


class VatRates:
    """A credit uses the rate of its original, so rates are added and never replaced."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[VatRateLine, ...]:
        with self._store.reading() as tx:
            rows = tx.rows(
                select(VatRate.code, VatRate.valid_from, VatRate.basis_points).order_by(
                    VatRate.code, VatRate.valid_from
                )
            )
        return tuple(VatRateLine(r.code, r.valid_from, r.basis_points) for r in rows)

    def set(self, actor: Actor, line: VatRateLine, *, key: str) -> Done[int]:
        """A rate of an existing code from a future day on, in basis points.

        Raises Invalid, PastStays. A rate that is entered for the same day anew replaces it.
        """

        def work(tx: Tx) -> Written:
            _check_future(tx, line.valid_from)
            if not 0 <= line.basis_points <= WHOLE:
                raise Invalid(N_("A rate lies between 0 and 100 %."), field="basis_points")
            _rate(tx, line.code, line.valid_from)
            before = snapshot(tx, VatRate, code=line.code)
            _delete_rate(tx, line.code, line.valid_from)
            tx.insert(
                VatRate,
                code=line.code,
                valid_from=line.valid_from,
                basis_points=line.basis_points,
            )
            return self._written(tx, actor, line.code, "set", before)

        return edit(self._store, actor, key, work)

    def drop(self, actor: Actor, code: str, valid_from: date, *, key: str) -> Done[int]:
        """Forgets a rate that is not valid yet. Raises NotFound, PastStays."""

        def work(tx: Tx) -> Written:
            _check_future(tx, valid_from)
            before = snapshot(tx, VatRate, code=code)
            _check_there(before, valid_from)
            _delete_rate(tx, code, valid_from)
            return self._written(tx, actor, code, "dropped", before)

        return edit(self._store, actor, key, work)

    def _written(
        self, tx: Tx, actor: Actor, code: str, action: str, before: Sequence[Row]
    ) -> Written:
        after = snapshot(tx, VatRate, code=code)
        log(tx, actor, "vat_rate", 0, action, code=code)
        tx.touch("catalogue")
        return Written(0, lambda key: self._restore(actor, code, before, after, key))

    def _restore(
        self, actor: Actor, code: str, before: Sequence[Row], after: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes both, unless the rates have changed since (Stale)."""

        def work(tx: Tx) -> Written:
            now = snapshot(tx, VatRate, code=code)
            if now != tuple(after):
                raise Stale(tuple(before), now)
            restore(tx, VatRate, before, code=code)
            return self._written(tx, actor, code, "restored", now)

        return edit(self._store, actor, key, work)


def net_of(gross: Cents, rate: BasisPoints) -> Cents:
    """The price without VAT that a consumer's price holds."""
    return gross - vat_of_incl(gross, rate)


def _check_future(tx: Tx, day: date) -> None:
    # Receipts of today have been issued with today's rate.
    check_start(tx, day - timedelta(days=1))


def _check_price(price: Price, rate: BasisPoints) -> None:
    if not 0 <= price.gross <= _DEAREST:
        raise Invalid(N_("This is no price."), field="gross")
    fits = {net_of(price.gross, rate)}
    if price.net + vat_on_excl(price.net, rate) == price.gross:
        fits.add(price.net)
    if price.net not in fits:
        raise Invalid(N_("The prices with and without VAT do not fit together."), field="net")


def _rate(tx: Tx, code: str, on: date) -> BasisPoints:
    rate = tx.scalar(
        select(VatRate.basis_points)
        .where(VatRate.code == code, VatRate.valid_from <= on)
        .order_by(VatRate.valid_from.desc())
        .limit(1)
    )
    if rate is None:
        raise Invalid(N_("There is no VAT rate of this kind."), field="vat_code")
    return int(rate)


def _delete_rate(tx: Tx, code: str, valid_from: date) -> None:
    tx.execute(delete(VatRate).where(VatRate.code == code, VatRate.valid_from == valid_from))


def _check_there(rows: Sequence[Row], valid_from: date) -> None:
    if all(row["valid_from"] != valid_from for row in rows):
        raise NotFound


def _delete_price(tx: Tx, product_id: int, valid_from: date) -> None:
    tx.execute(
        delete(ProductPrice).where(
            ProductPrice.product_id == product_id, ProductPrice.valid_from == valid_from
        )
    )


def _note(tx: Tx, actor: Actor, product_id: int, action: str, **details: str | int) -> None:
    log(tx, actor, "product", product_id, action, **details)
    tx.touch("catalogue")


def _change(tx: Tx, product_id: int, version: int, values: Row, mine: ProductEntry) -> None:
    change_row(
        tx,
        Product,
        product_id,
        version,
        values,
        mine=mine,
        theirs=lambda: _line(tx, product_id).entry,
    )


def _line(tx: Tx, product_id: int) -> ProductLine:
    line = next((line for line in _lines(tx) if line.product_id == product_id), None)
    if line is None:
        raise NotFound
    return line


def _lines(tx: Tx) -> tuple[ProductLine, ...]:
    prices: dict[int, list[Price]] = {}
    for r in tx.rows(
        select(
            ProductPrice.product_id,
            ProductPrice.valid_from,
            ProductPrice.gross,
            ProductPrice.net,
        ).order_by(ProductPrice.product_id, ProductPrice.valid_from)
    ):
        prices.setdefault(r.product_id, []).append(Price(r.valid_from, r.gross, r.net))
    rows = tx.rows(
        select(
            Product.id,
            Product.version,
            Product.code,
            Product.name_en,
            Product.name_nl,
            Product.name_en_changed,
            Product.name_nl_changed,
            Product.vat_code,
            Product.ledger_account,
            Product.active,
        ).order_by(Product.id)
    )
    return tuple(
        ProductLine(
            r.id,
            r.version,
            r.code,
            ProductEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                r.vat_code,
                r.ledger_account,
                r.active,
            ),
            tuple(prices.get(r.id, ())),
        )
        for r in rows
    )
