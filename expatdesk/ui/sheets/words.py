"""The words for sheets: titles, signs, why one is due, when and by whom something was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.clock import day_of, local
from expatdesk.formats import date_medium, moment_medium, time_hm
from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.sheets.types import Due

if TYPE_CHECKING:
    from expatdesk.services.sheets.types import HistoryLine, LanguageLine, SheetRow, SheetView

Names = Mapping[str, str]
"""What the languages are called by their speakers, by code."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A small word beside a sheet; ``whole`` says it in a sentence, ``state`` gives its colour."""

    word: str
    state: str
    whole: str


def names_of(languages: Sequence[LanguageLine]) -> dict[str, str]:
    """The names of the languages by their codes."""
    return {line.code: line.name for line in languages}


def title_of(titles: Mapping[str, str], code: str) -> str:
    """The title in the window's language, else in the first language there is, else the code."""
    own = titles.get(current_language())
    return own or next((title for title in titles.values() if title), "") or code


def all_titles(titles: Mapping[str, str], code: str) -> str:
    """The titles in all languages: Your BSN · Uw BSN."""
    return " · ".join(dict.fromkeys(title for title in titles.values() if title)) or code


def signs_of(row: SheetRow, names: Names, *, why_due: bool = False) -> tuple[Sign, ...]:
    """What there is to know about a sheet, the most pressing first.

    ``why_due``: says in place of "review" why it is due.
    """
    found: list[Sign] = []
    if not row.active:
        found.append(Sign(_("retired"), "neutral", _("Retired: in no pack, and not printed")))
    for code in row.older:
        whole = _("{language} is older: another language changed after it")
        found.append(Sign(code.upper(), "warning", whole.format(language=names.get(code, code))))
    if row.has_draft:
        found.append(Sign(_("draft"), "info", _("There is a draft that is not published")))
    found += _due_signs(row, why_due=why_due)
    if row.open_facts and row.active:
        count = row.open_facts
        word = ngettext("{count} fact", "{count} facts", count).format(count=count)
        whole = ngettext("{count} fact to confirm", "{count} facts to confirm", count)
        found.append(Sign(word, "neutral", whole.format(count=count)))
    # Last: a language that was just added is missing on every sheet.
    for code in row.missing:
        whole = _("There is no text in {language}").format(language=names.get(code, code))
        found.append(Sign(_("no {code}").format(code=code.upper()), "neutral", whole))
    return tuple(found)


def _due_signs(row: SheetRow, *, why_due: bool) -> list[Sign]:
    if not row.due:
        return []
    whole = due_words(row.due, row.valid_for_year)
    if why_due:
        return [Sign(_short_due(due, row.valid_for_year), "warning", whole) for due in row.due]
    if Due.NEVER_CHECKED in row.due:
        return [Sign(_("unchecked"), "neutral", whole)]
    return [Sign(_("review"), "warning", whole)]


def due_words(due: Sequence[Due], year: int | None) -> str:
    """Why a sheet is to be gone through again, as a sentence."""
    said = {
        Due.NEVER_CHECKED: _("The centre has never checked it"),
        Due.JANUARY: _("It was last checked before 1 January"),
        Due.JULY: _("It was last checked before 1 July"),
        Due.YEAR_OVER: _("It holds for {year}, which is over").format(year=year or ""),
    }
    return ". ".join(said[each] for each in due)


def _short_due(due: Due, year: int | None) -> str:
    return {
        Due.NEVER_CHECKED: _("never checked"),
        Due.JANUARY: _("January review"),
        Due.JULY: _("July review"),
        Due.YEAR_OVER: _("{year} is over").format(year=year or ""),
    }[due]


def standing_words(view: SheetView) -> str:
    """The version in force and when it was checked: v7 · checked 2 Nov 2026."""
    if view.current is None:
        return _("not published yet")
    number = _("v{number}").format(number=view.current.number)
    if view.current.checked_on is None:
        return _("{version} · not checked").format(version=number)
    return _("{version} · checked {day}").format(
        version=number, day=date_medium(view.current.checked_on)
    )


def standing_state(view: SheetView) -> str:
    """The colour of it."""
    if view.due:
        return "warning"
    return "done" if view.current is not None else "neutral"


def day_words(at: int) -> str:
    """The day of an instant: 2 Nov 2026."""
    return date_medium(day_of(at))


def moment_words(at: int, today: date) -> str:
    """An instant: the time today, else day and time."""
    moment = local(at)
    return time_hm(moment) if moment.date() == today else moment_medium(moment)


def changed_words(view: SheetView, history: Sequence[HistoryLine], language: str) -> str:
    """When a language was changed last, and by whom: Changed 2 Nov 2026 · M. Visser."""
    text = view.texts.get(language)
    if text is None or not text.changed_at:
        return _("No text yet")
    staff = _who(view, history, text.changed_in)
    words = _("Changed {day}").format(day=day_words(text.changed_at))
    return f"{words} · {staff}" if staff else words


def _who(view: SheetView, history: Sequence[HistoryLine], number: int) -> str:
    if view.draft is not None and number > view.published:
        return view.draft.staff
    found = (line.staff for line in history if line.number == number and line.draft_id is None)
    return next(found, "")
