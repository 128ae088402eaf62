"""Dated data that the manager edits: settings, municipalities, VAT, schema."""

from datetime import date

from sqlalchemy import Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Dated, Epoch, Id, Named, Versioned, maybe_ref, ref
from expatdesk.terms import AddressKind


class SchemaMeta(Base):
    __tablename__ = "schema_meta"

    id: Mapped[int] = mapped_column(Integer(), primary_key=True, autoincrement=False)
    schema: Mapped[int] = mapped_column(Integer())
    min_program: Mapped[str]
    centre: Mapped[str]  # random name of this centre's data, made once


class Setting(Base):
    """One value of one typed key from a day on; the value is JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str]
    changed_at: Mapped[Epoch]
    staff_id: Mapped[int | None] = maybe_ref("staff.id")


class Municipality(Versioned, Base):
    __tablename__ = "municipality"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    cbs_code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class MunicipalityPeriod(Dated, Base):
    """When addresses in a municipality were accepted, as home or as employer's address."""

    __tablename__ = "municipality_period"
    __table_args__ = (
        UniqueConstraint("municipality_id", "kind", "valid_from"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    municipality_id: Mapped[int] = ref("municipality.id")
    kind: Mapped[AddressKind]


class VatRate(Base):
    __tablename__ = "vat_rate"

    code: Mapped[str] = mapped_column(primary_key=True)  # "general", "reduced", "none"
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    basis_points: Mapped[int] = mapped_column(Integer())


class RefusalReason(Named, Versioned, Base):
    """Why somebody is turned away (domain: R01 to R18), and which sheet helps."""

    __tablename__ = "refusal_reason"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer())
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    sheet: Mapped[str] = mapped_column(default="", server_default="")  # topic of a sheet


class QuestionTopic(Named, Versioned, Base):
    __tablename__ = "question_topic"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    position: Mapped[int] = mapped_column(Integer())
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
