"""Whatever stands in a text or in a field, the sheet prints, and prints it literally."""

from __future__ import annotations

import io
import time
import unicodedata

import pytest
from pypdf import PdfReader
from sheet_papers import BOTH, FIELDS, printed, saying, words_of
from written_names import EVERY

from expatdesk.documents.raster import page_sizes

HOSTILE_VALUES = [
    "<b>Anna</b>",
    "**Anna**",
    "[x](javascript:alert(1))",
    "# h",
    "{centre.phone}",
    "<img src='/etc/passwd'/>",
    "a & b &amp; c",
    "::: warning",
    "%s %(x)d {0}",
]


def squeezed(text):
    """Without spaces, and marks in their one order."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def pages_in(pdf):
    return len(page_sizes(pdf))


def links_of(pdf):
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return [each.get_object()["/A"]["/URI"] for each in page.get("/Annots", [])]


@pytest.mark.parametrize("value", HOSTILE_VALUES)
def test_markup_in_a_field_is_printed_as_it_stands(value):
    fields = {"en": {**FIELDS["en"], "visitor.name": value}, "nl": {}}
    pdf = printed(saying("# T\n\nDear {visitor.name}, welcome.\n\n- **{visitor.name}**"), fields)

    assert f"Dear {value}, welcome." in words_of(pdf)
    assert links_of(pdf) == []


@pytest.mark.parametrize("name", HOSTILE_VALUES)
def test_markup_in_a_name_is_printed_as_it_stands(name):
    pdf = printed(saying("# T\n\nText.", made_for=(name, "")))

    assert name.replace(" ", "") in words_of(pdf).replace(" ", "")


def test_line_ends_and_direction_marks_of_a_value_do_not_reach_the_paper():
    fields = {"en": {"visitor.name": "A\nB\u202eC\u2069D"}}
    text = words_of(printed(saying("# T\n\nDear {visitor.name}, pay € 25."), fields))

    assert "Dear A BCD, pay € 25." in text


def test_a_value_from_right_to_left_leaves_its_sentence_in_order():
    fields = {"en": {"visitor.name": "محمد عبد الله"}}
    text = words_of(printed(saying("# T\n\nDear {visitor.name}, pay € 25.00 by 3 May."), fields))

    assert "pay € 25.00 by 3 May." in text
    assert "محمد عبد الله" in text


def test_bad_links_pictures_and_html_are_words():
    body = "# T\n\n[x](javascript:alert) ![p](https://a.example/p.png) <script>y</script>"
    pdf = printed(saying(body))

    assert body[5:] in words_of(pdf)
    assert links_of(pdf) == []


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("", ""),
        ("# Only one", ""),
        ("Words without a title.", "# Titel"),
        ("## Part\n\n::: warning\nnot closed\n\n| a | b\n|--", "# T\n\n[x]{.check"),
        ("# A\n\n## One\n\n## Two\n\ntext\n\n## Three", "# B\n\n## Een"),
        ("# A\n\n::: tip\na\n:::\n\n- x\n- y", "# B\n\ntekst\n\n1. een\n\n::: warning\nb\n:::"),
        ("# A\n\n|a|b|\n|-|-|\n|c|d|\n|e|f|", "# B\n\n|a|\n|-|\n|c|"),
        ("# A\n\n- \n- \n\n|||\n|-|-|\n|||", "# B\n\n:::\n:::"),
    ],
)
def test_broken_and_unequal_texts_print_on_one_side(english, dutch):
    pdf = printed(saying(english, dutch))

    assert pages_in(pdf) == 1
    assert "Sheet 1" in words_of(pdf)


def test_parts_that_the_other_language_lacks_are_printed_with_an_empty_place_beside():
    words = words_of(printed(saying("# A\n\n## One\n\nx\n\n## Two\n\nsecond", "# B\n\n## Een")))

    assert "Two second" in words


def test_what_is_nested_fifty_deep_is_printed():
    deep = "> " * 50 + "quoted\n\n" + "".join(f"{'  ' * at}- point{at}\n" for at in range(50))
    words = words_of(printed(saying(f"# T\n\n{deep}", "# T")))

    assert "quoted" in words
    for at in range(50):
        assert f"point{at}" in words


def test_a_million_characters_are_printed_in_time():
    body = "# T\n\n" + "lorem ipsum dolor sit amet\n\n" * 37_000
    started = time.process_time()
    pdf = printed(saying(body, "# T"))

    assert time.process_time() - started < 30
    assert pages_in(pdf) > 100


def test_a_word_longer_than_its_column_is_cut_and_nothing_of_it_is_lost():
    word = "".join(f"{number:03d}" for number in range(150))
    words = words_of(
        printed(saying(f"# T\n\n{word}\n\n- x{word}\n\n|a|b|\n|-|-|\n|z|y{word}|", "#"))
    )

    joined = words.replace(" ", "")
    assert joined.count(word) == 3


def test_a_table_with_more_columns_than_fit_is_printed_as_lines():
    count = 24
    head = "|".join(f"name{at}" for at in range(count))
    cells = "|".join(f"cell{at}" for at in range(count))
    table = f"|{head}|\n|{'-|' * count}\n|{cells}|\n"
    words = words_of(printed(saying(f"# T\n\n{table}", f"# T\n\n{table}")))

    for at in range(count):
        assert f"name{at}: cell{at}" in words


def test_a_character_that_no_font_has_is_not_left_out_without_a_word():
    pdf = printed(saying("# T\n\nA \U0001f600 face and \U00013000.", made_for=("𓀀 Ra", "Ra")))
    words = words_of(pdf)

    assert "A " in words
    assert "face and" in words
    assert "Ra" in words
    assert "cannot be printed here as written" in words


def test_an_address_too_long_for_a_code_does_not_stop_the_sheet():
    url = "https://a.example/" + "x" * 4000
    pdf = printed(saying(f"# T\n\ntext\n\n[Go]({url}){{.qr}}\n"))

    assert pages_in(pdf) >= 1
    assert "text" in words_of(pdf)


def test_every_name_comes_back_as_written_from_the_middle_of_a_sentence():
    fields = {f"name{at}": name for at, name in enumerate(EVERY)}
    points = "\n".join(f"- Dear {{{field}}}, welcome." for field in fields)
    found = squeezed(words_of(printed(saying(f"# T\n\n{points}"), {"en": fields})))

    assert [name for name in EVERY if squeezed(name) not in found] == []
    assert found.count(",welcome.") == len(EVERY)


def test_the_sample_needs_no_second_page():
    assert pages_in(printed(BOTH)) == 1
