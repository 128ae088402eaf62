"""Sheets and languages as such: added, renamed, retired."""

from __future__ import annotations

from dataclasses import replace

import pytest
from services.sheets.writing import FIRST, Office

from expatdesk.services.base import Actor, Invalid, NotAllowed, Stale
from expatdesk.services.edits import InUse
from expatdesk.services.sheets.types import LanguageLine, SheetEntry

NEW = SheetEntry("pets", 31, "Helpdesk")


def test_a_new_sheet_has_no_text_and_is_written_like_any_other(office: Office) -> None:
    office.ids["pets"] = office.sheets.add_sheet(office.mine, NEW, key="k").value
    view = office.view("pets")
    assert (view.published, view.texts, view.current) == (0, {}, None)
    office.save("pets", en="# Pets\n", nl="# Huisdieren\n")
    assert office.publish("pets") == 1
    assert office.older("pets") == {}


def test_undo_takes_a_new_sheet_away_while_nothing_was_written(office: Office) -> None:
    done = office.sheets.add_sheet(office.mine, NEW, key="k1")
    assert done.undo is not None
    done.undo()
    assert "pets" not in {row.code for row in office.sheets.shelf()}


def test_a_sheet_with_a_draft_is_not_taken_away(office: Office) -> None:
    done = office.sheets.add_sheet(office.mine, NEW, key="k1")
    office.ids["pets"] = done.value
    office.save("pets", en="# Pets\n")
    assert done.undo is not None
    with pytest.raises(InUse):
        done.undo()
    assert office.view("pets").bodies == {"en": "# Pets\n"}


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(NEW, code="Pets"), "code"),
        (replace(NEW, code="p"), "code"),
        (replace(NEW, code="pets and more"), "code"),
        (replace(NEW, code="bsn"), "code"),
        (replace(NEW, number=0), "number"),
        (replace(NEW, number=1000), "number"),
        (replace(NEW, number=2), "number"),
        (replace(NEW, owner="x" * 201), "owner"),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed(
    office: Office, entry: SheetEntry, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        office.sheets.add_sheet(office.mine, entry, key="k")
    assert refused.value.field == field


def test_a_changed_code_takes_the_reasons_of_refusal_along(office: Office) -> None:
    """R04 names the sheet "renting": so it does when that is called otherwise."""
    sheet = office.ids["renting"]
    entry = SheetEntry("housing", 11, "Front desk")
    done = office.sheets.change_sheet(office.mine, sheet, 1, entry, key="k")
    reasons = {line.code: line.entry.sheet for line in office.centre.setup.reasons.all()}
    assert (reasons["R04"], reasons["R10"]) == ("housing", "residence_permit")
    assert done.undo is not None
    done.undo()
    reasons = {line.code: line.entry.sheet for line in office.centre.setup.reasons.all()}
    assert reasons["R04"] == "renting"


def test_two_who_change_one_sheet_get_both(office: Office) -> None:
    sheet = office.ids["bsn"]
    mine, theirs = SheetEntry("bsn", 50), SheetEntry("bsn", 60)
    office.sheets.change_sheet(office.theirs, sheet, 1, theirs, key="k1")
    with pytest.raises(Stale) as stale:
        office.sheets.change_sheet(office.mine, sheet, 1, mine, key="k2")
    assert (stale.value.mine, stale.value.theirs) == (mine, theirs)


def test_only_a_manager_keeps_sheets(office: Office, jansen: Actor) -> None:
    for write in (
        lambda: office.sheets.add_sheet(jansen, NEW, key="k"),
        lambda: office.sheets.add_language(jansen, "fr", "Français", key="k"),
        lambda: office.sheets.check(jansen, office.ids["bsn"], 1, None, key="k"),
        lambda: office.sheets.publish(jansen, office.ids["bsn"], 1, key="k"),
        lambda: office.sheets.take_texts(jansen, (), key="k"),
    ):
        with pytest.raises(NotAllowed):
            write()


class TestLanguages:
    def test_another_one_comes_after_the_others(self, office: Office) -> None:
        office.sheets.add_language(office.mine, "uk", "Українська", key="k")
        assert [line.code for line in office.sheets.languages()] == ["en", "nl", "uk"]
        assert office.sheets.shelf()[0].missing == ("uk",)

    def test_one_that_is_switched_off_lacks_nowhere_and_keeps_its_texts(
        self, office: Office
    ) -> None:
        office.sheets.change_language(
            office.mine, LanguageLine("nl", "Nederlands", 2, active=False), key="k"
        )
        assert office.sheets.shelf()[2].missing == ()
        assert office.view().texts["nl"].title == "Uw BSN"

    @pytest.mark.parametrize(("code", "name"), [("en", "English"), ("e", "E"), ("EN", "E"),
                                                ("fr", " ")])  # fmt: skip
    def test_what_cannot_be_a_language(self, office: Office, code: str, name: str) -> None:
        with pytest.raises(Invalid):
            office.sheets.add_language(office.mine, code, name, key="k")

    def test_undo_takes_it_out_again_unless_somebody_wrote_in_it(self, office: Office) -> None:
        done = office.sheets.add_language(office.mine, "uk", "Українська", key="k1")
        assert done.undo is not None
        done.undo()
        assert len(office.sheets.languages()) == 2
        done = office.sheets.add_language(office.mine, "fr", "Français", key="k2")
        office.save(fr="# Votre BSN\n")
        assert done.undo is not None
        with pytest.raises(InUse):
            done.undo()
        assert office.view().texts["fr"].title == "Votre BSN"


class TestTheFirst:
    def test_they_are_version_one_and_not_yet_checked(self, office: Office) -> None:
        view = office.view()
        assert view.current is not None
        assert (view.current.number, view.current.checked_on, view.current.staff) == (1, None, "")

    def test_a_centre_gets_them_once(self, office: Office) -> None:
        assert office.sheets.give_first(FIRST) == 3  # what the first try gave
        assert not office.sheets.waits_for_first()
        assert len(office.sheets.shelf()) == 3
        assert len(office.sheets.packs()) == 2
