"""A founded centre has all that the domain says of Leiden."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from expatdesk.model.services import Closure, PaperRule, ServiceStep, StepDesk
from expatdesk.model.staff import EventLog
from expatdesk.services.setup import Setup
from expatdesk.services.setup.founding import AlreadyFounded
from expatdesk.services.setup.plan import StaffPlan
from expatdesk.services.staff import Staff
from expatdesk.storage.store import Store
from expatdesk.terms import AddressKind
from expatdesk.workflows.founding import found
from expatdesk.workflows.plan_file import BadPlan, plan_path, read_plan

SCENARIO = Path(__file__).parents[1] / "data" / "scenario-centre.toml"


def test_leiden_takes_the_municipalities_of_their_time(store: Store) -> None:
    found(store, store.clock)
    lines = Setup(store, store.clock).municipalities.all()

    def accepted(on: date, kind: AddressKind) -> set[str]:
        return {
            line.entry.name
            for line in lines
            for p in line.periods
            if p.kind is kind
            and p.valid_from <= on
            and (p.valid_until is None or on <= p.valid_until)
        }

    assert accepted(date(2016, 12, 1), AddressKind.HOME) == {"Leiden"}
    five = {"Leiden", "Leiderdorp", "Oegstgeest", "Voorschoten", "Zoeterwoude"}
    assert accepted(date(2022, 12, 31), AddressKind.HOME) == five
    assert accepted(date(2023, 1, 1), AddressKind.HOME) == five - {"Oegstgeest"}
    at_employers = {"Leiden", "Leiderdorp", "Voorschoten"}
    assert accepted(date(2023, 6, 1), AddressKind.EMPLOYER) == at_employers
    assert {line.entry.name: line.entry.cbs_code for line in lines}["Katwijk"] == "0537"


def test_fees_and_vat_are_those_of_the_domain(store: Store) -> None:
    found(store, store.clock)
    setup = Setup(store, store.clock)
    prices = {line.code: line.prices[0] for line in setup.prices.all()}
    assert {code: (p.net, p.gross) for code, p in prices.items()} == {
        "registration_first": (5000, 6050),
        "registration_partner": (2500, 3025),
        "registration_child": (1250, 1513),
    }
    assert {p.valid_from for p in prices.values()} == {date(2018, 10, 1)}
    rates = {(r.code, r.valid_from): r.basis_points for r in setup.vat_rates.all()}
    assert rates["reduced", date(2019, 1, 1)] == 900
    assert rates["general", date(2012, 10, 1)] == 2100


def test_exemptions_changed_on_the_first_of_january_2020(store: Store) -> None:
    found(store, store.clock)
    rules = [line.entry for line in Setup(store, store.clock).exemptions.all()]
    before = {r.code for r in rules if r.valid_until == date(2019, 12, 31)}
    after = [r for r in rules if r.valid_from == date(2020, 1, 1)]
    assert before == {"institution", "agency", "researcher", "orientation_year", "new_business"}
    assert [(r.code, r.booked_by, r.named_employers) for r in after] == [
        ("institution_booked", "employer", True)
    ]


def test_a_new_centre_is_closed_on_this_and_next_years_holidays(store: Store) -> None:
    found(store, store.clock)
    with store.reading() as tx:
        days = [row.first_day for row in tx.rows(select(Closure.first_day))]
    assert date(2026, 12, 25) in days
    assert date(2027, 10, 4) in days  # 3 October 2027 is a Sunday
    assert date(2027, 5, 5) not in days


def test_first_registration_takes_longer_with_more_persons_and_ends_at_the_helpdesk(
    store: Store,
) -> None:
    founded = found(store, store.clock, SCENARIO)
    services = {line.code: line for line in Setup(store, store.clock).services.all()}
    registration = services["first_registration"]
    municipal, helpdesk = registration.steps
    minutes = [(d.persons_from, d.minutes) for d in municipal.plans[0].durations]
    assert minutes == [(1, 30), (2, 45), (3, 60), (5, 75)]
    assert municipal.entry.desk_ids == {founded.desks["desk1"], founded.desks["desk2"]}
    assert [(d.persons_from, d.minutes) for d in helpdesk.plans[0].durations] == [(1, 30)]
    assert helpdesk.entry.desk_ids == {founded.desks["desk3"], founded.desks["desk4"]}
    ind = {code for code, line in services.items() if not line.entry.active}
    assert ind == {"ind_biometrics", "ind_card", "ind_sticker"}


def test_the_scenario_centre_is_open_monday_to_friday_with_a_break(store: Store) -> None:
    founded = found(store, store.clock, SCENARIO)
    desks = Setup(store, store.clock).desks.all()
    assert [d.desk_id for d in desks] == list(founded.desks.values())
    for desk in desks:
        (week,) = desk.weeks
        assert {(h.start_minute, h.end_minute) for h in week.hours} == {(540, 750), (780, 990)}
        assert {h.weekday for h in week.hours} == {0, 1, 2, 3, 4}
    names = {one.short_name: one.is_manager for one in Staff(store, store.clock).active()}
    assert names == {"S. Jansen": False, "A. Kaya": False, "M. Visser": True}


def test_a_centre_is_founded_once(store: Store) -> None:
    found(store, store.clock)
    with pytest.raises(AlreadyFounded):
        found(store, store.clock, SCENARIO)
    with store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(EventLog)) == 0


def test_other_staff_may_be_named(store: Store) -> None:
    only = StaffPlan("Noor de Wit", "N. de Wit", is_manager=True)
    founded = found(store, store.clock, staff=[only])
    assert set(founded.staff) == {"N. de Wit"}


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_every_step_of_an_active_service_has_a_desk(store: Store) -> None:
    found(store, store.clock)
    with store.reading() as tx:
        steps = {row.id for row in tx.rows(select(ServiceStep.id))}
        offered = {row.step_id for row in tx.rows(select(StepDesk.step_id))}
        assert tx.scalar(select(func.count()).select_from(PaperRule)) == 22
    assert steps == offered


def test_every_text_of_the_plan_stands_in_both_languages() -> None:
    plan = read_plan(plan_path("leiden"))
    pairs = [p.name for p in (*plan.desks, *plan.products, *plan.exemptions, *plan.papers)]
    pairs += [r.name for r in plan.reasons] + list(plan.topics)
    pairs += [q.text for s in plan.services for q in s.questions]
    pairs += [q.advice for s in plan.services for q in s.questions]
    assert all(pair.en and pair.nl for pair in pairs)
    assert len(plan.reasons) == 18
    codes = {reason.code for reason in plan.reasons}
    assert {q.refusal_code for s in plan.services for q in s.questions} <= codes


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "since should be a date"),
        ('since = 2020-01-01\n[[desk]]\ncode = "a"\nen = "A"\nnl = "A"', "kind should be str"),
        (
            'since = 2020-01-01\n[[desk]]\ncode = "a"\nen = "A"\nnl = "A"\nkind = "booth"',
            "kind is no DeskKind: booth",
        ),
        (
            'since = 2020-01-01\n[[hours]]\ndesks = ["a"]\nweekdays = ["moonday"]\nopen = []',
            "no weekday: moonday",
        ),
        (
            'since = 2020-01-01\n[[hours]]\ndesks = ["a"]\nweekdays = ["monday"]\nopen = ["9"]',
            "no opening hours: 9",
        ),
        (
            'since = 2020-01-01\n[[vat_rate]]\ncode = "a"\nbasis_points = true',
            "basis_points should be int",
        ),
    ],
)
def test_a_bad_plan_says_what_is_wrong_and_where(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(text)
    with pytest.raises(BadPlan, match=complaint):
        read_plan(file)
