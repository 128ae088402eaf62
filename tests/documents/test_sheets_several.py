"""A pack and a booklet hold several sheets, each on sides of its own, and lead to each."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from papers import CENTRE
from pypdf import PdfReader
from sheet_papers import BOTH, ENGLISH, FIELDS, MADE_AT, page_texts, saying

from expatdesk.documents.sheets import SheetOnPaper, render_booklet, render_pack

LONG = replace(
    saying(
        "# Renting a home\n\n" + "Many words about it. " * 200,
        "# Een woning huren\n\n" + "Veel woorden erover. " * 200,
    ),
    number=11,
)
SHORT = replace(saying("# Waste\n\nBins.", "# Afval\n\nBakken."), number=14)
THREE = [BOTH, LONG, SHORT]


def pack(papers, **options):
    return render_pack(papers, CENTRE, FIELDS, MADE_AT, **options)


def booklet(papers):
    return render_booklet(papers, CENTRE, FIELDS, MADE_AT)


def first_pages(pdf):
    """Titles of the outermost bookmarks with their pages, the first is 0."""
    reader = PdfReader(io.BytesIO(pdf))
    return [
        (each.title, reader.get_destination_page_number(each))
        for each in reader.outline
        if not isinstance(each, list)
    ]


def destinations(pdf, page):
    """The pages that the links of a page lead to."""
    reader = PdfReader(io.BytesIO(pdf))
    numbers = {each.indirect_reference.idnum: at for at, each in enumerate(reader.pages)}
    named = {
        name: numbers[each.raw_get("/Page").idnum]
        for name, each in reader.named_destinations.items()
    }
    found = []
    for each in reader.pages[page].get("/Annots", []):
        goal = each.get_object().get("/Dest") or each.get_object()["/A"]["/D"]
        found.append(named[goal] if isinstance(goal, str) else numbers[goal[0].idnum])
    return found


def test_each_sheet_of_a_pack_begins_on_a_new_side_and_counts_its_own_pages():
    texts = page_texts(pack(THREE))

    assert len(texts) == 4
    assert "Health insurance" in texts[0]
    assert "1 / 1" in texts[0]
    assert "1 / 2" in texts[1]
    assert "2 / 2" in texts[2]
    assert "Waste" in texts[3]
    assert "Renting" not in texts[3]


def test_bookmarks_of_a_pack_lead_to_its_sheets():
    assert first_pages(pack(THREE)) == [
        ("Health insurance · Zorgverzekering", 0),
        ("Renting a home · Een woning huren", 1),
        ("Waste · Afval", 3),
    ]


def test_the_cover_of_a_pack_says_for_whom_it_is_and_leads_to_what_is_in_it():
    personal = [replace(each, made_for=("王小明", "Wang Xiaoming")) for each in THREE]
    pdf = pack(personal, cover=True)
    cover = page_texts(pdf)[0]

    for part in (
        "Your information sheets",
        "Uw informatiebladen",
        "Made for · Gemaakt voor",
        "王小明",
        "Wang Xiaoming",
        "Health insurance",
        "Zorgverzekering",
        "Afval",
    ):
        assert part in cover
    assert destinations(pdf, 0) == [1, 2, 4]


def test_a_cover_that_lists_more_sheets_than_fit_goes_on():
    many = [replace(SHORT, number=number) for number in range(1, 46)]
    pdf = pack(many, cover=True)

    assert destinations(pdf, 0)[0] == 2
    assert destinations(pdf, 1)[-1] == 46


def test_the_title_of_a_pack_names_nobody():
    pdf = pack([replace(BOTH, made_for=("Mary-Kate O’Kealy", ""))], cover=True)

    assert PdfReader(io.BytesIO(pdf)).metadata.title == "Information sheets · Informatiebladen"


def test_a_booklet_has_a_cover_contents_with_page_numbers_and_pages_counted_through():
    pdf = booklet(THREE)
    cover, contents, *sheets = page_texts(pdf)

    assert "Information sheets" in cover
    assert "Informatiebladen" in cover
    assert "3 sheets · November 2026" in cover
    assert "3 bladen · november 2026" in cover
    assert [line for line in contents.split("\n") if line[:2] in {"5 ", "11", "14"}] == [
        "5 Health insurance Zorgverzekering 3",
        "11 Renting a home Een woning huren 4",
        "14 Waste Afval 6",
    ]
    assert destinations(pdf, 1) == [2, 3, 5]
    assert [page.split("\n")[-1].split(" ")[-1] for page in sheets] == ["3", "4", "5", "6"]


def test_bookmarks_of_a_booklet_lead_to_the_contents_and_the_sheets():
    assert first_pages(booklet(THREE)) == [
        ("Contents · Inhoud", 1),
        ("Health insurance · Zorgverzekering", 2),
        ("Renting a home · Een woning huren", 3),
        ("Waste · Afval", 5),
    ]


def test_a_booklet_in_one_language_speaks_only_that():
    pdf = booklet([SheetOnPaper(5, 7, (("en", ENGLISH),))])

    assert "Informatiebladen" not in "".join(page_texts(pdf))


def test_nothing_to_print_is_refused():
    for render in (pack, booklet):
        with pytest.raises(ValueError, match="no pages"):
            render([])
