"""Information sheets: their texts per language and version, drafts, packs, and what was given."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Epoch, Id, Named, Versioned, maybe_ref, ref
from expatdesk.terms import DraftState, GivenWay, PackRuleKind

_CURRENT = text("state = 'current'")


def _language() -> Mapped[str]:
    return mapped_column(ForeignKey("sheet_language.code"), primary_key=True)


class SheetLanguage(Base):
    """A language in which sheets are written; English and Dutch are the first two."""

    __tablename__ = "sheet_language"

    code: Mapped[str] = mapped_column(primary_key=True)  # ISO 639
    name: Mapped[str]  # as its speakers call it
    position: Mapped[int] = mapped_column(Integer())
    active: Mapped[bool] = mapped_column(default=True, server_default="1")


class Sheet(Versioned, Base):
    """One topic. What it says stands in its versions and, while somebody writes, in its draft.

    `published`: number of the version in force, 0 while there is none. `writes`: counts what was
    written to its drafts, so that no two drafts of a sheet ever have the same version.
    """

    __tablename__ = "sheet"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)  # "health_insurance"
    number: Mapped[int] = mapped_column(Integer(), unique=True)
    owner: Mapped[str] = mapped_column(default="", server_default="")  # a desk or a function
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    published: Mapped[int] = mapped_column(Integer(), default=0, server_default="0")
    writes: Mapped[int] = mapped_column(Integer(), default=0, server_default="0")


class SheetVersion(Base):
    """A published version: only when its facts were checked, and for which year, may change."""

    __tablename__ = "sheet_version"
    __table_args__ = (
        UniqueConstraint("sheet_id", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    sheet_id: Mapped[int] = ref("sheet.id")
    number: Mapped[int] = mapped_column(Integer())
    published_at: Mapped[Epoch]
    staff_id: Mapped[int | None] = maybe_ref("staff.id")
    note: Mapped[str] = mapped_column(default="", server_default="")
    valid_for_year: Mapped[int | None] = mapped_column(Integer())
    checked_on: Mapped[date | None]
    checked_by: Mapped[int | None] = maybe_ref("staff.id")


class SheetText(Base):
    """What a published version says in one language; for ever.

    `changed_in`: the version in which this language changed last. `in_step_with`: up to which
    version the other languages are said here too. `facts`: JSON, what is to be confirmed:
    [[name, kind, text], …].
    """

    __tablename__ = "sheet_text"

    version_id: Mapped[int] = ref("sheet_version.id", primary_key=True)
    language: Mapped[str] = _language()
    title: Mapped[str]
    body: Mapped[str]
    source: Mapped[str] = mapped_column(default="", server_default="")
    facts: Mapped[str] = mapped_column(default="[]", server_default="[]")
    changed_at: Mapped[Epoch]
    changed_in: Mapped[int] = mapped_column(Integer())
    in_step_with: Mapped[int] = mapped_column(Integer())


class SheetDraft(Versioned, Base):
    """What somebody is writing, at most one a sheet, and what was set aside of it.

    `base`: the version in force when it was begun, 0 where there was none.
    """

    __tablename__ = "sheet_draft"
    __table_args__ = (
        Index(
            "uq_sheet_draft_current",
            "sheet_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index("ix_sheet_draft_sheet", "sheet_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    sheet_id: Mapped[int] = ref("sheet.id")
    state: Mapped[DraftState]
    base: Mapped[int] = mapped_column(Integer())
    valid_for_year: Mapped[int | None] = mapped_column(Integer())
    owner: Mapped[str] = mapped_column(default="", server_default="")
    updated_at: Mapped[Epoch]
    staff_id: Mapped[int | None] = maybe_ref("staff.id")


class SheetDraftText(Base):
    """What a draft says in one language; the columns as in `SheetText`."""

    __tablename__ = "sheet_draft_text"

    draft_id: Mapped[int] = ref("sheet_draft.id", primary_key=True)
    language: Mapped[str] = _language()
    title: Mapped[str]
    body: Mapped[str]
    source: Mapped[str] = mapped_column(default="", server_default="")
    facts: Mapped[str] = mapped_column(default="[]", server_default="[]")
    changed_at: Mapped[Epoch]
    changed_in: Mapped[int] = mapped_column(Integer())
    in_step_with: Mapped[int] = mapped_column(Integer())


class SheetFact(Base):
    """A fact that somebody confirmed: what it said then, as JSON {language: text}."""

    __tablename__ = "sheet_fact"

    sheet_id: Mapped[int] = ref("sheet.id", primary_key=True)
    fact: Mapped[str] = mapped_column(primary_key=True)
    texts: Mapped[str]
    confirmed_at: Mapped[Epoch]
    staff_id: Mapped[int | None] = maybe_ref("staff.id")


class SheetPack(Named, Versioned, Base):
    """Sheets that are handed out together."""

    __tablename__ = "sheet_pack"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    position: Mapped[int] = mapped_column(Integer())
    active: Mapped[bool] = mapped_column(default=True, server_default="1")


class SheetPackSheet(Base):
    __tablename__ = "sheet_pack_sheet"

    pack_id: Mapped[int] = ref("sheet_pack.id", primary_key=True)
    sheet_id: Mapped[int] = ref("sheet.id", primary_key=True)
    position: Mapped[int] = mapped_column(Integer())


class SheetPackRule(Base):
    """To whom a pack goes: one of the values of each kind that it names must fit."""

    __tablename__ = "sheet_pack_rule"
    __table_args__ = (
        UniqueConstraint("pack_id", "kind", "value"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    pack_id: Mapped[int] = ref("sheet_pack.id")
    kind: Mapped[PackRuleKind]
    value: Mapped[str]


class SheetGiven(Base):
    """A sheet that went with a visit: which version, in which languages; it names nobody."""

    __tablename__ = "sheet_given"
    __table_args__ = (
        Index("ix_sheet_given_visit", "visit_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    visit_id: Mapped[int] = ref("visit.id")
    sheet_id: Mapped[int] = ref("sheet.id")
    number: Mapped[int] = mapped_column(Integer())  # of the version
    languages: Mapped[str]  # "en nl", in the order on paper
    way: Mapped[GivenWay]
    at: Mapped[Epoch]
    staff_id: Mapped[int | None] = maybe_ref("staff.id")
