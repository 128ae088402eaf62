"""Reading and writing organisations, their roles and contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, select, tuple_, update

from expatdesk.model.people import (
    Organisation,
    OrganisationContact,
    OrganisationRoleRow,
    Party,
    Person,
)
from expatdesk.model.till import UnbilledCharge
from expatdesk.services.base import NotFound, Stale
from expatdesk.services.organisations.entries import contact_values
from expatdesk.services.organisations.types import (
    AccountLine,
    ContactEntry,
    OrganisationEntry,
    OrganisationRow,
    OrganisationSheet,
)
from expatdesk.services.people.searching import name_matches
from expatdesk.storage.tx import Tx
from expatdesk.terms import AccountState, OrganisationRole


def list_rows(
    tx: Tx, after: tuple[str, int] | None, text: str, limit: int
) -> list[OrganisationRow]:
    """A page of the list with what stands open on each account; three statements."""
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.city,
            Organisation.recognised_sponsor,
            Organisation.payment_terms,
            Organisation.sort_key,
        )
        .join(Party, Party.id == Organisation.id)
        .where(Party.merged_into.is_(None))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(limit)
    )
    if text.strip():
        statement = statement.where(name_matches(text))
    if after is not None:
        statement = statement.where(tuple_(Organisation.sort_key, Organisation.id) > tuple_(*after))
    found = tx.rows(statement)
    ids = [row.id for row in found]
    roles, due = roles_of(tx, ids), _open_net(tx, ids)
    return [
        OrganisationRow(
            organisation_id=row.id,
            name=row.name,
            city=row.city,
            roles=roles.get(row.id, frozenset()),
            recognised_sponsor=row.recognised_sponsor,
            payment_terms=row.payment_terms,
            open_net=due.get(row.id, 0),
        )
        for row in found
    ]


def count_rows(tx: Tx) -> int:
    """How many rows the whole list has."""
    statement = (
        select(func.count())
        .select_from(Organisation)
        .join(Party, Party.id == Organisation.id)
        .where(Party.merged_into.is_(None))
    )
    return int(tx.scalar(statement) or 0)


def read_sheet(tx: Tx, organisation_id: int) -> OrganisationSheet:
    """Raises NotFound."""
    row = tx.first(
        select(Organisation.__table__, Party.code)
        .join(Party, Party.id == Organisation.id)
        .where(Organisation.id == organisation_id)
    )
    if row is None:
        raise NotFound
    entry = OrganisationEntry(
        name=row.name,
        roles=roles_of(tx, [organisation_id]).get(organisation_id, frozenset()),
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=row.country,
        municipality_id=row.municipality_id,
        chamber_number=row.chamber_number,
        vat_id=row.vat_id,
        email=row.email or "",
        phone=row.phone or "",
        website=row.website,
        recognised_sponsor=row.recognised_sponsor,
        payment_terms=row.payment_terms,
        po_number=row.po_number,
        contacts=_contacts(tx, organisation_id),
    )
    people = tx.scalar(
        select(func.count()).select_from(Person).where(Person.employer_id == organisation_id)
    )
    return OrganisationSheet(
        organisation_id=organisation_id,
        version=row.version,
        code=row.code,
        entry=entry,
        account=_account(tx, organisation_id),
        people=int(people),
    )


def write_changes(tx: Tx, organisation_id: int, version: int, values: dict[str, object]) -> None:
    """Raises Stale where somebody was quicker."""
    changed = tx.changed(
        update(Organisation)
        .where(Organisation.id == organisation_id, Organisation.version == version)
        .values(**values, version=version + 1)
    )
    if changed != 1:
        stands = tx.scalar(select(Organisation.version).where(Organisation.id == organisation_id))
        if stands is None:
            raise NotFound
        raise Stale(mine=version, theirs=stands)


def set_roles(tx: Tx, organisation_id: int, roles: Iterable[OrganisationRole], on: date) -> None:
    """Roles begin today; one that is taken away ends, and its past stays."""
    wanted = frozenset(roles)
    have = roles_of(tx, [organisation_id]).get(organisation_id, frozenset())
    for role in have - wanted:
        tx.execute(
            update(OrganisationRoleRow)
            .where(
                OrganisationRoleRow.organisation_id == organisation_id,
                OrganisationRoleRow.role == role,
                OrganisationRoleRow.valid_until.is_(None),
            )
            .values(valid_until=on)
        )
    for role in wanted - have:
        again = tx.changed(
            update(OrganisationRoleRow)
            .where(
                OrganisationRoleRow.organisation_id == organisation_id,
                OrganisationRoleRow.role == role,
                OrganisationRoleRow.valid_until == on,
            )
            .values(valid_until=None)
        )
        if not again:
            tx.insert(
                OrganisationRoleRow, organisation_id=organisation_id, role=role, valid_from=on
            )


def set_contacts(
    tx: Tx, organisation_id: int, contacts: Iterable[ContactEntry], *, guard_overridden: bool
) -> None:
    """Contacts as listed: known ones are changed, new ones added, missing ones removed."""
    entries = list(contacts)
    keep = [entry.contact_id for entry in entries if entry.contact_id is not None]
    tx.execute(
        delete(OrganisationContact).where(
            OrganisationContact.organisation_id == organisation_id,
            OrganisationContact.id.not_in(keep),
        )
    )
    for entry in entries:
        values = contact_values(entry, guard_overridden=guard_overridden)
        known = entry.contact_id is not None and tx.changed(
            update(OrganisationContact)
            .where(
                OrganisationContact.id == entry.contact_id,
                OrganisationContact.organisation_id == organisation_id,
            )
            .values(**values)
        )
        if not known:
            tx.insert(OrganisationContact, organisation_id=organisation_id, **values)


def roles_of(tx: Tx, ids: list[int]) -> dict[int, frozenset[OrganisationRole]]:
    """Roles that have not ended, by organisation."""
    rows = tx.rows(
        select(OrganisationRoleRow.organisation_id, OrganisationRoleRow.role).where(
            OrganisationRoleRow.organisation_id.in_(ids),
            OrganisationRoleRow.valid_until.is_(None),
        )
    )
    found: dict[int, set[OrganisationRole]] = {}
    for organisation_id, role in rows:
        found.setdefault(organisation_id, set()).add(role)
    return {organisation_id: frozenset(roles) for organisation_id, roles in found.items()}


def _open_net(tx: Tx, ids: list[int]) -> dict[int, int]:
    rows = tx.rows(
        select(UnbilledCharge.account_id, func.sum(UnbilledCharge.net))
        .where(UnbilledCharge.account_id.in_(ids), UnbilledCharge.state == AccountState.OPEN)
        .group_by(UnbilledCharge.account_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _contacts(tx: Tx, organisation_id: int) -> tuple[ContactEntry, ...]:
    rows = tx.rows(
        select(
            OrganisationContact.id,
            OrganisationContact.name,
            OrganisationContact.function,
            OrganisationContact.email,
            OrganisationContact.phone,
            OrganisationContact.acts_as,
        )
        .where(OrganisationContact.organisation_id == organisation_id)
        .order_by(OrganisationContact.id)
    )
    return tuple(
        ContactEntry(
            name=row.name,
            function=row.function,
            email=row.email or "",
            phone=row.phone or "",
            acts_as=row.acts_as,
            contact_id=row.id,
        )
        for row in rows
    )


def _account(tx: Tx, organisation_id: int) -> tuple[AccountLine, ...]:
    rows = tx.rows(
        select(
            UnbilledCharge.id,
            UnbilledCharge.label,
            UnbilledCharge.day,
            UnbilledCharge.net,
            UnbilledCharge.po_number,
            UnbilledCharge.state,
        )
        .where(UnbilledCharge.account_id == organisation_id)
        .order_by(UnbilledCharge.id.desc())
        .limit(500)
    )
    return tuple(AccountLine(*row) for row in rows)
