"""Keeps a copy of the centre as it was before an upgrade, on both engines in the same form.

The copy has the tables of the *older* program: whoever wants to go back restores it with that
program, and `restore` of this one brings it up once more. From PostgreSQL the older tables are
made by walking an empty file up to the revision of the database; then every row is carried over
by the columns that both have, not by those of the present model.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from expatdesk.clock import local
from expatdesk.storage.errors import StoreDamaged, StoreError, UpgradeNotBegun
from expatdesk.storage.one_file import file_in_the_making
from expatdesk.storage.place import Place
from expatdesk.storage.revisions import walk
from expatdesk.storage.snapshot import (
    Progress,
    copy_file,
    name_it,
    removed,
    said_of,
    silent,
    sum_file,
    verify,
)
from expatdesk.storage.transfer import empty, left_out, to_sqlite

if TYPE_CHECKING:
    from expatdesk.storage.store import Store
    from expatdesk.storage.tx import Tx

_log = logging.getLogger(__name__)

# How many copies of one centre are kept in a folder.
KEPT = 3
# Seconds after which the server hears from the waiting upgrade. It ends sessions that are silent
# for two minutes, so that a desk that lost its power holds up the others no longer.
_ALIVE = 10.0
_TABLES = (
    "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')"
    " ORDER BY relname"
)


def keep_copy(store: Store, tx: Tx, revision: str) -> Path:
    """Write the centre as it is now, at `revision`, into its folder of backups; the file.

    `tx` is the transaction that will migrate: from here to its end nobody else can write, so
    that the copy is the very state from which the upgrade begins. Raises UpgradeNotBegun,
    StoreDamaged.
    """
    folder = store.place.backups
    try:
        with said_of(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _write(store, tx, revision, folder)
    except StoreDamaged:
        raise
    except (StoreError, SQLAlchemyError) as error:
        raise UpgradeNotBegun(str(folder), error) from error


def _write(store: Store, tx: Tx, revision: str, folder: Path) -> Path:
    tag, moment = _tag(store.place), local(tx.now)
    target = folder / f"before-upgrade-{moment:%Y-%m-%d-%H%M}-schema-{revision}{tag}.db"
    _sweep(folder, tag)
    part = target.with_name(target.name + ".part")
    with removed(part):
        if store.dialect == "sqlite":
            copy_file(store.place, store.failures, part, silent, store.engines.key)
        else:
            _copy_from_server(store, tx, revision, part)
        verify(part, store.engines.key)
        name_it(part, target)
    _drop_old(folder, tag, target)
    _log.info("before the upgrade from schema %s a copy was kept: %s", revision, target)
    return target


def _copy_from_server(store: Store, tx: Tx, revision: str, part: Path) -> None:
    tables = ", ".join(row[0] for row in tx.rows(_TABLES))
    tx.connection.exec_driver_sql(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    with store.reading() as source, file_in_the_making(part, store.engines.key) as target:
        walk(target.connection, store.metadata, to=revision)
        empty(target)  # what the revisions put in has come to the server in its own way
        for name in left_out(source, target):
            _log.warning("%s is none of ours and is not in the copy", name)
        to_sqlite(source, target, _keeping_alive(tx))


def _keeping_alive(tx: Tx) -> Progress:
    last = time.monotonic()

    def said(_part: float) -> None:
        nonlocal last
        if time.monotonic() - last > _ALIVE:
            last = time.monotonic()
            tx.scalar("SELECT 1")

    return said


def _tag(place: Place) -> str:
    """Which database it was: the folder of this user may keep copies of several."""
    if place.address is None:
        return ""
    url = make_url(place.address)
    where = f"{url.host}:{url.port}/{url.database}?{url.query.get('host', '')}"
    name = re.sub(r"[^A-Za-z0-9_]+", "_", url.database or "")
    return f"-{name}-{hashlib.sha256(where.encode()).hexdigest()[:8]}"


def _copies(folder: Path, tag: str, end: str) -> list[Path]:
    """Files of the copies of one centre, newest first; `end` is what follows their names."""
    name = re.compile(rf"before-upgrade-[0-9-]+-schema-[0-9A-Za-z]+{re.escape(tag)}\.db{end}")
    found = [file for file in folder.iterdir() if name.fullmatch(file.name)]
    return sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)


def _sweep(folder: Path, tag: str) -> None:
    """Take away what a program that was killed has left of a copy."""
    for left in _copies(folder, tag, r"\.part.*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            _forget(left)


def _drop_old(folder: Path, tag: str, newest: Path) -> None:
    """Only the last few are kept; the one just written is, whatever the clocks say."""
    others = [file for file in _copies(folder, tag, "") if file != newest]
    for file in others[KEPT - 1 :]:
        _forget(file)
        _forget(sum_file(file))


def _forget(file: Path) -> None:
    """Tidying up: what cannot be removed (open elsewhere, another's) is in nobody's way."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
