"""Days on which the whole centre is closed, and a year's public holidays among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, delete, select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.services import Closure
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    Written,
    change_row,
    changed_name,
    edit,
    named,
    new_name,
    remove_row,
)
from expatdesk.services.setup import in_the_way
from expatdesk.services.setup.types import ClosureEntry, ClosureLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair
from expatdesk.workdays import holidays_of


class Closures:
    def __init__(self, store: Store) -> None:
        self._store = store

    def between(self, first: date, last: date) -> tuple[ClosureLine, ...]:
        """Closures that touch these days, in order."""
        with self._store.reading() as tx:
            return _lines(tx, (Closure.last_day >= first) & (Closure.first_day <= last))

    def add(
        self, actor: Actor, entry: ClosureEntry, *, confirmed: bool = False, key: str
    ) -> Done[int]:
        """Closes the centre. Raises Invalid, and VisitsInTheWay unless `confirmed`."""

        def work(tx: Tx) -> Written:
            _check(tx, entry, confirmed=confirmed)
            closure_id = tx.insert(Closure, **new_name(tx, entry.name), **_days(entry))
            _note(tx, actor, closure_id, "added")
            return Written(closure_id, lambda key: self.remove(actor, closure_id, 1, key=key))

        return edit(self._store, actor, key, work)

    def change(
        self,
        actor: Actor,
        closure_id: int,
        version: int,
        entry: ClosureEntry,
        *,
        confirmed: bool = False,
        key: str,
    ) -> Done[int]:
        """Raises Invalid, Stale, and VisitsInTheWay unless `confirmed`."""

        def work(tx: Tx) -> Written:
            was = _line(tx, closure_id).entry
            _check(tx, entry, confirmed=confirmed)
            change_row(
                tx,
                Closure,
                closure_id,
                version,
                {**changed_name(tx, was.name, entry.name), **_days(entry)},
                mine=entry,
                theirs=lambda: _line(tx, closure_id).entry,
            )
            _note(tx, actor, closure_id, "changed")
            return Written(
                closure_id,
                lambda key: self.change(
                    actor, closure_id, version + 1, was, confirmed=True, key=key
                ),
            )

        return edit(self._store, actor, key, work)

    def remove(self, actor: Actor, closure_id: int, version: int, *, key: str) -> Done[int]:
        """Opens the centre again on these days. Raises NotFound where it has changed."""

        def work(tx: Tx) -> Written:
            was = _line(tx, closure_id).entry
            remove_row(tx, Closure, closure_id, version)
            _note(tx, actor, closure_id, "removed")
            return Written(closure_id, lambda key: self.add(actor, was, confirmed=True, key=key))

        return edit(self._store, actor, key, work)

    def fill_holidays(
        self, actor: Actor, year: int, *, confirmed: bool = False, key: str
    ) -> Done[int]:
        """Closes the centre on a year's public holidays and on 3 October; the value is how
        many days were added.

        Days on which the centre is closed already are left as they are. Optional holidays
        (Good Friday, 5 May in most years) are not filled in: they are closed by hand. Raises
        VisitsInTheWay unless `confirmed`.
        """

        def work(tx: Tx) -> Written:
            missing = _missing_holidays(tx, year)
            visits = in_the_way.visits_on(tx, [day for day, _name in missing])
            in_the_way.refuse(visits, confirmed=confirmed)
            ids = write_closures(tx, missing)
            log(tx, actor, "closure", 0, "holidays_filled", year=year, days=len(ids))
            tx.touch("catalogue")
            return Written(len(ids), lambda key: self._remove_all(actor, ids, key=key))

        return edit(self._store, actor, key, work)

    def _remove_all(self, actor: Actor, ids: Iterable[int], *, key: str) -> Done[int]:
        """Undoes `fill_holidays`, but for days that somebody has edited since."""

        def work(tx: Tx) -> Written:
            gone = tx.rows(
                delete(Closure)
                .where(Closure.id.in_(list(ids)), Closure.version == 1)
                .returning(Closure.id)
            )
            log(tx, actor, "closure", 0, "holidays_removed", days=len(gone))
            tx.touch("catalogue")
            return Written(len(gone))

        return edit(self._store, actor, key, work)


def write_holidays(tx: Tx, years: Iterable[int]) -> None:
    """The step: a founded centre's public holidays of some years."""
    write_closures(tx, [one for year in years for one in _missing_holidays(tx, year)])


def write_closures(tx: Tx, days: Iterable[tuple[date, Pair]]) -> list[int]:
    return [
        tx.insert(Closure, **named(name.confirmed(now=tx.now)), first_day=day, last_day=day)
        for day, name in days
    ]


def _missing_holidays(tx: Tx, year: int) -> list[tuple[date, Pair]]:
    closed = _lines(
        tx, (Closure.last_day >= date(year, 1, 1)) & (Closure.first_day <= date(year, 12, 31))
    )
    return [
        (holiday.day, Pair(holiday.en, holiday.nl))
        for holiday in holidays_of(year)
        if not holiday.optional
        and not any(c.entry.first_day <= holiday.day <= c.entry.last_day for c in closed)
    ]


def _check(tx: Tx, entry: ClosureEntry, *, confirmed: bool) -> None:
    if entry.last_day < entry.first_day:
        raise Invalid(N_("The last day lies before the first."), field="last_day")
    first = max(entry.first_day, day_of(tx.now))
    visits = in_the_way.visits_between(tx, first, entry.last_day)
    in_the_way.refuse(visits, confirmed=confirmed)


def _note(tx: Tx, actor: Actor, closure_id: int, action: str) -> None:
    log(tx, actor, "closure", closure_id, action)
    tx.touch("catalogue")


def _days(entry: ClosureEntry) -> dict[str, object]:
    return {"first_day": entry.first_day, "last_day": entry.last_day}


def _line(tx: Tx, closure_id: int) -> ClosureLine:
    lines = _lines(tx, Closure.id == closure_id)
    if not lines:
        raise NotFound
    return lines[0]


def _lines(tx: Tx, where: ColumnElement[bool]) -> tuple[ClosureLine, ...]:
    rows = tx.rows(
        select(
            Closure.id,
            Closure.version,
            Closure.name_en,
            Closure.name_nl,
            Closure.name_en_changed,
            Closure.name_nl_changed,
            Closure.first_day,
            Closure.last_day,
        )
        .where(where)
        .order_by(Closure.first_day, Closure.id)
    )
    return tuple(
        ClosureLine(
            r.id,
            r.version,
            ClosureEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                r.first_day,
                r.last_day,
            ),
        )
        for r in rows
    )
