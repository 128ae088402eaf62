"""The sheets that travel with the program: read from its files, given to a centre once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk import paths
from expatdesk.exchange.sheet_files import SheetText, read_folder
from expatdesk.services.sheets.first import FirstPack, FirstSheet, FirstSheets, FirstText
from expatdesk.services.sheets.types import PackRule
from expatdesk.terms import PackRuleKind
from expatdesk.texts import Pair

if TYPE_CHECKING:
    from expatdesk.application import Centre

_PACKS = "packs.toml"


class BadSheets(ValueError):
    """A file of the sheets cannot be read; says which and why."""


def first_sheets(folder: Path | None = None) -> FirstSheets:
    """The sheets of `resources/sheets`, or of another folder. Raises BadSheets, OSError."""
    home = folder or paths.resources_dir() / "sheets"
    found = read_folder({file.name: file.read_bytes() for file in home.glob("*.md")})
    if found.refused:
        first = found.refused[0]
        raise BadSheets(f"{first.file}, line {first.line}: {first.reason}")
    values = tomllib.loads((home / _PACKS).read_text(encoding="utf-8"))
    languages = tuple((one["code"], one["name"]) for one in values["language"])
    sheets = _sheets(found.texts)
    packs = tuple(_pack(values) for values in values["pack"])
    known = {sheet.code for sheet in sheets}
    for pack in packs:
        if strange := set(pack.sheets) - known:
            raise BadSheets(f"{_PACKS}: {pack.name.en}: there is no {', '.join(sorted(strange))}")
    return FirstSheets(languages, sheets, packs)


def give_first_sheets(centre: Centre) -> bool:
    """Gives a centre that never had any sheets those of the program; whether it did.

    A centre of an earlier program has none; one that is not set up yet gets them with its set-up.
    It happens once: what the manager retires afterwards does not come back.
    """
    if not centre.sheets.waits_for_first():
        return False
    return bool(centre.sheets.give_first(first_sheets()))


def _sheets(texts: tuple[SheetText, ...]) -> tuple[FirstSheet, ...]:
    by_code: dict[str, list[SheetText]] = {}
    for text in texts:
        by_code.setdefault(text.code, []).append(text)
    return tuple(
        FirstSheet(
            code,
            of[0].number,
            of[0].owner,
            of[0].valid_for_year,
            {text.language: FirstText(text.body, text.source) for text in of},
        )
        for code, of in by_code.items()
    )


def _pack(values: dict[str, object]) -> FirstPack:
    sheets, rules = values["sheets"], values.get("rules", {})
    if not isinstance(sheets, list) or not isinstance(rules, dict):
        raise BadSheets(f"{_PACKS}: {values['en']}")
    return FirstPack(
        Pair(str(values["en"]), str(values["nl"])),
        tuple(str(code) for code in sheets),
        frozenset(
            PackRule(PackRuleKind(kind), str(value))
            for kind, wanted in rules.items()
            for value in wanted
        ),
    )
