"""The laws of the information sheets: what is in force is there, and so is what was given."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, func, or_, select

from expatdesk.i18n import N_
from expatdesk.model.appointments import Visit
from expatdesk.model.sheets import (
    Sheet,
    SheetDraft,
    SheetDraftText,
    SheetGiven,
    SheetText,
    SheetVersion,
)
from expatdesk.services.verification.findings import numbered
from expatdesk.storage.tx import Tx
from expatdesk.terms import DraftState


def versions_in_a_row(tx: Tx) -> Iterator[str]:
    """Versions count from one to the one in force, without a gap."""
    rows = tx.execute(
        select(Sheet.number)
        .outerjoin(SheetVersion, SheetVersion.sheet_id == Sheet.id)
        .group_by(Sheet.id, Sheet.number, Sheet.published)
        .having(
            or_(
                func.count(SheetVersion.id) != Sheet.published,
                func.coalesce(func.max(SheetVersion.number), 0) != Sheet.published,
                func.coalesce(func.min(SheetVersion.number), 1) != 1,
            )
        )
        .order_by(Sheet.number)
    )
    yield from numbered(N_("sheet {number}"), (row[0] for row in rows))


def versions_have_texts(tx: Tx) -> Iterator[str]:
    """Each version says something, with a title, and in nothing that was not yet written."""
    fine = exists().where(SheetText.version_id == SheetVersion.id)
    wrong = exists().where(
        SheetText.version_id == SheetVersion.id,
        or_(
            SheetText.body == "",
            SheetText.title == "",
            SheetText.changed_in < 1,
            SheetText.changed_in > SheetVersion.number,
            SheetText.in_step_with > Sheet.published,
        ),
    )
    rows = tx.execute(
        select(SheetVersion.id)
        .join(Sheet, Sheet.id == SheetVersion.sheet_id)
        .where(or_(~fine, wrong))
        .order_by(SheetVersion.id)
    )
    yield from numbered(N_("version {number} of a sheet"), (row[0] for row in rows))


def drafts_follow(tx: Tx) -> Iterator[str]:
    """A draft goes on from the version in force; one set aside from that or an earlier one."""
    current = SheetDraft.state == DraftState.CURRENT
    silent = ~exists().where(SheetDraftText.draft_id == SheetDraft.id)
    rows = tx.execute(
        select(SheetDraft.id)
        .join(Sheet, Sheet.id == SheetDraft.sheet_id)
        .where(
            or_(
                and_(current, SheetDraft.base != Sheet.published),
                SheetDraft.base > Sheet.published,
                SheetDraft.version > Sheet.writes,
                and_(silent, Sheet.published > 0),
            )
        )
        .order_by(SheetDraft.id)
    )
    yield from numbered(N_("draft {number}"), (row[0] for row in rows))


def given_was_there(tx: Tx) -> Iterator[str]:
    """What went with a visit is a version of its sheet that was published.

    Not by then: a clock may have been put right in between.
    """
    there = exists().where(
        SheetVersion.sheet_id == SheetGiven.sheet_id,
        SheetVersion.number == SheetGiven.number,
    )
    visit = exists().where(Visit.id == SheetGiven.visit_id)
    rows = tx.execute(
        select(SheetGiven.id)
        .where(or_(~there, ~visit, SheetGiven.languages == ""))
        .order_by(SheetGiven.id)
    )
    yield from numbered(N_("given sheet {number}"), (row[0] for row in rows))
