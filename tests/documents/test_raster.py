"""PDF pages as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from papers import COUPLE_WITH_TWO
from PIL import Image

from expatdesk.documents.raster import Picture, page_sizes, picture
from expatdesk.documents.receipt import render_receipt


@pytest.fixture(scope="module")
def pdf():
    return render_receipt(COUPLE_WITH_TWO)


def image_of(seen: Picture) -> Image.Image:
    return Image.frombytes("RGB", (seen.width, seen.height), seen.rgb)


def test_a_picture_has_the_size_of_the_page_times_the_scale(pdf):
    ((width, height),) = page_sizes(pdf)

    seen = picture(pdf, scale=1.3)

    assert seen.width == pytest.approx(width * 1.3, abs=1)
    assert seen.height == pytest.approx(height * 1.3, abs=1)
    assert len(seen.rgb) == seen.width * seen.height * 3


def test_red_green_and_blue_are_in_this_order(pdf):
    """The centre's name is in the accent, which has far more blue than red."""
    image = image_of(picture(pdf, scale=3))
    name = image.crop((0, 0, image.width // 2, image.height // 8))
    colours = {colour for _count, colour in name.getcolors(1 << 20)}

    assert (15, 107, 116) in colours
    assert image.getpixel((2, 2)) == (255, 255, 255)


def test_what_is_no_pdf_and_what_is_no_page_is_said(pdf):
    with pytest.raises(ValueError, match="not a PDF"):
        picture(b"%PDF-nothing")
    with pytest.raises(IndexError, match="no page 1"):
        picture(pdf, page=1)


def test_many_threads_may_draw_at_once(pdf):
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda _turn: picture(pdf, scale=0.5).rgb, range(16)))

    assert len(set(seen)) == 1


def test_many_threads_may_write_documents_at_once(pdf):
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(lambda _turn: render_receipt(COUPLE_WITH_TWO), range(16)))

    assert set(written) == {pdf}
