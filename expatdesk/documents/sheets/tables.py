"""Small tables in a column: as wide as their words, hairlines between the rows.

A table with more columns than there is room for is set as lines of "head: cell".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from expatdesk.documents.letterheads.style import Style
from expatdesk.documents.sheets.flow import Line, Run, flow, held
from expatdesk.documents.wrapping import measure

_GAP = 9.0
"""Between two columns."""
_PAD = 2.2
"""Above and under the words of a row."""
_NARROWEST = 30.0
"""Points under which a column is no column any more."""

Cells = Sequence[Sequence[Run]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """The lines of a row; ``pad`` is the distance above and under them."""

    lines: tuple[Line, ...]
    pad: float = 0.0
    is_ruled: bool = False
    """Whether a hairline parts it from the next one."""


def table_rows(
    rows: Sequence[Cells], style: Style, width: float, left: float = 0.0
) -> Iterator[TableRow]:
    """The rows of a table ``width`` wide, the head first where it says anything."""
    head, *body = rows
    count = max(1, len(head))
    if width - _GAP * (count - 1) < _NARROWEST * count:
        yield from _as_lists(head, body, style, width, left)
        return
    widths = _widths(rows, style, width - _GAP * (count - 1))
    shown = rows if any(cell for cell in head) else body
    for at, row in enumerate(shown):
        lines = tuple(_row(row, widths, style, left))
        yield TableRow(lines, _PAD, is_ruled=at + 1 < len(shown))


def _row(row: Cells, widths: Sequence[float], style: Style, left: float) -> Iterator[Line]:
    """Cell beside cell, line by line."""
    starts = [left + sum(widths[:at]) + _GAP * at for at in range(len(widths))]
    columns = [
        flow(cell, style, wide, x) for cell, wide, x in zip(row, widths, starts, strict=False)
    ]
    for lines in zip_longest(*columns):
        here = [line for line in lines if line]
        yield Line(
            style.leading,
            sum(widths),
            tuple(text for line in here for text in line.texts),
            tuple(link for line in here for link in line.links),
        )


def _widths(rows: Sequence[Cells], style: Style, room: float) -> list[float]:
    """What each column would like, or its share of it, never less than its longest word."""
    columns = list(zip(*rows, strict=False))
    liked = [max(_width(cell, style) for cell in column) for column in columns]
    if sum(liked) <= room:
        liked[-1] += room - sum(liked)
        return liked
    least = [
        min(max(_longest_word(cell, style) for cell in column), room / len(columns))
        for column in columns
    ]
    over = [like - low for like, low in zip(liked, least, strict=True)]
    spare = room - sum(least)
    share = spare / sum(over) if sum(over) else 0.0
    return [low + more * share for low, more in zip(least, over, strict=True)]


def _width(cell: Sequence[Run], style: Style) -> float:
    return sum(measure(run.text, run.style.face, style.size) for run in cell) + 0.5


def _longest_word(cell: Sequence[Run], style: Style) -> float:
    words = [(word, run) for run in cell for word in held(run.text).split(" ")]
    return max((measure(word, run.style.face, style.size) for word, run in words), default=0) + 0.5


def _as_lists(
    head: Cells, body: Sequence[Cells], style: Style, width: float, left: float
) -> Iterator[TableRow]:
    for row in body:
        lines: list[Line] = []
        for name, cell in zip(head, row, strict=False):
            if not cell:
                continue
            between = [Run(": ", style)] if name else []
            lines += flow([*name, *between, *cell], style, width, left)
        if lines:
            yield TableRow(tuple(lines), _PAD, is_ruled=True)
