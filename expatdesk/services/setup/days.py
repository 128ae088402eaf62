"""Single days on which a desk, or every desk, has other hours than its week plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, select

from expatdesk.model.services import DeskException
from expatdesk.services.base import Actor, Done, Stale, log
from expatdesk.services.edits import Written, check_start, edit, plain
from expatdesk.services.setup import in_the_way
from expatdesk.services.setup.desks import check_intervals
from expatdesk.services.setup.types import DayHours
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx


class Days:
    def __init__(self, store: Store) -> None:
        self._store = store

    def between(self, first: date, last: date) -> tuple[DayHours, ...]:
        """Days with other hours, in order; a day of all desks before those of single ones."""
        with self._store.reading() as tx:
            return _lines(tx, DeskException.day.between(first, last))

    def set_hours(
        self,
        actor: Actor,
        desk_id: int | None,
        day: date,
        hours: Sequence[tuple[int, int]],
        note: str = "",
        *,
        mark: int = 0,
        confirmed: bool = False,
        key: str,
    ) -> Done[int]:
        """Gives one day other hours, of a desk or of all; no hours: closed.

        `mark`: of the line that was read, 0 where there was none. The value of the result is
        the new mark. Raises Invalid, PastStays, Stale, and VisitsInTheWay unless `confirmed`.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, day, "day")
            wanted = tuple(sorted(hours))
            check_intervals(wanted)
            before = _checked_out(tx, desk_id, day, mark, wanted)
            new_mark = _write(tx, desk_id, day, wanted, plain(note, "note"))
            in_the_way.refuse_on(tx, day, confirmed=confirmed)
            _note(tx, actor, desk_id, day, "day_hours")
            return Written(new_mark, lambda key: self._back(actor, before, new_mark, key))

        return edit(self._store, actor, key, work)

    def clear(
        self,
        actor: Actor,
        desk_id: int | None,
        day: date,
        *,
        mark: int,
        confirmed: bool = False,
        key: str,
    ) -> Done[int]:
        """Lets the week plan count again on this day.

        Raises PastStays, Stale, and VisitsInTheWay unless `confirmed`.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, day, "day")
            before = _checked_out(tx, desk_id, day, mark, ())
            in_the_way.refuse_on(tx, day, confirmed=confirmed)
            _note(tx, actor, desk_id, day, "day_cleared")
            return Written(0, lambda key: self._back(actor, before, 0, key))

        return edit(self._store, actor, key, work)

    def _back(self, actor: Actor, before: DayHours, mark: int, key: str) -> Done[int]:
        """The inverse of both: the day as it was."""
        if not before.mark:
            return self.clear(actor, before.desk_id, before.day, mark=mark, confirmed=True, key=key)
        return self.set_hours(
            actor,
            before.desk_id,
            before.day,
            before.hours,
            before.note,
            mark=mark,
            confirmed=True,
            key=key,
        )


def _note(tx: Tx, actor: Actor, desk_id: int | None, day: date, action: str) -> None:
    log(tx, actor, "desk", desk_id or 0, action, day=day.isoformat())
    tx.touch("catalogue")


def _of(desk_id: int | None, day: date) -> ColumnElement[bool]:
    desk = DeskException.desk_id.is_(None) if desk_id is None else DeskException.desk_id == desk_id
    return desk & (DeskException.day == day)


def _checked_out(
    tx: Tx, desk_id: int | None, day: date, mark: int, mine: tuple[tuple[int, int], ...]
) -> DayHours:
    """Takes the rows of a day away and says what they were. Raises Stale."""
    lines = _lines(tx, _of(desk_id, day))
    before = lines[0] if lines else DayHours(desk_id, day, (), "", 0)
    if before.mark != mark:
        raise Stale(DayHours(desk_id, day, mine, "", mark), before)
    tx.execute(delete(DeskException).where(_of(desk_id, day)))
    return before


def _write(
    tx: Tx, desk_id: int | None, day: date, hours: tuple[tuple[int, int], ...], note: str
) -> int:
    """The rows of a day; gives the id of the last one, which is the mark."""
    mark = 0
    for start, end in hours or ((0, 0),):
        mark = tx.insert(
            DeskException,
            desk_id=desk_id,
            day=day,
            start_minute=start,
            end_minute=end,
            note=note,
        )
    return mark


def _lines(tx: Tx, where: ColumnElement[bool]) -> tuple[DayHours, ...]:
    rows = tx.rows(
        select(
            DeskException.id,
            DeskException.desk_id,
            DeskException.day,
            DeskException.start_minute,
            DeskException.end_minute,
            DeskException.note,
        )
        .where(where)
        .order_by(DeskException.day, DeskException.start_minute, DeskException.id)
    )
    lines: dict[tuple[date, int], DayHours] = {}
    for row in rows:
        place = (row.day, row.desk_id or 0)
        so_far = lines.get(place)
        hours = so_far.hours if so_far else ()
        if (row.start_minute, row.end_minute) != (0, 0):
            hours += ((row.start_minute, row.end_minute),)
        mark = max(row.id, so_far.mark if so_far else 0)
        lines[place] = DayHours(row.desk_id, row.day, hours, row.note, mark)
    return tuple(line for _place, line in sorted(lines.items(), key=lambda item: item[0]))
