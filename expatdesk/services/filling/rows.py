"""Writes everything but the money, table by table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache

from sqlalchemy import select

from expatdesk.clock import TICK, day_of, tick
from expatdesk.model.appointments import (
    Appointment,
    Case,
    FollowUp,
    Hold,
    HoldStep,
    Message,
    Occupancy,
    Question,
    Visit,
    VisitPaper,
    VisitPerson,
    WaitingEntry,
)
from expatdesk.model.people import (
    Household,
    HouseholdMember,
    Organisation,
    OrganisationContact,
    OrganisationRoleRow,
    Party,
    Person,
)
from expatdesk.model.services import Block, Closure, ServiceStep
from expatdesk.model.staff import EventLog
from expatdesk.model.till import ExemptionEmployer
from expatdesk.services.filling.past import OrganisationPast, Past, PersonPast, StepPast, VisitPast
from expatdesk.services.organisations.entries import contact_values, values_of
from expatdesk.services.people.entries import Prepared, prepare
from expatdesk.services.people.searching import index_of
from expatdesk.storage.tx import Mapped, Tx
from expatdesk.terms import PartyKind

_PORTION = 5_000
_NOT_COLUMNS = frozenset({"comers", "papers", "steps"})

Row = Mapping[str, object]


def insert_all(tx: Tx, table: type[Mapped], rows: Iterable[Row]) -> None:
    """In portions, so that memory stays flat however many there are."""
    portion: list[Row] = []
    for row in rows:
        portion.append(row)
        if len(portion) == _PORTION:
            tx.insert_many(table, portion)
            portion = []
    tx.insert_many(table, portion)


def write_days(tx: Tx, past: Past) -> None:
    """Closures and blocks."""
    tx.insert_many(
        Closure,
        [
            {
                "name_en": one.name.en,
                "name_nl": one.name.nl,
                "name_en_changed": tx.now,
                "name_nl_changed": tx.now,
                "first_day": one.first_day,
                "last_day": one.last_day,
            }
            for one in past.closures
        ],
    )
    insert_all(tx, Block, map(_plain, past.blocks))


def write_organisations(tx: Tx, past: Past) -> None:
    """Organisations with roles and contacts, and the exemptions that name them."""
    insert_all(tx, Party, (_party(one, PartyKind.ORGANISATION, None) for one in past.organisations))
    insert_all(
        tx,
        Organisation,
        (
            {"id": one.id, **values_of(one.entry, guard_overridden=False)}
            for one in past.organisations
        ),
    )
    insert_all(tx, OrganisationRoleRow, _roles(past.organisations))
    insert_all(
        tx,
        OrganisationContact,
        (
            {"organisation_id": one.id, **contact_values(contact, guard_overridden=False)}
            for one in past.organisations
            for contact in one.entry.contacts
        ),
    )
    insert_all(
        tx,
        ExemptionEmployer,
        (
            {"exemption_id": rule, "organisation_id": one.id}
            for one in past.organisations
            for rule in one.exemptions
        ),
    )


def write_people(tx: Tx, past: Past) -> None:
    """People with their search tokens; of those who are forgotten the empty party."""
    insert_all(tx, Party, (_party(p, PartyKind.PERSON, p.forgotten_at) for p in past.people))
    known = [one for one in past.people if one.forgotten_at is None]
    prepared = [(one.id, _prepared(tx, one)) for one in known]
    insert_all(tx, Person, ({"id": number, **each.values} for number, each in prepared))
    index_of(tx).write_many(tx, ((number, sorted(each.tokens)) for number, each in prepared))
    insert_all(
        tx,
        Household,
        (
            {"id": number, "created_at": one.created_at}
            for number, one in enumerate(past.households, 1)
        ),
    )
    insert_all(
        tx,
        HouseholdMember,
        (
            {"household_id": number, "person_id": person, "role": role}
            for number, one in enumerate(past.households, 1)
            for person, role in one.members
        ),
    )


def write_visits(tx: Tx, past: Past) -> None:
    """Cases and visits with persons, papers and steps."""
    insert_all(tx, Case, map(_plain, past.cases))
    insert_all(tx, Visit, map(_plain, past.visits))
    insert_all(tx, VisitPerson, _comers(past.visits))
    insert_all(
        tx,
        VisitPaper,
        ({"visit_id": v.id, **_plain(paper)} for v in past.visits for paper in v.papers),
    )
    steps = step_ids(tx)
    insert_all(
        tx,
        Appointment,
        (
            {
                "id": number,
                "visit_id": visit.id,
                "step_id": steps[visit.service_id, ordinal][0],
                "ordinal": ordinal,
                "desk_id": step.desk_id,
                "starts_at": step.starts_at,
                "ends_at": step.ends_at,
                "busy_until": step.ends_at + steps[visit.service_id, ordinal][1],
                "active": step.active,
            }
            for number, visit, ordinal, step in _numbered_steps(past.visits)
        ),
    )


def write_ticks(tx: Tx, past: Past) -> None:
    """Who holds which desk: appointments that take place and are not squeezed in, and holds."""
    steps = step_ids(tx)
    insert_all(
        tx,
        Occupancy,
        (
            {"desk_id": step.desk_id, "tick": number, "appointment_id": owner, "hold_id": None}
            for owner, visit, ordinal, step in _numbered_steps(past.visits)
            if step.active and visit.squeeze_reason is None
            for number in _ticks(step, steps[visit.service_id, ordinal][1])
        ),
    )
    for hold_id, hold in enumerate(past.holds, 1):
        tx.insert(Hold, id=hold_id, token=hold.token, expires_at=hold.expires_at)
        for ordinal, step in enumerate(hold.steps, 1):
            step_id, buffer = steps[hold.service_id, ordinal]
            tx.insert(
                HoldStep,
                hold_id=hold_id,
                step_id=step_id,
                desk_id=step.desk_id,
                starts_at=step.starts_at,
                ends_at=step.ends_at,
                busy_until=step.ends_at + buffer,
            )
            tx.insert_many(
                Occupancy,
                [
                    {"desk_id": step.desk_id, "tick": n, "appointment_id": None, "hold_id": hold_id}
                    for n in _ticks(step, buffer)
                ],
            )


def write_desk_life(tx: Tx, past: Past) -> None:
    """Follow-ups, questions, the waiting list, messages and the log."""
    insert_all(tx, FollowUp, map(_plain, past.follow_ups))
    insert_all(tx, Question, map(_plain, past.questions))
    insert_all(tx, WaitingEntry, map(_plain, past.waiting))
    insert_all(tx, Message, map(_plain, past.messages))
    kept = [line for line in past.log if line.at >= past.log_from]
    kept.sort(key=lambda line: line.at)
    insert_all(
        tx,
        EventLog,
        ({**_plain(line), "details": json.dumps(line.details, sort_keys=True)} for line in kept),
    )


def step_ids(tx: Tx) -> dict[tuple[int, int], tuple[int, int]]:
    """(id, buffer in seconds) of each step, by its service and its place in it."""
    columns = (
        ServiceStep.service_id,
        ServiceStep.ordinal,
        ServiceStep.id,
        ServiceStep.buffer_minutes,
    )
    return {(row[0], row[1]): (row[2], 60 * row[3]) for row in tx.rows(select(*columns))}


def _plain(value: object) -> dict[str, object]:
    """A value whose fields are the columns of its table."""
    kind: type = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _NOT_COLUMNS)


def _party(
    one: OrganisationPast | PersonPast, kind: PartyKind, anonymised_at: int | None
) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": kind,
        "code": one.code,
        "created_at": one.created_at,
        "anonymised_at": anonymised_at,
    }


def _prepared(tx: Tx, one: PersonPast) -> Prepared:
    """By the rules of the form, so that the past holds nothing that could not be typed."""
    return prepare(one.entry, today=day_of(tx.now), code=one.code, guard_overridden=False)


def _roles(organisations: Iterable[OrganisationPast]) -> Iterator[Row]:
    for one in organisations:
        for role in sorted(one.entry.roles):
            yield {
                "organisation_id": one.id,
                "role": role,
                "valid_from": day_of(one.created_at),
                "valid_until": None,
            }


def _comers(visits: Iterable[VisitPast]) -> Iterator[Row]:
    for visit in visits:
        for ordinal, comer in enumerate(visit.comers, 1):
            yield {
                "visit_id": visit.id,
                "person_id": comer.person_id,
                "ordinal": ordinal,
                "role": comer.role,
                "outcome": comer.outcome,
                "refusal_code": comer.refusal_code,
            }


def _numbered_steps(visits: Iterable[VisitPast]) -> Iterator[tuple[int, VisitPast, int, StepPast]]:
    """(appointment id, visit, ordinal, step), the same each time."""
    number = 0
    for visit in visits:
        for ordinal, step in enumerate(visit.steps, 1):
            number += 1
            yield number, visit, ordinal, step


def _ticks(step: StepPast, buffer: int) -> range:
    return range(tick(step.starts_at), tick(step.ends_at + buffer + TICK - 1))
