"""Steps on the rows of the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select, update

from expatdesk.i18n import N_
from expatdesk.model.appointments import Hold, WaitingEntry
from expatdesk.model.people import Party, Person
from expatdesk.model.services import Service
from expatdesk.services.appointments.types import WaitingRow
from expatdesk.services.base import Invalid, NotFound, Stale
from expatdesk.storage.tx import Tx
from expatdesk.terms import PartOfDay, WaitingState
from expatdesk.texts import Pair

ON_LIST = (WaitingState.WAITING, WaitingState.OFFERED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands; `offer_token` is the hold of what was offered."""

    waiting_id: int
    version: int
    service_id: int
    person_id: int
    visit_id: int | None
    party_size: int
    first_day: date
    last_day: date
    part_of_day: PartOfDay
    state: WaitingState
    offer_starts_at: int | None
    offer_token: str | None


def read_entry(tx: Tx, waiting_id: int, version: int | None = None) -> Entry:
    """The entry; with a version only as that. Raises NotFound, Stale."""
    row = tx.first(
        select(
            WaitingEntry.id,
            WaitingEntry.version,
            WaitingEntry.service_id,
            WaitingEntry.person_id,
            WaitingEntry.visit_id,
            WaitingEntry.party_size,
            WaitingEntry.first_day,
            WaitingEntry.last_day,
            WaitingEntry.part_of_day,
            WaitingEntry.state,
            WaitingEntry.offer_starts_at,
            WaitingEntry.offer_token,
        ).where(WaitingEntry.id == waiting_id)
    )
    if row is None:
        raise NotFound
    entry = Entry(*row)
    if version is not None and entry.version != version:
        raise Stale(mine=version, theirs=entry.version)
    return entry


def check_waits(entry: Entry) -> None:
    """Raises Invalid for who is no longer on the list."""
    if entry.state not in ON_LIST:
        raise Invalid(N_("This entry is no longer on the waiting list."))


def write_entry(tx: Tx, entry: Entry, **values: object) -> int:
    """Change the entry as of the version that was read; gives the next. Raises Stale."""
    changed = tx.changed(
        update(WaitingEntry)
        .where(WaitingEntry.id == entry.waiting_id, WaitingEntry.version == entry.version)
        .values(**values, version=entry.version + 1)
    )
    if changed != 1:
        raise Stale(mine=entry.version, theirs=read_entry(tx, entry.waiting_id).version)
    tx.touch("waiting", entry.waiting_id)
    return entry.version + 1


def read_rows(tx: Tx) -> list[WaitingRow]:
    """The list in the order in which people came; one statement.

    An offer whose time has run out is shown as waiting again.
    """
    return [_row(row) for row in tx.rows(_statement(tx.now))]


def _statement(now: int) -> Select[*tuple[Any, ...]]:
    """A record that was merged shows the one that stayed."""
    return (
        select(
            WaitingEntry.__table__,
            Person.full_name,
            Person.phone,
            Person.email,
            Service.name_en,
            Service.name_nl,
            Hold.expires_at,
        )
        .join(Service, Service.id == WaitingEntry.service_id)
        .join(Party, Party.id == WaitingEntry.person_id)
        .outerjoin(Person, (Person.id == Party.merged_into) | _unmerged())
        .outerjoin(Hold, (Hold.token == WaitingEntry.offer_token) & (Hold.expires_at > now))
        .where(WaitingEntry.state.in_(ON_LIST))
        .order_by(WaitingEntry.created_at, WaitingEntry.id)
    )


def _unmerged() -> Any:  # noqa: ANN401  (a condition)
    return Party.merged_into.is_(None) & (Person.id == Party.id)


def _row(row: Row[Any]) -> WaitingRow:
    offered = row.state is WaitingState.OFFERED and row.expires_at is not None
    return WaitingRow(
        waiting_id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=row.full_name or "",
        phone=row.phone or "",
        email=row.email or "",
        service=Pair(row.name_en, row.name_nl),
        service_id=row.service_id,
        party_size=row.party_size,
        first_day=row.first_day,
        last_day=row.last_day,
        part_of_day=row.part_of_day,
        state=WaitingState.OFFERED if offered else WaitingState.WAITING,
        offer_starts_at=row.offer_starts_at if offered else None,
        visit_id=row.visit_id,
        offer_expires_at=row.expires_at if offered else None,
        offer_token=row.offer_token if offered else None,
    )
