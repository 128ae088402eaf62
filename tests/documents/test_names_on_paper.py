"""Names as people type them, on paper: as written, harmless, and never a box."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pytest
from badges import BADGE, HEIGHT, SIDE, TOP, WIDTH, badge
from paper_pictures import ink_box, page_picture
from papers import COUPLE_WITH_TWO, text_of
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from written_names import EVERY, MORE, NAMES, WRITTEN

from expatdesk.documents.letterheads.pages import A5, ROLL_80
from expatdesk.documents.letterheads.style import MM
from expatdesk.documents.parts import Layout, Recipient
from expatdesk.documents.plaintext import name_lines, one_name, undrawable
from expatdesk.documents.receipt import render_receipt
from expatdesk.names import PersonName, list_form, sort_key

# What a PDF made here says for a character that its font lacks.
NO_GLYPH = "\0"
CONTROLS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUTS = [Layout.A5, Layout.ROLL]
SHEETS = {Layout.A5: A5, Layout.ROLL: ROLL_80}
OF_LIST = pytest.mark.parametrize("row", NAMES, ids=lambda row: row["nr"])


def receipt_for(name, latin="", layout=Layout.A5):
    return render_receipt(replace(COUPLE_WITH_TWO, layout=layout, recipient=Recipient(name, latin)))


def squeezed(text):
    """Lines break inside names, so spaces and line ends do not count; marks in their order."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def read_by_pdfium(pdf):
    document = PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        # PDFium says U+FFFE for a hyphen that ends a line.
        return text.replace("\ufffe", "-")
    finally:
        document.close()


def readings(pdf):
    """What two readers of PDF files, of different hands, find in it."""
    return squeezed(text_of(pdf)), squeezed(read_by_pdfium(pdf))


@pytest.mark.parametrize("layout", LAYOUTS)
@OF_LIST
def test_every_name_of_the_list_is_on_the_receipt_as_written(row, layout):
    pdf = receipt_for(row["full"], row["latin"], layout)

    for text in readings(pdf):
        assert squeezed(row["full"]) in text
        assert NO_GLYPH not in text
        assert "€121.01" in text


@OF_LIST
def test_every_name_of_the_list_can_be_read_from_a_badge(row):
    for text in readings(badge(row["full"], latin=row["latin"])):
        assert squeezed(row["full"]) in text


@pytest.mark.parametrize("name", MORE)
def test_so_can_names_with_vowel_signs_conjuncts_and_rare_characters(name):
    for text in readings(receipt_for(name)):
        assert squeezed(name) in text
    assert not undrawable(name)


@OF_LIST
def test_the_passport_form_stands_under_a_name_of_another_script(row):
    another = row["full"] != row["latin"] and not any("a" <= each <= "z" for each in row["full"])
    lines = name_lines(row["full"], row["latin"])

    assert lines == ((row["full"], row["latin"]) if another or row["nr"] == "52" else lines[:1])
    assert lines[0] == row["full"]
    if another:
        for text in readings(receipt_for(row["full"], row["latin"])):
            assert squeezed(row["full"] + row["latin"]) in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_name_leaves_the_margins_of_a_receipt(layout):
    sheet, scale = SHEETS[layout], 2.0
    for name in [*EVERY, "W" * 60, "王" * 40, "ศรีสุวรรณพานิชย์กุล" * 4]:
        image = page_picture(receipt_for(name, "Latin Form", layout), scale=scale)
        left, _top, right, _bottom = ink_box(image)

        assert left >= (sheet.side - 1) * scale, name
        assert right <= (sheet.width - sheet.side + 1) * scale, name


def test_no_name_leaves_its_box_on_a_badge():
    scale = 2.0
    for name in [*EVERY, *(name.upper() for name in EVERY), "W" * 120, "王" * 60]:
        left, top, right, bottom = ink_box(page_picture(badge(name), scale=scale))

        # The foot of a letter may reach a hair beyond the width that its font gives it.
        assert left >= (SIDE - 1.2) * scale, name
        assert right <= (BADGE.width - SIDE + 1.2) * scale, name
        assert top >= (TOP - 0.6) * scale, name
        assert bottom <= (TOP + HEIGHT + 0.6) * scale, name


def test_the_longest_pair_fits_on_one_badge():
    pdf = badge(WRITTEN["10"], WRITTEN["33"])
    left, top, right, bottom = ink_box(page_picture(pdf))

    assert 2 * SIDE - 2 <= left < right <= 2 * (SIDE + WIDTH) + 2
    assert 2 * TOP - 1 <= top < bottom <= 2 * (TOP + HEIGHT) + 1
    assert squeezed(WRITTEN["10"] + WRITTEN["33"]) in squeezed(text_of(pdf))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_names_from_right_to_left_on_one_receipt(layout):
    recipient = Recipient(WRITTEN["35"], "Azin Kavehpour", (WRITTEN["36"], "2312 KS Leiden"))
    paper = replace(COUPLE_WITH_TWO, layout=layout, recipient=recipient)

    for text in readings(render_receipt(paper)):
        first, second = (text.index(squeezed(WRITTEN[nr])) for nr in ("35", "36"))
        assert text.index("For/Voor") < first < text.index("AzinKavehpour") < second
        assert second < text.index("2312KSLeiden") < text.index("€121.01")


