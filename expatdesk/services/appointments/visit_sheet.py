"""One visit with everything that the inspector shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, select

from expatdesk.model.appointments import Appointment, Visit, VisitPaper, VisitPerson
from expatdesk.model.people import Party, Person
from expatdesk.model.services import Desk, Paper, Service, ServiceStep
from expatdesk.model.settings import Municipality
from expatdesk.model.till import Charge
from expatdesk.services.appointments.money_states import money_states
from expatdesk.services.appointments.naming import party_names
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import (
    CaseVisit,
    ComerLine,
    PaperLine,
    StepLine,
    VisitSheet,
)
from expatdesk.services.appointments.types.agenda import UNKNOWN
from expatdesk.services.base import NotFound
from expatdesk.storage.tx import Tx
from expatdesk.terms import Behalf, DeskKind, VisitState
from expatdesk.texts import Pair


class Sheets(Part):
    def visit(self, visit_id: int) -> VisitSheet:
        """Raises NotFound."""
        with self._store.reading() as tx:
            return read_sheet(tx, visit_id)


def next_state(state: VisitState, *, helpdesk: bool) -> VisitState | None:
    """The one next step of a visit; `helpdesk`: it has a talk at the helpdesk after the desk."""
    match state:
        case VisitState.PLANNED:
            return VisitState.ARRIVED
        case VisitState.ARRIVED:
            return VisitState.AT_DESK
        case VisitState.AT_DESK:
            return VisitState.AT_HELPDESK if helpdesk else VisitState.DONE
        case VisitState.AT_HELPDESK:
            return VisitState.DONE
        case _:
            return None


def has_helpdesk_step(kinds: Sequence[DeskKind]) -> bool:
    """Whether a talk at the helpdesk follows another step."""
    return DeskKind.HELPDESK in kinds[1:]


def read_sheet(tx: Tx, visit_id: int) -> VisitSheet:
    """Step: nine statements. Raises NotFound."""
    row = tx.first(_statement().where(Visit.id == visit_id))
    if row is None:
        raise NotFound
    steps, kinds = _steps(tx, visit_id)
    people = _people(tx, visit_id, row.case_id)
    first = people[0] if people else None
    employer_id = first.employer_id if first is not None else None
    names = party_names(tx, (row.booker_party_id, row.payer_party_id, employer_id))
    return replace(
        _bare(row, steps),
        comers=tuple(_comer(person) for person in people),
        papers=_papers(tx, visit_id),
        booker_name=_name(row.booker, names.get(row.booker_party_id), first),
        payer_name=_name(row.payer, names.get(row.payer_party_id), first),
        employer=names.get(employer_id, "") if employer_id is not None else "",
        money=money_states(tx, [visit_id]).get(visit_id, UNKNOWN),
        case_visits=_case_visits(tx, row.case_id),
        next_state=next_state(row.state, helpdesk=has_helpdesk_step(kinds)),
        email=(first.email or "") if first is not None else "",
        phone=(first.phone or "") if first is not None else "",
    )


def _bare(row: Row[Any], steps: tuple[StepLine, ...]) -> VisitSheet:
    """What the visit's own row says."""
    return VisitSheet(
        visit_id=row.id,
        version=row.version,
        case_id=row.case_id,
        code=row.code or "",
        service_id=row.service_id,
        service=Pair(row.service_en, row.service_nl),
        state=row.state,
        day=row.day,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        steps=steps,
        language=row.language,
        source=row.source,
        booker=row.booker,
        booker_contact=row.booker_contact,
        payer=row.payer,
        payer_party_id=row.payer_party_id,
        municipality=row.municipality or "",
        address_kind=row.address_kind,
        exemption_id=row.exemption_id,
        exemption_proof=row.exemption_proof,
        note=row.note,
        squeeze_reason=row.squeeze_reason,
        previous_id=row.previous_id,
        split_from_id=row.split_from_id,
        booked_at=row.booked_at,
        arrived_at=row.arrived_at,
        at_desk_at=row.at_desk_at,
        at_helpdesk_at=row.at_helpdesk_at,
        ended_at=row.ended_at,
        late=row.late,
        head_count=row.head_count,
        refusal_code=row.refusal_code,
    )


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Visit.__table__,
            Service.name_en.label("service_en"),
            Service.name_nl.label("service_nl"),
            Municipality.name.label("municipality"),
        )
        .join(Service, Service.id == Visit.service_id)
        .outerjoin(Municipality, Municipality.id == Visit.municipality_id)
    )


