"""Steps on the row of a visit: read at its version, written with the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from expatdesk.model.appointments import Visit
from expatdesk.services.base import NotFound, Stale
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind, VisitState


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What use cases need of a visit before they change it."""

    visit_id: int
    version: int
    case_id: int
    service_id: int
    state: VisitState
    day: date
    starts_at: int
    ends_at: int
    party_size: int
    squeeze_reason: str | None
    municipality_id: int | None
    address_kind: AddressKind
    arrived_at: int | None
    at_desk_at: int | None
    at_helpdesk_at: int | None


def read_visit(tx: Tx, visit_id: int, version: int | None = None) -> VisitFacts:
    """The visit; with a version only as that. Raises NotFound, Stale (versions)."""
    row = tx.first(
        select(
            Visit.id,
            Visit.version,
            Visit.case_id,
            Visit.service_id,
            Visit.state,
            Visit.day,
            Visit.starts_at,
            Visit.ends_at,
            Visit.party_size,
            Visit.squeeze_reason,
            Visit.municipality_id,
            Visit.address_kind,
            Visit.arrived_at,
            Visit.at_desk_at,
            Visit.at_helpdesk_at,
        ).where(Visit.id == visit_id)
    )
    if row is None:
        raise NotFound
    facts = VisitFacts(*row)
    if version is not None and facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    return facts


def write_visit(tx: Tx, visit: VisitFacts, **values: object) -> int:
    """Change the row as of the version that was read; gives the next. Raises Stale."""
    changed = tx.changed(
        update(Visit)
        .where(Visit.id == visit.visit_id, Visit.version == visit.version)
        .values(**values, version=visit.version + 1)
    )
    if changed != 1:
        theirs = tx.scalar(select(Visit.version).where(Visit.id == visit.visit_id))
        raise Stale(mine=visit.version, theirs=theirs)
    tx.touch("visits", visit.visit_id)
    return visit.version + 1
