"""Sheets as a folder of Markdown: what goes out comes back, and what cannot be is said."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expatdesk.exchange.sheet_files import (
    LONGEST_BODY,
    LONGEST_FILE,
    SheetText,
    read_folder,
    tidy,
    write_file,
    write_folder,
)
from expatdesk.paths import resources_dir

BSN = SheetText(
    code="bsn",
    number=2,
    language="en",
    body="# Your BSN\n\nIt is yours.\n",
    source="Government.nl: pages on the BSN # and more",
    owner="Front desk",
    valid_for_year=2026,
    checked_on=date(2026, 11, 2),
    version=7,
)
DUTCH = replace(BSN, language="nl", body="# Uw BSN\n\nHet is van u.\n", source="Rijksoverheid.nl")
HEAD = "---\nsheet: bsn\nnumber: 2\nlanguage: en\n---\n\n# Your BSN\n"


def read(**files: str | bytes) -> tuple[list[SheetText], list[tuple[str, int, str]]]:
    """What a folder of these files (a_en is a.en.md) gives: texts, and refusals in words."""
    folder = {
        f"{name.replace('_', '.')}.md": text if isinstance(text, bytes) else text.encode()
        for name, text in files.items()
    }
    found = read_folder(folder)
    return list(found.texts), [(line.file, line.line, line.said()) for line in found.refused]


def test_a_file_has_a_header_and_the_text() -> None:
    assert write_file(BSN) == (
        "---\n"
        "sheet: bsn\n"
        "number: 2\n"
        "language: en\n"
        "valid_for_year: 2026\n"
        "checked_on: 2026-11-02\n"
        "owner: Front desk\n"
        'source: "Government.nl: pages on the BSN # and more"\n'
        "version: 7\n"
        "---\n"
        "\n"
        "# Your BSN\n"
        "\n"
        "It is yours.\n"
    )


def test_each_language_has_a_file_by_number_code_and_language() -> None:
    files = write_folder([DUTCH, BSN, replace(BSN, code="renting", number=11)])
    assert list(files) == ["02-bsn.en.md", "02-bsn.nl.md", "11-renting.en.md"]


def test_the_sheets_of_the_program_come_back_to_the_letter() -> None:
    files = {p.name: p.read_bytes() for p in (resources_dir() / "sheets").glob("*.md")}
    found = read_folder(files)
    assert (len(found.texts), found.refused, found.left) == (60, (), ("README.md",))
    written = write_folder(found.texts)
    assert {name: text.encode() for name, text in written.items()} == {
        name: content for name, content in files.items() if name != "README.md"
    }


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
LINES = st.lists(WORDS.map(lambda word: f" {word} ".strip()), max_size=4).map(" ".join)
BODIES = st.text(
    st.one_of(st.sampled_from("\n\r#-:`|{}[]*> ---\t"), st.characters(codec="utf-8")), max_size=80
).map(lambda text: f"# T\n\n{text}x\n\nEnd.\n")


@given(BODIES, LINES, LINES, st.one_of(st.none(), st.integers(2000, 2099)))
@settings(deadline=None)
def test_whatever_is_written_comes_back(
    body: str, source: str, owner: str, year: int | None
) -> None:
    source, owner = (unicodedata.normalize("NFC", " ".join(s.split())) for s in (source, owner))
    text = SheetText("a_code", 7, "en", body, source, owner, year)
    found = read_folder({name: t.encode() for name, t in write_folder([text]).items()})
    assert found.refused == ()
    (back,) = found.texts
    assert replace(back, file="", body_line=1) == replace(text, body=tidy(body))


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: f"\ufeff{t}", lambda t: f"{t}\n\n"]
)
def test_what_an_editor_does_to_a_file_does_no_harm(change) -> None:
    texts, refused = read(a_en=change(write_file(BSN)))
    assert refused == []
    assert texts[0].body == BSN.body


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("# No header\n", 1, "does not begin with a header"),
        ("", 1, "does not begin with a header"),
        ("---\nsheet: bsn\n", 1, "has no end"),
        (f"---\nsource: {'x' * 5000}\n---\n# T\n", 1, "has no end"),
        ("---\nsheet: [bsn\nnumber: 2\n---\n# T\n", 3, "cannot be read"),
        ("---\njust words\n---\n# T\n", 2, "cannot be read"),
        (f"---\nx: {'[' * 3000}\n---\n# T\n", 2, "cannot be read"),
        ("---\nnumber: 2\nlanguage: en\n---\n# T\n", 1, "has a code"),
        ("---\nsheet: ../bsn\nnumber: 2\nlanguage: en\n---\n# T\n", 2, "has a code"),
        ("---\nsheet: bsn\nnumber: two\nlanguage: en\n---\n# T\n", 3, "from 1 to 999"),
        ("---\nsheet: bsn\nnumber: 2\nlanguage: English\n---\n# T\n", 4, "two or three letters"),
        (HEAD.replace("number: 2", "number: 2\nvalid_for_year: 26"), 4, "should be a number"),
        (HEAD.replace("number: 2", "number: 2\nchecked_on: 2 Nov"), 4, "should be a day"),
        ("---\nsheet: bsn\nnumber: 2\nlanguage: en\n---\n\n", 5, "no text"),
        (HEAD.encode() + b"\xff\xfe", 8, "UTF-8"),
        (HEAD.encode() + b"x" * LONGEST_FILE, 1, "too large"),
        (HEAD + "x" * LONGEST_BODY, 5, "too large"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line(
    content: str | bytes, line: int, words: str
) -> None:
    texts, refused = read(a_en=content)
    assert texts == []
    ((file, at, said),) = refused
    assert (file, at) == ("a.en.md", line)
    assert words in said


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (BSN, "stands in a.en.md"),
        (replace(DUTCH, number=3), "another one than in a.en.md"),
        (replace(DUTCH, code="bsn_two"), "has this number in a.en.md"),
        (replace(DUTCH, owner="Helpdesk"), "Owner or year"),
        (replace(DUTCH, valid_for_year=2027), "Owner or year"),
    ],
)
def test_files_that_do_not_fit_together(other: SheetText, words: str) -> None:
    texts, refused = read(a_en=write_file(BSN), b_en=write_file(other))
    assert [text.file for text in texts] == ["a.en.md"]
    ((file, line, said),) = refused
    assert (file, line) == ("b.en.md", 1)
    assert words in said


def test_other_files_are_left_alone() -> None:
    found = read_folder({"README.md": b"x", "notes.txt": b"y", ".hidden.md": b"z"})
    assert (found.texts, found.refused) == ((), ())
    assert found.left == (".hidden.md", "README.md", "notes.txt")


def test_for_a_language_that_lacks_there_is_a_file_with_the_headings() -> None:
    body = "# Your BSN\n\nIt is yours.\n\n## When\n\n- at once\n\n## Where\n\nHere.\n"
    files = write_folder([replace(BSN, body=body)], missing=["en", "nl", "uk"])
    assert sorted(files) == ["02-bsn.en.md", "02-bsn.nl.md", "02-bsn.uk.md"]
    assert files["02-bsn.uk.md"].endswith("---\n\n# Your BSN\n\n## When\n\n## Where\n")
    assert "language: uk\n" in files["02-bsn.uk.md"]


def test_headings_that_nobody_translated_yet_are_left_alone() -> None:
    files = write_folder([BSN], missing=["nl"])
    found = read_folder({name: text.encode() for name, text in files.items()})
    assert [text.language for text in found.texts] == ["en"]
    assert found.left == ("02-bsn.nl.md",)


@pytest.mark.parametrize("value", ['"\\UFFFFFFFF"', '"\\U7FFFFFFF"', '"\\ud800"', "[" * 3000, "*a"])
def test_no_header_makes_reading_fail(value: str) -> None:
    header = f"---\nsheet: bsn\nnumber: 2\nlanguage: en\nsource: {value}\n---\n\n# Your BSN\n"
    found = read_folder({"a.md": header.encode(), "b.md": write_file(BSN).encode()})
    assert [line.file for line in found.refused] == ["a.md"]
    assert found.refused[0].said()
    assert [text.file for text in found.texts] == ["b.md"]
