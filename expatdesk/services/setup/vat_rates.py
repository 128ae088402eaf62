"""The VAT rates of the law, each valid from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select

from expatdesk.i18n import N_
from expatdesk.model.settings import VatRate
from expatdesk.money import WHOLE, BasisPoints
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Stale, log
from expatdesk.services.edits import Row, Written, check_start, edit, first_day, restore, snapshot
from expatdesk.services.setup.types import VatRateLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx


class VatRates:
    """A credit uses the rate of its original, so rates are added and never replaced."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[VatRateLine, ...]:
        with self._store.reading() as tx:
            rows = tx.rows(
                select(VatRate.code, VatRate.valid_from, VatRate.basis_points).order_by(
                    VatRate.code, VatRate.valid_from
                )
            )
        return tuple(VatRateLine(r.code, r.valid_from, r.basis_points) for r in rows)

    def set(self, actor: Actor, line: VatRateLine, *, key: str) -> Done[int]:
        """A rate of an existing code from a future day on, in basis points.

        Raises Invalid, PastStays. A rate that is entered for the same day anew replaces it.
        """

        def work(tx: Tx) -> Written:
            _check_future(tx, line.valid_from)
            if not 0 <= line.basis_points <= WHOLE:
                raise Invalid(N_("A rate lies between 0 and 100 %."), field="basis_points")
            rate_on(tx, line.code, line.valid_from)
            before = snapshot(tx, VatRate, code=line.code)
            _delete_rate(tx, line.code, line.valid_from)
            tx.insert(
                VatRate,
                code=line.code,
                valid_from=line.valid_from,
                basis_points=line.basis_points,
            )
            return self._written(tx, actor, line.code, "set", before)

        return edit(self._store, actor, key, work)

    def drop(self, actor: Actor, code: str, valid_from: date, *, key: str) -> Done[int]:
        """Forgets a rate that is not valid yet. Raises NotFound, PastStays."""

        def work(tx: Tx) -> Written:
            _check_future(tx, valid_from)
            before = snapshot(tx, VatRate, code=code)
            if all(first_day(row) != valid_from for row in before):
                raise NotFound
            _delete_rate(tx, code, valid_from)
            return self._written(tx, actor, code, "dropped", before)

        return edit(self._store, actor, key, work)

    def _written(
        self, tx: Tx, actor: Actor, code: str, action: str, before: Sequence[Row]
    ) -> Written:
        after = snapshot(tx, VatRate, code=code)
        log(tx, actor, "vat_rate", 0, action, code=code)
        tx.touch("catalogue")
        return Written(0, lambda key: self._restore(actor, code, before, after, key))

    def _restore(
        self, actor: Actor, code: str, before: Sequence[Row], after: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes both, unless the rates have changed since (Stale) or are valid by now."""

        def work(tx: Tx) -> Written:
            now = snapshot(tx, VatRate, code=code)
            if now != tuple(after):
                raise Stale(tuple(before), now)
            for row in (*before, *now):
                if (row in before) is not (row in now):
                    _check_future(tx, first_day(row))
            restore(tx, VatRate, before, code=code)
            return self._written(tx, actor, code, "restored", now)

        return edit(self._store, actor, key, work)


def rate_on(tx: Tx, code: str, on: date) -> BasisPoints:
    """Step: the rate of a kind on a day. Raises Invalid where none is known for it."""
    rate = tx.scalar(
        select(VatRate.basis_points)
        .where(VatRate.code == code, VatRate.valid_from <= on)
        .order_by(VatRate.valid_from.desc())
        .limit(1)
    )
    if rate is None:
        raise Invalid(N_("There is no VAT rate of this kind."), field="vat_code")
    return int(rate)


def _check_future(tx: Tx, day: date) -> None:
    # Receipts of today have been issued with today's rate.
    check_start(tx, day - timedelta(days=1))


def _delete_rate(tx: Tx, code: str, valid_from: date) -> None:
    tx.execute(delete(VatRate).where(VatRate.code == code, VatRate.valid_from == valid_from))
