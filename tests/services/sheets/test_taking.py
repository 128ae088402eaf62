"""Texts from outside: into drafts, all or none, and nothing that stood there is lost."""

from __future__ import annotations

import pytest
from services.sheets.writing import BSN_EN, BSN_NL, Office

from expatdesk.services.base import Invalid
from expatdesk.services.sheets.types import Taken, TakenText

MORE_NL = f"{BSN_NL}\nBewaar het.\n"
DUTCH = TakenText("bsn", 2, "nl", MORE_NL, "Rijksoverheid.nl", "Front desk", 2026)


def take(office: Office, *texts: TakenText, key: str = "k") -> Taken:
    return office.sheets.take_texts(office.mine, texts, key=key).value


def test_a_translation_waits_in_the_draft_beside_what_was_there(office: Office) -> None:
    assert take(office, DUTCH) == Taken(changed=1, added=0)
    view = office.view()
    assert view.bodies == {"en": BSN_EN, "nl": MORE_NL}
    assert (view.published, view.draft_version > 0, view.owner) == (1, True, "Front desk")


def test_a_draft_in_the_way_is_set_aside_and_its_other_languages_go_on(office: Office) -> None:
    office.save(en="# Mine\n", nl="# Van mij\n")
    take(office, DUTCH)
    assert office.view().bodies == {"en": "# Mine\n", "nl": MORE_NL}
    aside = office.sheets.history(office.ids["bsn"])[0].draft_id
    assert aside is not None
    assert office.sheets.set_aside(aside).texts["nl"].body == "# Van mij\n"


def test_what_says_the_same_makes_no_draft(office: Office) -> None:
    same = TakenText("bsn", 2, "en", BSN_EN, "Government.nl", "Front desk", 2026)
    assert take(office, same) == Taken(changed=0, added=0)
    assert office.view().draft is None


def test_another_year_alone_makes_one(office: Office) -> None:
    same = TakenText("bsn", 2, "en", BSN_EN, "Government.nl", "Front desk", 2027)
    assert take(office, same).changed == 1
    assert office.view().valid_for_year == 2027


def test_a_sheet_that_is_not_there_is_added(office: Office) -> None:
    new = [
        TakenText("pets", 31, "en", "# Pets\n", "", "Helpdesk", 2026),
        TakenText("pets", 31, "nl", "# Huisdieren\n", "", "Helpdesk", 2026),
    ]
    assert take(office, *new) == Taken(changed=0, added=1)
    row = office.sheets.shelf()[-1]
    assert (row.code, row.number, row.owner, row.published) == ("pets", 31, "Helpdesk", 0)
    assert row.titles == {"en": "Pets", "nl": "Huisdieren"}


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (TakenText("pets", 2, "en", "# Pets\n"), "number"),
        (TakenText("Pets!", 31, "en", "# Pets\n"), "code"),
        (TakenText("pets", 31, "fr", "# Animaux\n"), "fr"),
        (TakenText("pets", 31, "en", "# Pets\n", valid_for_year=26), "valid_for_year"),
        (TakenText("pets", 31, "en", "x" * 1_000_001), "en"),
        (TakenText("bsn", 2, "nl", "# Twice\n"), "nl"),
    ],
)
def test_with_one_that_cannot_be_none_is_taken(office: Office, bad: TakenText, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        take(office, DUTCH, bad)
    assert refused.value.field == field
    assert office.view().draft is None
    assert len(office.sheets.shelf()) == 3


def test_tried_again_it_happens_once(office: Office) -> None:
    first, again = take(office, DUTCH), take(office, DUTCH)
    assert first == again == Taken(1, 0)
    assert len(office.sheets.history(office.ids["bsn"])) == 1


def test_texts_of_the_versions_in_force_and_of_the_drafts(office: Office) -> None:
    office.save(en="# Draft\n")
    published = office.sheets.kept_texts()
    assert [(t.code, t.language) for t in published] == [
        ("bsn", "en"), ("bsn", "nl"), ("renting", "en"), ("renting", "nl"), ("schools", "en"),
    ]  # fmt: skip
    assert published[0].body == BSN_EN
    now = office.sheets.kept_texts(drafts=True)
    assert [(t.body, t.is_draft, t.version) for t in now[:2]] == [
        ("# Draft\n", True, 1),
        (BSN_NL, True, 1),
    ]
