"""Brings a centre of an earlier program to the schema of this one.

One transaction on both engines, alone: a copy is kept, the laws are taken out, the revisions
run, foreign keys are checked, the laws are put back. Whatever fails leaves the centre as it was.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from expatdesk.storage import before_upgrade, migrations
from expatdesk.storage.errors import BrokenKeys, UpgradeFailed
from expatdesk.storage.readiness import (
    be_alone,
    is_reached,
    refuse_newer,
    revision_of,
    write_meta,
)
from expatdesk.storage.revisions import known, walk
from expatdesk.storage.unit import Migrating

if TYPE_CHECKING:
    from expatdesk.storage.store import Store
    from expatdesk.storage.tx import Tx

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Upgrade:
    """What happened: from which revision, and where the copy from before is kept."""

    before: str | None
    copy: Path | None


def upgrade(store: Store, *, keep_copy: bool = True) -> Upgrade | None:
    """Walk from whatever revision the database has to this program's; from nothing, too.

    Of programs that start at once one does it, the others wait and get None. `keep_copy`: a copy
    of the centre is kept first, see `before_upgrade`. Raises UpgradeNotBegun, UpgradeFailed,
    StoreTooNew, StoreDamaged, StoreBusy.
    """
    copy: Path | None = None
    before: str | None = None
    try:
        with Migrating(store) as tx:
            be_alone(tx)
            before = revision_of(tx)
            if before is not None:
                refuse_newer(tx)
                if is_reached(before):
                    return None  # another program was faster
                _refuse_unknown(store, before)
                if keep_copy:
                    copy = before_upgrade.keep_copy(store, tx, before)
            _migrate(store, tx)
    except (SQLAlchemyError, BrokenKeys) as error:
        raise UpgradeFailed(str(store.place), copy, error) from error
    _log.info("%s: upgraded from schema %s to %s", store.place, before, migrations.HEAD)
    return Upgrade(before, copy)


def _migrate(store: Store, tx: Tx) -> None:
    store.laws.drop(tx.connection)
    walk(tx.connection, store.metadata)
    store.laws.install(tx.connection)
    write_meta(store.tables, tx.connection)


def _refuse_unknown(store: Store, revision: str) -> None:
    if revision not in known():
        finding = f"its schema {revision!r} is one that no ExpatDesk ever had"
        raise store.failures.damaged(finding)
