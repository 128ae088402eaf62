"""What happens to the tables when a centre is opened: made, migrated, or left as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.storage.errors import StoreMissing
from expatdesk.storage.readiness import (
    be_alone,
    create_tables,
    is_reached,
    refuse_newer,
    revision_of,
    stamp,
)

if TYPE_CHECKING:
    from expatdesk.storage.migrate import Upgrade
    from expatdesk.storage.store import Store


def make_ready(store: Store, *, create: bool, keep_copy: bool = True) -> Upgrade | None:
    """Make an empty centre, or migrate an older one; what was upgraded, if anything was.

    `keep_copy`: of an older one a copy is kept first. Raises StoreTooNew, StoreMissing,
    UpgradeNotBegun, UpgradeFailed.
    """
    with store.reading() as tx:
        revision = revision_of(tx)
        if revision is not None:
            refuse_newer(tx)
    if revision is None:
        if not create:
            raise StoreMissing(str(store.place))
        _make_empty_centre(store)
        return None
    if is_reached(revision):
        return None
    from expatdesk.storage.migrate import upgrade

    return upgrade(store, keep_copy=keep_copy)


def _make_empty_centre(store: Store) -> None:
    """All tables at once. A test proves that the migrations lead to the very same."""
    with store.writing() as tx:
        be_alone(tx)
        if revision_of(tx) is not None:
            return  # another program was faster
        create_tables(store.metadata, tx.connection)
        store.laws.install(tx.connection)
        stamp(store.tables, tx.connection)
