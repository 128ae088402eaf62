"""Booking: one transaction from the checks under the desks' locks to the log."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert

from expatdesk.clock import day_of
from expatdesk.codes import new_code
from expatdesk.i18n import N_
from expatdesk.model.appointments import (
    Appointment,
    Case,
    CaseReceipt,
    FollowUp,
    Message,
    Visit,
    VisitPaper,
    VisitPerson,
    WaitingEntry,
)
from expatdesk.model.sheets import SheetGiven
from expatdesk.model.staff import Draft
from expatdesk.model.till import Charge, UnbilledCharge
from expatdesk.names import clean, clean_lines
from expatdesk.services.appointments import occupancy
from expatdesk.services.appointments.eligibility import check_answers, check_municipality
from expatdesk.services.appointments.judging import age_limit, asked_papers, expect_papers
from expatdesk.services.appointments.loading import ServiceRule, read_service
from expatdesk.services.appointments.papers import Coming
from expatdesk.services.appointments.party import Comers, check_texts, read_party
from expatdesk.services.appointments.roles import Aged, has_grown_up
from expatdesk.services.appointments.room import (
    Own,
    check_free,
    check_open_day,
    check_shape,
    read_room,
)
from expatdesk.services.appointments.search import check_party, needs_of
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import Booked, Booking
from expatdesk.services.appointments.versions import read_visit
from expatdesk.services.base import (
    Actor,
    Done,
    Invalid,
    Right,
    log,
    new_key,
    require,
)
from expatdesk.services.once import Written
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole, MessageState, Source, VisitState, WaitingState

LATE_START = 15 * 60
"""Seconds by which a walk-in may have begun before it is written down."""


class Bookings(Part):
    def book(self, actor: Actor, booking: Booking, *, key: str) -> Done[Booked]:
        """Book the place for the party, in a new case or in the one that is named.

        Undo takes the booking away while nothing has happened to it. Raises PlaceTaken,
        NotEligible, Invalid with the field, IdentifierFound.
        """
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[Booked]:
            booked = reserve(tx, actor, booking)
            return Written(booked, lambda: self.unbook(actor, booked, key=new_key()))

        return self._once(key, Booked, work)

    def unbook(self, actor: Actor, booked: Booked, *, key: str) -> Done[int]:
        """Undo of `book`: as if it had never been, as long as nothing has come of it.

        Raises Stale where it was changed, Invalid where something hangs on it.
        """
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            unreserve(tx, actor, booked)
            return Written(booked.visit_id)

        return self._once(key, int, work)


def reserve(tx: Tx, actor: Actor, booking: Booking) -> Booked:
    """Step: checks and writes a visit with its case, persons, papers, steps and ticks.

    Who locks desks of its own in the same transaction calls `occupancy.lock_desks` for all of
    them first. Raises PlaceTaken, NotEligible, Invalid, IdentifierFound, and Conflict of
    "pk_occupancy" where the place was taken this moment, of "uq_visit_code" to try again.
    """
    booking = _cleaned(booking)
    overridden = check_texts(
        {
            "note": booking.note,
            "booker_contact": booking.booker_contact,
            "exemption_proof": booking.exemption_proof,
            "squeeze_reason": booking.squeeze_reason or "",
        },
        overridden=booking.guard_overridden,
    )
    desks = {step.desk_id for step in booking.place.steps}
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, desks, booking.hold_token))
    rule = read_service(tx, booking.service_id)
    check_party(rule, len(booking.comers))
    day = day_of(booking.place.starts_at)
    _check_rules(tx, rule, booking, day)
    comers = read_party(tx, booking)
    _check_ages(tx, comers, day)
    _check_place(tx, rule, booking, day)
    booked = _write(tx, booking, comers, day)
    log(tx, actor, "visit", booked.visit_id, "booked", **_details(booking))
    if overridden:
        log(tx, actor, "visit", booked.visit_id, "guard_overridden")
    tx.touch("visits", booked.visit_id)
    return booked


def _cleaned(booking: Booking) -> Booking:
    """What was typed, without what no line can show and a server cannot keep."""
    reason = booking.squeeze_reason
    return replace(
        booking,
        note=clean_lines(booking.note),
        booker_contact=clean(booking.booker_contact),
        exemption_proof=clean(booking.exemption_proof),
        squeeze_reason=None if reason is None else clean(reason),
    )


def unreserve(tx: Tx, actor: Actor, booked: Booked) -> None:
    """Step: the inverse of `reserve`. Raises Stale where the visit was changed, Invalid.

    Who locks desks of its own in the same transaction locks all of them first.
    """
    visit = read_visit(tx, booked.visit_id, 1)
    if visit.state is not VisitState.PLANNED or _has_followers(tx, booked):
        raise Invalid(N_("Something has come of this appointment already; cancel it instead."))
    occupancy.free_to_come(tx, booked.visit_id)
    _remove(tx, booked)
    log(tx, actor, "visit", booked.visit_id, "unbooked")
    tx.touch("visits", booked.visit_id)


def _check_rules(tx: Tx, rule: ServiceRule, booking: Booking, day: date) -> None:
    check_answers(tx, booking.service_id, booking.answers, day)
    if rule.needs_municipality:
        check_municipality(tx, booking.municipality_id, booking.address_kind, day)


def _check_ages(tx: Tx, comers: Comers, day: date) -> None:
    """Who is of age on the day is nobody's child: the fee and the papers turn on it."""
    children = [
        Aged(comer.role, known.birth_date, known.birth_year)
        for comer, known in zip(comers.comers, comers.people, strict=True)
        if comer.role is FamilyRole.CHILD and (known.birth_date or known.birth_year)
    ]
    if not children:
        return
    limit = age_limit(tx, day)
    if any(has_grown_up(child, limit) for child in children):
        raise Invalid(
            N_("Who is {years} or older on the day of the visit does not come as a child."),
            field="comers",
            years=limit.years,
        )


