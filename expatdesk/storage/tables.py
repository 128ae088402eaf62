"""The tables that storage itself writes, wherever the model does not declare them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text


@dataclass(frozen=True)
class OwnTables:
    """`change`: what commits changed. `schema_meta`: which program may use the centre."""

    change: Table
    schema_meta: Table


def own_tables(metadata: MetaData) -> OwnTables:
    """Find them in the metadata, or declare them there."""
    big = BigInteger().with_variant(Integer(), "sqlite")
    change = metadata.tables.get("change")
    if change is None:
        change = Table(
            "change",
            metadata,
            Column("id", big, primary_key=True, autoincrement=True),
            Column("at", BigInteger(), nullable=False),
            Column("writer", Text(), nullable=False),
            Column("topics", Text(), nullable=False),
            sqlite_autoincrement=True,
        )
    meta = metadata.tables.get("schema_meta")
    if meta is None:
        meta = Table(
            "schema_meta",
            metadata,
            Column("id", Integer(), primary_key=True, autoincrement=False),
            Column("schema", Integer(), nullable=False),
            Column("min_program", Text(), nullable=False),
            Column("centre", Text(), nullable=False),
        )
    return OwnTables(change, meta)
