"""The steps of a service: at which desks, how long from when on, and what is kept free after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import delete, select, update

from expatdesk.i18n import N_
from expatdesk.model.appointments import Hold, HoldStep
from expatdesk.model.services import Desk, ServiceStep, StepDesk, StepDuration
from expatdesk.services.appointments.occupancy import drop_holds
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Refusal
from expatdesk.services.edits import (
    Row,
    Written,
    begin_period,
    changed_name,
    check_start,
    edit,
    new_name,
    restore,
    snapshot,
)
from expatdesk.services.setup.offered import OfferPart, claim, line_of, note, step_of
from expatdesk.services.setup.types import Duration, NewStep, StepEntry
from expatdesk.storage.tx import Mapped, Tx

_TICK_MINUTES = 5
_LONGEST = 8 * 60
STEP_TABLES: tuple[type[Mapped], ...] = (ServiceStep, StepDesk, StepDuration)
"""A step and what belongs to it, in the order in which it is written."""


class BookedAlready(Refusal):
    """Visits stand on the steps that a service has, so it keeps them."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This service has been booked with the steps that it has. "
                "Make another service, and switch this one off."
            )
        )


class OfferSteps(OfferPart):
    """A step belongs to its service's version."""

    def change_step(
        self, actor: Actor, step_id: int, version: int, entry: StepEntry, *, key: str
    ) -> Done[int]:
        """Name, buffer and desks of a step; `version` is the service's.

        What is booked keeps its desk and its time. Raises Invalid, NotFound, Stale.
        """

        def work(tx: Tx) -> Written:
            check_minutes(entry.buffer_minutes, "buffer_minutes")
            line, step = step_of(tx, step_id)
            claim(tx, line, version)
            tx.execute(
                update(ServiceStep)
                .where(ServiceStep.id == step_id)
                .values(
                    **changed_name(tx, step.entry.name, entry.name),
                    buffer_minutes=entry.buffer_minutes,
                )
            )
            tx.execute(delete(StepDesk).where(StepDesk.step_id == step_id))
            _write_desks(tx, step_id, entry.desk_ids)
            note(tx, actor, line.service_id, "step", step=step.ordinal)
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
            rows = _duration_rows(durations)
            line, step = step_of(tx, step_id)
            before = snapshot(tx, StepDuration, step_id=step_id)
            claim(tx, line, version)
            begin_period(tx, StepDuration, valid_from, rows, step_id=step_id)
            note(tx, actor, line.service_id, "durations", step=step.ordinal)
            return Written(
                step_id,
                lambda key: self._restore_durations(actor, step_id, version + 1, before, key),
            )

        return edit(self._store, actor, key, work)

    def add_step(
        self, actor: Actor, service_id: int, version: int, step: NewStep, *, key: str
    ) -> Done[int]:
        """One more step after the last, while nobody has been booked for the service.

        The value is the step's id. Raises BookedAlready, Invalid, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            line = line_of(tx, service_id)
            if line.booked:
                raise BookedAlready
            claim(tx, line, version)
            ordinal = max((one.ordinal for one in line.steps), default=0) + 1
            step_id = write_step(tx, service_id, ordinal, step)
            note(tx, actor, service_id, "step_added", step=ordinal)
            return Written(
                step_id, lambda key: self.remove_step(actor, step_id, version + 1, key=key)
            )

        return edit(self._store, actor, key, work)

    def remove_step(self, actor: Actor, step_id: int, version: int, *, key: str) -> Done[int]:
        """Takes the last step out again, but not the only one. Raises InUse, Invalid, Stale."""

        def work(tx: Tx) -> Written:
            line, step = step_of(tx, step_id)
            if step != line.steps[-1] or len(line.steps) == 1:
                raise Invalid(N_("Only the last of several steps can be taken out."))
            claim(tx, line, version)
            before = step_rows(tx, [step_id])
            delete_steps(tx, [step_id])
            note(tx, actor, line.service_id, "step_removed", step=step.ordinal)
            return Written(
                step_id,
                lambda key: self._put_back(actor, line.service_id, version + 1, before, key),
            )

        return edit(self._store, actor, key, work)

    def _restore_durations(
        self, actor: Actor, step_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes `set_durations`."""

        def work(tx: Tx) -> Written:
            line, step = step_of(tx, step_id)
            claim(tx, line, version)
            restore(tx, StepDuration, before, step_id=step_id)
            note(tx, actor, line.service_id, "durations_restored", step=step.ordinal)
            return Written(step_id)

        return edit(self._store, actor, key, work)

    def _put_back(
        self,
        actor: Actor,
        service_id: int,
        version: int,
        rows: Mapping[type[Mapped], Sequence[Row]],
        key: str,
    ) -> Done[int]:
        """Undoes `remove_step`."""

        def work(tx: Tx) -> Written:
            claim(tx, line_of(tx, service_id), version)
            for table, of_table in rows.items():
                tx.insert_many(table, of_table)
            note(tx, actor, service_id, "step_put_back")
            return Written(service_id)

        return edit(self._store, actor, key, work)