def _check_place(tx: Tx, rule: ServiceRule, booking: Booking, day: date) -> None:
    """Once more, under the locks: shape, time, opening hours, blocks and what is booked."""
    squeezed = booking.squeeze_reason is not None
    if squeezed and not (booking.squeeze_reason or "").strip():
        raise Invalid(N_("A squeeze-in needs a reason."), field="squeeze_reason")
    check_shape(rule, booking.place, needs_of(tx, rule, len(booking.comers), day))
    check_start(tx, booking.place.starts_at, at_once=squeezed or booking.source is Source.DESK)
    room = read_room(tx, rule, day, day, own=Own(hold_token=booking.hold_token))
    if squeezed:
        check_open_day(room, booking.place)
    else:
        check_free(room, booking.place)


def check_start(tx: Tx, starts_at: int, *, at_once: bool) -> None:
    """Nothing is booked into the past; whoever stands at the desk may have begun just now."""
    if starts_at < tx.now - (LATE_START if at_once else 0):
        raise Invalid(N_("This time is in the past."), field="place")


def _write(tx: Tx, booking: Booking, comers: Comers, day: date) -> Booked:
    case_id = booking.case_id
    if case_id is None:
        case_id = tx.insert(Case, service_id=booking.service_id, opened_at=tx.now)
    code = new_code(random.SystemRandom())
    visit_id = tx.insert(
        Visit,
        case_id=case_id,
        code=code,
        service_id=booking.service_id,
        state=VisitState.PLANNED,
        day=day,
        starts_at=booking.place.starts_at,
        ends_at=booking.place.ends_at,
        party_size=len(booking.comers),
        language=booking.language,
        source=booking.source,
        booker=booking.booker,
        booker_party_id=comers.booker_id,
        booker_contact=booking.booker_contact,
        payer=booking.payer,
        payer_party_id=comers.payer_id,
        exemption_id=booking.exemption_id,
        exemption_proof=booking.exemption_proof,
        municipality_id=booking.municipality_id,
        address_kind=booking.address_kind,
        note=booking.note,
        squeeze_reason=booking.squeeze_reason,
        previous_id=booking.previous_id,
        split_from_id=booking.split_from_id,
        priced_anew=booking.priced_anew,
        booked_at=tx.now,
    )
    _write_party(tx, visit_id, booking, comers, day)
    _write_steps(tx, visit_id, booking)
    _write_ends(tx, visit_id, booking)
    return Booked(visit_id, case_id, code)


