"""What the keys of the editor do to a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.ui.sheets.editor import source


def run(command: source.Command, text: str) -> str:
    """Runs a command on a text in which ‹ › mark the selection, and marks that of the result."""
    start, end = text.index("‹"), text.index("›") - 1
    bare = text.replace("‹", "").replace("›", "")
    edit = command(bare, start, end)
    done = edit.done(bare)
    first, last = edit.select
    return f"{done[:first]}‹{done[first:last]}›{done[last:]}"


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (source.strong, "a ‹word› b", "a **‹word›** b"),
        (source.strong, "a wo‹›rd b", "a **‹word›** b"),
        (source.strong, "a **‹word›** b", "a ‹word› b"),
        (source.strong, "a ‹**word**› b", "a ‹word› b"),
        (source.strong, "a ‹›", "a **‹›**"),
        (source.heading, "one\nWh‹›at\ntwo", "one\n## What‹›\ntwo"),
        (source.heading, "## Wh‹›at", "What‹›"),
        (source.bullets, "‹one\ntwo›\nthree", "‹- one\n- two›\nthree"),
        (source.bullets, "‹- one\n- two›", "‹one\ntwo›"),
        (source.numbers, "‹one\n\n- two›", "‹1. one\n\n2. two›"),
        (source.box("warning"), "a\n\nTo‹›o late\n\nb", "a\n\n::: warning\n‹Too late›\n:::\n\nb"),
        (source.box("tip"), "a\n‹›\nb", "a\n\n::: tip\n‹…›\n:::\n\nb"),
        (
            source.code_link,
            "# T\n‹the site›\n",
            "# T\nthe site\n\n[the site](‹https://›){.qr}\n",
        ),
        (source.fact("check"), "it is ‹about 5›.", "it is [about 5]{.check #‹fact_1›}."),
        (
            source.fact("yearly"),
            "[a]{.check #fact_1} ‹b›",
            "[a]{.check #fact_1} [b]{.yearly #‹fact_2›}",
        ),
        (source.field("today"), "on {to‹›.", "on {today}‹›."),
        (source.field("today"), "on {to‹›}.", "on {today}‹›."),
        (source.field("today"), "on {today}‹›.", "on {today}{today}‹›."),
    ],
)
def test_a_command_changes_just_what_it_is_about(
    command: source.Command, before: str, after: str
) -> None:
    assert run(command, before) == after


def test_a_table_stands_in_a_paragraph_of_its_own() -> None:
    edit = source.table("one\ntwo", 1, 1)
    assert edit.done("one\ntwo") == "one\n\n| … | … |\n|---|---|\n| … | … |\n\ntwo"


def test_a_field_is_begun_by_its_brace_and_over_with_a_blank() -> None:
    assert source.begun_field("costs {") == ""
    assert source.begun_field("costs {fee.re") == "fee.re"
    assert source.begun_field("costs {fee.re} and") is None
    assert source.begun_field("costs {fee re") is None
    assert source.begun_field("costs") is None


def test_parts_begin_at_their_headings() -> None:
    text = "# T\nintro\n## A\na\n## B\n"
    assert [text[at : at + 4] for at in source.parts(text)] == ["# T\n", "## A", "## B"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_smallest_edit_makes_one_text_of_the_other(one: str, other: str) -> None:
    edit = source.replaced(one, other)
    assert edit.done(one) == other
    # What is the same at both ends is not touched.
    assert edit.end - edit.start <= len(one)
    assert not (edit.text and one[edit.start : edit.end][:1] == edit.text[:1])


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_every_command_leaves_a_selection_inside_the_text(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    commands = (
        source.strong,
        source.heading,
        source.bullets,
        source.numbers,
        source.table,
        source.code_link,
        source.box("tip"),
        source.fact("check"),
        source.field("today"),
    )
    for command in commands:
        edit = command(text, start, end)
        assert 0 <= edit.start <= edit.end <= len(text)
        first, last = edit.select
        assert 0 <= first <= last <= len(edit.done(text))
