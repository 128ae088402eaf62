"""What stands in each field of a person, in words: for comparing two records or two versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from expatdesk.i18n import _
from expatdesk.services.people.types import PersonEntry
from expatdesk.ui.kit import Text
from expatdesk.ui.people.differences import Difference
from expatdesk.ui.people.listing import shown_phone
from expatdesk.ui.people.words import born, class_word, language_word, source_word

LABELS: Final[dict[str, Callable[[], str]]] = {
    "full_name": lambda: _("Name"),
    "given": lambda: _("Given names"),
    "prefix": lambda: _("Prefix"),
    "surname": lambda: _("Surname"),
    "latin": lambda: _("Name as in the passport"),
    "original": lambda: _("Name in the original script"),
    "call_name": lambda: _("Called by"),
    "sort_key": lambda: _("Sorted as"),
    "birth_date": lambda: _("Born"),
    "residence_class": lambda: _("Class"),
    "email": lambda: _("E-mail"),
    "phone": lambda: _("Phone"),
    "street": lambda: _("Street and number"),
    "postcode": lambda: _("Postcode"),
    "city": lambda: _("Town"),
    "municipality_id": lambda: _("Municipality"),
    "employer_id": lambda: _("Employer"),
    "languages": lambda: _("Speaks"),
    "channel": lambda: _("Came by"),
}


def said_of(entry: PersonEntry, name: str, *, towns: Mapping[int, str], employer: str = "") -> Text:
    """The words for one field; empty where nothing stands in it."""

    def words() -> str:
        match name:
            case "birth_date":
                return born(entry.birth_date, entry.birth_year)
            case "residence_class":
                kind = entry.residence_class
                return class_word(kind) if kind is not None else ""
            case "phone":
                return shown_phone(entry.phone)
            case "municipality_id":
                return towns.get(entry.municipality_id or 0, "")
            case "employer_id":
                return employer
            case "languages":
                return ", ".join(language_word(code) for code in entry.languages)
            case "channel":
                return source_word(entry.channel) if entry.channel is not None else ""
            case _:
                return str(getattr(entry, name))

    return words


def differences(
    base: PersonEntry,
    mine: tuple[PersonEntry, str],
    theirs: tuple[PersonEntry, str],
    towns: Mapping[int, str],
) -> list[Difference]:
    """What differs between two edits, each with the name of its employer.

    ``base`` is what both began with: what only they have changed is theirs at first,
    otherwise mine.
    """
    found = []
    for name, label in LABELS.items():
        own, other = _value(mine[0], name), _value(theirs[0], name)
        if own == other:
            continue
        found.append(
            Difference(
                name,
                label,
                said_of(mine[0], name, towns=towns, employer=mine[1]),
                said_of(theirs[0], name, towns=towns, employer=theirs[1]),
                keep_mine=own != _value(base, name),
            )
        )
    return found


def together(mine: PersonEntry, theirs: PersonEntry, keeps_mine: Mapping[str, bool]) -> PersonEntry:
    """One entry of two: what is not chosen from mine is theirs."""
    taken = {name: getattr(mine, name) for name, kept in keeps_mine.items() if kept}
    if "birth_date" in taken:
        taken["birth_year"] = mine.birth_year
    return replace(theirs, **taken)


def _value(entry: PersonEntry, name: str) -> object:
    """The value to compare: a date of birth brings its year, whether that is kept or not."""
    if name == "birth_date":
        return entry.birth_date or entry.birth_year
    return getattr(entry, name)
