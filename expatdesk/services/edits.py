"""What all edits of the set-up and of staff share: one unit of work, versions, dates, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import ColumnElement, Table, and_, delete, select, update

from expatdesk.clock import day_of
from expatdesk.guard import find_identifiers
from expatdesk.i18n import N_
from expatdesk.services import once
from expatdesk.services.base import (
    Actor,
    Done,
    Invalid,
    NotFound,
    Refusal,
    Right,
    Stale,
    require,
)
from expatdesk.storage.errors import Conflict
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Mapped, Tx
from expatdesk.texts import Pair

T = TypeVar("T")
Row = Mapping[str, object]

_LONGEST = 200
_DAY = timedelta(days=1)


class InUse(Refusal):
    """It cannot be taken out: something refers to it already."""

    def __init__(self) -> None:
        super().__init__(N_("This is in use already and can only be switched off."))


class PastStays(Invalid):
    """A change would reach back to days that are over."""

    def __init__(self, field: str = "valid_from") -> None:
        super().__init__(N_("What was valid in the past stays as it was."), field=field)


@dataclass(frozen=True)
class Written:
    """What a unit of work has written: the row's id, and the inverse (given a key)."""

    id: int
    undo: Callable[[str], Done[int]] | None = None


def edit(store: Store, actor: Actor, key: str, work: Callable[[Tx], Written]) -> Done[int]:
    """One edit by a manager, happening once for its key. Raises NotAllowed."""
    require(actor, Right.MANAGE)

    def write(tx: Tx) -> once.Written[int]:
        written = work(tx)
        undo = None if written.undo is None else partial(written.undo, f"{key}:undo")
        return once.Written(written.id, undo)

    return once.once(store, key, int, write, refusal=_in_use)


def _in_use(conflict: Conflict) -> Refusal | None:
    return InUse() if conflict.constraint.startswith(("fk_", "foreign key")) else None


def table_of(cls: type[Mapped]) -> Table:
    table = cls.__table__
    assert isinstance(table, Table)
    return table


def change_row(
    tx: Tx,
    cls: type[Mapped],
    row_id: int | str,
    version: int,
    values: Row,
    *,
    mine: T,
    theirs: Callable[[], T],
) -> None:
    """Changes a versioned row and counts its version up. Raises Stale with both values.

    `theirs` reads the row as it is now and raises NotFound where it is gone.
    """
    table = table_of(cls)
    (row_key,) = table.primary_key.columns
    done = tx.execute(
        update(table)
        .where(row_key == row_id, table.c.version == version)
        .values({**values, "version": version + 1})
        .returning(table.c.version)
    )
    if done.first() is None:
        raise Stale(mine, theirs())


def remove_row(tx: Tx, cls: type[Mapped], row_id: int | str, version: int) -> None:
    """Takes a row out again that nothing refers to. Raises NotFound where it has changed."""
    table = table_of(cls)
    (row_key,) = table.primary_key.columns
    done = tx.execute(
        delete(table)
        .where(row_key == row_id, table.c.version == version)
        .returning(table.c.version)
    )
    if done.first() is None:
        raise NotFound


def snapshot(tx: Tx, cls: type[Mapped], **of: object) -> tuple[Row, ...]:
    """All rows of a table that belong to an owner, with all columns."""
    table = table_of(cls)
    found = tx.rows(select(table).where(_matching(table, of)).order_by(*table.primary_key))
    return tuple(dict(row._mapping) for row in found)  # noqa: SLF001  (its public name)


def restore(tx: Tx, cls: type[Mapped], before: Sequence[Row], **of: object) -> None:
    """Makes an owner's dated rows what they were, keeping the ids.

    Raises PastStays where days that are over meanwhile would change: an undo may come late.
    """
    table = table_of(cls)
    keys = [column.name for column in table.primary_key]
    then = {_key(row, keys): row for row in before}
    now = {_key(row, keys): row for row in snapshot(tx, cls, **of)}
    for key in then.keys() | now.keys():
        if not _past_stays(then.get(key), now.get(key), day_of(tx.now)):
            raise PastStays
    for key, row in now.items():
        if key not in then:
            tx.execute(delete(table).where(_matching(table, dict(zip(keys, key, strict=True)))))
        elif then[key] != row:
            tx.execute(
                update(table)
                .where(_matching(table, dict(zip(keys, key, strict=True))))
                .values(dict(then[key]))
            )
    tx.insert_many(cls, [row for key, row in then.items() if key not in now])


