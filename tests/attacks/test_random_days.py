"""Days on which the desk presses every button in any order: the laws hold after each of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attacks.raids import ADDRESS, Raid
from services.reception.receiving import CHILD, FIRST, PARTNER
from services.reception.test_another_day import new_rule
from sqlalchemy import select

from expatdesk.model.appointments import Visit, VisitPaper, VisitPerson
from expatdesk.model.people import Person
from expatdesk.services.appointments.case_money import kept
from expatdesk.services.appointments.judging import age_limit, asked_papers
from expatdesk.services.appointments.roles import Aged, has_grown_up
from expatdesk.services.appointments.types import Booked
from expatdesk.services.base import Refusal
from expatdesk.services.till.types import LineChoice, Recipient
from expatdesk.storage.tx import Tx
from expatdesk.terms import COMING, LateAnswer, Means, Outcome, PaperState, VisitState

PARTIES = ((FIRST,), (FIRST, PARTNER), (FIRST, PARTNER, CHILD))
DAYS = ("2026-09-14", "2026-09-15", "2026-09-28", "2026-10-20", "2026-11-16")
HOURS = ("09:00", "09:30", "10:15", "11:00", "13:30", "14:15", "15:30")
NEXT = {
    VisitState.PLANNED: VisitState.ARRIVED,
    VisitState.ARRIVED: VisitState.AT_DESK,
    VisitState.AT_DESK: VisitState.AT_HELPDESK,
}
BORN = (None, date(2008, 9, 15), date(2008, 9, 20), date(2008, 10, 20), date(2012, 5, 1))
"""Of children; who is of age on which of the days differs."""
PAPER_FROM = date(2026, 9, 16)
MEANS = (Means.PIN, Means.CASH, Means.BANK_TRANSFER)
TWICE = """
    SELECT v.case_id, coalesce(q.merged_into, q.id) FROM visit v
    JOIN visit_person p ON p.visit_id = v.id JOIN party q ON q.id = p.person_id
    WHERE v.state IN ('planned', 'arrived', 'at_desk', 'at_helpdesk')
    AND coalesce(p.outcome, '') <> 'another_day'
    GROUP BY v.case_id, coalesce(q.merged_into, q.id) HAVING count(*) > 1"""
WITHOUT_TICKS = """
    SELECT a.id FROM appointment a JOIN visit v ON v.id = a.visit_id
    WHERE a.active AND v.squeeze_reason IS NULL AND (a.busy_until - a.starts_at) / 300
    <> (SELECT count(*) FROM occupancy o WHERE o.appointment_id = a.id)"""


class Day:
    """One step after the other, each drawn by lot; what is refused is refused in words."""

    def __init__(self, desk: Raid, seed: int) -> None:
        self.desk = desk
        self.lot = random.Random(seed)
        self.visits: list[Booked] = []
        self.receipts: list[int] = []
        self.undos: list[Callable[[], object]] = []
        self.steps = sorted(name for name in dir(self) if name.startswith("do_"))

    def step(self) -> None:
        wanted = self.lot.choice(self.steps) if len(self.visits) > 2 else "do_book"
        try:
            getattr(self, wanted)()
        except Refusal as refused:
            refused.message()
        with self.desk.store.reading() as tx:
            there = {row[0] for row in tx.rows(select(Visit.id))}
        self.visits = [visit for visit in self.visits if visit.visit_id in there]

    def any_visit(self) -> Booked:
        return self.lot.choice(self.visits)

    def any_receipt(self) -> int:
        return self.lot.choice(self.receipts) if self.receipts else 0

    def when(self) -> str:
        return f"{self.lot.choice(DAYS)} {self.lot.choice(HOURS)}"

    def done(self, done: Any) -> None:
        if done.undo is not None:
            self.undos.append(done.undo)
        if isinstance(done.value, Booked):
            self.visits.append(done.value)

    def do_book(self) -> None:
        roles = self.lot.choice(PARTIES)
        born = [self.lot.choice(BORN) if role is CHILD else None for role in roles]
        people = [self.desk.person(f"Sam Lee {n}", birth_date=day) for n, day in enumerate(born)]
        at = self.lot.choice(("desk1", "desk2"))
        self.visits.append(self.desk.book(self.when(), roles, persons=people, desk=at))

    def do_merge(self) -> None:
        double = self.lot.choice(self.desk.persons(self.any_visit()))
        record, merge = self.desk.person("Samuel Lee"), self.desk.centre.people.merge
        merge(self.desk.actor, record, double, key=self.desk.key())

    def do_pay(self) -> None:
        self.receipts.append(self.desk.pay(self.any_visit()).receipt_id)

    do_pay_too = do_pay

    def do_split(self) -> None:
        visit = self.any_visit()
        which = self.lot.randrange(len(self.desk.persons(visit)))
        self.visits.append(self.desk.split(visit, which, self.when()))

    do_split_too = do_split

    def do_rebook(self) -> None:
        visit = self.any_visit()
        comers = self.desk.sheet(visit).comers
        coming = sum(comer.outcome is not Outcome.ANOTHER_DAY for comer in comers)
        self.done(self.desk.rebook(visit, self.when(), coming))

    def do_move(self) -> None:
        self.done(self.desk.move(self.any_visit(), self.when()))

    def do_cancel(self) -> None:
        self.done(self.desk.cancel(self.any_visit()))

    def do_reinstate(self) -> None:
        visit = self.any_visit()
        version = self.desk.sheet(visit).version
        reinstate = self.desk.centre.appointments.reinstate
        self.done(reinstate(self.desk.actor, visit.visit_id, version, key=self.desk.key()))

    def do_not_come(self) -> None:
        self.done(self.desk.no_show(self.any_visit()))

    def do_turn_away(self) -> None:
        self.done(self.desk.turn_away(self.any_visit(), "R04"))

    def do_advance(self) -> None:
        visit = self.any_visit()
        to = NEXT.get(self.desk.sheet(visit).state, VisitState.DONE)
        self.done(self.desk.advance(visit, to))

    def do_step_back(self) -> None:
        self.done(self.desk.step_back(self.any_visit(), "Pressed too early"))

    def do_swap(self) -> None:
        late, other = self.any_visit(), self.any_visit()
        self.done(
            self.desk.centre.reception.late(
                self.desk.actor, late.visit_id, self.desk.sheet(late).version,
                LateAnswer.SWAPPED, other.visit_id, key=self.desk.key(),
            )
        )  # fmt: skip

    def do_refund(self) -> None:
        self.desk.centre.till.refund_in_full(
            self.desk.actor, self.any_receipt(), self.lot.choice(MEANS), "Wish",
            key=self.desk.key(),
        )  # fmt: skip

    def do_correct(self) -> None:
        wrong, right = self.lot.sample(MEANS, 2)
        self.desk.centre.till.correct_means(
            self.desk.actor, self.any_receipt(), wrong, right, "Declined", key=self.desk.key()
        )

    def do_invoice(self) -> None:
        name = Recipient(f"Firm {self.lot.randrange(2)}", ADDRESS)
        self.desk.centre.till.invoice_for(
            self.desk.actor, self.any_receipt(), name, key=self.desk.key()
        )

    def do_let_off(self) -> None:
        visit = self.any_visit()
        choice = LineChoice(self.desk.persons(visit)[0], drop_reason="Goodwill")
        self.desk.centre.till.exempt(self.desk.actor, visit.visit_id, [choice], key=self.desk.key())

    def do_undo(self) -> None:
        if self.undos:
            self.undos.pop(self.lot.randrange(len(self.undos)))()

    do_undo_too = do_undo

    do_move_too = do_move


def of_age_as_children(tx: Tx) -> list[int]:
    """Visits to come to which somebody comes as a child who is of age by then."""
    rows = tx.rows(
        select(Visit.id, Visit.day, VisitPerson.role, Person.birth_date, Person.birth_year)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .join(Person, Person.id == kept(VisitPerson.person_id))
        .where(Visit.state.in_(sorted(COMING)))
    )
    return [row[0] for row in rows if has_grown_up(Aged(*row[2:]), age_limit(tx, row[1]))]


def wrong_papers(tx: Tx) -> list[int]:
    """Whole parties to come who are asked for other papers than their day asks."""
    wrong = []
    parted = select(Visit.case_id).where(Visit.split_from_id.is_not(None))
    whole = Visit.state.in_(sorted(COMING)) & Visit.case_id.not_in(parted)
    for visit in tx.rows(select(Visit.__table__).where(whole)):
        party = tx.rows(
            select(VisitPerson.person_id, VisitPerson.role, Person.residence_class)
            .join(Person, Person.id == kept(VisitPerson.person_id))
            .where(VisitPerson.visit_id == visit.id)
            .order_by(VisitPerson.ordinal)
        )
        coming = [(row[0], row[1], row[2]) for row in party]
        asked = asked_papers(tx, visit.service_id, coming, visit.address_kind, visit.day)
        listed = tx.rows(
            select(VisitPaper.paper_id, VisitPaper.person_id, VisitPaper.state).where(
                VisitPaper.visit_id == visit.id
            )
        )
        there = {(row[0], row[1]) for row in listed}
        open_ = {(row[0], row[1]) for row in listed if row[2] is PaperState.EXPECTED}
        if len(there) < len(listed) or asked.keys() - there or open_ - asked.keys():
            wrong.append(visit.id)
    return wrong


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("seed", [3, 71])
def test_whatever_is_pressed_the_laws_hold(desk: Raid, at: Callable[[str], int], seed: int) -> None:
    new_rule(desk, PAPER_FROM)
    day, now = Day(desk, seed), datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
    for number in range(70):
        if number % 7 == 6:
            now += timedelta(minutes=day.lot.choice((5, 30, 120, 1440)))
            at(f"{now:%Y-%m-%d %H:%M}")
        day.step()

    assert desk.findings() == []
    with desk.store.reading() as tx:
        assert tx.rows(TWICE) == []
        assert tx.rows(WITHOUT_TICKS) == []
        assert of_age_as_children(tx) == []
        assert wrong_papers(tx) == []
