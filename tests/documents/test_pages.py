"""What pages hold beside text: grounds, pictures, links, and the contents beside the page."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from paper_pictures import ink_box, page_picture
from PIL import Image
from pypdf import PdfReader

from expatdesk.documents.letterheads.bands import (
    Band,
    Bookmark,
    Fill,
    Link,
    Picture,
    Placed,
    gap,
)
from expatdesk.documents.letterheads.pages import A4, Imprint, paginate, to_pdf
from expatdesk.documents.letterheads.style import ACCENT, BLACK, LETTER, MM
from expatdesk.i18n import Language

IMPRINT = Imprint("Paper", "Centre", Language.NL, datetime(2026, 11, 24, tzinfo=UTC))
WHITE = (1.0, 1.0, 1.0)


def paper(*bands):
    return to_pdf(A4, paginate(A4, bands), IMPRINT)


def reader_of(*bands):
    return PdfReader(io.BytesIO(paper(*bands)))


def dot(colour, kind="PNG"):
    image = io.BytesIO()
    Image.new("RGB", (8, 4), colour).save(image, kind)
    return image.getvalue()


def pixel(pdf, x, down, scale=2):
    place = (round((A4.side + x) * scale), round((A4.top + down) * scale))
    return page_picture(pdf, scale=scale).getpixel(place)


def test_a_fill_lies_under_the_text_of_every_band():
    under = Band(10, (Placed(0, 9, "█" * 3, LETTER.text),))
    covering = Band(10, fills=(Fill(0, -10, 60, 20, WHITE),))

    assert ink_box(page_picture(paper(under, covering))) is not None


@pytest.mark.parametrize("radius", [0, 4])
def test_a_fill_has_its_colour_and_its_place(radius):
    pdf = paper(Band(40, fills=(Fill(10, 5, 100, 30, BLACK, radius),)))

    assert pixel(pdf, 60, 20) == 0
    assert pixel(pdf, 60, 38) == 255
    assert (pixel(pdf, 10.4, 5.4) > 200) == bool(radius)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_fills_its_rectangle(kind):
    pdf = paper(Band(60, pictures=(Picture(20, 10, 80, 40, dot("black", kind)),)))

    left, top, right, bottom = ink_box(page_picture(pdf))
    assert (right - left, bottom - top) == (pytest.approx(160, abs=3), pytest.approx(80, abs=3))
    assert left == pytest.approx((A4.side + 20) * 2, abs=2)


def test_what_is_clear_in_a_picture_shows_the_fill_under_it():
    clear = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 255, 255, 0)).save(clear, "PNG")
    band = Band(
        40, fills=(Fill(0, 0, 40, 40, BLACK),), pictures=(Picture(0, 0, 40, 40, clear.getvalue()),)
    )

    assert pixel(paper(band), 20, 20) == 0


def test_a_link_covers_its_rectangle():
    page = reader_of(Band(30, links=(Link(10, 5, 100, 20, "https://leiden.example/a?b=1#c"),)))
    (link,) = (each.get_object() for each in page.pages[0]["/Annots"])

    assert link["/A"]["/URI"] == "https://leiden.example/a?b=1#c"
    left, low, right, high = map(float, link["/Rect"])
    assert (left, right) == (pytest.approx(A4.side + 10), pytest.approx(A4.side + 110))
    assert (high, high - low) == (pytest.approx(A4.height - A4.top - 5), pytest.approx(20))


def test_letters_that_an_address_may_not_hold_are_quoted():
    page = reader_of(Band(30, links=(Link(0, 0, 9, 9, "https://leiden.example/één twee%20"),)))
    (link,) = page.pages[0]["/Annots"]

    assert link.get_object()["/A"]["/URI"] == "https://leiden.example/%C3%A9%C3%A9n%20twee%20"


@pytest.mark.parametrize("url", ["mailto:desk@centre.example", "tel:+31715165165"])
def test_mail_and_phone_may_be_linked(url):
    (link,) = reader_of(Band(30, links=(Link(0, 0, 9, 9, url),))).pages[0]["/Annots"]

    assert link.get_object()["/A"]["/URI"] == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "", "#", "#0", "#2", "#x", "#-1"],
)
def test_nothing_else_leads_anywhere(url):
    assert "/Annots" not in reader_of(Band(30, links=(Link(0, 0, 9, 9, url),))).pages[0]


def test_a_link_may_lead_to_a_page():
    reader = reader_of(Band(30, links=(Link(0, 0, 9, 9, "#2"),)), gap(700), gap(100))
    (link,) = reader.pages[0]["/Annots"]

    assert link.get_object()["/Dest"][0] == reader.pages[1].indirect_reference


def test_bookmarks_lead_to_the_pages_of_their_bands():
    bands = (
        Band(20, bookmarks=(Bookmark("Huren · Renting"),)),
        Band(20, bookmarks=(Bookmark("王小雨", 1),)),
        gap(725),
        Band(20, bookmarks=(Bookmark("Last\x00 one", 9),)),
    )
    reader = reader_of(*bands)
    first, (second, (third,)) = reader.outline

    assert [each.title for each in (first, second, third)] == [
        "Huren · Renting",
        "王小雨",
        "Last one",
    ]
    pages = [reader.get_destination_page_number(each) for each in (first, second, third)]
    assert pages == [0, 0, 1]


def test_a_paper_without_bookmarks_has_no_contents():
    assert reader_of(gap(10)).outline == []


def test_a_file_says_title_author_and_language():
    reader = reader_of(Band(20, (Placed(0, 10, "Text", LETTER.text.coloured(ACCENT)),)))

    assert (reader.metadata.title, reader.metadata.author) == ("Paper", "Centre")
    assert reader.trailer["/Root"]["/Lang"] == "nl"


def test_margins_are_those_of_the_design():
    assert A4.side == pytest.approx(18 * MM)
