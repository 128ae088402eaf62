"""Why a place cannot be had, in words."""

from __future__ import annotations

from datetime import date

from expatdesk.clock import minute_of
from expatdesk.i18n import N_
from expatdesk.services.appointments.hours import Calendar
from expatdesk.services.appointments.loading import ServiceRule
from expatdesk.services.appointments.places import DeskTime
from expatdesk.services.appointments.types import PlaceTaken
from expatdesk.texts import Pair


def clock_time(moment: int) -> str:
    """The time on the wall in Amsterdam, "09:05"; the same in both languages."""
    hour, minute = divmod(minute_of(moment), 60)
    return f"{hour:02d}:{minute:02d}"


def not_open(
    rule: ServiceRule,
    calendar: Calendar,
    time: DeskTime,
    day: date,
    desk_id: int,
    span: tuple[int, int],
) -> PlaceTaken | None:
    """The refusal where the desk is closed during the span, None where it is open."""
    start, end = span
    closure = calendar.closure(day)
    if closure is not None:
        return PlaceTaken(N_("The centre is closed on this day: {name}."), name=closure)
    if time.within_hours(start, end):
        return None
    desk = rule.desk_names.get(desk_id, Pair())
    closes = next((until for since, until in time.open if since <= start < until), None)
    if closes is None:
        return PlaceTaken(N_("{desk} is closed at {time}."), desk=desk, time=clock_time(start))
    return PlaceTaken(
        N_("{desk} closes at {time}; this would run on until {end}."),
        desk=desk,
        time=clock_time(closes),
        end=clock_time(end),
    )


def not_free(
    rule: ServiceRule, calendar: Calendar, time: DeskTime, desk_id: int, span: tuple[int, int]
) -> PlaceTaken | None:
    """The refusal where something else holds the desk, None where it is free."""
    start, end = span
    if time.fits(start, end):
        return None
    desk = rule.desk_names.get(desk_id, Pair())
    for block in calendar.blocks:
        if block.desk_id == desk_id and block.starts_at < end and start < block.ends_at:
            return PlaceTaken(
                N_("{desk} is blocked at {time}: {reason}"),
                desk=desk,
                time=clock_time(start),
                reason=block.reason or "–",
            )
    return taken_at(rule, desk_id, start)


def taken_at(rule: ServiceRule, desk_id: int, moment: int) -> PlaceTaken:
    return PlaceTaken(
        N_("{desk} is already taken at {time}."),
        desk=rule.desk_names.get(desk_id, Pair()),
        time=clock_time(moment),
    )


def taken() -> PlaceTaken:
    """Somebody else took the place between looking and booking."""
    return PlaceTaken(N_("Somebody else has just taken this place. Please choose another."))


def nothing_after(rule: ServiceRule, index: int, moment: int) -> PlaceTaken:
    """The first steps fit, the one of this index does not."""
    return PlaceTaken(
        N_("No desk is free for “{step}” at {time}."),
        step=rule.steps[index].name,
        time=clock_time(moment),
    )


def not_given(rule: ServiceRule) -> PlaceTaken:
    """The service has no desks or no duration on that day."""
    return PlaceTaken(N_("“{service}” is not given on this day."), service=rule.name)
