"""From draft to version, and the day on which a version's facts were gone through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from sqlalchemy import Update, select, update

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.sheets import Sheet, SheetText, SheetVersion
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Problems, Right, Stale, require
from expatdesk.services.edits import Row, Written, plain
from expatdesk.services.sheets.draft_steps import (
    check_year,
    remove_draft,
    says_the_same,
    year_in_force,
)
from expatdesk.services.sheets.fields import field_names
from expatdesk.services.sheets.loading import Standing, read_standing, view_of
from expatdesk.services.sheets.subject import Part, note
from expatdesk.services.sheets.texts import Rows
from expatdesk.services.sheets.types import BadText
from expatdesk.storage.tx import Tx

_LONGEST_NOTE = 300


class Publishing(Part):
    def publish(
        self,
        actor: Actor,
        sheet_id: int,
        version: int,
        remark: str = "",
        *,
        checked: bool = False,
        valid_for_year: int | None = None,
        key: str,
    ) -> Done[int]:
        """The draft of this version comes into force; the value is the number it gets.

        For ever: it is not undone, but an older one can come back as a new one. `checked`: its
        facts were gone through today. Raises Stale where the draft is another or gone (somebody
        else was faster), BadText with language and place for what must not be printed.
        """
        require(actor, Right.MANAGE)
        said = plain(remark, "note", _LONGEST_NOTE)
        year = check_year(valid_for_year)
        self._look_through(sheet_id, version)

        def work(tx: Tx) -> Written:
            standing = read_standing(tx, sheet_id, lock=True)
            draft = standing.draft
            if draft is None or draft.version != version:
                raise Stale(version, view_of(tx, standing))
            if says_the_same(standing) and _prints_the_same(tx, standing, year):
                raise Invalid(
                    N_("This says the same as version {number}."), number=standing.published
                )
            number = put_in_force(tx, actor, standing, standing.drafted, said, year, draft.owner)
            if checked:
                _write_check(tx, actor, sheet_id, number, day_of(tx.now), year)
            remove_draft(tx, draft.draft_id)
            note(tx, actor, sheet_id, "published", number=number)
            return Written(number)

        return self._edit(actor, key, work)

    def _look_through(self, sheet_id: int, version: int) -> None:
        """Reads the draft, before the transaction: it takes its time. Raises BadText, Invalid."""
        with self._store.reading() as tx:
            seen, fields = read_standing(tx, sheet_id), field_names(tx)
        if seen.draft_version == version:
            _check_texts(seen.drafted, fields)

    def check(
        self, actor: Actor, sheet_id: int, number: int, valid_for_year: int | None, *, key: str
    ) -> Done[int]:
        """Somebody went through the facts of the version in force today; its number is the value.

        Raises Stale where another version is in force, Invalid, NotFound.
        """
        year = check_year(valid_for_year)

        def work(tx: Tx) -> Written:
            was = _in_force(tx, sheet_id, number)
            _write_check(tx, actor, sheet_id, number, day_of(tx.now), year)
            note(tx, actor, sheet_id, "checked", number=number)
            return Written(number, lambda key: self._uncheck(actor, sheet_id, number, was, key=key))

        return self._edit(actor, key, work)

    def _uncheck(
        self, actor: Actor, sheet_id: int, number: int, was: Row, *, key: str
    ) -> Done[int]:
        """Undoes `check`. Raises Stale where another version is in force by now."""

        def work(tx: Tx) -> Written:
            _in_force(tx, sheet_id, number)
            tx.execute(_the_version(sheet_id, number).values(dict(was)))
            note(tx, actor, sheet_id, "check_undone", number=number)
            return Written(number)

        return self._edit(actor, key, work)


def put_in_force(
    tx: Tx,
    actor: Actor | None,
    standing: Standing,
    rows: Rows,
    remark: str,
    year: int | None,
    owner: str,
) -> int:
    """Step: the next version with these texts; its number. Languages without text are left out."""
    number = standing.published + 1
    version_id = tx.insert(
        SheetVersion,
        sheet_id=standing.sheet_id,
        number=number,
        published_at=tx.now,
        staff_id=None if actor is None else actor.staff_id,
        note=remark,
        valid_for_year=year,
    )
    texts = [{"version_id": version_id, **asdict(row)} for row in rows.values() if row.body]
    tx.insert_many(SheetText, texts)
    changed = owner != standing.entry.owner
    tx.execute(
        update(Sheet)
        .where(Sheet.id == standing.sheet_id)
        .values(published=number, owner=owner, version=Sheet.version + int(changed))
    )
    return number


def _prints_the_same(tx: Tx, standing: Standing, year: int | None) -> bool:
    """Whether year and owner are those of the version in force."""
    assert standing.draft is not None
    owner = standing.draft.owner
    return owner == standing.entry.owner and year == year_in_force(tx, standing)


def _check_texts(rows: Rows, fields: Collection[str]) -> None:
    """Raises BadText for all languages at once, Invalid where there is no text at all."""
    from expatdesk.markup import Level, parse

    problems = Problems()
    for language, row in rows.items():
        if not row.body:
            continue
        text = parse(row.body, fields)
        for found in text.problems:
            if found.level is Level.ERROR:
                problems.note(BadText(found.text, language, found.start, found.values))
    problems.refuse()
    if not any(row.body for row in rows.values()):
        raise Invalid(N_("There is no text yet."))


def _in_force(tx: Tx, sheet_id: int, number: int) -> Row:
    """What the check of a version says, if that is the one in force. Raises Stale, NotFound."""
    standing = read_standing(tx, sheet_id, lock=True)
    if standing.published != number:
        raise Stale(number, view_of(tx, standing))
    row = tx.first(
        select(SheetVersion.checked_on, SheetVersion.checked_by, SheetVersion.valid_for_year).where(
            SheetVersion.sheet_id == sheet_id, SheetVersion.number == number
        )
    )
    if row is None:
        raise NotFound
    return row._asdict()


def _write_check(
    tx: Tx, actor: Actor, sheet_id: int, number: int, day: date, year: int | None
) -> None:
    values = {"checked_on": day, "checked_by": actor.staff_id, "valid_for_year": year}
    tx.execute(_the_version(sheet_id, number).values(values))


def _the_version(sheet_id: int, number: int) -> Update:
    return update(SheetVersion).where(
        SheetVersion.sheet_id == sheet_id, SheetVersion.number == number
    )
