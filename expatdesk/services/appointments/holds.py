"""A place is held while its form is open, and comes free by itself."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from expatdesk.clock import day_of
from expatdesk.model.appointments import Hold, HoldStep
from expatdesk.services.appointments import occupancy, wording
from expatdesk.services.appointments.loading import read_service
from expatdesk.services.appointments.room import Own, check_free, check_shape, read_room
from expatdesk.services.appointments.search import check_party, needs_of
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import HoldInfo, Place
from expatdesk.services.base import Actor, Done, Right, require
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import value
from expatdesk.storage.errors import Conflict
from expatdesk.storage.tx import Tx


class Holding(Part):
    def hold(
        self,
        actor: Actor,
        token: str,
        service_id: int,
        persons: int,
        place: Place,
        *,
        minutes: int | None = None,
        moving_visit_id: int | None = None,
    ) -> Done[HoldInfo]:
        """Keep the place for this form, instead of the one it held before.

        `minutes`: as long as the setting says where none are named. `moving_visit_id`: the
        visit that is to be moved there. Raises PlaceTaken.
        """
        require(actor, Right.BOOK)
        try:
            with self._store.writing() as tx:
                info = hold_place(tx, token, service_id, persons, place, minutes, moving_visit_id)
        except Conflict as conflict:
            if conflict.constraint != occupancy.TAKEN:
                raise
            raise wording.taken() from conflict
        return Done(info, tx.changes)

    def release(self, actor: Actor, token: str) -> Done[None]:
        """Give up what the form held; nothing happens where that has ended by itself."""
        require(actor, Right.BOOK)
        with self._store.writing() as tx:
            release_hold(tx, token)
        return Done(None, tx.changes)


def hold_place(
    tx: Tx,
    token: str,
    service_id: int,
    persons: int,
    place: Place,
    minutes: int | None = None,
    moving_visit_id: int | None = None,
) -> HoldInfo:
    """Step: holds the place under its desks' locks. Raises PlaceTaken, Conflict.

    The ticks of a visit that is to be moved stay its own, so that a hold over them takes
    only the others.
    """
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, {s.desk_id for s in place.steps}, token))
    rule = read_service(tx, service_id)
    check_party(rule, persons)
    day = day_of(place.starts_at)
    check_shape(rule, place, needs_of(tx, rule, persons, day, moving_visit_id))
    check_free(read_room(tx, rule, day, day, own=Own(moving_visit_id, token)), place)
    if minutes is None:
        minutes = value(tx, keys.HOLD_MINUTES, day_of(tx.now))
    expires_at = tx.now + minutes * 60
    hold_id = tx.insert(Hold, token=token, expires_at=expires_at)
    tx.insert_many(HoldStep, [{"hold_id": hold_id, **asdict(step)} for step in place.steps])
    own = () if moving_visit_id is None else [s for _, s in occupancy.steps_of(tx, moving_visit_id)]
    occupancy.take_hold(tx, hold_id, place.steps, besides=own)
    tx.touch("visits")
    return HoldInfo(token, expires_at, place)


def release_hold(tx: Tx, token: str) -> None:
    """Step: removes what this form or offer holds, and what has ended."""
    if tx.first(select(Hold.id).where(Hold.token == token)) is None:
        return
    occupancy.drop_holds(tx, occupancy.lock_desks(tx, (), token))
    tx.touch("visits")
