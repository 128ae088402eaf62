"""An appointment as an .ics file (RFC 5545, RFC 5546) that any calendar takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expatdesk.names import clean

if TYPE_CHECKING:
    from icalendar import Timezone, vCalAddress

ZONE = "Europe/Amsterdam"


class Method(StrEnum):
    """What the receiving calendar is to do."""

    PUBLISH = "PUBLISH"
    """Put in, or moved: an entry with the same code and a lower sequence is replaced."""
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A visit as one entry; ``title`` and ``description`` name nobody but its receiver."""

    code: str
    """The visit's reference; the same for all versions of the entry."""
    title: str
    starts: datetime
    """Aware, like all times here."""
    ends: datetime
    organiser: str
    organiser_email: str
    stamp: datetime
    """When this version was made."""
    sequence: int = 0
    """Raised by one each time the visit is moved or cancelled."""
    method: Method = Method.PUBLISH
    location: str = ""
    description: str = ""


def to_ics(entry: CalendarEntry) -> bytes:
    """The file. Times are local to the centre, with the rules of its zone beside them.

    So an appointment keeps its time of day whatever the clock does in between.
    Raises ValueError for a time without a zone, or an end that is not after the start.
    """
    from icalendar import Calendar, Event, vText

    if entry.starts.tzinfo is None or entry.ends.tzinfo is None or entry.stamp.tzinfo is None:
        raise ValueError("times in a calendar need their zone")
    if entry.ends <= entry.starts:
        raise ValueError("an appointment ends after it starts")
    calendar = Calendar()
    calendar.add("prodid", "-//ExpatDesk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method.value)
    calendar.add_component(_zone())
    event = Event()
    event.add("uid", uid(entry))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(ZoneInfo("UTC")).replace(microsecond=0))
    event.add("dtstart", _local(entry.starts))
    event.add("dtend", _local(entry.ends))
    event.add("summary", clean(entry.title))
    event.add("status", "CANCELLED" if entry.method is Method.CANCEL else "CONFIRMED")
    event.add("organizer", _organiser(entry))
    if entry.location:
        event.add("location", clean(entry.location))
    if entry.description:
        lines = [clean(line) for line in entry.description.splitlines()]
        event.add("description", vText("\n".join(lines)))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(entry: CalendarEntry) -> str:
    """The same for every version of the visit, and different for every visit of every centre."""
    domain = entry.organiser_email.rpartition("@")[2] or "expatdesk.example"
    return f"{clean(entry.code)}@{domain}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE)).replace(microsecond=0)


def _organiser(entry: CalendarEntry) -> vCalAddress:
    from icalendar import vCalAddress, vText

    address = vCalAddress(f"mailto:{clean(entry.organiser_email)}")
    address.params["CN"] = vText(clean(entry.organiser).replace('"', "'"))
    return address


@cache
def _zone() -> Timezone:
    from icalendar import Timezone

    return Timezone.from_tzid(ZONE)