def _write_party(tx: Tx, visit_id: int, booking: Booking, comers: Comers, day: date) -> None:
    """Persons in their order, and the papers that they are to bring."""
    tx.insert_many(
        VisitPerson,
        [
            {"visit_id": visit_id, "person_id": c.person_id, "ordinal": number, "role": c.role}
            for number, c in enumerate(comers.comers, 1)
        ],
    )
    party: list[Coming] = [
        (comer.person_id, comer.role, known.residence_class)
        for comer, known in zip(comers.comers, comers.people, strict=True)
    ]
    asked = asked_papers(tx, booking.service_id, party, booking.address_kind, day)
    expect_papers(tx, visit_id, asked)


def _write_steps(tx: Tx, visit_id: int, booking: Booking) -> None:
    rows = tx.rows(
        _step_statement(),
        [
            {"visit_id": visit_id, "ordinal": number, **asdict(step)}
            for number, step in enumerate(booking.place.steps, 1)
        ],
    )
    owned = [(row[0], step) for row, step in zip(rows, booking.place.steps, strict=True)]
    if booking.squeeze_reason is None:
        occupancy.clear_leavings(tx, booking.place.steps)
        occupancy.take(tx, owned)


@cache
def _step_statement() -> ReturningInsert[int]:
    """All steps in one statement, their ids in the order of the steps."""
    return insert(Appointment).returning(Appointment.id, sort_by_parameter_order=True)


def _write_ends(tx: Tx, visit_id: int, booking: Booking) -> None:
    """The draft of the form is done with, and the waiting list has been heard."""
    if booking.draft_token is not None:
        tx.execute(delete(Draft).where(Draft.token == booking.draft_token))
    if booking.waiting_id is not None:
        tx.execute(
            update(WaitingEntry)
            .where(WaitingEntry.id == booking.waiting_id)
            .values(
                state=WaitingState.TAKEN,
                visit_id=visit_id,
                offer_token=None,
                version=WaitingEntry.version + 1,
            )
        )
        tx.touch("waiting", booking.waiting_id)


def _details(booking: Booking) -> dict[str, str | int | None]:
    details: dict[str, str | int | None] = {
        "starts_at": booking.place.starts_at,
        "desk": booking.place.steps[0].desk_id,
        "persons": len(booking.comers),
    }
    if booking.squeeze_reason is not None:
        details["squeeze_reason"] = booking.squeeze_reason
    if booking.previous_id is not None:
        details["previous"] = booking.previous_id
    return details


def _has_followers(tx: Tx, booked: Booked) -> bool:
    """Whether money, other visits or messages that went out hang on the visit."""
    visit_id, case_id = booked.visit_id, booked.case_id
    counts = (
        select(func.count()).select_from(Charge).where(Charge.visit_id == visit_id),
        select(func.count())
        .select_from(Message)
        .where(Message.visit_id == visit_id, Message.state == MessageState.DONE),
        select(func.count())
        .select_from(Visit)
        .where((Visit.previous_id == visit_id) | (Visit.split_from_id == visit_id)),
        select(func.count()).select_from(SheetGiven).where(SheetGiven.visit_id == visit_id),
        select(func.count())
        .select_from(CaseReceipt)
        .where(CaseReceipt.case_id == case_id, ~_has_other_visits(booked)),
        select(func.count())
        .select_from(UnbilledCharge)
        .where(UnbilledCharge.case_id == case_id, ~_has_other_visits(booked)),
    )
    row = tx.first(select(*(count.scalar_subquery() for count in counts)))
    return row is not None and any(row)


def _has_other_visits(booked: Booked) -> ColumnElement[bool]:
    return (
        select(Visit.id)
        .where(Visit.case_id == booked.case_id, Visit.id != booked.visit_id)
        .exists()
    )


def _remove(tx: Tx, booked: Booked) -> None:
    """The rows of the visit, and of its case where that has no other."""
    visit_id = booked.visit_id
    tx.execute(
        update(WaitingEntry)
        .where(WaitingEntry.visit_id == visit_id)
        .values(state=WaitingState.WAITING, visit_id=None, version=WaitingEntry.version + 1)
    )
    occupancy.free(tx, visit_id)
    for table in (Message, VisitPaper, VisitPerson, Appointment):
        tx.execute(delete(table).where(table.visit_id == visit_id))
    tx.execute(delete(Visit).where(Visit.id == visit_id))
    alone = ~select(Visit.id).where(Visit.case_id == booked.case_id).exists()
    tx.execute(delete(FollowUp).where(FollowUp.case_id == booked.case_id, alone))
    tx.execute(delete(Case).where(Case.id == booked.case_id, alone))
