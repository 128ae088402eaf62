"""The sample centre: as large, as mixed and as sound as it says, and the same for the same seed."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from databases import Templates, open_store
from samples import Opened, Samples, clock_at, silent
from sqlalchemy import func, select

from expatdesk import guard, names
from expatdesk.application import Centre, assemble
from expatdesk.clock import FixedClock, epoch_of, local, to_epoch
from expatdesk.model.appointments import Question, Visit
from expatdesk.model.people import Organisation, OrganisationContact, Person
from expatdesk.model.staff import EventLog
from expatdesk.model.till import Receipt
from expatdesk.services.base import Actor, new_key
from expatdesk.services.filling.past import Past, VisitPast
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.retention import Retention
from expatdesk.services.setup.founding import AlreadyFounded
from expatdesk.services.setup.plan import CentrePlan, Founded
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.services.verification import verify
from expatdesk.storage.store import Store
from expatdesk.terms import Behalf, DocumentKind, Means, VisitState
from expatdesk.workflows.founding import found
from expatdesk.workflows.plan_file import plan_path, read_plan
from expatdesk.workflows.sample import fill, imagine, is_sample_of, moment_of
from expatdesk.workflows.sample.demand import VISITS_A_YEAR
from expatdesk.workflows.sample.sources import read_sources

WEDNESDAY = "2026-11-25 11:05"
SUNDAY = "2026-11-29 15:00"


@pytest.fixture(scope="module")
def plan() -> CentrePlan:
    return read_plan(plan_path("leiden"))


@pytest.fixture(scope="module")
def two_years(plan: CentrePlan) -> Past:
    return imagined(plan, WEDNESDAY, years=2)


@pytest.fixture(scope="module")
def samples(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    folder = tmp_path_factory.mktemp("samples")
    return Samples(templates, folder, years=2, visits=VISITS_A_YEAR)


def founded(plan: CentrePlan) -> Founded:
    """Ids as the founding gives them, without a database."""

    def numbered(keys: Any) -> dict[str, int]:
        return {key: number for number, key in enumerate(keys, 1)}

    return Founded(
        desks=numbered(desk.code for desk in plan.desks),
        staff=numbered(one.short_name for one in plan.staff),
        municipalities=numbered(one.name for one in plan.municipalities),
        products=numbered(one.code for one in plan.products),
        exemptions=numbered(one.code for one in plan.exemptions),
        services=numbered(one.code for one in plan.services),
        papers=numbered(one.code for one in plan.papers),
        topics=numbered(one.en for one in plan.topics),
    )


def imagined(plan: CentrePlan, when: str, *, seed: int = 71, years: int = 1) -> Past:
    now = to_epoch(clock_at(when).now())
    return imagine(plan, founded(plan), now=now, seed=seed, years=years)


def test_the_hour_at_which_it_is_filled_makes_no_other_centre(plan: CentrePlan) -> None:
    morning, evening = (imagined(plan, f"2026-11-25 {hour}") for hour in ("08:50", "21:15"))
    assert morning.visits == evening.visits
    assert morning.mark[2] == evening.mark[2]


def on(past: Past, day: date) -> list[VisitPast]:
    return [visit for visit in past.visits if visit.day == day]


def share(part: int, whole: int) -> float:
    return part / whole


class TestTheYears:
    """As the model year of the domain reference has them (6.2)."""

    def test_some_850_visits_a_year(self, two_years: Past) -> None:
        registrations = [
            v for v in two_years.visits if v.service_id == 1 and v.day < date(2026, 11, 25)
        ]
        assert 1600 < len(registrations) < 1850

    def test_september_is_full_and_december_is_quiet(self, two_years: Past) -> None:
        months = Counter(visit.day.month for visit in two_years.visits)
        assert months[9] > 2 * months[12]
        assert max(months, key=lambda month: months[month]) == 9

    def test_three_in_ten_come_on_monday_the_others_on_wednesday(self, two_years: Past) -> None:
        days = Counter(visit.day.weekday() for visit in two_years.visits)
        assert set(days) == {0, 2}
        assert 0.24 < share(days[0], days.total()) < 0.36

    def test_seven_in_ten_come_alone(self, two_years: Past) -> None:
        sizes = Counter(
            len(visit.comers)
            for visit in two_years.visits
            if visit.comers and visit.service_id == 1
        )
        assert 0.6 < share(sizes[1], sizes.total()) < 0.8
        assert set(sizes) == {1, 2, 3, 4, 5, 6}

    def test_no_shows_cancellations_and_refusals_in_their_shares(self, two_years: Past) -> None:
        past = [v for v in two_years.visits if v.service_id == 1 and v.day < date(2026, 11, 25)]
        states = Counter(visit.state for visit in past)
        for state, low, high in (
            (VisitState.NO_SHOW, 0.02, 0.06),
            (VisitState.CANCELLED_BY_VISITOR, 0.06, 0.11),
            (VisitState.RESCHEDULED, 0.01, 0.05),
            (VisitState.CANCELLED_BY_CENTRE, 0.002, 0.02),
            (VisitState.TURNED_AWAY, 0.03, 0.08),
        ):
            assert low < share(states[state], len(past)) < high, state

    def test_nearly_all_who_were_turned_away_come_back_in_their_case(self, two_years: Past) -> None:
        refused = [v for v in two_years.visits if v.state is VisitState.TURNED_AWAY]
        followed = {v.previous_id for v in two_years.visits}
        assert 0.7 < share(sum(v.id in followed for v in refused), len(refused)) < 0.98

    def test_who_books_and_who_pays(self, two_years: Past) -> None:
        bookers = Counter(v.booker for v in two_years.visits if v.service_id == 1)
        whole = bookers.total()
        assert 0.5 < share(bookers[Behalf.VISITOR], whole) < 0.7
        assert 0.18 < share(bookers[Behalf.EMPLOYER], whole) < 0.33
        assert 0.1 < share(bookers[Behalf.AGENT], whole) < 0.2
        cases = {one.case_id for one in two_years.accounts}
        exempt = {one.case_id for one in two_years.exempt}
        paid = {one.case_id for one in two_years.documents}
        settled = len(cases | exempt | paid)
        assert 0.14 < share(len(cases), settled) < 0.28
        assert 0.12 < share(len(exempt), settled) < 0.26

    def test_half_of_those_who_book_do_so_nine_days_before(self, two_years: Past) -> None:
        leads = sorted(
            (v.starts_at - v.booked_at) / 86_400
            for v in two_years.visits
            if v.service_id == 1 and v.previous_id is None and v.day < date(2026, 11, 1)
        )
        assert 7 < leads[len(leads) // 2] < 11
        assert leads[0] >= 0

    def test_nobody_comes_on_a_closed_day(self, two_years: Past) -> None:
        days = {visit.day for visit in two_years.visits}
        for closed in two_years.closures:
            assert not any(closed.first_day <= day <= closed.last_day for day in days), closed
        assert date(2025, 12, 29) not in days

    def test_some_25_questions_a_week(self, two_years: Past) -> None:
        assert 20 * 104 < len(two_years.questions) < 30 * 104

    def test_the_weeks_ahead_fill_up_less_and_less(self, two_years: Past) -> None:
        ahead = [v for v in two_years.visits if v.day > date(2026, 11, 25)]
        weeks = Counter((v.day - date(2026, 11, 26)).days // 7 for v in ahead)
        assert weeks[0] > weeks[2] > 0
        assert max(v.day for v in ahead) <= date(2026, 12, 30)

    def test_municipalities_by_their_dates(self, plan: CentrePlan) -> None:
        past = imagined(plan, "2023-06-14 11:05")
        oegstgeest = founded(plan).municipalities["Oegstgeest"]
        days = [v.day for v in past.visits if v.municipality_id == oegstgeest]
        assert days
        assert max(days) <= date(2022, 12, 31)

    def test_documents_of_all_kinds(self, two_years: Past) -> None:
        kinds = Counter(document.kind for document in two_years.documents)
        assert set(kinds) == set(DocumentKind)
        assert kinds[DocumentKind.RECEIPT] > 700
        assert any(document.recipient for document in two_years.documents)


class TestToday:
    """A full day under way, whenever it is looked at."""

    @pytest.mark.parametrize(
        ("when", "stands"),
        [
            ("2026-11-25 08:50", "2026-11-25 11:05"),
            ("2026-11-25 15:20", "2026-11-25 11:05"),
            ("2026-11-23 23:10", "2026-11-23 11:05"),
            ("2026-11-25 12:40", "2026-11-25 11:05"),
            ("2026-11-26 10:00", "2026-11-25 11:05"),
            (SUNDAY, "2026-11-25 11:05"),
            ("2026-12-28 10:00", "2026-12-23 11:05"),
            ("2027-03-29 10:00", "2027-03-24 11:05"),
            ("2028-02-29 09:00", "2028-02-28 11:05"),
        ],
    )
    def test_every_state_can_be_seen(self, plan: CentrePlan, when: str, stands: str) -> None:
        past = imagined(plan, when)
        moment = clock_at(stands).now()
        today = on(past, local(to_epoch(moment)).date())
        assert {visit.state for visit in today} == set(VisitState)
        assert f'"moment": {to_epoch(moment)}' in past.mark[2]
        assert any(visit.squeeze_reason for visit in today)
        assert max(len(visit.comers) for visit in today) == 5
        assert len({visit.payer for visit in today}) > 1

    def test_nothing_has_happened_yet_that_is_to_come(self, plan: CentrePlan) -> None:
        past = imagined(plan, WEDNESDAY)
        now = to_epoch(clock_at(WEDNESDAY).now())
        for visit in past.visits:
            for at in (visit.booked_at, visit.arrived_at, visit.at_desk_at, visit.ended_at):
                assert at is None or at <= now, visit
        assert all(document.at <= now for document in past.documents)
        assert all(line.at <= now for line in past.log)
        assert all(question.at <= now for question in past.questions)

    def test_times_of_a_visit_follow_one_another(self, plan: CentrePlan) -> None:
        for visit in imagined(plan, WEDNESDAY).visits:
            times = [
                at
                for at in (
                    visit.arrived_at,
                    visit.at_desk_at,
                    visit.at_helpdesk_at,
                    visit.ended_at,
                )
                if at is not None
            ]
            assert times == sorted(times), visit

    def test_some_came_on_time_and_some_late(self, plan: CentrePlan) -> None:
        today = on(imagined(plan, WEDNESDAY), date(2026, 11, 25))
        waiting = [v for v in today if v.state is VisitState.ARRIVED]
        assert any((v.arrived_at or 0) > v.starts_at for v in waiting)
        assert any((v.arrived_at or v.starts_at) < v.starts_at for v in waiting)

    def test_many_scripts(self, plan: CentrePlan) -> None:
        past = imagined(plan, WEDNESDAY)
        today = {c.person_id for v in on(past, date(2026, 11, 25)) for c in v.comers}
        shown = [one.entry for one in past.people if one.id in today]
        foreign = [entry for entry in shown if not names.is_latin(entry.full_name)]
        assert len(foreign) >= 8
        assert all(names.is_latin(entry.latin) and entry.latin for entry in foreign)


class TestInvented:
    def test_mails_end_in_example(self, two_years: Past) -> None:
        mails = [one.entry.email for one in two_years.people if one.entry.email]
        mails += [one.entry.email for one in two_years.organisations]
        mails += [c.email for one in two_years.organisations for c in one.entry.contacts]
        assert all(mail.endswith(".example") for mail in mails)
        assert len(set(mails)) > 1500

    def test_employers_and_agents_as_many_as_a_centre_knows(self, two_years: Past) -> None:
        assert len(two_years.organisations) == 195
        assert len({one.entry.name for one in two_years.organisations}) == 195

    def test_no_text_looks_like_a_citizen_service_number(self, two_years: Past) -> None:
        for one in two_years.people:
            for text in (one.entry.full_name, one.entry.street, one.entry.city):
                assert not guard.find_identifiers(text)

    def test_names_come_from_many_parts_of_the_world(self) -> None:
        origins = read_sources().origins
        assert len(origins) >= 30
        assert sum(origin.has_own_script for origin in origins) >= 14


class TestSameAgain:
    def test_the_same_seed_on_the_same_day_gives_the_same_centre(
        self, templates: Templates
    ) -> None:
        first, again = (tables(templates) for _ in range(2))
        assert first == again

    def test_another_seed_gives_other_people(self, plan: CentrePlan) -> None:
        one, other = (imagined(plan, WEDNESDAY, seed=seed) for seed in (1, 2))
        assert [p.entry.full_name for p in one.people] != [p.entry.full_name for p in other.people]

    def test_what_was_long_ago_does_not_depend_on_the_hour(self, plan: CentrePlan) -> None:
        early, late = (imagined(plan, f"2026-11-25 {hour}") for hour in ("10:50", "14:30"))
        for one, other in itertools.islice(zip(early.visits, late.visits, strict=False), 500):
            assert (one.code, one.starts_at, one.state) == (
                other.code,
                other.starts_at,
                other.state,
            )


def tables(templates: Templates) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a sample, but for what names this one copy of it."""
    with templates.place("sqlite") as place:
        clock = clock_at(WEDNESDAY)
        store = open_store(place, clock)
        heard: list[float] = []
        fill(Opened(store, clock), seed=5, years=1, progress=heard.append)
        assert heard == sorted(heard)
        assert heard[-1] == 1.0
        with store.reading() as tx:
            rows = {
                table.name: [tuple(row) for row in tx.rows(f'SELECT * FROM "{table.name}"')]
                for table in store.metadata.sorted_tables
                if table.name not in {"change", "schema_meta"}
            }
        store.close()
    return rows


