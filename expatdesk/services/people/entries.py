"""From what was typed about a person to what is stored, or the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from expatdesk import guard, names
from expatdesk.emails import parse_email
from expatdesk.i18n import N_
from expatdesk.model.people import Party, Person
from expatdesk.phones import parse_phone
from expatdesk.services.base import Invalid, Problems
from expatdesk.services.people.types import IdentifierFound, PersonEntry

LONGEST_NAME = 500
EARLIEST_BIRTH = 1900
DUTCH_POSTCODE = re.compile(r"^([1-9][0-9]{3}) ?((?!SA|SD|SS)[A-Z]{2})$", re.IGNORECASE)

# Fields in which a citizen service number could be typed by mistake.
GUARDED = (
    "full_name",
    "given",
    "prefix",
    "surname",
    "latin",
    "original",
    "call_name",
    "street",
    "city",
)


@dataclass(frozen=True)
class Prepared:
    """A checked entry: column values, search tokens and what the guard was told to let pass."""

    values: dict[str, object]
    tokens: frozenset[str]
    name: names.PersonName
    overridden: tuple[str, ...]


def prepare(entry: PersonEntry, *, today: date, code: str, guard_overridden: bool) -> Prepared:
    """Checks and cleans an entry.

    Raises Invalid with the field where it was typed, IdentifierFound where a text holds what
    looks like a BSN or V-number and that was not declared a false alarm; with more than one
    problem the first, which carries the others.
    """
    problems, checked = _looked_over(entry, today, let_pass=guard_overridden)
    problems.refuse()
    cleaned, name = checked.entry, person_name(checked.entry)
    return Prepared(
        values={
            "full_name": cleaned.full_name,
            "given": name.given,
            "prefix": name.prefix,
            "surname": name.surname,
            "latin": cleaned.latin,
            "original": cleaned.original,
            "call_name": cleaned.call_name,
            "sort_key": names.sort_key(name, cleaned.sort_key or None),
            "sort_key_set": bool(cleaned.sort_key),
            "birth_date": cleaned.birth_date,
            "birth_year": cleaned.birth_date.year if cleaned.birth_date else cleaned.birth_year,
            "email": checked.email,
            "phone": checked.phone,
            "street": cleaned.street,
            "postcode": _postcode(cleaned.postcode),
            "city": cleaned.city,
            "municipality_id": cleaned.municipality_id,
            "residence_class": cleaned.residence_class,
            "employer_id": cleaned.employer_id,
            "languages": " ".join(cleaned.languages),
            "channel": cleaned.channel,
        },
        tokens=names.search_tokens(
            name, email=checked.email or "", phone=checked.phone or "", codes=(code,)
        ),
        name=name,
        overridden=checked.overridden,
    )


def problems_of(
    entry: PersonEntry, *, today: date, guard_overridden: bool = False
) -> tuple[Invalid, ...]:
    """All that `prepare` would refuse, each with its field."""
    return _looked_over(entry, today, let_pass=guard_overridden)[0].found()


@dataclass(frozen=True)
class _Checked:
    """An entry without what cannot be kept; `overridden` fields hold what looks like a BSN."""

    entry: PersonEntry
    email: str | None
    phone: str | None
    overridden: tuple[str, ...]


def _looked_over(entry: PersonEntry, today: date, *, let_pass: bool) -> tuple[Problems, _Checked]:
    problems, cleaned = Problems(), _cleaned(entry)
    problems.check(_check_name, cleaned.full_name)
    suspect = tuple(name for name in GUARDED if guard.find_identifiers(getattr(cleaned, name)))
    if not let_pass:
        for field in suspect:
            problems.note(IdentifierFound.at(field))
    problems.check(_check_birth, cleaned, today)
    email, phone = problems.check(_email, cleaned.email), problems.check(_phone, cleaned.phone)
    return problems, _Checked(cleaned, email, phone, suspect)


def person_name(entry: PersonEntry) -> names.PersonName:
    """The parts as typed, or, where only the full name is known, a guess for sorting."""
    if entry.given or entry.surname:
        given, prefix, surname = entry.given, entry.prefix, entry.surname
    else:
        guess = names.split_full(entry.full_name)
        given, prefix, surname = guess.given, guess.prefix, guess.surname
    return names.PersonName(
        full=entry.full_name,
        given=given,
        prefix=prefix,
        surname=surname,
        latin=entry.latin,
        original=entry.original,
        call=entry.call_name,
    )


def tokens_of(
    full: str,
    given: str,
    prefix: str,
    surname: str,
    latin: str,
    original: str,
    call: str,
    email: str | None,
    phone: str | None,
    code: str,
) -> frozenset[str]:
    """Search tokens of a stored person: takes the values of NAME_COLUMNS in their order."""
    name = names.PersonName(
        full=full,
        given=given,
        prefix=prefix,
        surname=surname,
        latin=latin,
        original=original,
        call=call,
    )
    return names.search_tokens(name, email=email or "", phone=phone or "", codes=(code,))


NAME_COLUMNS = (
    Person.full_name,
    Person.given,
    Person.prefix,
    Person.surname,
    Person.latin,
    Person.original,
    Person.call_name,
    Person.email,
    Person.phone,
    Party.code,
)


def _cleaned(entry: PersonEntry) -> PersonEntry:
    texts = (*GUARDED, "sort_key", "email", "phone", "postcode")
    cleaned: dict[str, Any] = {field: names.clean(getattr(entry, field)) for field in texts}
    return replace(entry, **cleaned)


def _check_name(name: str) -> None:
    if not name:
        raise Invalid(N_("Enter a name."), field="full_name")
    if len(name) > LONGEST_NAME:
        raise Invalid(
            N_("This name is longer than {most} characters."), field="full_name", most=LONGEST_NAME
        )


def _check_birth(entry: PersonEntry, today: date) -> None:
    if entry.birth_date is not None and not (
        entry.birth_date.year >= EARLIEST_BIRTH and entry.birth_date <= today
    ):
        raise Invalid(N_("A date of birth lies between 1900 and today."), field="birth_date")
    if entry.birth_year is not None and not EARLIEST_BIRTH <= entry.birth_year <= today.year:
        raise Invalid(N_("A year of birth lies between 1900 and this year."), field="birth_year")


def _email(text: str) -> str | None:
    if not text:
        return None
    try:
        return parse_email(text)
    except ValueError as problem:
        raise Invalid(N_("This is not an e-mail address."), field="email") from problem


def _phone(text: str) -> str | None:
    if not text:
        return None
    try:
        return parse_phone(text)
    except ValueError as problem:
        raise Invalid(
            N_("This is not a phone number. Numbers from abroad begin with + and the country."),
            field="phone",
        ) from problem


def _postcode(text: str) -> str:
    """A Dutch postcode in its form "2333 CW"; codes of other countries stay as typed."""
    match = DUTCH_POSTCODE.match(text)
    return f"{match[1]} {match[2].upper()}" if match else text
