"""Letters take the shapes that their readers expect, and none is missing."""

from __future__ import annotations

import pytest
from written_names import EVERY

from expatdesk.documents.typeface import Face
from expatdesk.documents.typesetting import has_glyph, one_line, set_line
from expatdesk.documents.typesetting.languages import language_of


def shaped(text, face=Face.STRONG):
    (run,) = set_line(one_line(text), face).runs
    return run


def numbers(text):
    return [glyph.number for glyph in shaped(text).glyphs]


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("name", [*EVERY, *(name.upper() for name in EVERY)])
def test_each_name_has_all_its_glyphs(name, face):
    line = set_line(one_line(name), face)

    assert not line.lacks_glyphs
    assert line.advance > 0


def test_the_test_would_see_a_missing_glyph():
    # Mongolian in its old script: no font here has it.
    assert not has_glyph("ᠮ", Face.TEXT)
    assert set_line("王ᠮ", Face.TEXT).lacks_glyphs


def test_arabic_letters_join():
    alone = [numbers(letter)[0] for letter in "محمد"]

    assert not set(numbers("محمد")[1:3]) & set(alone)


def test_a_non_joiner_keeps_letters_apart():
    assert numbers("کاوه\u200cپور") != numbers("کاوهپور")
    assert 0 not in numbers("کاوه\u200cپور")


def test_letters_from_the_right_stand_last_to_first():
    run = shaped("נעמה")

    assert [cluster.text for cluster in run.clusters] == ["ה", "מ", "ע", "נ"]
    assert [glyph.x for glyph in run.glyphs] == sorted(glyph.x for glyph in run.glyphs)


def test_devanagari_letters_become_one_shape():
    assert len(numbers("क्ष")) == 1


def test_a_tamil_vowel_sign_stands_before_the_letter_that_it_follows():
    assert [cluster.text for cluster in shaped("செ").clusters] == ["செ"]
    assert numbers("செ")[1] == numbers("ச")[0]


def test_a_thai_tone_mark_stands_over_the_vowel_sign():
    without, _below = set_line("นั", Face.TEXT).ink()
    with_it, _below = set_line("นั้", Face.TEXT).ink()

    assert with_it > without + 50


def test_yoruba_marks_stand_over_and_under_their_letter():
    run = shaped("ọ̀")
    top, bottom = set_line("ọ̀", Face.STRONG).ink()

    assert run.font.is_latin
    assert run.clusters[0].text == "ọ̀"
    assert top > 700
    assert bottom > 150


def test_marks_leave_the_words_beside_them_plain_text():
    first, second = set_line("Olúwaṣeun Adébáyọ̀", Face.STRONG).runs

    assert (first.text, first.glyphs) == ("Olúwaṣeun ", ())
    assert second.glyphs


def test_watanabe_has_the_character_that_was_typed():
    written = numbers("渡邉")

    assert written[1] not in {numbers("邊")[0], numbers("邊 たろう")[0], 0}


def test_kana_bring_the_japanese_form_of_a_character():
    assert numbers("骨 たろう")[0] != numbers("骨 欧阳")[0]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("山田たろう", "ja"),
        ("渡邉", "ja"),
        ("渡辺", "ja"),
        ("남궁서윤", "ko"),
        ("欧阳明澈", "zh-Hans"),
        ("歐陽明澈", "zh-Hant"),
        ("王小雨", "zh-Hans"),
        ("Jansen", "und"),
        ("王龘𠮷", "zh-Hans"),
    ],
)
def test_the_characters_tell_whose_forms_are_meant(name, language):
    assert language_of(name) == language


def test_punctuation_inside_a_name_is_of_its_script_and_behind_it_of_the_text():
    assert [run.text for run in set_line("மு. தமிழ்", Face.TEXT).runs] == ["மு. தமிழ்"]
    assert [run.text for run in set_line("王小雨 · Wang", Face.TEXT).runs] == ["王小雨", " · Wang"]
    assert [run.text for run in set_line("(王小雨), x", Face.TEXT).runs] == ["(", "王小雨", "), x"]


def test_a_figure_is_drawn_by_the_face_of_all_figures():
    first, second = set_line("王小雨 7", Face.TEXT).runs

    assert not first.font.is_latin
    assert (second.text, second.font.is_latin) == (" 7", True)
