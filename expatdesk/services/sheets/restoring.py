"""Back to an old version, and the mark that a language is up to date."""

from __future__ import annotations

from sqlalchemy import select, update

from expatdesk.model.sheets import SheetDraft, SheetDraftText, SheetText, SheetVersion
from expatdesk.services.base import Actor, Done, NotFound, Stale
from expatdesk.services.edits import Written
from expatdesk.services.sheets.draft_steps import (
    Checked,
    begin,
    ground_of,
    make_current,
    next_write,
    remove_draft,
    set_aside,
    year_in_force,
)
from expatdesk.services.sheets.loading import (
    Standing,
    draft_rows,
    language_codes,
    read_draft,
    read_standing,
    version_rows,
    view_of,
)
from expatdesk.services.sheets.subject import Part, note
from expatdesk.services.sheets.texts import Rows, in_step, restored
from expatdesk.services.sheets.types import DraftInfo
from expatdesk.storage.tx import Tx


class Restoring(Part):
    def restore(
        self,
        actor: Actor,
        sheet_id: int,
        *,
        number: int | None = None,
        draft_id: int | None = None,
        key: str,
    ) -> Done[int]:
        """An old version, or a draft that was set aside, becomes the draft.

        A draft that there is is set aside; languages that the old one did not have stay. Of a
        draft its year and owner come back too; a version takes those of today. Gives the version
        that the next save names. Raises NotFound.
        """

        def work(tx: Tx) -> Written:
            standing = read_standing(tx, sheet_id, lock=True)
            source, draft = _source(tx, sheet_id, number, draft_id)
            aside = set_aside(tx, standing)
            rows = restored(ground_of(tx, standing, fresh=True), source)
            if draft is None:
                checked = Checked({}, {}, year_in_force(tx, standing), None)
            else:
                checked = Checked({}, {}, draft.valid_for_year, draft.owner)
            _, saved = begin(tx, actor, standing, rows, checked)
            note(tx, actor, sheet_id, "restored", number=number)
            return Written(saved, lambda key: self._unrestore(actor, sheet_id, saved, aside, key))

        return self._edit(actor, key, work)

    def mark_in_step(
        self, actor: Actor, sheet_id: int, language: str, version: int, *, key: str
    ) -> Done[int]:
        """Says that a language that was left behind needs no change: it is up to date.

        No text changes. Where the version in force says the same as the draft, it is marked too.
        Gives the version of the draft, 0 where there is none. Raises Stale, NotFound.
        """

        def work(tx: Tx) -> Written:
            standing = _read(tx, sheet_id, language, version)
            was = standing.rows[language].in_step_with
            step = in_step(standing.rows, language)[language].in_step_with
            saved = _mark(tx, standing, language, step)
            note(tx, actor, sheet_id, "in_step", language=language)
            return Written(
                saved, lambda key: self._unmark(actor, sheet_id, language, was, saved, key)
            )

        return self._edit(actor, key, work)

    def _unmark(
        self, actor: Actor, sheet_id: int, language: str, was: int, version: int, key: str
    ) -> Done[int]:
        """Undoes `mark_in_step`."""

        def work(tx: Tx) -> Written:
            standing = _read(tx, sheet_id, language, version)
            saved = _mark(tx, standing, language, was)
            note(tx, actor, sheet_id, "in_step_undone", language=language)
            return Written(saved)

        return self._edit(actor, key, work)

    def _unrestore(
        self, actor: Actor, sheet_id: int, version: int, aside: int | None, key: str
    ) -> Done[int]:
        """Undoes `restore`: the draft of before is the draft again. Raises Stale."""

        def work(tx: Tx) -> Written:
            standing = read_standing(tx, sheet_id, lock=True)
            draft = standing.draft
            if draft is None or draft.version != version:
                raise Stale(version, view_of(tx, standing))
            remove_draft(tx, draft.draft_id)
            if aside is not None:
                make_current(tx, sheet_id, aside)
            note(tx, actor, sheet_id, "restore_undone")
            return Written(sheet_id)

        return self._edit(actor, key, work)


def _source(
    tx: Tx, sheet_id: int, number: int | None, draft_id: int | None
) -> tuple[Rows, DraftInfo | None]:
    """The texts that are to come back, and the draft that they stand in. Raises NotFound."""
    codes = language_codes(tx)
    rows: Rows = {}
    draft: DraftInfo | None = None
    if number is not None:
        rows = version_rows(tx, sheet_id, number, codes)
    elif draft_id is not None:
        of = tx.scalar(select(SheetDraft.sheet_id).where(SheetDraft.id == draft_id))
        if of == sheet_id:
            rows, draft = draft_rows(tx, draft_id, codes), read_draft(tx, draft_id=draft_id)
    if not rows:
        raise NotFound
    return rows, draft


def _read(tx: Tx, sheet_id: int, language: str, version: int) -> Standing:
    standing = read_standing(tx, sheet_id, lock=True)
    if standing.draft_version != version:
        raise Stale(version, view_of(tx, standing))
    if language not in standing.rows:
        raise NotFound
    return standing


def _mark(tx: Tx, standing: Standing, language: str, step: int) -> int:
    """Writes the mark into the draft, and into the version in force where that says the same."""
    if _bodies(standing.rows) == _bodies(standing.base):
        of = select(SheetVersion.id).where(
            SheetVersion.sheet_id == standing.sheet_id, SheetVersion.number == standing.published
        )
        tx.execute(
            update(SheetText)
            .where(SheetText.version_id == of.scalar_subquery(), SheetText.language == language)
            .values(in_step_with=step)
        )
    if standing.draft is None:
        return 0
    draft_id = standing.draft.draft_id
    tx.execute(
        update(SheetDraftText)
        .where(SheetDraftText.draft_id == draft_id, SheetDraftText.language == language)
        .values(in_step_with=step)
    )
    saved = next_write(tx, standing.sheet_id)
    tx.execute(update(SheetDraft).where(SheetDraft.id == draft_id).values(version=saved))
    return saved


def _bodies(rows: Rows) -> dict[str, str]:
    return {language: row.body for language, row in rows.items()}
