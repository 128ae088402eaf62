"""Covers and lists of sheets: the first pages of a booklet, and of the pack of a visitor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from expatdesk import formats
from expatdesk.documents.letterheads.bands import (
    Align,
    Band,
    Bookmark,
    Cell,
    Link,
    cell,
    gap,
    hairline,
    row,
)
from expatdesk.documents.letterheads.columns import foot_line, letter_foot, letter_head
from expatdesk.documents.letterheads.logo import placed
from expatdesk.documents.letterheads.pages import A4, Page, paginate
from expatdesk.documents.letterheads.style import ACCENT, INK_2, LETTER, MM, Style
from expatdesk.documents.parts import Centre
from expatdesk.documents.sheets.wording import SheetWords
from expatdesk.documents.typeface import Face
from expatdesk.documents.wrapping import fitted
from expatdesk.i18n import N_

_COVER_TITLE = Style(Face.STRONG, 34, 42)
_COVER_SECOND = Style(Face.STRONG, 34, 42, INK_2)
_COVER_NAME = Style(Face.STRONG, 15, 20, ACCENT)
_COVER_TEXT = Style(Face.TEXT, 11, 16, INK_2)
_LOGO_BOX = (70 * MM, 24 * MM)
_NUMBER = 26.0
_PAGE = 30.0
_FOR = (300.0, 64.0)
"""The room that a visitor's name has on the cover of a pack."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. ``page`` counts the pages of the file, the first is 1."""

    number: int
    titles: tuple[str, ...]
    page: int


def booklet_cover(centre: Centre, say: SheetWords, made_at: datetime, count: int) -> Page:
    """The title in each language, under the name of the centre; how to reach it at the foot."""
    bands: list[Band] = [_logo(centre), gap(52 * MM)]
    bands.append(row(cell(0, A4.inner, centre.name, _COVER_NAME), below=6))
    for at, title in enumerate(say.each(N_("Information sheets"))):
        bands.append(row(cell(0, A4.inner, title, _COVER_TITLE if at == 0 else _COVER_SECOND)))
    bands.append(hairline(60 * MM, above=14, below=14, weight=2.2, colour=ACCENT))
    bands += [row(cell(0, A4.inner, line, _COVER_TEXT)) for line in _details(say, made_at, count)]
    foot = _reached(centre, say, made_at)
    return paginate(A4, bands, footer=lambda _number, _count: foot)[0]


def _details(say: SheetWords, made_at: datetime, count: int) -> Iterator[str]:
    """How many sheets, and of which month, in each language."""
    for speech in say.speeches:
        sheets = speech.ngettext("{count} sheet", "{count} sheets", count).format(count=count)
        yield f"{sheets} · {formats.month_year(made_at, speech.language)}"


def pack_cover(
    centre: Centre,
    say: SheetWords,
    made_at: datetime,
    name: tuple[str, str] | None,
    entries: Sequence[Entry],
) -> list[Page]:
    """For whom the pack is, and what is in it; each line leads to its sheet in the file."""
    kind = say.both(N_("Information sheets"))
    head = letter_head(centre.name, kind, A4.inner, logo=centre.logo)
    title = [
        row(cell(0, A4.inner, each, LETTER.title))
        for each in say.each(N_("Your information sheets"))
    ]
    bands = [*head, gap(8), *title, *_for(name, say), gap(12), *_rows(entries, numbered=False)]
    left = f"{kind} · {' · '.join(say.made_on(made_at))}"
    return paginate(
        A4, bands, running=head, footer=lambda at, of: letter_foot(left, at, of, A4.inner)
    )


def contents(
    centre: Centre, say: SheetWords, made_at: datetime, entries: Sequence[Entry], first: int
) -> list[Page]:
    """The list of all sheets with their pages; ``first`` is the number of its own first page."""
    kind = say.both(N_("Information sheets"))
    head = letter_head(centre.name, kind, A4.inner, logo=centre.logo)
    title = say.both(N_("Contents"))
    heading = replace(
        row(cell(0, A4.inner, title, LETTER.title), below=6), bookmarks=(Bookmark(title),)
    )
    left = f"{kind} · {' · '.join(say.made_on(made_at))}"
    return paginate(
        A4,
        [*head, heading, *_rows(entries, numbered=True)],
        running=head,
        footer=lambda at, _of: foot_line(left, str(first + at - 1), A4.inner),
    )


def _rows(entries: Sequence[Entry], *, numbered: bool) -> Iterator[Band]:
    room = A4.inner - _NUMBER - (_PAGE if numbered else 0.0)
    for entry in entries:
        count = max(1, len(entry.titles))
        wide = room / count
        cells = [cell(0, _NUMBER, str(entry.number), LETTER.strong.coloured(ACCENT))]
        for at, title in enumerate(entry.titles):
            style = LETTER.strong if at == 0 else LETTER.text
            cells.append(cell(_NUMBER + at * wide, wide - 10, title, style))
        if numbered:
            cells.append(cell(A4.inner - _PAGE, _PAGE, str(entry.page), LETTER.text, Align.RIGHT))
        line = row(*cells, above=4.5, below=4.5, keep=True)
        yield replace(line, links=(Link(0, 0, A4.inner, line.height, f"#{entry.page}"),))
        yield hairline(A4.inner, above=0, below=0)


def _for(name: tuple[str, str] | None, say: SheetWords) -> Iterator[Band]:
    if not name:
        return
    written, latin = name
    yield row(cell(0, A4.inner, say.both(N_("Made for")), LETTER.small), above=10)
    seen = fitted(written, Face.STRONG, *_FOR, largest=20, smallest=11)
    style = Style(Face.STRONG, seen.size, seen.leading)
    yield row(Cell(0, _FOR[0] + 1, tuple((line, style) for line in seen.lines)))
    if latin and latin != written:
        yield row(cell(0, A4.inner, latin, LETTER.text))


def _logo(centre: Centre) -> Band:
    """The same room with and without one."""
    if not centre.logo:
        return gap(_LOGO_BOX[1])
    return Band(_LOGO_BOX[1], pictures=(placed(centre.logo, _LOGO_BOX),))


def _reached(centre: Centre, say: SheetWords, made_at: datetime) -> Band:
    """Where the centre is, by what it is reached, and of when the booklet is."""
    where = ", ".join(centre.address)
    ways = " · ".join(each for each in (centre.phone, centre.email, centre.website) if each)
    made = " · ".join(say.made_on(made_at))
    lines = tuple((line, LETTER.small) for line in (where, ways, made) if line)
    return row(Cell(0, A4.inner, lines))
