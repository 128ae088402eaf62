"""A program one revision further than ours: its model, its migration, and how to be it.

The migration does what migrations do: a table that many point to is rebuilt with a new column,
filled from old ones, a table is added, and one is gone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from expatdesk.clock import Clock
from expatdesk.model import metadata
from expatdesk.storage import migrations, revisions
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store

OURS = migrations.HEAD
HEAD = f"{int(OURS) + 1:04}"
GONE = "done_key"

_SCRIPT = f'''
"""What a later program needs."""
import sqlalchemy as sa
from alembic import op

revision = "{HEAD}"
down_revision = "{OURS}"


def upgrade():
    with op.batch_alter_table("desk") as table:
        table.add_column(sa.Column("floor", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE desk SET floor = position + 10")
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_room_desk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.drop_table("done_key")
'''


def later_metadata() -> MetaData:
    """Our model as the later program has it."""
    made = MetaData(naming_convention=metadata.naming_convention)
    made.info.update(metadata.info)
    for table in metadata.sorted_tables:
        if table.name != GONE:
            table.to_metadata(made)
    made.tables["desk"].append_column(Column("floor", Integer, nullable=False, server_default="0"))
    Table(
        "room",
        made,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("desk_id", Integer, ForeignKey("desk.id"), nullable=False),
        Column("name", Text, nullable=False),
    )
    return made


@contextmanager
def later_program(folder: Path, end: str = "") -> Iterator[None]:
    """In this process the program is the later one; `end`: more lines of its migration."""
    folder.mkdir(exist_ok=True)
    indented = "".join(f"    {line}\n" for line in end.splitlines())
    (folder / f"{HEAD}_later.py").write_text(_SCRIPT + indented, "utf-8")
    ours = Path(revisions.script_directory().dir)

    def scripts() -> ScriptDirectory:
        config = Config()
        config.set_main_option("script_location", str(ours))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", f"{ours / 'versions'}\n{folder}")
        return ScriptDirectory.from_config(config)

    with (
        patch.object(revisions, "script_directory", scripts),
        patch.multiple(migrations, HEAD=HEAD, SCHEMA=migrations.SCHEMA + 1, MIN_PROGRAM="0.1.0"),
    ):
        yield


def open_later(place: Place, clock: Clock) -> Store:
    """The store as the later program opens it (inside `later_program`)."""
    return Store.open(place, later_metadata(), centre_laws(), clock=clock)


PRELUDE = f"""
import sys
from pathlib import Path
sys.path[:0] = {[str(Path(__file__).parent.parent)]!r}
from storage import later
from expatdesk.clock import SystemClock
from expatdesk.storage import before_upgrade, snapshot, transfer
from expatdesk.storage.place import Place
from expatdesk.storage.unit import Migrating
where, folder = sys.argv[1:3]
place = Place.url(where) if "://" in where else Place.folder(Path(where))


def stop_here(*_):
    print("here", flush=True)
    sys.stdin.read()


"""


def command(place: Place, folder: Path, script: str) -> list[str]:
    """Another process, in which `place` and `folder` (of the migration) are known."""
    where = place.address or str(place.home)
    return [sys.executable, "-c", PRELUDE + script, where, str(folder)]
