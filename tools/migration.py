"""Write a migration: what leads from the revisions there are to the model as it is now.

    python tools/migration.py 0002 "events"     a new revision
    python tools/migration.py 0001 "first"      the first one anew (only before a release)

SQLite and PostgreSQL get the same file. What it writes is a draft: read it, and set HEAD in
storage/migrations/__init__.py.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext

from expatdesk.clock import SystemClock
from expatdesk.model import metadata
from expatdesk.storage.engines import open_engines
from expatdesk.storage.laws import Laws
from expatdesk.storage.place import Place
from expatdesk.storage.readiness import make_home
from expatdesk.storage.revisions import configure, script_directory, walk
from expatdesk.storage.search_index import declared_indexes
from expatdesk.storage.store import Store
from expatdesk.storage.unit import Migrating

FIRST = "0001"
_TEMPLATE = '''"""{title}."""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}


def upgrade() -> None:  # noqa: PLR0915  (a list of what is made)
{body}
'''


def main() -> None:
    number, title = sys.argv[1:]
    folder = Path(script_directory().dir) / "versions"
    file = folder / f"{number}_{title.replace(' ', '_')}.py"
    if number == FIRST:
        file.unlink(missing_ok=True)
    body = _difference(walk_first=number != FIRST)
    if number == FIRST:
        body += _search_indexes()
    before = None if number == FIRST else f"{int(number) - 1:04}"
    kept = [line for line in f"    {body}".splitlines() if "Alembic" not in line]
    code = _TEMPLATE.format(
        title=f"The {title} tables of the model", number=number, before=repr(before),
        body="\n".join(kept),
    )  # fmt: skip
    file.write_text(code, encoding="utf-8")
    subprocess.run(["ruff", "format", "--quiet", str(file)], check=True)
    print(file)


def _difference(*, walk_first: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        place = Place.folder(Path(folder) / "centre")
        store = Store(place, metadata, Laws(), open_engines(place), SystemClock())
        make_home(place, store.failures, create=True)
        with Migrating(store) as tx:
            if walk_first:
                walk(tx.connection, metadata)
            options: dict[str, object] = {}
            configure(lambda **given: options.update(given), tx.connection, metadata)
            options.pop("connection")
            context = MigrationContext.configure(tx.connection, opts=options)
            operations = produce_migrations(context, metadata).upgrade_ops
            assert operations is not None
            code = render_python_code(operations, render_as_batch=walk_first)
        store.close()
    return code


def _search_indexes() -> str:
    """The search indexes have no model: their statements are written out, per engine."""
    lines = ["\n    statements = {"]
    for dialect in ("sqlite", "postgresql"):
        lines.append(f"        {dialect!r}: [")
        for index in declared_indexes(metadata, dialect):
            lines += [f"            {_literal(statement)}" for statement in index.ddl()]
        lines.append("        ],")
    lines += [
        "    }",
        "    for statement in statements[op.get_bind().dialect.name]:",
        "        op.get_bind().exec_driver_sql(statement)",
    ]
    return "\n".join(lines)


def _literal(statement: str) -> str:
    return f"{statement!r},{'  # noqa: E501' if len(statement) > 80 else ''}"


if __name__ == "__main__":
    main()
