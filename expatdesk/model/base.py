"""Column types and naming that all tables share."""

import enum
from datetime import date
from typing import Annotated

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Constraint,
    Date,
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

BIG: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")

# Primary key that is never used again, also on SQLite (AUTOINCREMENT).
Id = Annotated[int, mapped_column(BIG, primary_key=True, autoincrement=True)]
# Seconds since 1970-01-01 UTC.
Epoch = Annotated[int, mapped_column(BigInteger())]
# Whole cents of a euro.
Amount = Annotated[int, mapped_column(BigInteger())]
Blob = Annotated[bytes, mapped_column(LargeBinary())]
# Sorted and compared by bytes on both engines: keys are made in Python.
Key = Annotated[
    str,
    mapped_column(Text().with_variant(Text(collation="C"), "postgresql")),
]


def ref(target: str, *, index: bool = False, primary_key: bool = False) -> Mapped[int]:
    """A foreign key to `target` ("table.column"); deletes are refused, never cascaded."""
    return mapped_column(
        BIG,
        ForeignKey(target),
        index=index,
        primary_key=primary_key,
        autoincrement=False if primary_key else "auto",
    )


def maybe_ref(target: str, *, index: bool = False) -> Mapped[int | None]:
    """A foreign key to `target` that may be empty."""
    return mapped_column(BIG, ForeignKey(target), index=index, nullable=True)


def _enumerated(constraint: Constraint, _table: Table) -> str:
    """The column before the name of an enumeration's check: two columns may share its kind."""
    if not getattr(constraint, "_type_bound", False):
        return ""
    assert isinstance(constraint, CheckConstraint)
    return "".join(f"{column.name}_" for column in constraint.columns)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(enumerated)s%(constraint_name)s",
            "enumerated": _enumerated,
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: Text(),
        date: Date(),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


class Named:
    """A short text in both languages, with the time each was changed (see texts.Pair)."""

    name_en: Mapped[str]
    name_nl: Mapped[str]
    name_en_changed: Mapped[int | None] = mapped_column(BigInteger())
    name_nl_changed: Mapped[int | None] = mapped_column(BigInteger())


class Dated:
    """Valid from a day up to and including another; no end means until further notice."""

    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Versioned:
    """A row that people edit: an edit names the version it has read."""

    version: Mapped[int] = mapped_column(Integer(), default=1, server_default="1")
