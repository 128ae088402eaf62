"""Drafts: a form that is being filled in survives a crash."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from expatdesk.model.staff import Draft
from expatdesk.services.appointments.subject import Part
from expatdesk.services.base import Actor, Done, Right, require
from expatdesk.storage.changes import Changes


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

    def drop_draft(self, token: str) -> Done[None]:
        """The form was closed on purpose."""
        with self._store.writing() as tx:
            tx.execute(delete(Draft).where(Draft.token == token))
        return Done(None, Changes())


def _storable(body: str) -> str:
    """As typed, but for what no database keeps: a form that is half filled in is not lost."""
    return body.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
