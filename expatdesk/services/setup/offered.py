"""The services as they are set up: read whole, and changed under their version."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from expatdesk.model.appointments import Visit
from expatdesk.model.services import Service, ServiceFee, ServiceStep, StepDesk, StepDuration
from expatdesk.services.base import Actor, NotFound, log
from expatdesk.services.edits import Row, change_row
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


class OfferPart:
    """One part of the edits of services: it has the store, and nothing else."""

    def __init__(self, store: Store) -> None:
        self._store = store


def note(tx: Tx, actor: Actor, service_id: int, action: str, **details: str | int) -> None:
    """Logs an edit of a service, and tells the windows."""
    log(tx, actor, "service", service_id, action, **details)
    tx.touch("catalogue", service_id)


def change_service(tx: Tx, service_id: int, version: int, values: Row, mine: ServiceEntry) -> None:
    """Changes a service's own row. Raises Stale."""
    change_row(
        tx,
        Service,
        service_id,
        version,
        values,
        mine=mine,
        theirs=lambda: line_of(tx, service_id).entry,
    )


def claim(tx: Tx, line: ServiceLine, version: int) -> None:
    """Counts the version of a service up whose parts are edited. Raises Stale."""
    change_service(tx, line.service_id, version, {}, line.entry)


def step_of(tx: Tx, step_id: int) -> tuple[ServiceLine, StepSetUp]:
    """A step, and the service that it belongs to. Raises NotFound."""
    service_id = tx.scalar(select(ServiceStep.service_id).where(ServiceStep.id == step_id))
    if service_id is None:
        raise NotFound
    line = line_of(tx, int(service_id))
    return line, next(step for step in line.steps if step.step_id == step_id)


def line_of(tx: Tx, service_id: int) -> ServiceLine:
    """One service with all its parts. Raises NotFound."""
    line = next((line for line in lines_of(tx) if line.service_id == service_id), None)
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


def lines_of(tx: Tx) -> tuple[ServiceLine, ...]:
    """All services with their parts, in the order of the list."""
    steps, fees = _steps(tx), _fees(tx)
    visits = exists().where(Visit.service_id == Service.id)
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
            visits.label("booked"),
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
            bool(r.booked),
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
