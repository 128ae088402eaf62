"""Information sheets with their versions, as they would have been published, and what was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache

from expatdesk.model.sheets import (
    Sheet,
    SheetDraft,
    SheetDraftText,
    SheetFact,
    SheetGiven,
    SheetLanguage,
    SheetText,
    SheetVersion,
)
from expatdesk.services.filling.past import GivenPast, LogPast, Past, SheetPast, VersionPast
from expatdesk.services.sheets.facts import fact_rows
from expatdesk.services.sheets.giving import BETWEEN, said
from expatdesk.services.sheets.packs import write_pack
from expatdesk.services.sheets.texts import Ground, Rows, Written, drafted, written
from expatdesk.services.sheets.types import PackEntry
from expatdesk.storage.tx import Mapped, Tx
from expatdesk.terms import DraftState

_Titles = dict[tuple[int, int], dict[str, str]]


def write_sheets(tx: Tx, past: Past) -> None:
    """Languages, packs, sheets and what was given; the log hears of it."""
    if past.first_sheets is None:
        return
    tx.insert_many(
        SheetLanguage,
        [
            {"code": code, "name": name, "position": position}
            for position, (code, name) in enumerate(past.first_sheets.languages, 1)
        ],
    )
    shelf = _Shelf()
    for sheet in past.sheets:
        shelf.add(sheet)
        past.log += _published(sheet, past.log_from)
    for table in (Sheet, SheetVersion, SheetText, SheetDraft, SheetDraftText, SheetFact):
        tx.insert_many(table, shelf.rows[table])
    ids = {sheet.code: sheet.id for sheet in past.sheets}
    for position, pack in enumerate(past.first_sheets.packs, 1):
        sheets = tuple(ids[code] for code in pack.sheets)
        write_pack(tx, PackEntry(pack.name, position, sheets, pack.rules))
    tx.insert_many(SheetGiven, [row for one in past.given for row in _given(one, shelf.titles)])
    past.log += [_handed_out(one, shelf.titles) for one in past.given]


class _Shelf:
    """The rows of all sheets, table by table, and the titles of every version."""

    def __init__(self) -> None:
        self.rows: dict[type[Mapped], list[dict[str, object]]] = {
            table: []
            for table in (Sheet, SheetVersion, SheetText, SheetDraft, SheetDraftText, SheetFact)
        }
        self.titles: _Titles = {}
        self._read = cache(written)

    def add(self, sheet: SheetPast) -> None:
        texts: Rows = {}
        for number, version in enumerate(sheet.versions, 1):
            texts = self._texts(texts, version, number)
            self._add_version(sheet, version, number, texts)
        published = len(sheet.versions)
        if sheet.draft is not None:
            self._add_draft(sheet, sheet.draft, published, texts)
        self._add_facts(sheet, texts)
        self.rows[Sheet].append(
            {
                "id": sheet.id,
                "code": sheet.code,
                "number": sheet.number,
                "owner": sheet.owner,
                "active": True,
                "published": published,
                "writes": published + (sheet.draft is not None),
            }
        )

    def _texts(self, before: Rows, version: VersionPast, number: int) -> Rows:
        bodies: Mapping[str, Written] = {
            language: self._read(body, language) for language, body in version.bodies.items()
        }
        return drafted(Ground(before, {}, number, version.at), bodies, version.sources)

    def _add_version(
        self, sheet: SheetPast, version: VersionPast, number: int, texts: Rows
    ) -> None:
        version_id = len(self.rows[SheetVersion]) + 1
        self.rows[SheetVersion].append(
            {
                "id": version_id,
                "sheet_id": sheet.id,
                "number": number,
                "published_at": version.at,
                "staff_id": version.staff_id,
                "note": version.note,
                "valid_for_year": version.year,
                "checked_on": version.checked_on,
                "checked_by": version.checked_by,
            }
        )
        rows = [{"version_id": version_id, **asdict(row)} for row in texts.values()]
        self.rows[SheetText] += rows
        self.titles[sheet.id, number] = {name: row.title for name, row in texts.items()}

    def _add_draft(self, sheet: SheetPast, draft: VersionPast, published: int, texts: Rows) -> None:
        draft_id = len(self.rows[SheetDraft]) + 1
        self.rows[SheetDraft].append(
            {
                "id": draft_id,
                "sheet_id": sheet.id,
                "state": DraftState.CURRENT,
                "base": published,
                "valid_for_year": draft.year,
                "owner": sheet.owner,
                "updated_at": draft.at,
                "staff_id": draft.staff_id,
                "version": published + 1,
            }
        )
        rows = self._texts(texts, draft, published + 1)
        self.rows[SheetDraftText] += [
            {"draft_id": draft_id, **asdict(row)} for row in rows.values()
        ]

    def _add_facts(self, sheet: SheetPast, texts: Rows) -> None:
        if sheet.confirmed_at is not None:
            staff = sheet.versions[-1].checked_by
            self.rows[SheetFact] += fact_rows(sheet.id, texts, sheet.confirmed_at, staff)


def _published(sheet: SheetPast, log_from: int) -> list[LogPast]:
    return [
        LogPast(one.at, one.staff_id, None, "sheet", sheet.id, "published", {"number": number})
        for number, one in enumerate(sheet.versions, 1)
        if one.at >= log_from and one.staff_id is not None
    ]


def _given(one: GivenPast, titles: _Titles) -> list[dict[str, object]]:
    return [
        {
            "visit_id": one.visit_id,
            "sheet_id": sheet_id,
            "number": number,
            "languages": BETWEEN.join(
                code for code in one.languages if code in titles[sheet_id, number]
            ),
            "way": one.way,
            "at": one.at,
            "staff_id": one.staff_id,
        }
        for sheet_id, number in one.sheets
    ]


def _handed_out(one: GivenPast, titles: _Titles) -> LogPast:
    words = said({sheet: titles[sheet] for sheet in one.sheets}, one.languages)
    details: dict[str, str | int | None] = {**words, "way": one.way}
    return LogPast(
        one.at, one.staff_id, one.desk_id, "visit", one.visit_id, "sheets_given", details
    )
