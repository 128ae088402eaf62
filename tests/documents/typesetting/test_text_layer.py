"""Under letters that are drawn lies the text, and the fonts travel in the file."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from paper_pictures import page_picture
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from written_names import WRITTEN

from expatdesk.documents.letterheads.bands import cell, row
from expatdesk.documents.letterheads.pages import A4, Imprint, paginate, to_pdf
from expatdesk.documents.letterheads.style import LETTER
from expatdesk.i18n import Language

IMPRINT = Imprint("Paper", "Centre", Language.EN, datetime(2026, 11, 24, tzinfo=UTC))


def paper(*texts, style=LETTER.text):
    return to_pdf(
        A4, paginate(A4, [row(cell(0, A4.inner, text, style)) for text in texts]), IMPRINT
    )


def fonts_of(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    return [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]


def descriptor_of(font):
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return inner["/FontDescriptor"].get_object()


def boxes(pdf, wanted):
    """Left edge, bottom, right edge and top of each character that PDFium finds of a text."""
    document = PdfDocument(pdf)
    page = document[0].get_textpage()
    start = page.get_text_range().index(wanted)
    found = [page.get_charbox(start + number) for number in range(len(wanted))]
    document.close()
    return found


def test_every_font_is_in_the_file_and_says_which_characters_it_shows():
    for font in fonts_of(paper("Zoë", "欧阳明澈", "आ", "דוד")):
        assert "/FontFile2" in descriptor_of(font)
        assert "/ToUnicode" in font


def test_a_paper_in_latin_letters_has_no_other_font():
    assert all("/DescendantFonts" not in font for font in fonts_of(paper("Zoë Şahin")))


def test_a_character_beyond_the_first_plane_is_read_back():
    assert "𠮷野家" in PdfReader(io.BytesIO(paper("𠮷野家"))).pages[0].extract_text()


def test_hundreds_of_characters_share_the_one_font():
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 700)))
    pdf = paper(text)

    read = "".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert read == text
    assert sum("/DescendantFonts" in font for font in fonts_of(pdf)) == 1


@pytest.mark.parametrize("nr", ["26", "43", "32"])
def test_the_text_lies_under_its_letters(nr):
    name = WRITTEN[nr]
    found = boxes(paper(f"Ab {name} Yz"), name)
    lefts = [left for left, _bottom, _right, _top in found]
    after = boxes(paper(f"Ab {name} Yz"), "Yz")[0]

    assert lefts == sorted(lefts)
    assert all(top > bottom for _left, bottom, _right, top in found)
    assert found[-1][2] <= after[0] + 1


def test_what_runs_from_the_right_lies_there_too():
    found = boxes(paper(f"Ab {WRITTEN['36']} Yz"), WRITTEN["36"])
    lefts = [left for left, *_others in found]

    assert lefts == sorted(lefts, reverse=True)


def test_the_same_paper_is_the_same_bytes():
    assert paper("欧阳明澈", WRITTEN["35"]) == paper("欧阳明澈", WRITTEN["35"])


def test_a_heading_in_another_script_is_thicker_than_its_text():
    strong, plain = (
        page_picture(paper("王小雨", style=style), scale=8)
        for style in (LETTER.strong, LETTER.text)
    )

    assert ink_of(strong) > 1.15 * ink_of(plain)


def ink_of(image):
    return sum(255 - value for value in image.get_flattened_data())
