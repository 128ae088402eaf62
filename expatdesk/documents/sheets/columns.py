"""The languages of a sheet put beside each other, in bands that a page end may divide.

Where both languages have the same blocks, each begins on the same line as its counterpart;
where they differ, the columns run on by themselves until they meet again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from expatdesk.documents.letterheads.bands import Band, Fill, Link, Placed, gap
from expatdesk.documents.letterheads.stacking import piled, stacked
from expatdesk.documents.sheets.flow import Line
from expatdesk.documents.sheets.rows import Row, Set
from expatdesk.documents.sheets.setting import BAR, BOX_BAR, BOX_GROUND, GUTTER, SIDE_HEADS, Setting
from expatdesk.markup import BoxKind

_WHOLE_BOX = 260.0
"""Points up to which a box is not divided by a page end."""
_WHOLE_STRETCH = 200.0
_MOST_COMPARED = 200
_SEAM = 0.4
"""Grounds of a divided box overlap by so much, or a hair of paper would show between them."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns begin, and how wide each is."""

    starts: tuple[float, ...]
    width: float

    @property
    def right(self) -> float:
        return self.starts[-1] + self.width

    def column_of(self, x: float) -> int:
        """Which column a text that begins at ``x`` belongs to; -1 is left of all."""
        return sum(1 for start in self.starts if x >= start - 1) - 1


def grid_for(count: int, width: float) -> Grid:
    """Two equal columns; for one language its text at a readable width, right of its headings."""
    if count == 1:
        return Grid((SIDE_HEADS,), width - SIDE_HEADS)
    column = (width - GUTTER * (count - 1)) / count
    return Grid(tuple(at * (column + GUTTER) for at in range(count)), column)


def blocks_beside(columns: Sequence[Sequence[Set]], grid: Grid, setting: Setting) -> list[Band]:
    """All blocks of a part, one column for each language."""
    bands: list[Band] = []
    for sets in _matched(columns, setting):
        boxes = {each.box for each in sets if each and each.box}
        rows = [each.rows if each else () for each in sets]
        if boxes:
            bands += _box(rows, boxes.pop(), grid, setting)
        else:
            bands += rows_beside(rows, grid)
    return bands


def rows_beside(columns: Sequence[Sequence[Row]], grid: Grid, indent: float = 0.0) -> list[Band]:
    """Row beside row."""
    return [band for rows in zip_longest(*columns) for band in _lines_beside(rows, grid, indent)]


def headed(heads: Sequence[Line], bands: Sequence[Band], text_baseline: float) -> list[Band]:
    """Bands with a heading at their left, its first line on the line of the first text."""
    held, needed = [], 0.0
    first = bands[0] if bands else gap(0.0)
    down = min((text.down for text in first.texts), default=text_baseline)
    shift = down - (heads[0].texts[0].down if heads and heads[0].texts else down)
    texts = []
    for line in heads:
        texts += [replace(text, down=text.down + shift + needed) for text in line.texts]
        needed += line.height
    needed += shift
    held.append(replace(first, texts=(*texts, *first.texts)))
    held += bands[1:]
    reached = 0.0
    for at, band in enumerate(held):
        reached += band.height
        if reached >= needed:
            break
        held[at] = replace(band, keep=True)
    if reached < needed:
        held.append(gap(needed - reached))
    return held


def _matched(
    columns: Sequence[Sequence[Set]], setting: Setting
) -> Iterator[tuple[Set | None, ...]]:
    """Blocks that correspond; one that has no counterpart comes alone, or with what it replaces."""
    if len(columns) == 1:
        yield from ((each,) for each in columns[0])
        return
    left, right = (column if setting.row_by_row else _run_on(column) for column in columns)
    here, there = ([each.kind for each in column] for column in (left, right))
    if max(len(here), len(there)) > _MOST_COMPARED:
        yield from zip_longest(left, right)
        return
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(left[i1:i2], right[j1:j2], strict=True)
        else:
            yield from _unmatched(left[i1:i2], right[j1:j2])


def _run_on(column: Sequence[Set]) -> list[Set]:
    """What stands between two boxes as one block."""
    found: list[Set] = []
    for is_box, group in groupby(column, key=lambda each: each.box is not None):
        sets = list(group)
        rows = tuple(row for each in sets for row in each.rows)
        found += sets if is_box else [_as_one_row(Set("stretch", rows))]
    return found


