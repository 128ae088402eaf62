"""Amounts, dates and times as they are written and read here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk import formats
from expatdesk.formats import Unreadable
from expatdesk.i18n import Language, speaking

EN, NL = Language.EN, Language.NL
languages = st.sampled_from(list(Language))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("cents", "english", "dutch"),
    [
        (6050, "€\u00a060.50", "€\u00a060,50"),
        (123450, "€\u00a01,234.50", "€\u00a01.234,50"),
        (100000000, "€\u00a01,000,000.00", "€\u00a01.000.000,00"),
        (5, "€\u00a00.05", "€\u00a00,05"),
        (0, "€\u00a00.00", "€\u00a00,00"),
        (-6050, "\u2212€\u00a060.50", "\u2212€\u00a060,50"),
    ],
)
def test_an_amount_has_its_sign_a_space_that_does_not_break_and_two_decimals(
    cents: int, english: str, dutch: str
) -> None:
    assert formats.amount(cents, EN) == english
    assert formats.amount(cents, NL) == dutch


def test_in_a_column_the_euro_sign_may_be_left_out() -> None:
    assert formats.amount(-1, EN, symbol=False) == "\u22120.01"
    assert formats.amount(-1, NL, symbol=False) == "\u22120,01"


@given(st.integers(-(10**12), 10**12), languages, st.booleans())
def test_what_was_written_is_read_again(cents: int, language: Language, symbol: bool) -> None:  # noqa: FBT001
    written = formats.amount(cents, language, symbol=symbol)
    assert formats.parse_amount(written, language) == cents


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("60.5", 6050),
        ("60,5", 6050),
        ("60,50", 6050),
        (" € 60.50 ", 6050),
        ("EUR 60,50", 6050),
        ("60", 6000),
        ("60,-", 6000),
        (",50", 50),
        ("-60,50", -6050),
        ("\u221260.50", -6050),
        ("-€ 60,50", -6050),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1 234,50", 123450),
        ("1.234.567,00", 123456700),
        ("007", 700),
    ],
)
def test_amounts_are_read_however_they_are_typed(text: str, cents: int, language: Language) -> None:
    assert formats.parse_amount(text, language) == cents


def test_a_sign_before_three_digits_is_only_understood_where_it_parts_thousands() -> None:
    assert formats.parse_amount("1.234", NL) == 123400
    assert formats.parse_amount("1,234", EN) == 123400
    with pytest.raises(Unreadable, match="two amounts"):
        formats.parse_amount("1.234", EN)
    with speaking(NL), pytest.raises(Unreadable, match="twee bedragen"):
        formats.parse_amount("1,234")


@pytest.mark.parametrize(
    "text",
    ["", "€", "-", "--5", "sixty", "1,2,3", "1.234.50", "12.34.56", "5-", "1e3", "€€5", "٣", "²"],
)
@pytest.mark.parametrize("language", list(Language))
def test_what_is_no_amount_is_refused(text: str, language: Language) -> None:
    with pytest.raises(Unreadable, match="not an amount"):
        formats.parse_amount(text, language)


def test_rates_and_numbers_follow_the_language() -> None:
    assert formats.percent(2100, NL) == "21%"
    assert formats.percent(150, NL) == "1,5%"
    assert formats.percent(-25, EN) == "\u22120.25%"
    assert formats.number(1234567, EN) == "1,234,567"
    assert formats.number(-1234, NL) == "\u22121.234"


def test_dates_are_written_as_people_here_write_them() -> None:
    day = date(2026, 9, 5)
    assert formats.weekday_date(day, EN) == "Saturday 5 September 2026"
    assert formats.weekday_date(day, NL) == "zaterdag 5 september 2026"
    assert formats.weekday_date_short(day, NL) == "za 5 sep"
    assert formats.date_long(day, NL) == "5 september 2026"
    assert formats.date_medium(date(2026, 11, 24), EN) == "24 Nov 2026"
    assert formats.date_medium(date(2026, 3, 24), NL) == "24 mrt 2026"
    assert formats.date_numeric(day, EN) == formats.date_numeric(day, NL) == "05-09-2026"
    assert formats.month_year(day, NL) == "september 2026"


def test_without_a_language_it_is_the_one_of_the_moment() -> None:
    with speaking(NL):
        assert formats.amount(6050) == "€\u00a060,50"
        assert formats.date_long(date(2026, 10, 3)) == "3 oktober 2026"


def test_weeks_are_those_of_the_iso_calendar() -> None:
    assert formats.week_number(date(2026, 9, 5)) == 36
    assert formats.week_number(date(2027, 1, 1)) == 53


def test_moments_are_shown_by_the_clock_in_amsterdam_also_over_the_change() -> None:
    before = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    after = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert formats.time_hm(before) == "22:00"
    assert formats.time_hm(after) == "03:30"
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert formats.moment_medium(late, NL) == "1 jan 2027, 00:30"
    assert formats.time_hm(time(9, 5)) == "09:05"


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formats.time_hm(datetime(2026, 1, 1, 9, 0))  # noqa: DTZ001  the mistake itself


@given(days, languages)
def test_every_written_date_is_read_again(day: date, language: Language) -> None:
    written = (
        formats.date_numeric(day, language),
        formats.date_medium(day, language),
        formats.date_long(day, language),
        formats.weekday_date(day, language),
        day.isoformat(),
    )
    assert {formats.parse_date(text, language) for text in written} == {day}


@pytest.mark.parametrize(
    "text",
    ["24-11-2026", "24/11/2026", "24.11.2026", "24 11 2026", "24 nov 2026", "24 NOVEMBER 2026",
     "24 nov. 2026", "November 24, 2026", "di 24 nov 2026", "Tue. 24 Nov 2026", " 2026-11-24 ",
     "24-nov-2026"],
)  # fmt: skip
def test_dates_are_read_however_they_are_typed(text: str) -> None:
    assert formats.parse_date(text, EN) == date(2026, 11, 24)
    assert formats.parse_date(text, NL) == date(2026, 11, 24)


def test_both_short_marches_are_read() -> None:
    assert formats.parse_date("1 mrt 2026", EN) == formats.parse_date("1 mar 2026", NL)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30-02-2026", "There is no 30 February 2026"),
        ("29 feb 2027", "There is no 29 February 2027"),
        ("31 april 2026", "There is no 31 April 2026"),
        ("00-01-2026", "There is no 0 January 2026"),
        ("01-13-2026", "no month 13"),
        ("01-00-2026", "no month 0"),
        ("24-11-26", "four digits"),
        ("24 nov 26", "four digits"),
        ("24 foo 2026", "not a date"),
        ("tomorrow", "not a date"),
        ("", "not a date"),
        ("٢٤-١١-٢٠٢٦", "not a date"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        formats.parse_date(text, EN)


def test_the_reason_is_given_in_the_language_of_the_moment() -> None:
    with speaking(NL), pytest.raises(Unreadable, match="30 februari 2026 bestaat niet"):
        formats.parse_date("30-02-2026")


def test_a_29_february_exists_in_leap_years() -> None:
    assert formats.parse_date("29-02-2028", NL) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", time(9)),
        ("09.00", time(9)),
        ("0915", time(9, 15)),
        ("9", time(9)),
        ("9 uur", time(9)),
        ("13:30 uur", time(13, 30)),
        ("23h59", time(23, 59)),
    ],
)
def test_times_are_read_however_they_are_typed(text: str, expected: time) -> None:
    assert formats.parse_time(text) == expected


@pytest.mark.parametrize("text", ["24:00", "9:60", "", "nine", "9:5", "12345"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="not a time"):
        formats.parse_time(text)
