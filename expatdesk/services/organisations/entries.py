"""From what was typed about an organisation to what is stored, or the reason why not."""

from __future__ import annotations

import re

from expatdesk import guard, names
from expatdesk.emails import parse_email
from expatdesk.i18n import N_
from expatdesk.phones import parse_phone
from expatdesk.services.base import Invalid, Problems
from expatdesk.services.organisations.types import ContactEntry, OrganisationEntry
from expatdesk.services.people.types import IdentifierFound

CHAMBER_NUMBER = re.compile(r"^[0-9]{8}$")
LONGEST_NAME = 300


def values_of(entry: OrganisationEntry, *, guard_overridden: bool) -> dict[str, object]:
    """Column values of a checked entry, its contacts looked over with it.

    Raises Invalid, IdentifierFound with the field; with more than one problem the first, which
    carries the others.
    """
    problems, let_pass = Problems(), guard_overridden
    name = problems.check(_name, entry.name, "name")
    problems.check(guarded, "name", names.clean(entry.name), let_pass=let_pass)
    problems.check(guarded, "street", entry.street, let_pass=let_pass)
    values: dict[str, object] = {
        "name": name,
        "sort_key": names.fold(name or ""),
        "street": names.clean(entry.street),
        "postcode": names.clean(entry.postcode),
        "city": names.clean(entry.city),
        "country": names.clean(entry.country).upper() or "NL",
        "municipality_id": entry.municipality_id,
        "chamber_number": problems.check(_chamber, entry.chamber_number),
        "vat_id": problems.check(vat_id, entry.vat_id),
        "email": problems.check(email, entry.email, "email"),
        "phone": problems.check(phone, entry.phone, "phone"),
        "website": names.clean(entry.website),
        "recognised_sponsor": entry.recognised_sponsor,
        "payment_terms": entry.payment_terms,
        "po_number": names.clean(entry.po_number),
    }
    for contact in entry.contacts:
        problems.check(contact_values, contact, guard_overridden=let_pass)
    problems.refuse()
    return values


def contact_values(entry: ContactEntry, *, guard_overridden: bool) -> dict[str, object]:
    name = _name(entry.name, "contacts")
    guarded("contacts", f"{name} {entry.function}", let_pass=guard_overridden)
    return {
        "name": name,
        "function": names.clean(entry.function),
        "email": email(entry.email, "contacts"),
        "phone": phone(entry.phone, "contacts"),
        "acts_as": entry.acts_as,
    }


def vat_id(text: str) -> str:
    """A VAT id of any EU country in its compact form; Dutch ones begin with NL.

    The form is checked, not whether it is in use. Raises Invalid.
    """
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if not compact:
        return ""
    from stdnum.eu import vat
    from stdnum.nl import btw

    # stdnum knows the check digits of the ids in use since 2020 and of the older ones.
    if btw.is_valid(compact) or (compact.startswith("NL") and _looks_dutch(compact)):
        return compact
    if not compact.startswith("NL") and vat.is_valid(compact):
        return compact
    raise Invalid(
        N_("This is not a VAT id. A Dutch one looks like NL001234567B01."), field="vat_id"
    )


def email(text: str, field: str) -> str | None:
    if not names.clean(text):
        return None
    try:
        return parse_email(names.clean(text))
    except ValueError as problem:
        raise Invalid(N_("This is not an e-mail address."), field=field) from problem


def phone(text: str, field: str) -> str | None:
    if not names.clean(text):
        return None
    try:
        return parse_phone(names.clean(text))
    except ValueError as problem:
        raise Invalid(
            N_("This is not a phone number. Numbers from abroad begin with + and the country."),
            field=field,
        ) from problem


def guarded(field: str, text: str, *, let_pass: bool) -> None:
    """Raises IdentifierFound where a text holds what looks like a BSN or V-number."""
    if not let_pass and guard.find_identifiers(text):
        raise IdentifierFound.at(field)


def _name(text: str, field: str) -> str:
    name = names.clean(text)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(N_("Enter a name."), field=field)
    return name


def _chamber(text: str) -> str:
    number = text.replace(" ", "")
    if number and not CHAMBER_NUMBER.match(number):
        raise Invalid(N_("A chamber of commerce number has 8 digits."), field="chamber_number")
    return number


def _looks_dutch(compact: str) -> bool:
    return re.fullmatch(r"NL[0-9]{9}B[0-9]{2}", compact) is not None
