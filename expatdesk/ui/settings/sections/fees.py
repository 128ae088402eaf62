"""The tariff of a service: which product each role pays, and from when on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import FeeLineSetUp, ProductLine, ServiceLine
from expatdesk.terms import FamilyRole
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Editor,
    FieldSpec,
    Note,
    Notes,
    Text,
    Values,
    Write,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre

Products = Mapping[int, ProductLine]


def parts(
    centre: Centre, one: ServiceLine, products: Products, today: date
) -> tuple[Editor | Notes, ...]:
    """The form for a fee, and all fees of the service with what can be done about them."""
    return (_fee(centre, one, products, today), _fees(centre, one, products, today))


def _fee(centre: Centre, one: ServiceLine, products: Products, today: date) -> Editor:
    offered = [p for p in products.values() if p.entry.active]

    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.services.set_fee(
            write.actor,
            one.service_id,
            one.version,
            taken(values, "role", FamilyRole),
            taken(values, "product_id", int),
            taken(values, "valid_from", date),
            key=write.key,
        )

    return Editor(
        "fee",
        lambda: _("New fee"),
        (
            FieldSpec("role", lambda: _("Who pays"), "choice", choices=words.choices(FamilyRole)),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True, beside=True),
            FieldSpec(
                "product_id",
                lambda: _("What is charged"),
                "choice",
                choices=tuple((p.product_id, words.later(p.entry.name)) for p in offered),
            ),
        ),
        {
            "role": FamilyRole.FIRST,
            "product_id": offered[0].product_id if offered else None,
            "valid_from": today,
        },
        save,
        button=lambda: _("Set the fee"),
        said=lambda: _("The fee is set."),
        ready=bool(offered),
    )


def _fees(centre: Centre, one: ServiceLine, products: Products, today: date) -> Notes:
    order = list(FamilyRole)
    fees = sorted(one.fees, key=lambda fee: (order.index(fee.role), -fee.valid_from.toordinal()))
    return Notes(
        lambda: _("Fees"),
        tuple(_note(centre, one, fee, products[fee.product_id], today) for fee in fees),
        lambda: _("No fee: the service is free."),
    )


def _note(
    centre: Centre, one: ServiceLine, fee: FeeLineSetUp, product: ProductLine, today: date
) -> Note:
    action, run = _what_can_be_done(centre, one, fee, today)
    return Note(
        lambda: f"{words.word(fee.role)()}: {words.said(product.entry.name)}",
        partial(_detail, fee, product, today),
        words.standing(fee.valid_from, fee.valid_until, today),
        action=action,
        run=run,
        said=lambda: _("The fee is set."),
    )


def _what_can_be_done(
    centre: Centre, one: ServiceLine, fee: FeeLineSetUp, today: date
) -> tuple[Text, Callable[[Write], Done[object]] | None]:
    if fee.valid_from >= today:
        return (lambda: _("Forget")), partial(_forget, centre, one, fee)
    if fee.valid_until is None:
        return (lambda: _("End today")), partial(_end, centre, one, fee, today)
    if fee.valid_until >= today and not _is_followed(one, fee):
        return (lambda: _("Go on")), partial(_end, centre, one, fee, None)
    return "", None


def _is_followed(one: ServiceLine, fee: FeeLineSetUp) -> bool:
    """Whether a later fee of the role takes its place: then there is nothing to go on with."""
    return any(f.role is fee.role and f.valid_from > fee.valid_from for f in one.fees)


def _detail(fee: FeeLineSetUp, product: ProductLine, today: date) -> str:
    """What it costs now, or on its first day, and when it is valid."""
    on = max(today, fee.valid_from)
    prices = [price.gross for price in product.prices if price.valid_from <= on]
    period = words.period(fee.valid_from, fee.valid_until)()
    return f"{amount(prices[-1])} · {period}" if prices else period


def _end(
    centre: Centre, one: ServiceLine, fee: FeeLineSetUp, last: date | None, write: Write
) -> Done[object]:
    return centre.setup.services.end_fee(
        write.actor, one.service_id, one.version, fee.role, fee.valid_from, last, key=write.key
    )


def _forget(centre: Centre, one: ServiceLine, fee: FeeLineSetUp, write: Write) -> Done[object]:
    return centre.setup.services.drop_fee(
        write.actor, one.service_id, one.version, fee.role, fee.valid_from, key=write.key
    )
