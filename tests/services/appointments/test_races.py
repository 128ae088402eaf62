"""Two programs at once: one place goes to one visit, and nobody waits for ever."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from databases import finished, spawn
from services.appointments.front_desk import FrontDesk
from sqlalchemy import func, select

from expatdesk.clock import FixedClock
from expatdesk.model.appointments import Appointment, Occupancy, Visit
from expatdesk.services.appointments.types import Place, PlaceRequest
from expatdesk.services.base import new_key
from expatdesk.storage.place import Place as StorePlace

# Books or moves what each line names, and answers with a word; begun by hand, so that both
# programs are ready before the first line comes.
PRELUDE = """
import json
from expatdesk.services.appointments import Appointments
from expatdesk.services.appointments.types import (
    Booking, Comer, Place, PlaceTaken, StepPlace)
from expatdesk.services.base import Actor, new_key
from expatdesk.terms import FamilyRole, Source

agenda = Appointments(store, store.clock)
actor = Actor(1, 1, "S. Jansen", "Desk 1")
service, person, municipality = map(int, arguments)

def place_of(raw):
    return Place(raw["starts_at"], tuple(StepPlace(**step) for step in raw["steps"]))

agenda.catalogue()
print("ready", flush=True)
"""

BOOKS = (
    PRELUDE
    + """
for line in sys.stdin:
    booking = Booking(
        service, (Comer(person, FamilyRole.FIRST),), place_of(json.loads(line)), "en",
        Source.PHONE, municipality_id=municipality)
    try:
        agenda.book(actor, booking, key=new_key())
        print("won", flush=True)
    except PlaceTaken:
        print("taken", flush=True)
"""
)

MOVES = (
    PRELUDE
    + """
for line in sys.stdin:
    visit_id, version, raw = json.loads(line)
    try:
        done = agenda.move(actor, visit_id, version, place_of(raw), key=new_key())
        print(done.value.version, flush=True)
    except PlaceTaken:
        print("taken", flush=True)
"""
)


class Programs:
    """Two programs on the same centre, that get their line at the same moment."""

    def __init__(self, desk: FrontDesk, place: StorePlace, script: str) -> None:
        arguments = (str(desk.registration), str(desk.person()), str(desk.leiden))
        self._both = [spawn(place, script, *arguments) for _ in range(2)]
        assert [_answer(program) for program in self._both] == ["ready", "ready"]

    def ask(self, *lines: object) -> list[str]:
        for program, line in zip(self._both, lines, strict=True):
            assert program.stdin is not None
            program.stdin.write(json.dumps(line) + "\n")
        for program in self._both:
            assert program.stdin is not None
            program.stdin.flush()
        return [_answer(program) for program in self._both]

    def end(self) -> None:
        for program in self._both:
            finished(program)


def _answer(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


@pytest.fixture
def coming(desk: FrontDesk) -> date:
    """A Monday some weeks from now: the other programs have the machine's clock."""
    clock = desk.store.clock
    assert isinstance(clock, FixedClock)
    now = datetime.now(UTC)
    clock.set(now)
    day = now.date() + timedelta(days=21)
    return day - timedelta(days=day.weekday())


def _places(desk: FrontDesk, first: date, count: int) -> list[Place]:
    """Places that do not touch one another."""
    found: list[Place] = []
    request = PlaceRequest(desk.registration, 1, first, first + timedelta(days=200))
    for day in desk.agenda.free_places(request):
        for place in day.places:
            if not found or place.starts_at >= found[-1].steps[-1].busy_until:
                found.append(place)
    assert len(found) >= count
    return found[:count]


@pytest.mark.parametrize(
    "rounds", [20, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(600)])]
)
def test_of_two_programs_that_book_one_place_exactly_one_wins(
    desk: FrontDesk, place: StorePlace, coming: date, rounds: int
) -> None:
    programs = Programs(desk, place, BOOKS)
    for wanted in _places(desk, coming, rounds):
        plain = asdict(wanted)
        assert sorted(programs.ask(plain, plain)) == ["taken", "won"]
    programs.end()
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Visit)) == rounds
        assert tx.scalar(select(func.count()).select_from(Appointment)) == 2 * rounds
        assert tx.scalar(select(func.count()).select_from(Occupancy)) == 12 * rounds


@pytest.mark.parametrize("dialect", ["postgresql"])
@pytest.mark.parametrize(
    "rounds", [20, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(600)])]
)
def test_two_crossing_moves_between_desks_do_not_block_one_another(
    desk: FrontDesk, place: StorePlace, coming: date, rounds: int
) -> None:
    def at(hour: int, name: str, moving: int | None = None) -> Place:
        return desk.place(f"{coming} {hour:02d}:00", desk=name, moving_visit_id=moving)

    left, right = desk.book(f"{coming} 09:00"), desk.book(f"{coming} 09:00", desk="desk2")
    programs = Programs(desk, place, MOVES)
    for version in range(1, rounds + 1):
        hour = (10, 9)[version % 2 == 0]
        sides = ("desk2", "desk1") if version % 2 else ("desk1", "desk2")
        lines = [
            [booked.visit_id, version, asdict(at(hour, name, booked.visit_id))]
            for booked, name in zip((left, right), sides, strict=True)
        ]
        # Both talks would be at the first free helpdesk: each has its own.
        lines[1][2]["steps"][1]["desk_id"] = desk.desks["desk4"]
        lines[0][2]["steps"][1]["desk_id"] = desk.desks["desk3"]
        assert programs.ask(*lines) == [str(version + 1)] * 2
        # Each wants the very place that the other has.
        swapped = [[line[0], version + 1, other[2]] for line, other in (lines, lines[::-1])]
        assert programs.ask(*swapped) == ["taken", "taken"]
    programs.end()
    assert desk.ticks() == 24


def test_two_threads_with_one_key_book_once(desk: FrontDesk) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from databases import open_store

    from expatdesk.services.appointments import Appointments

    other = open_store(desk.store.place, desk.store.clock)
    booking = desk.booking(desk.place("2026-09-15 09:00"), desk.party(1))
    key = new_key()
    with ThreadPoolExecutor(2) as pool:
        tries = [
            pool.submit(agenda.book, desk.actor, booking, key=key)
            for agenda in (desk.agenda, Appointments(other, desk.store.clock))
        ]
        values = [each.result().value for each in tries]
    other.close()
    assert values[0] == values[1]
