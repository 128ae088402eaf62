"""What changed between two texts is shown by words within the lines that changed."""

from __future__ import annotations

import random
import time

import pytest

from expatdesk.markup import differences


def shown(old, new):
    """Removed words in [-…-], added ones in {+…+}."""
    forms = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(forms[each.kind].format(each.text) for each in differences(old, new))


def test_equal_texts_have_no_difference():
    assert shown("a\nb\n", "a\nb\n") == "a\nb\n"
    assert differences("", "") == ()


def test_a_changed_word_is_shown_inside_its_line():
    old = "One.\nIt costs € 159 a month for adults.\nThree.\n"
    new = "One.\nIt costs € 163 a month for adults.\nThree.\n"

    assert shown(old, new) == "One.\nIt costs € [-159-]{+163+} a month for adults.\nThree.\n"


def test_new_and_lost_lines_are_whole():
    assert shown("a\nc\n", "a\nb\nc\n") == "a\n{+b\n+}c\n"
    assert shown("a\nb\nc\n", "a\nc\n") == "a\n[-b\n-]c\n"


def test_two_sentences_with_little_in_common_are_not_mixed():
    assert shown("the cat sat here\n", "a dog, over there, ran\n") == (
        "[-the cat sat here\n-]{+a dog, over there, ran\n+}"
    )


def test_a_moved_part_is_lost_there_and_new_here():
    old = "".join(f"line {number} of the text\n" for number in range(40))
    lines = old.splitlines(keepends=True)
    new = "".join([*lines[:5], *lines[10:30], *lines[5:10], *lines[30:]])

    kinds = [each.kind for each in differences(old, new)]

    assert kinds == ["same", "removed", "same", "added", "same"]


NUMBERS = random.Random(7)
LARGE = [f"{NUMBERS.randrange(9)} line {number}" for number in range(20_000)]
WORDS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LARGE, [line if NUMBERS.random() > 0.02 else "changed" for line in LARGE]),
        (LARGE, NUMBERS.sample(LARGE, len(LARGE))),
        (NUMBERS.choices("ab", k=300_000), NUMBERS.choices("ab", k=300_000)),
        (NUMBERS.choices(WORDS, k=200_000), NUMBERS.choices(WORDS, k=200_000)),
        (["word " * 200_000], ["ward " * 200_000]),
        ([" ".join(NUMBERS.choices(WORDS, k=1500))], [" ".join(NUMBERS.choices(WORDS, k=1500))]),
    ],
    ids=["edited", "shuffled", "two lines", "few lines", "one line", "few words"],
)
def test_a_million_characters_are_compared_in_time_and_without_loss(old, new):
    before, after = "\n".join(old), "\n".join(new)
    started = time.process_time()
    changes = differences(before, after)

    assert time.process_time() - started < 5
    assert "".join(each.text for each in changes if each.kind != "added") == before
    assert "".join(each.text for each in changes if each.kind != "removed") == after
