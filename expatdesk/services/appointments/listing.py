"""Visits in a list: filtered, in pages, and found by their code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from expatdesk.codes import parse_code
from expatdesk.model.appointments import Appointment, Visit
from expatdesk.model.services import Desk, Service
from expatdesk.model.settings import Municipality
from expatdesk.names import fold
from expatdesk.services.appointments.money_states import money_states
from expatdesk.services.appointments.naming import with_title
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import VisitQuery, VisitRow
from expatdesk.services.appointments.types.agenda import UNKNOWN
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

PAGE = 500


class Lists(Part):
    def visits(self, query: VisitQuery) -> list[VisitRow]:
        """Visits of all states in order of time, at most 500 from the offset on."""
        limit = min(query.limit, PAGE)
        with self._store.reading() as tx:
            if not query.text.strip():
                statement = _filtered(query).offset(query.offset).limit(limit)
                return to_rows(tx, tx.rows(statement))
            found = [row for row in tx.rows(_filtered(query)) if _speaks_of(row, query.text)]
            return to_rows(tx, found[query.offset : query.offset + limit])

    def by_code(self, code: str) -> int | None:
        """The visit with this code, however it was typed; None where there is none."""
        try:
            wanted = parse_code(code)
        except ValueError:
            return None
        with self._store.reading() as tx:
            found = tx.scalar(select(Visit.id).where(Visit.code == wanted))
        return None if found is None else int(found)


def rows_where(tx: Tx, condition: ColumnElement[bool]) -> list[VisitRow]:
    """Step: the visits that a condition over `visit` names, in order of time."""
    return to_rows(tx, tx.rows(_statement().where(condition)))


def to_rows(tx: Tx, rows: list[Any]) -> list[VisitRow]:
    """Rows of the list's statement, with where their money stands."""
    money = money_states(tx, [row.id for row in rows])
    return [
        VisitRow(
            visit_id=row.id,
            code=row.code or "",
            day=row.day,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            state=row.state,
            title=row.title or "",
            party_size=row.party_size,
            service=Pair(row.service_en, row.service_nl),
            desk=Pair(row.desk_en or "", row.desk_nl or ""),
            language=row.language,
            source=row.source,
            municipality=row.municipality or "",
            money=money.get(row.id, UNKNOWN),
        )
        for row in rows
    ]


def _statement() -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Visit.id,
            Visit.code,
            Visit.day,
            Visit.starts_at,
            Visit.ends_at,
            Visit.state,
            Visit.party_size,
            Visit.language,
            Visit.source,
            Service.name_en.label("service_en"),
            Service.name_nl.label("service_nl"),
            Desk.name_en.label("desk_en"),
            Desk.name_nl.label("desk_nl"),
            Municipality.name.label("municipality"),
        )
        .select_from(Visit)
        .join(Service, Service.id == Visit.service_id)
        .outerjoin(Appointment, (Appointment.visit_id == Visit.id) & (Appointment.ordinal == 1))
        .outerjoin(Desk, Desk.id == Appointment.desk_id)
        .outerjoin(Municipality, Municipality.id == Visit.municipality_id)
        .order_by(Visit.starts_at, Visit.id)
    )
    return with_title(statement)


def _filtered(query: VisitQuery) -> Select[*tuple[Any, ...]]:
    statement = _statement().where(Visit.day.between(query.first_day, query.last_day))
    if query.states:
        statement = statement.where(Visit.state.in_(sorted(query.states)))
    if query.service_id is not None:
        statement = statement.where(Visit.service_id == query.service_id)
    if query.desk_id is not None:
        step = aliased(Appointment, name="any_step")
        at_desk = exists().where(step.visit_id == Visit.id, step.desk_id == query.desk_id)
        statement = statement.where(at_desk)
    return statement


def _speaks_of(row: Any, text: str) -> bool:  # noqa: ANN401  (a row of the list's statement)
    """Each part typed is in the name, the passport form, the code or the municipality."""
    code = row.code or ""
    whole = fold(f"{row.title or ''} {row.latin or ''} {row.municipality or ''}")
    parts = fold(text).split()
    codes = code.replace("-", "").casefold()
    return all(part in whole or part.replace("-", "") in codes for part in parts)
