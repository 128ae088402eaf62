"""All sheets out to a folder and in again: line by line, and nothing half."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from services.sheets.conftest import office
from services.sheets.writing import BSN_EN, Office

from expatdesk.services.sheets.types import DraftInput, SheetEntry, Taken
from expatdesk.workflows import sheet_files
from expatdesk.workflows.sheet_files import (
    ImportPlan,
    Mark,
    NotAllGood,
    TooManyFiles,
    export_files,
    files_in,
    look_over,
    take,
    write_files,
)

__all__ = ["office"]

ONLY_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


def exported(office: Office, **more: bool) -> dict[str, bytes]:
    return {name: text.encode() for name, text in export_files(office.centre, **more).items()}


def said(plan: ImportPlan, mark: Mark) -> list[tuple[str, int, str]]:
    return [(line.file, line.line, line.said()) for line in plan.lines if line.mark is mark]


def test_out_and_in_again_says_that_nothing_changed(office: Office) -> None:
    office.save(en=f"{BSN_EN}\nA draft.")
    files = exported(office)
    assert list(files) == [
        "02-bsn.en.md", "02-bsn.nl.md", "11-renting.en.md", "11-renting.nl.md", "20-schools.en.md",
    ]  # fmt: skip
    plan = look_over(office.centre, files)
    assert {line.mark for line in plan.lines} == {Mark.SAME}
    assert plan.texts == ()
    assert take(office.centre, office.mine, plan, key="k").value == Taken(0, 0)


@ONLY_SQLITE
@given(
    st.text(st.characters(codec="utf-8"), max_size=200),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "N"]), max_size=40),
    st.one_of(st.none(), st.integers(2000, 2099)),
)
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_was_written_comes_back_as_the_same(
    office: Office, body: str, source: str, year: int | None
) -> None:
    view = office.view()
    office.sheets.save_draft(
        office.mine,
        office.ids["bsn"],
        DraftInput({"en": f"# T\n\n{body}.", "nl": body}, {"en": source}, year),
        view.draft_version,
        view.published,
        key=f"{view.draft_version}",
    )
    plan = look_over(office.centre, exported(office))
    assert plan.texts == ()
    assert said(plan, Mark.REFUSED) == []


def test_a_translation_comes_into_the_draft(office: Office) -> None:
    files = exported(office)
    files["02-bsn.nl.md"] = files["02-bsn.nl.md"].replace(b"Het kost", b"Het kost u")
    plan = look_over(office.centre, files)
    assert said(plan, Mark.CHANGED) == [("02-bsn.nl.md", 0, "Changes the text")]
    assert take(office.centre, office.mine, plan, key="k").value == Taken(1, 0)
    assert "Het kost u" in office.view().bodies["nl"]
    assert office.view().bodies["en"] == BSN_EN


def test_a_language_to_be_translated_has_its_headings_and_is_not_taken_unchanged(
    office: Office,
) -> None:
    files = exported(office, with_missing=True)
    assert files["20-schools.nl.md"].endswith(b"---\n\n# Schools\n")
    plan = look_over(office.centre, files)
    assert [name for name, _, _ in said(plan, Mark.LEFT)] == ["20-schools.nl.md"]
    files["20-schools.nl.md"] += b"Vanaf vijf jaar.\n"
    plan = look_over(office.centre, files)
    assert said(plan, Mark.CHANGED) == [("20-schools.nl.md", 0, "New in this language")]


def test_a_new_sheet_is_said_and_added(office: Office) -> None:
    new = b"---\nsheet: pets\nnumber: 31\nlanguage: en\n---\n\n# Pets\n\nKeep them.\n"
    plan = look_over(office.centre, {"31-pets.en.md": new})
    assert said(plan, Mark.NEW) == [("31-pets.en.md", 0, "A new sheet")]
    assert take(office.centre, office.mine, plan, key="k").value == Taken(0, 1)


def test_what_would_print_wrong_is_said_with_its_line_and_taken_all_the_same(
    office: Office,
) -> None:
    files = exported(office)
    files["11-renting.nl.md"] += b"\n## Extra\n\nBel {centre.fax}.\n"
    plan = look_over(office.centre, files)
    warnings = said(plan, Mark.WARNING)
    assert ("11-renting.nl.md", 18, "There is no field \u201ccentre.fax\u201d.") in warnings
    assert any("has none beside it" in words for _, _, words in warnings)
    assert len(plan.texts) == 1


def test_a_file_of_an_older_version_is_warned_of(office: Office) -> None:
    files = exported(office)
    office.version(nl="# Uw BSN\n\nAnders.\n")
    files["02-bsn.nl.md"] = files["02-bsn.nl.md"].replace(b"Het kost", b"Het kost u")
    plan = look_over(office.centre, files)
    assert any("after version 1" in words for _, _, words in said(plan, Mark.WARNING))


BAD = {
    "language": b"---\nsheet: bsn\nnumber: 2\nlanguage: fr\n---\n\n# Votre BSN\n\nOui.\n",
    "number": b"---\nsheet: pets\nnumber: 2\nlanguage: en\n---\n\n# Pets\n\nYes.\n",
    "header": b"# No header\n",
}


@pytest.mark.parametrize("kind", list(BAD))
def test_with_one_bad_file_nothing_is_taken_unless_the_good_ones_are_wanted(
    office: Office, kind: str
) -> None:
    files = exported(office)
    files["02-bsn.nl.md"] = files["02-bsn.nl.md"].replace(b"Het kost", b"Het kost u")
    files["99-bad.en.md"] = BAD[kind]
    plan = look_over(office.centre, files)
    assert [name for name, _, _ in said(plan, Mark.REFUSED)] == ["99-bad.en.md"]
    with pytest.raises(NotAllGood) as refused:
        take(office.centre, office.mine, plan, key="k1")
    assert "1 refused" in refused.value.message()
    assert office.view().draft is None
    assert take(office.centre, office.mine, plan, only_good=True, key="k2").value == Taken(1, 0)
    assert "Het kost u" in office.view().bodies["nl"]


def test_a_sheet_keeps_the_number_that_it_has_here(office: Office) -> None:
    files = exported(office)
    for name in ("02-bsn.en.md", "02-bsn.nl.md"):
        files[name] = files[name].replace(b"number: 2", b"number: 7").replace(b"10", b"12")
    plan = look_over(office.centre, files)
    assert {words for _, _, words in said(plan, Mark.WARNING)} == {"The sheet keeps its number 2."}
    take(office.centre, office.mine, plan, key="k")
    assert office.view().number == 2


def test_retired_sheets_stay_here(office: Office) -> None:
    entry = SheetEntry("renting", 11, active=False)
    office.sheets.change_sheet(office.mine, office.ids["renting"], 1, entry, key="k")
    assert not [name for name in exported(office) if "renting" in name]


class TestTheFolder:
    @ONLY_SQLITE
    def test_written_and_read(self, office: Office, tmp_path: Path) -> None:
        told: list[float] = []
        files = export_files(office.centre)
        assert write_files(tmp_path / "new" / "folder", files, told.append) == 5
        assert told[-1] == 1
        found = files_in(tmp_path / "new" / "folder", told.append)
        assert {name: text.encode() for name, text in files.items()} == found

    def test_only_markdown_is_read_and_not_too_much_of_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sheet_files, "LONGEST_FILE", 10)
        (tmp_path / "large.md").write_bytes(b"x" * 100)
        (tmp_path / "notes.txt").write_bytes(b"y")
        (tmp_path / "folder.md").mkdir()
        assert files_in(tmp_path) == {"large.md": b"x" * 11}

    def test_a_folder_of_something_else_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sheet_files, "MOST_FILES", 2)
        for number in range(3):
            (tmp_path / f"{number}.md").write_bytes(b"x")
        with pytest.raises(TooManyFiles):
            files_in(tmp_path)
