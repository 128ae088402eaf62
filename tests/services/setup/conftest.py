"""The set-up of the scenario centre, and visits that stand in its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from expatdesk.clock import epoch_of
from expatdesk.model.appointments import Appointment, Case, Visit
from expatdesk.services.setup import Setup
from expatdesk.terms import AddressKind, Behalf, Source, VisitState

TODAY = date(2026, 11, 24)
FAR_MONDAY = date(2027, 1, 4)


@pytest.fixture
def setup(centre: Any) -> Setup:
    return centre.setup  # type: ignore[no-any-return]


@pytest.fixture
def visit(centre: Any) -> Callable[..., int]:
    """Books half an hour from a minute of a day on at a desk, straight into the tables."""

    def book(
        day: date, minute: int, desk: str = "desk1", state: VisitState = VisitState.PLANNED
    ) -> int:
        starts, ends = epoch_of(day, minute), epoch_of(day, minute + 30)
        service = centre.setup.services.all()[0]
        with centre.store.writing() as tx:
            case = tx.insert(Case, service_id=service.service_id, opened_at=tx.now)
            visit_id = tx.insert(
                Visit,
                case_id=case,
                code=f"7QK-{case:03}",
                service_id=service.service_id,
                state=state,
                day=day,
                starts_at=starts,
                ends_at=ends,
                party_size=1,
                language="en",
                source=Source.DESK,
                booker=Behalf.VISITOR,
                payer=Behalf.VISITOR,
                address_kind=AddressKind.HOME,
                booked_at=tx.now,
            )
            tx.insert(
                Appointment,
                visit_id=visit_id,
                step_id=service.steps[0].step_id,
                ordinal=1,
                desk_id=centre.founded.desks[desk],
                starts_at=starts,
                ends_at=ends,
                busy_until=ends,
            )
        return visit_id

    return book
