"""The fields of information sheets: which there are, and what they say on a day and to whom.

Fees, hours and address are dated data of the centre: a sheet says what holds on the day of the
appointment, without one what holds on the day it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from expatdesk import formats
from expatdesk.clock import local
from expatdesk.i18n import N_, Language, translator
from expatdesk.phones import readable_phone
from expatdesk.services.settings import keys
from expatdesk.texts import Pair

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.appointments.types import VisitSheet
    from expatdesk.services.settings import Values
    from expatdesk.services.setup.types import DeskLine, ProductLine, WeekPlan

FieldValues = Mapping[str, Mapping[str, str]]
"""Per language code, per field, what is printed in its place."""

TO_FILL_IN = "…………………"
"""What a field prints where nothing is known of it (no visitor, no price yet): room to write."""
EXAMPLE_VISITOR = "田中 優希"
"""Nobody: stands in the editor's preview, where names of all scripts have to fit."""


class FieldGroup(StrEnum):
    """Of what a field in a text speaks."""

    CENTRE = "centre"
    FEES = "fees"
    VISIT = "visit"
    DAY = "day"


_FIXED = (
    ("centre.name", FieldGroup.CENTRE, N_("Name of the centre")),
    ("centre.address", FieldGroup.CENTRE, N_("Address of the centre")),
    ("centre.phone", FieldGroup.CENTRE, N_("Phone number of the centre")),
    ("centre.email", FieldGroup.CENTRE, N_("E-mail address of the centre")),
    ("centre.website", FieldGroup.CENTRE, N_("Website of the centre")),
    ("centre.hours", FieldGroup.CENTRE, N_("Opening hours of the desks")),
    ("today", FieldGroup.DAY, N_("Day on which it is printed")),
    ("visitor.name", FieldGroup.VISIT, N_("Name of the visitor")),
    ("appointment.day", FieldGroup.VISIT, N_("Day of the appointment")),
    ("appointment.time", FieldGroup.VISIT, N_("Time of the appointment")),
    ("appointment.reference", FieldGroup.VISIT, N_("Reference of the appointment")),
    ("municipality", FieldGroup.VISIT, N_("Municipality where the visitor lives")),
)
_OF_A_VISIT = tuple(name for name, group, _words in _FIXED if group is FieldGroup.VISIT)
_Hours = tuple[tuple[int, int], ...]
_ROW_OF_DAYS = 3
"""So many days one after the other are said as the first and the last."""


@dataclass(frozen=True)
class FieldInfo:
    """A field that may stand in a text. `words`: what it says, in both languages."""

    name: str
    group: FieldGroup
    words: Pair


def known_fields(centre: Centre) -> tuple[FieldInfo, ...]:
    """All fields, the centre's fees among them, in the order in which they are offered."""
    fees = (
        FieldInfo(f"fee.{line.code}", FieldGroup.FEES, line.entry.name)
        for line in centre.setup.prices.all()
    )
    return (*(FieldInfo(name, group, _in_both(words)) for name, group, words in _FIXED), *fees)


def field_values(
    centre: Centre, languages: Sequence[str], on: date, visit: VisitSheet | None = None
) -> FieldValues:
    """What each field prints, in each of the languages.

    `on`: the day of printing; fees and hours are those of the visit's day. Without a visit the
    fields of a visitor are room to write.
    """
    day = on if visit is None else visit.day
    values, desks = centre.settings.on(day), centre.setup.desks.all()
    products = centre.setup.prices.all()
    return {
        language: {
            **_centre(values, desks, day, form_of(language)),
            **_fees(products, day, form_of(language)),
            **_visit(visit, form_of(language)),
            "today": formats.date_long(on, form_of(language)),
        }
        for language in languages
    }


def example(values: FieldValues, on: date, visitor: str = EXAMPLE_VISITOR) -> FieldValues:
    """The same values with an invented visitor, for the preview in the editor."""
    return {
        language: {
            **known,
            "visitor.name": visitor,
            "appointment.day": formats.weekday_date(on, form_of(language)),
            "appointment.time": "10:30",
            "appointment.reference": "7QK-4M2",
            "municipality": "Leiden",
        }
        for language, known in values.items()
    }


