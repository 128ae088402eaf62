"""People: who comes to the centre, their households, and finding them again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial

from expatdesk.clock import Clock, day_of, today
from expatdesk.codes import new_code
from expatdesk.model.people import Party, Person
from expatdesk.services.base import (
    Actor,
    Done,
    Invalid,
    NotFound,
    Right,
    log,
    new_key,
    require,
)
from expatdesk.services.once import Written, once
from expatdesk.services.people import households, merging, records, searching
from expatdesk.services.people.entries import prepare, problems_of
from expatdesk.services.people.types import (
    Found,
    FoundThing,
    IdentifierFound,
    Member,
    PersonEntry,
    PersonRow,
    PersonSheet,
)
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole, PartyKind

__all__ = ["IdentifierFound", "People"]

PAGE = 500


class People:
    """Use cases of the subject People."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._random = random.SystemRandom()

    # --- finding ------------------------------------------------------------------------

    def find(self, text: str, limit: int = 20) -> list[Found]:
        """People of whom every part typed begins a part of the name, e-mail, phone or code."""
        with self._store.reading() as tx:
            return searching.find(tx, text, limit)

    def find_anything(self, text: str, limit: int = 20) -> list[FoundThing]:
        """People, visits by code, receipts by number, organisations."""
        with self._store.reading() as tx:
            return searching.find_things(tx, text, limit)

    def likely_duplicates(self, entry: PersonEntry, exclude: int | None = None) -> list[Found]:
        """Who could be the same person as the one being typed; nothing while input is wrong."""
        try:
            prepared = prepare(entry, today=today(self._clock), code="", guard_overridden=True)
        except Invalid:
            return []
        with self._store.reading() as tx:
            return records.duplicates(tx, prepared, exclude)

    def problems(
        self, entry: PersonEntry, *, guard_overridden: bool = False
    ) -> tuple[Invalid, ...]:
        """What is wrong with an entry, each problem with its field; for saying it beforehand."""
        day = today(self._clock)
        return problems_of(entry, today=day, guard_overridden=guard_overridden)

    def page(
        self, after: tuple[str, int] | None = None, text: str = "", limit: int = PAGE
    ) -> list[PersonRow]:
        """The next rows of the sorted list after (sort key, id)."""
        with self._store.reading() as tx:
            return records.read_page(tx, after, text, min(limit, PAGE))

    def count(self) -> int:
        """How many people the whole list has."""
        with self._store.reading() as tx:
            return records.count_people(tx)

    def all_rows(self, text: str = "") -> Iterator[PersonRow]:
        """The whole list page by page, for an export; each page is a read of its own."""
        after: tuple[str, int] | None = None
        while rows := self.page(after, text):
            yield from rows
            if len(rows) < PAGE:
                return
            after = (rows[-1].sort_key, rows[-1].person_id)

    def person(self, person_id: int) -> PersonSheet:
        """Raises NotFound."""
        with self._store.reading() as tx:
            return records.read_sheet(tx, person_id)

    def household_of(self, person_id: int) -> tuple[Member, ...]:
        with self._store.reading() as tx:
            return households.members(tx, person_id)

    # --- writing ------------------------------------------------------------------------

    def add(
        self,
        actor: Actor,
        entry: PersonEntry,
        *,
        household_of: int | None = None,
        role: FamilyRole | None = None,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """A new person, if asked in the household of another. Raises Invalid with its field."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            person_id = add_person(
                tx, actor, entry, code=new_code(self._random), guard_overridden=guard_overridden
            )
            if household_of is not None:
                households.join(tx, person_id, household_of, role or FamilyRole.PARTNER)
            return Written(person_id)

        return once(self._store, key, int, work)

    def change(
        self,
        actor: Actor,
        person_id: int,
        version: int,
        entry: PersonEntry,
        *,
        guard_overridden: bool = False,
        key: str,
    ) -> Done[int]:
        """Edits a person as of the version read; gives the new version. Raises Stale, Invalid."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            prepared = prepare(
                entry, today=day_of(tx.now), code="", guard_overridden=guard_overridden
            )
            before = records.write_changes(tx, person_id, version, prepared)
            _version, after = records.read_entry(tx, person_id)
            fields = [
                name for name in entry.__dict__ if getattr(before, name) != getattr(after, name)
            ]
            log(tx, actor, "person", person_id, "changed", fields=" ".join(fields))
            _log_override(tx, actor, person_id, prepared.overridden)
            tx.touch("people", person_id)
            back = partial(
                self.change, actor, person_id, version + 1, before, guard_overridden=True
            )
            return Written(version + 1, lambda: back(key=new_key()))

        return once(self._store, key, int, work)

    def set_household(
        self, actor: Actor, members: Sequence[tuple[int, FamilyRole]], *, key: str
    ) -> Done[int]:
        """Makes one household of these people. Raises Invalid without one first person."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            people = [person_id for person_id, _role in members]
            earlier = households.groups(tx, people)
            household = households.gather(tx, members)
            for group in earlier:
                households.name_first(tx, [m for m in group if m[0] not in people])
            for person_id in people:
                log(tx, actor, "person", person_id, "household", household=household)
            touched = {*people, *(person_id for group in earlier for person_id, _role in group)}
            tx.touch("people", *touched)
            return Written(
                household, lambda: self.part_household(actor, people, earlier, key=new_key())
            )

        return once(self._store, key, int, work)

    def part_household(
        self,
        actor: Actor,
        people: Sequence[int],
        earlier: Sequence[Sequence[tuple[int, FamilyRole]]],
        *,
        key: str,
    ) -> Done[int]:
        """Takes a household apart into those of before; the undo of `set_household`."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            households.leave(tx, people)
            for group in earlier:
                households.gather(tx, group)
            for person_id in people:
                log(tx, actor, "person", person_id, "household")
            tx.touch("people", *people)
            return Written(people[0])

        return once(self._store, key, int, work)

    def leave_household(self, actor: Actor, person_id: int, *, key: str) -> Done[int]:
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            was = [(m.person_id, m.role) for m in households.members(tx, person_id)]
            if not was:
                raise NotFound
            households.leave(tx, [person_id])
            households.name_first(tx, [m for m in was if m[0] != person_id])
            log(tx, actor, "person", person_id, "left_household")
            tx.touch("people", *(member for member, _role in was))
            return Written(person_id, lambda: self.set_household(actor, was, key=new_key()))

        return once(self._store, key, int, work)

    def merge(self, actor: Actor, kept_id: int, merged_id: int, *, key: str) -> Done[int]:
        """Two records become one; value is the id of the merge, Undo takes it apart."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            merge_id = merging.merge(tx, actor, kept_id, merged_id)
            return Written(merge_id, lambda: self.unmerge(actor, merge_id, key=new_key()))

        return once(self._store, key, int, work)

    def unmerge(self, actor: Actor, merge_id: int, *, key: str) -> Done[int]:
        """Takes a merge apart; value is the id of the record that stands alone again."""
        require(actor, Right.BOOK)

        def work(tx: Tx) -> Written[int]:
            return Written(merging.unmerge(tx, actor, merge_id))

        return once(self._store, key, int, work)


def add_person(
    tx: Tx, actor: Actor | None, entry: PersonEntry, *, code: str, guard_overridden: bool
) -> int:
    """Step: a new person with its search tokens; other subjects may call it in their work."""
    prepared = prepare(entry, today=day_of(tx.now), code=code, guard_overridden=guard_overridden)
    person_id = tx.insert(Party, kind=PartyKind.PERSON, code=code, created_at=tx.now)
    tx.insert(Person, id=person_id, **prepared.values)
    searching.index_of(tx).write(tx, person_id, sorted(prepared.tokens))
    log(tx, actor, "person", person_id, "added")
    _log_override(tx, actor, person_id, prepared.overridden)
    tx.touch("people", person_id)
    return person_id


def _log_override(tx: Tx, actor: Actor | None, person_id: int, fields: Sequence[str]) -> None:
    """A number that was declared a false alarm is logged without the number."""
    for field in fields:
        log(tx, actor, "person", person_id, "guard_overridden", field=field)
