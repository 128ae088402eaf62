"""Draws parties: who comes, from where, who booked and who pays.

Source of the mixes: the model year of the project's domain reference (6.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random
from typing import TypeVar

from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import AddressKind, Behalf, FamilyRole, ResidenceClass, Source
from expatdesk.workflows.sample.firms import Firm, Market
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.naming import Family, Naming
from expatdesk.workflows.sample.sources import Origin, Sources, Town

T = TypeVar("T")

_SIZES = ((1, 70), (2, 15), (3, 6), (4, 6), (5, 2), (6, 1))
_CLASSES = (
    (ResidenceClass.EU, 45),
    (ResidenceClass.NON_EU, 50),
    (ResidenceClass.WITHDRAWAL, 3),
    (ResidenceClass.PRIVILEGED, 2),
)
_EMPLOYERS_ADDRESS = 0.03
_DUTCH = frozenset({"be"})


class Payment(StrEnum):
    """How a party settles: before the day, at the desk, on an account, or not at all."""

    ONLINE = "online"
    DESK = "desk"
    ACCOUNT = "account"
    EXEMPT = "exempt"


# Who booked and how it is paid, of a hundred: 60 visitors, 25 employers, 15 agents; 62 pay
# themselves, 20 on account, 18 are exempt.
_WAYS = (
    ((Behalf.VISITOR, Payment.ONLINE), 38),
    ((Behalf.VISITOR, Payment.DESK), 22),
    ((Behalf.EMPLOYER, Payment.EXEMPT), 18),
    ((Behalf.EMPLOYER, Payment.ACCOUNT), 7),
    ((Behalf.AGENT, Payment.ACCOUNT), 13),
    ((Behalf.AGENT, Payment.DESK), 2),
)
_SOURCES = {
    Behalf.VISITOR: ((Source.WEB, 84), (Source.PHONE, 11), (Source.DESK, 5)),
    Behalf.EMPLOYER: ((Source.PHONE, 50), (Source.WEB, 48), (Source.DESK, 2)),
    Behalf.AGENT: ((Source.WEB, 70), (Source.PHONE, 30)),
}


@dataclass(frozen=True)
class Party:
    """Who comes together. `payer`: the firm that pays, if one does; `exemption`: code, proof."""

    people: tuple[tuple[PersonEntry, FamilyRole], ...]
    residence_class: ResidenceClass
    language: str
    booker: Behalf
    booker_firm: Firm | None
    payment: Payment
    payer: Behalf
    payer_firm: Firm | None
    employer: Firm | None
    exemption: tuple[str, str] | None
    source: Source
    town: str
    address_kind: AddressKind

    @property
    def size(self) -> int:
        return len(self.people)


@dataclass(frozen=True)
class Wish:
    """What is settled beforehand about a party; the rest is drawn."""

    size: int | None = None
    origin: str = ""
    booker: Behalf | None = None
    payment: Payment | None = None
    source: Source | None = None
    firm: str = ""
    own_script: bool | None = None


class Parties:
    def __init__(self, rng: Random, sources: Sources, ground: Ground, market: Market) -> None:
        self._rng = rng
        self._sources = sources
        self._ground = ground
        self._market = market
        self._naming = Naming(rng, sources)

    def draw(self, day: date, wish: Wish | None = None) -> Party:
        """A party that registers on this day."""
        self._naming.own_script = wish.own_script if wish else None
        rng, want = self._rng, wish or Wish()
        size = want.size or _drawn(rng, _SIZES)
        origin, residence_class = self._origin(want)
        booker, payment = self._way(want)
        employer, exemption, payment = self._employer(day, want, payment)
        agent = self._one_of(self._market.agents) if booker is Behalf.AGENT else None
        payer, payer_firm = self._payer(booker, payment, employer, agent)
        kind, town = self._home(day, employer)
        source = want.source or _drawn(rng, _SOURCES[booker])
        if payment is Payment.ONLINE:
            source = Source.WEB
        if residence_class is ResidenceClass.WITHDRAWAL and day.year < 2021:
            residence_class = ResidenceClass.EU
        return Party(
            people=self._people(day, size, origin, residence_class, town, kind, employer, source),
            residence_class=residence_class,
            language="nl" if origin.code in _DUTCH or rng.random() < 0.06 else "en",
            booker=booker,
            booker_firm=employer if booker is Behalf.EMPLOYER else agent,
            payment=payment,
            payer=payer,
            payer_firm=payer_firm,
            employer=employer,
            exemption=exemption,
            source=source,
            town=town.name,
            address_kind=kind,
        )

    def _origin(self, want: Wish) -> tuple[Origin, ResidenceClass]:
        residence_class = _drawn(self._rng, _CLASSES)
        if not want.origin:
            return self._naming.origin(residence_class), residence_class
        origin = self._sources.origin(want.origin)
        return origin, origin.residence_class

    def _way(self, want: Wish) -> tuple[Behalf, Payment]:
        fitting = [
            (way, weight)
            for way, weight in _WAYS
            if want.booker in (None, way[0]) and want.payment in (None, way[1])
        ]
        return _drawn(self._rng, tuple(fitting))

    def _employer(
        self, day: date, want: Wish, payment: Payment
    ) -> tuple[Firm | None, tuple[str, str] | None, Payment]:
        """Exempt are the institutions' people; until 2020 there were rules for others too."""
        market, rng = self._market, self._rng
        if want.firm:
            return next(f for f in market.all if f.entry.name == want.firm), None, payment
        if payment is Payment.EXEMPT:
            named, open_to_all = (
                self._ground.exemptions(day, named=True),
                self._ground.exemptions(day, named=False),
            )
            if open_to_all and rng.random() < 0.5:
                rule = rng.choice(open_to_all)
                return self._one_of(market.others), (rule.code, rule.proof.en), payment
            if named:
                rule = rng.choice(named)
                return self._one_of(market.institutions), (rule.code, rule.proof.en), payment
            payment = Payment.ACCOUNT
        if payment is Payment.ACCOUNT:
            return self._one_of(market.regular), None, payment
        if rng.random() < 0.12:
            return None, None, payment
        return self._one_of((*market.others, *market.regular)), None, payment

    def _payer(
        self, booker: Behalf, payment: Payment, employer: Firm | None, agent: Firm | None
    ) -> tuple[Behalf, Firm | None]:
        if payment is not Payment.ACCOUNT:
            return Behalf.VISITOR, None
        if booker is Behalf.AGENT and self._rng.random() < 0.8:
            return Behalf.AGENT, agent
        return Behalf.EMPLOYER, employer

    def _home(self, day: date, employer: Firm | None) -> tuple[AddressKind, Town]:
        rng, ground = self._rng, self._ground
        at_work = employer is not None and employer.entry.recognised_sponsor
        if at_work and rng.random() < _EMPLOYERS_ADDRESS:
            assert employer is not None
            city = employer.entry.city
            if ground.accepts(city, AddressKind.EMPLOYER, day):
                return AddressKind.EMPLOYER, self._town(city)
        towns = [t for t in self._sources.towns if ground.accepts(t.name, AddressKind.HOME, day)]
        return AddressKind.HOME, rng.choices(towns, [town.weight for town in towns])[0]

    def _town(self, name: str) -> Town:
        return next(town for town in self._sources.towns if town.name == name)

    def _people(
        self,
        day: date,
        size: int,
        origin: Origin,
        residence_class: ResidenceClass,
        town: Town,
        kind: AddressKind,
        employer: Firm | None,
        source: Source,
    ) -> tuple[tuple[PersonEntry, FamilyRole], ...]:
        rng, naming = self._rng, self._naming
        address = naming.address(town) if kind is AddressKind.HOME else None
        name = naming.surname(origin)
        family = Family(
            on=day,
            residence_class=residence_class,
            address=address,
            municipality_id=self._ground.founded.municipalities[town.name],
            employer_id=employer.party_id if employer else None,
            channel=source,
            mail_domain=employer.domain if employer else "",
        )
        given: set[str] = set()  # in one family nobody has the same name twice
        people = []
        for role in _roles(rng, size):
            own = origin
            if role is FamilyRole.PARTNER and rng.random() < 0.3:
                own = naming.origin(residence_class)
            same = own is origin and not (role is FamilyRole.PARTNER and rng.random() < 0.5)
            spelt = name if same else naming.surname(own)
            entry = naming.person(own, spelt, role, family, given)
            people.append((entry, role))
        return tuple(people)

    def _one_of(self, firms: tuple[Firm, ...]) -> Firm:
        return self._rng.choices(firms, [firm.weight for firm in firms])[0]


def _roles(rng: Random, size: int) -> list[FamilyRole]:
    alone_with_children = size > 2 and rng.random() < 0.06
    adults = 1 if size == 1 or alone_with_children else 2
    second = [FamilyRole.PARTNER] if adults == 2 else []
    return [FamilyRole.FIRST, *second, *[FamilyRole.CHILD] * (size - adults)]


def _drawn(rng: Random, choices: Sequence[tuple[T, int]]) -> T:
    return rng.choices([one for one, _ in choices], [weight for _, weight in choices])[0]
