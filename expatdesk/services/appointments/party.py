"""Steps on who comes and who pays: read once, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from expatdesk import guard
from expatdesk.i18n import N_
from expatdesk.model.people import Organisation, Party, Person
from expatdesk.services.appointments.eligibility import not_sponsored
from expatdesk.services.appointments.types import Booking, Comer
from expatdesk.services.base import Invalid, Problems
from expatdesk.services.people.types import IdentifierFound
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind, Behalf, PartyKind, ResidenceClass

_MOST_MERGES = 8


@dataclass(frozen=True, slots=True)
class Known:
    """One party as the booking needs it."""

    party_id: int
    kind: PartyKind
    merged_into: int | None
    residence_class: ResidenceClass | None
    employer_id: int | None
    sponsor: bool
    birth_date: date | None
    birth_year: int | None


@dataclass(frozen=True, slots=True)
class Comers:
    """Who comes, each record as it stands after merging."""

    comers: tuple[Comer, ...]
    people: tuple[Known, ...]
    """Of the comers, in their order."""
    booker_id: int | None
    payer_id: int | None


def read_party(tx: Tx, booking: Booking) -> Comers:
    """Who comes, books and pays. Raises Invalid, NotEligible.

    Records that were merged meanwhile are followed to the one that stayed.
    """
    others = (booking.booker_party_id, booking.payer_party_id)
    known = _read(tx, {*(c.person_id for c in booking.comers), *(i for i in others if i)})
    people = [_followed(known, comer.person_id) for comer in booking.comers]
    for person in people:
        if person is None or person.kind is not PartyKind.PERSON:
            raise Invalid(N_("One of these people is no longer there."), field="comers")
    found = [person for person in people if person is not None]
    if len({person.party_id for person in found}) < len(found):
        raise Invalid(N_("The same person is named twice."), field="comers")
    booker, payer = (_followed(known, i) if i else None for i in others)
    _check_payer(booking, payer)
    # Who is split off comes by the employer of the first person, which was checked with them.
    if booking.address_kind is AddressKind.EMPLOYER and booking.split_from_id is None:
        _check_sponsor(tx, booking, known, found, booker, payer)
    return Comers(
        comers=tuple(
            Comer(person.party_id, comer.role)
            for person, comer in zip(found, booking.comers, strict=True)
        ),
        people=tuple(found),
        booker_id=booker.party_id if booker else None,
        payer_id=payer.party_id if payer else None,
    )


def check_texts(texts: Mapping[str, str], *, overridden: bool) -> bool:
    """Free texts hold no citizen service number or V-number; the key names the field.

    True where one was declared a false alarm. Raises IdentifierFound, for all of them at once.
    """
    fields = [name for name, text in texts.items() if text and guard.find_identifiers(text)]
    if not overridden:
        problems = Problems()
        for field in fields:
            problems.note(IdentifierFound.at(field))
        problems.refuse()
    return bool(fields)


def _check_payer(booking: Booking, payer: Known | None) -> None:
    if booking.payer is Behalf.VISITOR:
        return
    if payer is None or payer.kind is not PartyKind.ORGANISATION:
        raise Invalid(N_("Choose the organisation that pays."), field="payer_party_id")


def _check_sponsor(
    tx: Tx,
    booking: Booking,
    known: Mapping[int, Known],
    people: list[Known],
    booker: Known | None,
    payer: Known | None,
) -> None:
    """At an employer's address: the first person's employer, or the one that books or pays."""
    employers = [
        party
        for role, party in ((booking.payer, payer), (booking.booker, booker))
        if role is Behalf.EMPLOYER and party is not None
    ]
    own = people[0].employer_id
    if own is not None:
        known = {**known, **_read(tx, {own})}
        followed = _followed(known, own)
        employers[:0] = [followed] if followed is not None else []
    if not any(employer.sponsor for employer in employers):
        raise not_sponsored()


def _read(tx: Tx, ids: Iterable[int]) -> dict[int, Known]:
    found: dict[int, Known] = {}
    wanted = set(ids)
    for _ in range(_MOST_MERGES):
        if not wanted:
            break
        for row in tx.execute(_statement(), {"ids": sorted(wanted)}):
            found[row[0]] = Known(
                row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6], row[7]
            )
        wanted = {k.merged_into for k in found.values() if k.merged_into} - found.keys()
    return found


def _followed(known: Mapping[int, Known], party_id: int) -> Known | None:
    party = known.get(party_id)
    while party is not None and party.merged_into is not None:
        party = known.get(party.merged_into)
    return party


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Party.id,
            Party.kind,
            Party.merged_into,
            Person.residence_class,
            Person.employer_id,
            Organisation.recognised_sponsor,
            Person.birth_date,
            Person.birth_year,
        )
        .outerjoin(Person, Person.id == Party.id)
        .outerjoin(Organisation, Organisation.id == Party.id)
        .where(Party.id.in_(bindparam("ids", expanding=True)), Party.anonymised_at.is_(None))
    )