def _name(behalf: Behalf, name: str | None, first: Any) -> str:  # noqa: ANN401  (a person's row)
    """Who acts: the party that is named, otherwise the visitors by their first person."""
    if name is not None:
        return name
    return str(first.full_name) if behalf is Behalf.VISITOR and first is not None else ""


def _steps(tx: Tx, visit_id: int) -> tuple[tuple[StepLine, ...], list[DeskKind]]:
    rows = tx.rows(
        select(
            Appointment.id,
            Appointment.ordinal,
            Appointment.desk_id,
            Appointment.starts_at,
            Appointment.ends_at,
            ServiceStep.name_en,
            ServiceStep.name_nl,
            Desk.name_en.label("desk_en"),
            Desk.name_nl.label("desk_nl"),
            Desk.kind,
        )
        .join(ServiceStep, ServiceStep.id == Appointment.step_id)
        .join(Desk, Desk.id == Appointment.desk_id)
        .where(Appointment.visit_id == visit_id)
        .order_by(Appointment.ordinal)
    )
    lines = tuple(
        StepLine(
            appointment_id=row.id,
            ordinal=row.ordinal,
            name=Pair(row.name_en, row.name_nl),
            desk=Pair(row.desk_en, row.desk_nl),
            desk_id=row.desk_id,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )
    return lines, [row.kind for row in rows]


def _people(tx: Tx, visit_id: int, case_id: int) -> list[Any]:
    """Who comes, in order, each with how its fee of the case was settled last."""
    latest = (
        select(Charge.person_id, func.max(Charge.id).label("id"))
        .where(Charge.case_id == case_id)
        .group_by(Charge.person_id)
        .subquery()
    )
    return tx.rows(
        select(
            VisitPerson.person_id,
            VisitPerson.role,
            VisitPerson.outcome,
            VisitPerson.refusal_code,
            Person.full_name,
            Person.latin,
            Person.residence_class,
            Person.birth_date,
            Person.birth_year,
            Person.email,
            Person.phone,
            Person.employer_id,
            Charge.state.label("charge"),
        )
        .join(Party, Party.id == VisitPerson.person_id)
        .join(Person, Person.id == func.coalesce(Party.merged_into, Party.id))
        .outerjoin(latest, latest.c.person_id == VisitPerson.person_id)
        .outerjoin(Charge, Charge.id == latest.c.id)
        .where(VisitPerson.visit_id == visit_id)
        .order_by(VisitPerson.ordinal)
    )


def _comer(row: Any) -> ComerLine:  # noqa: ANN401  (a row of `_people`)
    return ComerLine(
        person_id=row.person_id,
        full_name=row.full_name,
        latin=row.latin,
        role=row.role,
        residence_class=row.residence_class,
        birth_date=row.birth_date,
        birth_year=row.birth_year,
        outcome=row.outcome,
        refusal_code=row.refusal_code,
        charge=row.charge,
    )


def _papers(tx: Tx, visit_id: int) -> tuple[PaperLine, ...]:
    rows = tx.rows(
        select(
            VisitPaper.id,
            VisitPaper.paper_id,
            Paper.name_en,
            Paper.name_nl,
            VisitPaper.person_id,
            VisitPaper.need,
            VisitPaper.state,
        )
        .join(Paper, Paper.id == VisitPaper.paper_id)
        .outerjoin(
            VisitPerson,
            (VisitPerson.visit_id == VisitPaper.visit_id)
            & (VisitPerson.person_id == VisitPaper.person_id),
        )
        .where(VisitPaper.visit_id == visit_id)
        .order_by(Paper.position, Paper.id, VisitPerson.ordinal, VisitPaper.id)
    )
    return tuple(
        PaperLine(row[0], row[1], Pair(row[2], row[3]), row[4], row[5], row[6]) for row in rows
    )


def _case_visits(tx: Tx, case_id: int) -> tuple[CaseVisit, ...]:
    rows = tx.rows(
        select(
            Visit.id,
            Visit.code,
            Visit.starts_at,
            Visit.state,
            Visit.refusal_code,
            Visit.previous_id,
        )
        .where(Visit.case_id == case_id)
        .order_by(Visit.starts_at, Visit.id)
    )
    return tuple(CaseVisit(row[0], row[1] or "", *row[2:]) for row in rows)
