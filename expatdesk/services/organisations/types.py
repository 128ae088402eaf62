"""What the subject Organisations takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.terms import AccountState, Behalf, OrganisationRole, PaymentTerms


@dataclass(frozen=True)
class ContactEntry:
    name: str
    function: str = ""
    email: str = ""
    phone: str = ""
    acts_as: Behalf | None = None
    contact_id: int | None = None


@dataclass(frozen=True)
class OrganisationEntry:
    name: str
    roles: frozenset[OrganisationRole] = frozenset()
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"
    municipality_id: int | None = None
    chamber_number: str = ""
    vat_id: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    recognised_sponsor: bool = False
    payment_terms: PaymentTerms = PaymentTerms.AT_DESK
    po_number: str = ""
    contacts: tuple[ContactEntry, ...] = ()


@dataclass(frozen=True)
class OrganisationRow:
    organisation_id: int
    name: str
    city: str
    roles: frozenset[OrganisationRole]
    recognised_sponsor: bool
    payment_terms: PaymentTerms
    open_net: int
    """Unbilled charges that are open, cents excl. VAT."""


@dataclass(frozen=True)
class AccountLine:
    unbilled_id: int
    label: str
    day: date
    net: int
    po_number: str
    state: AccountState


@dataclass(frozen=True)
class OrganisationSheet:
    organisation_id: int
    version: int
    code: str
    entry: OrganisationEntry
    account: tuple[AccountLine, ...]
    people: int
    """How many persons name it as their employer."""
