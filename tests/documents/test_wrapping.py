"""Lines end where the script allows it, nothing is lost, and nothing is wider than its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.graphemecluster import grapheme_clusters
from uniseg.linebreak import line_break_units
from written_names import EVERY, WRITTEN

from expatdesk.documents.plaintext import drawable
from expatdesk.documents.typeface import Face
from expatdesk.documents.typesetting import END_OF_ISOLATE, ISOLATE
from expatdesk.documents.wrapping import fitted, measure, pieces, reach, wrap
from expatdesk.names import printable

SCRIPTS = "ab Zë-,.'/()7€王雨のさ남윤மிழ்தآذپ\u200cנעם\u05b8กุลพาะ้श्रीक़ǹọ̀ґЇ\u00a0🦊"
PLAIN = "abÇxyz 07-.,;:'’()/€%«»–а"


def squeezed(text):
    return re.sub(rf"[\s{ISOLATE}{END_OF_ISOLATE}]", "", text)


@given(st.text(PLAIN))
def test_the_quick_way_breaks_where_the_standard_does(text):
    assert pieces(text) == list(line_break_units(text))


@given(st.text())
def test_pieces_are_the_text(text):
    assert "".join(pieces(text)) == text


def test_pieces_end_behind_spaces_and_hyphens_and_between_chinese_characters():
    assert pieces("Ås-Håkestad 王小雨 2026-004183") == [
        "Ås-", "Håkestad ", "王", "小", "雨 ", "2026-004183",
    ]  # fmt: skip


def test_an_amount_and_its_sign_stay_together():
    assert pieces("Pay €\u00a025,00 now.") == ["Pay ", "€\u00a025,00 ", "now."]


@given(st.text(SCRIPTS, max_size=60), st.sampled_from([12.0, 45.0, 160.0]), st.sampled_from(Face))
def test_any_text_wraps_without_loss_and_within_its_width(text, width, face):
    lines = wrap(text, face, 9, width)

    assert squeezed("".join(lines)) == squeezed(drawable(text, face))
    for line in lines:
        cluster = list(grapheme_clusters(line))
        assert measure(line, face, 9) <= width + 0.01 or len(cluster) == 1


@given(st.text(max_size=40))
def test_so_does_whatever_else_people_paste(text):
    lines = wrap(text, Face.TEXT, 9, 60)

    assert squeezed("".join(lines)) == squeezed(drawable(text, Face.TEXT))


@pytest.mark.parametrize("name", EVERY)
def test_no_name_is_cut_inside_what_readers_take_for_one_character(name):
    whole = set(grapheme_clusters(drawable(name, Face.STRONG)))
    for line in wrap(name, Face.STRONG, 20, 40):
        assert set(grapheme_clusters(line)) <= whole


def test_thai_without_spaces_is_cut_only_where_a_line_is_full():
    surname = "ศรีสุวรรณพานิชย์กุล"

    assert wrap(f"ณัฐวรินทร์ {surname}", Face.TEXT, 10, 110)[-1] == surname
    assert len(wrap(surname, Face.TEXT, 10, 40)) >= 3


def test_an_isolate_that_goes_on_over_a_line_is_closed_and_opened_again():
    lines = wrap(printable("שלום עולם " * 8) + " x", Face.TEXT, 9, 80)

    assert len(lines) > 2
    for line in lines:
        assert line.count(ISOLATE) == line.count(END_OF_ISOLATE)


def test_scripts_that_stack_their_marks_get_the_room():
    assert reach("Ågot", Face.TEXT, 10) == (0.0, 0.0)
    above, below = reach("ณั้ขื่ฏุ", Face.TEXT, 10)
    assert above > 9
    assert below > 2


def test_a_short_name_is_as_large_as_allowed_and_a_long_one_smaller():
    short = fitted(WRITTEN["1"], Face.STRONG, 200, 80, 28, 9)
    long = fitted(WRITTEN["33"], Face.STRONG, 200, 80, 28, 9)

    assert short.size == 28
    assert short.lines == (WRITTEN["1"],)
    assert 9 < long.size < 28
    assert " ".join(long.lines) == WRITTEN["33"]


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("box", [(200.0, 80.0), (120.0, 40.0), (85.0, 60.0)])
def test_a_fitted_name_stands_in_its_box_whole(name, box):
    width, height = box
    fit = fitted(name, Face.STRONG, width, height, 28, 5)

    assert squeezed("".join(fit.lines)) == squeezed(name)
    assert fit.height <= height
    assert max(measure(line, Face.STRONG, fit.size) for line in fit.lines) <= width + 0.01


def test_the_next_larger_size_would_not_fit():
    fit = fitted(WRITTEN["10"], Face.STRONG, 200, 60, 28, 9)
    larger = fitted(WRITTEN["10"], Face.STRONG, 200, 60, fit.size + 0.25, fit.size + 0.25)

    assert (
        larger.height > 60
        or max(measure(line, Face.STRONG, larger.size) for line in larger.lines) > 200
    )


def test_words_stay_whole_where_a_smaller_size_allows_it():
    assert "Wijekoonarachchi" in fitted(WRITTEN["33"], Face.STRONG, 110, 90, 28, 6).lines


def test_at_the_smallest_size_all_is_shown_even_where_it_does_not_fit():
    fit = fitted("Wijekoon " * 30, Face.STRONG, 60, 20, 12, 9)

    assert fit.size == 9
    assert fit.height > 20
    assert squeezed("".join(fit.lines)) == "Wijekoon" * 30


def test_lines_of_a_fitted_name_are_of_like_length():
    lines = fitted("Anna Maria de la", Face.STRONG, 150, 60, 20, 9).lines

    assert len(lines) == 1 or len(lines[-1]) > 4


def test_an_empty_text_is_one_empty_line():
    assert wrap("", Face.TEXT, 9, 50) == [""]
    assert fitted("", Face.TEXT, 50, 20, 12, 6).lines == ("",)
