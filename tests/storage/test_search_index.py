"""Rows are found by beginnings of words in any script, the newest first, on both engines alike."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expatdesk.storage.search_index import SearchIndex
from expatdesk.storage.store import Store

NAMES = {
    1: ["zoe", "okealy", "o'kealy"],
    2: ["muller", "mueller", "anna"],
    3: ["欧阳明澈", "阳明澈", "明澈", "澈"],
    4: ["அகிலன்", "முருகன்"],  # Tamil with vowel signs
    5: ["กิตติศักดิ์"],  # Thai with marks
    6: ["می‌خواهم"],  # a joiner within the word
    7: ["👩‍🔬", "\U00030edd", "c++", "a.b@voorbeeld.example"],
    8: ["+31612345678", "8765432161", "#12"],
    9: ["anna", "zoe"],
}


@pytest.fixture
def index(store: Store) -> SearchIndex:
    made = SearchIndex.for_(store.dialect)
    with store.writing() as tx:
        made.write_many(tx, NAMES.items())
    return made


def find(store: Store, index: SearchIndex, *words: str, limit: int = 50) -> list[int]:
    with store.reading() as tx:
        return index.matching(tx, words, limit)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["zo"], [9, 1]),
        (["mul"], [2]),
        (["mue", "an"], [2]),
        (["an", "zo"], [9]),
        (["明澈"], [3]),
        (["明"], [3]),
        (["முரு"], [4]),
        (["அகி", "முருகன்"], [4]),
        (["กิตติ"], [5]),
        (["می‌خ"], [6]),
        (["👩"], [7]),
        (["\U00030edd"], [7]),
        (["a.b@"], [7]),
        (["+316"], [8]),
        (["87654"], [8]),
        (["o'k"], [1]),
        (["#"], [8]),
        (["anna"], [9, 2]),
        (["nna"], []),
        (["zoe", "muller"], []),
        ([], []),
        ([""], []),
    ],
)
def test_beginnings_find_rows_newest_first(
    store: Store, index: SearchIndex, typed: list[str], expected: list[int]
) -> None:
    assert find(store, index, *typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "\\",
        "a' | 'z",
        "*",
        ":*",
        "!",
        "(",
        "NEAR",
        "AND",
        "tokens:",
        "%",
        "%s",
        "a\0b",
        "-",
    ],
)
def test_what_looks_like_a_query_is_only_text(store: Store, index: SearchIndex, typed: str) -> None:
    assert find(store, index, typed) == []


def test_no_more_than_asked_for(store: Store, index: SearchIndex) -> None:
    with store.writing() as tx:
        index.write_many(tx, ((number, [f"bakker{number}"]) for number in range(100, 3300)))
    assert find(store, index, "bakker", limit=3) == [3299, 3298, 3297]
    assert find(store, index, "bakker100") == [1009 - n for n in range(10)] + [100]


def test_a_row_written_anew_has_only_its_new_words(store: Store, index: SearchIndex) -> None:
    with store.writing() as tx:
        index.write(tx, 9, ["petra"])
        index.remove(tx, 1)
        index.remove(tx, 4711)
    assert find(store, index, "zo") == []
    assert find(store, index, "pe") == [9]


def test_very_long_words_are_taken(store: Store, index: SearchIndex) -> None:
    with store.writing() as tx:
        index.write(tx, 10, ["𰻝" * 3000])
    assert find(store, index, "𰻝" * 3000) == [10]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_an_erased_word_is_gone_from_the_file(store: Store, index: SearchIndex) -> None:
    with store.writing() as tx:
        index.write(tx, 20, ["unforgettable"])
    assert b"forgettable" in pages(store)
    with store.writing() as tx:
        index.remove(tx, 20)
        index.optimize(tx)
    with store.engines.write.connect() as connection:
        connection.exec_driver_sql("VACUUM")
    assert b"forgettable" not in pages(store)
    assert find(store, index, "mul") == [2]


def pages(store: Store) -> bytes:
    """What stands in the file when nothing waits in the log."""
    with store.engines.write.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    # Through another process, so that our own locks on the file stay.
    script = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"
    command = [sys.executable, "-c", script, str(store.place.database_file)]
    return subprocess.run(command, capture_output=True, check=True).stdout


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Lu", "Lt"]),
    min_size=1,
    max_size=4,
).filter(lambda word: word == word.lower() and not word.isspace())


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.lists(words, min_size=1, max_size=3), max_size=5), typed=words)
def test_it_finds_what_a_plain_loop_would_find(
    store: Store, rows: list[list[str]], typed: str
) -> None:
    """Whatever the script, as far as both engines leave small letters alone."""
    index = SearchIndex.for_(store.dialect, "person")
    expected = [
        number
        for number, tokens in reversed(list(enumerate(rows)))
        if any(token.startswith(typed) for token in tokens)
    ]
    with store.writing() as tx:
        for number, tokens in enumerate(rows):
            index.write(tx, number, tokens)
        found = index.matching(tx, [typed])
        for number in range(len(rows)):
            index.remove(tx, number)
    assert found == expected
