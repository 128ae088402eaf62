"""The words of the agenda: money, papers, outcomes, times, and what a block says aloud."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from expatdesk.clock import day_of, from_epoch
from expatdesk.formats import (
    amount,
    date_medium,
    month_name,
    time_hm,
    week_number,
    weekday_date_short,
    weekday_name,
)
from expatdesk.i18n import N_, _, current_language, ngettext
from expatdesk.services.appointments.types import AgendaBlock, AgendaStep, MoneyState
from expatdesk.terms import LateAnswer, Outcome, PaperState, VisitState
from expatdesk.texts import Pair
from expatdesk.ui.kit import Text, names_hidden, veiled
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
_SHORT: Final[dict[str, str]] = {
    VisitState.AT_HELPDESK: N_("Helpdesk"),
    VisitState.PARTLY_DONE: N_("Partly"),
    VisitState.NO_SHOW: N_("Absent"),
    VisitState.TURNED_AWAY: N_("Refused"),
    VisitState.CANCELLED_BY_VISITOR: N_("Cancelled"),
    VisitState.CANCELLED_BY_CENTRE: N_("Cancelled"),
}
_CALLED_OFF: Final = frozenset({VisitState.CANCELLED_BY_VISITOR, VisitState.CANCELLED_BY_CENTRE})
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


def money_wordings(money: MoneyState) -> tuple[str, ...]:
    """The same for a narrow place: what is due also without its word, in the colour of "due"."""
    said = money_words(money)
    if money.kind == "due":
        return said, amount(money.due)
    return (said,) if said else ()


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


def state_words(step: AgendaStep, now: int) -> tuple[tuple[str, ...], str]:
    """What a block says of its state, and the state whose colour that has.

    The longest wording first, the sign alone last; nothing of who is not expected yet.
    """
    state: str = step.state
    if step.state is VisitState.PLANNED:
        if day_of(step.starts_at) != day_of(now) or now < step.starts_at + 300:
            return (), state
        state = "late"
    look = state_colours(state)
    wordings = [f"{look.sign} {look.word}", f"{look.sign} {short_word(state)}", look.sign]
    if step.state is VisitState.ARRIVED and step.since is not None:
        wordings.insert(0, f"{wordings[0]} {clock_time(step.since)}")
    return tuple(dict.fromkeys(wordings)), state


def short_word(state: str) -> str:
    """The word of a state for a narrow place; its own where there is no shorter one."""
    return _(_SHORT[state]) if state in _SHORT else state_colours(state).word


def list_word(state: VisitState) -> str:
    """The word of a state in the list; who called it off stands in the inspector."""
    return short_word(state) if state in _CALLED_OFF else state_colours(state).word


def shown_name(step: AgendaStep) -> str:
    """The name on a block, blanked while names are hidden."""
    return DOTS if names_hidden() else step.title or "–"


def block_words(block: AgendaBlock) -> str:
    """Why a desk is blocked; a note of somebody's, so that it is blanked like a name."""
    return veiled(block.reason) or _("Blocked")


def spoken(step: AgendaStep, desk: str) -> str:
    """A block in words, for who hears it."""
    name = veiled(step.title) or _("name removed")
    parts = [
        span_words(step.starts_at, step.ends_at),
        desk,
        name,
        said(step.service),
        persons(step.party_size) if step.party_size > 1 else "",
        state_colours(step.state).word,
        money_words(step.money),
        _("squeezed in") if step.squeezed else "",
    ]
    return ", ".join(part for part in parts if part)


def persons(count: int) -> str:
    """4 persons."""
    return ngettext("{count} person", "{count} persons", count).format(count=count)


def minutes(count: int) -> str:
    """45 minutes."""
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def title_words(day: date, today: date, *, week: bool) -> tuple[str, str]:
    """What stands above the day or its week, and the same for a narrow window."""
    if not week:
        return day_title(day, today), weekday_date_short(day)
    monday = day - timedelta(days=day.weekday())
    short = _("Week {number}").format(number=week_number(monday))
    return week_title(monday, monday + timedelta(days=6)), short


def week_title(first: date, last: date) -> str:
    """23 – 27 November; both months where there are two."""
    if first.month == last.month:
        return f"{first.day} – {last.day} {month_name(last.month)} {last.year}"
    start = f"{first.day} {month_name(first.month, short=True)}"
    return f"{start} – {last.day} {month_name(last.month, short=True)} {last.year}"
