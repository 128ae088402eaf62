"""Services: what is offered, at which desks, how long each step takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select, update

from expatdesk.i18n import N_
from expatdesk.model.services import Service, ServiceFee, ServiceStep, StepDesk, StepDuration
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    Row,
    Written,
    begin_period,
    change_row,
    changed_name,
    edit,
    restore,
    snapshot,
)
from expatdesk.services.setup.types import (
    Duration,
    DurationPlan,
    FeeLineSetUp,
    ServiceEntry,
    ServiceLine,
    StepEntry,
    StepSetUp,
)
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

_TICK_MINUTES = 5
_LONGEST = 8 * 60
_MOST_PERSONS = 50


class Offers:
    """The services of the centre and their steps; a step belongs to its service's version."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[ServiceLine, ...]:
        """Every service, also those that are switched off, with all periods."""
        with self._store.reading() as tx:
            return _lines(tx)

    def change(
        self, actor: Actor, service_id: int, version: int, entry: ServiceEntry, *, key: str
    ) -> Done[int]:
        """Name, place in the list, on or off, gap between steps, largest party.

        Raises Invalid, Stale.
        """

        def work(tx: Tx) -> Written:
            _check_minutes(entry.step_gap_minutes, "step_gap_minutes")
            if not 1 <= entry.max_persons <= _MOST_PERSONS:
                raise Invalid(
                    N_("A number from {low} to {high} is needed here."),
                    field="max_persons",
                    low=1,
                    high=_MOST_PERSONS,
                )
            was = _line(tx, service_id).entry
            values = {
                **changed_name(tx, was.name, entry.name),
                "position": entry.position,
                "active": entry.active,
                "step_gap_minutes": entry.step_gap_minutes,
                "max_persons": entry.max_persons,
                "needs_municipality": entry.needs_municipality,
            }
            _change(tx, service_id, version, values, entry)
            _note(tx, actor, service_id, "changed")
            return Written(
                service_id,
                lambda key: self.change(actor, service_id, version + 1, was, key=key),
            )

        return edit(self._store, actor, key, work)

    def change_step(
        self, actor: Actor, step_id: int, version: int, entry: StepEntry, *, key: str
    ) -> Done[int]:
        """Name, buffer and desks of a step; `version` is the service's.

        What is booked keeps its desk and its time. Raises Invalid, NotFound, Stale.
        """

        def work(tx: Tx) -> Written:
            _check_minutes(entry.buffer_minutes, "buffer_minutes")
            line, step = _step(tx, step_id)
            _change(tx, line.service_id, version, {}, line.entry)
            tx.execute(
                update(ServiceStep)
                .where(ServiceStep.id == step_id)
                .values(
                    **changed_name(tx, step.entry.name, entry.name),
                    buffer_minutes=entry.buffer_minutes,
                )
            )
            tx.execute(delete(StepDesk).where(StepDesk.step_id == step_id))
            tx.insert_many(
                StepDesk, [{"step_id": step_id, "desk_id": d} for d in sorted(entry.desk_ids)]
            )
            _note(tx, actor, line.service_id, "step", step=step.ordinal)
            return Written(
                step_id,
                lambda key: self.change_step(actor, step_id, version + 1, step.entry, key=key),
            )

        return edit(self._store, actor, key, work)

    def set_durations(
        self,
        actor: Actor,
        step_id: int,
        version: int,
        valid_from: date,
        durations: Sequence[Duration],
        *,
        key: str,
    ) -> Done[int]:
        """How long a step takes from a day on, today at the earliest; `version` is the service's.

        Raises Invalid, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            wanted = _checked(durations)
            line, step = _step(tx, step_id)
            before = snapshot(tx, StepDuration, step_id=step_id)
            _change(tx, line.service_id, version, {}, line.entry)
            rows = [{"persons_from": d.persons_from, "minutes": d.minutes} for d in wanted]
            begin_period(tx, StepDuration, valid_from, rows, step_id=step_id)
            _note(tx, actor, line.service_id, "durations", step=step.ordinal)
            return Written(
                step_id, lambda key: self._restore(actor, step_id, version + 1, before, key)
            )

        return edit(self._store, actor, key, work)

    def _restore(
        self, actor: Actor, step_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes `set_durations`."""

        def work(tx: Tx) -> Written:
            line, step = _step(tx, step_id)
            _change(tx, line.service_id, version, {}, line.entry)
            restore(tx, StepDuration, before, step_id=step_id)
            _note(tx, actor, line.service_id, "durations_restored", step=step.ordinal)
            return Written(step_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, service_id: int, action: str, **details: int) -> None:
    log(tx, actor, "service", service_id, action, **details)
    tx.touch("catalogue", service_id)


