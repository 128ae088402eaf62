"""Brings a centre of an earlier program to the schema of this one.

One transaction on both engines: the laws are taken out, the revisions run, foreign keys are
checked, the laws are put back. Alembic is imported here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from expatdesk.storage.engines import raw_sqlite
from expatdesk.storage.migrations import HEAD
from expatdesk.storage.readiness import be_alone, revision_of, write_meta
from expatdesk.storage.search_index import declared_indexes
from expatdesk.storage.unit import Migrating

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext

    from expatdesk.storage.store import Store


def upgrade(store: Store, *, keep_copy: bool = True) -> None:
    """Walk from whatever revision the database has to this program's; from nothing, too.

    `keep_copy`: on SQLite a copy of the file is put into the folder of backups first.
    """
    if keep_copy:
        _keep_copy(store)
    with Migrating(store) as tx:
        be_alone(tx)
        store.laws.drop(tx.connection)
        walk(tx.connection, store.metadata)
        store.laws.install(tx.connection)
        write_meta(store, tx.connection)


def _keep_copy(store: Store) -> None:
    with store.reading() as tx:
        revision = revision_of(tx)
    if store.dialect != "sqlite" or revision is None:
        return
    folder = store.place.backups
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"before-upgrade-from-{revision}.db"
    copy.unlink(missing_ok=True)
    with closing(raw_sqlite(store.place, store.engines.key)) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)


def walk(connection: Connection, metadata: MetaData) -> None:
    """Run the revisions that the database has not seen yet, in the open transaction."""
    scripts = script_directory()

    def steps(revision: Any, _context: MigrationContext) -> Iterable[Any]:  # noqa: ANN401
        return scripts._upgrade_revs(HEAD, revision)  # noqa: SLF001  (as alembic's own commands)

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        configure(environment.configure, connection, metadata)
        environment.run_migrations()


def script_directory() -> ScriptDirectory:
    """The revisions in storage/migrations/versions."""
    config = Config()
    config.set_main_option("script_location", "expatdesk.storage:migrations")
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def configure(into: Callable[..., None], connection: Connection, metadata: MetaData) -> None:
    """How Alembic looks at our databases: for running revisions and for comparing models."""
    extras = {index.table for index in declared_indexes(metadata, "sqlite")}

    def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and name and any(name.startswith(extra) for extra in extras))

    into(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=_other_default,
        include_object=ours,
        transactional_ddl=True,
    )


def _other_default(
    _context: object,
    _inspected: object,
    _column: object,
    inspected_default: str | None,
    _default: object,
    rendered_default: str | None,
) -> bool:
    """Whether defaults differ; Alembic's own look takes an empty string for none on SQLite."""
    return _bare(inspected_default) != _bare(rendered_default)


def _bare(default: str | None) -> str | None:
    """A default without brackets, quotes and cast: '0'::text, ('0') and "0" are the same."""
    if default is None or default.startswith("nextval("):
        return None
    return default.split("::")[0].strip("()'\"").replace("false", "0").replace("true", "1")
