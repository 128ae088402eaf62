"""What is charged: products with their names, kinds of VAT and ledger accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.till import Charge, Product, ProductPrice, ReceiptLine, UnbilledLine
from expatdesk.money import BasisPoints, Cents, vat_of_incl, vat_on_excl
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Stale, log
from expatdesk.services.edits import (
    InUse,
    Row,
    Written,
    change_row,
    changed_name,
    check_start,
    edit,
    new_name,
    plain,
    remove_row,
    snapshot,
)
from expatdesk.services.setup.codes import free_code
from expatdesk.services.setup.types import Price, ProductEntry, ProductLine
from expatdesk.services.setup.vat_rates import rate_on
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Mapped, Tx
from expatdesk.texts import Pair

_DEAREST = 100_000_00


class Products:
    """What can be sold; a product keeps its code and, once it is sold, its kind of VAT."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, actor: Actor, entry: ProductEntry, price: Price, *, key: str) -> Done[int]:
        """A product with its first price, from today at the earliest.

        Its code, which the lines of documents keep, is made from its name.
        Raises Invalid, PastStays.
        """

        def work(tx: Tx) -> Written:
            row = {**new_name(tx, entry.name), **_checked(tx, entry)}
            check_start(tx, price.valid_from)
            check_price(price, rate_on(tx, entry.vat_code, price.valid_from))
            taken = set(tx.execute(select(Product.code)).scalars())
            product_id = tx.insert(Product, code=free_code(entry.name, taken, "product"), **row)
            write_price(tx, product_id, price)
            note_product(tx, actor, product_id, "added")
            return Written(product_id, lambda key: self.remove(actor, product_id, 1, key=key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, product_id: int, version: int, entry: ProductEntry, *, key: str
    ) -> Done[int]:
        """Name, ledger account, on or off: for documents to come; issued ones keep theirs.

        The kind of VAT has no dates, so it changes only while no document has the product; the
        prices without VAT are reckoned anew with it. Raises Invalid, Stale.
        """

        def work(tx: Tx) -> Written:
            line, row = product_line(tx, product_id), _checked(tx, entry)
            before = snapshot(tx, ProductPrice, product_id=product_id)
            values = {**changed_name(tx, line.entry.name, entry.name), **row}
            change_product(tx, product_id, version, values, entry)
            if entry.vat_code != line.entry.vat_code:
                _reckon_anew(tx, line, entry.vat_code)
            note_product(tx, actor, product_id, "changed")
            return Written(
                product_id,
                lambda key: self._back(actor, product_id, version + 1, line.entry, before, key),
            )

        return edit(self._store, actor, key, work)

    def remove(self, actor: Actor, product_id: int, version: int, *, key: str) -> Done[int]:
        """Takes a product out that no fee and no document has. Raises InUse, NotFound."""

        def work(tx: Tx) -> Written:
            line = product_line(tx, product_id)
            if line.documented:
                raise InUse
            rows: dict[type[Mapped], tuple[Row, ...]] = {
                Product: snapshot(tx, Product, id=product_id),
                ProductPrice: snapshot(tx, ProductPrice, product_id=product_id),
            }
            tx.execute(delete(ProductPrice).where(ProductPrice.product_id == product_id))
            remove_row(tx, Product, product_id, version)
            note_product(tx, actor, product_id, "removed")
            return Written(product_id, lambda key: self._put_back(actor, product_id, rows, key))

        return edit(self._store, actor, key, work)

    def _back(
        self,
        actor: Actor,
        product_id: int,
        version: int,
        was: ProductEntry,
        prices: Sequence[Row],
        key: str,
    ) -> Done[int]:
        """Undoes `change`."""

        def work(tx: Tx) -> Written:
            line = product_line(tx, product_id)
            values = {**changed_name(tx, line.entry.name, was.name), **_checked(tx, was)}
            change_product(tx, product_id, version, values, was)
            if was.vat_code != line.entry.vat_code:
                _reckon_anew(tx, line, was.vat_code)
                for row in prices:
                    _set_net(tx, product_id, row["valid_from"], row["net"])
            note_product(tx, actor, product_id, "change_undone")
            return Written(product_id)

        return edit(self._store, actor, key, work)

    def _put_back(
        self,
        actor: Actor,
        product_id: int,
        rows: Mapping[type[Mapped], Sequence[Row]],
        key: str,
    ) -> Done[int]:
        """Undoes `remove`. Raises Stale where another product has its code by now."""

        def work(tx: Tx) -> Written:
            (was,) = rows[Product]
            other = tx.scalar(select(Product.code).where(Product.code == was["code"]))
            if other is not None:
                raise Stale(was["code"], other)
            for table, of_table in rows.items():
                tx.insert_many(table, of_table)
            note_product(tx, actor, product_id, "put_back")
            return Written(product_id)

        return edit(self._store, actor, key, work)


def net_of(gross: Cents, rate: BasisPoints) -> Cents:
    """The price without VAT that a consumer's price holds."""
    return gross - vat_of_incl(gross, rate)


def _checked(tx: Tx, entry: ProductEntry) -> dict[str, object]:
    """The columns of a product but its name. Raises Invalid."""
    account = plain(entry.ledger_account, "ledger_account")
    if not account:
        raise Invalid(N_("This must not be empty."), field="ledger_account")
    rate_on(tx, entry.vat_code, day_of(tx.now))
    return {"vat_code": entry.vat_code, "ledger_account": account, "active": entry.active}


def _reckon_anew(tx: Tx, line: ProductLine, vat_code: str) -> None:
    """Prices of a product without a document get another kind of VAT. Raises Invalid."""
    if line.documented:
        raise Invalid(
            N_(
                "There are documents with this VAT. Make another product, and let the fee be "
                "that one from a day on."
            ),
            field="vat_code",
        )
    for price in line.prices:
        rate = rate_on(tx, vat_code, price.valid_from)
        _set_net(tx, line.product_id, price.valid_from, net_of(price.gross, rate))


def _set_net(tx: Tx, product_id: int, valid_from: object, net: object) -> None:
    tx.execute(
        update(ProductPrice)
        .where(ProductPrice.product_id == product_id, ProductPrice.valid_from == valid_from)
        .values(net=net)
    )


def check_price(price: Price, rate: BasisPoints) -> None:
    """The price with VAT and the one without fit by the rate. Raises Invalid."""
    if not 0 <= price.gross <= _DEAREST:
        raise Invalid(N_("This is no price."), field="gross")
    fits = {net_of(price.gross, rate)}
    if price.net + vat_on_excl(price.net, rate) == price.gross:
        fits.add(price.net)
    if price.net not in fits:
        raise Invalid(N_("The prices with and without VAT do not fit together."), field="net")


def write_price(tx: Tx, product_id: int, price: Price) -> None:
    """The step: writes a price from its day on."""
    tx.insert(
        ProductPrice,
        product_id=product_id,
        valid_from=price.valid_from,
        gross=price.gross,
        net=price.net,
    )


def note_product(tx: Tx, actor: Actor, product_id: int, action: str, **details: str | int) -> None:
    """Logs an edit of a product, and tells the windows."""
    log(tx, actor, "product", product_id, action, **details)
    tx.touch("catalogue")


def change_product(tx: Tx, product_id: int, version: int, values: Row, mine: ProductEntry) -> None:
    """Changes a product's own row and counts its version up. Raises Stale."""
    change_row(
        tx,
        Product,
        product_id,
        version,
        values,
        mine=mine,
        theirs=lambda: product_line(tx, product_id).entry,
    )


def _documented() -> ColumnElement[bool]:
    """Whether a document has the product: a charge, a line of a receipt, a credit or a slip."""
    return or_(
        exists().where(Charge.product_id == Product.id),
        exists().where(ReceiptLine.product_code == Product.code),
        exists().where(UnbilledLine.product_code == Product.code),
    )


def _prices(tx: Tx) -> dict[int, list[Price]]:
    """Prices by product, in order of their days."""
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
    return prices


def product_line(tx: Tx, product_id: int) -> ProductLine:
    """One product with all its prices. Raises NotFound."""
    line = next((line for line in product_lines(tx) if line.product_id == product_id), None)
    if line is None:
        raise NotFound
    return line


def product_lines(tx: Tx) -> tuple[ProductLine, ...]:
    """Every product with all its prices, as they were added."""
    prices = _prices(tx)
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
            _documented().label("documented"),
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
            bool(r.documented),
        )
        for r in rows
    )
