"""Desks and their week plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise

from sqlalchemy import select

from expatdesk.clock import MINUTES, day_of
from expatdesk.i18n import N_
from expatdesk.model.services import Desk, DeskHours
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    Row,
    Written,
    begin_period,
    change_row,
    changed_name,
    edit,
    new_name,
    remove_row,
    restore,
    snapshot,
)
from expatdesk.services.setup import in_the_way
from expatdesk.services.setup.types import DeskEntry, DeskLine, WeekHours, WeekPlan
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

_ANY_DAY = 7
_TICK_MINUTES = 5


class Desks:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[DeskLine, ...]:
        """Every desk with all its week plans, past ones too, in the order of the agenda."""
        with self._store.reading() as tx:
            return _lines(tx)

    def add(self, actor: Actor, entry: DeskEntry, *, key: str) -> Done[int]:
        """A desk without hours yet; it offers nothing until a service's step names it."""

        def work(tx: Tx) -> Written:
            values = {**new_name(tx, entry.name), **_plain(entry)}
            desk_id = tx.insert(Desk, **values)
            _note(tx, actor, desk_id, "added")
            return Written(desk_id, lambda key: self._remove(actor, desk_id, 1, key=key))

        return edit(self._store, actor, key, work)

    def change(
        self,
        actor: Actor,
        desk_id: int,
        version: int,
        entry: DeskEntry,
        *,
        confirmed: bool = False,
        key: str,
    ) -> Done[int]:
        """Changes name, kind and place, or switches the desk off.

        Raises Stale, and VisitsInTheWay for a desk that is switched off with appointments to
        come, unless `confirmed`.
        """

        def work(tx: Tx) -> Written:
            was = _line(tx, desk_id).entry
            if was.active and not entry.active:
                coming = in_the_way.steps_outside(
                    tx, [desk_id], day_of(tx.now), None, lambda _desk, _day: ()
                )
                in_the_way.refuse(coming, confirmed=confirmed)
            values = {**changed_name(tx, was.name, entry.name), **_plain(entry)}
            _change(tx, desk_id, version, values, entry)
            _note(tx, actor, desk_id, "changed")
            return Written(
                desk_id,
                lambda key: self.change(actor, desk_id, version + 1, was, confirmed=True, key=key),
            )

        return edit(self._store, actor, key, work)

    def set_week(
        self,
        actor: Actor,
        desk_id: int,
        version: int,
        valid_from: date,
        hours: Sequence[WeekHours],
        *,
        confirmed: bool = False,
        key: str,
    ) -> Done[int]:
        """A new week plan from a day on, today at the earliest; the one before ends the day
        before, one that begins later stays.

        Raises Invalid, PastStays, Stale, and VisitsInTheWay unless `confirmed`.
        """

        def work(tx: Tx) -> Written:
            plan = _checked(hours)
            was = _line(tx, desk_id)
            before = snapshot(tx, DeskHours, desk_id=desk_id)
            _change(tx, desk_id, version, {}, was.entry)
            begin_period(tx, DeskHours, valid_from, [_hours_row(h) for h in plan], desk_id=desk_id)
            _refuse_outside(tx, desk_id, valid_from, confirmed=confirmed)
            _note(tx, actor, desk_id, "hours", since=valid_from.isoformat())
            return Written(
                desk_id,
                lambda key: self._restore_weeks(actor, desk_id, version + 1, before, key=key),
            )

        return edit(self._store, actor, key, work)

    def _restore_weeks(
        self, actor: Actor, desk_id: int, version: int, before: Sequence[Row], *, key: str
    ) -> Done[int]:
        """Undoes `set_week`."""

        def work(tx: Tx) -> Written:
            _change(tx, desk_id, version, {}, _line(tx, desk_id).entry)
            restore(tx, DeskHours, before, desk_id=desk_id)
            _note(tx, actor, desk_id, "hours_restored")
            return Written(desk_id)

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, desk_id: int, version: int, *, key: str) -> Done[int]:
        """Undoes `add`. Raises InUse."""

        def work(tx: Tx) -> Written:
            remove_row(tx, Desk, desk_id, version)
            _note(tx, actor, desk_id, "removed")
            return Written(desk_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, desk_id: int, action: str, **details: str | int) -> None:
    log(tx, actor, "desk", desk_id, action, **details)
    tx.touch("catalogue", desk_id)


