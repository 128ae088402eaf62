"""Units of work: what is committed is kept, what fails leaves nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from expatdesk.model.people import Party
from expatdesk.storage.errors import Conflict, violated
from expatdesk.storage.store import Store
from expatdesk.terms import PartyKind


def add(store: Store, code: str) -> int:
    with store.writing() as tx:
        return tx.insert(Party, kind=PartyKind.PERSON, code=code, created_at=tx.now)


def codes(store: Store) -> list[str]:
    with store.reading() as tx:
        return [row.code for row in tx.rows(select(Party.code).order_by(Party.id))]


def test_what_was_written_is_read(store: Store) -> None:
    first, second = add(store, "A"), add(store, "B")
    assert second > first
    assert codes(store) == ["A", "B"]


def test_an_error_undoes_the_whole_unit_of_work(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        tx.insert(Party, kind=PartyKind.PERSON, code="A", created_at=tx.now)
        raise ZeroDivisionError
    assert codes(store) == []


def test_a_key_taken_twice_is_a_conflict_with_its_name(store: Store) -> None:
    add(store, "A")
    with pytest.raises(IntegrityError) as caught:
        add(store, "A")
    assert isinstance(caught.value, Conflict)
    assert violated(caught.value) == "uq_party_code"
