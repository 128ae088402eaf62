"""The rules of packs in words, and why a sheet is offered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from expatdesk.i18n import N_, _, current_language
from expatdesk.services.sheets.types import Because, PackRule
from expatdesk.terms import AddressKind, PackRuleKind, ResidenceClass
from expatdesk.ui.people.words import class_word, language_word
from expatdesk.ui.sheets.packs.reading import Choices

KINDS: Final = {
    PackRuleKind.SERVICE: N_("Service"),
    PackRuleKind.RESIDENCE_CLASS: N_("Class"),
    PackRuleKind.CHILDREN: N_("Children"),
    PackRuleKind.PARTNER: N_("Partner"),
    PackRuleKind.MUNICIPALITY: N_("Municipality"),
    PackRuleKind.ADDRESS_KIND: N_("Address"),
    PackRuleKind.LANGUAGE: N_("Language"),
}
_TRUTHS: Final = {
    (PackRuleKind.CHILDREN, "yes"): N_("with children"),
    (PackRuleKind.CHILDREN, "no"): N_("without children"),
    (PackRuleKind.PARTNER, "yes"): N_("with a partner"),
    (PackRuleKind.PARTNER, "no"): N_("without a partner"),
}
ADDRESSES: Final = {
    AddressKind.HOME: N_("own address"),
    AddressKind.EMPLOYER: N_("employer’s address"),
}


def kind_word(kind: PackRuleKind) -> str:
    return _(KINDS[kind])


def rule_word(rule: PackRule, choices: Choices) -> str:
    """What a rule asks, without its kind; its code where nothing is known of it any more."""
    kind, value = rule.kind, rule.value
    if (kind, value) in _TRUTHS:
        return _(_TRUTHS[kind, value])
    if kind is PackRuleKind.RESIDENCE_CLASS and value in set(ResidenceClass):
        return class_word(ResidenceClass(value))
    if kind is PackRuleKind.ADDRESS_KIND and value in set(AddressKind):
        return _(ADDRESSES[AddressKind(value)])
    if kind is PackRuleKind.LANGUAGE:
        return language_word(value)
    named = {
        PackRuleKind.SERVICE: choices.services,
        PackRuleKind.MUNICIPALITY: choices.municipalities,
    }.get(kind, ())
    return next((n.in_language(current_language()) for code, n in named if code == value), value)


def in_order(rules: Iterable[PackRule], choices: Choices) -> list[PackRule]:
    """Rules as they are read: by kind, and within one as it is offered."""
    places = {rule: at for at, rule in enumerate(choices.rules())}
    kinds = list(KINDS)
    return sorted(rules, key=lambda r: (kinds.index(r.kind), places.get(r, len(places)), r.value))


def because_words(because: Iterable[Because]) -> str:
    """Why a sheet is offered: the names of packs, or the reason of refusal."""
    language = current_language()
    said = []
    for each in because:
        words = each.words.in_language(language)
        said.append(f"{each.reason} {words}" if each.reason else words)
    return ", ".join(said)