def _plain(entry: DeskEntry) -> dict[str, object]:
    return {"kind": entry.kind, "position": entry.position, "active": entry.active}


def _change(tx: Tx, desk_id: int, version: int, values: Row, mine: DeskEntry) -> None:
    change_row(
        tx, Desk, desk_id, version, values, mine=mine, theirs=lambda: _line(tx, desk_id).entry
    )


def _hours_row(hours: WeekHours) -> dict[str, object]:
    return {
        "weekday": hours.weekday,
        "start_minute": hours.start_minute,
        "end_minute": hours.end_minute,
    }


def _checked(hours: Iterable[WeekHours]) -> list[WeekHours]:
    """The hours in order. Raises Invalid for what is no day of the week, or overlaps."""
    plan = sorted(hours)
    for one in plan:
        if not 0 <= one.weekday < _ANY_DAY:
            raise Invalid(N_("There are seven days in a week."), field="hours")
    for _weekday, of_day in groupby(plan, key=lambda h: h.weekday):
        check_intervals([(h.start_minute, h.end_minute) for h in of_day])
    return plan


def check_intervals(intervals: Sequence[tuple[int, int]]) -> None:
    """Opening times of one day, in order: whole five minutes, ends after begins, no overlap."""
    for start, end in intervals:
        if not 0 <= start < end <= MINUTES:
            raise Invalid(N_("Opening must come before closing."), field="hours")
        if start % _TICK_MINUTES or end % _TICK_MINUTES:
            raise Invalid(N_("Times are multiples of five minutes."), field="hours")
    if any(later[0] < earlier[1] for earlier, later in pairwise(intervals)):
        raise Invalid(N_("These opening times overlap."), field="hours")


def _refuse_outside(tx: Tx, desk_id: int, first: date, *, confirmed: bool) -> None:
    weeks = _line(tx, desk_id).weeks
    excepted = in_the_way.excepted_days(tx, desk_id, first)

    def hours(_desk: int, day: date) -> list[tuple[int, int]]:
        if day in excepted:
            return [(0, MINUTES)]
        return [
            (h.start_minute, h.end_minute)
            for week in weeks
            if week.valid_from <= day and (week.valid_until is None or day <= week.valid_until)
            for h in week.hours
            if h.weekday == day.weekday()
        ]

    outside = in_the_way.steps_outside(tx, [desk_id], first, None, hours)
    in_the_way.refuse(outside, confirmed=confirmed)


def _line(tx: Tx, desk_id: int) -> DeskLine:
    lines = _lines(tx, desk_id)
    if not lines:
        raise NotFound
    return lines[0]


def _weeks(tx: Tx, desk_id: int | None) -> dict[int, tuple[WeekPlan, ...]]:
    """Week plans by desk, in order of their first days."""
    hours = select(
        DeskHours.desk_id,
        DeskHours.valid_from,
        DeskHours.valid_until,
        DeskHours.weekday,
        DeskHours.start_minute,
        DeskHours.end_minute,
    ).order_by(DeskHours.valid_from, DeskHours.weekday, DeskHours.start_minute)
    if desk_id is not None:
        hours = hours.where(DeskHours.desk_id == desk_id)
    plans: dict[int, dict[tuple[date, date | None], list[WeekHours]]] = {}
    for r in tx.rows(hours):
        of_desk = plans.setdefault(r.desk_id, {})
        of_desk.setdefault((r.valid_from, r.valid_until), []).append(
            WeekHours(r.weekday, r.start_minute, r.end_minute)
        )
    return {
        desk: tuple(WeekPlan(first, last, tuple(week)) for (first, last), week in of_desk.items())
        for desk, of_desk in plans.items()
    }


def _lines(tx: Tx, desk_id: int | None = None) -> tuple[DeskLine, ...]:
    desks = select(
        Desk.id,
        Desk.version,
        Desk.name_en,
        Desk.name_nl,
        Desk.name_en_changed,
        Desk.name_nl_changed,
        Desk.kind,
        Desk.position,
        Desk.active,
    ).order_by(Desk.position, Desk.id)
    if desk_id is not None:
        desks = desks.where(Desk.id == desk_id)
    weeks = _weeks(tx, desk_id)
    return tuple(
        DeskLine(
            r.id,
            r.version,
            DeskEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                r.kind,
                r.position,
                r.active,
            ),
            weeks.get(r.id, ()),
        )
        for r in tx.rows(desks)
    )
