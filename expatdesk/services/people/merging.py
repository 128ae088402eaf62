"""Two records of one person become one; nothing that hangs on them is rewritten.

Every merged record points straight to the one that stands for it, however many merges lie
between, so that lists and fees need to look one step far only; who was merged into whom is kept
in `party_merge`.
"""

from __future__ import annotations

from sqlalchemy import Select, or_, select, update

from expatdesk.i18n import N_
from expatdesk.model.people import Party, PartyMerge, Person
from expatdesk.services.base import Actor, Invalid, NotFound, log
from expatdesk.services.people.entries import NAME_COLUMNS, tokens_of
from expatdesk.services.people.searching import index_of
from expatdesk.storage.tx import Tx
from expatdesk.terms import PartyKind


def resolve(tx: Tx, party_id: int) -> int:
    """The record that stands for a party today. Raises NotFound for an unknown id."""
    chain = (
        select(Party.id, Party.merged_into).where(Party.id == party_id).cte("chain", recursive=True)
    )
    chain = chain.union_all(
        select(Party.id, Party.merged_into).join(chain, Party.id == chain.c.merged_into)
    )
    last = tx.scalar(select(chain.c.id).where(chain.c.merged_into.is_(None)))
    if last is None:
        raise NotFound
    return int(str(last))


def everything_of(tx: Tx, party_id: int) -> list[int]:
    """The ids of a record and of all that were merged into it, also by way of others."""
    tree = select(Party.id).where(Party.id == party_id).cte("tree", recursive=True)
    tree = tree.union_all(select(Party.id).join(tree, Party.merged_into == tree.c.id))
    return [row[0] for row in tx.rows(select(tree.c.id))]


def merge(tx: Tx, actor: Actor, kept_id: int, merged_id: int) -> int:
    """Merges one person into another and returns the id of the merge."""
    kept, merged = resolve(tx, kept_id), resolve(tx, merged_id)
    if kept == merged:
        raise Invalid(N_("These two are already one record."))
    kinds = {row[0] for row in tx.rows(select(Party.kind).where(Party.id.in_([kept, merged])))}
    if kinds != {PartyKind.PERSON}:
        raise Invalid(N_("Only two persons can be merged."))
    tx.execute(
        update(Party)
        .where(or_(Party.id == merged, Party.merged_into == merged))
        .values(merged_into=kept)
    )
    merge_id = tx.insert(
        PartyMerge, kept_id=kept, merged_id=merged, at=tx.now, staff_id=actor.staff_id
    )
    reindex(tx, kept)
    index_of(tx).remove(tx, merged)
    for person_id, other in ((kept, merged), (merged, kept)):
        log(tx, actor, "person", person_id, "merged", other=other)
    tx.touch("people", kept, merged)
    return merge_id


def unmerge(tx: Tx, actor: Actor, merge_id: int) -> int:
    """Takes a merge apart again and returns the id of the record that stands alone again."""
    row = tx.first(
        select(PartyMerge.kept_id, PartyMerge.merged_id).where(
            PartyMerge.id == merge_id, PartyMerge.undone_at.is_(None)
        )
    )
    if row is None:
        raise NotFound
    kept, merged = row
    tx.execute(update(PartyMerge).where(PartyMerge.id == merge_id).values(undone_at=tx.now))
    tx.execute(update(Party).where(Party.id.in_(_merged_by(merged))).values(merged_into=merged))
    tx.execute(update(Party).where(Party.id == merged).values(merged_into=None))
    reindex(tx, resolve(tx, kept))
    reindex(tx, merged)
    for person_id, other in ((kept, merged), (merged, kept)):
        log(tx, actor, "person", person_id, "unmerged", other=other)
    tx.touch("people", kept, merged)
    return int(merged)


def _merged_by(party_id: int) -> Select[int]:
    """All that came to a record by merges that stand, also by way of others."""
    stands = PartyMerge.undone_at.is_(None)
    came = (
        select(PartyMerge.merged_id)
        .where(PartyMerge.kept_id == party_id, stands)
        .cte("came", recursive=True)
    )
    came = came.union_all(
        select(PartyMerge.merged_id)
        .join(came, PartyMerge.kept_id == came.c.merged_id)
        .where(stands)
    )
    return select(came.c.merged_id)


def reindex(tx: Tx, person_id: int) -> None:
    """Writes the search tokens of a record and of all merged into it."""
    rows = tx.rows(
        select(*NAME_COLUMNS)
        .join(Party, Party.id == Person.id)
        .where(Person.id.in_(everything_of(tx, person_id)))
    )
    tokens: set[str] = set()
    for row in rows:
        tokens |= tokens_of(*row)
    index_of(tx).write(tx, person_id, sorted(tokens))


def merges_of(tx: Tx, person_id: int) -> tuple[tuple[int, str], ...]:
    """(merge id, name) of what was merged into a record and can be taken apart."""
    rows = tx.rows(
        select(PartyMerge.id, Person.full_name)
        .join(Person, Person.id == PartyMerge.merged_id)
        .where(PartyMerge.kept_id == person_id, PartyMerge.undone_at.is_(None))
        .order_by(PartyMerge.id)
    )
    return tuple((row[0], row[1]) for row in rows)
