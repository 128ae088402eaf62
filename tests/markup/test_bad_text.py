"""No text makes the reader raise, lose words, or work longer than the text is long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.markup import LONGEST, Text, compare, differences, parse, plain

MARKS = "# * _ ` [ ] ( ) { } < > | - + 1. ::: ::: tip \n \n\n ![ ]( ]{ .check #a a é 王 \\ & &amp; https://"
HOSTILE = {
    "brackets": "[",
    "open links": "[a](",
    "open links and words": "[a",
    "stars": "*a",
    "double stars": "**a ",
    "only stars": "*",
    "mixed marks": "*_",
    "tags": "<a>",
    "open tags": "<a",
    "braces": "{a",
    "quotations": "> ",
    "nested points": "- ",
    "points": "- a\n",
    "rows": "|a\n|-\n",
    "pipes": "|",
    "open boxes": "::: warning\n",
    "headings": "# a\n",
    "paragraphs": "a\n\n",
    "lazy lines": "> a\nb\n",
    "pictures": "![a]",
    "facts": "[a]{.check #x} ",
    "backslashes": "\\",
    "entities": "&amp;",
    "fences": "```\n",
    "under lines": "a\n-\n",
    "null": "\0",
}


def words_of(text: Text) -> str:
    return "".join(plain(text).split())


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_text_of_nothing_but_marks_is_read_in_time(piece):
    body = (piece * LONGEST)[:LONGEST]
    started = time.process_time()
    parse(body)

    # A quiet machine needs at most one second; the limit is there to catch what grows by squares.
    assert time.process_time() - started < 8


def test_a_text_of_a_million_characters_is_read_in_time_and_loses_no_word():
    body = "# Title\n\n" + "words and more words\n\n" * 45_000 + "## Part\n\nlast"
    started = time.process_time()
    text = parse(body)

    assert time.process_time() - started < 5
    assert text.title == "Title"
    assert [part.heading[0].text for part in text.parts] == ["Part"]
    assert words_of(text).count("wordsandmorewords") == 45_000
    assert words_of(text).endswith("Partlast")
    assert [(each.start, each.end) for each in text.problems] == [(0, len(body))]


@pytest.mark.parametrize(
    "body",
    [
        "> " * 50 + "inside",
        "".join(f"{'  ' * depth}- a{depth}\n" for depth in range(50)) + "  " * 50 + "inside",
        "::: tip\n" * 50 + "inside\n" + ":::\n" * 50,
        "- " * 50 + "inside",
        "**" * 50 + "inside" + "**" * 50,
        "[" * 50 + "inside" + "](https://a.example)" * 50,
    ],
    ids=["quotations", "lists", "boxes", "points", "bold", "links"],
)
def test_what_is_nested_fifty_deep_keeps_its_words(body):
    assert "inside" in plain(parse(body))


@given(
    st.text(max_size=200) | st.lists(st.sampled_from(MARKS.split(" ")), max_size=60).map("".join)
)
def test_any_text_is_read_and_every_place_lies_in_it(body):
    text = parse(body, {"today"})

    for each in (*text.problems, *text.facts, *text.fields, *text.links, *text.parts):
        assert 0 <= each.start <= each.end <= len(body)
    for each in text.problems:
        assert each.said()
    for fact in text.facts:
        assert body[fact.start] == "["
        assert body[fact.end - 1] == "}"
    compare(text, text)


@given(
    st.lists(
        st.sampled_from(
            [
                "alpha",
                "beta",
                "\n",
                "\n\n",
                "- ",
                "1. ",
                "**",
                "> ",
                "# ",
                " ",
                "::: tip\n",
                ":::\n",
                "| ",
                "|-|\n",
                "`",
                "## ",
            ]
        ),
        max_size=40,
    )
)
def test_no_word_is_lost_whatever_stands_around_it(parts):
    body = "".join(parts)

    for word in ("alpha", "beta"):
        assert words_of(parse(body)).count(word) == body.count(word)


@given(st.text(max_size=80), st.text(max_size=80))
def test_differences_of_any_texts_give_both_texts_back(old, new):
    changes = differences(old, new)

    assert "".join(each.text for each in changes if each.kind != "added") == old
    assert "".join(each.text for each in changes if each.kind != "removed") == new
