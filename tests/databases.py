"""Real databases for the tests: SQLite files and a PostgreSQL server of their own.

A test gets a copy of an empty, migrated centre: a file copied (1 ms), or a database made from
a template (some 20 ms in memory). One PostgreSQL cluster serves one pytest process; it is started
when the first test asks for it and goes with the process, also where that is killed.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from expatdesk.clock import Clock
from expatdesk.model import metadata
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store

TEMPLATE = "empty_centre"
_UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "listen_addresses": "",
    "logging_collector": "off",
}


def quick_folder() -> str | None:
    """Memory that looks like a disk, where there is enough of it; None: the usual place.

    A database is a thousand files, which some disks take half a second to make.
    """
    memory = Path("/dev/shm")
    enough = memory.is_dir() and shutil.disk_usage(memory).free > 1_000_000_000
    return str(memory) if enough else None


def open_store(place: Place, clock: Clock) -> Store:
    """The store as the program itself opens it."""
    return Store.open(place, metadata, centre_laws(), clock=clock)


class Templates:
    """Empty centres to be copied, made when first asked for."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._file: Path | None = None
        self._server: Postgres | None = None
        self._names = (f"centre_{number}" for number in itertools.count())

    def sqlite_file(self) -> Path:
        if self._file is None:
            place = Place.folder(self._folder)
            open_store(place, self._clock).close()
            self._file = place.database_file
        return self._file

    def server(self) -> Postgres:
        if self._server is None:
            self._server = Postgres()
            self._server.create(TEMPLATE)
            open_store(Place.url(self._server.url(TEMPLATE)), self._clock).close()
        return self._server

    @contextmanager
    def place(self, dialect: str, *, empty: bool = False) -> Iterator[Place]:
        """A place with an empty centre, or (`empty`) with nothing in it; gone afterwards."""
        if dialect == "postgresql":
            with self._database(None if empty else TEMPLATE) as place:
                yield place
            return
        with tempfile.TemporaryDirectory(prefix="expatdesk-", dir=quick_folder()) as folder:
            place = Place.folder(Path(folder) / "centre")
            if not empty:
                place.home.mkdir(mode=0o700)
                shutil.copy(self.sqlite_file(), place.database_file)
            yield place

    @contextmanager
    def _database(self, template: str | None) -> Iterator[Place]:
        server = self.server()
        name = next(self._names)
        server.create(name, template)
        try:
            yield Place.url(server.url(name))
        finally:
            server.drop(name)

    def close(self) -> None:
        if self._server is not None:
            self._server.stop()


class Postgres:
    """A cluster in a temporary folder, reached by a socket in it. Never as root."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="expatdesk-pg-", dir=quick_folder()))
        self._user: dict[str, object] = {}
        if os.geteuid() == 0:
            self._user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self._folder, "nobody", "nogroup")
        self._binaries = self._usable(find_binaries())
        data = self._folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8",
                  "--locale=C", "--no-instructions")  # fmt: skip
        options = [f"-c{name}={value}" for name, value in _UNSAFE_BUT_FAST.items()]
        # Should this process be killed, the server goes too.
        guard = [setpriv, "--pdeathsig", "INT"] if (setpriv := shutil.which("setpriv")) else []
        self._log = (self._folder / "log").open("wb")
        self._process = subprocess.Popen(
            [*guard, self._binaries / "postgres", "-D", data, "-k", self._folder, *options],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            **self._user,
        )
        self._admin = self._connect()

    def _usable(self, binaries: Path) -> Path:
        """The binaries, or a copy of them where the server's user may not come."""
        try:
            subprocess.run(
                [binaries / "postgres", "--version"], check=True, capture_output=True, **self._user
            )
        except OSError:
            copied = self._folder / "install"
            shutil.copytree(binaries.parent, copied)
            return copied / "bin"
        return binaries

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [self._binaries / program, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
            **self._user,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def _connect(self) -> psycopg.Connection:
        deadline = time.monotonic() + 30
        while True:
            try:
                return psycopg.connect(self._dsn("postgres"), autocommit=True)
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _dsn(self, name: str) -> str:
        return f"host={self._folder} user=postgres dbname={name}"

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def create(self, name: str, template: str | None = None) -> None:
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            # Files are copied, which is the quicker way for many small ones.
            statement += sql.SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template))
        self._admin.execute(statement)

    def drop(self, name: str) -> None:
        self._admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def cut_connections(self, name: str) -> int:
        """End every session on a database, as a restart of the server would; how many."""
        row = self._admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s",
            (name,),
        ).fetchone()
        assert row is not None
        return int(row[0])

    def stop(self) -> None:
        self._admin.close()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def find_binaries() -> Path:
    """PostgreSQL's programs: those of the package pgserver, or the system's newest."""
    spec = importlib.util.find_spec("pgserver")  # found, not imported: it would start things
    if spec is not None and spec.origin is not None:
        packed = Path(spec.origin).parent / "pginstall" / "bin"
        if (packed / "initdb").exists():
            return packed
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4])
    )
    if not installed:
        raise RuntimeError("no PostgreSQL: install pgserver or the system's package")
    return installed[-1].parent


_PRELUDE = """
import sys
from pathlib import Path
from expatdesk.clock import SystemClock
from expatdesk.storage.place import Place
sys.path.insert(0, {tests!r})
import databases
where, arguments = sys.argv[1], sys.argv[2:]
place = Place.url(where) if "://" in where else Place.folder(Path(where))
store = databases.open_store(place, SystemClock())
"""


def spawn(place: Place, script: str, *arguments: str) -> subprocess.Popen[str]:
    """Run a script in another process, where `store` is open on the same place.

    It finds its `arguments` as a list of strings, and talks through stdin and stdout.
    """
    here = Path(__file__).parent
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            _PRELUDE.format(tests=str(here)) + script,
            place.address or str(place.home),
            *arguments,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(here.parent)},
    )


def finished(process: subprocess.Popen[str], timeout: float = 60) -> str:
    """What the spawned script printed; it must have ended well."""
    out, _ = process.communicate(timeout=timeout)
    assert process.returncode == 0, out
    return out
