"""Appointments as calendar files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from expatdesk.exchange.ics import CalendarEntry, Method, to_ics

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

FRIDAY = CalendarEntry(
    code="7QK-4M2",
    title="First registration – Expat Centre Zijlstroom",
    starts=datetime(2026, 10, 23, 9, 0, tzinfo=AMSTERDAM),
    ends=datetime(2026, 10, 23, 10, 35, tzinfo=AMSTERDAM),
    organiser='Expat Centre "Zijlstroom"',
    organiser_email="desk@expatcentre.example",
    stamp=datetime(2026, 10, 1, 12, 5, 30, 999, tzinfo=UTC),
    location="Stationsweg 126, 2312 AV Leiden",
    description="Bring your passport; see the confirmation, please.\n09:00 Desk 1\n10:05 Desk 3",
)


def event_of(entry):
    calendar = Calendar.from_ical(to_ics(entry))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_entry_survives_the_round_trip():
    calendar, event = event_of(FRIDAY)

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["VERSION"] == "2.0"
    assert event["UID"] == "7QK-4M2@expatcentre.example"
    assert event["SUMMARY"] == FRIDAY.title
    assert event["LOCATION"] == FRIDAY.location
    assert event["DESCRIPTION"] == FRIDAY.description
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == "mailto:desk@expatcentre.example"
    assert event.decoded("DTSTART") == FRIDAY.starts
    assert event.decoded("DTEND") == FRIDAY.ends
    assert event.decoded("DTSTAMP") == datetime(2026, 10, 1, 12, 5, 30, tzinfo=UTC)


def test_moved_over_the_night_of_the_clock_it_stays_at_nine():
    monday = replace(
        FRIDAY,
        starts=datetime(2026, 10, 26, 8, 0, tzinfo=UTC),
        ends=datetime(2026, 10, 26, 9, 35, tzinfo=UTC),
        sequence=1,
    )

    text = to_ics(monday).decode()

    assert "DTSTART;TZID=Europe/Amsterdam:20261026T090000" in text
    assert "DTSTART;TZID=Europe/Amsterdam:20261023T090000" in to_ics(FRIDAY).decode()
    assert event_of(monday)[1]["UID"] == event_of(FRIDAY)[1]["UID"]
    assert event_of(monday)[1]["SEQUENCE"] == 1


def test_the_rules_of_the_zone_travel_with_it():
    (zone,) = Calendar.from_ical(to_ics(FRIDAY)).walk("VTIMEZONE")
    rules = zone.to_tz()

    assert zone["TZID"] == "Europe/Amsterdam"
    for month, day in ((10, 23), (10, 26), (3, 28), (3, 30), (6, 1)):
        nine = datetime(2026, month, day, 9, tzinfo=AMSTERDAM)
        assert nine.replace(tzinfo=rules).utcoffset() == nine.utcoffset()


def test_cancelled_it_takes_the_same_entry_out():
    calendar, event = event_of(replace(FRIDAY, method=Method.CANCEL, sequence=2))

    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 2
    assert event["UID"] == event_of(FRIDAY)[1]["UID"]


def test_lines_end_and_fold_as_the_standard_says():
    lines = to_ics(replace(FRIDAY, title="Registration ë " * 20)).split(b"\r\n")

    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_nothing_is_smuggled_in_by_a_line_end():
    evil = "Talk\r\nATTENDEE:mailto:evil@elsewhere.example\r\nEND:VEVENT"

    _calendar, event = event_of(replace(FRIDAY, title=evil, location=evil, organiser=evil))

    assert "ATTENDEE" not in event
    assert event["SUMMARY"] == "Talk ATTENDEE:mailto:evil@elsewhere.example END:VEVENT"


def test_the_same_entry_is_the_same_bytes():
    assert to_ics(FRIDAY) == to_ics(FRIDAY)


def test_a_time_without_a_zone_and_a_wrong_end_are_refused():
    with pytest.raises(ValueError, match="zone"):
        to_ics(replace(FRIDAY, starts=datetime(2026, 10, 23, 9)))  # noqa: DTZ001  the point of it
    with pytest.raises(ValueError, match="ends after"):
        to_ics(replace(FRIDAY, ends=FRIDAY.starts))
