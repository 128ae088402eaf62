"""A sheet on paper says in both languages what its texts say, which version it is, and for whom."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from papers import AMSTERDAM, CENTRE
from pypdf import PdfReader
from sheet_papers import (
    BOTH,
    DUTCH,
    ENGLISH,
    FIELDS,
    MADE_AT,
    lines_of,
    page_texts,
    printed,
    saying,
    words_of,
)

from expatdesk.documents.sheets import SheetOnPaper, render_sheet


def outline_of(pdf):
    """Bookmarks as (level, title, page)."""
    reader = PdfReader(io.BytesIO(pdf))

    def walk(entries, level):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                yield level, entry.title, reader.get_destination_page_number(entry)

    return list(walk(reader.outline, 0))


def links_of(pdf):
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return [each.get_object()["/A"]["/URI"] for each in page.get("/Annots", [])]


def test_all_words_of_both_languages_are_on_one_side():
    pdf = printed(BOTH)
    words = words_of(pdf)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    for part in (
        "Health insurance",
        "Zorgverzekering",
        "within four months of your registration",
        "binnen vier maanden na uw inschrijving",
        "About € 159 a month.",
        "Ongeveer € 159 per maand.",
        "Too late? You can get a fine.",
        "Te laat? U kunt een boete krijgen.",
        "Compare and choose",
        "Vergelijk en kies",
    ):
        assert part in words
    for mark in ("**", "{", "}", "#", ":::", ".yearly", "]("):
        assert mark not in words


def test_fields_are_filled_in_in_the_form_of_each_language():
    words = words_of(printed(BOTH))

    assert "We charge € 60.50." in words
    assert "Wij rekenen € 60,50." in words
    assert "or call +31 71 516 51 65." in words


def test_a_field_without_a_value_stands_as_it_was_written():
    assert "We charge {fee.first}." in words_of(printed(BOTH, {"en": {}, "nl": {}}))


def test_each_part_is_read_in_english_and_then_in_dutch():
    words = words_of(printed(BOTH))
    order = (
        "Health insurance",
        "basic insurance.",
        "Zorgverzekering",
        "basisverzekering hebben.",
        "When",
        "it counts from your first day",
        "Wanneer",
        "ze geldt vanaf uw eerste dag",
        "What it costs",
        "Too late?",
        "Wat het kost",
        "Te laat?",
        "Questions",
        "Vragen",
    )

    places = [words.index(part) for part in order]

    assert places == sorted(places)


def test_another_reader_finds_the_languages_in_the_same_order():
    page = PdfReader(io.BytesIO(printed(BOTH))).pages[0]
    lines = page.extract_text().split("\n")

    assert lines.index("Zorgverzekering") > lines.index(
        "Whoever lives here must have basic insurance."
    )
    assert lines.index("When") > lines.index("Wie hier woont, moet een basisverzekering hebben.")


def test_the_foot_says_number_version_and_until_when_in_both_languages():
    words = words_of(printed(BOTH))

    assert "Sheet 5 · version 7 · checked on 2 November 2026 · valid for 2026" in words
    assert "Blad 5 · versie 7 · gecontroleerd op 2 november 2026 · geldig voor 2026" in words
    assert "made on 24 Nov 2026" in words
    assert "gemaakt op 24 nov 2026" in words
    assert "1 / 1" in words
    assert "Information sheet · Informatieblad" in words


def test_a_sheet_that_nobody_checked_says_no_date_of_a_check():
    words = words_of(printed(replace(BOTH, checked_on=None, valid_for_year=None)))

    assert "Sheet 5 · version 7 made on" in words or "Sheet 5 · version 7 Blad" in words
    assert "checked" not in words
    assert "valid" not in words


def test_a_draft_says_so_and_no_published_sheet_does():
    words = words_of(printed(replace(BOTH, draft=True)))

    assert "DRAFT · CONCEPT" in words
    assert "draft of version 7" in words
    assert "DRAFT" not in words_of(printed(BOTH))


def test_the_sources_are_named():
    words = words_of(printed(BOTH))

    assert "Source: Government.nl" in words
    assert "Bron: Rijksoverheid.nl" in words


def test_a_source_that_is_the_same_in_both_languages_is_named_once():
    words = words_of(printed(replace(BOTH, source=(("en", "SVB"), ("nl", "SVB")))))

    assert "Source · Bron: SVB" in words
    assert words.count("SVB") == 1


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("王小明", "Wang Xiaoming"),
        ("محمد عبد الله", "Mohammed Abdullah"),
        ("नवलखेडकर शर्वरी", "Navalkhedkar Sharvari"),
        ("Mary-Kate O’Kealy", ""),
    ],
)
def test_it_says_for_whom_it_was_made_in_the_script_of_the_name(name, latin):
    words = words_of(printed(replace(BOTH, made_for=(name, latin))))

    assert "Made for · Gemaakt voor" in words
    assert name in words
    assert latin in words


def test_for_nobody_it_says_nothing():
    assert "Made for" not in words_of(printed(BOTH))


def test_one_language_alone_says_which_other_one_is_missing_in_both():
    paper = SheetOnPaper(5, 7, (("en", ENGLISH),), missing=("nl",))
    words = words_of(printed(paper))

    assert "This sheet is not there in Dutch yet." in words
    assert "Dit blad is er nog niet in het Nederlands." in words
    assert "Zorgverzekering" not in words
    assert "Informatieblad" not in words


def test_a_language_that_the_program_does_not_speak_is_named_too():
    paper = SheetOnPaper(5, 7, (("en", ENGLISH),), missing=("uk",))

    assert "This sheet is not there in Ukrainian yet." in words_of(printed(paper))


def test_a_third_language_stands_beside_dutch():
    ukrainian = "# Страхування\n\nКожен мешканець повинен мати страхування.\n\n## Коли\n\nОдразу."
    source = (("nl", "Rijksoverheid.nl"), ("uk", "Урядовий сайт"))
    pdf = printed(SheetOnPaper(5, 7, (("nl", DUTCH), ("uk", ukrainian)), source=source))
    words = words_of(pdf)

    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "nl"
    assert "Bron: Урядовий сайт" in words
    assert "Кожен мешканець повинен мати страхування." in words
    assert "Blad 5 · versie 7" in words


def test_the_file_knows_its_title_its_author_and_its_language():
    reader = PdfReader(io.BytesIO(printed(BOTH)))

    assert reader.metadata.title == "Health insurance · Zorgverzekering"
    assert reader.metadata.author == CENTRE.name
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_the_title_of_the_file_names_no_visitor():
    paper = saying("# Welcome {visitor.name}\n\nHello {visitor.name}.")
    pdf = printed(replace(paper, made_for=("Mary-Kate O’Kealy", "")))

    assert "Hello Mary-Kate O’Kealy." in words_of(pdf)
    assert PdfReader(io.BytesIO(pdf)).metadata.title == "Welcome"
    assert "Kealy" not in str(outline_of(pdf))


def test_bookmarks_lead_to_the_sheet_and_its_parts():
    assert outline_of(printed(BOTH)) == [
        (0, "Health insurance · Zorgverzekering", 0),
        (1, "When", 0),
        (1, "What it costs", 0),
        (1, "Questions", 0),
    ]


def test_links_and_codes_can_be_clicked_and_say_their_address():
    pdf = printed(BOTH)
    words = words_of(pdf)

    assert set(links_of(pdf)) == {"https://www.example.org", "https://www.example.org/insurance"}
    assert "See the site (www.example.org/insurance) or" in words
    assert "www.example.org Made" not in words


def test_two_languages_with_one_address_share_one_code_and_two_addresses_have_two():
    shared = printed(BOTH)
    other = DUTCH.replace("https://www.example.org)", "https://www.voorbeeld.example)")
    own = printed(replace(BOTH, bodies=(("en", ENGLISH), ("nl", other))))

    assert links_of(shared).count("https://www.example.org") == 1
    assert links_of(own).count("https://www.example.org") == 1
    assert links_of(own).count("https://www.voorbeeld.example") == 1


def test_all_text_is_embedded_with_few_fonts():
    pdf = printed(BOTH)
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    fonts = [each.get_object() for each in page["/Resources"]["/Font"].values()]
    embedded = [each for each in fonts if "/FontFile2" in each["/FontDescriptor"]]

    assert len(embedded) == len(fonts) == 2
    assert len(pdf) < 60_000


def test_a_long_part_goes_on_over_the_page_in_both_languages_at_once():
    words = "words that fill lines and lines of paper one after the other. "
    english = f"# Long\n\n## Part\n\n{words * 90}\n\nThe end of it."
    dutch = f"# Lang\n\n## Deel\n\n{words.replace('words', 'woorden') * 90}\n\nHet einde ervan."
    pdf = printed(saying(english, dutch))
    pages = page_texts(pdf)

    assert len(pages) == 2
    for page in pages:
        assert "words that fill" in page
        assert "woorden that fill" in page
    assert "1 / 2" in pages[0]
    assert "2 / 2" in pages[1]
    # A later side says whose it is and what it is about.
    assert lines_of(pdf, 1)[0] == f"{CENTRE.name} Long · Lang"


def test_no_heading_is_the_last_line_of_a_page():
    for lines in range(30, 60):
        filling = "\n\n".join(f"Line {number}." for number in range(lines))
        body = f"# T\n\n{filling}\n\n## Heading\n\n{'text ' * 60}"
        for paper in (saying(body), saying(body, body)):
            with_heading = next(page for page in page_texts(printed(paper)) if "Heading" in page)
            assert "text text" in with_heading.split("Heading")[-1]


def test_the_same_values_are_the_same_bytes():
    assert printed(BOTH) == printed(BOTH)


def test_a_sheet_without_a_text_or_with_three_is_refused():
    for codes in ((), ("en", "nl", "uk")):
        with pytest.raises(ValueError, match="one language or in two"):
            printed(SheetOnPaper(1, 1, tuple((code, "# T") for code in codes)))


def test_days_are_said_as_the_clock_in_amsterdam_has_them():
    late = datetime(2026, 11, 24, 0, 30, tzinfo=AMSTERDAM)
    pdf = render_sheet(replace(BOTH, checked_on=date(2026, 1, 1)), CENTRE, FIELDS, late)

    assert "made on 24 Nov 2026" in words_of(pdf)
    assert MADE_AT.date() == late.date()
