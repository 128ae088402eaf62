"""How amounts, numbers, dates and times are written and read, in English and in Dutch.

The forms are those of `docs/decisions/0006-formats.md`: euro sign, no-break space, amount; the
minus sign (U+2212) before everything; days before months in both languages. Written by hand
because the two languages need no library for it, and a library costs time at every start.

Each function takes the language last; without one it is the current language. Aware datetimes
are shown as the clock in Amsterdam has them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from expatdesk.i18n import Language, _, current_language

NBSP = "\u00a0"
MINUS = "\u2212"

_MONTHS = {
    Language.EN: (
        "January February March April May June July August September October November December"
    ).split(),
    Language.NL: (
        "januari februari maart april mei juni juli augustus september oktober november december"
    ).split(),
}
_MONTHS_SHORT = {
    Language.EN: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    Language.NL: "jan feb mrt apr mei jun jul aug sep okt nov dec".split(),
}
_WEEKDAYS = {
    Language.EN: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    Language.NL: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
}
_WEEKDAYS_SHORT = {
    Language.EN: "Mon Tue Wed Thu Fri Sat Sun".split(),
    Language.NL: "ma di wo do vr za zo".split(),
}
_GROUP = {Language.EN: ",", Language.NL: "."}
_DECIMAL = {Language.EN: ".", Language.NL: ","}


class Unreadable(ValueError):
    """A text that is no amount, date or time; says in the current language why."""


@cache
def _amsterdam() -> ZoneInfo:
    return ZoneInfo("Europe/Amsterdam")


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return moment.astimezone(_amsterdam())


def _day(day: date) -> date:
    return _local(day).date() if isinstance(day, datetime) else day


# Numbers and amounts


def number(value: int, lang: Language | None = None) -> str:
    """A whole number with its thousands apart: 1,234 or 1.234."""
    written = f"{abs(value):,}".replace(",", _GROUP[lang or current_language()])
    return MINUS + written if value < 0 else written


def amount(cents: int, lang: Language | None = None, *, symbol: bool = True) -> str:
    """Euros from cents: "€ 1,234.50" or "€ 1.234,50", with a no-break space after the sign."""
    spoken = lang or current_language()
    euros, rest = divmod(abs(cents), 100)
    written = f"{number(euros, spoken)}{_DECIMAL[spoken]}{rest:02d}"
    sign = MINUS if cents < 0 else ""
    return f"{sign}€{NBSP}{written}" if symbol else sign + written


def percent(basis_points: int, lang: Language | None = None) -> str:
    """A rate from hundredths of a percent: 2100 is "21%", 150 is "1.5%" or "1,5%"."""
    spoken = lang or current_language()
    whole, rest = divmod(abs(basis_points), 100)
    decimals = f"{_DECIMAL[spoken]}{rest:02d}".rstrip("0") if rest else ""
    sign = MINUS if basis_points < 0 else ""
    return f"{sign}{number(whole, spoken)}{decimals}%"


_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_EURO = re.compile(r"€|EUR|euro", re.IGNORECASE)
_DECIMALS = re.compile(r"(?P<whole>.*)[.,](?P<cents>[0-9]{1,2}|[-\u2013\u2014]{1,2})")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+")


def parse_amount(text: str, lang: Language | None = None) -> int:
    """Cents from what a person types: 60,5 · 60.50 · € 1.234,50 · 1,234.50 · 60,- · −5.

    Comma and dot both stand before decimals when one or two digits follow. Before three digits
    they part thousands only where the language writes them so: "1.234" is twelve hundred in
    Dutch and refused in English, because taking it for either might be wrong by a thousand.

    Raises Unreadable.
    """
    spoken = lang or current_language()
    bare = _SPACES.sub("", _EURO.sub("", text, count=1))
    negative = bare[:1] in {"-", MINUS}
    bare = bare[1:] if negative else bare
    parts = _DECIMALS.fullmatch(bare)
    whole, cents = (parts["whole"], parts["cents"]) if parts else (bare, "0")
    # Decimals after the same sign that parts the thousands (1.234.50) are a slip of the finger.
    mixed = parts is not None and bare[len(whole)] in whole
    if mixed or not _WHOLE.fullmatch(whole or "0") or not (whole or parts):
        raise Unreadable(_("“{text}” is not an amount.").format(text=text.strip()))
    if parts is None and _DECIMAL[spoken] in whole:
        raise Unreadable(
            _("“{text}” could mean two amounts; write the cents too.").format(text=text.strip())
        )
    fraction = int(cents.ljust(2, "0")) if cents.isdecimal() else 0
    value = int(re.sub(r"[.,]", "", whole) or "0") * 100 + fraction
    return -value if negative else value


# Days


def month_name(month: int, lang: Language | None = None, *, short: bool = False) -> str:
    """January is 1. Dutch months are written small."""
    return (_MONTHS_SHORT if short else _MONTHS)[lang or current_language()][month - 1]


def weekday_name(day: date, lang: Language | None = None, *, short: bool = False) -> str:
    return (_WEEKDAYS_SHORT if short else _WEEKDAYS)[lang or current_language()][
        _day(day).weekday()
    ]


def date_long(day: date, lang: Language | None = None) -> str:
    """24 November 2026 · 24 november 2026."""
    day = _day(day)
    return f"{day.day} {month_name(day.month, lang)} {day.year:04d}"


def date_medium(day: date, lang: Language | None = None) -> str:
    """24 Nov 2026 · 24 nov 2026."""
    day = _day(day)
    return f"{day.day} {month_name(day.month, lang, short=True)} {day.year:04d}"


def date_numeric(day: date, lang: Language | None = None) -> str:  # noqa: ARG001  one shape for all
    """24-11-2026 in both languages: days first and dashes, as all papers in the country have it."""
    day = _day(day)
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def weekday_date(day: date, lang: Language | None = None) -> str:
    """Saturday 5 September 2026 · zaterdag 5 september 2026."""
    return f"{weekday_name(day, lang)} {date_long(day, lang)}"


def weekday_date_short(day: date, lang: Language | None = None) -> str:
    """Sat 5 Sep · za 5 sep, for headers of columns."""
    local = _day(day)
    month = month_name(local.month, lang, short=True)
    return f"{weekday_name(local, lang, short=True)} {local.day} {month}"


def month_year(day: date, lang: Language | None = None) -> str:
    """September 2026 · september 2026."""
    day = _day(day)
    return f"{month_name(day.month, lang)} {day.year:04d}"


def week_number(day: date) -> int:
    """The ISO week; weeks begin on Monday."""
    return _day(day).isocalendar().week


# Times


def time_hm(moment: datetime | time) -> str:
    """09:00, with the hours of Amsterdam."""
    local = _local(moment) if isinstance(moment, datetime) else moment
    return f"{local.hour:02d}:{local.minute:02d}"


def moment_medium(moment: datetime, lang: Language | None = None) -> str:
    """24 Nov 2026, 14:05."""
    return f"{date_medium(moment, lang)}, {time_hm(moment)}"


_NUMERIC = re.compile(r"(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{2}|[0-9]{4})")
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})")
_NAMED = re.compile(
    r"(?:(?P<d>[0-9]{1,2})\.?[ -]*(?P<n>[a-z]+)|(?P<n2>[a-z]+)\.?[ ]*(?P<d2>[0-9]{1,2}))"
    r"[.,]?[ -]*(?P<y>[0-9]{2}|[0-9]{4})"
)


def parse_date(text: str, lang: Language | None = None) -> date:
    """A day from 24-11-2026 · 24/11/2026 · 24 nov 2026 · 24 November 2026 · 2026-11-24.

    Days stand before months in both languages; names of months are taken in either, and a name
    of a weekday before them is passed over. The year has four digits, so that a year of birth
    is never guessed.

    Raises Unreadable, which says what is wrong: no date at all, two digits for the year, a month
    13, a 30 February.
    """
    bare = _without_weekday(_SPACES.sub(" ", text).strip().lower())
    parts = _ISO.fullmatch(bare) or _NUMERIC.fullmatch(bare)
    if parts:
        return _existing(text, parts["y"], int(parts["m"]), parts["d"], lang)
    parts = _NAMED.fullmatch(bare)
    month = _month_of(parts["n"] or parts["n2"]) if parts else None
    if parts is None or month is None:
        message = _("“{text}” is not a date. Write it like {example}.")
        raise Unreadable(message.format(text=text.strip(), example="24-11-2026"))
    return _existing(text, parts["y"], month, parts["d"] or parts["d2"], lang)


def _without_weekday(text: str) -> str:
    first, _space, rest = text.partition(" ")
    names = {
        name.lower()
        for table in (_WEEKDAYS, _WEEKDAYS_SHORT)
        for language in Language
        for name in table[language]
    }
    return rest if rest and first.rstrip(".,") in names else text


def _month_of(name: str) -> int | None:
    if name in {"sept", "mar"}:  # other ways to shorten
        return 9 if name == "sept" else 3
    for table in (_MONTHS, _MONTHS_SHORT):
        for language in Language:
            small = [month.lower() for month in table[language]]
            if name in small:
                return small.index(name) + 1
    return None


def _existing(text: str, year: str, month: int, day: str, lang: Language | None) -> date:
    if len(year) != 4:
        raise Unreadable(_("“{text}”: write the year with four digits.").format(text=text.strip()))
    if not 1 <= month <= 12:
        raise Unreadable(
            _("“{text}”: there is no month {month}.").format(text=text.strip(), month=month)
        )
    try:
        return date(int(year), month, int(day))
    except ValueError:
        message = _("There is no {day} {month} {year}.")
        named = month_name(month, lang)
        raise Unreadable(message.format(day=int(day), month=named, year=year)) from None


_CLOCK = re.compile(r"(?P<h>[0-9]{1,2})(?:[:.h ]?(?P<m>[0-9]{2}))?(?: ?(?:u|uur|h))?")


def parse_time(text: str) -> time:
    """A time of day from 9:00 · 09.00 · 0900 · 9 · 9 uur.

    Raises Unreadable.
    """
    parts = _CLOCK.fullmatch(_SPACES.sub(" ", text).strip().lower())
    hour, minute = (int(parts["h"]), int(parts["m"] or 0)) if parts else (24, 0)
    if hour > 23 or minute > 59:
        raise Unreadable(_("“{text}” is not a time of day.").format(text=text.strip()))
    return time(hour, minute)
