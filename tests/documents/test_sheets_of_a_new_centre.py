"""The thirty sheets that a new centre begins with are in order, and each fits on its side."""

from __future__ import annotations

from collections import defaultdict

import pytest
import yaml
from papers import CENTRE
from sheet_papers import MADE_AT, page_texts

from expatdesk.documents.sheets import SheetOnPaper, render_sheet
from expatdesk.documents.sheets.setting import CLOSE, CLOSER, FREE, NORMAL, ROOMY, SMALL
from expatdesk.markup import compare, parse
from expatdesk.paths import resources_dir

FILES = sorted((resources_dir() / "sheets").glob("[0-9]*.md"))
FIELDS = {
    "fee.registration_first": "€ 60.50",
    "fee.registration_partner": "€ 30.25",
    "fee.registration_child": "€ 15.13",
    "centre.name": "Expat Centre Zijlstroom",
    "centre.address": "Stationsweg 126, 2312 AV Leiden",
    "centre.phone": "+31 71 516 51 65",
    "centre.email": "desk@expatcentre.example",
    "centre.website": "www.expatcentre.example",
    "centre.hours": "Monday to Friday 09:00–12:30 and 13:00–16:30",
    "today": "24 November 2026",
    "visitor.name": "María de los Ángeles Quijandría",
    "appointment.day": "Friday 27 November 2026",
    "appointment.time": "10:30",
    "appointment.reference": "7QK-4M2",
    "municipality": "Leiderdorp",
}


def sheets():
    """By number: language, header and body of each file."""
    found = defaultdict(dict)
    for file in FILES:
        _before, header, body = file.read_text(encoding="utf-8").split("---\n", 2)
        known = yaml.load(header, yaml.BaseLoader)
        found[int(known["number"])][known["language"]] = (known, body.lstrip("\n"))
    return dict(found)


SHEETS = sheets()


def test_there_are_thirty_in_two_languages():
    assert sorted(SHEETS) == list(range(1, 31))
    assert all(list(texts) == ["en", "nl"] for texts in SHEETS.values())


@pytest.mark.parametrize("number", SHEETS)
def test_a_sheet_is_understood_whole_and_its_languages_correspond(number):
    english, dutch = (parse(body, FIELDS) for _header, body in SHEETS[number].values())

    assert [each.said() for each in (*english.problems, *dutch.problems)] == []
    assert [each.said() for each in compare(english, dutch)] == []


@pytest.mark.parametrize("number", SHEETS)
def test_a_sheet_is_printed_on_one_side_for_a_visitor_with_a_long_name(number):
    texts = SHEETS[number].items()
    paper = SheetOnPaper(
        number,
        1,
        tuple((language, body) for language, (_header, body) in texts),
        valid_for_year=2026,
        made_for=(FIELDS["visitor.name"], ""),
        source=tuple((language, header["source"]) for language, (header, _body) in texts),
    )
    fields = dict.fromkeys(("en", "nl"), FIELDS)
    pages = page_texts(render_sheet(paper, CENTRE, fields, MADE_AT))

    assert len(pages) == 1
    # Nothing is left of how it was written.
    for mark in ("**", "{", "}", "](", ":::", "#"):
        assert mark not in pages[0]


def test_no_text_is_smaller_than_nine_points_and_lines_keep_their_distance():
    for setting in (NORMAL, CLOSE, CLOSER, FREE, ROOMY):
        for style in (setting.text, setting.table):
            assert style.size >= 9
            assert style.leading - style.size >= 2
    assert SMALL.size >= 8
