"""Older centres, and what can be told of them before and after a later program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import Templates, open_store
from samples import Samples, clock_at
from sqlalchemy import MetaData, select
from storage.later import command, later_program, open_later

from expatdesk.clock import FixedClock
from expatdesk.model import metadata
from expatdesk.paths import data_dir
from expatdesk.services.verification import verify
from expatdesk.storage.catalogue import catalogue
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import revision_of
from expatdesk.storage.store import Store

WEDNESDAY = "2026-11-25 11:05"
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def samples(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(templates, tmp_path_factory.mktemp("samples"))


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This user's folder, where the copies of a database on a server go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    return data_dir()


@pytest.fixture
def older(samples: Samples, dialect: str) -> Iterator[Place]:
    """A centre at work, with some key done, as our program left it."""
    with samples.store(dialect, WEDNESDAY) as store:
        with store.writing() as tx:
            tx.execute("INSERT INTO done_key (key, at, result) VALUES ('k', 7, '{}')")
        store.close()
        yield store.place


@pytest.fixture
def clock() -> FixedClock:
    return clock_at(WEDNESDAY)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return tmp_path / "scripts"


def rows(store: Store, model: MetaData = metadata) -> Rows:
    with store.reading() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.rows(select(table))), key=repr)
            for table in model.sorted_tables
        }


def state(place: Place, clock: FixedClock) -> tuple[Rows, dict[str, str], str | None]:
    """All that can be told of a centre as our program sees it."""
    store = open_store(place, clock)
    with store.reading() as tx:
        told = catalogue(tx.connection), revision_of(tx)
    found = rows(store), *told
    store.close()
    return found


def sound(store: Store) -> bool:
    with store.reading() as tx:
        missing = centre_laws().missing(tx.connection)
    return missing == [] and all(finding.holds for finding in verify(store))


def copies(place: Place) -> list[Path]:
    return sorted(place.backups.glob("before-upgrade-*"))


def upgraded(place: Place, scripts: Path, clock: FixedClock) -> Path:
    """The copy that the upgrade kept."""
    with later_program(scripts):
        store = open_later(place, clock)
        store.close()
    assert store.upgraded is not None
    assert store.upgraded.copy is not None
    return store.upgraded.copy


def rows_of(store: Store, question: str) -> list[tuple[object, ...]]:
    with store.reading() as tx:
        return [tuple(row) for row in tx.rows(question)]


@contextmanager
def started(place: Place, scripts: Path, script: str) -> Iterator[subprocess.Popen[str]]:
    """Another program; in the end it is killed as by a power cut, where it still runs."""
    with subprocess.Popen(
        command(place, scripts, script),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as process:
        try:
            yield process
        finally:
            process.kill()
