"""What the parts of the subject Sheets share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from expatdesk.clock import Clock
from expatdesk.i18n import N_
from expatdesk.services import once
from expatdesk.services.base import Actor, Done, Invalid, Refusal, Right, log, require
from expatdesk.services.edits import InUse, Written
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

TOPIC: Final = "sheets"
TAKEN: Final[Mapping[str, str]] = {
    "code": N_("There is one with this code already."),
    "number": N_("Another sheet has this number."),
}
_FIELDS = {
    "uq_sheet_code": "code",
    "uq_sheet_number": "number",
    "pk_sheet_language": "code",
}


class Part:
    """One part of the subject: it has the store and the clock, and nothing else."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def _edit(self, actor: Actor, key: str, work: Callable[[Tx], Written]) -> Done[int]:
        """A write by a manager that happens once for its key. Raises NotAllowed."""
        require(actor, Right.MANAGE)

        def write(tx: Tx) -> once.Written[int]:
            written = work(tx)
            undo = None if written.undo is None else partial(written.undo, f"{key}:undo")
            return once.Written(written.id, undo)

        return once.once(self._store, key, int, write, refusal=_said)


def note(tx: Tx, actor: Actor, sheet_id: int, action: str, **details: str | int | None) -> None:
    """One line in the log about a sheet, and who shows it asks anew."""
    log(tx, actor, "sheet", sheet_id, action, **details)
    tx.touch(TOPIC, sheet_id)


def _said(conflict: Conflict) -> Refusal | None:
    """In words, where two desks crossed: both added the same, or one uses what the other drops."""
    field = _FIELDS.get(conflict.constraint)
    if field is not None:
        return Invalid(TAKEN[field], field=field)
    return InUse() if conflict.constraint.startswith(("fk_", "foreign key")) else None
