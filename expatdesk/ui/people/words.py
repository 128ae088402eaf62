"""The words for what is stored of people: roles, classes, languages, ways to reach the centre."""

from __future__ import annotations

from datetime import date
from typing import Final

from expatdesk.formats import date_medium
from expatdesk.i18n import N_, _, ngettext
from expatdesk.services.people.types import Found
from expatdesk.terms import Behalf, FamilyRole, ResidenceClass, Source
from expatdesk.ui.kit import Text

_ROLES: Final = {
    FamilyRole.FIRST: N_("first person"),
    FamilyRole.PARTNER: N_("partner"),
    FamilyRole.CHILD: N_("child"),
}
_CLASSES: Final = {
    ResidenceClass.EU: N_("EU/EEA/CH"),
    ResidenceClass.NON_EU: N_("non-EU"),
    ResidenceClass.PRIVILEGED: N_("privileged"),
    ResidenceClass.WITHDRAWAL: N_("withdrawal agreement"),
}
_SOURCES: Final = {
    Source.DESK: N_("At the desk"),
    Source.PHONE: N_("By phone"),
    Source.WEB: N_("Website"),
}
_BEHALF: Final = {
    Behalf.VISITOR: N_("Visitor"),
    Behalf.EMPLOYER: N_("Employer"),
    Behalf.AGENT: N_("Agent"),
}
# ISO 639 codes of what is spoken at the desks, the two of the house first.
_LANGUAGES: Final = {
    "en": N_("English"),
    "nl": N_("Dutch"),
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "cs": N_("Czech"),
    "da": N_("Danish"),
    "de": N_("German"),
    "el": N_("Greek"),
    "es": N_("Spanish"),
    "fa": N_("Persian"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "hu": N_("Hungarian"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "ko": N_("Korean"),
    "no": N_("Norwegian"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sv": N_("Swedish"),
    "ta": N_("Tamil"),
    "th": N_("Thai"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "vi": N_("Vietnamese"),
    "zh": N_("Chinese"),
}


def role_word(role: FamilyRole) -> str:
    return _(_ROLES[role])


def class_word(kind: ResidenceClass) -> str:
    return _(_CLASSES[kind])


def language_word(code: str) -> str:
    """The name of a language; the code itself where we have no name for it."""
    return _(_LANGUAGES[code]) if code in _LANGUAGES else code


def class_choices() -> list[tuple[ResidenceClass | None, Text]]:
    """The classes for a list to choose from; None is "not known"."""
    return [(None, "–"), *((kind, _later(words)) for kind, words in _CLASSES.items())]


def role_choices() -> list[tuple[FamilyRole, Text]]:
    return [(role, _later(words)) for role, words in _ROLES.items()]


def source_choices() -> list[tuple[Source, Text]]:
    return [(source, _later(words)) for source, words in _SOURCES.items()]


def source_word(source: Source) -> str:
    return _(_SOURCES[source])


def behalf_word(behalf: Behalf) -> str:
    return _(_BEHALF[behalf])


def language_choices() -> list[tuple[str, Text]]:
    return [(code, _later(words)) for code, words in _LANGUAGES.items()]


def born(birth_date: date | None, birth_year: int | None) -> str:
    """The date as "2 Jan 1988", otherwise the year, otherwise nothing."""
    if birth_date is not None:
        return date_medium(birth_date)
    return f"{birth_year:04d}" if birth_year is not None else ""


def visits_words(found: Found) -> str:
    """What stands at the right of a found person: whose household, or when they came."""
    if found.household_of:
        return _("household of {name}").format(name=found.household_of)
    if not found.visits:
        return ""
    count = ngettext("{count} appointment", "{count} appointments", found.visits).format(
        count=found.visits
    )
    if found.last_visit is None:
        return count
    return _("{count} · last {day}").format(count=count, day=date_medium(found.last_visit))


def _later(words: str) -> Text:
    return lambda: _(words)
