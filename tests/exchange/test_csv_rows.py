"""Tables for spreadsheets that run nothing, and come back as they went."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count, islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.exchange.csv_rows import BOM, Euros, csv_chunks, guarded, read_rows, unguarded
from expatdesk.i18n import Language

LANGUAGES = pytest.mark.parametrize("language", list(Language))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


def whole(head, rows, language=Language.EN):
    return "".join(csv_chunks(head, rows, language))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31 71 516", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "\uff1d1", "'=1"],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Jan", "'t Hartog", "1=1", "a-b", "O’Kealy", "Null", "True"])
def test_other_texts_stay_as_they_are(text):
    assert guarded(text) == text


@given(TEXTS)
def test_the_guard_comes_off_again(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\0"} or not text


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=8), st.sampled_from(Language))
def test_any_text_survives_the_round_trip(rows, language):
    head = ["=name", "remark; with, both"] if language is Language.NL else ["name", "remark"]

    text = whole(head, rows, language)

    assert list(read_rows(text)) == [head, *(list(row) for row in rows)]


def test_the_file_is_utf8_with_a_mark_and_semicolons_in_dutch():
    rows = [["Zoë", Euros(-121450), -5, date(2026, 9, 5), None, True]]

    dutch = whole(["naam", "bedrag", "aantal", "dag", "leeg", "ja"], rows, Language.NL)
    english = whole(["name", "amount", "number", "day", "empty", "yes"], rows, Language.EN)

    assert dutch.encode().startswith(b"\xef\xbb\xbf")
    assert dutch.removeprefix(BOM).splitlines()[1] == "Zoë;-1214,50;-5;05-09-2026;;1"
    assert english.removeprefix(BOM).splitlines()[1] == "Zoë,-1214.50,-5,05-09-2026,,1"


def test_moments_are_local_to_the_centre():
    moment = datetime(2026, 10, 26, 8, 0, tzinfo=ZoneInfo("UTC"))

    assert "26-10-2026 09:00" in whole(["when"], [[moment]])


def test_names_that_look_like_values_stay_names():
    assert list(read_rows(whole(["name"], [["Nihal Null"], ["Jedediah True"], ["Null"]])))[1:] == [
        ["Nihal Null"],
        ["Jedediah True"],
        ["Null"],
    ]


def test_a_long_export_can_be_stopped():
    asked = count()
    endless = ([str(next(asked))] for _turn in count())

    first, second = islice(csv_chunks(["number"], endless, Language.EN), 2)

    assert first.startswith(f"{BOM}number\r\n0\r\n")
    assert second
    assert next(asked) <= 1000


@LANGUAGES
def test_a_table_without_rows_has_its_heads(language):
    assert list(read_rows(whole(["a", "b"], [], language))) == [["a", "b"]]
