"""A text in two languages knows which side was left behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.i18n import Language
from expatdesk.texts import Pair

EN, NL = Language.EN, Language.NL


def test_each_language_and_the_other_where_it_is_missing():
    assert Pair("Registration", "Inschrijving").in_language(EN) == "Registration"
    assert Pair("Registration", "Inschrijving").in_language(NL) == "Inschrijving"
    assert Pair("Registration").in_language(NL) == "Registration"
    assert Pair(nl="Inschrijving").in_language(EN) == "Inschrijving"
    assert Pair().in_language(EN) == ""


@pytest.mark.parametrize(
    ("pair", "older"),
    [
        (Pair("a", "b", 10, 20), EN),
        (Pair("a", "b", 20, 10), NL),
        (Pair("a", "b", 10, 10), None),
        (Pair("a", "b"), None),
        (Pair("a", "b", None, 0), EN),
        (Pair("a", "", 10, 20), NL),
        (Pair("", "b", 20, 10), EN),
        (Pair(), None),
    ],
)
def test_which_side_is_older(pair: Pair, older: Language | None):
    assert pair.older() is older


def test_a_listing_changed_in_english_and_mended_in_dutch():
    first = Pair().changed(en="School", nl="School", now=1)
    assert first.older() is None
    may = first.changed(en="Language school", nl="School", now=5)
    assert (may.older(), may.nl_changed) == (NL, 1)
    mended = may.changed(nl="Taalschool", now=6)
    assert mended == Pair("Language school", "Taalschool", 5, 6)
    assert mended.older() is EN
    assert mended.confirmed(now=7).older() is None


def test_writing_the_same_again_changes_nothing():
    pair = Pair("a", "b", 1, 1)
    assert pair.changed(en="a", nl="b", now=9) == pair
    assert pair.changed(now=9) == pair


@given(st.text(), st.text(), st.text(), st.integers(0, 2**40))
def test_the_side_that_changed_is_never_the_older_one(en: str, nl: str, new: str, now: int):
    pair = Pair(en, nl, now, now).changed(en=new, now=now + 1)
    if new and new != en:
        assert pair.older() is not EN
