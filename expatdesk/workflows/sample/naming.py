"""Invents persons: names of one origin, dates of birth, addresses, mail and phone."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from expatdesk import names
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import FamilyRole, ResidenceClass, Source
from expatdesk.workflows.sample.sources import Origin, Sources, Spelling, Town

# Numbers that telephone authorities keep free for films and books, and a Dutch one that nobody
# would take for real.
_PHONES = (
    ("+447700900", 3),
    ("+1212555010", 1),
    ("+1415555012", 1),
    ("+1617555014", 1),
    ("+31612345", 3),
    ("+31612345", 3),
)
_MAILS = ("post.example", "mail.example", "inbox.example", "brieven.example")
_DAYS = 365.25
_EXACT = 0.45  # of children: whose date of birth is known, not only the year
_REMEMBERED = 1_200  # visitors of some ten months; after that the same name may come again


@dataclass(frozen=True)
class Address:
    street: str
    postcode: str
    town: str


@dataclass(frozen=True)
class Family:
    """What people who register together have in common; `on` is the day on which they do."""

    on: date
    residence_class: ResidenceClass
    address: Address | None
    municipality_id: int | None
    employer_id: int | None  # of the first person
    channel: Source
    mail_domain: str = ""


class Naming:
    """Draws from one stream of chance, so that the same seed gives the same people.

    `own_script`: whether names are shown in the script of their origin; None: as people do.
    """

    def __init__(self, rng: Random, sources: Sources) -> None:
        self._rng = rng
        self._sources = sources
        self._mails: set[str] = set()
        self._recent: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)
        self.own_script: bool | None = None

    def origin(self, residence_class: ResidenceClass) -> Origin:
        """Privileged persons come from anywhere."""
        fitting = [
            origin
            for origin in self._sources.origins
            if residence_class in (origin.residence_class, ResidenceClass.PRIVILEGED)
        ]
        weights = [origin.weight for origin in fitting]
        return self._rng.choices(fitting, weights)[0]

    def surname(self, origin: Origin) -> tuple[str, Spelling]:
        """(prefix, surname); of people with one name only the surname is empty."""
        if origin.single:
            return "", Spelling("", "")
        prefix = self._rng.choice(origin.prefixes) if origin.prefixes else ""
        return prefix, self._rng.choice(origin.surnames)

    def address(self, town: Town) -> Address:
        rng = self._rng
        letters = "ABCDEGHJKLMNPRTVWXZ"
        code = f"{rng.choice(town.postcodes)} {rng.choice(letters)}{rng.choice(letters[:8])}"
        suffix = rng.choice(["", "", "", "A", "B", "-2", "-14"])
        street = f"{rng.choice(self._sources.streets)} {rng.randint(1, 198)}{suffix}"
        return Address(street, code, town.name)

    def person(
        self,
        origin: Origin,
        family_name: tuple[str, Spelling],
        role: FamilyRole,
        family: Family,
        besides: set[str],
    ) -> PersonEntry:
        """Somebody who registers on a day. Children have neither mail nor phone.

        `besides`: given names of the family that are taken; the new one is added.
        """
        given = self._given(origin, family_name[1], besides)
        entry = self._aged(self._named(origin, given, family_name), role, family.on)
        adult, first = role is not FamilyRole.CHILD, role is FamilyRole.FIRST
        mail_name = f"{given.latin} {family_name[1].latin}"
        return replace(
            entry,
            call_name=given.latin.split()[0] if origin.surname_first and adult else "",
            email=self._mail(mail_name, family.mail_domain) if adult else "",
            phone=self._phone() if first or (adult and self._rng.random() < 0.5) else "",
            street=family.address.street if family.address else "",
            postcode=family.address.postcode if family.address else "",
            city=family.address.town if family.address else "",
            municipality_id=family.municipality_id,
            residence_class=family.residence_class,
            employer_id=family.employer_id if first else None,
            channel=family.channel,
        )

    def _named(
        self, origin: Origin, given: Spelling, family_name: tuple[str, Spelling]
    ) -> PersonEntry:
        """A name in all its parts, and the languages that go with it."""
        prefix, surname = family_name
        full, latin, original = self._written(origin, given, prefix, surname)
        return PersonEntry(
            full_name=full,
            given="" if origin.single else self._part(origin, given, original),
            prefix=prefix,
            surname=full if origin.single else self._part(origin, surname, original),
            latin=latin,
            original=original,
            languages=(origin.language, "en") if origin.language != "en" else ("en",),
        )

    def _aged(self, entry: PersonEntry, role: FamilyRole, on: date) -> PersonEntry:
        """With a date of birth; of some children only the year is known."""
        born = self._born(role, on)
        if role is not FamilyRole.CHILD or self._rng.random() < _EXACT:
            return replace(entry, birth_date=born)
        return replace(entry, birth_year=born.year)

    def _given(self, origin: Origin, surname: Spelling, taken: set[str]) -> Spelling:
        """A given name that is free in the family, and with this surname among recent visitors.

        Two together where none is.
        """
        free = [
            given
            for given in origin.given
            if given.latin not in taken and (given.latin, surname.latin) not in self._recent
        ]
        if free:
            chosen = self._rng.choice(free)
        else:
            one, other = self._rng.sample(origin.given, 2)
            shown, latin = f"{one.shown}{origin.join}{other.shown}", f"{one.latin} {other.latin}"
            chosen = Spelling(shown, latin)
        taken.add(chosen.latin)
        self._recent.append((chosen.latin, surname.latin))
        return chosen

    def _written(
        self, origin: Origin, given: Spelling, prefix: str, surname: Spelling
    ) -> tuple[str, str, str]:
        """(as shown, passport form, original script): who shows Latin keeps the other beside."""
        if not origin.has_own_script:
            return _line(origin, " ", given.shown, prefix, surname.shown), "", ""
        own = _line(origin, origin.join, given.shown, prefix, surname.shown)
        latin = _line(origin, " ", given.latin, prefix, surname.latin)
        shows_latin = self._rng.randrange(100) < origin.latin_shown
        if shows_latin if self.own_script is None else not self.own_script:
            return latin, "", own
        return own, latin, ""

    def _part(self, origin: Origin, part: Spelling, original: str) -> str:
        """A part of the name in the script in which the whole is shown."""
        return part.latin if origin.has_own_script and original else part.shown

    def _born(self, role: FamilyRole, on: date) -> date:
        if role is FamilyRole.CHILD:
            years = self._rng.triangular(0.3, 17.4, 5)
        else:
            years = self._rng.triangular(22, 58, 31)
        return on - timedelta(days=round(years * _DAYS))

    def _mail(self, name: str, domain: str) -> str:
        where = domain if domain and self._rng.random() < 0.3 else self._rng.choice(_MAILS)
        plain = ".".join(names.fold(names.transcribed(name)).replace(".", "").split())
        kept = "".join(c for c in plain if c.isascii() and (c.isalnum() or c == "."))
        address, number = f"{kept}@{where}", 1
        while address in self._mails:
            number += 1
            address = f"{kept}{number}@{where}"
        self._mails.add(address)
        return address

    def _phone(self) -> str:
        start, digits = self._rng.choice(_PHONES)
        return f"{start}{self._rng.randrange(10**digits):0{digits}d}"


def _line(origin: Origin, join: str, given: str, prefix: str, surname: str) -> str:
    parts = (surname, given) if origin.surname_first else (given, prefix, surname)
    return join.join(part for part in parts if part)
