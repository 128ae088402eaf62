"""What becomes of a visit: received and done, turned away, missed, called off; with its times.

Source of the shares: the model year of the project's domain reference (1.7 and 6.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random

from expatdesk.services.filling.past import FollowUpPast, LogPast, PaperPast, VisitPast
from expatdesk.services.reception.course import end_state
from expatdesk.services.reception.following import months_after
from expatdesk.terms import (
    AddressKind,
    FamilyRole,
    FollowUpKind,
    LateAnswer,
    Outcome,
    PaperNeed,
    PaperState,
    ResidenceClass,
    VisitState,
)
from expatdesk.workflows.sample.booking import Bookings
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.sources import Sources

_MISSING = {"R01": "passport", "R03": "proof_of_address", "R10": "residence_permit",
            "R11": "birth_certificate", "R12": "employer_address_form"}  # fmt: skip
_LATE = 0.06
# Some certificates of the last weeks have not come by now.
_FORGETS, _RECENT = 0.2, 30 * 86_400
_COURSE = (
    ("arrived_at", VisitState.ARRIVED),
    ("at_desk_at", VisitState.AT_DESK),
    ("at_helpdesk_at", VisitState.AT_HELPDESK),
)
Details = dict[str, str | int | None]


class Receiving:
    def __init__(self, rng: Random, ground: Ground, sources: Sources, bookings: Bookings) -> None:
        self._rng = rng
        self._ground = ground
        self._sources = sources
        self._bookings = bookings
        self._codes = {number: code for code, number in ground.founded.papers.items()}

    def times(self, visit: VisitPast, *, late: int | None = None) -> None:
        """When everybody came, was called and left, around the times of the steps.

        `late`: minutes after the start at which they come; drawn where not given.
        """
        rng = self._rng
        if late is None and rng.random() < _LATE:
            late = rng.randint(6, 14)
        came = late * 60 if late else -rng.randint(0, 14 * 60)
        visit.arrived_at = visit.starts_at + came
        called = max(visit.arrived_at, visit.starts_at) + rng.randint(20, 300)
        first = visit.steps[0]
        minutes = (first.ends_at - first.starts_at) * rng.uniform(0.7, 0.98)
        done = called + round(minutes)
        if len(visit.steps) > 1:
            visit.at_desk_at = called
            talk = visit.steps[-1]
            visit.at_helpdesk_at = max(done, talk.starts_at - 240) + rng.randint(10, 120)
            done = visit.at_helpdesk_at + rng.randint(17 * 60, 29 * 60)
        elif first.desk_id in self._ground.municipal:
            visit.at_desk_at = called
        else:
            visit.at_helpdesk_at = called
        visit.ended_at = done
        if late:
            visit.late = LateAnswer.KEPT
        visit.head_count = visit.party_size

    def until(self, visit: VisitPast, moment: int) -> None:
        """Forgets what has not happened by a moment, and puts the visit into the state of it."""
        state = VisitState.PLANNED
        for name, reached in _COURSE:
            at = getattr(visit, name)
            if at is not None and at <= moment:
                state = reached
            else:
                setattr(visit, name, None)
        visit.ended_at = None
        visit.state = state
        if state is VisitState.PLANNED:
            visit.head_count = None

    def finish(self, life: Life, visit: VisitPast, now: int, *, split: bool = False) -> None:
        """Done, with outcomes and papers; `split`: the youngest comes another day."""
        self._see_papers(life, visit.papers)
        for comer in visit.comers:
            comer.outcome = self._outcome(visit, comer.person_id)
        if split:
            visit.comers[-1].outcome = Outcome.ANOTHER_DAY
            visit.party_size = visit.head_count = len(visit.comers) - 1
        visit.state = end_state(comer.outcome for comer in visit.comers)
        self._follow(life, visit, now)
        self.log_course(life, visit)

    def close(self, life: Life, visit: VisitPast) -> None:
        """A talk that is over; nobody is registered by it."""
        self._see_papers(life, visit.papers)
        visit.state = VisitState.DONE
        self.log_course(life, visit)

    def turn_away(self, life: Life, visit: VisitPast, code: str | None = None) -> None:
        """Sent away at the desk; nobody is registered."""
        rng = self._rng
        refusals = self._sources.refusals
        visit.refusal_code = code or rng.choices(list(refusals), list(refusals.values()))[0]
        visit.state = VisitState.TURNED_AWAY
        visit.at_helpdesk_at = None
        visit.ended_at = (visit.at_desk_at or visit.starts_at) + rng.randint(200, 700)
        visit.late = LateAnswer.LOST if visit.refusal_code == "R14" else visit.late
        visit.head_count = visit.party_size - (visit.refusal_code == "R02")
        for comer in visit.comers:
            comer.outcome, comer.refusal_code = Outcome.NOT_REGISTERED, visit.refusal_code
        missing = _MISSING.get(visit.refusal_code, "")
        for paper in visit.papers:
            if missing and self._codes[paper.paper_id].startswith(missing):
                paper.state = PaperState.MISSING
        self._off(visit)
        self.log_course(life, visit)
        self.note(life, visit, visit.ended_at, "turned_away", code=visit.refusal_code)

    def miss(self, life: Life, visit: VisitPast, recorded_at: int) -> None:
        visit.state = VisitState.NO_SHOW
        visit.arrived_at = visit.at_desk_at = visit.at_helpdesk_at = None
        visit.head_count = visit.late = None
        visit.ended_at = recorded_at
        self._off(visit)
        self.note(life, visit, recorded_at, "no_show")

    def call_off(self, life: Life, visit: VisitPast, state: VisitState, at: int) -> None:
        """Cancelled or rescheduled before the day."""
        visit.state = state
        visit.ended_at = at
        self._off(visit)
        words = {
            VisitState.CANCELLED_BY_VISITOR: "cancel_reasons",
            VisitState.CANCELLED_BY_CENTRE: "centre_reasons",
            VisitState.RESCHEDULED: "move_reasons",
        }[state]
        reason = self._rng.choice(self._sources.words[words])
        self.note(life, visit, at, state.value, reason=reason)

    def note(
        self, life: Life, visit: VisitPast, at: int, action: str, **details: str | int
    ) -> None:
        staff, desk = self._bookings.staff_at(visit.steps[0].desk_id)
        life.log.append(LogPast(at, staff, desk, "visit", visit.id, action, dict(details)))

    def see(self, papers: Iterable[PaperPast], share: float) -> None:
        """Some of the papers have been looked at already."""
        for paper in papers:
            if paper.need is PaperNeed.MANDATORY and self._rng.random() < share:
                paper.state = PaperState.SEEN

    def _see_papers(self, life: Life, papers: Iterable[PaperPast]) -> None:
        rng = self._rng
        later = 0.22 if life.party.residence_class is ResidenceClass.NON_EU else 0.08
        for paper in papers:
            if paper.need is PaperNeed.MANDATORY:
                paper.state = PaperState.SEEN
                if self._codes[paper.paper_id] == "birth_certificate" and rng.random() < later:
                    paper.state = PaperState.LATER
            elif rng.random() < 0.6:
                paper.state = PaperState.SEEN

    def _outcome(self, visit: VisitPast, person_id: int) -> Outcome:
        certificate = self._ground.founded.papers["birth_certificate"]
        for paper in visit.papers:
            if (paper.person_id, paper.paper_id) == (person_id, certificate):
                if paper.state is PaperState.LATER:
                    return Outcome.REGISTERED_CERTIFICATE_LATER
                break
        by_post = self._rng.random() < 0.08
        return Outcome.REGISTERED_BSN_BY_POST if by_post else Outcome.REGISTERED

    def _follow(self, life: Life, visit: VisitPast, now: int) -> None:
        """Certificates that come later, and temporary addresses that end."""
        rng = self._rng
        assert visit.ended_at is not None
        for comer in visit.comers:
            if comer.outcome is not Outcome.REGISTERED_CERTIFICATE_LATER:
                continue
            due = visit.day + timedelta(weeks=6)
            done = visit.ended_at + rng.randint(8, 58) * 86_400
            if rng.random() < _FORGETS and now - done < _RECENT:
                done = now
            life.follow_ups.append(
                FollowUpPast(
                    life.case.id,
                    comer.person_id,
                    FollowUpKind.CERTIFICATE,
                    due,
                    done_at=done if done < now else None,
                )
            )
        first = visit.comers[0]
        at_work = visit.address_kind is AddressKind.EMPLOYER
        if at_work and first.role is FamilyRole.FIRST:
            due = months_after(visit.day, 3)
            done = visit.ended_at + rng.randint(40, 95) * 86_400
            life.follow_ups.append(
                FollowUpPast(
                    life.case.id,
                    first.person_id,
                    FollowUpKind.TEMPORARY_ADDRESS,
                    due,
                    done_at=done if done < now else None,
                )
            )

    def _off(self, visit: VisitPast) -> None:
        visit.steps = [replace(step, active=False) for step in visit.steps]

    def log_course(self, life: Life, visit: VisitPast) -> None:
        before = VisitState.PLANNED
        for name, reached in _COURSE:
            at = getattr(visit, name)
            if at is not None:
                self.note(life, visit, at, "advanced", before=before.value, to=reached.value)
                before = reached
        if visit.ended_at is not None and visit.state is not VisitState.TURNED_AWAY:
            self.note(
                life, visit, visit.ended_at, "advanced", before=before.value, to=visit.state.value
            )
