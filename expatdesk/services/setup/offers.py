"""Services: what is offered, with its steps and its tariff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import delete, select

from expatdesk.i18n import N_
from expatdesk.model.services import EligibilityQuestion, PaperRule, Service, ServiceFee
from expatdesk.services.base import Actor, Done, Invalid
from expatdesk.services.edits import (
    Row,
    Written,
    changed_name,
    edit,
    new_name,
    remove_row,
    snapshot,
)
from expatdesk.services.setup.codes import free_code
from expatdesk.services.setup.fees import OfferFees
from expatdesk.services.setup.offered import change_service, line_of, lines_of, note
from expatdesk.services.setup.steps import (
    OfferSteps,
    check_minutes,
    delete_steps,
    step_rows,
    write_step,
)
from expatdesk.services.setup.types import NewStep, ServiceEntry, ServiceLine
from expatdesk.storage.tx import Mapped, Tx

_MOST_PERSONS: Final = 50
_RULES: Final[tuple[type[Mapped], ...]] = (ServiceFee, PaperRule, EligibilityQuestion)
"""What a service is asked and charged by; gone with a service that was never used."""


class Offers(OfferSteps, OfferFees):
    """The services of the centre; their parts are edited under the service's version."""

    def all(self) -> tuple[ServiceLine, ...]:
        """Every service, also those that are switched off, with all periods."""
        with self._store.reading() as tx:
            return lines_of(tx)

    def add(self, actor: Actor, entry: ServiceEntry, step: NewStep, *, key: str) -> Done[int]:
        """A service with its first step; further steps, fees, papers and questions come after.

        Its code is made from its name. A refusal names the step's name `step_name`.
        Raises Invalid, NotFound, PastStays.
        """

        def work(tx: Tx) -> Written:
            row = {**new_name(tx, entry.name), **_checked(entry)}
            taken = set(tx.execute(select(Service.code)).scalars())
            service_id = tx.insert(Service, code=free_code(entry.name, taken, "service"), **row)
            write_step(tx, service_id, 1, step, prefix="step_")
            note(tx, actor, service_id, "added")
            return Written(service_id, lambda key: self.remove(actor, service_id, 1, key=key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, service_id: int, version: int, entry: ServiceEntry, *, key: str
    ) -> Done[int]:
        """Name, place in the list, on or off, gap between steps, largest party.

        Raises Invalid, Stale.
        """

        def work(tx: Tx) -> Written:
            row = _checked(entry)
            was = line_of(tx, service_id).entry
            values = {**changed_name(tx, was.name, entry.name), **row}
            change_service(tx, service_id, version, values, entry)
            note(tx, actor, service_id, "changed")
            return Written(
                service_id,
                lambda key: self.change(actor, service_id, version + 1, was, key=key),
            )

        return edit(self._store, actor, key, work)

    def remove(self, actor: Actor, service_id: int, version: int, *, key: str) -> Done[int]:
        """Takes a service out that was never used, with its steps, fees and rules.

        Raises InUse, NotFound.
        """

        def work(tx: Tx) -> Written:
            line = line_of(tx, service_id)
            steps = [step.step_id for step in line.steps]
            before: dict[type[Mapped], tuple[Row, ...]] = {
                Service: snapshot(tx, Service, id=service_id),
                **step_rows(tx, steps),
                **{table: snapshot(tx, table, service_id=service_id) for table in _RULES},
            }
            delete_steps(tx, steps)
            for table in _RULES:
                tx.execute(delete(table).where(table.__table__.c.service_id == service_id))
            remove_row(tx, Service, service_id, version)
            note(tx, actor, service_id, "removed")
            return Written(service_id, lambda key: self._put_whole_back(actor, before, key))

        return edit(self._store, actor, key, work)

    def _put_whole_back(
        self, actor: Actor, rows: Mapping[type[Mapped], Sequence[Row]], key: str
    ) -> Done[int]:
        """Undoes `remove`."""

        def work(tx: Tx) -> Written:
            (row,) = rows[Service]
            service_id = row["id"]
            assert isinstance(service_id, int)
            for table, of_table in rows.items():
                tx.insert_many(table, of_table)
            note(tx, actor, service_id, "put_back")
            return Written(service_id)

        return edit(self._store, actor, key, work)


def _checked(entry: ServiceEntry) -> dict[str, object]:
    """The columns of a service but its name. Raises Invalid."""
    check_minutes(entry.step_gap_minutes, "step_gap_minutes")
    if not 1 <= entry.max_persons <= _MOST_PERSONS:
        raise Invalid(
            N_("A number from {low} to {high} is needed here."),
            field="max_persons",
            low=1,
            high=_MOST_PERSONS,
        )
    return {
        "position": entry.position,
        "active": entry.active,
        "step_gap_minutes": entry.step_gap_minutes,
        "max_persons": entry.max_persons,
        "needs_municipality": entry.needs_municipality,
    }
