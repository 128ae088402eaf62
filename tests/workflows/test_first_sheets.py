"""The sheets that travel with the program, and a new centre that begins with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from expatdesk.application import assemble
from expatdesk.markup import Level, compare, parse
from expatdesk.services.sheets.types import Due, VisitKind
from expatdesk.services.verification import verify
from expatdesk.storage.store import Store
from expatdesk.terms import ResidenceClass
from expatdesk.workflows.first_sheets import BadSheets, first_sheets, give_first_sheets
from expatdesk.workflows.founding import found
from expatdesk.workflows.plan_file import plan_path, read_plan

HEAD = "---\nsheet: bsn\nnumber: 2\nlanguage: en\n---\n\n# BSN\n"
PACK = '[[language]]\ncode = "en"\nname = "English"\n\n[[pack]]\nen = "A"\nnl = "B"\n'


class TestTheFiles:
    def test_thirty_topics_in_two_languages_that_correspond(self) -> None:
        first = first_sheets()
        assert [sheet.number for sheet in first.sheets] == list(range(1, 31))
        for sheet in first.sheets:
            assert list(sheet.texts) == ["en", "nl"], sheet.code
            english, dutch = (parse(sheet.texts[code].body, ()) for code in ("en", "nl"))
            assert compare(english, dutch) == (), sheet.code
            assert compare(dutch, english) == (), sheet.code
            assert sheet.valid_for_year is not None

    def test_every_reason_of_refusal_names_a_sheet_that_there_is(self) -> None:
        codes = {sheet.code for sheet in first_sheets().sheets}
        reasons = read_plan(plan_path("leiden")).reasons
        assert {reason.sheet for reason in reasons} - {""} <= codes

    @pytest.mark.parametrize(
        ("sheet", "packs", "words"),
        [
            (HEAD.replace("number: 2", "number: x"), PACK + 'sheets = ["bsn"]', "line 3"),
            (HEAD, PACK + 'sheets = ["bsn", "renting"]', "renting"),
            (HEAD, PACK + 'sheets = "bsn"', "A"),
        ],
    )
    def test_a_file_that_is_wrong_is_named(
        self, tmp_path: Path, sheet: str, packs: str, words: str
    ) -> None:
        (tmp_path / "02-bsn.en.md").write_text(sheet)
        (tmp_path / "packs.toml").write_text(packs)
        with pytest.raises(BadSheets, match=words):
            first_sheets(tmp_path)


class TestANewCentre:
    def test_it_has_them_all_as_version_one_not_yet_checked(self, store: Store) -> None:
        founded = found(store, store.clock)
        sheets = assemble(store, store.clock).sheets
        rows = sheets.shelf()
        assert {row.code: row.sheet_id for row in rows} == founded.sheets
        assert len(rows) == 30
        assert {(row.published, row.checked_on, row.has_draft) for row in rows} == {
            (1, None, False)
        }
        assert {row.due for row in rows} == {(Due.NEVER_CHECKED,)}
        assert all(row.missing == row.older == () for row in rows)
        assert sum(row.open_facts for row in rows) > 60
        assert [line.name for line in sheets.languages()] == ["English", "Nederlands"]
        assert [finding.law for finding in verify(store) if not finding.holds] == []

    def test_nothing_on_them_would_print_wrong(self, store: Store) -> None:
        found(store, store.clock)
        sheets = assemble(store, store.clock).sheets
        fields = sheets.field_names()
        for text in sheets.kept_texts():
            problems = parse(text.body, fields).problems
            assert [p.said() for p in problems if p.level is Level.ERROR] == [], text.code

    def test_its_packs_fit_those_for_whom_they_are_made(self, store: Store) -> None:
        found(store, store.clock)
        sheets = assemble(store, store.clock).sheets

        def offered(**kind: object) -> set[str]:
            kind.setdefault("service", "first_registration")
            kind.setdefault("classes", frozenset({ResidenceClass.EU}))
            kind.setdefault("address_kind", "home")
            found = sheets.offer_for(VisitKind(**kind))  # type: ignore[arg-type]
            return {sheet.code for sheet in found}

        alone = offered()
        assert {"bsn", "digid", "health_insurance", "doctor"} <= alone
        assert len(alone) == 6
        assert "residence_permit" in offered(classes=frozenset({ResidenceClass.NON_EU})) - alone
        assert "schools" in offered(children=True) - alone
        assert "partner_career" in offered(partner=True) - alone
        assert "renting" in offered(address_kind="employer") - alone
        assert "leaving" in offered(service="moving_away")
        assert offered(service="ind_card") == set()

    def test_it_is_not_given_them_again(self, store: Store) -> None:
        found(store, store.clock)
        centre = assemble(store, store.clock)
        assert not give_first_sheets(centre)
        assert len(centre.sheets.shelf()) == 30
