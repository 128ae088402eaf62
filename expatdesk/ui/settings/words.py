"""The words of the settings: kinds, periods, amounts, and values as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from expatdesk.formats import Unreadable, date_medium, parse_time
from expatdesk.i18n import N_, _, current_language
from expatdesk.terms import (
    AddressKind,
    Behalf,
    DeskKind,
    FamilyRole,
    PaperNeed,
    PaperScope,
    ResidenceClass,
)
from expatdesk.texts import Pair
from expatdesk.ui.settings.spec import Text

WORDS: Final[dict[object, str]] = {
    DeskKind.MUNICIPAL: N_("Municipal desk"),
    DeskKind.HELPDESK: N_("Helpdesk"),
    DeskKind.IND: N_("IND desk"),
    AddressKind.HOME: N_("Home address"),
    AddressKind.EMPLOYER: N_("Employer’s address"),
    Behalf.VISITOR: N_("Visitor"),
    Behalf.EMPLOYER: N_("Employer"),
    Behalf.AGENT: N_("Agent"),
    FamilyRole.FIRST: N_("First person"),
    FamilyRole.PARTNER: N_("Partner"),
    FamilyRole.CHILD: N_("Child"),
    ResidenceClass.EU: N_("EU, EEA, Swiss"),
    ResidenceClass.NON_EU: N_("Outside the EU"),
    ResidenceClass.PRIVILEGED: N_("Privileged"),
    ResidenceClass.WITHDRAWAL: N_("Withdrawal agreement"),
    PaperScope.EACH: N_("Each person"),
    PaperScope.FIRST: N_("First person"),
    PaperScope.ADULTS: N_("Each adult"),
    PaperScope.COUPLE: N_("The couple"),
    PaperScope.CHILDREN: N_("Each child"),
    PaperScope.ONCE: N_("Once for all"),
    PaperNeed.MANDATORY: N_("Mandatory"),
    PaperNeed.IF_APPLICABLE: N_("If it applies"),
    PaperNeed.MAY_FOLLOW: N_("May follow later"),
}
SETTING_VALUES: Final[dict[str, str]] = {
    "normal": N_("Normal VAT"),
    "kor": N_("Small-business scheme (KOR)"),
    "exempt": N_("Exempt from VAT"),
    "a5": N_("A5 sheet"),
    "roll": N_("80 mm roll"),
    "roll58": N_("58 mm roll"),
    "both": N_("English and Dutch"),
    "en": N_("English"),
    "nl": N_("Dutch"),
}
VAT_CODES: Final[dict[str, str]] = {
    "general": N_("General rate"),
    "reduced": N_("Reduced rate"),
    "none": N_("No VAT"),
}
_CLOSED: Final = frozenset({"", "-", "–"})


def said(pair: Pair) -> str:
    """A text of the set-up in the language of the window."""
    return pair.in_language(current_language())


def later(pair: Pair) -> Callable[[], str]:
    """The same, said anew after a change of language."""
    return lambda: said(pair)


def word(value: object) -> Callable[[], str]:
    """The word for a kind; any other value as it is."""
    return lambda: _(WORDS[value]) if value in WORDS else str(value)


def choices(values: Iterable[object]) -> tuple[tuple[object, Text], ...]:
    """All values of a kind, with their words."""
    return tuple((value, word(value)) for value in values)


def day(value: date) -> Callable[[], str]:
    return lambda: date_medium(value)


def period(first: date, last: date | None) -> Callable[[], str]:
    """From its first to its last day, or until further notice."""

    def words() -> str:
        if last is None:
            return _("from {day}").format(day=date_medium(first))
        if last == first:
            return date_medium(first)
        return f"{date_medium(first)} – {date_medium(last)}"

    return words


def standing(first: date, last: date | None, today: date) -> str:
    """State of a period: past, valid now, or to come."""
    if last is not None and last < today:
        return "neutral"
    return "info" if first > today else "done"


def standing_word(first: date, last: date | None, today: date) -> Callable[[], str]:
    state = standing(first, last, today)
    words = {"neutral": N_("over"), "info": N_("to come"), "done": N_("valid")}
    return lambda: _(words[state])


def vat(code: str) -> Callable[[], str]:
    return lambda: _(VAT_CODES[code]) if code in VAT_CODES else code


def hours(intervals: Iterable[tuple[int, int]]) -> str:
    """09:00–12:30, 13:00–16:30; nothing for a closed day."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in intervals)


def parse_hours(text: str) -> tuple[tuple[int, int], ...]:
    """Opening times as typed: 9-12:30, 13-16.30. Raises Unreadable."""
    if text.strip() in _CLOSED:
        return ()
    found = []
    for part in text.replace(";", ",").split(","):
        ends = [piece for piece in part.replace("–", "-").replace("—", "-").split("-") if piece]
        if len(ends) != 2:
            raise Unreadable(_("Write opening times like {example}.").format(example="9:00–12:30"))
        start, end = (parse_time(piece) for piece in ends)
        found.append((start.hour * 60 + start.minute, end.hour * 60 + end.minute))
    return tuple(found)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
