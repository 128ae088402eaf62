"""What every use case shares: who acts, what comes back, and what is refused.

A use case is a public method of a service. It calls `require`, opens one unit of work,
commits and returns frozen values: a read gives plain dataclasses, a write gives `Done`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, asdict, dataclass, field, fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Generic, ParamSpec, Protocol, TypeVar

from sqlalchemy import Select, bindparam, select

from expatdesk.i18n import N_, _
from expatdesk.model.staff import DoneKey, EventLog
from expatdesk.storage.changes import Changes
from expatdesk.storage.tx import Tx

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")


class Right(StrEnum):
    """What an actor may do. Until passwords exist everybody at a desk has the desk's rights."""

    LOOK = "look"
    BOOK = "book"
    RECEIVE = "receive"
    CHARGE = "charge"
    REFUND = "refund"
    MANAGE = "manage"


DESK_RIGHTS = frozenset({Right.LOOK, Right.BOOK, Right.RECEIVE, Right.CHARGE, Right.REFUND})


@dataclass(frozen=True)
class Actor:
    """A member of staff at a desk."""

    staff_id: int
    desk_id: int
    staff_name: str
    desk_name: str
    is_manager: bool = False
    language: str = "en"

    @property
    def rights(self) -> frozenset[Right]:
        return frozenset(Right) if self.is_manager else DESK_RIGHTS


class Refusal(Exception):
    """Something that is not done, with the reason in words.

    `text` is a message id with named places, filled from `values`; `field` names the input
    where it was typed, if there is one. `others` were found with it (see `Problems`). Nothing
    has been written when it is raised.
    """

    def __init__(self, text: str, *, field: str = "", **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.values: Mapping[str, object] = values
        self.others: tuple[Refusal, ...] = ()

    def message(self) -> str:
        """The reason in the current language."""
        return _(self.text).format(**self.values)

    def parts(self) -> tuple[Refusal, ...]:
        """This refusal and those found with it, in the order of the input."""
        return (self, *self.others)


class NotAllowed(Refusal):
    def __init__(self, right: Right) -> None:
        super().__init__(N_("Only a manager can do this."))
        self.right = right


class NotFound(Refusal):
    def __init__(self) -> None:
        super().__init__(N_("This record is no longer there."))


class Invalid(Refusal):
    """Input that cannot be taken; `field` says where."""


class Problems:
    """Gathers what is wrong with an input, so that all of it is said at once.

    The first problem is raised and carries the others: who knows of one alone says that one.
    """

    def __init__(self) -> None:
        self._found: list[Invalid] = []

    def check(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What `work` gives; None where it refuses the input, which is noted."""
        try:
            return work(*args, **kwargs)
        except Invalid as problem:
            self.note(problem)
            return None

    def note(self, problem: Invalid) -> None:
        """One more."""
        self._found.append(problem)

    def found(self) -> tuple[Invalid, ...]:
        """All so far, in the order in which they were found."""
        return tuple(self._found)

    def refuse(self) -> None:
        """Raises what was found, as one; does nothing where all is well."""
        if self._found:
            first, *others = self._found
            first.others = tuple(others)
            raise first


class Stale(Refusal, Generic[T]):
    """Somebody else changed the row since it was read: both values are kept."""

    def __init__(self, mine: T, theirs: T) -> None:
        super().__init__(N_("Somebody else has changed this meanwhile."))
        self.mine = mine
        self.theirs = theirs


class KeyReused(RuntimeError):
    """A mistake in the program: the key of one kind of write was used for another."""

    def __init__(self, kind: type[object]) -> None:
        super().__init__(f"this key belongs to a write that gave no {kind.__name__}")


class Undo(Protocol):
    """The named inverse of a write, kept in memory by the window."""

    def __call__(self) -> Done[object]: ...


@dataclass(frozen=True)
class Done(Generic[T_co]):
    """A write that is committed: its value, what it changed, and how to take it back."""

    value: T_co
    changes: Changes
    undo: Callable[[], Done[object]] | None = field(default=None, compare=False)


def new_key() -> str:
    """A fresh idempotency key; made once where a write is asked for."""
    return secrets.token_hex(16)


def require(actor: Actor, right: Right) -> None:
    """Raises NotAllowed when the actor lacks the right."""
    if right not in actor.rights:
        raise NotAllowed(right)


def replayed(tx: Tx, key: str, kind: type[T]) -> T | None:
    """The stored result of a write with this idempotency key, if it has happened before."""
    text = tx.scalar(_done_statement(), {"done": key})
    if text is None:
        return None
    return _revive(kind, json.loads(str(text)))


def remember(tx: Tx, key: str, value: object) -> None:
    """Stores the result of a write under its key, in the same transaction."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    tx.insert(DoneKey, key=key, at=tx.now, result=json.dumps(plain, default=_plain))


def log(
    tx: Tx,
    actor: Actor | None,
    subject: str,
    subject_id: int,
    action: str,
    **details: str | int | None,
) -> None:
    """Adds one line to the event log. Details never hold names or contact data."""
    tx.insert(
        EventLog,
        at=tx.now,
        staff_id=actor.staff_id if actor else None,
        desk_id=actor.desk_id if actor else None,
        subject=subject,
        subject_id=subject_id,
        action=action,
        details=json.dumps(details, sort_keys=True, ensure_ascii=False),
    )


@cache
def _done_statement() -> Select[str]:
    return select(DoneKey.result).where(DoneKey.key == bindparam("done"))


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    raise TypeError(type(value).__name__)


def _is_required(one: Field[object]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _revive(kind: type[T], data: object) -> T:
    if is_dataclass(kind) and isinstance(data, dict):
        known = {f.name for f in fields(kind)}
        # What was stored by an older program may lack what has a default by now.
        if not {f.name for f in fields(kind) if _is_required(f)} <= data.keys():
            raise KeyReused(kind)
        return kind(**{name: value for name, value in data.items() if name in known})
    if is_dataclass(kind) or isinstance(data, dict):
        raise KeyReused(kind)
    return data  # type: ignore[return-value]  # a plain int or str was stored as it is
