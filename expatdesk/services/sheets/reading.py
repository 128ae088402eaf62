"""Sheets read: one opened, its history, what changed since, and which languages there are."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.model.sheets import Sheet, SheetDraft, SheetDraftText, SheetText, SheetVersion
from expatdesk.model.staff import Staff
from expatdesk.services.base import NotFound
from expatdesk.services.sheets.fields import field_names
from expatdesk.services.sheets.loading import (
    draft_rows,
    language_codes,
    read_draft,
    read_languages,
    read_standing,
    read_version,
    read_view,
    version_rows,
)
from expatdesk.services.sheets.subject import Part
from expatdesk.services.sheets.texts import older_than, views
from expatdesk.services.sheets.types import HistoryLine, LanguageLine, SheetView, Since, Stand
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState


class Reading(Part):
    def sheet(self, sheet_id: int) -> SheetView:
        """A sheet opened: its draft where there is one, else its version in force.

        Raises NotFound.
        """
        with self._store.reading() as tx:
            return read_view(tx, sheet_id)

    def sheet_of(self, code: str) -> SheetView:
        """The same by its code. Raises NotFound."""
        with self._store.reading() as tx:
            sheet_id = tx.scalar(select(Sheet.id).where(Sheet.code == code))
            if sheet_id is None:
                raise NotFound
            return read_view(tx, int(sheet_id))

    def version(self, sheet_id: int, number: int) -> Stand:
        """A published version with its texts. Raises NotFound."""
        with self._store.reading() as tx:
            code, sheet_number = _named(tx, sheet_id)
            version = read_version(tx, sheet_id, number)
            if version is None:
                raise NotFound
            rows = version_rows(tx, sheet_id, number, language_codes(tx))
        return Stand(sheet_id, code, sheet_number, views(rows), version=version)

    def set_aside(self, draft_id: int) -> Stand:
        """A draft that was set aside, with its texts. Raises NotFound."""
        with self._store.reading() as tx:
            draft = read_draft(tx, draft_id=draft_id)
            of = tx.scalar(select(SheetDraft.sheet_id).where(SheetDraft.id == draft_id))
            if draft is None or of is None:
                raise NotFound
            code, sheet_number = _named(tx, int(of))
            rows = draft_rows(tx, draft_id, language_codes(tx))
        return Stand(int(of), code, sheet_number, views(rows), draft=draft)

    def history(self, sheet_id: int) -> tuple[HistoryLine, ...]:
        """Versions and drafts that were set aside, the newest first."""
        with self._store.reading() as tx:
            codes = language_codes(tx)
            lines = [*_versions(tx, sheet_id, codes), *_aside(tx, sheet_id, codes)]
        return tuple(sorted(lines, key=_rank, reverse=True))

    def since(self, sheet_id: int, language: str) -> Since | None:
        """What changed in another language since this one was in step with it.

        Of several the one that changed last; None where it is not behind. Raises NotFound.
        """
        with self._store.reading() as tx:
            rows = read_standing(tx, sheet_id).rows
            if language not in rows:
                raise NotFound
            newer = older_than(rows, language)
            if not newer:
                return None
            of, number = newer[0], rows[language].in_step_with
            then = version_rows(tx, sheet_id, number, [of]).get(of)
        if then is None:
            return Since(of, 0, "", rows[of].body)
        return Since(of, number, then.body, rows[of].body)

    def languages(self) -> tuple[LanguageLine, ...]:
        """All languages of sheets in their order, also those that are switched off."""
        with self._store.reading() as tx:
            return read_languages(tx)

    def field_names(self) -> frozenset[str]:
        """The fields that a text may hold: "centre.name", "fee.registration_first", …"""
        with self._store.reading() as tx:
            return field_names(tx)


def _rank(line: HistoryLine) -> tuple[int, int, int]:
    """In the same second a version comes before what was begun from it."""
    return line.at, line.number, line.draft_id or 0


def _named(tx: Tx, sheet_id: int) -> tuple[str, int]:
    row = tx.first(select(Sheet.code, Sheet.number).where(Sheet.id == sheet_id))
    if row is None:
        raise NotFound
    return row.code, row.number


def _versions(tx: Tx, sheet_id: int, codes: list[str]) -> list[HistoryLine]:
    rows = tx.rows(
        select(
            SheetVersion.number,
            SheetVersion.published_at,
            Staff.short_name,
            SheetVersion.note,
            SheetVersion.checked_on,
            SheetVersion.valid_for_year,
        )
        .outerjoin(Staff, Staff.id == SheetVersion.staff_id)
        .where(SheetVersion.sheet_id == sheet_id)
    )
    changed: dict[int, set[str]] = {}
    for number, language in tx.rows(
        select(SheetVersion.number, SheetText.language)
        .join(SheetText, SheetText.version_id == SheetVersion.id)
        .where(SheetVersion.sheet_id == sheet_id, SheetText.changed_in == SheetVersion.number)
    ):
        changed.setdefault(number, set()).add(language)
    return [
        HistoryLine(
            number=row.number,
            at=row.published_at,
            staff=row.short_name or "",
            note=row.note,
            changed=tuple(code for code in codes if code in changed.get(row.number, ())),
            checked_on=row.checked_on,
            valid_for_year=row.valid_for_year,
        )
        for row in rows
    ]


def _aside(tx: Tx, sheet_id: int, codes: list[str]) -> list[HistoryLine]:
    rows = tx.rows(
        select(
            SheetDraft.id,
            SheetDraft.base,
            SheetDraft.updated_at,
            SheetDraft.valid_for_year,
            Staff.short_name,
        )
        .outerjoin(Staff, Staff.id == SheetDraft.staff_id)
        .where(SheetDraft.sheet_id == sheet_id, SheetDraft.state == DraftState.SET_ASIDE)
    )
    changed: dict[int, set[str]] = {}
    for draft_id, language in tx.rows(
        select(SheetDraft.id, SheetDraftText.language)
        .join(SheetDraftText, SheetDraftText.draft_id == SheetDraft.id)
        .where(SheetDraft.sheet_id == sheet_id, SheetDraftText.changed_in > SheetDraft.base)
    ):
        changed.setdefault(draft_id, set()).add(language)
    return [
        HistoryLine(
            number=row.base,
            at=row.updated_at,
            staff=row.short_name or "",
            note="",
            changed=tuple(code for code in codes if code in changed.get(row.id, ())),
            draft_id=row.id,
            valid_for_year=row.valid_for_year,
        )
        for row in rows
    ]
