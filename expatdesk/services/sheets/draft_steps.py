"""Steps that write drafts inside an open transaction; the sheet is locked by who calls them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select, update

from expatdesk.i18n import N_
from expatdesk.model.sheets import Sheet, SheetDraft, SheetDraftText, SheetVersion
from expatdesk.services.base import Actor, Invalid, Stale
from expatdesk.services.edits import plain
from expatdesk.services.sheets.loading import Standing, language_codes, read_standing, view_of
from expatdesk.services.sheets.texts import Ground, Rows, Written, written
from expatdesk.services.sheets.types import DraftInput
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Checked:
    """An input that can be kept."""

    bodies: Mapping[str, Written]
    sources: Mapping[str, str]
    valid_for_year: int | None
    owner: str | None


def check_input(entry: DraftInput) -> Checked:
    """Looks an input through; before the transaction, for long texts take their time.

    Raises Invalid with the language (for its text and its source), "valid_for_year" or "owner".
    """
    return Checked(
        {language: written(body, language) for language, body in entry.bodies.items()},
        {language: one_line(source, language) for language, source in entry.sources.items()},
        check_year(entry.valid_for_year),
        None if entry.owner is None else plain(entry.owner, "owner"),
    )


def one_line(source: str, language: str) -> str:
    """Where a text comes from, in one line with plain blanks. Raises Invalid."""
    return plain(" ".join(unicodedata.normalize("NFC", source).split()), language, 500)


def check_year(year: int | None) -> int | None:
    """Raises Invalid."""
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Invalid(N_("Enter a year with four digits."), field="valid_for_year")
    return year


def check_languages(tx: Tx, languages: Iterable[str]) -> None:
    """Raises Invalid for a language that the centre does not have."""
    known = set(language_codes(tx))
    for language in languages:
        if language not in known:
            raise Invalid(N_("There is no such language."), field=language)


def read_as_of(tx: Tx, sheet_id: int, mine: object, version: int, base: int) -> Standing:
    """The sheet, locked, if it is still what the caller has read. Raises Stale, NotFound."""
    standing = read_standing(tx, sheet_id, lock=True)
    if (standing.draft_version, standing.published) != (version, base):
        raise Stale(mine, view_of(tx, standing))
    return standing


def ground_of(tx: Tx, standing: Standing, *, fresh: bool = False) -> Ground:
    """On what the next text is written; `fresh`: whatever the draft says so far."""
    before: Rows = {} if fresh else standing.drafted
    return Ground(standing.base, before, standing.published + 1, tx.now)


def begin(
    tx: Tx,
    actor: Actor | None,
    standing: Standing,
    rows: Rows,
    checked: Checked,
    state: DraftState = DraftState.CURRENT,
) -> tuple[int, int]:
    """Writes a new draft; its id and version."""
    version = next_write(tx, standing.sheet_id)
    draft_id = tx.insert(
        SheetDraft,
        sheet_id=standing.sheet_id,
        state=state,
        base=standing.published,
        valid_for_year=checked.valid_for_year,
        owner=standing.entry.owner if checked.owner is None else checked.owner,
        updated_at=tx.now,
        staff_id=None if actor is None else actor.staff_id,
        version=version,
    )
    _insert_texts(tx, draft_id, rows)
    return draft_id, version


def rewrite(tx: Tx, actor: Actor, standing: Standing, rows: Rows, checked: Checked) -> int:
    """Writes other texts into the current draft; its new version."""
    draft = standing.draft
    assert draft is not None
    version = next_write(tx, standing.sheet_id)
    tx.execute(
        update(SheetDraft)
        .where(SheetDraft.id == draft.draft_id)
        .values(
            valid_for_year=checked.valid_for_year,
            owner=draft.owner if checked.owner is None else checked.owner,
            updated_at=tx.now,
            staff_id=actor.staff_id,
            version=version,
        )
    )
    tx.execute(delete(SheetDraftText).where(SheetDraftText.draft_id == draft.draft_id))
    _insert_texts(tx, draft.draft_id, rows)
    return version


def set_aside(tx: Tx, standing: Standing) -> int | None:
    """The current draft waits in the history; its id, where there is one."""
    if standing.draft is None:
        return None
    tx.execute(
        update(SheetDraft)
        .where(SheetDraft.id == standing.draft.draft_id)
        .values(state=DraftState.SET_ASIDE)
    )
    return standing.draft.draft_id


def make_current(tx: Tx, sheet_id: int, draft_id: int) -> int:
    """What was set aside is the draft again; its new version."""
    version = next_write(tx, sheet_id)
    tx.execute(
        update(SheetDraft)
        .where(SheetDraft.id == draft_id)
        .values(state=DraftState.CURRENT, version=version)
    )
    return version


def remove_draft(tx: Tx, draft_id: int) -> None:
    """The draft goes: what it said stands elsewhere."""
    tx.execute(delete(SheetDraftText).where(SheetDraftText.draft_id == draft_id))
    tx.execute(delete(SheetDraft).where(SheetDraft.id == draft_id))


def says_the_same(standing: Standing) -> bool:
    """Whether the draft has no text or source that the version in force has not."""
    return _said(standing.drafted) == _said(standing.base)


def is_kept_the_same(tx: Tx, standing: Standing) -> bool:
    """Whether year and owner of the draft are those of the version in force."""
    draft = standing.draft
    assert draft is not None
    owner = draft.owner == standing.entry.owner
    return owner and draft.valid_for_year == year_in_force(tx, standing)


def next_write(tx: Tx, sheet_id: int) -> int:
    """Counts what is written to drafts of a sheet: a version of a draft comes once."""
    counted = tx.scalar(
        update(Sheet)
        .where(Sheet.id == sheet_id)
        .values(writes=Sheet.writes + 1)
        .returning(Sheet.writes)
    )
    return int(counted)


def year_in_force(tx: Tx, standing: Standing) -> int | None:
    """The year for which the version in force holds."""
    year = tx.scalar(
        select(SheetVersion.valid_for_year).where(
            SheetVersion.sheet_id == standing.sheet_id, SheetVersion.number == standing.published
        )
    )
    return None if year is None else int(year)


def _said(rows: Rows) -> dict[str, tuple[str, str]]:
    return {language: (row.body, row.source) for language, row in rows.items() if row.body}


def _insert_texts(tx: Tx, draft_id: int, rows: Rows) -> None:
    tx.insert_many(SheetDraftText, [{"draft_id": draft_id, **asdict(row)} for row in rows.values()])
