"""Drafts: a form that is being filled in survives a crash, and is found again at any desk."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update

from expatdesk.model.appointments import Hold
from expatdesk.model.services import Desk
from expatdesk.model.staff import Draft
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import DraftFound
from expatdesk.services.base import Actor, Done, NotFound, Right, require
from expatdesk.storage.changes import Changes
from expatdesk.texts import Pair


class Drafts(Part):
    def save_draft(self, actor: Actor, token: str, kind: str, body: str) -> Done[None]:
        """Keep what stands in a form; `body` is the form's own text."""
        require(actor, Right.BOOK)
        with self._store.writing() as tx:
            values = {
                "kind": kind,
                "desk_id": actor.desk_id,
                "staff_id": actor.staff_id,
                "body": _storable(body),
                "updated_at": tx.now,
            }
            if not tx.changed(update(Draft).where(Draft.token == token).values(**values)):
                tx.insert(Draft, token=token, **values)
        return Done(None, Changes())

    def drafts(self, kind: str, desk_id: int) -> list[tuple[str, str, int]]:
        """(token, body, changed at) of what was left unfinished at a desk, newest first."""
        with self._store.reading() as tx:
            rows = tx.rows(
                select(Draft.token, Draft.body, Draft.updated_at)
                .where(Draft.kind == kind, Draft.desk_id == desk_id)
                .order_by(Draft.updated_at.desc(), Draft.token)
            )
        return [(row[0], row[1], row[2]) for row in rows]

    def own_drafts(self, actor: Actor, kind: str) -> list[DraftFound]:
        """What was left at the actor's desk by anybody, or by the actor at any desk."""
        with self._store.reading() as tx:
            rows = tx.rows(
                select(
                    Draft.token,
                    Draft.body,
                    Draft.updated_at,
                    Draft.desk_id,
                    Desk.name_en,
                    Desk.name_nl,
                )
                .outerjoin(Desk, Desk.id == Draft.desk_id)
                .where(
                    Draft.kind == kind,
                    or_(Draft.desk_id == actor.desk_id, Draft.staff_id == actor.staff_id),
                )
                .order_by(Draft.updated_at.desc(), Draft.token)
            )
        return [
            DraftFound(row[0], row[1], row[2], row[3], Pair(row[4] or "", row[5] or ""))
            for row in rows
        ]

    def take_draft(self, actor: Actor, token: str, new_token: str) -> Done[None]:
        """Go on here with what was left elsewhere: draft and held place get another owner.

        Where the first form should be open still, it owns neither from now on, so that the two
        cannot book the same place for the same people. Raises NotFound where it is gone.
        """
        require(actor, Right.BOOK)
        with self._store.writing() as tx:
            taken = tx.changed(
                update(Draft)
                .where(Draft.token == token)
                .values(token=new_token, desk_id=actor.desk_id, staff_id=actor.staff_id)
            )
            # Sent again after a lost line, it has been taken already.
            if not taken and tx.scalar(select(Draft.token).where(Draft.token == new_token)) is None:
                raise NotFound
            tx.execute(update(Hold).where(Hold.token == token).values(token=new_token))
        return Done(None, Changes())

    def drop_draft(self, token: str) -> Done[None]:
        """The form was closed on purpose; Undo brings back what stood in it."""
        with self._store.writing() as tx:
            row = tx.first(
                select(
                    Draft.kind, Draft.desk_id, Draft.staff_id, Draft.body, Draft.updated_at
                ).where(Draft.token == token)
            )
            tx.execute(delete(Draft).where(Draft.token == token))
        if row is None:
            return Done(None, Changes())
        kept: dict[str, object] = {"token": token, **row._asdict()}
        return Done(None, Changes(), lambda: self._put_back(kept))

    def _put_back(self, kept: dict[str, object]) -> Done[None]:
        with self._store.writing() as tx:
            if tx.first(select(Draft.token).where(Draft.token == kept["token"])) is None:
                tx.insert(Draft, **kept)
        return Done(None, Changes())


def _storable(body: str) -> str:
    """As typed, but for what no database keeps: a form that is half filled in is not lost."""
    return body.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
