"""Gives up the space in which deleted rows stood, so that an erasure reaches the file itself."""

from __future__ import annotations

from contextlib import closing

from expatdesk.storage.engines import raw_postgresql, raw_sqlite
from expatdesk.storage.store import Store


def compact(store: Store) -> None:
    """Rewrites a SQLite file without what was deleted; on PostgreSQL a VACUUM of all tables.

    Others may go on reading; on SQLite writes wait for it, some tenths of a second for each
    100 MB. Where a reader is in the way the log keeps old pages until the last program closes
    the centre. Raises StoreBusy, DiskFull, StoreUnreachable.
    """
    if store.dialect == "postgresql":
        with raw_postgresql(store.place) as server:
            server.execute("VACUUM")
        return
    import sqlcipher3.dbapi2

    with closing(raw_sqlite(store.place, store.engines.key)) as raw:
        try:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlcipher3.dbapi2.Error as error:
            ours = store.failures.of(error)
            if ours is None:
                raise
            raise ours from error
