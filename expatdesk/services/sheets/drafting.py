"""Drafts: written by one or by two at once, set aside, thrown away.

Every write locks the sheet first. What a draft said is in a version, in the draft, or set aside:
nothing that somebody wrote is overwritten by another.
"""

from __future__ import annotations

from expatdesk.services.base import Actor, Done, Right, Stale, require
from expatdesk.services.edits import Written
from expatdesk.services.sheets.draft_steps import (
    begin,
    check_input,
    check_languages,
    ground_of,
    is_kept_the_same,
    make_current,
    read_as_of,
    remove_draft,
    rewrite,
    says_the_same,
    set_aside,
)
from expatdesk.services.sheets.loading import Standing, read_draft, read_standing, view_of
from expatdesk.services.sheets.subject import Part, note
from expatdesk.services.sheets.texts import drafted
from expatdesk.services.sheets.types import DraftInput
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState


class Drafts(Part):
    """`version` is that of the draft which the caller has read (SheetView.draft_version), `base`
    the version in force that was read with it (SheetView.published).
    """

    def save_draft(
        self, actor: Actor, sheet_id: int, entry: DraftInput, version: int, base: int, *, key: str
    ) -> Done[int]:
        """Writes into the draft, or begins one; gives the version that the next save names.

        Raises Stale with `mine` (the entry) and `theirs` (the SheetView as it is now) where
        somebody else wrote or published; Invalid with the language as field; NotFound.
        """
        require(actor, Right.MANAGE)
        checked = check_input(entry)

        def work(tx: Tx) -> Written:
            check_languages(tx, checked.bodies)
            standing = read_as_of(tx, sheet_id, entry, version, base)
            rows = drafted(ground_of(tx, standing), checked.bodies, checked.sources)
            if standing.draft is None:
                _, saved = begin(tx, actor, standing, rows, checked)
                note(tx, actor, sheet_id, "draft_begun")
                return Written(saved, lambda key: self._unbegin(actor, sheet_id, saved, key))
            saved = rewrite(tx, actor, standing, rows, checked)
            tx.touch("sheets", sheet_id)
            was = _as_input(standing)
            return Written(
                saved, lambda key: self.save_draft(actor, sheet_id, was, saved, base, key=key)
            )

        return self._edit(actor, key, work)

    def save_over(
        self, actor: Actor, sheet_id: int, entry: DraftInput, version: int, base: int, *, key: str
    ) -> Done[int]:
        """Mine becomes the draft after theirs was shown; theirs is set aside, nothing is lost.

        `version` and `base` are those of `theirs`. Gives the version that the next save names.
        Raises Stale where they went on writing, Invalid, NotFound.
        """
        require(actor, Right.MANAGE)
        checked = check_input(entry)

        def work(tx: Tx) -> Written:
            check_languages(tx, checked.bodies)
            standing = read_as_of(tx, sheet_id, entry, version, base)
            rows = drafted(ground_of(tx, standing, fresh=True), checked.bodies, checked.sources)
            set_aside(tx, standing)
            _, saved = begin(tx, actor, standing, rows, checked)
            note(tx, actor, sheet_id, "draft_set_aside")
            return Written(saved)

        return self._edit(actor, key, work)

    def keep_aside(self, actor: Actor, sheet_id: int, entry: DraftInput, *, key: str) -> Done[int]:
        """Theirs stays the draft; mine waits in the history. The value is its draft id.

        Raises Invalid, NotFound.
        """
        require(actor, Right.MANAGE)
        checked = check_input(entry)

        def work(tx: Tx) -> Written:
            check_languages(tx, checked.bodies)
            standing = read_standing(tx, sheet_id, lock=True)
            rows = drafted(ground_of(tx, standing, fresh=True), checked.bodies, checked.sources)
            draft_id, _ = begin(tx, actor, standing, rows, checked, DraftState.SET_ASIDE)
            note(tx, actor, sheet_id, "draft_set_aside")
            return Written(draft_id)

        return self._edit(actor, key, work)

    def discard_draft(self, actor: Actor, sheet_id: int, version: int, *, key: str) -> Done[int]:
        """The version in force is what counts again; what the draft said waits in the history.

        A draft that says nothing else than the version in force, in its year and owner neither,
        goes. Raises Stale, NotFound.
        """

        def work(tx: Tx) -> Written:
            standing = read_standing(tx, sheet_id, lock=True)
            draft = standing.draft
            if draft is None or draft.version != version:
                raise Stale(version, view_of(tx, standing))
            note(tx, actor, sheet_id, "draft_discarded")
            if says_the_same(standing) and is_kept_the_same(tx, standing):
                remove_draft(tx, draft.draft_id)
                return Written(sheet_id)
            set_aside(tx, standing)
            return Written(
                sheet_id, lambda key: self._bring_back(actor, sheet_id, draft.draft_id, key)
            )

        return self._edit(actor, key, work)

    def _unbegin(self, actor: Actor, sheet_id: int, version: int, key: str) -> Done[int]:
        """Undoes the save that began a draft. Raises Stale."""

        def work(tx: Tx) -> Written:
            standing = read_standing(tx, sheet_id, lock=True)
            draft = standing.draft
            if draft is None or draft.version != version:
                raise Stale(version, view_of(tx, standing))
            remove_draft(tx, draft.draft_id)
            note(tx, actor, sheet_id, "draft_discarded")
            return Written(sheet_id)

        return self._edit(actor, key, work)

    def _bring_back(self, actor: Actor, sheet_id: int, draft_id: int, key: str) -> Done[int]:
        """Undoes `discard_draft`. Raises Stale where there is another draft or version."""

        def work(tx: Tx) -> Written:
            standing = read_standing(tx, sheet_id, lock=True)
            aside = read_draft(tx, draft_id=draft_id)
            if standing.draft is not None or aside is None or aside.base != standing.published:
                raise Stale(draft_id, view_of(tx, standing))
            saved = make_current(tx, sheet_id, draft_id)
            note(tx, actor, sheet_id, "draft_back")
            return Written(saved)

        return self._edit(actor, key, work)


def _as_input(standing: Standing) -> DraftInput:
    """The draft as it was, to be written again."""
    assert standing.draft is not None
    return DraftInput(
        {language: row.body for language, row in standing.drafted.items()},
        {language: row.source for language, row in standing.drafted.items()},
        standing.draft.valid_for_year,
        standing.draft.owner,
    )
