"""The sheets and packs with which a centre begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select

from expatdesk.model.services import Desk
from expatdesk.model.sheets import Sheet, SheetLanguage
from expatdesk.services.once import Written, once
from expatdesk.services.sheets.keeping import write_sheet
from expatdesk.services.sheets.loading import Standing
from expatdesk.services.sheets.packs import write_pack
from expatdesk.services.sheets.publishing import put_in_force
from expatdesk.services.sheets.subject import TOPIC, Part
from expatdesk.services.sheets.texts import TextRow, written
from expatdesk.services.sheets.types import PackEntry, PackRule, SheetEntry
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

_KEY = "first sheets"


@dataclass(frozen=True)
class FirstText:
    body: str
    source: str = ""


@dataclass(frozen=True)
class FirstSheet:
    """A sheet with its texts by language."""

    code: str
    number: int
    owner: str
    valid_for_year: int | None
    texts: Mapping[str, FirstText]


@dataclass(frozen=True)
class FirstPack:
    """`sheets`: codes in order."""

    name: Pair
    sheets: tuple[str, ...]
    rules: frozenset[PackRule] = frozenset()


@dataclass(frozen=True)
class FirstSheets:
    """`languages`: code and name, in order."""

    languages: tuple[tuple[str, str], ...]
    sheets: tuple[FirstSheet, ...]
    packs: tuple[FirstPack, ...]


class First(Part):
    def waits_for_first(self) -> bool:
        """Whether the centre is set up and never had a sheet: an earlier program made it."""
        with self._store.reading() as tx:
            founded = bool(tx.scalar(select(exists().where(Desk.id.is_not(None)))))
            return founded and not has_sheets(tx)

    def give_first(self, first: FirstSheets) -> int:
        """Gives these to a centre that never had any; how many it got.

        By whatever program and however often it is tried, it happens once.
        """

        def work(tx: Tx) -> Written[int]:
            return Written(0 if has_sheets(tx) else len(write_first(tx, first)))

        return once(self._store, _KEY, int, work).value


def has_sheets(tx: Tx) -> bool:
    """Whether the centre has or had any: those once published never go."""
    return bool(tx.scalar(select(exists().where(Sheet.id.is_not(None)))))


def write_first(tx: Tx, first: FirstSheets) -> dict[str, int]:
    """Step: writes them all as version 1, unchecked; ids by code.

    Languages that are there already stay as they are.
    """
    known = {row[0] for row in tx.rows(select(SheetLanguage.code))}
    tx.insert_many(
        SheetLanguage,
        [
            {"code": code, "name": name, "position": position}
            for position, (code, name) in enumerate(first.languages, start=1)
            if code not in known
        ],
    )
    ids = {sheet.code: _write(tx, sheet) for sheet in first.sheets}
    for position, pack in enumerate(first.packs, start=1):
        sheets = tuple(ids[code] for code in pack.sheets)
        write_pack(tx, PackEntry(pack.name, position, sheets, pack.rules))
    tx.touch(TOPIC)
    return ids


def _write(tx: Tx, sheet: FirstSheet) -> int:
    entry = SheetEntry(sheet.code, sheet.number, sheet.owner)
    sheet_id = write_sheet(tx, entry)
    rows = {language: _row(tx, language, text) for language, text in sheet.texts.items()}
    standing = Standing(sheet_id, 1, entry, 0, {}, None, {})
    put_in_force(tx, None, standing, rows, "", sheet.valid_for_year, sheet.owner)
    return sheet_id


def _row(tx: Tx, language: str, text: FirstText) -> TextRow:
    new = written(text.body, language)
    return TextRow(language, new.title, new.body, text.source, new.facts, tx.now, 1, 1)
