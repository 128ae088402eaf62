"""`verify` sees what is wrong with the sheets, once the laws of the database are out of the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from services.reception.receiving import FrontDesk
from services.sheets.writing import Office
from sqlalchemy import text

from expatdesk.services.base import Actor
from expatdesk.services.verification import verify
from expatdesk.terms import GivenWay

GAPS = "Versions of sheets follow one another"
SILENT = "Every version of a sheet says something"
DRAFTS = "Drafts of sheets go on from what is in force"
GIVEN = "Sheets that were given had been published"


def broken(office: Office) -> dict[str, str]:
    """The laws that do not hold, of those of the sheets."""
    return {
        finding.law: finding.detail
        for finding in verify(office.centre.store)
        if not finding.holds and finding.law in {GAPS, SILENT, DRAFTS, GIVEN}
    }


def spoil(office: Office, *statements: str) -> None:
    """Plain SQL while the laws are taken out."""
    store = office.centre.store
    with store.writing() as tx:
        store.laws.drop(tx.connection)
        for statement in statements:
            assert tx.connection.execute(text(statement)).rowcount
        store.laws.install(tx.connection)


def test_all_is_well_after_a_day_of_writing(office: Office) -> None:
    office.version(en="# Newer\n")
    office.save(nl="# Nieuwer\n")
    office.sheets.restore(office.mine, office.ids["bsn"], number=1, key="k1")
    office.sheets.mark_in_step(
        office.mine, office.ids["bsn"], "nl", office.view().draft_version, key="k2"
    )
    assert broken(office) == {}


@pytest.mark.parametrize(
    ("statement", "law", "where"),
    [
        ("UPDATE sheet SET published = 3 WHERE number = 2", GAPS, "sheet 2"),
        ("UPDATE sheet_version SET number = 5 WHERE sheet_id = 1", GAPS, "sheet 2"),
        ("DELETE FROM sheet_text WHERE version_id = 3", SILENT, "version 3 of a sheet"),
        ("UPDATE sheet_text SET title = '' WHERE version_id = 1", SILENT, "version 1 of a sheet"),
        ("UPDATE sheet_text SET changed_in = 2 WHERE version_id = 2", SILENT, "version 2"),
        ("UPDATE sheet_text SET in_step_with = 7 WHERE version_id = 2", SILENT, "version 2"),
        ("UPDATE sheet_draft SET base = 2", DRAFTS, "draft 1"),
        ("UPDATE sheet_draft SET version = 99", DRAFTS, "draft 1"),
        ("DELETE FROM sheet_draft_text", DRAFTS, "draft 1"),
    ],
)
def test_what_is_wrong_is_found_and_named(
    office: Office, statement: str, law: str, where: str
) -> None:
    office.save(en="# Draft\n")
    spoil(office, statement)
    found = broken(office)
    assert where in found[law]


def test_a_version_that_was_never_published_was_not_given(
    office: Office, jansen: Actor, at: Callable[[str], int]
) -> None:
    at("2026-09-14 08:30")
    visit = FrontDesk(office.centre, jansen).book().visit_id
    sheets = [(office.ids["bsn"], 1)]
    office.sheets.give(jansen, visit, sheets, ("en",), GivenWay.PRINTED, key="k")
    assert broken(office) == {}
    spoil(office, "UPDATE sheet_given SET number = 2")
    assert broken(office) == {GIVEN: "given sheet 1"}
