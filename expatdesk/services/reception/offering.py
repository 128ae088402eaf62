"""Offering a free place to somebody on the waiting list, and what comes of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.clock import day_of
from expatdesk.i18n import N_, Language
from expatdesk.model.appointments import Hold, HoldStep, Visit
from expatdesk.model.people import Person
from expatdesk.services.appointments.booking import reserve, unreserve
from expatdesk.services.appointments.holds import hold_place, release_hold
from expatdesk.services.appointments.judging import age_limit
from expatdesk.services.appointments.messages import draft_message
from expatdesk.services.appointments.moving import Relocated, relocate
from expatdesk.services.appointments.roles import Aged, role_on
from expatdesk.services.appointments.types import (
    Booked,
    Booking,
    Comer,
    MessageEntry,
    Place,
    StepPlace,
)
from expatdesk.services.appointments.versions import read_visit
from expatdesk.services.base import Actor, Done, Invalid, Right, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.people.households import ORDER, members
from expatdesk.services.people.merging import resolve
from expatdesk.services.reception.entries import Entry, check_waits, read_entry, write_entry
from expatdesk.services.reception.letters import offer_letter
from expatdesk.services.reception.messages import settle_those_of
from expatdesk.services.reception.waiting import NO_OFFER, UNSAID, Waiting
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import value
from expatdesk.storage.tx import Tx
from expatdesk.terms import (
    COMING,
    FamilyRole,
    MessageKind,
    MessageState,
    Source,
    WaitingState,
)

_HOUR = 3600
_SAID = {MessageKind.CALL: MessageState.DONE, MessageKind.MAIL: MessageState.DISCARDED}


@dataclass(frozen=True)
class _Reached:
    """How the person who waits is reached, and in which language."""

    party_id: int
    phone: str
    email: str
    language: Language


class Offering(Waiting):
    def offer(self, actor: Actor, waiting_id: int, place: Place, *, key: str) -> Done[int]:
        """Keep the place for them and note that they are to be told; gives the new version.

        The place is kept for the hours of a setting, at most until it begins. The call list has
        the call, and where there is an address the outbox a draft. Undo takes all of it back.
        Raises PlaceTaken, Invalid.
        """

        def work(tx: Tx) -> Written[int]:
            entry = read_entry(tx, waiting_id)
            check_waits(entry)
            if entry.offer_token is not None:
                release_hold(tx, entry.offer_token)
            token = secrets.token_hex(16)
            until = _hold(tx, entry, place, token)
            settle_those_of(tx, waiting_id, UNSAID)
            _tell(tx, actor, entry, place, until)
            new = write_entry(
                tx,
                entry,
                state=WaitingState.OFFERED,
                offered_at=tx.now,
                offer_starts_at=place.starts_at,
                offer_token=token,
            )
            log(tx, actor, "waiting", waiting_id, "offered", starts_at=place.starts_at)
            return Written(new, lambda: self._take_offer_back(actor, waiting_id, new))

        return self._carry_out(actor, key, int, work, Right.BOOK)

    def accept(
        self,
        actor: Actor,
        waiting_id: int,
        *,
        comers: Sequence[Comer] | None = None,
        municipality_id: int | None = None,
        key: str,
    ) -> Done[Booked]:
        """They take the offered place: their visit is moved there, or a new one is booked.

        Without `comers` the person comes with the household, where its size is that of the
        entry. What else a booking needs is asked in the booking form, which takes the entry's
        hold. Raises Invalid with the field, PlaceTaken where the offer has ended.
        """

        def work(tx: Tx) -> Written[Booked]:
            entry = read_entry(tx, waiting_id)
            place = _offered(tx, entry)
            settle_those_of(tx, waiting_id, _SAID)
            if entry.visit_id is not None:
                return self._move_forward(tx, actor, entry, place)
            person_id = resolve(tx, entry.person_id)
            household = comers or _household(tx, entry, person_id, day_of(place.starts_at))
            booking = Booking(
                service_id=entry.service_id,
                comers=tuple(household),
                place=place,
                language=_reached(tx, person_id).language.value,
                source=Source.PHONE,
                municipality_id=municipality_id or _municipality(tx, person_id),
                hold_token=entry.offer_token,
                waiting_id=waiting_id,
            )
            booked = reserve(tx, actor, booking)
            log(tx, actor, "waiting", waiting_id, "accepted", visit=booked.visit_id)
            return Written(booked, lambda: self._unbook(actor, booked))

        return self._carry_out(actor, key, Booked, work, Right.BOOK)

    def _move_forward(self, tx: Tx, actor: Actor, entry: Entry, place: Place) -> Written[Booked]:
        """The visit they have goes to the offered place, and the entry is heard."""
        visit = read_visit(tx, entry.visit_id or 0)
        if visit.state not in COMING:
            raise Invalid(N_("Only a planned visit can be moved forward."))
        done = relocate(tx, actor, visit, place, None, hold_token=entry.offer_token)
        new = write_entry(tx, entry, state=WaitingState.TAKEN, offer_token=None)
        log(tx, actor, "waiting", entry.waiting_id, "accepted", visit=visit.visit_id)
        code = tx.scalar(select(Visit.code).where(Visit.id == visit.visit_id))
        return Written(
            Booked(
                visit.visit_id,
                visit.case_id,
                code or "",
                done.judged.of_age,
                done.judged.under_age,
            ),
            lambda: self._move_back(
                actor, (visit.visit_id, visit.version + 1), (entry.waiting_id, new), done
            ),
        )

    def _move_back(
        self, actor: Actor, visit: tuple[int, int], entry: tuple[int, int], done: Relocated
    ) -> Done[int]:
        """Undo: the visit stands where it was, and waits again. Raises Stale, PlaceTaken."""

        def work(tx: Tx) -> Written[int]:
            waits = read_entry(tx, *entry)
            facts = read_visit(tx, *visit)
            relocate(
                tx, actor, facts, done.was, facts.squeeze_reason,
                action="moved_back", roles=done.roles,
            )  # fmt: skip
            write_entry(tx, waits, state=WaitingState.WAITING, **NO_OFFER)
            return Written(facts.version + 1)

        return self._carry_out(actor, new_key(), int, work, Right.BOOK)

    def _unbook(self, actor: Actor, booked: Booked) -> Done[int]:
        """Undo: the visit had never been, and the entry waits again."""

        def work(tx: Tx) -> Written[int]:
            unreserve(tx, actor, booked)
            return Written(booked.visit_id)

        return self._carry_out(actor, new_key(), int, work, Right.BOOK)

    def _take_offer_back(self, actor: Actor, waiting_id: int, version: int) -> Done[int]:
        """Undo of an offer, as long as nothing else has come of it. Raises Stale."""

        def work(tx: Tx) -> Written[int]:
            entry = read_entry(tx, waiting_id, version)
            if entry.offer_token is not None:
                release_hold(tx, entry.offer_token)
            settle_those_of(tx, waiting_id, UNSAID)
            new = write_entry(tx, entry, state=WaitingState.WAITING, **NO_OFFER)
            log(tx, actor, "waiting", waiting_id, "offer_undone")
            return Written(new)

        return self._carry_out(actor, new_key(), int, work, Right.BOOK)


def _hold(tx: Tx, entry: Entry, place: Place, token: str) -> int:
    """Holds the place; gives until when. Raises PlaceTaken, Invalid, Conflict."""
    if place.starts_at <= tx.now:
        raise Invalid(N_("This time is in the past."), field="place")
    hours = value(tx, keys.OFFER_HOURS, day_of(tx.now))
    minutes = min(hours * 60, (place.starts_at - tx.now) // 60)
    held = hold_place(
        tx,
        token,
        entry.service_id,
        entry.party_size,
        place,
        max(minutes, 1),
        moving_visit_id=entry.visit_id,
    )
    return held.expires_at


def _tell(tx: Tx, actor: Actor, entry: Entry, place: Place, until: int) -> None:
    """One call to make, and a mail where there is an address; in their language."""
    reached = _reached(tx, resolve(tx, entry.person_id))
    subject, body = offer_letter(reached.language, place.starts_at, until)
    ways = [(MessageKind.CALL, reached.phone)]
    if reached.email:
        ways.append((MessageKind.MAIL, reached.email))
    for kind, address in ways:
        draft_message(
            tx,
            actor,
            MessageEntry(
                kind=kind,
                address=address,
                language=reached.language.value,
                subject=subject,
                body=body,
                party_id=reached.party_id,
                visit_id=entry.visit_id,
                waiting_id=entry.waiting_id,
            ),
        )


def _offered(tx: Tx, entry: Entry) -> Place:
    """The place that is held for the entry. Raises Invalid where there is none any more."""
    rows = tx.rows(
        select(
            HoldStep.step_id,
            HoldStep.desk_id,
            HoldStep.starts_at,
            HoldStep.ends_at,
            HoldStep.busy_until,
        )
        .join(Hold, Hold.id == HoldStep.hold_id)
        .where(Hold.token == (entry.offer_token or ""), Hold.expires_at > tx.now)
        .order_by(HoldStep.starts_at, HoldStep.id)
    )
    if not rows:
        raise Invalid(N_("There is no offer, or its time has run out; offer a place again."))
    steps = tuple(StepPlace(*row) for row in rows)
    return Place(steps[0].starts_at, steps)


def _household(tx: Tx, entry: Entry, person_id: int, day: date) -> list[Comer]:
    """Who comes, where that is clear, in the role of that day. Raises Invalid."""
    if entry.party_size == 1:
        return [Comer(person_id, FamilyRole.FIRST)]
    people = sorted(members(tx, person_id), key=lambda m: ORDER[m.role])
    if len(people) != entry.party_size:
        raise Invalid(N_("Say in the booking form who comes."), field="comers")
    limit = age_limit(tx, day)
    return [
        Comer(each.person_id, role_on(Aged(each.role, each.birth_date, each.birth_year), limit))
        for each in people
    ]


def _municipality(tx: Tx, person_id: int) -> int | None:
    found = tx.scalar(select(Person.municipality_id).where(Person.id == person_id))
    return None if found is None else int(found)


def _reached(tx: Tx, person_id: int) -> _Reached:
    row = tx.first(
        select(Person.phone, Person.email, Person.languages).where(Person.id == person_id)
    )
    phone, email, languages = row if row is not None else (None, None, "")
    spoken = [code for code in languages.split() if code in set(Language)]
    return _Reached(
        person_id, phone or "", email or "", Language(spoken[0]) if spoken else Language.EN
    )
