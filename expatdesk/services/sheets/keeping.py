"""Sheets and languages as such: added, named, numbered, retired."""

from __future__ import annotations

import re

from sqlalchemy import delete, select, update

from expatdesk.i18n import N_
from expatdesk.model.settings import RefusalReason
from expatdesk.model.sheets import Sheet, SheetLanguage
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import Written, change_row, plain, remove_row
from expatdesk.services.sheets.loading import read_languages
from expatdesk.services.sheets.subject import TAKEN, TOPIC, Part, note
from expatdesk.services.sheets.types import LanguageLine, SheetEntry
from expatdesk.storage.tx import Tx

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_HIGHEST = 999


class Keeping(Part):
    def add_sheet(self, actor: Actor, entry: SheetEntry, *, key: str) -> Done[int]:
        """A sheet without any text yet; the value is its id. Raises Invalid."""

        def work(tx: Tx) -> Written:
            sheet_id = write_sheet(tx, entry)
            note(tx, actor, sheet_id, "added")
            return Written(sheet_id, lambda key: self._remove(actor, sheet_id, 1, key))

        return self._edit(actor, key, work)

    def change_sheet(
        self, actor: Actor, sheet_id: int, version: int, entry: SheetEntry, *, key: str
    ) -> Done[int]:
        """Code, number, owner, in use or retired. Reasons of refusal follow a new code.

        `version` is that of the sheet's row (SheetRow.version, SheetView.version). Raises
        Invalid, Stale (both as SheetEntry), NotFound.
        """

        def work(tx: Tx) -> Written:
            was = _entry(tx, sheet_id)
            values = _values(tx, entry, but=sheet_id)
            change_row(
                tx,
                Sheet,
                sheet_id,
                version,
                values,
                mine=entry,
                theirs=lambda: _entry(tx, sheet_id),
            )
            if was.code != entry.code:
                reasons = update(RefusalReason).where(RefusalReason.sheet == was.code)
                tx.execute(reasons.values(sheet=entry.code, version=RefusalReason.version + 1))
                tx.touch("catalogue")
            note(tx, actor, sheet_id, _what_happened(was, entry))
            return Written(
                sheet_id,
                lambda key: self.change_sheet(actor, sheet_id, version + 1, was, key=key),
            )

        return self._edit(actor, key, work)

    def add_language(self, actor: Actor, code: str, name: str, *, key: str) -> Done[int]:
        """One more language, after the others; the value is its position. Raises Invalid."""

        def work(tx: Tx) -> Written:
            if not _LANGUAGE.fullmatch(code):
                raise Invalid(N_("A language has a code of two or three letters."), field="code")
            lines = read_languages(tx)
            if any(line.code == code for line in lines):
                raise Invalid(N_("There is one with this code already."), field="code")
            position = max((line.position for line in lines), default=0) + 1
            tx.insert(SheetLanguage, code=code, name=_language_name(name), position=position)
            _note_language(tx, actor, "language_added", code)
            return Written(position, lambda key: self._remove_language(actor, code, key))

        return self._edit(actor, key, work)

    def change_language(self, actor: Actor, line: LanguageLine, *, key: str) -> Done[int]:
        """Name, place, in use or not; texts stay in any case. Raises Invalid, NotFound."""

        def work(tx: Tx) -> Written:
            was = next((one for one in read_languages(tx) if one.code == line.code), None)
            if was is None:
                raise NotFound
            tx.execute(
                update(SheetLanguage)
                .where(SheetLanguage.code == line.code)
                .values(name=_language_name(line.name), position=line.position, active=line.active)
            )
            _note_language(tx, actor, "language_changed", line.code)
            return Written(line.position, lambda key: self.change_language(actor, was, key=key))

        return self._edit(actor, key, work)

    def _remove(self, actor: Actor, sheet_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add_sheet`. Raises InUse where something was written meanwhile."""

        def work(tx: Tx) -> Written:
            remove_row(tx, Sheet, sheet_id, version)
            note(tx, actor, sheet_id, "removed")
            return Written(sheet_id)

        return self._edit(actor, key, work)

    def _remove_language(self, actor: Actor, code: str, key: str) -> Done[int]:
        """Undoes `add_language`. Raises InUse where there is a text in it."""

        def work(tx: Tx) -> Written:
            tx.execute(delete(SheetLanguage).where(SheetLanguage.code == code))
            _note_language(tx, actor, "language_removed", code)
            return Written(0)

        return self._edit(actor, key, work)


def write_sheet(tx: Tx, entry: SheetEntry) -> int:
    """Step: a sheet without texts; its id. Raises Invalid."""
    return tx.insert(Sheet, **_values(tx, entry))


def _values(tx: Tx, entry: SheetEntry, but: int | None = None) -> dict[str, object]:
    """The columns of an entry. Raises Invalid where another sheet has its code or number."""
    if not _CODE.fullmatch(entry.code):
        raise Invalid(
            N_("A code has small letters, digits and _, and begins with a letter."), field="code"
        )
    if not 1 <= entry.number <= _HIGHEST:
        raise Invalid(N_("A sheet has a number from 1 to {last}."), field="number", last=_HIGHEST)
    others = tx.rows(select(Sheet.code, Sheet.number).where(Sheet.id != (but or 0)))
    if any(other.code == entry.code for other in others):
        raise Invalid(TAKEN["code"], field="code")
    if any(other.number == entry.number for other in others):
        raise Invalid(TAKEN["number"], field="number")
    return {
        "code": entry.code,
        "number": entry.number,
        "owner": plain(entry.owner, "owner"),
        "active": entry.active,
    }


def _entry(tx: Tx, sheet_id: int) -> SheetEntry:
    row = tx.first(
        select(Sheet.code, Sheet.number, Sheet.owner, Sheet.active).where(Sheet.id == sheet_id)
    )
    if row is None:
        raise NotFound
    return SheetEntry(*row)


def _what_happened(was: SheetEntry, entry: SheetEntry) -> str:
    if was.active == entry.active:
        return "changed"
    return "taken_up" if entry.active else "retired"


def _language_name(name: str) -> str:
    said = plain(name, "name", 60)
    if not said:
        raise Invalid(N_("This must not be empty."), field="name")
    return said


def _note_language(tx: Tx, actor: Actor, action: str, code: str) -> None:
    log(tx, actor, "sheet", 0, action, language=code)
    tx.touch(TOPIC)
