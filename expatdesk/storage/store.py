"""A centre's store: opened once, read and written in short units of work."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlalchemy import MetaData

from expatdesk.clock import Clock, SystemClock
from expatdesk.storage.engines import Engines, open_engines, raw_postgresql, raw_sqlite
from expatdesk.storage.failures import Failures
from expatdesk.storage.health import check_all, check_at_start, note_clean_end
from expatdesk.storage.laws import Laws
from expatdesk.storage.opening import make_ready
from expatdesk.storage.place import Dialect, Place
from expatdesk.storage.readiness import make_home
from expatdesk.storage.reserve import keep_reserve
from expatdesk.storage.tables import own_tables
from expatdesk.storage.tx import Inserts, Tx
from expatdesk.storage.unit import Filling, Reading, Wait, Writing
from expatdesk.storage.watcher import PostgresqlWatcher, SqliteWatcher, Watcher

if TYPE_CHECKING:
    from expatdesk.storage.migrate import Upgrade


class Store:
    """Made by `Store.open`. One writer thread and any number of reading threads may share it."""

    def __init__(
        self, place: Place, metadata: MetaData, laws: Laws, engines: Engines, clock: Clock
    ) -> None:
        self.place = place
        self.dialect: Dialect = place.dialect
        self.metadata = metadata
        self.laws = laws
        self.clock = clock
        self.engines = engines
        self.writer = secrets.token_hex(8)  # by which a watcher knows its own store's commits
        self.tables = own_tables(metadata)
        self.failures = Failures(place, metadata)
        self.inserts = Inserts()
        self.upgraded: Upgrade | None = None  # what opening it had to do
        self.on_wait: Callable[[Wait], None] | None = None
        self.writing_threads: set[int] = set()
        self._last_change = 0  # when the store was opened
        self._watchers: list[Watcher] = []
        self._closed = threading.Event()
        for engine in (engines.read, engines.write):
            self.failures.attach(engine)

    @classmethod
    def open(
        cls,
        place: Place,
        metadata: MetaData,
        laws: Laws,
        *,
        clock: Clock | None = None,
        create: bool = True,
        keep_copy: bool = True,
        key: bytes | None = None,
    ) -> Store:
        """Open the centre at the place, bring it to this program's schema, check its health.

        An empty place becomes an empty centre, unless `create` is False. Before an older centre
        is upgraded a copy is kept, unless `keep_copy` is False. `key`: 32 bytes, for an encrypted
        SQLite file. Raises StoreMissing, StoreDamaged, StoreReadOnly, StoreTooNew,
        StoreUnreachable, SqliteTooOld, DiskFull, UpgradeNotBegun, UpgradeFailed.
        """
        engines = open_engines(place, key=key)
        store = cls(place, metadata, laws, engines, clock or SystemClock())
        try:
            if place.dialect == "sqlite":
                fresh = make_home(place, store.failures, create=create, key=key)
                if not fresh:
                    check_at_start(place, key, store.failures)
                keep_reserve(place.reserve_file)
            store.upgraded = make_ready(store, create=create, keep_copy=keep_copy)
            with store.reading() as tx:
                store._last_change = tx.scalar("SELECT coalesce(max(id), 0) FROM change")
        except BaseException:
            engines.dispose()
            raise
        return store

    def now(self) -> int | None:
        """Epoch seconds of the injected clock; None where the server's own clock counts."""
        if self.dialect == "postgresql" and isinstance(self.clock, SystemClock):
            return None
        return int(self.clock.now().timestamp())

    def reading(self) -> AbstractContextManager[Tx]:
        """A consistent snapshot, in which nothing can be written."""
        return Reading(self)

    def writing(self) -> AbstractContextManager[Tx]:
        """A unit of work: committed at the end, undone on any error.

        Raises StoreBusy where others keep the database locked for more than some seconds, and
        RuntimeError for a second unit of work inside one on the same thread.
        """
        return Writing(self)

    def filling(self) -> AbstractContextManager[Tx]:
        """One unit of work for filling a centre in bulk that has issued nothing yet.

        The laws are lifted inside the transaction and stand again before it commits; whoever
        fills runs `verify` afterwards. Raises NotEmpty.
        """
        return Filling(self)

    def watch(self) -> Watcher:
        """A watcher of what others commit; start it with a callback."""
        if self.dialect == "postgresql":
            watcher: Watcher = PostgresqlWatcher(
                lambda: raw_postgresql(self.place), self.writer, self._last_change
            )
        else:
            watcher = SqliteWatcher(
                lambda: raw_sqlite(self.place, self.engines.key, query_only=True),
                self.writer,
                self._last_change,
            )
        self._watchers.append(watcher)
        return watcher

    def check(self) -> None:
        """Read the whole database and look for damage; seconds on a large one, so not at start.

        Raises StoreDamaged.
        """
        check_all(self.place, self.engines.key, self.failures)

    def close(self) -> None:
        """Stop the watchers and let go of all connections; may be called twice."""
        if self._closed.is_set():
            return
        self._closed.set()
        for watcher in self._watchers:
            watcher.stop()
        self.engines.dispose()
        if self.dialect == "sqlite":
            note_clean_end(self.place)
