"""Steps that read sheets inside an open transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from expatdesk.clock import day_of
from expatdesk.model.sheets import (
    Sheet,
    SheetDraft,
    SheetDraftText,
    SheetLanguage,
    SheetPack,
    SheetPackSheet,
    SheetText,
    SheetVersion,
)
from expatdesk.model.staff import Staff
from expatdesk.services.base import NotFound
from expatdesk.services.sheets.confirmed import facts_now
from expatdesk.services.sheets.due import reasons_due
from expatdesk.services.sheets.texts import Rows, TextRow, in_order, views
from expatdesk.services.sheets.types import (
    DraftInfo,
    LanguageLine,
    PackName,
    SheetEntry,
    SheetView,
    VersionInfo,
)
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState
from expatdesk.texts import Pair


@dataclass(frozen=True)
class Standing:
    """All that is kept of a sheet now. `base`: the texts of the version in force."""

    sheet_id: int
    version: int
    entry: SheetEntry
    published: int
    base: Rows
    draft: DraftInfo | None
    drafted: Rows

    @property
    def rows(self) -> Rows:
        """The texts that are worked on: the draft's, else those in force."""
        return self.base if self.draft is None else self.drafted

    @property
    def draft_version(self) -> int:
        return 0 if self.draft is None else self.draft.version


def read_standing(tx: Tx, sheet_id: int, *, lock: bool = False) -> Standing:
    """Raises NotFound. `lock`: until the commit nobody else writes to this sheet."""
    statement = select(
        Sheet.version, Sheet.code, Sheet.number, Sheet.owner, Sheet.active, Sheet.published
    ).where(Sheet.id == sheet_id)
    row = tx.first(statement.with_for_update() if lock else statement)
    if row is None:
        raise NotFound
    draft = read_draft(tx, sheet_id=sheet_id)
    codes = language_codes(tx)
    base = {} if row.published == 0 else version_rows(tx, sheet_id, row.published, codes)
    return Standing(
        sheet_id=sheet_id,
        version=row.version,
        entry=SheetEntry(row.code, row.number, row.owner, row.active),
        published=row.published,
        base=base,
        draft=draft,
        drafted={} if draft is None else draft_rows(tx, draft.draft_id, codes),
    )


def read_view(tx: Tx, sheet_id: int) -> SheetView:
    """A sheet as the window opens it. Raises NotFound."""
    return view_of(tx, read_standing(tx, sheet_id))


def view_of(tx: Tx, standing: Standing) -> SheetView:
    """The same of what has been read already."""
    sheet_id, entry, draft = standing.sheet_id, standing.entry, standing.draft
    current = read_version(tx, sheet_id, standing.published)
    today = day_of(tx.now)
    due = () if current is None else reasons_due(current.checked_on, current.valid_for_year, today)
    year = None if current is None else current.valid_for_year
    return SheetView(
        sheet_id=sheet_id,
        version=standing.version,
        code=entry.code,
        number=entry.number,
        owner=entry.owner if draft is None else draft.owner,
        active=entry.active,
        valid_for_year=year if draft is None else draft.valid_for_year,
        texts=views(standing.rows),
        facts=facts_now(tx, sheet_id, standing.rows),
        packs=_packs(tx, sheet_id),
        due=due if entry.active else (),
        current=current,
        draft=draft,
    )


def read_languages(tx: Tx) -> tuple[LanguageLine, ...]:
    """All languages in their order."""
    rows = tx.rows(
        select(
            SheetLanguage.code, SheetLanguage.name, SheetLanguage.position, SheetLanguage.active
        ).order_by(SheetLanguage.position, SheetLanguage.code)
    )
    return tuple(LanguageLine(*row) for row in rows)


def language_codes(tx: Tx) -> list[str]:
    """The codes of all languages in their order."""
    return [line.code for line in read_languages(tx)]


