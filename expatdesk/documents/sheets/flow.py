"""Text in several forms set in lines of a given width: bold, links, and the values of fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from expatdesk.documents.letterheads.bands import Link, Placed
from expatdesk.documents.letterheads.style import Style
from expatdesk.documents.plaintext import drawable
from expatdesk.documents.typeface import Face
from expatdesk.documents.wrapping import measure, pieces, wrap

# Words without a place inside where a line may end; the rest is asked of the algorithm.
_WHOLE = re.compile(
    r"(?:[A-Za-zÀ-ɏ0-9.,;:!?'’‘\"“”()\[\]*+&@#§€%…•·_ \u00a0\u202f]|(?<=\d)[–-](?=\d))*"
)
_WORDS = re.compile(r" *[^ ]+ *| +")
# Held on one line: an amount with its sign, phone numbers, postcodes.
_HELD = re.compile(r"€ \d|\b\d{4} [A-Z]{2}\b|(?<!\d)(?<!\d )\+?\d[\d ]{1,18}\d(?! ?\d)")
_LONGEST_WORD = 400


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style; what comes from a field keeps its direction to itself."""

    text: str
    style: Style
    link: str = ""
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A set line, placed from the left edge of its column; ``width`` is that of its text."""

    height: float
    width: float
    texts: tuple[Placed, ...] = ()
    links: tuple[Link, ...] = ()


class _Bit(NamedTuple):
    """A part of a piece that has one style."""

    text: str
    run: Run
    width: float


class _Piece(NamedTuple):
    """What stays together on one line."""

    bits: tuple[_Bit, ...]
    width: float
    trailing: float
    """Width of the spaces at its end, which may hang over."""


def flow(runs: Sequence[Run], style: Style, width: float, left: float = 0.0) -> list[Line]:
    """The lines of a paragraph, each as high as the leading of ``style``; nothing is lost.

    ``left`` is where they begin. The runs differ in face and colour, not in size.
    """
    lines: list[Line] = []
    for runs_of_line in _hard_lines(runs):
        bits: list[_Bit] = []
        used = 0.0
        for piece in _fitting(_pieces(runs_of_line), width):
            if bits and used + piece.width - piece.trailing > width:
                lines.append(_line(bits, style, left))
                bits, used = [], 0.0
            bits.extend(piece.bits)
            used += piece.width
        lines.append(_line(bits, style, left))
    return lines


def _hard_lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    current: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n") if not run.is_value else [run.text]
        current.append(Run(first, run.style, run.link, run.is_value))
        for text in others:
            yield current
            current = [Run(text, run.style, run.link, run.is_value)]
    yield current


def _pieces(runs: Sequence[Run]) -> Iterator[_Piece]:
    """Pieces of the whole line, each cut where the style changes."""
    shown = [Run(_shown(run), run.style, run.link, run.is_value) for run in runs]
    edges: list[int] = []
    end = 0
    for run in shown:
        end += len(run.text)
        edges.append(end)
    at, which = 0, 0
    for piece in _cut("".join(run.text for run in shown)):
        bits: list[_Bit] = []
        rest = piece
        while rest:
            while edges[which] <= at:
                which += 1
            taken = rest[: edges[which] - at]
            bits.append(_bit(taken, shown[which]))
            at += len(taken)
            rest = rest[len(taken) :]
        yield _piece(bits)


def _piece(bits: Sequence[_Bit]) -> _Piece:
    last = bits[-1]
    spaces = len(last.text) - len(last.text.rstrip(" "))
    style = last.run.style
    trailing = spaces * _width(" ", style.face, style.size) if spaces else 0.0
    return _Piece(tuple(bits), sum(bit.width for bit in bits), trailing)


def _bit(text: str, run: Run) -> _Bit:
    return _Bit(text, run, _width(text, run.style.face, run.style.size))


def _shown(run: Run) -> str:
    """The text as the fonts draw it; spaces at its ends hold it apart from its neighbours."""
    text = held(run.text)
    inner = text.strip(" ")
    if not inner:
        return " " if text else ""
    before = " " if text[0] == " " else ""
    after = " " if text[-1] == " " else ""
    return f"{before}{drawable(inner, run.style.face)}{after}"


def held(text: str) -> str:
    """With spaces that do not end a line where they stand inside an amount or a number."""
    return _HELD.sub(lambda found: found.group().replace(" ", "\u00a0"), text)


def _cut(text: str) -> Iterator[str]:
    """Where a line may end. Plain words are told by sight: the full rules cost much more."""
    for word in _WORDS.findall(text):
        if _WHOLE.fullmatch(word):
            yield word
        else:
            for part in _parts(word):
                yield from _breaks(part)


def _parts(word: str) -> Iterator[str]:
    """A text without spaces in parts that are quickly worked on, no mark without its letter."""
    at = 0
    while at < len(word):
        end = min(at + _LONGEST_WORD, len(word))
        while end < len(word) and _hangs(word, end):
            end += 1
        yield word[at:end]
        at = end


def _hangs(word: str, at: int) -> bool:
    """Whether the character belongs to the one before it."""
    return unicodedata.category(word[at])[0] == "M" or "\u200d" in word[at - 1 : at + 1]


@lru_cache(maxsize=4096)
def _breaks(word: str) -> tuple[str, ...]:
    return tuple(pieces(word))


@lru_cache(maxsize=16384)
def _width(text: str, face: Face, size: float) -> float:
    """Spaces at the ends count; measuring a whole text leaves them out in some scripts."""
    inner = text.strip(" ")
    spaces = len(text) - len(inner)
    return measure(inner, face, size) + (spaces * measure("\u00a0", face, size) if spaces else 0.0)


def _fitting(found: Iterator[_Piece], width: float) -> Iterator[_Piece]:
    """The same pieces; one that is wider than a line is cut into several."""
    for piece in found:
        if piece.width - piece.trailing <= width:
            yield piece
            continue
        for bit in piece.bits:
            if bit.width <= width:
                yield _piece([bit])
                continue
            yield from _cut_anyhow(bit, width)


def _cut_anyhow(bit: _Bit, width: float) -> Iterator[_Piece]:
    style = bit.run.style
    inner = bit.text.rstrip(" ")
    for part in _parts(inner):
        for chunk in wrap(part, style.face, style.size, width):
            yield _piece([_bit(chunk, bit.run)])
    if inner != bit.text:
        yield _piece([_bit(" ", bit.run)])


def _line(bits: Sequence[_Bit], style: Style, left: float) -> Line:
    """Neighbours of one run are drawn as one text."""
    texts: list[Placed] = []
    links: list[Link] = []
    x, at = left, 0
    while at < len(bits):
        run = bits[at].run
        after = at
        while after < len(bits) and bits[after].run is run:
            after += 1
        text = "".join(bit.text for bit in bits[at:after])
        if after == len(bits):
            text = text.rstrip(" ")
        if not texts:
            text = text.lstrip(" ")
        wide = sum(bit.width for bit in bits[at:after])
        if text:
            texts.append(Placed(x, style.baseline, text, run.style))
            if run.link:
                links.append(Link(x, 0.0, wide, style.leading, run.link))
        x += wide
        at = after
    return Line(style.leading, x - left, tuple(texts), tuple(links))
