"""The sheets of the sample centre: some years of versions, two to be gone through, one draft.

The last version of each sheet is the one that travels with the program. Earlier ones had a point
less and the amounts of their time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.clock import day_of, epoch_of
from expatdesk.services.filling.past import GivenPast, Past, SheetPast, VersionPast, VisitPast
from expatdesk.services.sheets.first import FirstSheet, FirstSheets
from expatdesk.services.sheets.packs import fits
from expatdesk.services.sheets.types import VisitKind
from expatdesk.terms import FINISHED, FamilyRole, GivenWay, VisitState
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.life import Life

_DAY = timedelta(days=1)
_GIVEN_DAYS = 400
_ONCE, _MANY = 1, {"bsn": 3, "digid": 4, "health_insurance": 7, "renting": 3, "rent_benefit": 5,
                   "ruling_30": 6, "childcare": 5, "doctor": 3, "emergency": 2, "schools": 4,
                   "income_tax": 4, "leaving": 3, "registration": 4}  # fmt: skip
_OLDER = "digid"
_DUE, _DUE_YEAR = "rent_benefit", "ruling_30"
_DRAFT = "driving_licence"
_POINT = re.compile(r"(?m)^- .*\n(?=- .*\n(?:- .*\n)*(?!- ))")
_EUROS = re.compile(r"(?<=€[ \u00a0])[1-9]\d{1,2}(?![\d.,]*\d)")
_TEN, _NINE = 10 * 60, 9 * 60


@dataclass(frozen=True)
class Times:
    """`first`: when the centre began. `now`: when the sample stands still."""

    first: date
    now: int

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def review(self) -> date:
        """The last 1 January or 1 July."""
        return date(self.today.year, 7 if self.today.month >= 7 else 1, 1)


def fill_shelf(
    past: Past,
    first: FirstSheets,
    ground: Ground,
    times: Times,
    words: Mapping[str, tuple[str, ...]],
) -> None:
    """Puts all sheets with their versions into the past."""
    manager = next(
        ground.founded.staff[one.short_name] for one in ground.plan.staff if one.is_manager
    )
    past.first_sheets = first
    past.sheets += [
        _sheet(number, sheet, times, manager, words) for number, sheet in enumerate(first.sheets, 1)
    ]


def hand_out(
    past: Past, first: FirstSheets, ground: Ground, times: Times, lives: Iterable[Life]
) -> None:
    """What went with the visits of the last year and some weeks."""
    since = times.today - _GIVEN_DAYS * _DAY
    shelf = _Given(past.sheets, first, ground)
    for life in lives:
        for visit in life.visits:
            if since <= visit.day <= times.today:
                past.given += shelf.of(life, visit)
    past.given.sort(key=lambda one: (one.at, one.visit_id))


class _Given:
    def __init__(self, sheets: Sequence[SheetPast], first: FirstSheets, ground: Ground) -> None:
        self._sheets = {sheet.code: sheet for sheet in sheets}
        self._packs = first.packs
        self._reasons = {reason.code: reason.sheet for reason in ground.plan.reasons}
        self._ground = ground

    def of(self, life: Life, visit: VisitPast) -> Iterator[GivenPast]:
        at = _handed_out_at(visit)
        if at is None:
            return
        codes = dict.fromkeys(self._codes(life, visit))
        sheets = tuple(
            (self._sheets[code].id, number)
            for code in codes
            if code in self._sheets and (number := _in_force(self._sheets[code], at))
        )
        if sheets:
            staff, desk = self._ground.front_staff[visit.id % len(self._ground.front_staff)]
            yield GivenPast(visit.id, sheets, ("en", "nl"), GivenWay.PRINTED, at, staff, desk)

    def _codes(self, life: Life, visit: VisitPast) -> Iterator[str]:
        if visit.state is VisitState.TURNED_AWAY:
            yield self._reasons.get(visit.refusal_code or "", "")
            return
        kind = _kind(life)
        for pack in self._packs:
            if fits(pack.rules, kind):
                yield from pack.sheets


def _handed_out_at(visit: VisitPast) -> int | None:
    """At the helpdesk, else at the end; None where nobody got so far."""
    if visit.state in FINISHED:
        return visit.at_helpdesk_at or visit.ended_at
    if visit.state is VisitState.TURNED_AWAY:
        return visit.ended_at
    return visit.at_helpdesk_at if visit.state is VisitState.AT_HELPDESK else None


def _kind(life: Life) -> VisitKind:
    roles = {role for _, role in life.party.people}
    return VisitKind(
        service=life.service,
        classes=frozenset({life.party.residence_class}),
        children=FamilyRole.CHILD in roles,
        partner=FamilyRole.PARTNER in roles,
        language=life.party.language,
        address_kind=life.party.address_kind,
    )


def _in_force(sheet: SheetPast, at: int) -> int:
    """Number of the version that was in force, 0 where there was none yet."""
    return sum(version.at <= at for version in sheet.versions)


def _sheet(
    number: int, sheet: FirstSheet, times: Times, manager: int, words: Mapping[str, tuple[str, ...]]
) -> SheetPast:
    versions = list(_versions(sheet, times, manager, words["sheet_notes"]))
    checked = versions[-1].checked_on
    assert checked is not None
    return SheetPast(
        id=number,
        code=sheet.code,
        number=sheet.number,
        owner=sheet.owner,
        versions=tuple(versions),
        draft=_draft(sheet, times, manager, words["sheet_draft"]) if sheet.code == _DRAFT else None,
        confirmed_at=min(epoch_of(checked, _TEN), times.now),
    )


def _versions(
    sheet: FirstSheet, times: Times, manager: int, notes: Sequence[str]
) -> Iterator[VersionPast]:
    count = _MANY.get(sheet.code, _ONCE + sheet.number % 2)
    last = _last_day(sheet, times)
    for number in range(1, count + 1):
        share = (number - 1) / max(count - 1, 1)
        day = times.first + round((last - times.first).days * share) * _DAY
        checked = max(day, _checked_on(sheet, times)) if number == count else day
        yield VersionPast(
            at=epoch_of(day, _NINE + sheet.number),
            staff_id=None if number == 1 else manager,
            note="" if number == 1 else notes[(sheet.number + number) % len(notes)],
            year=checked.year,
            bodies={
                language: older(text.body, _age(sheet.code, language, count - number))
                for language, text in sheet.texts.items()
            },
            sources={language: text.source for language, text in sheet.texts.items()},
            checked_on=checked,
            checked_by=manager,
        )


def _draft(sheet: FirstSheet, times: Times, manager: int, sentences: Sequence[str]) -> VersionPast:
    """Somebody adds a sentence before the first part, in both languages."""
    added = dict(zip(("en", "nl"), sentences, strict=True))
    bodies = {
        language: text.body.replace("\n## ", f"\n{added[language]}\n\n## ", 1)
        for language, text in sheet.texts.items()
        if language in added
    }
    sources = {language: text.source for language, text in sheet.texts.items()}
    return VersionPast(times.now - 7_200, manager, "", times.today.year, bodies, sources)


def _last_day(sheet: FirstSheet, times: Times) -> date:
    """When it was published last: before the last review, one of them a year ago."""
    if sheet.code == _DUE_YEAR:
        return max(times.first, date(times.today.year - 1, 12, 1))
    return times.review - (60 - sheet.number) * _DAY


def _checked_on(sheet: FirstSheet, times: Times) -> date:
    """After the last review, but for the two sheets that are due."""
    if sheet.code == _DUE:
        return times.review - 20 * _DAY
    if sheet.code == _DUE_YEAR:
        return date(times.today.year - 1, 12, 15)
    return min(times.today, times.review + (2 + sheet.number // 3) * _DAY)


def _age(code: str, language: str, age: int) -> int:
    """By how many versions a text is older than the last; the Dutch of one stayed behind."""
    return max(age - 1, 0) if code == _OLDER and language != "en" else age


def older(body: str, age: int) -> str:
    """The body as it was so many versions ago: a point less for each, and smaller amounts."""
    for _ in range(age):
        body = _POINT.sub("", body, count=1)
    return _EUROS.sub(lambda found: str(round(int(found[0]) * (1 - 0.02 * age))), body)