def _check_minutes(minutes: int, field: str) -> None:
    if not 0 <= minutes <= _LONGEST or minutes % _TICK_MINUTES:
        raise Invalid(N_("Times are multiples of five minutes."), field=field)


def _checked(durations: Sequence[Duration]) -> list[Duration]:
    wanted = sorted(durations)
    if not wanted or wanted[0].persons_from != 1:
        raise Invalid(N_("Say how long one person takes."), field="durations")
    if len({d.persons_from for d in wanted}) != len(wanted):
        raise Invalid(N_("Each number of persons stands once."), field="durations")
    for one in wanted:
        _check_minutes(one.minutes, "durations")
        if one.minutes == 0:
            raise Invalid(N_("A step takes five minutes at least."), field="durations")
    return wanted


def _change(tx: Tx, service_id: int, version: int, values: Row, mine: ServiceEntry) -> None:
    change_row(
        tx,
        Service,
        service_id,
        version,
        values,
        mine=mine,
        theirs=lambda: _line(tx, service_id).entry,
    )


def _step(tx: Tx, step_id: int) -> tuple[ServiceLine, StepSetUp]:
    service_id = tx.scalar(select(ServiceStep.service_id).where(ServiceStep.id == step_id))
    if service_id is None:
        raise NotFound
    line = _line(tx, int(service_id))
    return line, next(step for step in line.steps if step.step_id == step_id)


def _line(tx: Tx, service_id: int) -> ServiceLine:
    line = next((line for line in _lines(tx) if line.service_id == service_id), None)
    if line is None:
        raise NotFound
    return line


def _fees(tx: Tx) -> dict[int, list[FeeLineSetUp]]:
    """Which product each role pays, by service."""
    fees: dict[int, list[FeeLineSetUp]] = {}
    for r in tx.rows(
        select(
            ServiceFee.service_id,
            ServiceFee.role,
            ServiceFee.product_id,
            ServiceFee.valid_from,
            ServiceFee.valid_until,
        ).order_by(ServiceFee.valid_from, ServiceFee.id)
    ):
        fee = FeeLineSetUp(r.role, r.product_id, r.valid_from, r.valid_until)
        fees.setdefault(r.service_id, []).append(fee)
    return fees


def _lines(tx: Tx) -> tuple[ServiceLine, ...]:
    steps, fees = _steps(tx), _fees(tx)
    rows = tx.rows(
        select(
            Service.id,
            Service.version,
            Service.code,
            Service.name_en,
            Service.name_nl,
            Service.name_en_changed,
            Service.name_nl_changed,
            Service.position,
            Service.active,
            Service.step_gap_minutes,
            Service.max_persons,
            Service.needs_municipality,
        ).order_by(Service.position, Service.id)
    )
    return tuple(
        ServiceLine(
            r.id,
            r.version,
            r.code,
            ServiceEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                r.position,
                r.active,
                r.step_gap_minutes,
                r.max_persons,
                r.needs_municipality,
            ),
            tuple(steps.get(r.id, ())),
            tuple(fees.get(r.id, ())),
        )
        for r in rows
    )


def _steps(tx: Tx) -> dict[int, list[StepSetUp]]:
    """Steps by service, in order."""
    desks: dict[int, set[int]] = {}
    for r in tx.rows(select(StepDesk.step_id, StepDesk.desk_id)):
        desks.setdefault(r.step_id, set()).add(r.desk_id)
    plans: dict[int, dict[tuple[date, date | None], list[Duration]]] = {}
    for r in tx.rows(
        select(
            StepDuration.step_id,
            StepDuration.valid_from,
            StepDuration.valid_until,
            StepDuration.persons_from,
            StepDuration.minutes,
        ).order_by(StepDuration.valid_from, StepDuration.persons_from)
    ):
        period = (r.valid_from, r.valid_until)
        of_step = plans.setdefault(r.step_id, {})
        of_step.setdefault(period, []).append(Duration(r.persons_from, r.minutes))
    steps: dict[int, list[StepSetUp]] = {}
    for r in tx.rows(
        select(
            ServiceStep.id,
            ServiceStep.service_id,
            ServiceStep.ordinal,
            ServiceStep.name_en,
            ServiceStep.name_nl,
            ServiceStep.name_en_changed,
            ServiceStep.name_nl_changed,
            ServiceStep.buffer_minutes,
        ).order_by(ServiceStep.service_id, ServiceStep.ordinal)
    ):
        name = Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed)
        entry = StepEntry(name, r.buffer_minutes, frozenset(desks.get(r.id, ())))
        of_step = plans.get(r.id, {})
        dated = tuple(DurationPlan(f, u, tuple(d)) for (f, u), d in of_step.items())
        steps.setdefault(r.service_id, []).append(StepSetUp(r.id, r.ordinal, entry, dated))
    return steps
