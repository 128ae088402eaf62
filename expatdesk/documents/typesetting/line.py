"""A line of text as glyphs: directions, fonts, shaping; worked out once and then drawn.

Text that Inter draws as it stands needs none of this and stays ordinary embedded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from expatdesk.documents.typeface import Face, typeface
from expatdesk.documents.typesetting.directions import END_OF_ISOLATE, ISOLATE, levels
from expatdesk.documents.typesetting.fonts import Font, font_of, is_neutral
from expatdesk.documents.typesetting.languages import language_of

_WORDS = re.compile(r" +|[^ ]+")
# The plain text beside it has none of these either.
_LIKE_PLAIN_TEXT = {"kern": False, "liga": False, "clig": False, "calt": False}


@dataclass(frozen=True, slots=True)
class Glyph:
    """Number in its font, and where it stands from the beginning of its run, in font units."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that became glyphs together, in reading order; width in thousandths of an em."""

    text: str
    advance: float


@dataclass(frozen=True, slots=True)
class Run:
    """A part of one direction and one font; glyphs and clusters stand from left to right.

    Without glyphs it is plain text of the face itself. ``advance`` is in thousandths of an em.
    """

    text: str
    font: Font
    advance: float
    level: int = 0
    glyphs: tuple[Glyph, ...] = ()
    clusters: tuple[Cluster, ...] = ()

    @property
    def from_right(self) -> bool:
        return self.level % 2 == 1


@dataclass(frozen=True, slots=True)
class Line:
    """Runs from left to right; widths in thousandths of an em."""

    runs: tuple[Run, ...]

    @property
    def advance(self) -> float:
        """What the fonts say that the line takes."""
        return sum(run.advance for run in self.runs)

    @property
    def width(self) -> float:
        """What the line takes with the parts of letters that reach over its ends."""
        left, right = self.overhangs
        return left + self.advance + right

    @property
    def overhangs(self) -> tuple[float, float]:
        """How far shaped letters reach beyond the left and the right end."""
        left = right = start = 0.0
        whole = self.advance
        for run in self.runs:
            for glyph in run.glyphs:
                low, high = run.font.reach(glyph.number)
                at = start + glyph.x * 1000 / run.font.units
                left, right = max(left, -at - low), max(right, at + high - whole)
            start += run.advance
        return left, right

    @property
    def lacks_glyphs(self) -> bool:
        """Whether a box would stand in it: never, where the text was asked about before."""
        return any(glyph.number == 0 for run in self.runs for glyph in run.glyphs)

    def ink(self) -> tuple[float, float]:
        """How far glyphs reach above and below the baseline, in thousandths of an em."""
        tops, bottoms = [0.0], [0.0]
        for run in self.runs:
            for glyph in run.glyphs:
                top, bottom = run.font.ink(glyph.number)
                tops.append(top + glyph.y * 1000 / run.font.units)
                bottoms.append(bottom - glyph.y * 1000 / run.font.units)
            if not run.glyphs:
                top, bottom = run.font.ink_of(run.text)
                tops.append(top)
                bottoms.append(bottom)
        return max(tops), max(bottoms)


# A line is measured, broken, placed and drawn one after the other; few are remembered, for they
# hold names.
@lru_cache(maxsize=16)
def set_line(text: str, face: Face) -> Line:
    """``text`` as `directions.one_line` gives it, of characters that the fonts have."""
    runs = [
        run for level, font, part in _parts(text, face) for run in _runs(part, level, font, face)
    ]
    return Line(tuple(_in_sight(runs)))


def _parts(text: str, face: Face) -> Iterator[tuple[int, Font, str]]:
    """Parts of one direction and one font, in reading order, without what only steers."""
    chosen: list[tuple[int, Font, str]] = []
    for level, font, cluster in _chosen(text, face):
        if font.has(cluster):
            chosen.append((level, font, cluster))
        else:
            chosen += [(level, font_of(each, face), each) for each in cluster]
    for (level, used), group in groupby(chosen, key=lambda each: (each[0], each[1])):
        yield level, used, "".join(piece for _level, _font, piece in group)


def _chosen(text: str, face: Face) -> Iterator[tuple[int, Font, str]]:
    """Each cluster with its level and its font.

    Punctuation and spaces between two words of one script, and behind the last, are of its font,
    so that a name is one run; elsewhere they belong to the text around it.
    """
    from uniseg.graphemecluster import grapheme_clusters

    parts = list(grapheme_clusters(text))
    own = [None if is_neutral(each) else font_of(each, face) for each in parts]
    coming = [*own[1:], None]
    for place in range(len(parts) - 2, -1, -1):
        coming[place] = coming[place] or coming[place + 1]
    steps = levels(text)
    before: tuple[int, Font] | None = None
    at = 0
    for cluster, its_own, after in zip(parts, own, coming, strict=True):
        level = steps[at]
        at += len(cluster)
        if cluster in {ISOLATE, END_OF_ISOLATE}:
            before = None
            continue
        font = its_own or font_of(cluster, face)
        if its_own:
            before = (level, its_own)
        elif before and before[0] == level and after in {before[1], None}:
            font = before[1] if before[1].has(cluster) else font
        yield level, font, cluster


def _runs(text: str, level: int, font: Font, face: Face) -> Iterator[Run]:
    """One run, but of Inter only what needs it is shaped: marks, and what is turned around."""
    if not font.is_latin or level % 2:
        yield _shaped(text, level, font)
        return
    known = typeface(face)
    for is_plain, words in groupby(_WORDS.findall(text), key=known.drawable.issuperset):
        part = "".join(words)
        if is_plain:
            yield Run(part, font, known.width(part, 1000), level)
        else:
            yield _shaped(part, level, font)


def _shaped(text: str, level: int, font: Font) -> Run:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Never that of the machine: the same paper is the same everywhere.
    buffer.language = language_of(text)
    buffer.direction = "rtl" if level % 2 else "ltr"
    uharfbuzz.shape(font.shaper, buffer, _LIKE_PLAIN_TEXT if font.is_latin else None)
    glyphs, widths, starts = [], [], []
    pen = 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(info.codepoint, pen + place.x_offset, place.y_offset))
        widths.append(place.x_advance * 1000 / font.units)
        starts.append(info.cluster)
        pen += place.x_advance
    clusters = tuple(_clusters(text, starts, widths))
    return Run(text, font, pen * 1000 / font.units, level, tuple(glyphs), clusters)


def _clusters(text: str, starts: Sequence[int], widths: Iterable[float]) -> Iterator[Cluster]:
    """Neighbours that began at the same character; ``starts`` falls where it runs to the left."""
    ends = dict(zip(bounds := sorted({*starts}), [*bounds[1:], len(text)], strict=True))
    for start, group in groupby(zip(starts, widths, strict=True), key=lambda each: each[0]):
        first = 0 if start == bounds[0] else start
        yield Cluster(text[first : ends[start]], sum(width for _start, width in group))


def _in_sight(runs: list[Run]) -> list[Run]:
    """From reading order to left to right (UAX #9, rule L2)."""
    odd = [run.level for run in runs if run.from_right]
    if not odd:
        return runs
    for level in range(max(run.level for run in runs), min(odd) - 1, -1):
        turned: list[Run] = []
        for inside, group in groupby(runs, key=lambda run: run.level >= level):
            part = list(group)
            turned += reversed(part) if inside else part
        runs = turned
    return runs
