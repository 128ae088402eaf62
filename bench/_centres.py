"""Centres to measure on: founded, and filled in bulk with what a real one has stored."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import databases  # type: ignore[import-not-found]

from expatdesk.application import Centre, assemble
from expatdesk.clock import FixedClock, epoch_of
from expatdesk.model.appointments import Appointment, Case, Occupancy, Visit, VisitPerson
from expatdesk.services.base import Actor
from expatdesk.services.filling.past import HouseholdPast, Past, PersonPast
from expatdesk.services.filling.rows import insert_all, step_ids, write_people
from expatdesk.services.filling.sequences import set_sequences
from expatdesk.services.setup.founding import found_centre
from expatdesk.services.setup.plan import CentrePlan, DeskPlan, Founded, HoursPlan, Period
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store
from expatdesk.terms import (
    AddressKind,
    Behalf,
    DeskKind,
    FamilyRole,
    ResidenceClass,
    Source,
    VisitState,
)
from expatdesk.texts import Pair
from expatdesk.workflows.plan_file import plan_path, read_plan
from expatdesk.workflows.sample.naming import Family, Naming
from expatdesk.workflows.sample.sources import read_sources

# Tuesday 24 November 2026, eight o'clock in Amsterdam.
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)

OPEN = ((9 * 60, 14 * 60 + 30), (15 * 60, 18 * 60))
"""Minutes between which every desk is open, every day."""
HALF_HOURS = tuple(m for first, last in OPEN for m in range(first, last, 30))
TAKEN = tuple(m for n, m in enumerate(HALF_HOURS) if n % 3)
"""Eleven of the seventeen half hours of a day are booked."""

_AHEAD = 60  # days after today that are booked too
_SINCE = date(1990, 1, 1)


@dataclass(frozen=True)
class Stocked:
    """A centre that is open, with the ids of what was founded."""

    centre: Centre
    founded: Founded
    place: Place

    @property
    def store(self) -> Store:
        return self.centre.store

    @property
    def actor(self) -> Actor:
        return Actor(
            staff_id=next(iter(self.founded.staff.values())),
            desk_id=next(iter(self.founded.desks.values())),
            staff_name="S. Jansen",
            desk_name="Desk 1",
            is_manager=True,
        )

    @property
    def desks(self) -> list[int]:
        return list(self.founded.desks.values())


@contextmanager
def servers() -> Iterator[databases.Templates]:
    """Empty centres on both databases; the server is started when it is first asked for."""
    with tempfile.TemporaryDirectory(prefix="expatdesk-bench-") as folder:
        templates = databases.Templates(Path(folder), FixedClock(MORNING))
        try:
            yield templates
        finally:
            templates.close()


@contextmanager
def six_desks(
    templates: databases.Templates, dialect: str, kinds: Sequence[DeskKind]
) -> Iterator[Stocked]:
    """A centre with a desk of each of these kinds, every day open."""
    with templates.place(dialect) as place, opened(place, plan_of(kinds)) as stocked:
        yield stocked


@contextmanager
def opened(place: Place, plan: CentrePlan) -> Iterator[Stocked]:
    """A centre founded at an empty place, and closed at the end."""
    clock = FixedClock(MORNING)
    store = databases.open_store(place, clock)
    try:
        founded = found_centre(store, plan, TODAY)
        yield Stocked(assemble(store, clock), founded, place)
    finally:
        store.close()


def plan_of(kinds: Sequence[DeskKind]) -> CentrePlan:
    plan = read_plan(plan_path("leiden"))
    names = [f"desk{number}" for number in range(1, len(kinds) + 1)]
    return replace(
        plan,
        holidays=False,
        staff=tuple(replace(one, usual_desk=None) for one in plan.staff),
        desks=tuple(
            DeskPlan(name, Pair(name.title(), name.title()), kind)
            for name, kind in zip(names, kinds, strict=True)
        ),
        hours=tuple(
            HoursPlan(name, weekday, first, last, Period(_SINCE))
            for name in names
            for weekday in range(7)
            for first, last in OPEN
        ),
    )


def postgresql_version() -> str:
    """Of the server that the figures are taken on."""
    program = databases.find_binaries() / "postgres"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[-1]


def write_appointments(stocked: Stocked, service: str, count: int, *, ticks: bool = False) -> None:
    """So many visits of half an hour, one step each, as they fill the days until in two months."""
    days = max(1, -(-count // (len(stocked.desks) * len(TAKEN))))
    first = TODAY + timedelta(days=_AHEAD - days)
    spans = [
        (desk, day, epoch_of(day, minute))
        for day in (first + timedelta(days=n) for n in range(days))
        for desk in stocked.desks
        for minute in TAKEN
    ][:count]
    service_id = stocked.founded.services[service]
    with stocked.store.writing() as tx:
        step_id = step_ids(tx)[service_id, 1][0]
        numbered = list(enumerate(spans, 1))
        insert_all(
            tx, Case, ({"id": n, "service_id": service_id, "opened_at": 0} for n, _ in numbered)
        )
        insert_all(
            tx, Visit, (_visit(n, n, service_id, day, start) for n, (_, day, start) in numbered)
        )
        insert_all(
            tx,
            Appointment,
            (_step(n, n, step_id, desk, start) for n, (desk, _, start) in numbered),
        )
        if ticks:
            insert_all(
                tx,
                Occupancy,
                (
                    {"desk_id": desk, "tick": tick, "appointment_id": n, "hold_id": None}
                    for n, (desk, _, start) in numbered
                    for tick in range(start // 300, start // 300 + 6)
                ),
            )
        set_sequences(tx, stocked.store.metadata)
    settle(stocked)


def write_crowd(stocked: Stocked, count: int, *, visits: bool = True) -> list[str]:
    """So many people with their search tokens and families, if asked with a visit each.

    Gives their names.
    """
    people = list(_crowd(count))
    families, at = [], 0
    sizes = Random(7)
    while at < count:
        size = min(sizes.choice((1, 1, 1, 2, 2, 3, 4)), count - at)
        if size > 1:
            roles = (FamilyRole.FIRST, FamilyRole.PARTNER, *[FamilyRole.CHILD] * 2)
            members = zip(range(at + 1, at + size + 1), roles, strict=False)
            families.append(HouseholdPast(0, tuple(members)))
        at += size
    past = Past(mark=("", TODAY, ""), log_from=0, people=people, households=families)
    service_id = next(iter(stocked.founded.services.values()))
    with stocked.store.writing() as tx:
        write_people(tx, past)
        ids = range(1, count + 1 if visits else 1)
        days = {n: TODAY - timedelta(days=n % 2500) for n in ids}
        insert_all(tx, Case, ({"id": n, "service_id": service_id, "opened_at": 0} for n in ids))
        insert_all(
            tx, Visit, (_visit(n, n, service_id, days[n], epoch_of(days[n], 540)) for n in ids)
        )
        insert_all(
            tx,
            VisitPerson,
            ({"visit_id": n, "person_id": n, "ordinal": 1, "role": FamilyRole.FIRST} for n in ids),
        )
        set_sequences(tx, stocked.store.metadata)
    settle(stocked)
    return [one.entry.full_name for one in people]


def settle(stocked: Stocked) -> None:
    """What a server does by itself after a while: statistics, and the search index merged."""
    if stocked.store.dialect == "postgresql":
        with stocked.store.engines.write.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("VACUUM ANALYZE"))
    else:
        with stocked.store.writing() as tx:
            tx.execute("PRAGMA optimize")


def _crowd(count: int) -> Iterator[PersonPast]:
    """People as the sample centre invents them."""
    rng = Random(71)
    naming = Naming(rng, read_sources())
    classes = [ResidenceClass.EU, ResidenceClass.NON_EU, ResidenceClass.NON_EU]
    alike = {
        each: Family(
            on=TODAY,
            residence_class=each,
            address=None,
            municipality_id=None,
            employer_id=None,
            channel=Source.WEB,
        )
        for each in classes
    }
    for number in range(1, count + 1):
        residence = rng.choice(classes)
        origin = naming.origin(residence)
        surname = naming.surname(origin)
        entry = naming.person(origin, surname, FamilyRole.FIRST, alike[residence], set())
        yield PersonPast(number, f"P{number:06d}", 0, entry)


def _visit(number: int, case_id: int, service_id: int, day: date, start: int) -> dict[str, object]:
    return {
        "id": number,
        "case_id": case_id,
        "code": f"V{number:07d}",
        "service_id": service_id,
        "state": VisitState.PLANNED,
        "day": day,
        "starts_at": start,
        "ends_at": start + 1800,
        "party_size": 1,
        "language": "en",
        "source": Source.WEB,
        "booker": Behalf.VISITOR,
        "payer": Behalf.VISITOR,
        "address_kind": AddressKind.HOME,
        "booked_at": 0,
    }


def _step(number: int, visit_id: int, step_id: int, desk: int, start: int) -> dict[str, object]:
    return {
        "id": number,
        "visit_id": visit_id,
        "step_id": step_id,
        "ordinal": 1,
        "desk_id": desk,
        "starts_at": start,
        "ends_at": start + 1800,
        "busy_until": start + 1800,
        "active": True,
    }
