"""A new SQLite file into which the rows of another database are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from expatdesk.storage.engines import Engines, open_engines
from expatdesk.storage.place import Place
from expatdesk.storage.tx import Inserts, Tx
from expatdesk.storage.unit import raw_of, refuse_broken_keys


@contextmanager
def file_in_the_making(part: Path, key: bytes | None) -> Iterator[Tx]:
    """A transaction on an empty database, which is `part` when the block has ended well.

    Tables may come in any order: foreign keys are checked at the end. What SQLite says is raised
    as the driver's own error, for whoever knows the folder to put into words.
    """
    folder = part.with_name(part.name + ".d")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    place = Place.folder(folder)
    engines = open_engines(place, key=key)
    try:
        os.close(os.open(place.database_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _begun(engines) as tx:
            yield tx
            refuse_broken_keys(tx.connection)
        engines.dispose()
        place.database_file.replace(part)
    finally:
        engines.dispose()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _begun(engines: Engines) -> Iterator[Tx]:
    import sqlcipher3.dbapi2

    try:
        with engines.write.connect() as connection:
            raw = raw_of(connection)
            raw.execute("PRAGMA foreign_keys=OFF")
            # Nobody else knows the file, and it is thrown away unless it becomes whole: it needs
            # no log (which would take its size once more) and is synced when it gets its name.
            raw.execute("PRAGMA journal_mode=MEMORY")
            raw.execute("PRAGMA synchronous=OFF")
            raw.execute("BEGIN IMMEDIATE")
            with connection.begin():
                yield Tx(connection, "sqlite", 0, Inserts())
    except DBAPIError as error:
        if not isinstance(error.orig, sqlcipher3.dbapi2.Error):
            raise
        raise error.orig from error
