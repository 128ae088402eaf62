"""Stored files come back byte by byte, or not at all."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import update

from expatdesk.model.files import StoredFile
from expatdesk.services.base import NotFound
from expatdesk.services.files import FileDamaged, Files, save
from expatdesk.storage.store import Store

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 40


@pytest.fixture
def files(store: Store) -> Files:
    return Files(store, store.clock)


def test_a_file_comes_back_as_it_was_stored(store: Store, files: Files) -> None:
    with store.writing() as tx:
        file_id = save(tx, "2026-000001.pdf", "application/pdf", CONTENT)
    assert files.load(file_id) == CONTENT
    info = files.info(file_id)
    assert (info.name, info.media_type, info.size) == (
        "2026-000001.pdf",
        "application/pdf",
        len(CONTENT),
    )
    assert info.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_bytes_that_changed_are_not_handed_out(store: Store, files: Files) -> None:
    with store.writing() as tx:
        file_id = save(tx, "a.pdf", "application/pdf", CONTENT)
        # A failing disk asks no law.
        store.laws.drop(tx.connection)
        tx.execute(update(StoredFile).values(content=CONTENT[:-1] + b"x"))
        store.laws.install(tx.connection)
    with pytest.raises(FileDamaged) as damaged:
        files.load(file_id)
    assert damaged.value.file_id == file_id


def test_a_file_that_is_not_there(files: Files) -> None:
    with pytest.raises(NotFound):
        files.load(1)
    with pytest.raises(NotFound):
        files.info(1)
