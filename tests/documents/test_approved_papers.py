"""Papers look as they did when somebody looked at them and said yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from badges import badge
from paper_pictures import TOLERATED, assert_approved, difference, page_picture
from papers import COUPLE_WITH_TWO
from written_names import EVERY, WRITTEN

from expatdesk.documents.letterheads.bands import Align, Cell, row
from expatdesk.documents.letterheads.pages import (
    A4,
    Imprint,
    Sheet,
    one_long_page,
    paginate,
    to_pdf,
)
from expatdesk.documents.letterheads.style import LETTER, MM
from expatdesk.documents.parts import Layout, Recipient
from expatdesk.documents.receipt import render_receipt
from expatdesk.i18n import Language

IMPRINT = Imprint("Names", "Centre", Language.EN, datetime(2026, 11, 24, tzinfo=UTC))
LIST = Sheet(190 * MM, None, 4 * MM, 3 * MM, 3 * MM)
HALF = LIST.inner / 2
STRONG = replace(LETTER.strong, size=11, leading=17)
PLAIN = replace(LETTER.text, size=11, leading=17)


def list_of(names, *, shift=0.0):
    """Each name strong on the left and plain on the right."""
    bands = [
        row(
            Cell(0, HALF - 4, ((name, STRONG),)),
            Cell(HALF + shift, HALF - shift, ((name, PLAIN),)),
        )
        for name in names
    ]
    return page_picture(to_pdf(LIST, one_long_page(LIST, bands), IMPRINT), scale=1.6)


def receipt(layout, recipient):
    return render_receipt(replace(COUPLE_WITH_TWO, layout=layout, recipient=recipient))


FOREIGN = Recipient(WRITTEN["26"], "Ouyang Mingche", (WRITTEN["35"], WRITTEN["36"]))


def test_all_names_strong_and_plain():
    assert_approved(list_of(EVERY), "names")


def test_all_names_in_capitals():
    assert_approved(list_of([name.upper() for name in WRITTEN.values()]), "names-upper")


@pytest.mark.parametrize("layout", [Layout.A5, Layout.ROLL])
def test_a_receipt_with_names_of_three_scripts(layout):
    image = page_picture(receipt(layout, FOREIGN), scale=1.6)
    assert_approved(image, f"receipt-{layout.value}")


def test_the_longest_pair_on_a_badge():
    assert_approved(page_picture(badge(WRITTEN["10"], WRITTEN["33"])), "badge-longest")


def test_a_thai_name_on_a_badge():
    image = page_picture(badge(WRITTEN["43"], latin="Natwarin Srisuwanpanitkul"))
    assert_approved(image, "badge-thai")


def test_a_column_moved_by_three_millimetres_is_seen():
    assert difference(list_of(EVERY), list_of(EVERY, shift=3 * MM)) > TOLERATED


def test_a_column_moved_by_one_millimetre_is_seen():
    assert difference(list_of(EVERY), list_of(EVERY, shift=1 * MM)) > TOLERATED


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("渡邉 直美", "渡邊 直美"),
        ("王小雨", "玉小雨"),
        ("آذین کاوه\u200cپور", "آذین کاوهپور"),
        ("Olúwaṣeun Adébáyọ̀", "Olúwaseun Adébáyọ̀"),
        ("ณัฐวรินทร์", "ณัฐวรินทร"),
        ("Santos", "Sanlos"),
        ("€ 121.01", "€ 121.07"),
    ],
)
def test_another_character_is_seen(right, wrong):
    names = list(WRITTEN.values())
    one, other = ([*names[:9], each, *names[9:]] for each in (right, wrong))

    assert difference(list_of(one), list_of(other)) > TOLERATED


def test_edges_that_are_smoothed_otherwise_are_not():
    """A quarter of a pixel aside is what another version of a reader makes of it at most."""
    assert difference(list_of(EVERY), list_of(EVERY, shift=0.25 / 1.6)) <= TOLERATED


def test_right_aligned_names_end_on_one_line():
    bands = [row(Cell(0, A4.inner, ((name, PLAIN),), Align.RIGHT)) for name in EVERY]
    image = page_picture(to_pdf(A4, paginate(A4, bands), IMPRINT), scale=2.0)

    assert image.crop((round((A4.width - A4.side + 1) * 2), 0, *image.size)).getextrema()[0] > 200
