"""The centre as the till needs it on a day: supplier, accounts, what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.clock import day_of
from expatdesk.i18n import N_, Language, translator
from expatdesk.services.settings import Values, keys, values_on
from expatdesk.services.till.types import Supplier
from expatdesk.storage.tx import Tx
from expatdesk.terms import Means
from expatdesk.texts import Pair

_ACCOUNTS = {
    Means.PIN: keys.ACCOUNT_PIN,
    Means.CASH: keys.ACCOUNT_CASH,
    Means.ONLINE: keys.ACCOUNT_ONLINE,
    Means.BANK_TRANSFER: keys.ACCOUNT_BANK,
}
_VAT_NOTES = {
    "kor": N_("No VAT is charged: small-business scheme (KOR)."),
    "exempt": N_("Exempt from VAT."),
}


@dataclass(frozen=True)
class House:
    """Settings that stand on a document or decide how it is posted."""

    supplier: Supplier
    cash_allowed: bool
    charges_vat: bool
    accounts: Mapping[Means, str]
    vat_account: str
    rounding_account: str


def house_on(tx: Tx, on: date) -> House:
    """One statement."""
    values = values_on(tx, on)
    return House(
        supplier=_supplier(values),
        cash_allowed=values[keys.CASH_ALLOWED],
        charges_vat=values[keys.VAT_MODE] == "normal",
        accounts={means: values[key] for means, key in _ACCOUNTS.items()},
        vat_account=values[keys.ACCOUNT_VAT],
        rounding_account=values[keys.ACCOUNT_ROUNDING],
    )


def house_now(tx: Tx) -> House:
    """The centre as it is at the moment of this transaction."""
    return house_on(tx, day_of(tx.now))


def _supplier(values: Values) -> Supplier:
    note = _VAT_NOTES.get(values[keys.VAT_MODE], "")
    return Supplier(
        name=values[keys.CENTRE_NAME],
        address=values[keys.CENTRE_ADDRESS],
        vat_id=values[keys.CENTRE_VAT_ID],
        chamber_number=values[keys.CENTRE_CHAMBER_NUMBER],
        vat_note=Pair(
            en=translator(Language.EN).gettext(note), nl=translator(Language.NL).gettext(note)
        ),
    )
