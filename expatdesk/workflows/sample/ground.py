"""The founded centre as the sample lives in it: hours, durations, rules, all with their dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from expatdesk.services.appointments.hours import Calendar, ClosedDays, WeekHours
from expatdesk.services.appointments.papers import Coming, papers_asked
from expatdesk.services.appointments.types import PaperRuleInfo
from expatdesk.services.filling.past import ClosurePast
from expatdesk.services.setup.plan import CentrePlan, ExemptionPlan, Founded, Period
from expatdesk.terms import AddressKind, DeskKind, FamilyRole, PaperNeed
from expatdesk.texts import Pair
from expatdesk.workdays import holidays_of

REGISTRATION = "first_registration"
TALK = "helpdesk_talk"
CERTIFICATE = "certificate_hand_in"
LEAVING = "moving_away"
BETWEEN_THE_YEARS = Pair("Between Christmas and New Year", "Tussen kerst en oud en nieuw")


@dataclass(frozen=True)
class Paper:
    """A paper that one person is to bring, or (no person) the party once."""

    place: int | None
    paper_id: int
    code: str
    need: PaperNeed


class Ground:
    """Looks up by day what the plan says; ids are those of the founded centre."""

    def __init__(self, plan: CentrePlan, founded: Founded, closures: Sequence[ClosurePast]) -> None:
        self.plan = plan
        self.founded = founded
        self.closures = tuple(closures)
        self.calendar = Calendar(
            [
                WeekHours(
                    founded.desks[row.desk],
                    row.weekday,
                    row.start_minute,
                    row.end_minute,
                    row.period.first,
                    row.period.last,
                )
                for row in plan.hours
            ],
            closed=[ClosedDays(one.first_day, one.last_day, one.name) for one in closures],
        )
        self._services = {service.code: service for service in plan.services}

    def desks(self, kind: DeskKind) -> tuple[int, ...]:
        return tuple(
            self.founded.desks[desk.code]
            for desk in self.plan.desks
            if desk.kind is kind and desk.active
        )

    @cached_property
    def municipal(self) -> tuple[int, ...]:
        return self.desks(DeskKind.MUNICIPAL)

    @cached_property
    def helpdesk(self) -> tuple[int, ...]:
        return self.desks(DeskKind.HELPDESK)

    @cached_property
    def front_staff(self) -> tuple[tuple[int, int], ...]:
        """(staff, usual desk) of those who have one."""
        return tuple(
            (self.founded.staff[one.short_name], self.founded.desks[one.usual_desk])
            for one in self.plan.staff
            if one.usual_desk is not None
        )

    def is_open(self, day: date) -> bool:
        """Whether registrations are done on this day."""
        return bool(self.calendar.open(self.municipal[0], day))

    def open_days(self, first: date, last: date) -> list[date]:
        days = (last - first).days + 1
        return [day for n in range(days) if self.is_open(day := first + timedelta(days=n))]

    def steps(self, service: str, persons: int) -> tuple[tuple[DeskKind, int], ...]:
        """(kind of desk, minutes) of each step of a service for a party."""
        return tuple(
            (step.desks, max(m for m in step.minutes if m[0] <= persons)[1])
            for step in self._services[service].steps
        )

    def gap(self, service: str) -> int:
        """Minutes between the steps."""
        return self._services[service].step_gap_minutes

    def product(self, service: str, role: FamilyRole, on: date) -> int | None:
        """What a person in a role pays for; None where the service is free."""
        for of, code, period in self._services[service].fees:
            if of is role and _holds(period, on):
                return self.founded.products[code]
        return None

    def accepts(self, town: str, kind: AddressKind, on: date) -> bool:
        return any(
            which is kind and _holds(period, on)
            for one in self.plan.municipalities
            if one.name == town
            for which, period in one.periods
        )

    def exemptions(self, on: date, *, named: bool) -> list[ExemptionPlan]:
        """Rules of that day, for named employers or for anybody."""
        return [
            rule
            for rule in self.plan.exemptions
            if rule.named_employers is named and _holds(rule.period, on)
        ]

    def papers(
        self, service: str, comers: Sequence[Coming], kind: AddressKind, on: date
    ) -> list[Paper]:
        """What the party is to bring, each paper for each person of whom it is asked."""
        asked = papers_asked(self._rules[service], comers, kind, on)
        return [
            Paper(place, rule.paper_id, self._codes[rule.paper_id], rule.need)
            for rule, places in asked
            for place in (places or (None,))
        ]

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {number: code for code, number in self.founded.papers.items()}

    @cached_property
    def _rules(self) -> dict[str, list[PaperRuleInfo]]:
        rules: dict[str, list[PaperRuleInfo]] = {code: [] for code in self._services}
        for paper in self.plan.papers:
            for rule in paper.rules:
                rules[rule.service].append(
                    PaperRuleInfo(
                        paper_id=self.founded.papers[paper.code],
                        name=paper.name,
                        residence_class=rule.residence_class,
                        scope=rule.scope,
                        need=rule.need,
                        employer_address_only=rule.address is AddressKind.EMPLOYER,
                        home_address_only=rule.address is AddressKind.HOME,
                        valid_from=rule.period.first,
                        valid_until=rule.period.last,
                    )
                )
        return rules


def closures_of(years: Iterable[int]) -> list[ClosurePast]:
    """The public holidays of these years, and the days between Christmas and New Year."""
    found = []
    for year in years:
        first, last = date(year, 12, 25), date(year, 12, 29)
        found += [
            ClosurePast(Pair(holiday.en, holiday.nl), holiday.day, holiday.day)
            for holiday in holidays_of(year)
            if not holiday.optional and not first <= holiday.day <= last
        ]
        found.append(ClosurePast(BETWEEN_THE_YEARS, first, last))
    return sorted(found, key=lambda closure: closure.first_day)


def _holds(period: Period, on: date) -> bool:
    return period.first <= on and (period.last is None or on <= period.last)