def version_rows(tx: Tx, sheet_id: int, number: int, codes: Iterable[str]) -> dict[str, TextRow]:
    """The texts of a published version by language; empty where there is no such version."""
    rows = tx.rows(
        select(
            SheetText.language,
            SheetText.title,
            SheetText.body,
            SheetText.source,
            SheetText.facts,
            SheetText.changed_at,
            SheetText.changed_in,
            SheetText.in_step_with,
        )
        .join(SheetVersion, SheetVersion.id == SheetText.version_id)
        .where(SheetVersion.sheet_id == sheet_id, SheetVersion.number == number)
    )
    return in_order((TextRow(*row) for row in rows), codes)


def draft_rows(tx: Tx, draft_id: int, codes: Iterable[str]) -> dict[str, TextRow]:
    """The texts of a draft by language."""
    rows = tx.rows(
        select(
            SheetDraftText.language,
            SheetDraftText.title,
            SheetDraftText.body,
            SheetDraftText.source,
            SheetDraftText.facts,
            SheetDraftText.changed_at,
            SheetDraftText.changed_in,
            SheetDraftText.in_step_with,
        ).where(SheetDraftText.draft_id == draft_id)
    )
    return in_order((TextRow(*row) for row in rows), codes)


def read_draft(
    tx: Tx, *, sheet_id: int | None = None, draft_id: int | None = None
) -> DraftInfo | None:
    """The current draft of a sheet, or any draft by its id."""
    wanted = (
        (SheetDraft.sheet_id == sheet_id) & (SheetDraft.state == DraftState.CURRENT)
        if draft_id is None
        else SheetDraft.id == draft_id
    )
    row = tx.first(
        select(
            SheetDraft.id,
            SheetDraft.version,
            SheetDraft.base,
            SheetDraft.valid_for_year,
            SheetDraft.owner,
            SheetDraft.updated_at,
            SheetDraft.staff_id,
            Staff.short_name,
            SheetDraft.state,
        )
        .outerjoin(Staff, Staff.id == SheetDraft.staff_id)
        .where(wanted)
    )
    return None if row is None else _draft(row)


def read_version(tx: Tx, sheet_id: int, number: int) -> VersionInfo | None:
    """A published version without its texts."""
    checker = aliased(Staff)
    row = tx.first(
        select(
            SheetVersion.number,
            SheetVersion.published_at,
            Staff.short_name,
            SheetVersion.note,
            SheetVersion.valid_for_year,
            SheetVersion.checked_on,
            checker.short_name.label("checker"),
        )
        .outerjoin(Staff, Staff.id == SheetVersion.staff_id)
        .outerjoin(checker, checker.id == SheetVersion.checked_by)
        .where(SheetVersion.sheet_id == sheet_id, SheetVersion.number == number)
    )
    if row is None:
        return None
    return VersionInfo(
        row.number,
        row.published_at,
        row.short_name or "",
        row.note,
        row.valid_for_year,
        row.checked_on,
        row.checker or "",
    )


def _draft(row: Row[*tuple[Any, ...]]) -> DraftInfo:
    return DraftInfo(
        draft_id=row.id,
        version=row.version,
        base=row.base,
        valid_for_year=row.valid_for_year,
        owner=row.owner,
        updated_at=row.updated_at,
        staff_id=row.staff_id,
        staff=row.short_name or "",
        state=row.state,
    )


def _packs(tx: Tx, sheet_id: int) -> tuple[PackName, ...]:
    rows = tx.rows(
        select(
            SheetPack.id,
            SheetPack.name_en,
            SheetPack.name_nl,
            SheetPack.name_en_changed,
            SheetPack.name_nl_changed,
        )
        .join(SheetPackSheet, SheetPackSheet.pack_id == SheetPack.id)
        .where(SheetPackSheet.sheet_id == sheet_id, SheetPack.active)
        .order_by(SheetPack.position, SheetPack.id)
    )
    return tuple(PackName(row[0], Pair(*row[1:])) for row in rows)
