"""Tells a window what others have committed.

A thread with a connection of its own. On PostgreSQL it is woken by NOTIFY, on SQLite it asks
for `data_version`, which costs some microseconds and reads no page.
"""

from __future__ import annotations

import select
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
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
# Seconds for which the end of a thread is waited that has no connection.
_KNOCKING = 0.2
_SINCE = "SELECT id, writer, topics FROM change WHERE id > ? ORDER BY id"


class Watcher(ABC):
    """Calls back, on its own thread, with the `Changes` of other stores, never of its own.

    After a lost connection, or where it may have missed something, it says `Changes.all()`.
    """

    def __init__(self, writer: str, since: int) -> None:
        """`since`: id of the last change that the store has surely seen."""
        self._writer = writer
        self._since = since
        self._stopping = threading.Event()
        self._connected = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, callback: Callable[[Changes], None]) -> Self:
        """Begin to watch; returns at once, however long the server takes to answer.

        What is committed before the connection stands is told as soon as it does.
        """
        self._thread = threading.Thread(
            target=self._run, args=(callback,), name="expatdesk-watcher", daemon=True
        )
        self._thread.start()
        return self

    def wait_connected(self, seconds: float) -> bool:
        """Whether the connection stands within so many seconds."""
        return self._connected.wait(seconds)

    def stop(self) -> None:
        """Stop, and wait for the thread's end; may be called twice.

        A thread that is still knocking at a silent server is left to give up by itself.
        """
        self._stopping.set()
        self._wake()
        if self._thread is None:
            self._release()
        elif self._thread is not threading.current_thread():
            self._thread.join(None if self._connected.is_set() else _KNOCKING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, callback: Callable[[Changes], None]) -> None:
        missed = False
        try:
            while not self._stopping.is_set():
                try:
                    self._watch(callback, missed=missed)
                except self._lost():
                    missed = True
                    self._connected.clear()
                    self._stopping.wait(RETRY)
        finally:
            self._release()

    def _stands(self) -> bool:
        """The connection stands; False where nobody waits for it any more."""
        self._connected.set()
        return not self._stopping.is_set()

    @abstractmethod
    def _watch(self, callback: Callable[[Changes], None], *, missed: bool) -> None:
        """Connect and report until told to stop or the connection is lost."""

    @abstractmethod
    def _lost(self) -> tuple[type[Exception], ...]:
        """The errors that mean: connect again."""

    def _of_others(self, rows: Iterable[tuple[int, str, str]]) -> Changes:
        """Rows of `_SINCE` together, without those of our own store."""
        return Changes.together(
            Changes.from_json(topics) for _, writer, topics in rows if writer != self._writer
        )

    def _wake(self) -> None:
        """Bring the thread back from its wait, where setting the event does not."""
        return

    def _release(self) -> None:
        """Give back what is held beside the connection; nobody watches any more."""
        return


class SqliteWatcher(Watcher):
    def __init__(self, connect: Callable[[], RawSqlite], writer: str, since: int) -> None:
        super().__init__(writer, since)
        self._connect = connect

    def _lost(self) -> tuple[type[Exception], ...]:
        import sqlcipher3.dbapi2

        return (sqlcipher3.dbapi2.Error,)

    def _watch(self, callback: Callable[[Changes], None], *, missed: bool) -> None:
        raw = self._connect()
        try:
            version = None
            if missed:
                version = _data_version(raw)
                self._since = raw.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0]
                callback(Changes.all())
            going = self._stands()
            while going:
                now = _data_version(raw)
                if now != version:
                    version = now
                    changes = self._read(raw)
                    if changes:
                        callback(changes)
                going = not self._stopping.wait(POLL)
        finally:
            raw.close()

    def _read(self, raw: RawSqlite) -> Changes:
        rows = raw.execute(_SINCE, (self._since,)).fetchall()
        if not rows:
            return Changes()
        pruned = rows[0][0] > self._since + 1  # before we had read them
        self._since = rows[-1][0]
        return Changes.all() if pruned else self._of_others(rows)


def _data_version(raw: RawSqlite) -> int:
    return int(raw.execute("PRAGMA data_version").fetchone()[0])


class PostgresqlWatcher(Watcher):
    def __init__(self, connect: Callable[[], psycopg.Connection], writer: str, since: int) -> None:
        super().__init__(writer, since)
        self._connect = connect
        # A pair of sockets, because only these can be waited for on every system.
        self._wake_in, self._wake_out = socket.socketpair()

    def _lost(self) -> tuple[type[Exception], ...]:
        import psycopg

        return (psycopg.Error, StoreError, OSError)

    def _wake(self) -> None:
        with suppress(OSError):
            self._wake_in.send(b"x")

    def _release(self) -> None:
        self._wake_in.close()
        self._wake_out.close()

    def _watch(self, callback: Callable[[Changes], None], *, missed: bool) -> None:
        connection = self._connect()
        try:
            connection.execute("LISTEN expatdesk_change")
            line, woken = connection.fileno(), self._wake_out.fileno()
            changes = Changes.all() if missed else self._before(connection)
            going = self._stands()
            while going:
                if changes:
                    callback(changes)
                ready, _, _ = select.select([line, woken], [], [])
                changes = self._heard(connection) if line in ready else Changes()
                going = not self._stopping.is_set()
        finally:
            connection.close()

    def _before(self, connection: psycopg.Connection) -> Changes:
        """What was committed between the opening of the store and this moment."""
        rows = connection.execute(_SINCE.replace("?", "%s"), (self._since,)).fetchall()
        return self._of_others(rows)

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
