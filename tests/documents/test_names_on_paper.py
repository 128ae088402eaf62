"""Names as people type them, on paper: as written, or harmless, and never a box."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from papers import COUPLE_WITH_TWO, text_of
from pypdf import PdfReader

from expatdesk.documents.parts import Layout, Recipient
from expatdesk.documents.plaintext import name_lines
from expatdesk.documents.receipt import render_receipt
from expatdesk.documents.typeface import Face, typeface
from expatdesk.documents.wrapping import measure, wrap

TABLE = Path(__file__).parents[1] / "data" / "names.csv"
NAMES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))

# Scripts that the faces of the receipt do not draw, or not as a plain string (Yoruba's 45).
IN_PASSPORT_FORM = {"26", "27", "29", "32", "35", "36", "42", "43", "45", "52"}

# What a PDF made here says for a character that its font lacks.
NO_GLYPH = "\0"


def receipt_for(name, latin="", layout=Layout.A5):
    return render_receipt(replace(COUPLE_WITH_TWO, layout=layout, recipient=Recipient(name, latin)))


def squeezed(text):
    """Lines break inside names, so spaces and line ends do not count."""
    return "".join(text.split())


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["nr"])
def test_every_name_of_the_list_is_on_the_receipt(row, layout):
    expected = row["latin"] if row["nr"] in IN_PASSPORT_FORM else row["full"]

    text = text_of(receipt_for(row["full"], row["latin"], layout))

    assert squeezed(expected) in squeezed(text)
    assert NO_GLYPH not in text


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["nr"])
def test_without_a_passport_form_a_name_is_still_readable(row):
    shown = " ".join(name_lines(row["full"]))

    assert sum(character.isalpha() for character in shown) >= 2
    assert NO_GLYPH not in text_of(receipt_for(row["full"]))


def test_the_test_would_see_a_box(monkeypatch):
    known = typeface(Face.STRONG)
    careless = replace(
        known, drawable=known.drawable | {"王"}, advances={**known.advances, "王": 600.0}
    )
    for module in ("plaintext", "wrapping", "letterheads.bands"):
        monkeypatch.setattr(f"expatdesk.documents.{module}.typeface", lambda _face: careless)

    assert NO_GLYPH in text_of(receipt_for("王"))


@pytest.mark.parametrize("nr", ["38", "39", "40"])
def test_a_greek_or_cyrillic_name_has_the_passport_form_under_it(nr):
    row = next(row for row in NAMES if row["nr"] == nr)

    assert name_lines(row["full"], row["latin"]) == (row["full"], row["latin"])


def test_a_name_that_turns_lines_around_leaves_the_amounts_alone():
    text = text_of(receipt_for("\u202eJan \u2067Jansen\u2069\u202e"))

    assert "Jan Jansen" in text
    assert "€ 121.01" in text
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


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


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("name", ["W" * 200, "Anna-" * 40, "Ab " * 67, "Wijekoon " * 22 + "Xy"])
def test_two_hundred_characters_wrap_and_none_is_lost(layout, name):
    text = squeezed(text_of(receipt_for(name, layout=layout)))

    assert squeezed(name) in text


@pytest.mark.parametrize("text", ["W" * 200, "Ab " * 67, "a", "", "x " + "y" * 300, "-" * 99])
@pytest.mark.parametrize("width", [12.0, 60.0, 200.0])
def test_no_line_is_wider_than_its_column(text, width):
    lines = wrap(text, Face.TEXT, 9, width)

    assert all(measure(line, Face.TEXT, 9) <= width for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)
