"""What is typed stays as typed, but nothing in it can disturb the line in which it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.names import clean, printable, problems

texts = st.text(st.characters() | st.sampled_from("\u202e\u2069\u0000\ud800\u0301\u00a0 e"))


def test_every_name_stays_as_it_is_shown(row):
    assert clean(row.name.full) == row.name.full
    assert problems(row.name.full) == ()


@pytest.mark.parametrize(
    "name",
    [
        "MacGilleathain-ffrench",
        "van der Wielenmaker",
        "O",
        "'t Hart",
        "x" * 200,
        "😀",
        "<b>Jan</b>",
    ],
)
def test_case_length_and_signs_are_nobodys_business(name: str):
    assert clean(name) == name


def test_spaces_are_collapsed_and_marks_composed():
    assert clean("  Zoe\u0308\t de\u00a0\nVries ") == "Zoë de Vries"


def test_line_ends_separate_words():
    assert clean("Jan\r\nJansen\u2028Bos") == "Jan Jansen Bos"


def test_a_name_cannot_turn_the_line_around():
    assert clean("\u202eJan\u2069") == "Jan"
    assert problems("\u202eJan\u2069") == (
        ("direction", "U+202E", 0),
        ("direction", "U+2069", 4),
    )
    assert printable("\u2069\u202eJan") == "\u2068Jan\u2069"
    assert printable("\u202e") == ""


def test_joiners_that_belong_to_the_spelling_stay():
    assert clean("کاوه\u200cپور") == "کاوه\u200cپور"
    assert clean("ක්\u200dර") == "ක්\u200dර"


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\x00", "control"),
        ("\x1b", "control"),
        ("\x7f", "control"),
        ("\x9b", "control"),
        ("\ufffe", "control"),
        ("\ud83d", "surrogate"),
        ("\u061c", "direction"),
        ("\u200f", "direction"),
        ("\u2067", "direction"),
        ("\ufeff", "invisible"),
        ("\u200b", "invisible"),
        ("\u00ad", "invisible"),
    ],
)
def test_what_is_stripped_is_named(character: str, kind: str):
    text = f"Jan{character}Bos"
    assert clean(text) == "JanBos"
    assert [(found.kind, found.position) for found in problems(text)] == [(kind, 3)]


@given(texts)
def test_cleaned_text_is_clean_for_good(text: str):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert problems(cleaned) == ()
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")


@given(texts)
def test_text_without_problems_loses_nothing_but_spaces(text: str):
    if not problems(text):
        kept = clean(text).replace(" ", "")
        assert composed(kept) == composed("".join(text.split()))


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