def _past_stays(then: Row | None, now: Row | None, today: date) -> bool:
    """Whether the days before today are the same with either of the rows."""
    if then == now or all(row is None or first_day(row) >= today for row in (then, now)):
        return True
    if then is None or now is None:
        return False
    differing = {name for name in then if then[name] != now[name]}
    ends = (row["valid_until"] for row in (then, now) if differing == {"valid_until"})
    return differing == {"valid_until"} and all(
        end is None or (isinstance(end, date) and end >= today - _DAY) for end in ends
    )


def first_day(row: Row) -> date:
    """The day from which a dated row is valid."""
    start = row["valid_from"]
    assert isinstance(start, date)
    return start


def _key(row: Row, keys: Iterable[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in keys)


def _matching(table: Table, values: Row) -> ColumnElement[bool]:
    return and_(
        *(
            table.c[name].is_(None) if value is None else table.c[name] == value
            for name, value in values.items()
        )
    )


def begin_period(tx: Tx, cls: type[Mapped], start: date, rows: Sequence[Row], **of: object) -> None:
    """Lets new dated rows of an owner begin: the ones before end the day before.

    Rows that begin on the same day are replaced; rows that begin later stay, and the new ones
    end before them. Where what is replaced had an end, the new rows keep it. Raises PastStays.
    """
    if start < day_of(tx.now):
        raise PastStays
    table = table_of(cls)
    owner = _matching(table, of)
    periods = tx.rows(select(table.c.valid_from, table.c.valid_until).where(owner))
    ends = [p.valid_from - _DAY for p in periods if p.valid_from > start]
    ends += [
        p.valid_until
        for p in periods
        if p.valid_from <= start and p.valid_until is not None and p.valid_until >= start
    ]
    tx.execute(delete(table).where(owner, table.c.valid_from == start))
    tx.execute(
        update(table)
        .where(
            owner,
            table.c.valid_from < start,
            table.c.valid_until.is_(None) | (table.c.valid_until >= start),
        )
        .values(valid_until=start - _DAY)
    )
    until = min(ends, default=None)
    tx.insert_many(cls, [{**of, **row, "valid_from": start, "valid_until": until} for row in rows])


def check_start(tx: Tx, start: date, field: str = "valid_from") -> None:
    """A new rule begins today or later. Raises PastStays."""
    if start < day_of(tx.now):
        raise PastStays(field)


def check_end(tx: Tx, start: date, end: date | None, field: str = "valid_until") -> None:
    """A rule ends on or after its first day, yesterday at the earliest. Raises Invalid."""
    if end is None:
        return
    if end < start:
        raise Invalid(N_("The last day lies before the first."), field=field)
    if end < day_of(tx.now) - _DAY:
        raise PastStays(field)


def words(pair: Pair, field: str = "name") -> Pair:
    """A pair as typed, trimmed; one language at least. Raises Invalid."""
    trimmed = Pair(plain(pair.en, field), plain(pair.nl, field))
    if not trimmed.en and not trimmed.nl:
        raise Invalid(N_("This must not be empty."), field=field)
    return trimmed


def plain(text: str, field: str, longest: int = _LONGEST) -> str:
    """One line of text, trimmed. Raises Invalid for what cannot be printed or kept."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid(N_("At most {count} characters fit here."), field=field, count=longest)
    if not text.isprintable():
        raise Invalid(N_("This text holds characters that cannot be printed."), field=field)
    if find_identifiers(text):
        raise Invalid(
            N_(
                "This looks like a citizen service number (BSN) or a V-number. "
                "The centre may not keep these."
            ),
            field=field,
        )
    return text


def named(pair: Pair) -> dict[str, object]:
    """A pair as the columns of a named row."""
    return {
        "name_en": pair.en,
        "name_nl": pair.nl,
        "name_en_changed": pair.en_changed,
        "name_nl_changed": pair.nl_changed,
    }


def new_name(tx: Tx, typed: Pair, field: str = "name") -> dict[str, object]:
    """The columns of a name that is written for the first time."""
    return named(words(typed, field).confirmed(now=tx.now))


def changed_name(tx: Tx, was: Pair, typed: Pair) -> dict[str, object]:
    """The columns of a name that is edited: a side that stays keeps its time.

    A side that comes with another time than the stored one is an older text put back by Undo:
    it has its time again, so that the other side is not taken for the one left behind.
    """
    ours = words(typed)
    pair = was.changed(now=tx.now, en=ours.en, nl=ours.nl)
    if typed.en_changed not in {None, was.en_changed}:
        pair = replace(pair, en_changed=typed.en_changed)
    if typed.nl_changed not in {None, was.nl_changed}:
        pair = replace(pair, nl_changed=typed.nl_changed)
    return named(pair)
