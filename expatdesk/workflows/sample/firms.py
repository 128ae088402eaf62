"""Invents the organisations of the sample centre: employers and relocation agents."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from expatdesk import names
from expatdesk.codes import new_code
from expatdesk.services.filling.past import OrganisationPast
from expatdesk.services.organisations.types import ContactEntry, OrganisationEntry
from expatdesk.terms import Behalf, OrganisationRole, PaymentTerms
from expatdesk.workflows.sample.naming import Naming
from expatdesk.workflows.sample.sources import Sources

EMPLOYERS = 180


@dataclass(frozen=True)
class Firm:
    """An organisation and how often people come from it."""

    past: OrganisationPast
    weight: int

    @property
    def party_id(self) -> int:
        return self.past.id

    @property
    def entry(self) -> OrganisationEntry:
        return self.past.entry

    @property
    def domain(self) -> str:
        return self.entry.website.removeprefix("www.")


@dataclass(frozen=True)
class Market:
    """All organisations by what they do; `regular` pay by collective invoice."""

    institutions: tuple[Firm, ...]
    regular: tuple[Firm, ...]
    others: tuple[Firm, ...]
    agents: tuple[Firm, ...]

    @property
    def all(self) -> tuple[Firm, ...]:
        return (*self.institutions, *self.regular, *self.others, *self.agents)


def found_market(
    rng: Random,
    sources: Sources,
    municipalities: dict[str, int],
    exemptions: tuple[int, ...],
    since: int,
) -> Market:
    """Party ids count from one. `exemptions`: rules that name the founding institutions."""
    maker = _Maker(rng, sources, municipalities, since)
    firms = sources.firms
    pairs = [f"{word} {line}" for word in firms.first_words for line in firms.lines]
    rest = EMPLOYERS - len(firms.institutions) - len(firms.regular)
    return Market(
        institutions=tuple(
            maker.employer(name, PaymentTerms.QUARTERLY, 60, exemptions)
            for name in firms.institutions
        ),
        regular=tuple(
            maker.employer(name, rng.choice([PaymentTerms.MONTHLY, PaymentTerms.QUARTERLY]), 8)
            for name in firms.regular
        ),
        others=tuple(
            maker.employer(name, PaymentTerms.AT_DESK, rng.choice([1, 1, 2, 3]))
            for name in rng.sample(pairs, rest)
        ),
        agents=tuple(maker.agent(name) for name in firms.agents),
    )


class _Maker:
    def __init__(
        self, rng: Random, sources: Sources, municipalities: dict[str, int], since: int
    ) -> None:
        self._rng = rng
        self._sources = sources
        self._naming = Naming(rng, sources)
        self._municipalities = municipalities
        self._since = since
        self._count = 0

    def employer(
        self, name: str, terms: PaymentTerms, weight: int, exemptions: tuple[int, ...] = ()
    ) -> Firm:
        regular = terms is not PaymentTerms.AT_DESK
        roles = {OrganisationRole.EMPLOYER} | ({OrganisationRole.SPONSOR} if regular else set())
        sponsor = regular or self._rng.random() < 0.7
        return self._firm(name, frozenset(roles), terms, weight, sponsor=sponsor, rules=exemptions)

    def agent(self, name: str) -> Firm:
        terms = self._rng.choice([PaymentTerms.MONTHLY, PaymentTerms.QUARTERLY])
        return self._firm(name, frozenset({OrganisationRole.AGENT}), terms, 5, sponsor=False)

    def _firm(
        self,
        name: str,
        roles: frozenset[OrganisationRole],
        terms: PaymentTerms,
        weight: int,
        *,
        sponsor: bool,
        rules: tuple[int, ...] = (),
    ) -> Firm:
        rng = self._rng
        self._count += 1
        town = rng.choices(self._sources.towns, [town.weight for town in self._sources.towns])[0]
        address = self._naming.address(town)
        short = "-".join(names.fold(name).replace("&", " ").split())
        entry = OrganisationEntry(
            name=name,
            roles=roles,
            street=address.street,
            postcode=address.postcode,
            city=address.town,
            municipality_id=self._municipalities[town.name],
            chamber_number=f"9{rng.randrange(10**7):07d}",
            vat_id=f"NL80{rng.randrange(10**7):07d}B01" if rng.random() < 0.8 else "",
            email=f"hr@{short}.example",
            phone=f"+3171555{rng.randrange(10**4):04d}",
            website=f"www.{short}.example",
            recognised_sponsor=sponsor,
            payment_terms=terms,
            po_number=_order(rng, name) if terms is not PaymentTerms.AT_DESK else "",
            contacts=self._contacts(short, roles),
        )
        past = OrganisationPast(self._count, new_code(rng), self._since, entry, rules)
        return Firm(past, weight)

    def _contacts(self, short: str, roles: frozenset[OrganisationRole]) -> tuple[ContactEntry, ...]:
        rng, firms = self._rng, self._sources.firms
        acts_as = Behalf.AGENT if OrganisationRole.AGENT in roles else Behalf.EMPLOYER
        chosen = rng.sample(firms.contacts, rng.choice([0, 1, 1, 2]))
        return tuple(
            ContactEntry(
                name=name,
                function=rng.choice(firms.functions),
                email=f"{names.fold(name.split()[0]).replace(' ', '')}@{short}.example",
                acts_as=acts_as,
            )
            for name in chosen
        )


def _order(rng: Random, name: str) -> str:
    """An order number as companies write them: "MB-7781"."""
    initials = "".join(word[0] for word in name.split() if word[0].isalpha())
    return f"{initials}-{rng.randint(1000, 9999)}"
