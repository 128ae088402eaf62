"""Today at the sample centre: a full day under way, in which every state can be seen.

Who comes is written down here; where they sit follows from the hours of the day, and what has
become of them from the time at which it is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from expatdesk.clock import epoch_of
from expatdesk.services.filling.past import StepPast, VisitPast
from expatdesk.terms import (
    AddressKind,
    Behalf,
    Outcome,
    PrintState,
    Source,
    VisitState,
)
from expatdesk.workflows.sample.diary import Diary, Wanted
from expatdesk.workflows.sample.ground import CERTIFICATE, REGISTRATION, TALK
from expatdesk.workflows.sample.history import History, Return, Work
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.party import Payment, Wish

_WEB_UNPAID = Wish(booker=Behalf.VISITOR, payment=Payment.DESK, source=Source.WEB)
_EXEMPT = Wish(booker=Behalf.EMPLOYER, payment=Payment.EXEMPT)
_ACCOUNT = Wish(booker=Behalf.AGENT, payment=Payment.ACCOUNT)
_ONLINE = Wish(booker=Behalf.VISITOR, payment=Payment.ONLINE)
_DUE = Wish(booker=Behalf.VISITOR, payment=Payment.DESK, source=Source.PHONE)

# In the order in which they find their place from the opening on.
_CAST = (
    Wish(
        5,
        "in",
        Behalf.EMPLOYER,
        Payment.ACCOUNT,
        Source.PHONE,
        "Meridiaan Biotech",
        own_script=False,
    ),
    replace(_DUE, size=1, origin="cn", own_script=True),
    replace(_ONLINE, size=1, origin="ie"),
    replace(_DUE, size=2, origin="gr", own_script=True),
    replace(_ONLINE, size=1, origin="id"),
    replace(_DUE, size=1, origin="ge", own_script=True, source=Source.DESK),
    replace(_WEB_UNPAID, size=2, origin="ar", own_script=True),
    replace(_EXEMPT, size=1, origin="ua", own_script=True),
    replace(_ACCOUNT, size=1, origin="vn"),
    replace(_WEB_UNPAID, size=1, origin="jp", own_script=True),
    replace(_ONLINE, size=2, origin="br"),
    replace(_DUE, size=1, origin="be"),
    replace(_DUE, size=4, origin="ir", own_script=True),
    replace(_ACCOUNT, size=1, origin="pl"),
    replace(_ONLINE, size=1, origin="ta", own_script=True),
    replace(_WEB_UNPAID, size=1, origin="es"),
    replace(_EXEMPT, size=3, origin="kr", own_script=True),
    replace(_ONLINE, size=1, origin="il", own_script=True),
    replace(_DUE, size=1, origin="et", own_script=True),
    replace(_ACCOUNT, size=2, origin="tr"),
    replace(_ONLINE, size=1, origin="th", own_script=True),
    replace(_WEB_UNPAID, size=1, origin="de"),
    replace(_DUE, size=1, origin="am", own_script=True),
)
_SQUEEZED = replace(_DUE, size=1, origin="us")
_CANCELLED = replace(_DUE, size=1, origin="fr")
_MOVED = replace(_DUE, size=1, origin="it")
_BY_CENTRE = replace(_ONLINE, size=1, origin="se")
_WALKS_IN = 5  # of the cast: booked this morning
_QUARTER = 900
_MINUTE = 60


@dataclass(frozen=True)
class Guest:
    life: Life
    visit: VisitPast

    @property
    def starts_at(self) -> int:
        return self.visit.steps[0].starts_at

    def step_at(self, moment: int) -> int:
        """0: still to come; the number of the step that is on; beyond the last: over."""
        if moment < self.starts_at:
            return 0
        running = [n for n, step in enumerate(self.visit.steps, 1) if moment < step.ends_at]
        return running[0] if running else len(self.visit.steps) + 1


class Today:
    """Called by the history when it comes to today."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def live(self, history: History, diary: Diary) -> None:
        guests = self._book_cast(history, diary)
        self._receive(history, guests)
        self._squeeze_in(history, guests)
        self._call_off(history, diary)
        self._talks(history, diary)

    def _book_cast(self, history: History, diary: Diary) -> list[Guest]:
        """In turn to the first place at which all steps fit, until the day is full."""
        guests = []
        for number, wish in enumerate(_CAST):
            steps = self._steps(diary, wish.size or 1)
            if steps is None:
                continue
            walks_in = number == _WALKS_IN
            guests.append(self._book(history, wish, steps, walks_in=walks_in))
            diary.take(steps)
        return sorted(guests, key=lambda guest: (guest.starts_at, guest.visit.id))

    def _steps(self, diary: Diary, size: int) -> tuple[StepPast, ...] | None:
        return diary.place(self._work.rng, REGISTRATION, size, Wanted(first=True))

    def _book(
        self,
        history: History,
        wish: Wish,
        steps: tuple[StepPast, ...],
        *,
        walks_in: bool = False,
        squeeze_reason: str | None = None,
    ) -> Guest:
        work = self._work
        party = work.parties.draw(work.today, wish)
        start = steps[0].starts_at
        booked_at = work.bookings.booked_at(start, party.source, work.rng.uniform(2, 16))
        if walks_in:
            opening = epoch_of(work.today, 9 * 60)
            booked_at = min(max(opening, start - 20 * _MINUTE), work.now - 10 * _MINUTE)
        if squeeze_reason is not None:
            booked_at = work.now - 70 * _MINUTE
        life = work.bookings.open(REGISTRATION, party, booked_at)
        visit = work.bookings.visit(life, steps, booked_at, squeeze_reason=squeeze_reason)
        history.lives.append(life)
        work.settling.prepay(life, visit)
        return Guest(life, visit)

    def _receive(self, history: History, guests: Sequence[Guest]) -> None:
        """Gives each what has become of them by now."""
        now = self._work.now
        over = [g for g in guests if g.step_at(now) > len(g.visit.steps)]
        talking = [g for g in guests if g.step_at(now) == 2]
        at_desk = [g for g in guests if g.step_at(now) == 1]
        coming = [g for g in guests if g.step_at(now) == 0]
        missing = self._missing(over, talking)
        families = [g for g in over if g.life.party.size > 2][:1]
        refused = self._refused([g for g in over if g not in families and g is not missing])
        done = [g for g in over if g is not missing and g is not refused]
        late = next((g for g in done if g not in families), None)
        for guest in done:
            self._done(guest, late=guest is late)
        for guest in families:
            _one_is_refused(guest.visit)
        for guest in talking:
            if guest is not missing:
                self._under_way(guest, VisitState.AT_HELPDESK)
        self._at_the_desks(at_desk)
        if coming:
            self._early(coming[0])
        if missing is not None:
            recorded = min(missing.starts_at + 16 * _MINUTE, now - _MINUTE)
            self._work.receiving.miss(missing.life, missing.visit, recorded)
        if refused is not None:
            self._turned_away(history, refused)

    def _missing(self, over: list[Guest], talking: list[Guest]) -> Guest | None:
        """Who did not show up: the last of the singles whose turn is over."""
        for group in (talking if len(talking) > 1 else [], over[1:]):
            singles = [g for g in group if g.life.party.size == 1]
            if singles:
                return singles[-1]
        return None

    def _refused(self, guests: list[Guest]) -> Guest | None:
        """Who is sent away: somebody who has paid before, if there is one."""
        prepaid = [g for g in guests if g.life.party.payment is Payment.ONLINE]
        return next(iter([*prepaid, *guests[1:]]), None)

    def _done(self, guest: Guest, *, late: bool) -> None:
        work, visit = self._work, guest.visit
        work.receiving.times(visit, late=11 if late else 0)
        assert visit.arrived_at is not None
        assert visit.ended_at is not None
        assert visit.at_helpdesk_at is not None
        visit.ended_at = min(visit.ended_at, work.now - 2 * _MINUTE)
        visit.at_helpdesk_at = min(visit.at_helpdesk_at, visit.ended_at - 12 * _MINUTE)
        work.settling.settle(guest.life, visit, visit.arrived_at + 50)
        work.receiving.finish(guest.life, visit, work.now)

    def _turned_away(self, history: History, guest: Guest) -> None:
        work, visit = self._work, guest.visit
        work.receiving.times(visit, late=0)
        at_home = visit.address_kind is AddressKind.HOME
        work.receiving.turn_away(guest.life, visit, "R03" if at_home else "R12")
        assert visit.ended_at is not None
        back = work.today + timedelta(days=5)
        history.return_on(back, Return(guest.life, visit, visit.ended_at + _MINUTE))

    def _under_way(self, guest: Guest, state: VisitState) -> None:
        """Received and settled, and in the middle of it."""
        work, visit = self._work, guest.visit
        work.receiving.times(visit, late=0)
        assert visit.arrived_at is not None
        if state is VisitState.AT_HELPDESK:
            visit.at_helpdesk_at = min(visit.at_helpdesk_at or work.now, work.now - 4 * _MINUTE)
            visit.at_desk_at = min(visit.at_desk_at or 0, visit.at_helpdesk_at - 12 * _MINUTE)
            work.settling.settle(guest.life, visit, visit.arrived_at + 70)
        else:
            visit.at_desk_at = min(visit.at_desk_at or work.now, work.now - _MINUTE)
            visit.at_helpdesk_at = None
        visit.arrived_at = min(visit.arrived_at, visit.at_desk_at - _MINUTE)
        work.receiving.until(visit, work.now)
        work.receiving.see(visit.papers, 1.0 if state is VisitState.AT_HELPDESK else 0.7)
        work.receiving.log_course(guest.life, visit)

    def _at_the_desks(self, guests: Sequence[Guest]) -> None:
        """One is being helped; at the other desk they came late and wait."""
        for number, guest in enumerate(guests):
            if number == 0:
                self._under_way(guest, VisitState.AT_DESK)
                continue
            visit, now = guest.visit, self._work.now
            self._work.receiving.times(visit, late=7)
            visit.arrived_at = min(visit.arrived_at or now, now - 2 * _MINUTE)
            visit.late = None
            self._waits(guest)

    def _early(self, guest: Guest) -> None:
        """The next one is there already."""
        guest.visit.arrived_at = min(self._work.now - 9 * _MINUTE, guest.starts_at - 10 * _MINUTE)
        guest.visit.head_count = guest.visit.party_size
        self._waits(guest)

    def _waits(self, guest: Guest) -> None:
        visit = guest.visit
        visit.at_desk_at = visit.at_helpdesk_at = visit.ended_at = None
        visit.state = VisitState.ARRIVED
        self._work.receiving.see(visit.papers, 0.4)
        self._work.receiving.log_course(guest.life, visit)

    def _squeeze_in(self, history: History, guests: Sequence[Guest]) -> None:
        """Beside somebody who is still to come, with a reason."""
        coming = [g for g in guests if g.step_at(self._work.now) == 0]
        if not coming:
            return
        beside = coming[len(coming) // 2]
        first, talk = beside.visit.steps[0], beside.visit.steps[-1]
        end = first.starts_at + 30 * _MINUTE
        steps = (
            StepPast(first.desk_id, first.starts_at, end),
            StepPast(talk.desk_id, end, end + 30 * _MINUTE),
        )
        self._book(history, _SQUEEZED, steps, squeeze_reason="Flies out tomorrow morning")

    def _call_off(self, history: History, diary: Diary) -> None:
        """Called off by the visitor, by the centre, and moved: their places are free again."""
        work = self._work
        opening, closing = diary.opening
        desk, talk = work.ground.municipal[0], work.ground.helpdesk[0]
        calls = (
            (_CANCELLED, VisitState.CANCELLED_BY_VISITOR, 26),
            (_MOVED, VisitState.RESCHEDULED, 50),
            (_BY_CENTRE, VisitState.CANCELLED_BY_CENTRE, 74),
        )
        for number, (wish, state, hours) in enumerate(calls):
            start = opening + (number * 4 + 1) * _QUARTER
            end = min(start + 2 * _QUARTER, closing)
            steps = (StepPast(desk, start, end), StepPast(talk, end, end + 2 * _QUARTER))
            guest = self._book(history, wish, steps)
            at = max(work.now - hours * 3600, guest.visit.booked_at + 3600)
            work.receiving.call_off(guest.life, guest.visit, state, min(at, work.now - 3600))
            if state is VisitState.CANCELLED_BY_CENTRE:
                work.settling.refund(guest.life, guest.visit, at, always=True)
            else:
                back = Return(guest.life, guest.visit, at)
                history.return_on(work.today + timedelta(days=9), back)

    def _talks(self, history: History, diary: Diary) -> None:
        """At the helpdesk alone: two that are still to come, where there is room."""
        work = self._work
        for service, origin in ((CERTIFICATE, "ro"), (TALK, "za")):
            wanted = Wanted(after=work.now + _QUARTER, first=True)
            steps = diary.place(work.rng, service, 1, wanted)
            if steps is None:
                continue
            party = work.parties.draw(work.today, replace(_WEB_UNPAID, size=1, origin=origin))
            booked_at = work.bookings.booked_at(steps[0].starts_at, party.source, 4)
            life = work.bookings.open(service, party, booked_at)
            work.bookings.visit(life, steps, booked_at)
            diary.take(steps)
            history.lives.append(life)


def _one_is_refused(visit: VisitPast) -> None:
    """Of the youngest the birth certificate is not legalised: the others are registered."""
    youngest = visit.comers[-1]
    youngest.outcome, youngest.refusal_code = Outcome.NOT_REGISTERED, "R11"
    visit.state = VisitState.PARTLY_DONE


def print_troubles(lives: Sequence[Life], since: int) -> None:
    """The printer had one bad moment today."""
    issued = [one for life in lives for one in life.documents if one.at >= since]
    if issued:
        max(issued, key=lambda one: one.at).print_state = PrintState.FAILED
