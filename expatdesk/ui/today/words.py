"""The words of the opening screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from expatdesk.clock import day_of, from_epoch
from expatdesk.formats import amount, time_hm, weekday_date_short, weekday_name
from expatdesk.i18n import N_, _, current_language, ngettext
from expatdesk.services.appointments.types import DeskHours, NowAndNext, TodayView
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
    "unprinted": N_("Not printed yet"),
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
    """Which desks are open from when until when, or why none is and when again.

    Desks with the same hours are counted together: "Open today: 2 desks 09:00 – 12:15 · …".
    """
    view = seen.today
    if view.plan:
        return _open_words(view.plan)
    why = said(view.closed) if view.closed else ""
    words = _("Closed today: {reason}").format(reason=why) if why else _("Closed today")
    if seen.next_open is None:
        return words
    again = _("open again {day} at {time}").format(
        day=weekday_date_short(seen.next_open), time=clock(seen.next_opens_at or 0)
    )
    return f"{words} · {again}"


def plan(seen: Overview) -> str:
    """Each desk with its hours, a line each."""
    return "\n".join(f"{said(desk.desk)}  {_hours(desk.open)}" for desk in seen.today.plan)


def _open_words(desks: Sequence[DeskHours]) -> str:
    alike = Counter(desk.open for desk in desks)
    if len(alike) == 1:
        ((hours, count),) = alike.items()
        return ngettext(
            "Open today {hours} · {count} desk", "Open today {hours} · {count} desks", count
        ).format(hours=_hours(hours), count=count)
    told = " · ".join(
        ngettext("{count} desk {hours}", "{count} desks {hours}", count).format(
            count=count, hours=_hours(hours)
        )
        for hours, count in alike.items()
    )
    return _("Open today: {desks}").format(desks=told)


def _hours(intervals: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"{clock(start)} – {clock(end)}" for start, end in intervals)


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