class TestInTheDatabase:
    """On both engines, as the program opens it."""

    @pytest.fixture
    def filled(self, samples: Samples, dialect: str) -> Iterator[Centre]:
        with samples.store(dialect, SUNDAY) as store:
            yield assemble(store, store.clock)

    def test_it_is_sound_clean_and_known_again(self, filled: Centre) -> None:
        assert [found.law for found in verify(filled.store) if not found.holds] == []
        assert sum(one.count for one in Retention(filled.store).run()) == 0
        assert is_sample_of(filled, 71, 2)
        assert not is_sample_of(filled, 72, 2)
        assert not is_sample_of(filled, 71, 3)
        with filled.store.reading() as tx:
            old = tx.scalar(select(func.count()).where(Visit.anonymised_at.is_not(None)))
            assert old > 600
            assert tx.scalar(select(func.count()).select_from(Receipt)) > 700
            assert tx.scalar(select(func.count()).select_from(Question)) > 2000
            assert tx.scalar(select(func.min(EventLog.at))) > epoch_of(date(2025, 11, 28), 0)

    def test_people_are_found_and_the_day_is_shown(self, filled: Centre, clock: FixedClock) -> None:
        moment = moment_of(filled)
        assert moment is not None
        clock.set(moment)
        day = filled.appointments.day(date(2026, 11, 25))
        kinds = {step.money.kind for step in day.steps}
        assert {"due", "paid", "account", "exempt"} <= kinds
        name = next(step.title for step in day.steps if step.title)
        assert [f for f in filled.people.find(name) if f.full_name == name]
        assert filled.appointments.today(day.day).waiting >= 2
        assert filled.till.totals(day.day).receipts >= 2
        assert len(filled.reception.waiting_list()) >= 3

    def test_the_centre_works_on_where_the_sample_ends(self, filled: Centre) -> None:
        """Ids, numbers and the chain go on behind the last that were given."""
        go_on(filled)
        day = filled.appointments.day(date(2026, 11, 25))
        due = next(
            s for s in day.steps if s.money.kind == "due" and s.party_size == 1 and s.ordinal == 1
        )
        jansen = Actor(1, 1, "S. Jansen", "Desk 1")
        pin = Tender(Means.PIN, due.money.due)
        request = ChargeRequest(due.visit_id, (pin,))
        issued = filled.till.charge(jansen, request, key=new_key()).value
        assert issued.to_pay == 6050
        entry = PersonEntry(full_name="Wilhelmina Nieuwkomer")
        added = filled.people.add(jansen, entry, key=new_key()).value
        with filled.store.reading() as tx:
            assert tx.scalar(select(func.max(Person.id))) == added
        assert [found.law for found in verify(filled.store) if not found.holds] == []

    def test_a_centre_at_work_is_not_filled(self, store: Store, clock: FixedClock) -> None:
        found(store, clock, "leiden")
        with pytest.raises(AlreadyFounded):
            fill(Opened(store, clock), seed=71, years=1, progress=silent)
        with store.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(Organisation)) == 0
            assert tx.scalar(select(func.count()).select_from(OrganisationContact)) == 0


