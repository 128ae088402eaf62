"""All texts at once: for a folder of files, and for the booklet."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from expatdesk.model.sheets import Sheet, SheetDraft, SheetDraftText, SheetText, SheetVersion
from expatdesk.services.sheets.loading import language_codes
from expatdesk.services.sheets.subject import Part
from expatdesk.services.sheets.types import KeptText
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState


class Whole(Part):
    def kept_texts(self, *, drafts: bool = False) -> tuple[KeptText, ...]:
        """Every text of every sheet by number and language, retired sheets too.

        Those of the versions in force; with `drafts` those of the draft where there is one.
        """
        with self._store.reading() as tx:
            order = {code: place for place, code in enumerate(language_codes(tx))}
            texts = _published(tx)
            if drafts:
                drafted = _drafted(tx)
                written = {text.sheet_id for text in drafted}
                texts = [text for text in texts if text.sheet_id not in written] + drafted
        return tuple(
            sorted(texts, key=lambda text: (text.number, text.sheet_id, order[text.language]))
        )


def _published(tx: Tx) -> list[KeptText]:
    rows = tx.rows(
        select(
            Sheet.id,
            Sheet.code,
            Sheet.number,
            Sheet.owner,
            Sheet.active,
            SheetText.language,
            SheetText.title,
            SheetText.body,
            SheetText.source,
            SheetText.changed_in,
            SheetVersion.number,
            SheetVersion.valid_for_year,
            SheetVersion.checked_on,
        )
        .join(SheetVersion, SheetVersion.id == SheetText.version_id)
        .join(Sheet, Sheet.id == SheetVersion.sheet_id)
        .where(SheetVersion.number == Sheet.published)
    )
    return [KeptText(*row) for row in rows]


def _drafted(tx: Tx) -> list[KeptText]:
    rows = tx.rows(
        select(
            Sheet.id,
            Sheet.code,
            Sheet.number,
            SheetDraft.owner,
            Sheet.active,
            SheetDraftText.language,
            SheetDraftText.title,
            SheetDraftText.body,
            SheetDraftText.source,
            SheetDraftText.changed_in,
            Sheet.published,
            SheetDraft.valid_for_year,
        )
        .join(SheetDraft, SheetDraft.id == SheetDraftText.draft_id)
        .join(Sheet, Sheet.id == SheetDraft.sheet_id)
        .where(SheetDraft.state == DraftState.CURRENT, SheetDraftText.body != "")
    )
    return [replace(KeptText(*row), is_draft=True) for row in rows]
