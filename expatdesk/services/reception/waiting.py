"""The waiting list: who wants to hear when a place comes free, and what is free for them."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import WaitingEntry
from expatdesk.services.appointments.holds import release_hold
from expatdesk.services.appointments.loading import read_service
from expatdesk.services.appointments.search import check_party
from expatdesk.services.appointments.types import WaitingRequest, WaitingRow
from expatdesk.services.appointments.versions import read_visit
from expatdesk.services.base import Actor, Done, Invalid, Right, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.people.merging import resolve
from expatdesk.services.reception.entries import (
    Entry,
    check_waits,
    read_entry,
    read_rows,
    write_entry,
)
from expatdesk.services.reception.matching import matches
from expatdesk.services.reception.messages import settle_those_of
from expatdesk.services.reception.subject import Part
from expatdesk.services.reception.types import WaitingMatch
from expatdesk.storage.tx import Tx
from expatdesk.terms import COMING, MessageKind, MessageState, WaitingState

UNSAID = {MessageKind.CALL: MessageState.DISCARDED, MessageKind.MAIL: MessageState.DISCARDED}


class Waiting(Part):
    def waiting_list(self) -> list[WaitingRow]:
        """Who waits or has an offer, in the order in which they came."""
        with self._store.reading() as tx:
            return read_rows(tx)

    def offers(self) -> list[WaitingMatch]:
        """Who waits and could have a place now, each with the first places of theirs.

        Three statements for each service that somebody waits for.
        """
        with self._store.reading() as tx:
            return matches(tx, read_rows(tx))

    def wait(self, actor: Actor, request: WaitingRequest, *, key: str) -> Done[int]:
        """Put somebody on the list; gives the entry's id. Undo withdraws it. Raises Invalid."""

        def work(tx: Tx) -> Written[int]:
            _check(tx, request)
            waiting_id = tx.insert(
                WaitingEntry,
                service_id=request.service_id,
                person_id=resolve(tx, request.person_id),
                visit_id=request.visit_id,
                party_size=request.party_size,
                first_day=request.first_day,
                last_day=request.last_day,
                part_of_day=request.part_of_day,
                state=WaitingState.WAITING,
                created_at=tx.now,
            )
            log(tx, actor, "waiting", waiting_id, "added")
            tx.touch("waiting", waiting_id)
            return Written(waiting_id, lambda: self.withdraw(actor, waiting_id, 1, key=new_key()))

        return self._carry_out(actor, key, int, work, Right.BOOK)

    def withdraw(
        self, actor: Actor, waiting_id: int, version: int | None = None, *, key: str
    ) -> Done[int]:
        """Off the list; an offered place is free again. Gives the new version.

        Undo puts the entry back, without its offer. Raises Stale, Invalid, NotFound.
        """

        def work(tx: Tx) -> Written[int]:
            entry = read_entry(tx, waiting_id, version)
            check_waits(entry)
            _end_offer(tx, entry)
            new = write_entry(tx, entry, state=WaitingState.WITHDRAWN, **NO_OFFER)
            log(tx, actor, "waiting", waiting_id, "withdrawn")
            return Written(new, lambda: self._wait_again(actor, waiting_id, new))

        return self._carry_out(actor, key, int, work, Right.BOOK)

    def _wait_again(self, actor: Actor, waiting_id: int, version: int) -> Done[int]:
        """Undo of withdrawing. Raises Stale."""

        def work(tx: Tx) -> Written[int]:
            entry = read_entry(tx, waiting_id, version)
            new = write_entry(tx, entry, state=WaitingState.WAITING)
            log(tx, actor, "waiting", waiting_id, "added")
            return Written(new)

        return self._carry_out(actor, new_key(), int, work, Right.BOOK)


NO_OFFER: dict[str, object] = {"offer_token": None, "offer_starts_at": None, "offered_at": None}


def _end_offer(tx: Tx, entry: Entry) -> None:
    """What was offered is free again, and need not be told any more."""
    if entry.offer_token is not None:
        release_hold(tx, entry.offer_token)
    settle_those_of(tx, entry.waiting_id, UNSAID)


def _check(tx: Tx, request: WaitingRequest) -> None:
    check_party(read_service(tx, request.service_id), request.party_size)
    if request.first_day > request.last_day:
        raise Invalid(N_("The last day lies before the first."), field="last_day")
    if request.last_day < day_of(tx.now):
        raise Invalid(N_("These days are over."), field="last_day")
    if request.visit_id is None:
        return
    if read_visit(tx, request.visit_id).state not in COMING:
        raise Invalid(N_("Only a planned visit can be moved forward."), field="visit_id")
    waits = tx.first(
        select(WaitingEntry.id).where(
            WaitingEntry.visit_id == request.visit_id,
            WaitingEntry.state.in_([WaitingState.WAITING, WaitingState.OFFERED]),
        )
    )
    if waits is not None:
        raise Invalid(N_("This visit is on the waiting list already."), field="visit_id")