def write_step(tx: Tx, service_id: int, ordinal: int, step: NewStep, prefix: str = "") -> int:
    """The step: writes a new step of a service. Raises Invalid, NotFound, PastStays.

    `prefix`: of the fields that a refusal names.
    """
    entry = step.entry
    check_start(tx, step.valid_from)
    check_minutes(entry.buffer_minutes, "buffer_minutes")
    if not entry.desk_ids:
        raise Invalid(N_("Choose one desk at least."), field="desk_ids")
    durations = _duration_rows(step.durations)
    step_id = tx.insert(
        ServiceStep,
        service_id=service_id,
        ordinal=ordinal,
        **new_name(tx, entry.name, f"{prefix}name"),
        buffer_minutes=entry.buffer_minutes,
    )
    _write_desks(tx, step_id, entry.desk_ids)
    dated = {"step_id": step_id, "valid_from": step.valid_from}
    tx.insert_many(StepDuration, [{**row, **dated} for row in durations])
    return step_id


def step_rows(tx: Tx, step_ids: Iterable[int]) -> dict[type[Mapped], tuple[Row, ...]]:
    """All that is kept of these steps, to be put back."""
    rows: dict[type[Mapped], tuple[Row, ...]] = dict.fromkeys(STEP_TABLES, ())
    for step_id in step_ids:
        rows[ServiceStep] += snapshot(tx, ServiceStep, id=step_id)
        rows[StepDesk] += snapshot(tx, StepDesk, step_id=step_id)
        rows[StepDuration] += snapshot(tx, StepDuration, step_id=step_id)
    return rows


def delete_steps(tx: Tx, step_ids: Iterable[int]) -> None:
    """Takes steps out; a conflict of the database where visits stand on them.

    So does a place that a form keeps; one whose time is over goes with its step.
    """
    ids = list(step_ids)
    kept = select(HoldStep.hold_id).where(HoldStep.step_id.in_(ids))
    ended = tx.rows(select(Hold.id).where(Hold.id.in_(kept), Hold.expires_at <= tx.now))
    drop_holds(tx, [hold.id for hold in ended])
    tx.execute(delete(StepDesk).where(StepDesk.step_id.in_(ids)))
    tx.execute(delete(StepDuration).where(StepDuration.step_id.in_(ids)))
    tx.execute(delete(ServiceStep).where(ServiceStep.id.in_(ids)))


def check_minutes(minutes: int, field: str) -> None:
    """Times are whole ticks. Raises Invalid."""
    if not 0 <= minutes <= _LONGEST or minutes % _TICK_MINUTES:
        raise Invalid(N_("Times are multiples of five minutes."), field=field)


def _write_desks(tx: Tx, step_id: int, desk_ids: Iterable[int]) -> None:
    wanted = sorted(desk_ids)
    known = {row.id for row in tx.rows(select(Desk.id).where(Desk.id.in_(wanted)))}
    if known != set(wanted):
        raise NotFound
    tx.insert_many(StepDesk, [{"step_id": step_id, "desk_id": desk} for desk in wanted])


def _duration_rows(durations: Sequence[Duration]) -> list[dict[str, object]]:
    wanted = sorted(durations)
    if not wanted or wanted[0].persons_from != 1:
        raise Invalid(N_("Say how long one person takes."), field="durations")
    if len({d.persons_from for d in wanted}) != len(wanted):
        raise Invalid(N_("Each number of persons stands once."), field="durations")
    for one in wanted:
        check_minutes(one.minutes, "durations")
        if one.minutes == 0:
            raise Invalid(N_("A step takes five minutes at least."), field="durations")
    return [{"persons_from": d.persons_from, "minutes": d.minutes} for d in wanted]
