"""Codes can be read aloud and typed back by people who are in a hurry."""

from __future__ import annotations

import hashlib
import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.codes import ALPHABET, new_code, parse_code, verification_code

seeds = st.integers()


def test_nothing_that_is_confused_and_nothing_that_spells():
    assert not set(ALPHABET) & set("0O1ILAEUY")
    assert len(set(ALPHABET)) == len(ALPHABET)


@given(seeds)
def test_two_groups_of_three(seed: int):
    code = new_code(Random(seed))
    assert re.fullmatch(rf"[{ALPHABET}]{{3}}-[{ALPHABET}]{{3}}", code)


@given(seeds, st.sampled_from(["", " ", "-", " - ", ".", "–", "\u00a0"]), st.booleans())
def test_typed_in_any_way_it_is_the_same_code(seed: int, between: str, lower: bool):  # noqa: FBT001
    code = new_code(Random(seed))
    typed = f" {code.replace('-', between)} "
    assert parse_code(typed.lower() if lower else typed) == code


@pytest.mark.parametrize(
    "text", ["", "7QK", "7QK-4M2X", "7QK-4MO", "7QK-4M1", "7QK/4M2", "ßQK4M", "ﬀ7QK4"]
)
def test_what_cannot_be_a_code_is_refused(text: str):
    with pytest.raises(ValueError, match="no code"):
        parse_code(text)


def test_codes_come_from_the_source_that_is_handed_in():
    assert new_code(Random(7)) == new_code(Random(7))
    rng = Random(7)
    assert len({new_code(rng) for _ in range(1000)}) == 1000


def test_verification_code_is_the_beginning_of_the_hash():
    digest = hashlib.sha256(b"receipt").hexdigest()
    shown = verification_code(digest)
    assert re.fullmatch(r"[0-9a-f]{4}·[0-9a-f]{4}·[0-9a-f]{4}", shown)
    assert digest.startswith(shown.replace("·", ""))
    assert verification_code("9f3ca1e077b4" + "0" * 52) == "9f3c·a1e0·77b4"


@pytest.mark.parametrize("text", ["", "9f3c", "Z" * 64, "9F3C" + "0" * 60, "0" * 65])
def test_only_a_hash_has_a_verification_code(text: str):
    with pytest.raises(ValueError, match="SHA-256"):
        verification_code(text)
