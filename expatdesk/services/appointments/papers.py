"""Which papers a party is to bring. Pure over the rules of a service.

The table of papers is in the domain reference, 1.6: by class of residence, by who in the
family, by kind of address, and by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from expatdesk.services.appointments.types import PaperRuleInfo
from expatdesk.terms import AddressKind, FamilyRole, PaperNeed, PaperScope, ResidenceClass

Coming = tuple[int | None, FamilyRole, ResidenceClass | None]
"""(person id, role, class) of one who comes."""
Asked = tuple[PaperRuleInfo, tuple[int, ...]]
"""A paper and the places in the party of whom it is asked; none: once for all."""

_STRICTNESS = (PaperNeed.MANDATORY, PaperNeed.IF_APPLICABLE, PaperNeed.MAY_FOLLOW)
_COUPLE = (FamilyRole.FIRST, FamilyRole.PARTNER)


def papers_asked(
    rules: Iterable[PaperRuleInfo],
    comers: Sequence[Coming],
    address_kind: AddressKind,
    on: date,
) -> list[Asked]:
    """The papers in the order of the rules, each asked of a person at most once.

    Where two rules ask the same paper of the same person, the stricter one counts. Of whom
    the class is not known only those papers are asked that everybody brings.
    """
    ordered = [rule for rule in rules if _applies(rule, address_kind, on)]
    taken: set[tuple[int, int | None]] = set()
    found: dict[int, tuple[int, ...]] = {}
    for index, rule in sorted(enumerate(ordered), key=lambda item: _strictness(item[1])):
        places = [place for place in _places(rule, comers) if (rule.paper_id, place) not in taken]
        if places:
            taken.update((rule.paper_id, place) for place in places)
            found[index] = tuple(place for place in places if place is not None)
    return [(ordered[index], found[index]) for index in sorted(found)]


def _applies(rule: PaperRuleInfo, address_kind: AddressKind, on: date) -> bool:
    if on < rule.valid_from or (rule.valid_until is not None and on > rule.valid_until):
        return False
    if rule.employer_address_only and address_kind is not AddressKind.EMPLOYER:
        return False
    return not (rule.home_address_only and address_kind is not AddressKind.HOME)


def _strictness(rule: PaperRuleInfo) -> int:
    return _STRICTNESS.index(rule.need)


def _places(rule: PaperRuleInfo, comers: Sequence[Coming]) -> list[int | None]:
    """Of whom the rule asks; [None]: once for all."""
    matching = [
        place
        for place, (_, _, residence) in enumerate(comers)
        if rule.residence_class in (None, residence)
    ]
    roles = [role for _, role, _ in comers]
    match rule.scope:
        case PaperScope.ONCE:
            return [None] if matching else []
        case PaperScope.EACH:
            return list(matching)
        case PaperScope.FIRST:
            return list(matching[:1]) if matching and matching[0] == _first(roles) else []
        case PaperScope.ADULTS:
            return [place for place in matching if roles[place] in _COUPLE]
        case PaperScope.CHILDREN:
            return [place for place in matching if roles[place] is FamilyRole.CHILD]
        case PaperScope.COUPLE:
            # Further adults of a party come as first persons too, and are no part of it.
            both = FamilyRole.PARTNER in roles and FamilyRole.FIRST in roles
            couple = {_first(roles), *_of_role(roles, FamilyRole.PARTNER)} if both else set()
            return [place for place in matching if place in couple]


def _of_role(roles: Sequence[FamilyRole], role: FamilyRole) -> list[int]:
    return [place for place, each in enumerate(roles) if each is role]


def _first(roles: Sequence[FamilyRole]) -> int:
    """Who is the first person: by role, otherwise who is named first."""
    return roles.index(FamilyRole.FIRST) if FamilyRole.FIRST in roles else 0
