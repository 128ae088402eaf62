"""Alembic, and all that knows it: the revisions, the walk along them, the look at models.

Imported only where there is something to migrate: it costs a fifth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from expatdesk.storage import migrations
from expatdesk.storage.search_index import declared_indexes

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext


def walk(connection: Connection, metadata: MetaData, *, to: str | None = None) -> None:
    """Run the revisions that the database has not seen yet, in the open transaction.

    `to`: the revision at which to stop, this program's own if None.
    """
    scripts, goal = script_directory(), to or migrations.HEAD

    def steps(revision: Any, _context: MigrationContext) -> Iterable[Any]:  # noqa: ANN401
        return scripts._upgrade_revs(goal, revision)  # noqa: SLF001  (as alembic's own commands)

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        configure(environment.configure, connection, metadata)
        environment.run_migrations()


def known() -> set[str]:
    """All revisions of which this program has the scripts."""
    return {script.revision for script in script_directory().walk_revisions()}


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
