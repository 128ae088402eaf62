"""The words for what is stored of organisations: their roles, and how they pay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from expatdesk.i18n import N_, _
from expatdesk.terms import OrganisationRole, PaymentTerms
from expatdesk.ui.kit import Text

_ROLES: Final = {
    OrganisationRole.EMPLOYER: N_("Employer"),
    OrganisationRole.AGENT: N_("Agent"),
    OrganisationRole.PARTNER: N_("Partner"),
    OrganisationRole.SPONSOR: N_("Sponsor"),
    OrganisationRole.MEMBER: N_("Member"),
}
_TERMS: Final = {
    PaymentTerms.AT_DESK: N_("At the desk"),
    PaymentTerms.MONTHLY: N_("Monthly invoice"),
    PaymentTerms.QUARTERLY: N_("Quarterly invoice"),
}


def role_word(role: OrganisationRole) -> str:
    return _(_ROLES[role])


def roles_words(roles: Iterable[OrganisationRole]) -> str:
    """All roles in their order: Employer, Member."""
    held = set(roles)
    return ", ".join(_(words) for role, words in _ROLES.items() if role in held)


def role_choices() -> list[tuple[OrganisationRole, Text]]:
    return [(role, _later(words)) for role, words in _ROLES.items()]


def terms_word(terms: PaymentTerms) -> str:
    return _(_TERMS[terms])


def terms_choices() -> list[tuple[PaymentTerms, Text]]:
    return [(terms, _later(words)) for terms, words in _TERMS.items()]


def _later(words: str) -> Text:
    return lambda: _(words)
