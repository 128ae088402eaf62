"""What stands in each field of an organisation, in words: for comparing two versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from expatdesk.i18n import _
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.ui.kit import Text
from expatdesk.ui.organisations.words import roles_words, terms_word
from expatdesk.ui.people.differences import Difference
from expatdesk.ui.records.phones import shown_phone

LABELS: Final[dict[str, Callable[[], str]]] = {
    "name": lambda: _("Name"),
    "roles": lambda: _("Roles"),
    "street": lambda: _("Street and number"),
    "postcode": lambda: _("Postcode"),
    "city": lambda: _("Town"),
    "country": lambda: _("Country"),
    "municipality_id": lambda: _("Municipality"),
    "email": lambda: _("E-mail"),
    "phone": lambda: _("Phone"),
    "website": lambda: _("Website"),
    "chamber_number": lambda: _("Chamber of commerce"),
    "vat_id": lambda: _("VAT id"),
    "recognised_sponsor": lambda: _("Recognised sponsor"),
    "payment_terms": lambda: _("Pays"),
    "po_number": lambda: _("PO number"),
    "contacts": lambda: _("Contacts"),
}


def said_of(entry: OrganisationEntry, name: str, towns: Mapping[int, str]) -> Text:
    """The words for one field; empty where nothing stands in it."""

    def words() -> str:
        match name:
            case "roles":
                return roles_words(entry.roles)
            case "phone":
                return shown_phone(entry.phone)
            case "municipality_id":
                return towns.get(entry.municipality_id or 0, "")
            case "recognised_sponsor":
                return _("Yes") if entry.recognised_sponsor else _("No")
            case "payment_terms":
                return terms_word(entry.payment_terms)
            case "contacts":
                return ", ".join(contact.name for contact in entry.contacts)
            case _:
                return str(getattr(entry, name))

    return words


def differences(
    base: OrganisationEntry,
    mine: OrganisationEntry,
    theirs: OrganisationEntry,
    towns: Mapping[int, str],
) -> list[Difference]:
    """What differs between two edits that both began with ``base``."""
    return [
        Difference(
            name,
            label,
            said_of(mine, name, towns),
            said_of(theirs, name, towns),
            keep_mine=getattr(mine, name) != getattr(base, name),
        )
        for name, label in LABELS.items()
        if getattr(mine, name) != getattr(theirs, name)
    ]


def together(
    mine: OrganisationEntry, theirs: OrganisationEntry, keeps_mine: Mapping[str, bool]
) -> OrganisationEntry:
    """One entry of two: what is not chosen from mine is theirs."""
    return replace(
        theirs, **{name: getattr(mine, name) for name, mine_ in keeps_mine.items() if mine_}
    )