def _unmatched(left: Sequence[Set], right: Sequence[Set]) -> Iterator[tuple[Set | None, ...]]:
    """Text beside text as one stretch, whatever it is; boxes stand alone."""
    stretches = [
        Set("stretch", tuple(row for each in side if not each.box for row in each.rows))
        for side in (left, right)
    ]
    if any(stretch.rows for stretch in stretches):
        yield tuple(_as_one_row(stretch) for stretch in stretches)
    yield from ((each, None) for each in left if each.box)
    yield from ((None, each) for each in right if each.box)


def _as_one_row(stretch: Set) -> Set:
    """Rows that run on by themselves: a short stretch becomes one line as high as all of it."""
    height = sum(row.height for row in stretch.rows)
    ruled = any(row.rule for row in stretch.rows)
    if len(stretch.rows) < 2 or height > _WHOLE_STRETCH or ruled:
        return stretch
    above = stretch.rows[0].above
    texts: list[Placed] = []
    links: list[Link] = []
    down = 0.0
    for at, row in enumerate(stretch.rows):
        down += row.above if at else 0.0
        for line in row.lines:
            texts += [replace(each, down=each.down + down) for each in line.texts]
            links += [replace(each, down=each.down + down) for each in line.links]
            down += line.height
    return Set(stretch.kind, (Row((Line(down, 0.0, tuple(texts), tuple(links)),), above),))


def _lines_beside(rows: Sequence[Row | None], grid: Grid, indent: float) -> Iterator[Band]:
    """Line beside line; no first or last line of a row stands alone on a page."""
    here = [row for row in rows if row]
    above = max(row.above for row in here)
    holds = any(row.holds_next for row in here)
    count = max(len(row.lines) for row in here)
    for at in range(count):
        lines = [row.lines[at] if row and at < len(row.lines) else None for row in rows]
        lead = above if at == 0 else 0.0
        keep = at in {0, count - 2} or count <= 3 if at + 1 < count else holds
        band = _band(lines, grid, indent, lead, keep=keep)
        yield _ended(band, rows, grid, indent) if at + 1 == count else band


def _ended(band: Band, rows: Sequence[Row | None], grid: Grid, indent: float) -> Band:
    """The last line of rows beside each other, with what stands under them."""
    height = band.height + max(row.below for row in rows if row)
    strokes = tuple(
        replace(row.rule, x=row.rule.x + start + (indent if at == 0 else 0.0), down=height)
        for at, (start, row) in enumerate(zip(grid.starts, rows, strict=True))
        if row and row.rule
    )
    return replace(band, height=height, strokes=strokes)


def _band(
    lines: Sequence[Line | None], grid: Grid, indent: float, above: float, *, keep: bool
) -> Band:
    placed = [
        (start + (indent if at == 0 else 0.0), line)
        for at, (start, line) in enumerate(zip(grid.starts, lines, strict=True))
        if line
    ]
    return Band(
        above + max((line.height for _x, line in placed), default=0.0),
        tuple(
            replace(text, x=text.x + x, down=text.down + above)
            for x, line in placed
            for text in line.texts
        ),
        links=tuple(
            replace(link, x=link.x + x, down=link.down + above)
            for x, line in placed
            for link in line.links
        ),
        keep=keep,
    )


def _box(
    columns: Sequence[Sequence[Row]], kind: BoxKind, grid: Grid, setting: Setting
) -> list[Band]:
    """A ground across all columns with a bar at its left; both languages stand on it."""
    level = [(replace(rows[0], above=0.0), *rows[1:]) if rows else () for rows in columns]
    pad = setting.box_pad
    inner = [gap(pad, keep=True), *rows_beside(level, grid, pad + BAR), gap(pad)]
    inner[-2] = replace(inner[-2], keep=True)
    outside = setting.above_block + 2
    whole = sum(band.height for band in inner)
    if whole <= _WHOLE_BOX:
        box = _grounded(piled(inner), kind, grid, 0.0)
        return [stacked([(outside, box)], outside + whole), gap(2)]
    slices = [_grounded(band, kind, grid, _SEAM) for band in inner[:-1]]
    return [gap(outside, keep=True), *slices, _grounded(inner[-1], kind, grid, 0.0), gap(2)]


def _grounded(band: Band, kind: BoxKind, grid: Grid, seam: float) -> Band:
    left, height = grid.starts[0], band.height + seam
    ground = Fill(left, 0.0, grid.right - left, height, BOX_GROUND[kind])
    bar = Fill(left, 0.0, BAR, height, BOX_BAR[kind])
    return replace(band, fills=(ground, bar))