@pytest.mark.parametrize("upper", [False, True])
def test_all_names_in_dutch_order_are_one_list(upper):
    persons = [
        PersonName(*(row[part] for part in ("full", "given", "prefix", "surname", "latin")))
        for row in NAMES
    ]
    ordered = sorted(persons, key=sort_key)
    forms = [each.full.upper() if upper else each.full for each in ordered]
    letters = (list_form(each)[:1] for each in ordered)
    address = tuple(f"{letter} {form}" for letter, form in zip(letters, forms, strict=True))
    paper = replace(COUPLE_WITH_TWO, recipient=Recipient("List", address=address))

    for text in readings(render_receipt(paper)):
        places = [text.index(squeezed(form)) for form in forms]
        assert places == sorted(places)


def test_a_name_that_no_font_has_is_printed_as_in_the_passport_and_says_so():
    written = "ᠮᠣᠩᠭᠣᠯ"
    text = text_of(receipt_for(written, "Mongol Bat"))

    assert undrawable(written) == written[:2] + "ᠩᠭ" + "ᠯ"
    assert "Mongol Bat" in text
    assert "cannot be printed here as written" in text
    assert NO_GLYPH not in text


def test_one_character_that_no_font_has_is_told():
    assert undrawable("王𰻞") in {"", "𰻞"}
    assert undrawable("Zoë 🦊 王") == "🦊"
    assert name_lines("王🦊", "Wang") == ("Wang",)


def test_a_name_that_is_printed_says_nothing_of_it():
    text = text_of(receipt_for("欧阳明澈", "Ouyang Mingche"))

    assert "欧阳明澈 Ouyang Mingche" in text
    assert "cannot be printed" not in text


def test_a_list_has_both_forms_on_one_line():
    assert one_name("欧阳明澈", "Ouyang Mingche") == "欧阳明澈 · Ouyang Mingche"


@pytest.mark.parametrize("control", sorted(CONTROLS))
@pytest.mark.parametrize("name", ["{}Jan Jansen", "Jan {}Jansen{}", "Jan Jansen{}"])
def test_a_name_that_turns_lines_around_leaves_the_amounts_alone(name, control):
    text = text_of(receipt_for(name.replace("{}", control)))

    assert "Jan Jansen" in text
    assert "€ 121.01" in text
    assert not CONTROLS & set(text)


@pytest.mark.parametrize(
    "name",
    [
        "<b>Jan",
        "Jan</b> & Zn.",
        '<img src="file:///dev/zero"/>',
        '<img src="http://127.0.0.1:9/"/>',
        '<a href="javascript:alert(1)">Jan</a>',
        "<para fontSize=50>",
        "&amp; &lt;",
        "(Jan) \\ Tj ET",
        "%PDF-1.4 endobj",
        "王) Tj ET (小雨\\",
    ],
)
def test_markup_in_a_name_is_text_like_any_other(name):
    pdf = receipt_for(name)
    page = PdfReader(io.BytesIO(pdf)).pages[0]

    assert squeezed(name) in squeezed(page.extract_text())
    assert not page.images
    assert "/Annots" not in page


def test_control_characters_and_line_ends_are_gone():
    assert "Jan Jansen" in text_of(receipt_for("Jan\r\n\t\x00\x07Jan\u200bsen"))


def test_lone_surrogates_and_private_characters_are_gone():
    assert "Jansen" in text_of(receipt_for("\ud800Jan\ue000\uffffsen"))


def test_an_emoji_is_spelled_out():
    text = text_of(receipt_for("Zoë 🦊"))

    assert "Zoë" in text
    assert "fox" in text


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "name", ["W" * 200, "Anna-" * 40, "Ab " * 67, "Wijekoon " * 22 + "Xy", "王" * 200, "กุล" * 60]
)
def test_two_hundred_characters_wrap_and_none_is_lost(layout, name):
    text = squeezed(text_of(receipt_for(name, layout=layout)))

    assert squeezed(name) in text


def test_a_receipt_with_a_chinese_and_an_arabic_name_is_small():
    recipient = Recipient(WRITTEN["26"], "Ouyang Mingche", (WRITTEN["52"], "2312 KS Leiden"))
    pdf = render_receipt(replace(COUPLE_WITH_TWO, recipient=recipient))

    assert squeezed(WRITTEN["26"]) in squeezed(text_of(pdf))
    assert len(pdf) <= 80_000


def test_the_page_margin_of_a_badge_is_six_millimetres():
    """Measured on the picture itself, so that the boxes above are where they are said to be."""
    left, *_others = ink_box(page_picture(badge("HHH"), scale=4.0))

    assert left == pytest.approx(6 * MM * 4, abs=12)
