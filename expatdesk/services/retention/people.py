"""People whom nothing names any more, with all records that were merged into them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CTE, ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from expatdesk.model.appointments import FollowUp, Message, Visit, VisitPerson, WaitingEntry
from expatdesk.model.people import Household, HouseholdMember, Party, PartyMerge, Person
from expatdesk.model.till import Charge
from expatdesk.services.people.searching import index_of
from expatdesk.services.retention.terms import BITE, Terms
from expatdesk.storage.tx import Tx


def old_people(tx: Tx, terms: Terms) -> int:
    """A bite: people known since before the term of visits whom nothing names.

    Records that were merged are one person: they stay together and go together.
    """
    merged = _merged()
    others = exists().where(merged.c.kept == Party.id, _is_named(merged.c.merged))
    found = (
        select(Party.id)
        .join(Person, Person.id == Party.id)
        .where(
            Party.merged_into.is_(None),
            Party.created_at < terms.known_before,
            ~_is_named(Party.id),
            ~others,
        )
        .order_by(Party.id)
        .limit(BITE)
    )
    ids = [row[0] for row in tx.rows(found)]
    with_merged = select(merged.c.merged).where(merged.c.kept.in_(ids))
    anonymise_people(tx, [*ids, *(row[0] for row in tx.rows(with_merged))])
    return len(ids)


def anonymise_people(tx: Tx, ids: Sequence[int]) -> None:
    """Step: forgets these people; an empty party remains for what once pointed to it."""
    if not ids:
        return
    index = index_of(tx)
    for person_id in ids:
        index.remove(tx, person_id)
    tx.execute(delete(FollowUp).where(FollowUp.person_id.in_(ids)))
    tx.execute(delete(HouseholdMember).where(HouseholdMember.person_id.in_(ids)))
    tx.execute(delete(Person).where(Person.id.in_(ids)))
    tx.execute(
        delete(PartyMerge).where(or_(PartyMerge.kept_id.in_(ids), PartyMerge.merged_id.in_(ids)))
    )
    tx.execute(update(Party).where(Party.id.in_(ids)).values(anonymised_at=tx.now))
    tx.touch("people", *ids)


def forget_households(tx: Tx, terms: Terms) -> int:
    """A bite: households that nobody is left of."""
    empty = (
        select(Household.id)
        .where(
            Household.created_at < terms.known_before,
            ~exists().where(HouseholdMember.household_id == Household.id),
        )
        .limit(BITE)
    )
    return tx.changed(delete(Household).where(Household.id.in_(empty)))


def _is_named(party_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a visit, a fee, a waiting entry, a message or an open follow-up needs them."""
    return or_(
        exists().where(VisitPerson.person_id == party_id),
        exists().where(Visit.booker_party_id == party_id),
        exists().where(Visit.payer_party_id == party_id),
        exists().where(Charge.person_id == party_id),
        exists().where(WaitingEntry.person_id == party_id),
        exists().where(Message.party_id == party_id),
        exists().where(FollowUp.person_id == party_id, FollowUp.done_at.is_(None)),
    )


def _merged() -> CTE:
    """(kept, merged): whom each merged record stands behind, also by way of others."""
    steps = (
        select(Party.merged_into.label("kept"), Party.id.label("merged"))
        .where(Party.merged_into.is_not(None))
        .cte("merged_people", recursive=True)
    )
    between = aliased(Party)
    return steps.union_all(
        select(between.merged_into, steps.c.merged)
        .join(steps, steps.c.kept == between.id)
        .where(between.merged_into.is_not(None))
    )
