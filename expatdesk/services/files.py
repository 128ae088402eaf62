"""Files that were issued: kept as they are, with the hash that shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from expatdesk.clock import Clock
from expatdesk.i18n import N_
from expatdesk.model.files import StoredFile
from expatdesk.services.base import (
    Actor,
    Done,
    NotFound,
    Refusal,
    Right,
    require,
)
from expatdesk.services.once import Written, once
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx


class FileDamaged(Refusal):
    """The bytes are no longer those that were stored."""

    def __init__(self, file_id: int) -> None:
        super().__init__(N_("This file is no longer as it was stored."))
        self.file_id = file_id


@dataclass(frozen=True)
class FileInfo:
    """All of a stored file but its content. `size` in bytes."""

    file_id: int
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: int


def save(tx: Tx, name: str, media_type: str, content: bytes) -> int:
    """The step: keeps the bytes and gives their id. `name` holds no personal data."""
    return tx.insert(
        StoredFile,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=tx.now,
    )


class Files:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(
        self, actor: Actor, name: str, media_type: str, content: bytes, *, key: str
    ) -> Done[int]:
        """Keeps bytes that go with a message; gives their id. `name` holds no personal data."""
        require(actor, Right.BOOK)
        return once(self._store, key, int, lambda tx: Written(save(tx, name, media_type, content)))

    def info(self, file_id: int) -> FileInfo:
        """Raises NotFound."""
        with self._store.reading() as tx:
            row = tx.first(
                select(
                    StoredFile.id,
                    StoredFile.name,
                    StoredFile.media_type,
                    StoredFile.size,
                    StoredFile.sha256,
                    StoredFile.created_at,
                ).where(StoredFile.id == file_id)
            )
        if row is None:
            raise NotFound
        return FileInfo(*row)

    def load(self, file_id: int) -> bytes:
        """The bytes, checked against their hash. Raises NotFound, FileDamaged."""
        with self._store.reading() as tx:
            row = tx.first(
                select(StoredFile.content, StoredFile.sha256).where(StoredFile.id == file_id)
            )
        if row is None:
            raise NotFound
        content = bytes(row.content)
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise FileDamaged(file_id)
        return content
