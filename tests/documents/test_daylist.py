"""The list of the day that is printed in the morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from papers import AMSTERDAM, ISSUED, pages_of, text_of

from expatdesk.documents.daylist import DayList, DayRow, render_daylist
from expatdesk.i18n import Language

NINE = datetime(2026, 10, 23, 9, 0, tzinfo=AMSTERDAM)
ROW = DayRow(
    NINE,
    NINE + timedelta(minutes=45),
    "Desk 1",
    "欧阳明澈",
    "First registration",
    persons=2,
    payment="to pay",
    latin="Ouyang Mingche",
    reference="7QK-4M2",
)
DAY = DayList(date(2026, 10, 23), "Expat Centre Zijlstroom", ISSUED, (ROW,), 1, 2)


def test_each_appointment_says_time_desk_name_persons_service_and_payment():
    text = text_of(render_daylist(DAY))

    assert "Friday 23 October 2026" in text
    assert "1 appointment · 2 persons" in text
    assert "09:00–09:45 Desk 1 欧阳明澈 Ouyang Mingche 7QK-4M2 2 First registration to pay" in text


def test_a_name_that_no_font_has_says_so_under_its_passport_form():
    row = replace(ROW, name="ᠮᠣᠩᠭᠣᠯ", latin="Mongol Bat")
    english = text_of(render_daylist(replace(DAY, rows=(row,))))

    assert "Mongol Bat cannot be printed here as written 7QK-4M2" in english


def test_a_full_day_has_its_heads_on_each_page():
    rows = tuple(replace(ROW, reference=f"R{number:03d}") for number in range(60))

    pages = pages_of(render_daylist(replace(DAY, rows=rows)))

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Persons" in page
        assert f"{number} / {len(pages)}" in page
    assert all(f"R{number:03d}" in " ".join(pages) for number in range(60))


def test_an_empty_day_says_so_in_the_language_of_the_list():
    assert "No appointments." in text_of(render_daylist(replace(DAY, rows=(), visits=0, persons=0)))
    dutch = text_of(render_daylist(replace(DAY, rows=(), language=Language.NL)))
    assert "Geen afspraken." in dutch
    assert "Vrijdag 23 oktober 2026" in dutch
