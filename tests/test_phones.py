"""Phone numbers as people type them, kept in one form and shown as the Dutch write them."""

from __future__ import annotations

import pytest

from expatdesk.phones import PhoneError, display_phone, parse_phone, readable_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("071 516 51 65", "+31715165165"),
        ("(071) 5165165", "+31715165165"),
        ("0031 71 516 51 65", "+31715165165"),
        ("+31 (0)71 516 5165", "+31715165165"),
        ("06-12345678", "+31612345678"),
        ("14 071", "+3114071"),
        ("+44 20 7946 0958", "+442079460958"),
        ("٠٦١٢٣٤٥٦٧٨", "+31612345678"),
    ],
)
def test_kept_in_e164(typed: str, kept: str):
    assert parse_phone(typed) == kept
    assert parse_phone(kept) == kept


def test_another_region_may_be_meant():
    assert parse_phone("020 7946 0958", region="GB") == "+442079460958"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("ask at the desk", "no_number"),
        ("+999 123456", "country"),
        ("071 516 51 65 99 99", "too_long"),
        ("+44 20 79", "too_short"),
        ("071 516 51 65 ext. 12", "extension"),
        ("06 123 45", "not_valid"),
    ],
)
def test_refused_with_the_reason(typed: str, reason: str):
    with pytest.raises(PhoneError) as refusal:
        parse_phone(typed)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("kept", "national", "international"),
    [
        ("+31715165165", "071 516 51 65", "+31 71 516 51 65"),
        ("+31252412345", "0252 41 23 45", "+31 252 41 23 45"),
        ("+31612345678", "06 12 34 56 78", "+31 6 12 34 56 78"),
        ("+318001351", "0800 1351", "+31 800 1351"),
        ("+3114071", "14 071", "+31 14 071"),
        ("+442079460958", "+44 20 7946 0958", "+44 20 7946 0958"),
    ],
)
def test_shown_in_groups(kept: str, national: str, international: str):
    assert display_phone(kept) == national
    assert display_phone(kept, "international") == international
    assert parse_phone(national) == parse_phone(international) == kept


def test_only_what_is_kept_can_be_shown():
    with pytest.raises(PhoneError):
        display_phone("071 516 51 65")


@pytest.mark.parametrize(
    ("typed", "on_paper"),
    [
        ("+31715165165", "+31 71 516 51 65"),
        ("071 516 51 65", "+31 71 516 51 65"),
        ("ask at desk 3", "ask at desk 3"),
        ("", ""),
    ],
)
def test_paper_shows_a_number_in_groups_and_leaves_other_words_alone(typed: str, on_paper: str):
    assert readable_phone(typed) == on_paper
