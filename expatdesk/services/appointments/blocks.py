"""Blocked time: a desk at which nobody is booked for a while (a meeting, illness)."""

from __future__ import annotations

from functools import partial

from sqlalchemy import delete, select

from expatdesk.clock import TICK
from expatdesk.i18n import N_
from expatdesk.model.appointments import Appointment, Visit
from expatdesk.model.services import Block, Desk
from expatdesk.names import clean
from expatdesk.services.appointments import listing
from expatdesk.services.appointments.party import check_texts
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import BlockedVisits
from expatdesk.services.base import (
    Actor,
    Done,
    Invalid,
    NotFound,
    Right,
    Stale,
    log,
    new_key,
    require,
)
from expatdesk.services.once import Written
from expatdesk.storage.tx import Lock, Tx


class Blocks(Part):
    def block(
        self,
        actor: Actor,
        desk_id: int,
        starts_at: int,
        ends_at: int,
        reason: str,
        *,
        over_visits: bool = False,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """Block a desk; gives the block's id. Undo takes it away.

        Raises BlockedVisits with the visits that lie there, unless `over_visits` says that they
        were seen and stay; Invalid, IdentifierFound.
        """
        require(actor, Right.BOOK)
        if starts_at >= ends_at or starts_at % TICK or ends_at % TICK:
            raise Invalid(
                N_("A block begins before it ends, at multiples of five minutes."), field="ends_at"
            )
        reason = clean(reason)
        check_texts({"reason": reason}, overridden=guard_overridden)

        def work(tx: Tx) -> Written[int]:
            tx.lock(Lock.DESK, [desk_id])
            if tx.first(select(Desk.id).where(Desk.id == desk_id)) is None:
                raise NotFound
            if not over_visits:
                check_nobody(tx, desk_id, starts_at, ends_at)
            block_id = tx.insert(
                Block, desk_id=desk_id, starts_at=starts_at, ends_at=ends_at, reason=reason
            )
            log(
                tx, actor, "block", block_id, "blocked",
                desk=desk_id, starts_at=starts_at, ends_at=ends_at, reason=reason,
            )  # fmt: skip
            tx.touch("visits")
            return Written(block_id, lambda: self.unblock(actor, block_id, 1, key=new_key()))

        return self._once(key, int, work)

    def unblock(self, actor: Actor, block_id: int, version: int, *, key: str) -> Done[int]:
        """Take a block away; gives the desk's id. Undo blocks again. Raises Stale, NotFound."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            row = tx.first(select(Block.__table__).where(Block.id == block_id))
            if row is None:
                raise NotFound
            if row.version != version:
                raise Stale(mine=version, theirs=row.version)
            tx.execute(delete(Block).where(Block.id == block_id))
            log(
                tx, actor, "block", block_id, "unblocked",
                desk=row.desk_id, starts_at=row.starts_at, ends_at=row.ends_at,
            )  # fmt: skip
            tx.touch("visits")
            again = partial(
                self.block,
                actor,
                row.desk_id,
                row.starts_at,
                row.ends_at,
                row.reason,
                # What lay under it when it was taken away may lie there again.
                over_visits=True,
                guard_overridden=True,
            )
            return Written(row.desk_id, lambda: again(key=new_key()))

        return self._once(key, int, work)


def check_nobody(tx: Tx, desk_id: int | None, starts_at: int, ends_at: int) -> None:
    """Step: no visit lies at the desk (without one: at any) in this time.

    For blocks and closures, whose desks are locked. Raises BlockedVisits.
    """
    # A visit lies within one day, so that a day before the span is early enough to look.
    overlapping = (
        select(Appointment.visit_id)
        .where(
            Appointment.starts_at < ends_at,
            Appointment.starts_at > starts_at - 90_000,
            Appointment.busy_until > starts_at,
            Appointment.active,
        )
        .distinct()
    )
    if desk_id is not None:
        overlapping = overlapping.where(Appointment.desk_id == desk_id)
    rows = listing.rows_where(tx, Visit.id.in_(overlapping))
    if rows:
        raise BlockedVisits(N_("Visits lie in this time: {count}."), tuple(rows))
