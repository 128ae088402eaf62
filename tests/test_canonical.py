"""One content has one text, and a changed link breaks the chain."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.canonical import FIRST, canonical_json, chain_hash

texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=12,
)
contents = st.dictionaries(texts.filter(lambda key: key != "version"), values)


def test_the_form():
    content = {"number": 7, "lines": [{"vat": -263, "text": "Kind · child"}], "a": (1, "x")}
    assert canonical_json(content, 1) == (
        '{"a":[1,"x"],"lines":[{"text":"Kind · child","vat":-263}],"number":7,"version":1}'
    )


def test_strings_are_taken_as_they_are():
    assert canonical_json({"a": "é"}, 1) != canonical_json({"a": "e\u0301"}, 1)
    assert canonical_json({"a": 'q"\\\n'}, 1) == '{"a":"q\\"\\\\\\n","version":1}'


@pytest.mark.parametrize("value", [1.0, None, True, False, b"x", {1}, [None], {"a": 0.5}, {1: "a"}])
def test_what_can_be_written_in_two_ways_is_refused(value: object):
    with pytest.raises(TypeError):
        canonical_json({"value": value}, 1)  # type: ignore[dict-item]


def test_the_version_is_not_content():
    with pytest.raises(ValueError, match="version"):
        canonical_json({"version": 2}, 1)
    with pytest.raises(TypeError):
        canonical_json({}, True)


def test_a_string_that_is_no_text_is_refused_before_it_is_hashed():
    with pytest.raises(ValueError, match="surrogates"):
        canonical_json({"a": "\ud800"}, 1)


@given(contents)
def test_text_and_content_tell_the_same(content: dict[str, object]):
    text = canonical_json(content, 3)
    assert json.loads(text) == {**content, "version": 3}
    assert canonical_json(dict(reversed(content.items())), 3) == text


def test_the_first_link():
    expected = hashlib.sha256(b"0" * 64 + b"\n" + b"receipt").hexdigest()
    assert chain_hash(FIRST, "receipt") == expected


@given(st.lists(texts, min_size=2, max_size=6), st.data())
def test_any_change_to_a_link_changes_the_head(links: list[str], data: st.DataObject):
    def head(of: list[str]) -> str:
        previous = FIRST
        for text in of:
            previous = chain_hash(previous, text)
        return previous

    place = data.draw(st.integers(0, len(links) - 1))
    changed = [*links[:place], links[place] + "0", *links[place + 1 :]]
    without = links[:place] + links[place + 1 :]
    assert len({head(links), head(changed), head(without)}) == 3


@pytest.mark.parametrize("previous", ["", "0" * 63, "F" * 64, "0" * 64 + "\n"])
def test_a_predecessor_is_a_hash(previous: str):
    with pytest.raises(ValueError, match="SHA-256"):
        chain_hash(previous, "receipt")
