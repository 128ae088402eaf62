"""The words of the lists."""

from __future__ import annotations

from datetime import date
from typing import Final

from expatdesk.clock import day_of, from_epoch
from expatdesk.formats import date_medium, month_name, time_hm, weekday_date_short
from expatdesk.i18n import N_, Language, _, current_language, ngettext, translator
from expatdesk.services.appointments.news import CALLED_OFF
from expatdesk.services.appointments.types import MessageRow, Place, WaitingRow
from expatdesk.terms import FollowUpKind, PartOfDay
from expatdesk.texts import Pair

LANGUAGES: Final = {"en": N_("English"), "nl": N_("Dutch")}
_KINDS: Final = {
    FollowUpKind.CERTIFICATE: N_("Certificate to be handed in"),
    FollowUpKind.TEMPORARY_ADDRESS: N_("Temporary address ends"),
    FollowUpKind.OTHER: N_("Note"),
}
_PARTS: Final = {
    PartOfDay.ANY: N_("any time"),
    PartOfDay.MORNING: N_("mornings"),
    PartOfDay.AFTERNOON: N_("afternoons"),
}
_REASONS: Final = {
    N_("A place has come free"): N_("Place came free"),
    CALLED_OFF: N_("Called off by us"),
}
"""What the program writes over a call, and the same in the room of a column."""


def said(pair: Pair) -> str:
    """A text of the set-up in the language of the window."""
    return pair.in_language(current_language())


def moment(epoch: int, today: date) -> str:
    """The time, on another day than today with the day."""
    at = from_epoch(epoch)
    return time_hm(at) if day_of(epoch) == today else f"{weekday_date_short(at)} {time_hm(at)}"


def place(where: Place) -> str:
    """Thu 26 Nov 10:00."""
    at = from_epoch(where.starts_at)
    return f"{weekday_date_short(at)} {time_hm(at)}"


def day(when: date, today: date) -> str:
    """Thu 26 Nov; with the year where it is another one."""
    return weekday_date_short(when) if when.year == today.year else date_medium(when)


def days(row: WaitingRow, today: date) -> str:
    """25 – 28 Nov, or one day by its name."""
    first, last = row.first_day, row.last_day
    if first == last:
        return day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {_short(last, today)}"
    return f"{_short(first, today)} – {_short(last, today)}"


def _short(when: date, today: date) -> str:
    if when.year != today.year:
        return date_medium(when)
    return f"{when.day} {month_name(when.month, short=True)}"


def part(which: PartOfDay) -> str:
    return _(_PARTS[which])


def kind(which: FollowUpKind) -> str:
    return _(_KINDS[which])


def reason(row: MessageRow, *, short: bool = False) -> str:
    """Why somebody is to be called, in the language of the window.

    The message itself is in the language of whom it is for; one that staff wrote stays as it is.
    """
    for message, shorter in _REASONS.items():
        if any(row.subject == translator(each).gettext(message) for each in Language):
            return _(shorter if short else message)
    return row.subject


def to_say(code: str) -> str:
    """The title over what is said or written to somebody, which is in their language."""
    return _("What to say, in {language}").format(language=language(code))


def language(code: str) -> str:
    return _(LANGUAGES[code]) if code in LANGUAGES else code


def persons(count: int) -> str:
    return ngettext("{count} person", "{count} persons", count).format(count=count)


def due(when: date, today: date) -> tuple[str, str]:
    """State and words of the day on which something is due."""
    if when > today:
        return "neutral", day(when, today)
    if when == today:
        return "warning", _("today")
    late = (today - when).days
    return "error", ngettext("{count} day late", "{count} days late", late).format(count=late)
