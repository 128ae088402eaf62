"""The list of all sheets, and how many of them are due. No text of a sheet is read for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from expatdesk import names
from expatdesk.clock import day_of
from expatdesk.model.sheets import Sheet, SheetDraft, SheetDraftText, SheetText, SheetVersion
from expatdesk.services.sheets.confirmed import Confirmed, confirmed, open_facts
from expatdesk.services.sheets.due import reasons_due
from expatdesk.services.sheets.giving import in_force
from expatdesk.services.sheets.loading import read_languages
from expatdesk.services.sheets.subject import Part
from expatdesk.services.sheets.texts import Rows, TextRow, in_order, older_than
from expatdesk.services.sheets.types import LanguageLine, OfferedSheet, SheetRow
from expatdesk.storage.tx import Rows as Found
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState


class Shelf(Part):
    def shelf(self) -> tuple[SheetRow, ...]:
        """All sheets by number, retired ones too; six statements, however many there are."""
        with self._store.reading() as tx:
            return read_shelf(tx)

    def due_count(self) -> int:
        """How many sheets in use are to be gone through again; one statement."""
        with self._store.reading() as tx:
            today = day_of(tx.now)
            rows = tx.rows(
                select(SheetVersion.checked_on, SheetVersion.valid_for_year)
                .join(Sheet, Sheet.id == SheetVersion.sheet_id)
                .where(Sheet.active, SheetVersion.number == Sheet.published)
            )
        return sum(bool(reasons_due(row[0], row[1], today)) for row in rows)

    def find(self, text: str, limit: int = 5) -> tuple[OfferedSheet, ...]:
        """Published sheets in use whose number is typed, or of whose title in any language (or
        code) every part typed begins a word.
        """
        parts = names.fold(names.clean(text)).split()
        if not parts:
            return ()
        with self._store.reading() as tx:
            sheets = in_force(tx).values()
        return tuple(sheet for sheet in sheets if _matches(sheet, parts))[:limit]


def _matches(sheet: OfferedSheet, parts: Sequence[str]) -> bool:
    if parts == [str(sheet.sheet_number)]:
        return True
    return any(
        all(any(word.startswith(part) for word in words) for part in parts)
        for words in (
            _words(said) for said in (*sheet.titles.values(), sheet.code.replace("_", " "))
        )
    )


def _words(said: str) -> list[str]:
    """The words of a title as they are typed, without its brackets."""
    return [word.strip("()[]{},.:;?!") for word in names.fold(said).split()]


def read_shelf(tx: Tx) -> tuple[SheetRow, ...]:
    """Step: see `Shelf.shelf`."""
    languages = read_languages(tx)
    texts = _texts_of(tx.rows(_published_texts()), languages)
    drafts = {row.sheet_id: row.valid_for_year for row in tx.rows(_drafts())}
    drafted = _texts_of(tx.rows(_draft_texts()), languages)
    known = confirmed(tx)
    made = []
    for row in tx.rows(_sheets()):
        rows = drafted.get(row.id, {}) if row.id in drafts else texts.get(row.id, {})
        made.append(_line(tx, row, rows, languages, drafts, known.get(row.id, {})))
    return tuple(made)


def _line(
    tx: Tx,
    row: Row[*tuple[Any, ...]],
    rows: Rows,
    languages: tuple[LanguageLine, ...],
    drafts: Mapping[int, int | None],
    known: Mapping[str, Confirmed],
) -> SheetRow:
    year = row.valid_for_year
    due = reasons_due(row.checked_on, year, day_of(tx.now)) if row.active and row.published else ()
    return SheetRow(
        sheet_id=row.id,
        version=row.version,
        code=row.code,
        number=row.number,
        owner=row.owner,
        active=row.active,
        titles={language: text.title for language, text in rows.items() if text.title},
        published=row.published,
        published_at=row.published_at,
        valid_for_year=drafts.get(row.id, year),
        checked_on=row.checked_on,
        has_draft=row.id in drafts,
        missing=tuple(
            line.code
            for line in languages
            if line.active and (line.code not in rows or not rows[line.code].body)
        ),
        older=tuple(language for language in rows if older_than(rows, language)),
        due=due,
        open_facts=open_facts(rows, known, tx.now),
    )


def _sheets() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Sheet.id,
            Sheet.version,
            Sheet.code,
            Sheet.number,
            Sheet.owner,
            Sheet.active,
            Sheet.published,
            SheetVersion.published_at,
            SheetVersion.valid_for_year,
            SheetVersion.checked_on,
        )
        .outerjoin(
            SheetVersion,
            (SheetVersion.sheet_id == Sheet.id) & (SheetVersion.number == Sheet.published),
        )
        .order_by(Sheet.number, Sheet.id)
    )


def _drafts() -> Select[int, int | None]:
    return select(SheetDraft.sheet_id, SheetDraft.valid_for_year).where(
        SheetDraft.state == DraftState.CURRENT
    )


def _published_texts() -> Select[*tuple[Any, ...]]:
    return (
        select(Sheet.id.label("sheet_id"), *_columns(SheetText))
        .join(SheetVersion, SheetVersion.id == SheetText.version_id)
        .join(Sheet, Sheet.id == SheetVersion.sheet_id)
        .where(SheetVersion.number == Sheet.published)
    )


def _draft_texts() -> Select[*tuple[Any, ...]]:
    return (
        select(SheetDraft.sheet_id, *_columns(SheetDraftText))
        .join(SheetDraft, SheetDraft.id == SheetDraftText.draft_id)
        .where(SheetDraft.state == DraftState.CURRENT)
    )


def _columns(of: type[SheetText | SheetDraftText]) -> list[Any]:
    """As `TextRow` has them; of the body its first character, which says that there is one."""
    return [
        of.language,
        of.title,
        func.substr(of.body, 1, 1).label("body"),
        of.source,
        of.facts,
        of.changed_at,
        of.changed_in,
        of.in_step_with,
    ]


def _texts_of(found: Found, languages: tuple[LanguageLine, ...]) -> dict[int, dict[str, TextRow]]:
    by_sheet: dict[int, list[TextRow]] = {}
    for row in found:
        by_sheet.setdefault(row[0], []).append(TextRow(*row[1:]))
    order = [line.code for line in languages]
    return {sheet_id: in_order(rows, order) for sheet_id, rows in by_sheet.items()}
