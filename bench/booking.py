"""Booking a family, beside a bare check and three inserts, both on a disk and `synchronous=FULL`.

Ours is the whole use case: idempotency, holds, rules, eligibility, party, papers, opening hours,
the ticks of each desk, the log and the news for other desks. The floor is what a textbook does
with SQLAlchemy: ask whether the time is taken, add a visit, its time and its person, commit.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import ForeignKey, Index, Integer, create_engine, event, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import QueuePool

from bench._centres import TODAY, Stocked, opened, plan_of, write_appointments, write_crowd
from bench._measure import Figure, at_least, median, scaled
from expatdesk.model.people import Person
from expatdesk.services.appointments.types import Booking, Comer, Place, PlaceRequest
from expatdesk.services.base import new_key
from expatdesk.storage import place as places
from expatdesk.storage.engines import raw_sqlite
from expatdesk.terms import DeskKind, FamilyRole, Source

MUST_BE = {1: 1 / 3, 2: 1 / 3, 3: 1 / 3, 5: 1 / 4}
STORED = 30_000
ROUNDS = 12
EACH = 16

_CHILDREN = (198, 199, 200)
"""Of the people who are stored."""
_FAR = TODAY + timedelta(days=70)  # beyond all that is stored
_HOURS_APART = 2 * 3600
_BUILD = Path(__file__).parents[1] / "build"


class Base(DeclarativeBase):
    pass


class PlainVisit(Base):
    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(Integer(), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    party_size: Mapped[int]


class PlainTime(Base):
    __tablename__ = "appointment"
    __table_args__ = (Index("ix_time", "desk_id", "starts_at"),)

    id: Mapped[int] = mapped_column(Integer(), primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    desk_id: Mapped[int]
    starts_at: Mapped[int]
    ends_at: Mapped[int]


class PlainComer(Base):
    __tablename__ = "visit_person"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)


class Floor:
    """The textbook's booking."""

    def __init__(self, place: places.Place, stored: int) -> None:
        place.home.mkdir(parents=True)
        place.database_file.touch()
        import sqlcipher3.dbapi2

        self._engine = create_engine(
            "sqlite://",
            module=sqlcipher3.dbapi2,
            creator=lambda: raw_sqlite(place),
            poolclass=QueuePool,
        )
        event.listen(
            self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE")
        )
        Base.metadata.create_all(self._engine)
        self._number = itertools.count(stored + 1)
        self._fill(stored)

    def _fill(self, stored: int) -> None:
        numbers = range(1, stored + 1)
        with self._engine.begin() as connection:
            connection.execute(
                insert(PlainVisit),
                [{"id": n, "code": f"F{n}", "state": "planned", "party_size": 1} for n in numbers],
            )
            connection.execute(
                insert(PlainTime),
                [
                    {
                        "visit_id": n,
                        "desk_id": n % 6,
                        "starts_at": 1800 * n,
                        "ends_at": 1800 * n + 1800,
                    }
                    for n in numbers
                ],
            )
            connection.execute(
                insert(PlainComer), [{"visit_id": n, "person_id": n} for n in numbers]
            )

    def book(self) -> None:
        number = next(self._number)
        start = 1800 * number
        with Session(self._engine) as session:
            taken = session.scalar(
                select(PlainTime.id)
                .where(
                    PlainTime.desk_id == number % 6,
                    PlainTime.starts_at < start + 1800,
                    PlainTime.starts_at > start - 86400,
                    PlainTime.ends_at > start,
                )
                .limit(1)
            )
            assert taken is None
            visit = PlainVisit(code=f"F{number}", state="planned", party_size=1)
            session.add(visit)
            session.flush()
            session.add(
                PlainTime(
                    visit_id=visit.id, desk_id=number % 6, starts_at=start, ends_at=start + 1800
                )
            )
            session.add(PlainComer(visit_id=visit.id, person_id=number))
            session.commit()

    def close(self) -> None:
        self._engine.dispose()


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    stored = scaled(STORED, scale, 300)
    with _folder() as folder, _centre(folder, stored) as stocked:
        floor = Floor(places.Place.folder(folder / "floor"), stored)
        try:
            free = _places(stocked)
            for persons, must_be in MUST_BE.items():
                bookings = _bookings(stocked, free, persons)
                ours, bare = _rates(
                    partial(_book, stocked, bookings), floor.book, scaled(ROUNDS, scale, 2)
                )
                ratio = median([one / other for one, other in zip(ours, bare, strict=True)])
                yield at_least(
                    f"booking, {persons} {'person' if persons == 1 else 'persons'}, SQLite FULL",
                    ratio,
                    must_be,
                    ours=f"{median(ours):.0f} a second",
                    floor=f"{median(bare):.0f} a second",
                )
        finally:
            floor.close()


