"""The words of the agenda: money, papers, outcomes, times, and what a block says aloud."""

from __future__ import annotations

from datetime import date
from typing import Final

from expatdesk.clock import day_of, from_epoch
from expatdesk.formats import amount, date_medium, month_name, time_hm, weekday_name
from expatdesk.i18n import N_, _, current_language
from expatdesk.services.appointments.types import AgendaStep, MoneyState
from expatdesk.terms import LateAnswer, Outcome, PaperState, VisitState
from expatdesk.texts import Pair
from expatdesk.ui.kit import Text, names_hidden
from expatdesk.ui.kit.text import DOTS
from expatdesk.ui.theme import state_colours

OUTCOMES: Final = {
    Outcome.REGISTERED: N_("Registered"),
    Outcome.REGISTERED_BSN_BY_POST: N_("Registered, number by post"),
    Outcome.REGISTERED_CERTIFICATE_LATER: N_("Registered, certificate to follow"),
    Outcome.NOT_REGISTERED: N_("Not registered"),
    Outcome.ANOTHER_DAY: N_("Another day"),
}
_PAPERS: Final = {
    PaperState.EXPECTED: N_("not seen yet"),
    PaperState.SEEN: N_("seen"),
    PaperState.LATER: N_("to follow"),
    PaperState.MISSING: N_("missing"),
}
_MONEY: Final = {
    "paid": N_("Paid"),
    "account": N_("Employer"),
    "exempt": N_("Exempt"),
    "free": N_("No fee"),
}
_LATE: Final = {
    LateAnswer.KEPT: N_("Came late, place kept"),
    LateAnswer.SWAPPED: N_("Came late, swapped with the next"),
    LateAnswer.LOST: N_("Came late, place lost"),
}


def said(pair: Pair) -> str:
    """A text of the set-up in the language of the window."""
    return pair.in_language(current_language())


def later(pair: Pair) -> Text:
    """The same, said anew after a change of language."""
    return lambda: said(pair)


def clock_time(epoch: int) -> str:
    """11:05, the time on the wall."""
    return time_hm(from_epoch(epoch))


def span_words(starts_at: int, ends_at: int) -> str:
    """11:00–11:30."""
    return f"{clock_time(starts_at)}–{clock_time(ends_at)}"


def day_title(day: date, today: date) -> str:
    """Tuesday 24 November; with the year where it is another one."""
    name = weekday_name(day)
    words = f"{name[:1].upper()}{name[1:]} {day.day} {month_name(day.month)}"
    return words if day.year == today.year else f"{words} {day.year}"


def moment_words(epoch: int, on: date) -> str:
    """The time on the same day, otherwise the day with its time."""
    day = day_of(epoch)
    return clock_time(epoch) if day == on else f"{short_day(day, on)} {clock_time(epoch)}"


def short_day(day: date, on: date) -> str:
    """9 Nov; with the year where it is another one."""
    if day.year != on.year:
        return date_medium(day)
    return f"{day.day} {month_name(day.month, short=True)}"


def money_words(money: MoneyState) -> str:
    """What the agenda says of the money of a visit; nothing where it is not known."""
    if money.kind == "due":
        return _("Due {amount}").format(amount=amount(money.due))
    return _(_MONEY[money.kind]) if money.kind in _MONEY else ""


def paper_word(state: PaperState) -> str:
    return _(_PAPERS[state])


def outcome_word(outcome: Outcome) -> str:
    return _(OUTCOMES[outcome])


def late_word(answer: LateAnswer) -> str:
    return _(_LATE[answer])


def shown_state(step: AgendaStep) -> VisitState:
    """The state in whose colours a block stands: that of its own step of the visit.

    The desk's part is over once they are at the helpdesk; the helpdesk's part has not begun
    while they wait or sit at the desk. The words tell where they are, at both.
    """
    if step.ordinal == 1 and step.steps > 1 and step.state is VisitState.AT_HELPDESK:
        return VisitState.DONE
    if step.ordinal > 1 and step.state in {VisitState.ARRIVED, VisitState.AT_DESK}:
        return VisitState.PLANNED
    return step.state


def state_line(step: AgendaStep, now: int) -> tuple[str, str]:
    """Sign and words of the third line of a block, and the state whose colour it has."""
    state: str = step.state
    if step.state is VisitState.PLANNED:
        if day_of(step.starts_at) != day_of(now) or now < step.starts_at + 300:
            return "", state
        state = "late"
    look = state_colours(state)
    words = f"{look.sign} {look.word}"
    if step.state is VisitState.ARRIVED and step.since is not None:
        words = f"{words} {clock_time(step.since)}"
    return words, state


def spoken(step: AgendaStep, desk: str) -> str:
    """A block in words, for who hears it."""
    name = DOTS if names_hidden() else step.title or _("name removed")
    parts = [
        span_words(step.starts_at, step.ends_at),
        desk,
        name,
        said(step.service),
        _("{count} persons").format(count=step.party_size) if step.party_size > 1 else "",
        state_colours(step.state).word,
        money_words(step.money),
        _("squeezed in") if step.squeezed else "",
    ]
    return ", ".join(part for part in parts if part)


def week_title(first: date, last: date) -> str:
    """23 – 27 November; both months where there are two."""
    if first.month == last.month:
        return f"{first.day} – {last.day} {month_name(last.month)} {last.year}"
    start = f"{first.day} {month_name(first.month, short=True)}"
    return f"{start} – {last.day} {month_name(last.month, short=True)} {last.year}"
