"""Prices: what was, is and will be asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from expatdesk.formats import amount, percent
from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.prices import net_of
from expatdesk.services.setup.types import Price, ProductEntry, ProductLine, VatRateLine
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
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

Rates = tuple[VatRateLine, ...]


def read(centre: Centre, today: date) -> Content:
    rates = centre.setup.vat_rates.all()
    return Content(tuple(_line(centre, one, rates, today) for one in centre.setup.prices.all()))


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
        ),
    )


def _price(centre: Centre, one: ProductLine, rates: Rates, today: date) -> Editor:
    now = _valid(one, today)

    def save(write: Write, values: Values) -> Done[object]:
        start, gross, net = values["valid_from"], values["gross"], values["net"]
        assert isinstance(start, date)
        assert isinstance(gross, int)
        if not isinstance(net, int):
            net = net_of(gross, _rate(rates, one.entry.vat_code, start))
        price = Price(start, gross, net)
        return centre.setup.prices.set_price(
            write.actor, one.product_id, one.version, price, key=write.key
        )

    return Editor(
        "price",
        lambda: _("New price: {name}").format(name=words.said(one.entry.name)),
        (
            FieldSpec("gross", lambda: _("Price incl. VAT"), "amount", required=True),
            FieldSpec(
                "net",
                lambda: _("Price excl. VAT"),
                "amount",
                hint=lambda: _("Left empty: reckoned."),
                beside=True,
            ),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True),
        ),
        {"gross": now.gross if now else None, "net": None, "valid_from": today},
        save,
        button=lambda: _("Set the price"),
        said=lambda: _("The price is set."),
    )


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
        run=(
            lambda write: centre.setup.prices.drop_price(
                write.actor, one.product_id, one.version, price.valid_from, key=write.key
            )
        )
        if coming
        else None,
        said=lambda: _("The coming price is forgotten."),
    )


def _entry(centre: Centre, one: ProductLine, rates: Rates) -> Editor:
    codes = sorted({rate.code for rate in rates})

    def save(write: Write, values: Values) -> Done[object]:
        entry = ProductEntry(**values)  # type: ignore[arg-type]  # the fields below have its types
        return centre.setup.prices.change(
            write.actor, one.product_id, one.version, entry, key=write.key
        )

    return Editor(
        "entry",
        lambda: _("What is charged"),
        (
            FieldSpec("name", lambda: _("Name on documents"), "pair", required=True),
            FieldSpec(
                "vat_code",
                lambda: _("VAT"),
                "choice",
                choices=tuple((code, words.vat(code)) for code in codes),
            ),
            FieldSpec("ledger_account", lambda: _("Ledger account"), required=True, beside=True),
            FieldSpec("active", lambda: _("In use"), "check"),
        ),
        vars(one.entry),
        save,
    )


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
)