def go_on(centre: Centre) -> None:
    """The clock stands where the sample's does."""
    moment = moment_of(centre)
    assert moment is not None
    assert isinstance(centre.clock, FixedClock)
    centre.clock.set(moment)


class TestItsClock:
    @pytest.fixture
    def dialect(self) -> str:
        return "sqlite"

    @pytest.fixture
    def clock(self) -> FixedClock:
        return clock_at(WEDNESDAY)

    def test_a_centre_that_is_no_sample_has_the_real_time(
        self, store: Store, clock: FixedClock
    ) -> None:
        found(store, clock, "leiden")
        assert moment_of(Opened(store, clock)) is None
        assert not is_sample_of(Opened(store, clock), 71, 1)

    def test_the_real_time_for_a_while_then_its_own_and_never_back(
        self, store: Store, clock: FixedClock
    ) -> None:
        centre = Opened(store, clock)
        filled_at = clock.now()
        fill(centre, seed=71, years=1, progress=silent)
        assert moment_of(centre) is None, "it was filled this minute"
        clock.advance(timedelta(hours=1))
        assert moment_of(centre) is None
        clock.advance(timedelta(hours=8))
        assert moment_of(centre) == filled_at
        clock.advance(timedelta(days=3))
        assert moment_of(centre) == filled_at
        assert is_sample_of(centre, 71, 1), "also on another day"
        worked = filled_at + timedelta(minutes=90)
        with store.writing() as tx:
            tx.insert(
                EventLog, at=int(worked.timestamp()), subject="visit", subject_id=1, action="x"
            )
        assert moment_of(centre) == datetime.fromtimestamp(worked.timestamp(), worked.tzinfo)
