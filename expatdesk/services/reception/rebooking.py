"""Another day in the same case: for the whole party, or for one of a family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, delete, select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import Visit, VisitPaper, VisitPerson
from expatdesk.model.people import Person
from expatdesk.services.appointments import occupancy
from expatdesk.services.appointments.booking import reserve, unreserve
from expatdesk.services.appointments.cancelling import (
    CANCELLED,
    check_not_followed,
    take_place_again,
)
from expatdesk.services.appointments.case_money import kept
from expatdesk.services.appointments.judging import Judged, age_limit, ask_papers, changed_roles
from expatdesk.services.appointments.roles import Aged, roles_moved
from expatdesk.services.appointments.split_terms import fee_origin, free_until
from expatdesk.services.appointments.types import Booked, Booking, Comer, Place
from expatdesk.services.appointments.versions import VisitFacts, read_visit, write_visit
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Right, Stale, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception.outcomes import Result, comes_later, write_outcome
from expatdesk.services.reception.subject import Part
from expatdesk.services.reception.types import SplitTerms
from expatdesk.storage.tx import Tx
from expatdesk.terms import (
    COMING,
    FINISHED,
    UNDER_WAY,
    Outcome,
    PaperState,
    Source,
    VisitState,
)

_CAN_BE_REBOOKED = CANCELLED | {VisitState.PLANNED, VisitState.NO_SHOW, VisitState.TURNED_AWAY}
_OPEN_OUTCOMES = frozenset({None, Outcome.NOT_REGISTERED, Outcome.ANOTHER_DAY})


@dataclass(frozen=True)
class _Member:
    """A person of the party, with what came of it so far."""

    person_id: int
    aged: Aged
    result: Result
    kept_id: int
    """The record that stands for the person, where two were merged."""


class Rebooking(Part):
    def rebook(
        self,
        actor: Actor,
        visit_id: int,
        place: Place,
        *,
        hold_token: str | None = None,
        squeeze_reason: str | None = None,
        key: str,
    ) -> Done[Booked]:
        """The same party at another time, in the same case, with its papers anew.

        For who was turned away, cancelled or did not show up; a planned visit becomes
        rescheduled and gives its place back. Undo takes the new visit away again. Raises
        PlaceTaken, NotEligible, Invalid.
        """

        def work(tx: Tx) -> Written[Booked]:
            visit = _rebookable(tx, visit_id)
            _lock(tx, (visit_id,), place, hold_token)
            version = visit.version
            if visit.state in COMING:
                occupancy.free_to_come(tx, visit_id)
                version = write_visit(tx, visit, state=VisitState.RESCHEDULED, ended_at=tx.now)
            comers, judged = _comers(tx, visit, _still_coming(tx, visit_id), place)
            booking = _booking(
                tx,
                visit_id,
                comers,
                place,
                hold_token=hold_token,
                squeeze_reason=squeeze_reason,
                previous_id=visit_id,
                priced_anew=_comes_too_late(tx, visit, place),
            )
            booked = _judged(reserve(tx, actor, booking), judged)
            log(tx, actor, "visit", visit_id, "rebooked", new=booked.visit_id)
            tx.touch("visits", visit_id)
            return Written(booked, lambda: self._unrebook(actor, booked, visit, version))

        return self._carry_out(actor, key, Booked, work, Right.BOOK)

    def split_terms(self, visit_id: int) -> SplitTerms:
        """Until which day one of this party may come later without a new fee. Raises NotFound."""
        with self._store.reading() as tx:
            first = fee_origin(tx, visit_id).day
            return SplitTerms(first, free_until(tx, first))

    def split_off(
        self,
        actor: Actor,
        visit_id: int,
        person_id: int,
        place: Place,
        *,
        hold_token: str | None = None,
        squeeze_reason: str | None = None,
        key: str,
    ) -> Done[Booked]:
        """One person of the party comes on another day, in the same case.

        The fee stays with the visit from which the person is split, unless the new day lies
        too long after it (a setting as of that visit's day): then it is priced anew. Undo
        brings the person back. Raises PlaceTaken, NotEligible, Invalid.
        """

        def work(tx: Tx) -> Written[Booked]:
            visit = read_visit(tx, visit_id)
            member = _leaver(tx, visit, person_id)
            anew = day_of(place.starts_at) > free_until(tx, fee_origin(tx, visit_id).day)
            comers, judged = _comers(tx, visit, [member], place)
            booking = _booking(
                tx,
                visit_id,
                comers,
                place,
                hold_token=hold_token,
                squeeze_reason=squeeze_reason,
                split_from_id=visit_id,
                priced_anew=anew,
            )
            booked = _judged(reserve(tx, actor, booking), judged)
            papers = _take_papers(tx, visit_id, person_id)
            write_outcome(tx, actor, visit, person_id, (Outcome.ANOTHER_DAY, None))
            log(
                tx, actor, "visit", visit_id, "split_off",
                person=person_id, new=booked.visit_id, anew=int(anew),
            )  # fmt: skip
            return Written(booked, lambda: self._unsplit(actor, booked, visit, member, papers))

        return self._carry_out(actor, key, Booked, work, Right.BOOK)

    def _unrebook(
        self, actor: Actor, booked: Booked, was: VisitFacts, version: int
    ) -> Done[Booked]:
        """Undo: the new visit had never been, and the old one has its place again."""

        def work(tx: Tx) -> Written[Booked]:
            visit = read_visit(tx, was.visit_id, version)
            _lock(tx, (was.visit_id, booked.visit_id), None, None)
            unreserve(tx, actor, booked)
            if was.state in COMING:
                take_place_again(tx, visit)
                write_visit(tx, visit, state=was.state, ended_at=None)
            log(tx, actor, "visit", was.visit_id, "reinstated")
            tx.touch("visits", was.visit_id)
            return Written(booked)

        return self._carry_out(actor, new_key(), Booked, work, Right.BOOK)

    def _unsplit(
        self,
        actor: Actor,
        booked: Booked,
        was: VisitFacts,
        member: _Member,
        papers: list[dict[str, object]],
    ) -> Done[Booked]:
        """Undo: the person comes with the others after all. Raises Stale."""

        def work(tx: Tx) -> Written[Booked]:
            visit = read_visit(tx, was.visit_id)
            now = next(m for m in _party(tx, was.visit_id) if m.person_id == member.person_id)
            if now.result != (Outcome.ANOTHER_DAY, None):
                raise Stale(mine=Outcome.ANOTHER_DAY, theirs=now.result[0])
            unreserve(tx, actor, booked)
            write_outcome(tx, actor, visit, member.person_id, member.result)
            tx.insert_many(VisitPaper, papers)
            if visit.day != was.day:
                ask_papers(tx, visit, visit.day)
            return Written(booked)

        return self._carry_out(actor, new_key(), Booked, work, Right.BOOK)


def _lock(tx: Tx, visit_ids: Iterable[int], place: Place | None, hold_token: str | None) -> None:
    """All desks of the unit of work at once, so that two of them never wait crosswise."""
    desks = {step.desk_id for step in (place.steps if place is not None else ())}
    for visit_id in visit_ids:
        desks.update(step.desk_id for _, step in occupancy.steps_of(tx, visit_id))
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, desks, hold_token))


def _party(tx: Tx, visit_id: int) -> list[_Member]:
    rows = tx.rows(
        select(
            VisitPerson.person_id,
            VisitPerson.role,
            Person.birth_date,
            Person.birth_year,
            VisitPerson.outcome,
            VisitPerson.refusal_code,
            Person.id,
        )
        .join(Person, Person.id == kept(VisitPerson.person_id))
        .where(VisitPerson.visit_id == visit_id)
        .order_by(VisitPerson.ordinal)
    )
    return [_Member(row[0], Aged(*row[1:4]), (row[4], row[5]), row[6]) for row in rows]


def _still_coming(tx: Tx, visit_id: int) -> list[_Member]:
    """Who has no other day yet; two may have been merged into one person meanwhile."""
    once: dict[int, _Member] = {}
    for member in _party(tx, visit_id):
        if member.result[0] is not Outcome.ANOTHER_DAY:
            once.setdefault(member.kept_id, member)
    return list(once.values())


def _rebookable(tx: Tx, visit_id: int) -> VisitFacts:
    """The visit that is to be booked again. Raises Invalid, NotFound."""
    visit = read_visit(tx, visit_id)
    if visit.state not in _CAN_BE_REBOOKED:
        raise Invalid(N_("This visit cannot be booked again as it is."))
    check_not_followed(tx, visit_id)
    return visit


def _leaver(tx: Tx, visit: VisitFacts, person_id: int) -> _Member:
    """The person that is to be split off. Raises Invalid, NotFound."""
    if visit.state not in COMING | UNDER_WAY | FINISHED:
        raise Invalid(N_("This visit does not take place; book it again as a whole."))
    party = _party(tx, visit.visit_id)
    member = next((m for m in party if m.person_id == person_id), None)
    if member is None:
        raise NotFound
    if member.result[0] not in _OPEN_OUTCOMES:
        raise Invalid(N_("This person is registered already."))
    others = [m for m in party if m is not member and m.result[0] is not Outcome.ANOTHER_DAY]
    if not others:
        raise Invalid(N_("Nobody else comes; move or rebook the whole visit."))
    if comes_later(tx, visit.visit_id, person_id):
        raise Invalid(N_("This person has an appointment on another day already."))
    return member


def _comers(
    tx: Tx, visit: VisitFacts, party: Sequence[_Member], place: Place
) -> tuple[tuple[Comer, ...], Judged]:
    """The party in its roles on the other day, and what that changes."""
    aged = [member.aged for member in party]
    limits = (age_limit(tx, visit.day), age_limit(tx, day_of(place.starts_at)))
    roles = roles_moved(aged, *limits)
    judged = changed_roles((each.role for each in aged), roles)
    comers = [Comer(member.person_id, role) for member, role in zip(party, roles, strict=True)]
    return tuple(comers), judged


def _judged(booked: Booked, judged: Judged) -> Booked:
    return replace(booked, of_age=judged.of_age, under_age=judged.under_age)


def _booking(
    tx: Tx,
    visit_id: int,
    comers: tuple[Comer, ...],
    place: Place,
    *,
    hold_token: str | None,
    squeeze_reason: str | None,
    previous_id: int | None = None,
    split_from_id: int | None = None,
    priced_anew: bool = False,
) -> Booking:
    """The booking of the visit for these persons at the other place."""
    row: Row[Any] | None = tx.first(select(Visit.__table__).where(Visit.id == visit_id))
    assert row is not None
    return Booking(
        service_id=row.service_id,
        comers=comers,
        place=place,
        language=row.language,
        source=Source.DESK,
        booker=row.booker,
        booker_party_id=row.booker_party_id,
        booker_contact=row.booker_contact,
        payer=row.payer,
        payer_party_id=row.payer_party_id,
        municipality_id=row.municipality_id,
        address_kind=row.address_kind,
        exemption_id=row.exemption_id,
        exemption_proof=row.exemption_proof,
        note=row.note,
        hold_token=hold_token,
        squeeze_reason=squeeze_reason,
        case_id=row.case_id,
        previous_id=previous_id,
        split_from_id=split_from_id,
        priced_anew=priced_anew,
        # What was accepted when it was typed is not asked again.
        guard_overridden=True,
    )


def _comes_too_late(tx: Tx, visit: VisitFacts, place: Place) -> bool:
    """Whether one who was split off for free is now rebooked beyond the free days."""
    first = fee_origin(tx, visit.visit_id)
    if first.visit_id == visit.visit_id:
        return False
    return day_of(place.starts_at) > free_until(tx, first.day)


def _take_papers(tx: Tx, visit_id: int, person_id: int) -> list[dict[str, object]]:
    """The papers that nobody has looked at yet leave with the person, who brings them anew."""
    mine = (
        VisitPaper.visit_id == visit_id,
        VisitPaper.person_id == person_id,
        VisitPaper.state == PaperState.EXPECTED,
    )
    rows = tx.rows(select(VisitPaper.paper_id, VisitPaper.need).where(*mine))
    tx.execute(delete(VisitPaper).where(*mine))
    return [
        {
            "visit_id": visit_id,
            "person_id": person_id,
            "paper_id": row.paper_id,
            "need": row.need,
            "state": PaperState.EXPECTED,
        }
        for row in rows
    ]
