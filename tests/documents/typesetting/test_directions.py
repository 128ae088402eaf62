"""Which way a line runs: names keep their order, and so does whatever stands beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.documents.typeface import Face
from expatdesk.documents.typesetting import one_line, set_line
from expatdesk.documents.typesetting.directions import levels
from expatdesk.names import printable

CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LETTERS = "ab Ç王שד محمدی٥7(),.-\u200c\u064e\u05b8"
TAIL = ", € 25,00"


def seen(text):
    """The line from left to right, letters from the right last to first."""
    return "".join(
        cluster.text
        for run in set_line(one_line(text), Face.TEXT).runs
        for cluster in run.clusters or [run]
    )


def test_what_runs_to_the_right_has_one_level():
    assert levels("Zoë 王小雨 2026-004183") == [0] * 19


def test_an_amount_behind_a_name_from_right_to_left_stays_behind_it():
    assert seen("Mr דוד כהן, € 25,00") == "Mr ןהכ דוד, € 25,00"


def test_a_figure_inside_a_text_from_right_to_left_belongs_to_it():
    assert seen("x דוד 25 כהן y") == "x ןהכ 25 דוד y"


def test_a_line_in_one_script_from_right_to_left_has_its_punctuation_at_its_left_end():
    assert seen("דוד כהן!") == "!ןהכ דוד"


def test_two_names_from_right_to_left_beside_each_other_keep_their_places():
    assert seen("דוד · a · כהן") == "דוד"[::-1] + " · a · " + "כהן"[::-1]


def test_a_name_of_both_directions_between_isolates_begins_where_its_first_letter_says():
    assert seen(printable("דוד / Dan") + " x") == "Dan / דוד"[:6] + "דוד"[::-1] + " x"


@pytest.mark.parametrize("control", CONTROLS)
def test_no_control_of_direction_stays_in_a_line(control):
    assert one_line(f"Jan {control}Jansen") == "Jan Jansen"


def test_isolates_stay_only_where_they_open_and_close():
    assert one_line("a\u2069b\u2068c") == "abc"
    assert one_line("a \u2068b\u2069 c") == "a \u2068b\u2069 c"


def test_joiners_and_spaces_that_do_not_break_stay():
    assert one_line("کاوه\u200cپور 1\u00a0200\u202f000") == "کاوه\u200cپور 1\u00a0200\u00a0000"


@given(st.text(LETTERS + CONTROLS))
def test_no_name_turns_the_amount_behind_it_around(name):
    line = one_line(f"Mr {name}{TAIL}")

    assert line.endswith(TAIL)
    assert levels(line)[-len(TAIL) :] == [0] * len(TAIL)


@given(st.text(LETTERS + CONTROLS))
def test_between_isolates_neither(name):
    line = one_line(f"Mr {printable(name)}{TAIL}")

    assert levels(line)[-len(TAIL) :] == [0] * len(TAIL)


@given(st.text())
def test_any_text_has_a_level_for_each_character(text):
    line = one_line(text)

    assert len(levels(line)) == len(line)
