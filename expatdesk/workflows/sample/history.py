"""Lets the days of the sample centre go by, one after the other, and books those to come."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from expatdesk.clock import day_of, epoch_of
from expatdesk.services.filling.past import ComerPast, StepPast, VisitPast
from expatdesk.terms import FamilyRole, Source, VisitState
from expatdesk.workflows.sample.booking import Bookings
from expatdesk.workflows.sample.demand import parties_by_day
from expatdesk.workflows.sample.diary import Diary, Wanted
from expatdesk.workflows.sample.ground import CERTIFICATE, LEAVING, REGISTRATION, TALK, Ground
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.party import Parties, Payment, Wish
from expatdesk.workflows.sample.receiving import Receiving
from expatdesk.workflows.sample.settling import Settling

_NO_SHOW, _CANCELLED, _RESCHEDULED, _BY_CENTRE, _TURNED_AWAY = 0.04, 0.09, 0.03, 0.01, 0.055
_COMES_BACK = 0.85
_SPLIT = 0.07
_LEAD_MEDIAN, _LEAD_SPREAD = 9.0, 0.75
_OTHER_SERVICES = ((TALK, 0.55), (LEAVING, 0.35))
# The weeks ahead are shown busy: whoever wants a place in them asks early.
_EARLY = 1.6
_TRIES = 6  # open days on which a party looks for a place
AHEAD = timedelta(days=35)


@dataclass(frozen=True)
class Return:
    """A visit that follows another one of its case."""

    life: Life
    previous: VisitPast
    booked_at: int
    comers: tuple[ComerPast, ...] = ()
    """Only these, split off; none: the whole party again."""


@dataclass
class Work:
    """All that works on the same stream of chance."""

    rng: Random
    ground: Ground
    parties: Parties
    bookings: Bookings
    receiving: Receiving
    settling: Settling
    seed: int
    now: int
    today: date


class History:
    def __init__(self, work: Work) -> None:
        self._work = work
        self.lives: list[Life] = []
        self._diaries: dict[date, Diary] = {}
        self._returns: dict[date, list[Return]] = defaultdict(list)

    def go_through(
        self,
        first: date,
        live_today: Callable[[History, Diary], None],
        progress: Callable[[float], None],
    ) -> None:
        """All open days from the first to those ahead; `live_today` has the one of today."""
        work = self._work
        days = work.ground.open_days(first, work.today + AHEAD)
        counts = parties_by_day(work.rng, work.ground, days, work.today)
        for number, (day, count) in enumerate(zip(days, counts, strict=True)):
            # Each day has chances of its own: what differs today changes no other day.
            work.rng.seed(f"{work.seed}:{work.today}:{day}")
            if day == work.today:
                live_today(self, self.diary(day))
                self._come_again(day)
            else:
                self._live(day, count)
            progress(number / len(days))

    def diary(self, day: date) -> Diary:
        if day not in self._diaries:
            self._diaries[day] = Diary(self._work.ground, day)
        return self._diaries[day]

    def return_on(self, day: date, back: Return) -> None:
        """The first open day from this one on."""
        while not self._work.ground.is_open(day):
            day += timedelta(days=1)
        self._returns[day].append(back)

    def _live(self, day: date, count: int) -> None:
        work = self._work
        self._come_again(day)
        for _ in range(count):
            self._book(day)
        for service, a_day in _OTHER_SERVICES:
            if work.rng.random() < a_day:
                self._book_talk(day, service)
        if day < work.today and work.rng.random() < 0.5:
            self._hand_in(day)

    def _book(self, day: date) -> None:
        work, rng = self._work, self._work.rng
        party = work.parties.draw(day)
        steps = self._place(day, REGISTRATION, party.size)
        if steps is None:
            return
        start = steps[0].starts_at
        if day_of(start) != day:
            # Rules go by the day of the visit: who comes is somebody who may come then.
            party = work.parties.draw(day_of(start), Wish(size=party.size))
        lead = _LEAD_MEDIAN * math.exp(rng.gauss(0, _LEAD_SPREAD))
        if day > work.today:
            lead *= _EARLY
        booked_at = work.bookings.booked_at(start, party.source, lead)
        if booked_at >= work.now:
            return
        life = work.bookings.open(REGISTRATION, party, booked_at)
        visit = work.bookings.visit(life, steps, booked_at)
        self.lives.append(life)
        work.settling.prepay(life, visit)
        self._what_comes_of_it(life, visit)

    def _what_comes_of_it(self, life: Life, visit: VisitPast) -> None:
        work, rng = self._work, self._work.rng
        chance = rng.random()
        called_off = self._called_off(life, visit, chance)
        if called_off:
            return
        self._take(visit)
        if visit.day > work.today:
            return
        work.receiving.times(visit)
        chance -= _CANCELLED + _RESCHEDULED + _BY_CENTRE
        if chance < _NO_SHOW:
            work.receiving.miss(life, visit, visit.starts_at + rng.randint(900, 1800))
        elif chance < _NO_SHOW + _TURNED_AWAY:
            self._turn_away(life, visit)
        else:
            self._finish(life, visit)

    def _called_off(self, life: Life, visit: VisitPast, chance: float) -> bool:
        """Called off before the day, if that has happened by now."""
        work, rng = self._work, self._work.rng
        state = None
        if chance < _CANCELLED:
            state = VisitState.CANCELLED_BY_VISITOR
        elif chance < _CANCELLED + _RESCHEDULED:
            state = VisitState.RESCHEDULED
        elif chance < _CANCELLED + _RESCHEDULED + _BY_CENTRE:
            state = VisitState.CANCELLED_BY_CENTRE
        at = visit.booked_at + round((visit.starts_at - visit.booked_at) * rng.uniform(0.1, 0.98))
        later = rng.randint(2, 15)
        if state is VisitState.CANCELLED_BY_CENTRE:
            at = _in_hours(rng, visit, at)
        if state is None or at >= work.now:
            return False
        work.receiving.call_off(life, visit, state, at)
        if state is VisitState.RESCHEDULED:
            self.return_on(visit.day + timedelta(days=later), Return(life, visit, at))
        else:
            always = state is VisitState.CANCELLED_BY_CENTRE
            work.settling.refund(life, visit, at, always=always)
        return True

    def _turn_away(self, life: Life, visit: VisitPast) -> None:
        work, rng = self._work, self._work.rng
        work.receiving.turn_away(life, visit)
        assert visit.ended_at is not None
        if rng.random() < _COMES_BACK:
            back = visit.day + timedelta(days=rng.randint(2, 16))
            self.return_on(back, Return(life, visit, visit.ended_at + 60))

    def _finish(self, life: Life, visit: VisitPast) -> None:
        work, rng = self._work, self._work.rng
        has_child = visit.comers[-1].role is FamilyRole.CHILD and len(visit.comers) > 2
        split = has_child and visit.split_from_id is None and rng.random() < _SPLIT
        assert visit.arrived_at is not None
        work.settling.settle(life, visit, visit.arrived_at + rng.randint(30, 110))
        work.receiving.finish(life, visit, work.now, split=split)
        if split:
            self.split_off(life, visit)

    def split_off(self, life: Life, visit: VisitPast) -> None:
        """The youngest comes some two weeks later, in the same case and for free."""
        assert visit.ended_at is not None
        youngest = visit.comers[-1]
        back = visit.day + timedelta(days=self._work.rng.randint(9, 19))
        only = (ComerPast(youngest.person_id, youngest.role),)
        self.return_on(back, Return(life, visit, min(visit.ended_at, self._work.now) - 90, only))

    def _come_again(self, day: date) -> None:
        """Visits that were promised for this day; where nothing fits, for the next one."""
        work, rng = self._work, self._work.rng
        for back in self._returns.pop(day, []):
            comers = list(back.comers)
            if not work.ground.accepts(back.life.party.town, back.life.party.address_kind, day):
                continue  # since then the municipality no longer takes part
            diary = self.diary(day)
            size = len(comers) or back.life.party.size
            wanted = Wanted(after=work.now + 1800) if day == work.today else None
            steps = diary.place(rng, back.life.service, size, wanted)
            if steps is None:
                if day < work.today + AHEAD:
                    self.return_on(day + timedelta(days=1), back)
                continue
            split = bool(comers)
            visit = work.bookings.visit(
                back.life,
                steps,
                back.booked_at,
                comers=comers or None,
                previous=None if split else back.previous,
                split_from=back.previous if split else None,
                source=Source.DESK,
            )
            self._take(visit)
            if day < work.today:
                work.receiving.times(visit)
                self._finish(back.life, visit)

    def _book_talk(self, day: date, service: str) -> None:
        work, rng = self._work, self._work.rng
        party = work.parties.draw(day, Wish(size=1, payment=Payment.DESK))
        steps = self.diary(day).place(rng, service, 1)
        if steps is None:
            return
        booked_at = work.bookings.booked_at(
            steps[0].starts_at, party.source, rng.expovariate(1 / 6)
        )
        if booked_at >= work.now:
            return
        life = work.bookings.open(service, party, booked_at)
        self.lives.append(life)
        self._talk(life, steps, booked_at)

    def _hand_in(self, day: date) -> None:
        """Somebody brings the certificate that was to follow."""
        work, rng = self._work, self._work.rng
        waiting = [
            life
            for life in self.lives[-400:]
            if life.owns_people and life.follow_ups and 8 <= (day - life.visits[-1].day).days <= 60
        ]
        steps = self.diary(day).place(rng, CERTIFICATE, 1) if waiting else None
        if steps is None:
            return
        booked_at = steps[0].starts_at - rng.randint(1, 6) * 86_400
        life = work.bookings.again(rng.choice(waiting), CERTIFICATE, booked_at)
        self.lives.append(life)
        self._talk(life, steps, booked_at)

    def _talk(self, life: Life, steps: tuple[StepPast, ...], booked_at: int) -> None:
        """At the helpdesk alone: nothing is to be paid."""
        work = self._work
        visit = work.bookings.visit(life, steps, booked_at)
        self._take(visit)
        if visit.day < work.today:
            work.receiving.times(visit)
            work.receiving.close(life, visit)

    def _place(self, day: date, service: str, size: int) -> tuple[StepPast, ...] | None:
        """On the day, or where that is full on one of the next open days; never today."""
        work = self._work
        for _ in range(_TRIES):
            if work.ground.is_open(day) and day != work.today:
                steps = self.diary(day).place(work.rng, service, size)
                if steps is not None:
                    return steps
            day += timedelta(days=1)
        return None

    def _take(self, visit: VisitPast) -> None:
        self.diary(visit.day).take(tuple(visit.steps))


def _in_hours(rng: Random, visit: VisitPast, at: int) -> int:
    """The centre itself calls off at an hour at which somebody works."""
    moment = epoch_of(day_of(at), rng.randint(9 * 60, 16 * 60)) + rng.randrange(60)
    return min(max(moment, visit.booked_at + 600), visit.starts_at - 600)
