"""Tells a window what others have committed.

A thread with a connection of its own. On PostgreSQL it is woken by NOTIFY, on SQLite it asks
for `data_version`, which costs some microseconds and reads no page.
"""

from __future__ import annotations

import select
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from expatdesk.storage.changes import Changes
from expatdesk.storage.errors import StoreError

if TYPE_CHECKING:
    import psycopg

    from expatdesk.storage.engines import RawSqlite

# Seconds between two looks at a SQLite file.
POLL = 0.2
# Seconds before a lost connection is tried again.
RETRY = 1.0
_SINCE = "SELECT id, writer, topics FROM change WHERE id > ? ORDER BY id"


class Watcher(ABC):
    """Calls back, on its own thread, with the `Changes` of other stores, never of its own.

    After a lost connection, or where it may have missed something, it says `Changes.all()`.
    """

    def __init__(self, writer: str) -> None:
        self._writer = writer
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, callback: Callable[[Changes], None]) -> Self:
        """Begin to watch; returns when what is committed from now on will be seen."""
        self._thread = threading.Thread(
            target=self._run, args=(callback,), name="expatdesk-watcher", daemon=True
        )
        self._thread.start()
        self._ready.wait(timeout=10)
        return self

    def stop(self) -> None:
        """Stop and wait for the thread's end; may be called twice."""
        self._stopping.set()
        self._wake()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, callback: Callable[[Changes], None]) -> None:
        missed = False
        while not self._stopping.is_set():
            try:
                self._watch(callback, missed=missed)
            except self._lost():
                missed = True
                self._stopping.wait(RETRY)

    @abstractmethod
    def _watch(self, callback: Callable[[Changes], None], *, missed: bool) -> None:
        """Connect and report until told to stop or the connection is lost."""

    @abstractmethod
    def _lost(self) -> tuple[type[Exception], ...]:
        """The errors that mean: connect again."""

    def _wake(self) -> None:
        """Bring the thread back from its wait, where setting the event does not."""
        return


class SqliteWatcher(Watcher):
    def __init__(self, connect: Callable[[], RawSqlite], writer: str) -> None:
        super().__init__(writer)
        self._connect = connect

    def _lost(self) -> tuple[type[Exception], ...]:
        import sqlcipher3.dbapi2

        return (sqlcipher3.dbapi2.Error,)

    def _watch(self, callback: Callable[[Changes], None], *, missed: bool) -> None:
        raw = self._connect()
        try:
            version = _data_version(raw)
            last = raw.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0]
            self._ready.set()
            if missed:
                callback(Changes.all())
            while not self._stopping.wait(POLL):
                now = _data_version(raw)
                if now == version:
                    continue
                version = now
                last, changes = self._since(raw, last)
                if changes:
                    callback(changes)
        finally:
            raw.close()

    def _since(self, raw: RawSqlite, last: int) -> tuple[int, Changes]:
        rows = raw.execute(_SINCE, (last,)).fetchall()
        if not rows:
            return last, Changes()
        if rows[0][0] > last + 1:  # pruned before we had read them
            return rows[-1][0], Changes.all()
        others = (Changes.from_json(topics) for _, writer, topics in rows if writer != self._writer)
        return rows[-1][0], Changes.together(others)


def _data_version(raw: RawSqlite) -> int:
    return int(raw.execute("PRAGMA data_version").fetchone()[0])


class PostgresqlWatcher(Watcher):
    def __init__(self, connect: Callable[[], psycopg.Connection], writer: str) -> None:
        super().__init__(writer)
        self._connect = connect
        # A pair of sockets, because only these can be waited for on every system.
        self._wake_in, self._wake_out = socket.socketpair()

    def _lost(self) -> tuple[type[Exception], ...]:
        import psycopg

        return (psycopg.Error, StoreError, OSError)

    def _wake(self) -> None:
        with suppress(OSError):
            self._wake_in.send(b"x")

    def stop(self) -> None:
        super().stop()
        self._wake_in.close()
        self._wake_out.close()

    def _watch(self, callback: Callable[[Changes], None], *, missed: bool) -> None:
        connection = self._connect()
        try:
            connection.execute("LISTEN expatdesk_change")
            line, woken = connection.fileno(), self._wake_out.fileno()
            self._ready.set()
            if missed:
                callback(Changes.all())
            while not self._stopping.is_set():
                ready, _, _ = select.select([line, woken], [], [])
                if line in ready:
                    changes = self._heard(connection)
                    if changes:
                        callback(changes)
        finally:
            connection.close()

    def _heard(self, connection: psycopg.Connection) -> Changes:
        ids = []
        for note in connection.notifies(timeout=0):
            writer, _, number = note.payload.partition(" ")
            if writer != self._writer:
                ids.append(int(number))
        if not ids:
            return Changes()
        rows = connection.execute("SELECT topics FROM change WHERE id = ANY(%s)", (ids,)).fetchall()
        if len(rows) < len(ids):
            return Changes.all()
        return Changes.together(Changes.from_json(topics) for (topics,) in rows)
