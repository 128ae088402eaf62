"""The list of a day's appointments, A4, for when the screen is dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from expatdesk import formats
from expatdesk.documents.letterheads.bands import Align, Band, Cell, cell, hairline, row
from expatdesk.documents.letterheads.columns import letter_foot, letter_head
from expatdesk.documents.letterheads.pages import A4, Imprint, paginate, to_pdf
from expatdesk.documents.letterheads.style import LETTER
from expatdesk.documents.plaintext import NOT_AS_WRITTEN, name_lines, undrawable
from expatdesk.i18n import N_, Language, Speech, translator

if TYPE_CHECKING:
    from expatdesk.documents.picture import CheckedPicture

_COLUMNS = (
    (N_("Time"), 70.0),
    (N_("Desk"), 46.0),
    (N_("Name"), 144.0),
    (N_("Persons"), 56.0),
    (N_("Service"), 104.0),
    (N_("Payment"), 73.0),
)


@dataclass(frozen=True, slots=True)
class DayRow:
    """One appointment; times are aware, ``payment`` is said in the language of the list."""

    starts: datetime
    ends: datetime
    desk: str
    name: str
    service: str
    persons: int = 1
    payment: str = ""
    latin: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DayList:
    day: date
    centre: str
    made_at: datetime
    rows: tuple[DayRow, ...]
    visits: int
    persons: int
    """Of the whole day; a visit may have a row at each of several desks."""
    language: Language = Language.EN
    logo: CheckedPicture | None = None


def render_daylist(paper: DayList) -> bytes:
    """The PDF. Raises OSError where the fonts are missing."""
    speech = translator(paper.language)
    kind = speech.gettext(N_("Appointments of the day"))
    headed = _column_heads(speech)
    content = [
        *letter_head(paper.centre, kind, A4.inner, logo=paper.logo),
        *_title(paper, speech),
        *headed,
        *_rows(paper, speech),
    ]
    private = speech.gettext(N_("Personal data: destroy this list at the end of the day."))
    day = formats.date_numeric(paper.day)
    left = f"{kind} {day} · {private} · {formats.moment_medium(paper.made_at, paper.language)}"
    pages = paginate(
        A4,
        content,
        running=headed,
        footer=lambda number, count: letter_foot(left, number, count, A4.inner),
    )
    title = f"{kind} {day}"
    return to_pdf(A4, pages, Imprint(title, paper.centre, paper.language, paper.made_at))


def _title(paper: DayList, speech: Speech) -> Iterator[Band]:
    day = formats.weekday_date(paper.day, paper.language)
    visits, persons = paper.visits, paper.persons
    counted = " · ".join(
        (
            speech.ngettext("{count} appointment", "{count} appointments", visits).format(
                count=visits
            ),
            speech.ngettext("{count} person", "{count} persons", persons).format(count=persons),
        )
    )
    yield row(cell(0, A4.inner, day[:1].upper() + day[1:], LETTER.title), keep=True)
    yield row(cell(0, A4.inner, counted, LETTER.small), below=8, keep=True)


def _column_heads(speech: Speech) -> list[Band]:
    texts = [speech.gettext(head) for head, _width in _COLUMNS]
    cells = [
        Cell(x, width, ((text, LETTER.small),), align)
        for text, (x, width, align) in zip(texts, _places(), strict=True)
    ]
    return [row(*cells, keep=True), hairline(A4.inner, above=3, below=3, keep=True)]


def _rows(paper: DayList, speech: Speech) -> Iterator[Band]:
    if not paper.rows:
        nobody = speech.gettext(N_("No appointments."))
        yield row(cell(0, A4.inner, nobody, LETTER.text), above=4)
    for each in paper.rows:
        shown, *others = name_lines(each.name, each.latin)
        if undrawable(each.name):
            others.append(speech.gettext(NOT_AS_WRITTEN))
        details = [(text, LETTER.small) for text in (*others, each.reference) if text]
        contents = (
            ((f"{formats.time_hm(each.starts)}–{formats.time_hm(each.ends)}", LETTER.text),),
            ((each.desk, LETTER.text),),
            ((shown, LETTER.strong), *details),
            ((formats.number(each.persons, paper.language), LETTER.text),),
            ((each.service, LETTER.text),),
            ((each.payment, LETTER.text),),
        )
        cells = [
            Cell(x, width, parts, align)
            for parts, (x, width, align) in zip(contents, _places(), strict=True)
        ]
        yield row(*cells, above=1, below=2, keep=True)
        yield hairline(A4.inner, above=1, below=2)


def _places() -> list[tuple[float, float, Align]]:
    """Left edge, width and side of each column."""
    places = []
    x = 0.0
    for head, width in _COLUMNS:
        counts = head == "Persons"
        used = width - (16 if counts else 6)
        places.append((x, used, Align.RIGHT if counts else Align.LEFT))
        x += width
    return places
