"""Sheets look as they were approved; a moved column or another letter would be noticed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from paper_pictures import TOLERATED, assert_approved, difference, page_picture
from papers import CENTRE
from PIL import Image, ImageDraw
from sheet_papers import BOTH, ENGLISH, FIELDS, MADE_AT, printed, saying

from expatdesk.documents.picture import checked_picture
from expatdesk.documents.sheets import SheetOnPaper, render_sheet
from expatdesk.documents.sheets import columns as columns_module

FOR_SOMEBODY = replace(BOTH, made_for=("王小明", "Wang Xiaoming"))
TABLE = """# Numbers

::: tip
Hang this sheet on your fridge.
:::

## Who to call

| Number | For what |
|--------|----------|
| **112** | life in danger: police, fire brigade, ambulance |
| 0900-8844 | police, no emergency |

1. Say where you are.
2. Say **what happened**.
   - nested
"""
NUMMERS = """# Nummers

::: tip
Hang dit blad op uw koelkast.
:::

## Wie u belt

| Nummer | Waarvoor |
|--------|----------|
| **112** | levensgevaar: politie, brandweer, ambulance |
| 0900-8844 | politie, geen spoed |

1. Zeg waar u bent.
2. Zeg **wat er gebeurd is**.
   - genest
"""


def logo():
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, 95, 95), fill=(15, 107, 116, 255))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return checked_picture(buffer.getvalue())


def upper(pdf, share=0.5):
    image = page_picture(pdf)
    return image.crop((0, 0, image.width, int(image.height * share)))


def test_a_sheet_in_two_languages_for_a_visitor():
    assert_approved(page_picture(printed(FOR_SOMEBODY)), "sheet-both")


def test_a_sheet_in_one_language_with_a_logo_and_a_note():
    paper = SheetOnPaper(5, 7, (("en", ENGLISH),), missing=("nl",), draft=True)
    pdf = render_sheet(paper, replace(CENTRE, logo=logo()), FIELDS, MADE_AT)

    assert_approved(upper(pdf), "sheet-one-language")


def test_tables_lists_and_tips():
    assert_approved(upper(printed(saying(TABLE, NUMMERS)), 0.4), "sheet-table")


def test_a_column_moved_by_three_millimetres_is_noticed(monkeypatch: pytest.MonkeyPatch):
    approved = page_picture(printed(FOR_SOMEBODY))
    monkeypatch.setattr(columns_module, "GUTTER", columns_module.GUTTER + 2 * 8.5)

    assert difference(page_picture(printed(FOR_SOMEBODY)), approved) > TOLERATED


@pytest.mark.parametrize(
    ("old", "new"), [("fine", "line"), ("first", "tirst"), ("counts", "coumts")]
)
def test_another_letter_is_noticed(old, new):
    approved = page_picture(printed(FOR_SOMEBODY))
    other = replace(FOR_SOMEBODY, bodies=(("en", ENGLISH.replace(old, new)), BOTH.bodies[1]))

    assert difference(page_picture(printed(other)), approved) > TOLERATED


def test_another_name_of_the_same_length_is_noticed():
    approved = page_picture(printed(FOR_SOMEBODY))
    other = replace(FOR_SOMEBODY, made_for=("王小朋", "Wang Xiaoming"))

    assert difference(page_picture(printed(other)), approved) > TOLERATED
