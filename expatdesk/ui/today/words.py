"""The words of the opening screen."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from expatdesk.clock import day_of, from_epoch
from expatdesk.formats import amount, time_hm, weekday_date_short, weekday_name
from expatdesk.i18n import N_, _, current_language, ngettext
from expatdesk.services.appointments.types import NowAndNext, TodayView
from expatdesk.services.till.types import DayTotals
from expatdesk.terms import Channel, Means, VisitState
from expatdesk.texts import Pair
from expatdesk.ui.theme import state_colours
from expatdesk.ui.today.view import Overview

CHANNELS: Final = {
    Channel.DESK: N_("Desk"),
    Channel.PHONE: N_("Phone"),
    Channel.EMAIL: N_("E-mail"),
    Channel.VIDEO: N_("Video"),
}
_MEANS: Final = {
    Means.PIN: N_("PIN"),
    Means.CASH: N_("cash"),
    Means.ONLINE: N_("online"),
    Means.BANK_TRANSFER: N_("bank"),
}
_TO_DO: Final = {
    "call": N_("Calls to make"),
    "mail": N_("Mail drafts to send"),
    "follow_up": N_("Follow-ups that are due"),
    "waiting": N_("Families on the waiting list"),
    "unprinted": N_("Receipts not printed yet"),
    "unfinished_yesterday": N_("Visits of earlier days to finish"),
}
LATE_AFTER: Final = 300
"""Seconds after which somebody who is not here yet is shown as late."""


def said(pair: Pair) -> str:
    """A text of the set-up in the language of the window."""
    return pair.in_language(current_language())


def greeting(now: datetime, name: str) -> str:
    """Good morning until noon, good afternoon until six, good evening."""
    if now.hour < 12:
        words = _("Good morning, {name}") if name else _("Good morning")
    elif now.hour < 18:
        words = _("Good afternoon, {name}") if name else _("Good afternoon")
    else:
        words = _("Good evening, {name}") if name else _("Good evening")
    return words.format(name=name)


def opening(seen: Overview) -> str:
    """Open from when until when and at how many desks, or why not and when again."""
    view = seen.today
    if view.opens_at is not None and view.closes_at is not None:
        return ngettext(
            "Open today {start} – {end} · {count} desk",
            "Open today {start} – {end} · {count} desks",
            view.desks_open,
        ).format(start=clock(view.opens_at), end=clock(view.closes_at), count=view.desks_open)
    why = said(view.closed) if view.closed else ""
    words = _("Closed today: {reason}").format(reason=why) if why else _("Closed today")
    if seen.next_open is None:
        return words
    again = _("open again {day} at {time}").format(
        day=weekday_date_short(seen.next_open), time=clock(seen.next_opens_at or 0)
    )
    return f"{words} · {again}"


def longest(view: TodayView) -> str:
    """How long the first of those who wait has been waiting."""
    if not view.waiting:
        return _("nobody waits")
    return ngettext(
        "longest {count} minute", "longest {count} minutes", view.longest_wait_minutes
    ).format(count=view.longest_wait_minutes)


def coming_next(view: TodayView) -> str:
    if view.next_starts_at is None:
        return _("nobody more today")
    if view.next_party_size > 1:
        return _("next {time}, party of {count}").format(
            time=clock(view.next_starts_at), count=view.next_party_size
        )
    return _("next {time}").format(time=clock(view.next_starts_at))


def taken(totals: DayTotals) -> str:
    """9 receipts · PIN 475.00 · cash 150.00."""
    receipts = ngettext("{count} receipt", "{count} receipts", totals.receipts)
    parts = [receipts.format(count=totals.receipts)]
    parts += [
        f"{_(_MEANS[means])} {amount(cents, symbol=False)}"
        for means, cents in totals.by_means.items()
        if cents
    ]
    return " · ".join(parts)


def first_free(view: TodayView) -> str:
    if view.first_free is None:
        return _("none until Sunday")
    at = from_epoch(view.first_free)
    if day_of(view.first_free) == view.day:
        return _("first today {time}").format(time=time_hm(at))
    return _("first {day} {time}").format(day=weekday_name(at, short=True), time=time_hm(at))


def pill(row: NowAndNext, now: int) -> tuple[str, str]:
    """State and words of the pill at the end of a line; no state where nothing is to say."""
    if row.state is VisitState.PLANNED:
        if now >= row.starts_at + LATE_AFTER:
            return "late", state_colours("late").word
        return ("due", _("unpaid")) if row.money.kind == "due" else ("", "")
    words = state_colours(row.state).word
    if row.state is VisitState.ARRIVED and row.since is not None:
        words = f"{words} {clock(row.since)}"
    return row.state, words


def detail(row: NowAndNext) -> str:
    """First registration · Desk 2 · 3 persons."""
    parts = [said(row.service), said(row.desk)]
    if row.party_size > 1:
        parts.append(
            ngettext("{count} person", "{count} persons", row.party_size).format(
                count=row.party_size
            )
        )
    return " · ".join(part for part in parts if part)


def to_do(kind: str) -> str:
    return _(_TO_DO[kind])


def channel(which: Channel) -> str:
    return _(CHANNELS[which])


def clock(epoch: int) -> str:
    return time_hm(from_epoch(epoch))