@contextmanager
def _folder() -> Iterator[Path]:
    """On a disk, where a commit costs what it costs; the usual folder for such may be memory."""
    _BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_BUILD) as folder:
        yield Path(folder)


@contextmanager
def _centre(folder: Path, stored: int) -> Iterator[Stocked]:
    plan = plan_of((DeskKind.MUNICIPAL,) * 3 + (DeskKind.HELPDESK,) * 3)
    with opened(places.Place.folder(folder / "centre"), plan) as stocked:
        write_appointments(stocked, "first_registration", stored, ticks=True)
        write_crowd(stocked, 200, visits=False)
        with stocked.store.writing() as tx:
            born = {"birth_date": date(2019, 5, 1), "birth_year": 2019}
            tx.execute(update(Person).where(Person.id.in_(_CHILDREN)).values(**born))
        yield stocked


def _places(stocked: Stocked) -> dict[int, Iterator[Place]]:
    """Places for each size of party, far enough apart for all."""
    found: dict[int, Iterator[Place]] = {}
    service_id = stocked.founded.services["first_registration"]
    for number, persons in enumerate(MUST_BE):
        first = _FAR + timedelta(days=365 * number)
        request = PlaceRequest(service_id, persons, first, first + timedelta(days=364))
        apart, last = [], 0
        for day in stocked.centre.appointments.free_places(request):
            for place in day.places:
                if place.starts_at >= last + _HOURS_APART:
                    apart.append(place)
                    last = place.starts_at
        found[persons] = iter(apart)
    return found


def _bookings(
    stocked: Stocked, free: dict[int, Iterator[Place]], persons: int
) -> Iterator[Booking]:
    children = [Comer(person_id, FamilyRole.CHILD) for person_id in _CHILDREN]
    catalogue = stocked.centre.appointments.catalogue()
    service_id = stocked.founded.services["first_registration"]
    service = next(one for one in catalogue.services if one.service_id == service_id)
    answers = tuple((one.question_id, not one.refuses_on) for one in service.questions)
    people = itertools.cycle(range(1, 190))
    for place in free[persons]:
        adults = (Comer(next(people), FamilyRole.FIRST), Comer(next(people), FamilyRole.PARTNER))
        yield Booking(
            service_id=service_id,
            comers=(*adults, *children)[:persons],
            place=place,
            language="en",
            source=Source.PHONE,
            municipality_id=stocked.founded.municipalities["Leiden"],
            answers=answers,
            booker_contact="somebody@post.example",
        )


def _book(stocked: Stocked, made: Iterator[Booking]) -> None:
    stocked.centre.appointments.book(stocked.actor, next(made), key=new_key())


def _rates(
    ours: Callable[[], None], floor: Callable[[], None], rounds: int
) -> tuple[list[float], list[float]]:
    """Transactions a second, a handful of ours and a handful of the floor's in turns."""
    _rate(ours), _rate(floor)
    pairs = [(_rate(ours), _rate(floor)) for _round in range(rounds)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _rate(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    for _turn in range(EACH):
        work()
    return EACH / (time.perf_counter() - started)
