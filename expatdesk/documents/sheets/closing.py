"""What stands at the foot of a sheet's last side: codes to scan, for whom it is, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from expatdesk.documents.letterheads.bands import (
    Align,
    Band,
    Cell,
    Link,
    Shape,
    cell,
    gap,
    height_of,
    row,
)
from expatdesk.documents.letterheads.stacking import piled, stacked
from expatdesk.documents.letterheads.style import INK, Style
from expatdesk.documents.plaintext import NOT_AS_WRITTEN, name_lines, undrawable
from expatdesk.documents.qr import qr_bars
from expatdesk.documents.sheets.fill import address_of
from expatdesk.documents.sheets.paper import SheetOnPaper
from expatdesk.documents.sheets.setting import (
    CODE_ADDRESS,
    CODE_WORDS,
    GUTTER,
    QR_SIDE,
    SMALL,
)
from expatdesk.documents.sheets.wording import SheetWords
from expatdesk.documents.typeface import Face
from expatdesk.documents.wrapping import fitted
from expatdesk.i18n import N_
from expatdesk.markup import Text

_BESIDE = 9.0
"""Between a code and its words."""
_MADE_FOR = 128.0
_ABOVE = 14.0
_SOURCE = N_("Source")
_NAME_HEIGHT = 40.0
_NAME_SIZE = 11.0
_SMALLEST_NAME = 8.0


@dataclass(frozen=True, slots=True)
class Code:
    """One address with its words in each language."""

    url: str
    words: tuple[str, ...]


def codes_of(texts: Sequence[Text]) -> list[Code]:
    """Codes of all languages; the n-th of each belong together where they lead to one address."""
    codes: list[Code] = []
    most = max((len(text.links) for text in texts), default=0)
    for at in range(most):
        for text in texts:
            if at >= len(text.links):
                continue
            link = text.links[at]
            known = next((each for each in codes if each.url == link.url), None)
            if known and link.words not in known.words:
                codes[codes.index(known)] = Code(link.url, (*known.words, link.words))
            elif not known:
                codes.append(Code(link.url, (link.words,)))
    return [code for code in codes if _fits(code.url)]


def closing(
    paper: SheetOnPaper, texts: Sequence[Text], say: SheetWords, width: float
) -> Band | None:
    """One band for the end of the last page; none where there is nothing to say."""
    codes = codes_of(texts)
    name = _made_for(paper, say, width)
    room = width - (_MADE_FOR + _BESIDE if name else 0.0)
    # One code leaves room for the name beside it; more of them want the whole width.
    over = list(_codes(codes, width)) if len(codes) > 1 else []
    left = [*([] if over else _codes(codes, room)), *_sources(paper, say, room)]
    if not over and not left and not name:
        return None
    return piled([gap(_ABOVE), *over, _beside(left, name)])


def _beside(left: Sequence[Band], name: Band | None) -> Band:
    """The last line of the name stands on the last line of what is at its left."""
    high = height_of(left)
    if not name:
        return piled(left)
    height = max(high, name.height)
    placed = [(height - high, piled(left))] if left else []
    return stacked([*placed, (height - name.height, name)], height)


def _codes(codes: Sequence[Code], room: float) -> Iterator[Band]:
    """Two codes to a row, the second where the second language begins."""
    step = room if len(codes) == 1 else (room + GUTTER) / 2
    for at in range(0, len(codes), 2):
        placed = [
            (0.0, _code(code, step * number, step - (GUTTER if len(codes) > 1 else 0.0)))
            for number, code in enumerate(codes[at : at + 2])
        ]
        yield stacked(placed, max(band.height for _down, band in placed))
        yield gap(6)


def _code(code: Code, x: float, width: float) -> Band:
    bars = tuple((x + left, down, wide, high) for left, down, wide, high in _bars(code.url))
    left, room = x + QR_SIDE + _BESIDE, width - QR_SIDE - _BESIDE
    address = (address_of(code.url), CODE_ADDRESS)
    words = row(Cell(left, room, (*((each, CODE_WORDS) for each in code.words), address)))
    height = max(QR_SIDE, words.height)
    link = Link(x, 0.0, width, height, code.url)
    beside = stacked([((height - words.height) / 2, words)], height)
    return Band(height, beside.texts, shapes=(Shape(bars, INK),), links=(link,))


@lru_cache(maxsize=128)
def _bars(url: str) -> tuple[tuple[float, float, float, float], ...]:
    """The same few addresses stand on every print of a sheet; a code takes 2 ms to work out."""
    return qr_bars(url, QR_SIDE)


def _made_for(paper: SheetOnPaper, say: SheetWords, width: float) -> Band | None:
    """For whom it was printed: the name as written, its Latin form under it, at the right edge."""
    if not paper.made_for:
        return None
    x = width - _MADE_FOR
    bands = [row(cell(x, _MADE_FOR, say.both(N_("Made for")), SMALL, Align.RIGHT))]
    name, *others = name_lines(*paper.made_for)
    seen = fitted(name, Face.STRONG, _MADE_FOR, _NAME_HEIGHT, _NAME_SIZE, _SMALLEST_NAME)
    style = Style(Face.STRONG, seen.size, max(seen.leading, seen.size * 1.3))
    bands += [row(cell(x, _MADE_FOR, line, style, Align.RIGHT)) for line in seen.lines]
    if undrawable(paper.made_for[0]):
        others.append(say.both(NOT_AS_WRITTEN))
    bands += [row(cell(x, _MADE_FOR, line, SMALL, Align.RIGHT)) for line in others]
    return piled(bands)


def _sources(paper: SheetOnPaper, say: SheetWords, width: float) -> Iterator[Band]:
    """Where the facts come from, once where both languages say the same."""
    sources = {code: text for code in paper.languages if (text := paper.source_in(code))}
    if not sources:
        return
    if len({*sources.values()}) == 1:
        texts = [f"{say.both(_SOURCE)}: {next(iter(sources.values()))}"]
    else:
        texts = [f"{say.within(code, _SOURCE)}: {text}" for code, text in sources.items()]
    yield row(Cell(0, width, tuple((text, SMALL) for text in texts)))


def _fits(url: str) -> bool:
    """An address of thousands of characters is no code that a telephone reads."""
    return len(url) <= 300
