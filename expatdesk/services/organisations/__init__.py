"""Organisations: one record with many roles, its contacts, and what stands on its account."""

from __future__ import annotations

import random
from functools import partial

from expatdesk.clock import Clock, day_of
from expatdesk.codes import new_code
from expatdesk.model.people import Organisation, Party
from expatdesk.services.base import (
    Actor,
    Done,
    Right,
    log,
    new_key,
    require,
)
from expatdesk.services.once import Written, once
from expatdesk.services.organisations import records
from expatdesk.services.organisations.entries import values_of
from expatdesk.services.organisations.types import (
    OrganisationEntry,
    OrganisationRow,
    OrganisationSheet,
)
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import PartyKind

__all__ = ["Organisations"]

PAGE = 500


class Organisations:
    """Use cases of the subject Organisations."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._random = random.SystemRandom()

    def find(self, text: str, limit: int = 20) -> list[OrganisationRow]:
        """Organisations of whose name every part typed begins a word."""
        with self._store.reading() as tx:
            return records.list_rows(tx, None, text, limit) if text.strip() else []

    def page(
        self, after: tuple[str, int] | None = None, text: str = "", limit: int = PAGE
    ) -> list[OrganisationRow]:
        """The next rows of the sorted list after (sort key, id)."""
        with self._store.reading() as tx:
            return records.list_rows(tx, after, text, min(limit, PAGE))

    def count(self) -> int:
        """How many organisations the whole list has."""
        with self._store.reading() as tx:
            return records.count_rows(tx)

    def organisation(self, organisation_id: int) -> OrganisationSheet:
        """Raises NotFound."""
        with self._store.reading() as tx:
            return records.read_sheet(tx, organisation_id)

    def add(
        self,
        actor: Actor,
        entry: OrganisationEntry,
        *,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """A new organisation. Raises Invalid with the field where it was typed."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            code = new_code(self._random)
            return Written(
                add_organisation(tx, actor, entry, code=code, guard_overridden=guard_overridden)
            )

        return once(self._store, key, int, work)

    def change(
        self,
        actor: Actor,
        organisation_id: int,
        version: int,
        entry: OrganisationEntry,
        *,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """Edits as of the version read; gives the new version. Raises Stale, Invalid."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            before = records.read_sheet(tx, organisation_id).entry
            values = values_of(entry, guard_overridden=guard_overridden)
            records.write_changes(tx, organisation_id, version, values)
            records.set_roles(tx, organisation_id, entry.roles, day_of(tx.now))
            records.set_contacts(
                tx, organisation_id, entry.contacts, guard_overridden=guard_overridden
            )
            _log(tx, actor, organisation_id, "changed", overridden=guard_overridden)
            back = partial(
                self.change, actor, organisation_id, version + 1, before, guard_overridden=True
            )
            return Written(version + 1, lambda: back(key=new_key()))

        return once(self._store, key, int, work)


def add_organisation(
    tx: Tx, actor: Actor | None, entry: OrganisationEntry, *, code: str, guard_overridden: bool
) -> int:
    """Step: a new organisation with its roles and contacts."""
    values = values_of(entry, guard_overridden=guard_overridden)
    organisation_id = tx.insert(Party, kind=PartyKind.ORGANISATION, code=code, created_at=tx.now)
    tx.insert(Organisation, id=organisation_id, **values)
    records.set_roles(tx, organisation_id, entry.roles, day_of(tx.now))
    records.set_contacts(tx, organisation_id, entry.contacts, guard_overridden=guard_overridden)
    _log(tx, actor, organisation_id, "added", overridden=guard_overridden)
    return organisation_id


def _log(
    tx: Tx, actor: Actor | None, organisation_id: int, action: str, *, overridden: bool
) -> None:
    log(tx, actor, "organisation", organisation_id, action)
    if overridden:
        log(tx, actor, "organisation", organisation_id, "guard_overridden")
    tx.touch("organisations", organisation_id)
