"""Prices: what was, is and will be asked."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from expatdesk.formats import amount, percent
from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.products import net_of
from expatdesk.services.setup.types import Price, ProductEntry, ProductLine, VatRateLine
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Content,
    Editor,
    FieldSpec,
    Line,
    Note,
    Notes,
    Section,
    Text,
    Values,
    Write,
    made,
    maybe,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

Rates = tuple[VatRateLine, ...]
USUAL_VAT: Final = "general"


def read(centre: Centre, today: date) -> Content:
    rates, products = centre.setup.vat_rates.all(), centre.setup.prices.all()
    return Content(
        tuple(_line(centre, one, rates, today) for one in products),
        new=_new(centre, products, rates, today),
    )


def _line(centre: Centre, one: ProductLine, rates: Rates, today: date) -> Line:
    now = _valid(one, today)
    coming = [price for price in one.prices if price.valid_from > today]
    state, word = ("info", words.day(coming[0].valid_from)) if coming else ("", "")
    if not one.entry.active:
        state, word = "neutral", lambda: _("switched off")
    return Line(
        one.product_id,
        words.later(one.entry.name),
        (lambda: amount(now.gross)) if now else "–",
        state,
        word,
        parts=(
            _price(centre, one, rates, today),
            _prices(centre, one, today),
            _entry(centre, one, rates),
            *(() if one.documented else (_take_out(centre, one),)),
        ),
    )


def _price(centre: Centre, one: ProductLine, rates: Rates, today: date) -> Editor:
    now = _valid(one, today)

    def save(write: Write, values: Values) -> Done[object]:
        price = _typed(values, rates, one.entry.vat_code)
        return centre.setup.prices.set_price(
            write.actor, one.product_id, one.version, price, key=write.key
        )

    return Editor(
        "price",
        lambda: _("New price: {name}").format(name=words.said(one.entry.name)),
        _price_fields(),
        {"gross": now.gross if now else None, "net": None, "valid_from": today},
        save,
        button=lambda: _("Set the price"),
        said=lambda: _("The price is set."),
    )


def _price_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("gross", lambda: _("Price incl. VAT"), "amount", required=True),
        FieldSpec(
            "net",
            lambda: _("Price excl. VAT"),
            "amount",
            hint=lambda: _("Left empty: reckoned."),
            beside=True,
        ),
        FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True),
    )


def _typed(values: Values, rates: Rates, vat_code: str) -> Price:
    """The price as typed; without VAT it is reckoned where that was left empty."""
    start, gross = taken(values, "valid_from", date), taken(values, "gross", int)
    net = maybe(values, "net", int)
    if net is None:
        net = net_of(gross, _rate(rates, vat_code, start))
    return Price(start, gross, net)


def _prices(centre: Centre, one: ProductLine, today: date) -> Notes:
    now = _valid(one, today)
    return Notes(
        lambda: _("Prices"),
        tuple(_note(centre, one, price, now, today) for price in reversed(one.prices)),
        lambda: _("No price yet: this cannot be charged."),
    )


def _note(centre: Centre, one: ProductLine, price: Price, now: Price | None, today: date) -> Note:
    coming = price.valid_from > today
    action: Text = (lambda: _("Forget")) if coming else ""
    return Note(
        lambda: amount(price.gross),
        words.period(price.valid_from, None),
        "info" if coming else ("done" if price == now else "neutral"),
        action=action,
        run=partial(_forget, centre, one, price) if coming else None,
        said=lambda: _("The coming price is forgotten."),
    )


def _forget(centre: Centre, one: ProductLine, price: Price, write: Write) -> Done[object]:
    return centre.setup.prices.drop_price(
        write.actor, one.product_id, one.version, price.valid_from, key=write.key
    )


def _entry(centre: Centre, one: ProductLine, rates: Rates) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.prices.change(
            write.actor, one.product_id, one.version, made(ProductEntry, values), key=write.key
        )

    return Editor(
        "entry",
        lambda: _("What is charged"),
        _entry_fields(rates, vat_stays=one.documented),
        vars(one.entry),
        save,
    )


def _entry_fields(rates: Rates, *, vat_stays: bool) -> tuple[FieldSpec, ...]:
    codes = sorted({rate.code for rate in rates})
    return (
        FieldSpec("name", lambda: _("Name on documents"), "pair", required=True),
        FieldSpec(
            "vat_code",
            lambda: _("VAT"),
            "choice",
            choices=tuple((code, words.vat(code)) for code in codes),
            fixed=vat_stays,
        ),
        FieldSpec("ledger_account", lambda: _("Ledger account"), required=True, beside=True),
        FieldSpec("active", lambda: _("In use"), "check"),
    )


def _new(centre: Centre, products: tuple[ProductLine, ...], rates: Rates, today: date) -> Editor:
    """A product and its first price at once: without one, nobody could be charged."""
    account = products[0].entry.ledger_account if products else ""
    return Editor(
        "entry",
        lambda: _("New product"),
        (*_entry_fields(rates, vat_stays=False), *_price_fields()),
        {
            **vars(ProductEntry(Pair(), USUAL_VAT, account)),
            "gross": None,
            "net": None,
            "valid_from": today,
        },
        partial(_add, centre, rates),
        button=lambda: _("Add the product"),
        said=lambda: _("The product is added."),
    )


def _add(centre: Centre, rates: Rates, write: Write, values: Values) -> Done[object]:
    names = {field.name for field in fields(ProductEntry)}
    entry = made(ProductEntry, {name: values[name] for name in names})
    price = _typed(values, rates, entry.vat_code)
    return centre.setup.prices.add(write.actor, entry, price, key=write.key)


def _take_out(centre: Centre, one: ProductLine) -> Notes:
    note = Note(
        lambda: _("It stands on no document yet"),
        action=lambda: _("Take it out"),
        run=partial(_remove, centre, one),
        said=lambda: _("The product is taken out."),
    )
    return Notes(lambda: _("Take it back"), (note,))


def _remove(centre: Centre, one: ProductLine, write: Write) -> Done[object]:
    return centre.setup.prices.remove(write.actor, one.product_id, one.version, key=write.key)


def _valid(one: ProductLine, today: date) -> Price | None:
    past = [price for price in one.prices if price.valid_from <= today]
    return past[-1] if past else None


def _rate(rates: Rates, code: str, on: date) -> int:
    past = [r for r in rates if r.code == code and r.valid_from <= on]
    return past[-1].basis_points if past else 0


def rate_words(line: VatRateLine) -> Text:
    """21%."""
    return lambda: percent(line.basis_points)


PRICES = Section(
    "prices",
    lambda: _("Prices"),
    lambda: _("What is asked, from which day. Prices of the past never change."),
    (lambda: _("What"), lambda: _("Price now"), lambda: _("Changes")),
    read,
    new_words=lambda: _("New product"),
)
