"""Municipalities and the periods in which their addresses are accepted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from expatdesk.i18n import N_
from expatdesk.model.settings import Municipality, MunicipalityPeriod
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    Row,
    Written,
    change_row,
    check_end,
    check_start,
    edit,
    plain,
    remove_row,
    restore,
    snapshot,
)
from expatdesk.services.setup.types import AcceptedPeriod, MunicipalityEntry, MunicipalityLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind

_CBS_CODE = re.compile(r"\d{4}", re.ASCII)


class Municipalities:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[MunicipalityLine, ...]:
        """Every municipality with all its periods, by name."""
        with self._store.reading() as tx:
            return _lines(tx)

    def add(self, actor: Actor, entry: MunicipalityEntry, *, key: str) -> Done[int]:
        """A municipality of which no address is accepted yet. Raises Invalid."""

        def work(tx: Tx) -> Written:
            row_id = tx.insert(Municipality, **_checked(tx, entry))
            _note(tx, actor, row_id, "added")
            return Written(row_id, lambda key: self._remove(actor, row_id, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, row_id: int, version: int, entry: MunicipalityEntry, *, key: str
    ) -> Done[int]:
        """Raises Invalid, Stale."""

        def work(tx: Tx) -> Written:
            was = _line(tx, row_id).entry
            _change(tx, row_id, version, _checked(tx, entry, row_id), entry)
            _note(tx, actor, row_id, "changed")
            return Written(
                row_id, lambda key: self.change(actor, row_id, version + 1, was, key=key)
            )

        return edit(self._store, actor, key, work)

    def accept(
        self,
        actor: Actor,
        row_id: int,
        version: int,
        kind: AddressKind,
        valid_from: date,
        valid_until: date | None = None,
        *,
        key: str,
    ) -> Done[int]:
        """Accepts addresses from a day on, today at the earliest.

        Raises Invalid where they are accepted in that time already, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, valid_from)
            check_end(tx, valid_from, valid_until)
            line = _line(tx, row_id)
            if any(_overlap(p, kind, valid_from, valid_until) for p in line.periods):
                raise Invalid(
                    N_("Addresses are accepted in this time already."), field="valid_from"
                )
            before = snapshot(tx, MunicipalityPeriod, municipality_id=row_id)
            _change(tx, row_id, version, {}, line.entry)
            tx.insert(
                MunicipalityPeriod,
                municipality_id=row_id,
                kind=kind,
                valid_from=valid_from,
                valid_until=valid_until,
            )
            _note(tx, actor, row_id, "accepted", kind=kind, since=valid_from.isoformat())
            return Written(
                row_id, lambda key: self._restore(actor, row_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def end(
        self,
        actor: Actor,
        row_id: int,
        version: int,
        period_id: int,
        last: date | None,
        *,
        key: str,
    ) -> Done[int]:
        """Sets the last day of a period, yesterday at the earliest; None: until further notice.

        Raises Invalid, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            line = _line(tx, row_id)
            period = next((p for p in line.periods if p.period_id == period_id), None)
            if period is None:
                raise NotFound
            check_end(tx, period.valid_from, period.valid_until)
            check_end(tx, period.valid_from, last)
            others = [p for p in line.periods if p.period_id != period_id]
            if any(_overlap(p, period.kind, period.valid_from, last) for p in others):
                raise Invalid(
                    N_("Addresses are accepted in this time already."), field="valid_until"
                )
            before = snapshot(tx, MunicipalityPeriod, municipality_id=row_id)
            _change(tx, row_id, version, {}, line.entry)
            tx.execute(
                update(MunicipalityPeriod)
                .where(MunicipalityPeriod.id == period_id)
                .values(valid_until=last)
            )
            _note(tx, actor, row_id, "ended", last=last.isoformat() if last else None)
            return Written(
                row_id, lambda key: self._restore(actor, row_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def _restore(
        self, actor: Actor, row_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes `accept` and `end`."""

        def work(tx: Tx) -> Written:
            _change(tx, row_id, version, {}, _line(tx, row_id).entry)
            restore(tx, MunicipalityPeriod, before, municipality_id=row_id)
            _note(tx, actor, row_id, "periods_restored")
            return Written(row_id)

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, row_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add`. Raises InUse."""

        def work(tx: Tx) -> Written:
            remove_row(tx, Municipality, row_id, version)
            _note(tx, actor, row_id, "removed")
            return Written(row_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, row_id: int, action: str, **details: str | None) -> None:
    log(tx, actor, "municipality", row_id, action, **details)
    tx.touch("catalogue")


def _checked(tx: Tx, entry: MunicipalityEntry, row_id: int = 0) -> dict[str, object]:
    name = plain(entry.name, "name")
    if not name:
        raise Invalid(N_("This must not be empty."), field="name")
    if not _CBS_CODE.fullmatch(entry.cbs_code):
        raise Invalid(N_("The number of a municipality has four digits."), field="cbs_code")
    other = tx.scalar(select(Municipality.id).where(Municipality.cbs_code == entry.cbs_code))
    if other not in {None, row_id}:
        raise Invalid(N_("There is a municipality with this number already."), field="cbs_code")
    return {"name": name, "cbs_code": entry.cbs_code}


def _overlap(period: AcceptedPeriod, kind: AddressKind, first: date, last: date | None) -> bool:
    return (
        period.kind is kind
        and (last is None or period.valid_from <= last)
        and (period.valid_until is None or first <= period.valid_until)
    )


def _change(tx: Tx, row_id: int, version: int, values: Row, mine: MunicipalityEntry) -> None:
    change_row(
        tx,
        Municipality,
        row_id,
        version,
        values,
        mine=mine,
        theirs=lambda: _line(tx, row_id).entry,
    )


def _line(tx: Tx, row_id: int) -> MunicipalityLine:
    line = next((line for line in _lines(tx) if line.municipality_id == row_id), None)
    if line is None:
        raise NotFound
    return line


def _lines(tx: Tx) -> tuple[MunicipalityLine, ...]:
    periods: dict[int, list[AcceptedPeriod]] = {}
    for r in tx.rows(
        select(
            MunicipalityPeriod.id,
            MunicipalityPeriod.municipality_id,
            MunicipalityPeriod.kind,
            MunicipalityPeriod.valid_from,
            MunicipalityPeriod.valid_until,
        ).order_by(MunicipalityPeriod.valid_from, MunicipalityPeriod.id)
    ):
        period = AcceptedPeriod(r.id, r.kind, r.valid_from, r.valid_until)
        periods.setdefault(r.municipality_id, []).append(period)
    rows = tx.rows(
        select(
            Municipality.id, Municipality.version, Municipality.cbs_code, Municipality.name
        ).order_by(Municipality.name, Municipality.id)
    )
    return tuple(
        MunicipalityLine(
            r.id, r.version, MunicipalityEntry(r.cbs_code, r.name), tuple(periods.get(r.id, ()))
        )
        for r in rows
    )
