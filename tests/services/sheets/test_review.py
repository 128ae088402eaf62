"""What is to be gone through again, and which facts wait for somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from services.sheets.writing import BSN_EN, BSN_NL, Office

from expatdesk.services.base import NotFound, Stale
from expatdesk.services.sheets.due import reasons_due
from expatdesk.services.sheets.types import Due, SheetEntry, SheetRow


def row(office: Office, code: str = "bsn") -> SheetRow:
    return next(row for row in office.sheets.shelf() if row.code == code)


def check(office: Office, code: str = "bsn", year: int | None = 2026) -> None:
    view = office.view(code)
    office.sheets.check(office.mine, office.ids[code], view.published, year, key=f"{code}-{year}")


class TestDue:
    @pytest.mark.parametrize(
        ("checked", "year", "today", "why"),
        [
            (None, None, "2026-11-24", (Due.NEVER_CHECKED,)),
            ("2026-07-01", 2026, "2026-11-24", ()),
            ("2026-06-30", 2026, "2026-11-24", (Due.JULY,)),
            ("2026-06-30", 2026, "2026-07-01", (Due.JULY,)),
            ("2026-06-30", 2026, "2026-06-30", ()),
            ("2026-01-01", 2026, "2026-06-30", ()),
            ("2025-12-31", 2026, "2026-01-01", (Due.JANUARY,)),
            ("2025-12-31", 2026, "2026-11-24", (Due.JANUARY,)),
            ("2026-11-02", 2026, "2026-12-31", ()),
            ("2026-11-02", 2026, "2027-01-01", (Due.JANUARY, Due.YEAR_OVER)),
            ("2027-01-04", 2026, "2027-01-05", (Due.YEAR_OVER,)),
            ("2027-01-04", None, "2027-01-05", ()),
            (None, 2025, "2026-11-24", (Due.NEVER_CHECKED, Due.YEAR_OVER)),
            ("2026-11-02", 2027, "2026-11-24", ()),
        ],
    )
    def test_in_january_in_july_and_when_the_year_is_over(
        self, checked: str | None, year: int | None, today: str, why: tuple[Due, ...]
    ) -> None:
        day = None if checked is None else date.fromisoformat(checked)
        assert reasons_due(day, year, date.fromisoformat(today)) == why

    def test_a_new_centre_has_to_check_all_of_them(self, office: Office) -> None:
        assert office.sheets.due_count() == 3
        assert row(office).due == (Due.NEVER_CHECKED,)

    def test_checked_it_is_due_again_in_january(
        self, office: Office, at: Callable[[str], int]
    ) -> None:
        check(office)
        assert row(office).due == ()
        assert office.sheets.due_count() == 2
        at("2027-01-04 09:00")
        assert row(office).due == (Due.JANUARY, Due.YEAR_OVER)
        assert office.sheets.due_count() == 3

    def test_undo_makes_it_due_again(self, office: Office) -> None:
        done = office.sheets.check(office.mine, office.ids["bsn"], 1, 2027, key="k")
        current = office.view().current
        assert current is not None
        assert (current.valid_for_year, current.checked_by) == (2027, "M. Visser")
        assert done.undo is not None
        done.undo()
        current = office.view().current
        assert current is not None
        assert (current.checked_on, current.checked_by, current.valid_for_year) == (None, "", 2026)

    def test_only_the_version_in_force_is_checked(self, office: Office) -> None:
        office.version(en="# New\n")
        with pytest.raises(Stale):
            office.sheets.check(office.mine, office.ids["bsn"], 1, 2026, key="k")

    def test_a_new_version_that_was_not_checked_is_due(self, office: Office) -> None:
        check(office)
        office.version(en="# New\n")
        assert row(office).due == (Due.NEVER_CHECKED,)

    def test_a_retired_sheet_is_not_due(self, office: Office) -> None:
        sheet, entry = office.ids["bsn"], entry_of(row(office))
        office.sheets.change_sheet(office.mine, sheet, 1, replace(entry, active=False), key="k")
        assert row(office).due == ()
        assert office.sheets.due_count() == 2

    def test_a_sheet_that_was_never_published_is_not_due(self, office: Office) -> None:
        office.sheets.add_sheet(office.mine, SheetEntry("new", 40), key="k")
        assert row(office, "new").due == ()
        assert office.sheets.due_count() == 3


class TestFacts:
    def test_all_wait_at_first_in_the_order_of_the_text(self, office: Office) -> None:
        facts = office.view().facts
        assert [(fact.name, fact.kind, fact.is_open) for fact in facts] == [
            ("price", "yearly", True),
            ("place", "check", True),
        ]
        assert facts[0].texts == {"en": "€ 10", "nl": "€ 10"}
        assert row(office).open_facts == 2

    def test_one_confirmed_is_closed_with_who_and_when(self, office: Office) -> None:
        price = office.view().facts[0]
        office.sheets.confirm_facts(office.mine, office.ids["bsn"], (price,), key="k")
        now = office.view().facts[0]
        assert (now.is_open, now.confirmed_by) == (False, "M. Visser")
        assert row(office).open_facts == 1

    def test_other_words_in_any_language_open_it_again(self, office: Office) -> None:
        facts = office.view().facts
        office.sheets.confirm_facts(office.mine, office.ids["bsn"], facts, key="k")
        office.save(nl=BSN_NL.replace("€ 10", "€ 11"))
        assert [fact.is_open for fact in office.view().facts] == [True, False]
        office.save(nl=BSN_NL)
        assert [fact.is_open for fact in office.view().facts] == [False, False]

    def test_an_amount_is_open_again_in_the_new_year_and_knowledge_is_not(
        self, office: Office, at: Callable[[str], int]
    ) -> None:
        facts = office.view().facts
        office.sheets.confirm_facts(office.mine, office.ids["bsn"], facts, key="k")
        at("2026-12-31 16:00")
        assert row(office).open_facts == 0
        at("2027-01-01 09:00")
        assert [fact.is_open for fact in office.view().facts] == [True, False]

    def test_words_that_changed_while_they_were_read_stay_open(self, office: Office) -> None:
        seen = office.view().facts[0]
        office.save(actor=office.theirs, en=BSN_EN.replace("€ 10", "€ 99"))
        office.sheets.confirm_facts(office.mine, office.ids["bsn"], (seen,), key="k")
        assert office.view().facts[0].is_open

    def test_undo_opens_them_again_but_not_one_that_another_confirmed_since(
        self, office: Office, at: Callable[[str], int]
    ) -> None:
        sheet, facts = office.ids["bsn"], office.view().facts
        done = office.sheets.confirm_facts(office.mine, sheet, facts, key="k1")
        at("2026-11-24 10:00")
        office.sheets.confirm_facts(office.theirs, sheet, (facts[0],), key="k2")
        assert done.undo is not None
        done.undo()
        assert [fact.is_open for fact in office.view().facts] == [False, True]

    def test_undo_brings_an_earlier_confirmation_back(
        self, office: Office, at: Callable[[str], int]
    ) -> None:
        sheet, price = office.ids["bsn"], office.view().facts[0]
        office.sheets.confirm_facts(office.theirs, sheet, (price,), key="k1")
        at("2026-11-24 10:00")
        done = office.sheets.confirm_facts(office.mine, sheet, (price,), key="k2")
        assert done.undo is not None
        done.undo()
        now = office.view().facts[0]
        assert (now.is_open, now.confirmed_by) == (False, "S. Jansen")

    def test_a_fact_that_is_not_in_the_text_is_not_confirmed(self, office: Office) -> None:
        strange = replace(office.view().facts[0], name="strange")
        with pytest.raises(NotFound):
            office.sheets.confirm_facts(office.mine, office.ids["bsn"], (strange,), key="k")


class TestTheShelf:
    def test_all_stand_in_the_order_of_their_numbers_with_what_lacks(self, office: Office) -> None:
        rows = office.sheets.shelf()
        assert [(row.number, row.code, row.missing) for row in rows] == [
            (2, "bsn", ()),
            (11, "renting", ()),
            (20, "schools", ("nl",)),
        ]
        assert rows[0].titles == {"en": "Your BSN", "nl": "Uw BSN"}

    def test_a_draft_is_what_it_shows(self, office: Office) -> None:
        office.save(en="# My BSN\n")
        now = row(office)
        assert (now.titles["en"], now.has_draft, now.published) == ("My BSN", True, 1)

    @pytest.mark.parametrize("typed", ["rent", "HOME rent", "woning", "11", "huren een"])
    def test_a_sheet_is_found_by_the_words_of_its_titles_and_its_number(
        self, office: Office, typed: str
    ) -> None:
        assert [found.code for found in office.sheets.find(typed)] == ["renting"]

    @pytest.mark.parametrize("typed", ["", " ", "enting", "rent school", "1"])
    def test_what_begins_no_word_finds_nothing(self, office: Office, typed: str) -> None:
        assert office.sheets.find(typed) == ()

    def test_neither_retired_nor_unpublished_sheets_are_found(self, office: Office) -> None:
        entry = entry_of(row(office, "renting"))
        office.sheets.change_sheet(
            office.mine, office.ids["renting"], 1, replace(entry, active=False), key="k1"
        )
        office.sheets.add_sheet(office.mine, SheetEntry("rent_two", 41), key="k2")
        assert office.sheets.find("rent") == ()


def entry_of(row: SheetRow) -> SheetEntry:
    return SheetEntry(row.code, row.number, row.owner, row.active)
