"""Sample centres for tests: filled once for each engine and moment, then copied."""

from __future__ import annotations

import itertools
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from databases import Templates, open_store

from expatdesk.clock import FixedClock, zone
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store
from expatdesk.workflows.sample import OpenCentre, demand, fill

SEED = 71
VISITS = 400  # a year: all that a large one has, in half of the time


class Opened(OpenCentre):
    """What the sample asks of a centre: its store and its clock."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self._store = store
        self._clock = clock

    @property
    def store(self) -> Store:
        return self._store

    @property
    def clock(self) -> FixedClock:
        return self._clock


def clock_at(text: str) -> FixedClock:
    """A clock that stands at "2026-11-25 11:05" in Amsterdam."""
    return FixedClock(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone()))


def silent(_part: float) -> None:
    return


class Samples:
    """Gives stores of a sample as it was at a moment, to each test its own."""

    def __init__(
        self, templates: Templates, folder: Path, *, years: int = 1, visits: int = VISITS
    ) -> None:
        self._templates = templates
        self._folder = folder
        self._years = years
        self._visits = visits
        self._filled: dict[tuple[str, str], str] = {}
        self._numbers = itertools.count()

    @contextmanager
    def store(self, dialect: str, when: str) -> Iterator[Store]:
        clock = clock_at(when)
        with self._copied(dialect, self._template(dialect, when)) as place:
            store = open_store(place, clock)
            try:
                yield store
            finally:
                store.close()

    def _copied(self, dialect: str, template: str) -> AbstractContextManager[Place]:
        return self._file(template) if dialect == "sqlite" else self._database(template)

    @contextmanager
    def _file(self, template: str) -> Iterator[Place]:
        with tempfile.TemporaryDirectory(prefix="expatdesk-") as folder:
            place = Place.folder(Path(folder) / "centre")
            place.home.mkdir(mode=0o700)
            shutil.copy(template, place.database_file)
            yield place

    @contextmanager
    def _database(self, template: str) -> Iterator[Place]:
        server = self._templates.server()
        name = f"sample_copy_{secrets.token_hex(6)}"
        server.create(name, template)
        try:
            yield Place.url(server.url(name))
        finally:
            server.drop(name)

    def _template(self, dialect: str, when: str) -> str:
        key = (dialect, when)
        if key not in self._filled:
            self._filled[key] = self._fill(dialect, when)
        return self._filled[key]

    def _fill(self, dialect: str, when: str) -> str:
        if dialect == "sqlite":
            place = Place.folder(self._folder / f"sample-{next(self._numbers)}")
            name = str(place.database_file)
        else:
            name = f"sample_{secrets.token_hex(6)}"
            self._templates.server().create(name)
            place = Place.url(self._templates.server().url(name))
        clock = clock_at(when)
        store = open_store(place, clock)
        with patch.object(demand, "VISITS_A_YEAR", self._visits):
            fill(Opened(store, clock), seed=SEED, years=self._years, progress=silent)
        store.close()
        return name