def form_of(language: str) -> Language:
    """How amounts and days are written in a language of the sheets."""
    known = {one.value: one for one in Language}
    return known.get(language, Language.EN)


def _centre(
    values: Values, desks: Iterable[DeskLine], day: date, language: Language
) -> dict[str, str]:
    known = {
        "centre.name": values[keys.CENTRE_NAME],
        "centre.address": ", ".join(values[keys.CENTRE_ADDRESS]),
        "centre.phone": readable_phone(values[keys.CENTRE_PHONE]),
        "centre.email": values[keys.CENTRE_EMAIL],
        "centre.website": values[keys.CENTRE_WEBSITE],
        "centre.hours": hours_in_words(desks, day, language),
    }
    return {name: text or TO_FILL_IN for name, text in known.items()}


def _fees(products: Iterable[ProductLine], day: date, language: Language) -> dict[str, str]:
    """The consumer's price on the day; room to write for a product that has none yet."""
    fees = {}
    for line in products:
        prices = [price.gross for price in line.prices if price.valid_from <= day]
        said = formats.amount(prices[-1], language) if prices else TO_FILL_IN
        fees[f"fee.{line.code}"] = said
    return fees


def _visit(visit: VisitSheet | None, language: Language) -> dict[str, str]:
    if visit is None:
        return dict.fromkeys(_OF_A_VISIT, TO_FILL_IN)
    starts = local(visit.starts_at)
    return {
        "visitor.name": (visit.comers[0].full_name if visit.comers else "") or TO_FILL_IN,
        "appointment.day": formats.weekday_date(visit.day, language),
        "appointment.time": formats.time_hm(starts),
        "appointment.reference": visit.code or TO_FILL_IN,
        "municipality": visit.municipality or TO_FILL_IN,
    }


def hours_in_words(desks: Iterable[DeskLine], day: date, language: Language) -> str:
    """Such as: Monday to Thursday 09:00–12:30 and 13:00–17:00; Friday 09:00–12:30.

    When any desk is open, by the week plan that holds on `day`; closures are not looked at.
    Empty where no desk is open at all.
    """
    alike: dict[_Hours, list[int]] = {}
    for number, hours in _week(desks, day):
        alike.setdefault(hours, []).append(number)
    return "; ".join(
        f"{_days_in_words(numbers, language)} {_spans_in_words(hours, language)}"
        for hours, numbers in alike.items()
    )


def _days_in_words(numbers: Sequence[int], language: Language) -> str:
    """Such as: Monday to Wednesday, Friday."""
    row = translator(language).gettext("{first} to {last}")
    said = []
    for run in _runs(numbers):
        names = [formats.weekday_name(_some(number), language) for number in run]
        if len(run) < _ROW_OF_DAYS:
            said += names
        else:
            said.append(row.format(first=names[0], last=names[-1]))
    return ", ".join(said)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Days that follow one another together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _spans_in_words(hours: _Hours, language: Language) -> str:
    *before, last = [f"{_clock(start)}–{_clock(end)}" for start, end in hours]
    if not before:
        return last
    both = translator(language).gettext("{first} and {last}")
    return both.format(first=", ".join(before), last=last)


def _week(desks: Iterable[DeskLine], day: date) -> list[tuple[int, _Hours]]:
    """The days on which a desk is open (0 is Monday), each with its hours in minutes."""
    open_: dict[int, list[tuple[int, int]]] = {}
    for desk in desks:
        for plan in desk.weeks if desk.entry.active else ():
            for hours in plan.hours if _holds(plan, day) else ():
                spans = open_.setdefault(hours.weekday, [])
                spans.append((hours.start_minute, hours.end_minute))
    return [(number, _joined(spans)) for number, spans in sorted(open_.items())]


def _holds(plan: WeekPlan, day: date) -> bool:
    return plan.valid_from <= day and (plan.valid_until is None or day <= plan.valid_until)


def _joined(spans: Iterable[tuple[int, int]]) -> _Hours:
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _some(weekday: int) -> date:
    """A day of that name: 1 January 2024 was a Monday."""
    return date(2024, 1, 1 + weekday)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _in_both(message: str) -> Pair:
    english, dutch = (translator(each).gettext(message) for each in (Language.EN, Language.NL))
    return Pair(english, dutch)
