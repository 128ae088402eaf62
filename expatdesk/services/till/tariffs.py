"""What a product costs on a day, and which VAT is in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.i18n import N_
from expatdesk.model.settings import VatRate
from expatdesk.model.till import Product, ProductPrice
from expatdesk.money import vat_of_incl
from expatdesk.services.base import Invalid
from expatdesk.services.till.types import FeeLine, ProductInfo
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole
from expatdesk.texts import Pair


@dataclass(frozen=True)
class Tariffed:
    """A product with all its prices, oldest first: (valid from, gross, net) in cents."""

    product_id: int
    code: str
    name: Pair
    vat_code: str
    ledger_account: str
    active: bool
    prices: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True)
class Tariff:
    """Products and VAT rates of all times; what holds on a day is looked up.

    `charges_vat` is False for a centre under the small business scheme or exempt as a whole.
    """

    products: Mapping[int, Tariffed]
    rates: Mapping[str, Sequence[tuple[date, int]]]
    charges_vat: bool = True

    def price(self, product_id: int, on: date) -> tuple[int, int]:
        """(gross, net) of one piece. Raises Invalid where no price holds on that day."""
        product = self.products.get(product_id)
        prices = () if product is None else product.prices
        found = bisect_right(prices, on, key=lambda price: price[0])
        if not found:
            raise Invalid(N_("There is no price for this on that day."), field="product")
        return prices[found - 1][1], prices[found - 1][2]

    def vat_points(self, product_id: int, on: date) -> int:
        """The VAT rate in basis points. Raises Invalid where none is known for the day."""
        if not self.charges_vat:
            return 0
        rates = self.rates.get(self.products[product_id].vat_code, ())
        found = bisect_right(rates, on, key=lambda rate: rate[0])
        if not found:
            raise Invalid(N_("There is no VAT rate for this on that day."), field="product")
        return rates[found - 1][1]

    def line(
        self,
        product_id: int,
        on: date,
        *,
        person_id: int | None = None,
        role: FamilyRole | None = None,
        quantity: int = 1,
    ) -> FeeLine:
        """A line at the full price of that day; the amount incl. VAT leads (domain 3.3, rule B)."""
        gross, net = self.price(product_id, on)
        points = self.vat_points(product_id, on)
        product = self.products[product_id]
        return FeeLine(
            person_id=person_id,
            role=role,
            product_id=product_id,
            product_code=product.code,
            text=product.name,
            gross=gross * quantity,
            net=gross * quantity - vat_of_incl(gross * quantity, points),
            vat_points=points,
            invoice_net=net * quantity,
            quantity=quantity,
            full_gross=gross * quantity,
        )

    def ledger_account(self, product_id: int) -> str:
        return self.products[product_id].ledger_account

    def offered(self, on: date) -> tuple[ProductInfo, ...]:
        """Active products that have a price on the day, in the order of their codes."""
        found = []
        for product in sorted(self.products.values(), key=lambda each: each.code):
            if product.active and product.prices and product.prices[0][0] <= on:
                gross, net = self.price(product.product_id, on)
                points = self.vat_points(product.product_id, on)
                found.append(
                    ProductInfo(product.product_id, product.code, product.name, gross, net, points)
                )
        return tuple(found)


def load_tariff(tx: Tx, *, charges_vat: bool = True) -> Tariff:
    """Two statements: products with their prices, and the VAT rates."""
    columns = (
        Product.id,
        Product.code,
        Product.name_en,
        Product.name_nl,
        Product.vat_code,
        Product.ledger_account,
        Product.active,
        ProductPrice.valid_from,
        ProductPrice.gross,
        ProductPrice.net,
    )
    rows = tx.rows(
        select(*columns)
        .outerjoin(ProductPrice, ProductPrice.product_id == Product.id)
        .order_by(Product.id, ProductPrice.valid_from)
    )
    prices: dict[int, list[tuple[date, int, int]]] = {}
    for row in rows:
        known = prices.setdefault(row.id, [])
        if row.valid_from is not None:
            known.append((row.valid_from, row.gross, row.net))
    products = {
        row.id: Tariffed(
            product_id=row.id,
            code=row.code,
            name=Pair(row.name_en, row.name_nl),
            vat_code=row.vat_code,
            ledger_account=row.ledger_account,
            active=row.active,
            prices=tuple(prices[row.id]),
        )
        for row in rows
    }
    rates: dict[str, list[tuple[date, int]]] = {}
    for code, since, points in tx.rows(
        select(VatRate.code, VatRate.valid_from, VatRate.basis_points).order_by(VatRate.valid_from)
    ):
        rates.setdefault(code, []).append((since, points))
    return Tariff(products, rates, charges_vat)
