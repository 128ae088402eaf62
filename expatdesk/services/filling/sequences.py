"""Ids were given explicitly: the database goes on after the last of them."""

from __future__ import annotations

from sqlalchemy import MetaData

from expatdesk.storage.tx import Tx


def set_sequences(tx: Tx, metadata: MetaData) -> None:
    """On PostgreSQL; SQLite's AUTOINCREMENT has seen the ids itself."""
    if tx.dialect != "postgresql":
        return
    for table in metadata.sorted_tables:
        if not table.dialect_options["sqlite"]["autoincrement"]:
            continue
        column = next(iter(table.primary_key.columns)).name
        tx.execute(
            f"SELECT setval(pg_get_serial_sequence(:table, :column),"  # noqa: S608  (our own names)
            f" greatest(max({column}), 1), max({column}) IS NOT NULL) FROM {table.name}",
            {"table": table.name, "column": column},
        )
