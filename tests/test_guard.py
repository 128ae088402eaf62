"""Citizen service numbers and V-numbers are found; what only looks like one is left alone."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expatdesk.guard import Found, eleven_test, find_identifiers, masked

KNOWN = ["111222333", "123456782", "999990019"]


@pytest.mark.parametrize("digits", KNOWN)
def test_numbers_that_pass_the_eleven_test(digits: str):
    assert eleven_test(digits)
    assert find_identifiers(digits) == [Found("bsn", 0, 9)]


@pytest.mark.parametrize("digits", ["123456789", "000000000", "1112223330", "1112223", "", "abc"])
def test_numbers_that_do_not(digits: str):
    assert not eleven_test(digits)
    assert find_identifiers(digits) == []


def test_eight_digits_are_nine_with_a_zero_before_them():
    assert eleven_test("12345611")
    assert eleven_test("012345611")
    assert find_identifiers("nr 12345611") == [Found("bsn", 3, 11)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("scan_111222333.pdf", "111222333"),
        ("bsn111222333x", "111222333"),
        ("Jan 111222333 Jansen", "111222333"),
        ("€ 123456782", "123456782"),
        ("1112.22.333", "1112.22.333"),
        ("111 222 333", "111 222 333"),
        ("111\u00a0222\u00a0333", "111\u00a0222\u00a0333"),
        ("111-222-333.", "111-222-333"),
        ("111_222_333.jpg", "111_222_333"),
        ("1 1 1 2 2 2 3 3 3", "1 1 1 2 2 2 3 3 3"),
        ("12345 6782", "12345 6782"),
        ("in 2026 123456782 given", "123456782"),
        ("111222333 2026", "111222333"),
        ("١١١٢٢٢٣٣٣", "١١١٢٢٢٣٣٣"),
        ("NL65 ABNA 1112 2043 00 and 111222333", "111222333"),
        ("06 12345611, bsn 111222333", "111222333"),
        ("born 14-09-2026: 111222333", "111222333"),
    ],
)
def test_found_however_it_is_written(text: str, written: str):
    (found,) = find_identifiers(text)
    assert found.kind == "bsn"
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "20260908",  # these three days pass the test by chance
        "scan 2026-09-21.pdf",
        "11-09-2026",
        "R-2026-00002",
        "2026-00002",
        "00012345611",
        "0000000012",
        "+31 71 516 51 61",
        "(071) 516 51 61",
        "071-5165161",
        "06 12345611",
        "06-12345611 or 06 12 34 56 11",
        "[+31 252 240 212]{.check #gp_post}",
        "NL65 ABNA 1112 2043 00",
        "nl65 abna 1112 2043 00 please",
        "NL123456782B01",
        "invoice 1234567",
        "1112223334",
        "€ 60,50",
    ],
)
def test_dates_phones_and_accounts_are_left_alone(text: str):
    assert find_identifiers(text) == []


@pytest.mark.parametrize(
    "text", ["phone 71 516 51 61", "account 1112 2043", "20261308", "31-02-2026"]
)
def test_what_is_no_valid_date_or_phone_is_judged_by_its_digits(text: str):
    digits = "".join(filter(str.isdecimal, text))
    assert bool(find_identifiers(text)) == eleven_test(digits)


@pytest.mark.parametrize(
    "text",
    [
        "V-nummer 1234567890",
        "v-nummer: 1234567890",
        "V-number 123 456 7890",
        "vnr. 1234567890",
        "V nr 1234567890",
        "vreemdelingennummer 1234567890",
        "V1234567890",
        "scan_V-1234567890.pdf",
    ],
)
def test_v_numbers(text: str):
    (found,) = find_identifiers(text)
    assert found.kind == "v_number"
    assert text[found.start : found.end].replace(" ", "") == "1234567890"


@pytest.mark.parametrize(
    "text",
    ["1234567890", "V 0612345678", "nummer 1234567890", "V-nummer 12345678901", "TV1234567890"],
)
def test_ten_digits_alone_are_no_v_number(text: str):
    assert find_identifiers(text) == []


def test_masked_text_keeps_all_but_the_digits():
    assert masked("bsn 1112.22.333 ok, V-nummer 1234567890") == (
        "bsn ••••.••.••• ok, V-nummer ••••••••••"
    )
    assert masked("071 516 51 61") == "071 516 51 61"


def test_several_are_found_in_order():
    kinds = [found.kind for found in find_identifiers("V1234567890, 111222333, 123456782")]
    assert kinds == ["v_number", "bsn", "bsn"]


def next_that_passes(number: int) -> str:
    return next(str(n) for n in count(number) if eleven_test(str(n)))


valid = st.integers(100_000_000, 999_999_900).map(next_that_passes)
words = st.text(st.characters(categories=["L", "Zs"]), max_size=8)


@settings(deadline=None)  # the first example imports what is heavy
@given(words, valid, words)
def test_nine_digits_that_pass_are_always_found_between_words(before: str, digits: str, after: str):
    text = f"{before}:{digits}:{after}"
    assert Found("bsn", len(before) + 1, len(before) + 10) in find_identifiers(text)


@settings(deadline=None)  # the first example imports what is heavy
@given(st.text(st.sampled_from("0123456789 .-+VvNL/_()") | st.characters(), max_size=40))
def test_findings_lie_in_order_in_the_text_and_are_masked(text: str):
    ends = [0]
    for found in find_identifiers(text):
        assert ends[-1] <= found.start < found.end <= len(text)
        ends.append(found.end)
    assert len(masked(text)) == len(text)


@given(valid, st.integers(0, 8), st.integers(1, 9))
def test_one_digit_mistyped_is_noticed(digits: str, place: int, by: int):
    other = str((int(digits[place]) + by) % 10)
    assert not eleven_test(digits[:place] + other + digits[place + 1 :])
