"""Several sheets in one file: the pack of a visitor, and the booklet of all sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from expatdesk.documents.letterheads.pages import A4, Imprint, Page, to_pdf
from expatdesk.documents.parts import Centre
from expatdesk.documents.sheets.body import titles_of
from expatdesk.documents.sheets.contents import Entry, booklet_cover, contents, pack_cover
from expatdesk.documents.sheets.paper import FieldValues, SheetOnPaper
from expatdesk.documents.sheets.render import lay_out
from expatdesk.documents.sheets.wording import SheetWords, words_in
from expatdesk.i18n import N_

_SHEETS = N_("Information sheets")


def render_pack(
    papers: Sequence[SheetOnPaper],
    centre: Centre,
    fields: FieldValues,
    made_at: datetime,
    *,
    cover: bool = False,
) -> bytes:
    """Sheets one after the other, each on a side of its own with pages of its own.

    With a cover the first page says for whom they are and which they are. Raises ValueError
    without any sheet.
    """
    say = _words_of(papers)
    laid = [lay_out(paper, centre, fields, made_at).pages for paper in papers]
    front: list[Page] = []
    if cover:
        front = _pack_cover(papers, centre, say, fields, made_at, laid)
    return _file([*front, *_joined(laid)], centre, say, made_at)


def _pack_cover(
    papers: Sequence[SheetOnPaper],
    centre: Centre,
    say: SheetWords,
    fields: FieldValues,
    made_at: datetime,
    laid: Sequence[Sequence[Page]],
) -> list[Page]:
    """Its own length decides where its lines lead to; rarely it has more than one page."""
    before = _before(laid)

    def drawn(ahead: int) -> list[Page]:
        entries = _entries(papers, fields, [ahead + pages for pages in before])
        return pack_cover(centre, say, made_at, papers[0].made_for, entries)

    front = drawn(1)
    return front if len(front) == 1 else drawn(len(front))


def render_booklet(
    papers: Sequence[SheetOnPaper], centre: Centre, fields: FieldValues, made_at: datetime
) -> bytes:
    """All sheets with a cover and a list that leads to them; pages are counted through.

    Raises ValueError without any sheet.
    """
    say = _words_of(papers)
    unpaged = _entries(papers, fields, [0] * len(papers))
    ahead = 1 + len(contents(centre, say, made_at, unpaged, 2))
    laid: list[list[Page]] = []
    firsts: list[int] = []
    for paper in papers:
        firsts.append(ahead + sum(map(len, laid)))
        laid.append(lay_out(paper, centre, fields, made_at, pages_before=firsts[-1]).pages)
    listed = contents(centre, say, made_at, _entries(papers, fields, firsts), 2)
    front = booklet_cover(centre, say, made_at, len(papers))
    return _file([front, *listed, *_joined(laid)], centre, say, made_at)


def _words_of(papers: Sequence[SheetOnPaper]) -> SheetWords:
    """The languages of all the sheets together, those of the first one first."""
    if not papers:
        raise ValueError("without sheets there are no pages")
    return words_in(tuple(dict.fromkeys(code for paper in papers for code in paper.languages)))


def _entries(
    papers: Sequence[SheetOnPaper], fields: FieldValues, before: Sequence[int]
) -> list[Entry]:
    return [
        Entry(paper.number, titles_of(paper, fields), pages + 1)
        for paper, pages in zip(papers, before, strict=True)
    ]


def _before(laid: Sequence[Sequence[Page]]) -> list[int]:
    """How many pages of other sheets stand before each."""
    return [sum(map(len, laid[:at])) for at in range(len(laid))]


def _joined(laid: Sequence[Sequence[Page]]) -> list[Page]:
    return [page for pages in laid for page in pages]


def _file(pages: Sequence[Page], centre: Centre, say: SheetWords, made_at: datetime) -> bytes:
    return to_pdf(A4, pages, Imprint(say.both(_SHEETS), centre.name, say.first, made_at))
