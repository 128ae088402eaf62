"""Texts taken over from outside, into drafts: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from expatdesk.i18n import N_
from expatdesk.model.sheets import Sheet
from expatdesk.services.base import Actor, Done, Invalid, Right, require
from expatdesk.services.edits import plain
from expatdesk.services.once import Written as Result
from expatdesk.services.once import once
from expatdesk.services.sheets.draft_steps import (
    Checked,
    begin,
    check_languages,
    check_year,
    ground_of,
    one_line,
    set_aside,
    year_in_force,
)
from expatdesk.services.sheets.keeping import write_sheet
from expatdesk.services.sheets.loading import Standing, read_standing
from expatdesk.services.sheets.subject import Part, note
from expatdesk.services.sheets.texts import Rows, Written, drafted, written
from expatdesk.services.sheets.types import SheetEntry, Taken, TakenText
from expatdesk.storage.tx import Tx


@dataclass
class _Sheet:
    """What comes for one sheet."""

    number: int
    owner: str
    year: int | None
    bodies: dict[str, Written] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


class Taking(Part):
    def take_texts(self, actor: Actor, texts: Sequence[TakenText], *, key: str) -> Done[Taken]:
        """Writes all these texts into drafts, or none; sheets that are not there are added.

        A draft that is in the way is set aside. A text that says the same as now changes nothing.
        Raises Invalid for a language, code, number or text that cannot be.
        """
        require(actor, Right.MANAGE)
        wanted = _gathered(texts)

        def work(tx: Tx) -> Result[Taken]:
            check_languages(tx, {text.language for text in texts})
            known = {row.code: row.id for row in tx.rows(select(Sheet.code, Sheet.id))}
            changed = added = 0
            for code, sheet in wanted.items():
                sheet_id = known.get(code)
                if sheet_id is None:
                    sheet_id = write_sheet(tx, SheetEntry(code, sheet.number, sheet.owner))
                    added += 1
                    note(tx, actor, sheet_id, "added")
                    _take(tx, actor, sheet_id, sheet)
                else:
                    changed += _take(tx, actor, sheet_id, sheet)
            return Result(Taken(changed, added))

        return once(self._store, key, Taken, work)


def _take(tx: Tx, actor: Actor, sheet_id: int, sheet: _Sheet) -> bool:
    """Writes one sheet into a draft; False where it says the same as it does now."""
    standing = read_standing(tx, sheet_id, lock=True)
    if sheet.year == _year(tx, standing) and _says(standing.rows, sheet):
        return False
    rows = drafted(ground_of(tx, standing), sheet.bodies, sheet.sources)
    set_aside(tx, standing)
    begin(tx, actor, standing, rows, Checked({}, {}, sheet.year, sheet.owner or None))
    note(tx, actor, sheet_id, "imported", languages=" ".join(sheet.bodies))
    return True


def _year(tx: Tx, standing: Standing) -> int | None:
    draft = standing.draft
    return year_in_force(tx, standing) if draft is None else draft.valid_for_year


def _says(rows: Rows, sheet: _Sheet) -> bool:
    return all(
        language in rows
        and rows[language].body == new.body
        and rows[language].source == sheet.sources[language]
        for language, new in sheet.bodies.items()
    )


def _gathered(texts: Iterable[TakenText]) -> dict[str, _Sheet]:
    """The texts by sheet. Raises Invalid."""
    found: dict[str, _Sheet] = {}
    for text in texts:
        check_year(text.valid_for_year)
        owner = plain(text.owner, "owner")
        sheet = found.setdefault(text.code, _Sheet(text.number, owner, text.valid_for_year))
        if text.language in sheet.bodies:
            raise Invalid(N_("A sheet comes twice in one language."), field=text.language)
        sheet.bodies[text.language] = written(text.body, text.language)
        sheet.sources[text.language] = one_line(text.source, text.language)
    return found
