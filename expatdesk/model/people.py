"""Parties: persons, households and organisations."""

from datetime import date

from sqlalchemy import BigInteger, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Dated, Epoch, Id, Key, Versioned, maybe_ref, ref
from expatdesk.terms import (
    Behalf,
    FamilyRole,
    OrganisationRole,
    PartyKind,
    PaymentTerms,
    ResidenceClass,
    Source,
)


class Party(Base):
    """Whoever can come, pay, book or organise. Merging points to the one that stays."""

    __tablename__ = "party"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    kind: Mapped[PartyKind]
    code: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[Epoch]
    merged_into: Mapped[int | None] = maybe_ref("party.id", index=True)
    anonymised_at: Mapped[int | None] = mapped_column(BigInteger())


class Person(Versioned, Base):
    """A person. Only the full name as shown is mandatory; the rest is known or empty."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_sorted", "sort_key", "id"),
        Index("ix_person_email", "email"),
        Index("ix_person_phone", "phone"),
    )

    id: Mapped[int] = ref("party.id", primary_key=True)
    full_name: Mapped[str]
    given: Mapped[str] = mapped_column(default="", server_default="")
    prefix: Mapped[str] = mapped_column(default="", server_default="")
    surname: Mapped[str] = mapped_column(default="", server_default="")
    latin: Mapped[str] = mapped_column(default="", server_default="")  # passport form
    original: Mapped[str] = mapped_column(default="", server_default="")  # original script
    call_name: Mapped[str] = mapped_column(default="", server_default="")
    sort_key: Mapped[Key]
    sort_key_set: Mapped[bool] = mapped_column(default=False, server_default="0")  # typed by hand
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None] = mapped_column(Integer())
    email: Mapped[str | None]
    phone: Mapped[str | None]  # E.164
    street: Mapped[str] = mapped_column(default="", server_default="")
    postcode: Mapped[str] = mapped_column(default="", server_default="")
    city: Mapped[str] = mapped_column(default="", server_default="")
    municipality_id: Mapped[int | None] = maybe_ref("municipality.id")
    residence_class: Mapped[ResidenceClass | None]
    employer_id: Mapped[int | None] = maybe_ref("party.id", index=True)
    languages: Mapped[str] = mapped_column(default="", server_default="")  # ISO 639, "en nl pt"
    channel: Mapped[Source | None]


class Household(Base):
    __tablename__ = "household"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    created_at: Mapped[Epoch]


class HouseholdMember(Base):
    __tablename__ = "household_member"

    person_id: Mapped[int] = ref("person.id", primary_key=True)
    household_id: Mapped[int] = ref("household.id", index=True)
    role: Mapped[FamilyRole]


class Organisation(Versioned, Base):
    """One record with many roles: employer, agent, later partner, sponsor, member."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_sorted", "sort_key", "id"),)

    id: Mapped[int] = ref("party.id", primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[Key]
    street: Mapped[str] = mapped_column(default="", server_default="")
    postcode: Mapped[str] = mapped_column(default="", server_default="")
    city: Mapped[str] = mapped_column(default="", server_default="")
    country: Mapped[str] = mapped_column(default="NL", server_default="NL")
    municipality_id: Mapped[int | None] = maybe_ref("municipality.id")
    chamber_number: Mapped[str] = mapped_column(default="", server_default="")
    vat_id: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str | None]
    phone: Mapped[str | None]
    website: Mapped[str] = mapped_column(default="", server_default="")
    recognised_sponsor: Mapped[bool] = mapped_column(default=False, server_default="0")
    payment_terms: Mapped[PaymentTerms]
    po_number: Mapped[str] = mapped_column(default="", server_default="")


class OrganisationRoleRow(Dated, Base):
    __tablename__ = "organisation_role"
    __table_args__ = (
        UniqueConstraint("organisation_id", "role", "valid_from"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    organisation_id: Mapped[int] = ref("organisation.id")
    role: Mapped[OrganisationRole]


class OrganisationContact(Versioned, Base):
    __tablename__ = "organisation_contact"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    organisation_id: Mapped[int] = ref("organisation.id", index=True)
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str | None]
    phone: Mapped[str | None]
    acts_as: Mapped[Behalf | None]


class PartyMerge(Base):
    """One merge of two records, kept so that Undo can take it back."""

    __tablename__ = "party_merge"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    kept_id: Mapped[int] = ref("party.id", index=True)
    merged_id: Mapped[int] = ref("party.id", index=True)
    at: Mapped[Epoch]
    staff_id: Mapped[int] = ref("staff.id")
    undone_at: Mapped[int | None] = mapped_column(BigInteger())
