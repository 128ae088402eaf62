"""What happens to the tables when a centre is opened: made, migrated, or left as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk import __version__
from expatdesk.storage.errors import StoreMissing, StoreTooNew
from expatdesk.storage.migrations import HEAD, SCHEMA
from expatdesk.storage.readiness import be_alone, create_tables, revision_of, stamp

if TYPE_CHECKING:
    from expatdesk.storage.store import Store
    from expatdesk.storage.tx import Tx


def make_ready(store: Store, *, create: bool) -> None:
    """Make an empty centre, or migrate an older one. Raises StoreTooNew, StoreMissing."""
    with store.reading() as tx:
        revision = revision_of(tx)
        if revision is not None:
            _refuse_newer(store, tx)
    if revision == HEAD:
        return
    if revision is None:
        if not create:
            raise StoreMissing(str(store.place))
        _make_empty_centre(store)
        return
    from expatdesk.storage.migrate import upgrade

    upgrade(store)


def _refuse_newer(store: Store, tx: Tx) -> None:
    meta = store.tables.schema_meta
    row = tx.first(meta.select())
    if (
        row is not None
        and row.schema > SCHEMA
        and _numbers(row.min_program) > _numbers(__version__)
    ):
        raise StoreTooNew(row.min_program)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _make_empty_centre(store: Store) -> None:
    """All tables at once. A test proves that the migrations lead to the very same."""
    with store.writing() as tx:
        be_alone(tx)
        if revision_of(tx) is not None:
            return  # another program was faster
        create_tables(store, tx.connection)
        stamp(store, tx.connection)
